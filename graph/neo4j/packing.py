"""What one document contributes, packed into one string that its Document node keeps, and unpacked again.

The drawn graph shares entities and statements among documents; what each document said of them by itself (its labels, its
spellings) is only here. So a document can be taken out again, and read back without loss.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from graph.embedded import codec
from graph.errors import InputRefused
from graph.model import Document, DocumentGraph, Entity, Literal, NameEvidence, Statement
from graph.normal_form import normalize_graph

_LEVEL: Final = 1  # more takes three times as long and saves a tenth
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Packed:
    """A graph in normal form with its `record` and `content_hash`: equal where the graphs are equal."""

    graph: DocumentGraph
    record: str
    content_hash: str


def pack(graph: DocumentGraph) -> Packed:
    """Pack a graph. InputRefused where its text cannot be stored, ValueError where it has places in other documents."""
    graph = normalize_graph(graph)
    source = graph.document.source
    foreign = {e.source for s in graph.statements for e in s.evidence} | {n.source for n in graph.names}
    if foreign - {source}:
        raise ValueError(f"the graph of {source} has places in {', '.join(sorted(foreign - {source}))}")
    try:
        body = _written(graph).encode()
        digest = hashlib.sha256(body + graph.document.text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputRefused(source, "holds half characters (lone surrogates); save it as UTF-8 first") from error
    return Packed(graph, base64.b64encode(zlib.compress(body, _LEVEL)).decode(), digest)


def unpack(record: str, source: str, text: str) -> DocumentGraph:
    """The graph that was packed, in normal form."""
    version, document, subject, described, stated, names = json.loads(zlib.decompress(base64.b64decode(record)))
    if version != _VERSION:
        raise ValueError(f"records of version {version} are not known")
    name, title, form, loader, sections = document
    entities = {curie: codec.read_description(curie, value) for curie, value in described.items()}
    graph = DocumentGraph(
        Document(source, name, text, codec.read_sections(sections), title, form, loader),
        tuple(_statement(source, entities, row) for row in stated),
        tuple(NameEvidence(curie, words, source, start, end) for curie, words, start, end in names),
        None if subject is None else entities[subject],
    )
    return normalize_graph(graph)


def _written(graph: DocumentGraph) -> str:
    """The JSON of all but source and text."""
    document = graph.document
    head = codec.write_json(
        [
            *(
                _VERSION,
                [document.name, document.title, document.format, document.loader, codec.write_sections(document.sections)],
            ),
            None if graph.subject is None else graph.subject.curie,
            {entity.curie: codec.write_description(entity) for entity in graph.entities},
        ]
    )
    statements = _joined(_write_statement(statement) for statement in graph.statements)
    names = codec.write_json([[n.curie, n.name, n.start, n.end] for n in graph.names])
    return f"{head[:-1]},{statements},{names}]"


def _write_statement(statement: Statement) -> str:
    target = statement.object
    words = target.label if isinstance(target, Literal) else None
    head = codec.write_json(
        [
            *(statement.subject.curie, statement.relation, None if words is not None else target.key, words),
            *(statement.negated, codec.write_comparison(statement.comparison)),
        ]
    )
    return f"{head[:-1]},{_joined(map(codec.write_evidence, statement.evidence))}]"


def _statement(source: str, entities: dict[str, Entity], row: list[Any]) -> Statement:
    subject, relation, target, words, negated, comparison, places = row
    return Statement(
        subject=entities[subject],
        relation=relation,
        object=Literal(words) if target is None else entities[target],
        negated=negated,
        comparison=codec.read_comparison(comparison),
        evidence=tuple(codec.evidence_of(source, place) for place in places),
    )


def _joined(values: Iterable[str]) -> str:
    return f"[{','.join(values)}]"
