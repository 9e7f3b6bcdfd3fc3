"""Statements as JSON values and back: the lines of `extract --format jsonl`, and the store's record. Reading undoes writing."""

from collections.abc import Mapping
from typing import Any

from graph.model import AnyOf, Comparison, Entity, Evidence, Literal, Quantity, Statement

Json = dict[str, Any]


def write_entity(entity: Entity | Literal, text: str | None = None) -> Json:
    """A subject or object; a literal has `"curie": null`. `text`: its words in the first place that says it."""
    if isinstance(entity, Literal):
        return {"curie": None, "label": entity.label, "kinds": [], "text": text}
    return {
        "curie": entity.curie,
        "label": entity.label,
        "kinds": list(entity.kinds),
        "text": text,
        "synonyms": list(entity.synonyms),
        "xrefs": list(entity.xrefs),
    }


def read_entity(value: Mapping[str, Any]) -> Entity | Literal:
    """Undo `write_entity`."""
    if value["curie"] is None:
        return Literal(value["label"])
    return Entity(
        value["curie"],
        value["label"],
        tuple(value.get("kinds", ())),
        tuple(value.get("synonyms", ())),
        tuple(value.get("xrefs", ())),
    )


def write_quantity(quantity: Quantity) -> Json:
    """A typed number with the words it was read from."""
    return {
        "kind": quantity.kind,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "numerator": quantity.numerator,
        "denominator": quantity.denominator,
        "per_time": quantity.per_time,
        "approximate": quantity.approximate,
        "verbatim": quantity.verbatim,
        "start": quantity.start,
        "end": quantity.end,
    }


def write_any_of(any_of: AnyOf | None) -> Json | None:
    """A disjunction, or None."""
    return None if any_of is None else {"id": any_of.id, "members": list(any_of.members)}


def read_any_of(value: Mapping[str, Any] | None) -> AnyOf | None:
    """Undo `write_any_of`."""
    return None if value is None else AnyOf(value["id"], tuple(value["members"]))


def write_comparison(comparison: Comparison | None) -> Json | None:
    """A comparison, or None."""
    if comparison is None:
        return None
    return {
        "outcome": comparison.outcome,
        "direction": comparison.direction,
        "group": comparison.group,
        "against": comparison.against,
    }


def write_evidence(evidence: Evidence) -> Json:
    """One place that says a statement."""
    return {
        "source": evidence.source,
        "section": evidence.section,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "certainty": evidence.certainty,
        "frequency": evidence.frequency,
        "truncated": evidence.truncated,
        "quantities": [write_quantity(q) for q in evidence.quantities],
        "rule": evidence.rule,
        "subject_text": evidence.subject_text,
        "object_text": evidence.object_text,
        "subject_span": None if evidence.subject_span is None else list(evidence.subject_span),
        "object_span": None if evidence.object_span is None else list(evidence.object_span),
        "any_of": write_any_of(evidence.any_of),
        "qualifiers": [list(pair) for pair in evidence.qualifiers],
        "loader": evidence.loader,
    }


def read_evidence(value: Mapping[str, Any]) -> Evidence:
    """Undo `write_evidence`."""
    subject_span, object_span = value["subject_span"], value["object_span"]
    return Evidence(
        source=value["source"],
        section=value["section"],
        start=value["start"],
        end=value["end"],
        text=value["text"],
        rule=value["rule"],
        certainty=value["certainty"],
        frequency=value["frequency"],
        quantities=tuple(Quantity(**q) for q in value["quantities"]),
        truncated=value["truncated"],
        subject_text=value["subject_text"],
        object_text=value["object_text"],
        subject_span=None if subject_span is None else (subject_span[0], subject_span[1]),
        object_span=None if object_span is None else (object_span[0], object_span[1]),
        any_of=read_any_of(value["any_of"]),
        qualifiers=tuple((name, text) for name, text in value["qualifiers"]),
        loader=value["loader"],
    )


def write_statement(statement: Statement, document: str | None = None) -> Json:
    """A whole statement. `document`: the display name of the document it was read from, where there is one."""
    first = statement.evidence[0] if statement.evidence else None
    return {
        "id": statement.id,
        "document": document,
        "source": first.source if first else None,
        "relation": statement.relation,
        "negated": statement.negated,
        "certainty": statement.certainty,
        "subject": write_entity(statement.subject, first.subject_text if first else None),
        "object": write_entity(statement.object, first.object_text if first else None),
        "any_of": write_any_of(statement.any_of),
        "comparison": write_comparison(statement.comparison),
        "evidence": [write_evidence(e) for e in statement.evidence],
    }


def read_statement(value: Mapping[str, Any]) -> Statement:
    """Undo `write_statement`. ValueError where the subject is a literal or the stored id is not that of the meaning."""
    subject = read_entity(value["subject"])
    if not isinstance(subject, Entity):
        raise ValueError("the subject of a statement must be an entity")
    comparison = value["comparison"]
    statement = Statement(
        subject=subject,
        relation=value["relation"],
        object=read_entity(value["object"]),
        negated=value["negated"],
        comparison=None if comparison is None else Comparison(**comparison),
        evidence=tuple(read_evidence(e) for e in value["evidence"]),
    )
    if value.get("id", statement.id) != statement.id:
        raise ValueError(f"statement {value['id']} does not mean what its id says")
    return statement
