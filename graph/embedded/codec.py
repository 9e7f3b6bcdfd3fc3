"""The parts of statements as compact JSON arrays, as the record's columns hold them. Every read undoes its write."""

import json
from typing import Any, Final

from graph.model import AnyOf, Comparison, Entity, Evidence, Quantity, Section

_COMPACT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_json(value: object) -> str:
    """Compact JSON; the same value gives the same text."""
    return _COMPACT(value)


def write_evidence(evidence: Evidence) -> str:
    """All of an evidence but its source, which is the document's."""
    any_of = evidence.any_of
    return write_json(
        [
            evidence.section,
            evidence.start,
            evidence.end,
            evidence.text,
            evidence.rule,
            evidence.certainty,
            evidence.frequency,
            [_write_quantity(q) for q in evidence.quantities],
            evidence.truncated,
            evidence.subject_text,
            evidence.object_text,
            evidence.subject_span,
            evidence.object_span,
            None if any_of is None else [any_of.id, any_of.members],
            evidence.qualifiers,
            evidence.loader,
        ]
    )


def read_evidence(source: str, body: str) -> Evidence:
    """Undo `write_evidence`."""
    return evidence_of(source, json.loads(body))


def evidence_of(source: str, v: list[Any]) -> Evidence:
    """The evidence of the array that `write_evidence` writes."""
    return Evidence(
        source=source,
        section=v[0],
        start=v[1],
        end=v[2],
        text=v[3],
        rule=v[4],
        certainty=v[5],
        frequency=v[6],
        quantities=tuple(Quantity(*q) for q in v[7]),
        truncated=v[8],
        subject_text=v[9],
        object_text=v[10],
        subject_span=None if v[11] is None else (v[11][0], v[11][1]),
        object_span=None if v[12] is None else (v[12][0], v[12][1]),
        any_of=None if v[13] is None else AnyOf(v[13][0], tuple(v[13][1])),
        qualifiers=tuple((name, value) for name, value in v[14]),
        loader=v[15],
    )


def _write_quantity(q: Quantity) -> list[Any]:
    """In the order of the constructor's parameters."""
    return [
        q.kind, q.low, q.high, q.unit, q.verbatim, q.start, q.end, q.numerator, q.denominator, q.per_time, q.approximate,
    ]  # fmt: skip


def write_description(entity: Entity) -> str:
    """All of an entity but its CURIE."""
    return write_json([entity.label, entity.kinds, entity.synonyms, entity.xrefs])


def read_description(curie: str, value: str) -> Entity:
    """Undo `write_description`."""
    label, kinds, synonyms, xrefs = json.loads(value)
    return Entity(curie, label, tuple(kinds), tuple(synonyms), tuple(xrefs))


def write_comparison(comparison: Comparison | None) -> str | None:
    """A comparison, or None."""
    if comparison is None:
        return None
    return write_json([comparison.outcome, comparison.direction, comparison.group, comparison.against])


def read_comparison(value: str | None) -> Comparison | None:
    """Undo `write_comparison`."""
    return None if value is None else Comparison(*json.loads(value))


def write_sections(sections: tuple[Section, ...]) -> str:
    """The sections of a document."""
    return write_json([[s.kind, s.start, s.end, s.heading] for s in sections])


def read_sections(value: str) -> tuple[Section, ...]:
    """Undo `write_sections`."""
    return tuple(Section(*fields) for fields in json.loads(value))
