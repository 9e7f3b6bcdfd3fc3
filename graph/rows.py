"""Rows of an answer: a statement seen from an entity, with what a reader needs beside it. Related, paths, ask all list these."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from graph.model import AnyOf, Comparison, Entity, Evidence, Literal, Quantity, Statement
from graph.statement_json import write_any_of, write_comparison, write_quantity
from ontology.vocabulary import CERTAINTIES, RELATIONS

ALSO_CALLED = "also_called"  # the relation of a row that gives a name; names are not statements
CONCERNS = "concerns"  # the relation of an inferred row: what a check or risk is about

Json = dict[str, Any]
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement (or one name) as listed. `direction`: out where the entity asked about is the subject, else in.

    `statement` is the statement's id, None for a name. `inferred`: no text says it; it follows from what texts say.
    """

    subject: Entity
    relation: str
    object: Entity | Literal
    statement: str | None = None
    direction: str = "out"
    negated: bool = False
    certainty: str = "asserted"
    comparison: Comparison | None = None
    evidence: tuple[Evidence, ...] = ()
    inferred: bool = False

    @classmethod
    def of(cls, statement: Statement, direction: str = "out") -> "Row":
        """The row of a statement."""
        return cls(
            subject=statement.subject,
            relation=statement.relation,
            object=statement.object,
            statement=statement.id,
            direction=direction,
            negated=statement.negated,
            certainty=statement.certainty,
            comparison=statement.comparison,
            evidence=statement.evidence,
        )

    @property
    def triple(self) -> Triple:
        """`(subject CURIE, relation, object CURIE or words)`: what SPARQL and Cypher return for the row."""
        return self.subject.curie, self.relation, object_name(self.object)

    @property
    def other(self) -> Entity | Literal:
        """The end that was not asked about."""
        return self.object if self.direction == "out" else self.subject

    @property
    def frequencies(self) -> tuple[str, ...]:
        """The verbatim words of frequency, each once, in evidence order."""
        return tuple(dict.fromkeys(place.frequency for place in self.evidence if place.frequency))

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The distinct quantities, in evidence order."""
        return tuple(dict.fromkeys(quantity for place in self.evidence for quantity in place.quantities))

    @property
    def certainties(self) -> tuple[str, ...]:
        """The certainties of its places, each once, strongest first."""
        return tuple(name for name in reversed(CERTAINTIES) if any(place.certainty == name for place in self.evidence))

    @property
    def any_of(self) -> AnyOf | None:
        """The first disjunction it is a member of."""
        return next((place.any_of for place in self.evidence if place.any_of), None)

    @property
    def object_texts(self) -> tuple[str, ...]:
        """The words by which the places name the object, each once."""
        return tuple(dict.fromkeys(place.object_text for place in self.evidence if place.object_text))

    @property
    def truncated(self) -> bool:
        """Whether the text breaks off where it says so."""
        return any(place.truncated for place in self.evidence)

    @property
    def quotes(self) -> tuple[str, ...]:
        """The words that say so, each once."""
        return tuple(dict.fromkeys(place.text for place in self.evidence))

    def qualifiers(self, name: str) -> tuple[str, ...]:
        """The distinct values of a qualifier (action, reason, severity, …), in evidence order."""
        return tuple(dict.fromkeys(value for place in self.evidence for key, value in place.qualifiers if key == name))

    def turned(self, direction: str) -> "Row":
        """The same row seen from the other end."""
        return replace(self, direction=direction)


def object_name(value: Entity | Literal) -> str:
    """CURIE of an entity, words of a literal: the object column of every listing."""
    return value.curie if isinstance(value, Entity) else value.label


def row_order(row: Row) -> tuple[int, int, str, str]:
    """Sort key of listings: out before in, the vocabulary's order of relations, then label, then id."""
    names = [*RELATIONS, ALSO_CALLED, CONCERNS]
    return names.index(row.relation), int(row.direction != "out"), row.other.label.casefold(), row.statement or ""


def write_node(value: Entity | Literal, texts: Iterable[str | None] = ()) -> Json:
    """An end of a row as JSON; a literal has `"curie": null`. `text`: the first words by which a text names it."""
    text = next((words for words in texts if words), None)
    if isinstance(value, Literal):
        return {"curie": None, "label": value.label, "kinds": [], "text": text}
    return {"curie": value.curie, "label": value.label, "kinds": list(value.kinds), "text": text}


def write_quote(place: Evidence) -> Json:
    """A place that says so, as JSON."""
    return {
        "text": place.text,
        "source": place.source,
        "section": place.section,
        "start": place.start,
        "end": place.end,
        "certainty": place.certainty,
        "frequency": place.frequency,
        "truncated": place.truncated,
        "rule": place.rule,
        "object_text": place.object_text,
        "quantities": [quantity.verbatim for quantity in place.quantities],
        "qualifiers": [list(pair) for pair in place.qualifiers],
    }


def write_row(row: Row) -> Json:
    """A row as JSON."""
    return {
        "statement": row.statement,
        "direction": row.direction,
        "subject": write_node(row.subject, (place.subject_text for place in row.evidence)),
        "relation": row.relation,
        "object": write_node(row.object, row.object_texts),
        "negated": row.negated,
        "certainty": row.certainty,
        "certainties": list(row.certainties),
        "frequencies": list(row.frequencies),
        "quantities": [write_quantity(quantity) for quantity in row.quantities],
        "any_of": write_any_of(row.any_of),
        "comparison": write_comparison(row.comparison),
        "truncated": row.truncated,
        "inferred": row.inferred,
        "actions": list(row.qualifiers("action")),
        "reasons": list(row.qualifiers("reason")),
        "evidences": len(row.evidence),
        "quotes": [write_quote(place) for place in row.evidence],
    }
