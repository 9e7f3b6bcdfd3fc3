"""The triples of `graph.rdf` as text, for writing millions of them: the same shape, without a term object for each part.

A line is `subject predicate object` in N-Triples form without its end: `as_triples` makes triples of the default graph of lines,
`as_quads` those of a named one. `graph.rdf` defines the shape; a test compares the two on generated graphs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from graph import rdf
from graph import rdf_terms as t
from graph.model import Evidence, Quantity
from graph.rdf_terms import node, sg
from ontology.curies import NAMESPACE

_SPECIAL: Final = re.compile(r'["\\\n\r\x00]')
_ESCAPES: Final = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\x00": "\\u0000"})
_INTEGER: Final = f'"^^<{t.XSD}integer>'
_FLAGS: Final = {False: str(t.FALSE), True: str(t.TRUE)}
_EVIDENCE: Final = f" {t.TYPE} {sg('Evidence')}", f" {t.DERIVED_FROM} "
_QUANTITY: Final = f" {t.TYPE} {sg('Quantity')}"


def as_triples(lines: Sequence[str]) -> str:
    """Lines as triples of the default graph."""
    return " .\n".join(lines) + " .\n" if lines else ""


def as_quads(lines: Sequence[str], graph: rdf.Graph) -> str:
    """Lines as quads of a named graph."""
    end = f" {graph} .\n"
    return end.join(lines) + end if lines else ""


def lines_of(triples: Iterable[rdf.Terms]) -> list[str]:
    """Triples of `graph.rdf` as lines."""
    return [f"{subject} {predicate} {target}" for subject, predicate, target in triples]


def head_lines(head: rdf.Head) -> list[str]:
    """Those of `rdf.head_triples`."""
    if head.comparison is not None:
        return lines_of(rdf.head_triples(head))
    iri = f"<{NAMESPACE}statement/{head.id}>"
    drawn, said = _relation(head.relation)
    subject = _entity(head.subject)
    target = _words(head.words or "") if head.object is None else _entity(head.object)
    lines = [iri + line for line in said]
    lines += (
        f"{iri} {t.SUBJECT} {subject}",
        f"{iri} {t.OBJECT} {target}",
        f"{iri}{_predicate('negated')}{_FLAGS[head.negated]}",
        f'{iri}{_predicate("certainty")}"{head.certainty}"',
    )
    if not head.negated:
        lines.append(f"{subject} {drawn} {target}")
    return lines


def evidence_lines(statement_id: str, evidence: Evidence) -> list[str]:
    """Those that `rdf.evidence_triples` has for one place of a statement."""
    key = evidence.id_for(statement_id)
    iri = f"<{NAMESPACE}evidence/{key}>"
    kind, source = _EVIDENCE
    lines = [
        f"<{NAMESPACE}statement/{statement_id}> {_predicate('evidence')}{iri}",
        iri + kind,
        f"{iri}{source}{_document(evidence.source)}",
    ]
    subject_span, object_span = evidence.subject_span or (None, None), evidence.object_span or (None, None)
    lines += _scalars(iri, (
        ("section", evidence.section), ("start", evidence.start), ("end", evidence.end), ("text", evidence.text),
        ("rule", evidence.rule), ("certainty", evidence.certainty), ("frequency", evidence.frequency),
        ("truncated", evidence.truncated), ("subjectText", evidence.subject_text), ("objectText", evidence.object_text),
        ("subjectStart", subject_span[0]), ("subjectEnd", subject_span[1]),
        ("objectStart", object_span[0]), ("objectEnd", object_span[1]), ("loader", evidence.loader),
    ))  # fmt: skip
    lines += [f"{iri}{_qualifier(name)}{_words(value)}" for name, value in evidence.qualifiers]
    for position, quantity in enumerate(evidence.quantities):
        lines += _quantity_lines(quantity, iri, f"<{NAMESPACE}quantity/{key}-{position}>", position)
    if evidence.any_of is not None:
        lines += lines_of(rdf.any_of_triples(evidence.any_of, node("evidence", key)))
    return lines


def _quantity_lines(quantity: Quantity, evidence: str, iri: str, position: int) -> Iterator[str]:
    yield f"{evidence}{_predicate('quantity')}{iri}"
    yield iri + _QUANTITY
    for local, value in (("low", quantity.low), ("high", quantity.high)):
        if value is not None:
            yield f"{iri}{_predicate(local)}{_number(value)}"
    yield from _scalars(iri, (
        ("quantityKind", quantity.kind), ("unit", quantity.unit), ("verbatim", quantity.verbatim), ("start", quantity.start),
        ("end", quantity.end), ("numerator", quantity.numerator), ("denominator", quantity.denominator),
        ("perTime", quantity.per_time), ("approximate", quantity.approximate), ("position", position),
    ))  # fmt: skip


def _scalars(iri: str, fields: rdf.Fields) -> list[str]:
    return [f"{iri}{_predicate(local)}{_literal(value)}" for local, value in fields if value is not None]


def _literal(value: str | int | bool) -> str:
    if isinstance(value, str):
        return _words(value)
    return _FLAGS[value] if isinstance(value, bool) else f'"{value}{_INTEGER}'


def _words(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"' if _SPECIAL.search(text) else f'"{text}"'


@lru_cache(maxsize=4096)
def _number(value: float) -> str:
    return str(t.double(value))


@lru_cache(maxsize=512)
def _predicate(local: str) -> str:
    """A term of ours between blanks, as it stands in a line."""
    return f" {sg(local)} "


@lru_cache(maxsize=512)
def _qualifier(name: str) -> str:
    return f" {node('qualifier', name)} "


@lru_cache(maxsize=65_536)
def _entity(curie: str) -> str:
    return str(t.entity_iri(curie))


@lru_cache(maxsize=4096)
def _document(source: str) -> str:
    return str(rdf.document_graph_name(source))


@lru_cache(maxsize=512)
def _relation(name: str) -> tuple[str, tuple[str, ...]]:
    """The predicate that draws a relation, and what is the same in all of its statements, each from its predicate on."""
    drawn = t.RELATION_PREDICATES[name]
    return str(drawn), (
        f" {t.TYPE} {sg('Statement')}",
        f" {t.TYPE} {t.ASSOCIATION}",
        f" {t.PREDICATE} {drawn}",
        f" {t.BIOLINK_PREDICATE} {t.BIOLINK_PREDICATES[name]}",
        f'{_predicate("relation")}"{name}"',
    )
