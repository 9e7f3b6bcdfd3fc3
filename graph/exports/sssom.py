"""SSSOM: the exact mappings of the graph's entities as a TSV table, for programs that join identifiers.

A row says that an entity's CURIE means exactly what another vocabulary's does: the mappings by which texts were joined into one
node. Who made a mapping is not kept with the entity, so that the justification is left open. https://mapping-commons.github.io/sssom/
"""

from collections.abc import Iterable, Iterator
from typing import IO, Final

from graph.exports.scope import Scope
from graph.model import Entity
from ontology.curies import NAMESPACE, PREFIXES, split_curie

COLUMNS: Final = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification")
SET_ID: Final = f"{NAMESPACE}mappings"
_LICENSE: Final = "https://w3id.org/sssom/license/unspecified"  # each vocabulary has its own
_PREDICATE: Final = "skos:exactMatch"
_JUSTIFICATION: Final = "semapv:UnspecifiedMatching"
_FIXED: Final = {"semapv": "https://w3id.org/semapv/vocab/", "skos": "http://www.w3.org/2004/02/skos/core#"}
_OWN: Final = "local"  # identifiers of this graph alone map to nothing


def write_sssom(scope: Scope, out: IO[bytes]) -> None:
    """Write the scope's mappings, sorted: the same bytes for the same store. A store without mappings gives the header alone."""
    rows = sorted(row for entity in scope.entities() for row in _rows(entity))
    for line in _head(rows):
        out.write(f"# {line}\n".encode())
    out.write(("\t".join(COLUMNS) + "\n").encode())
    for subject, label, other in rows:
        out.write(("\t".join((subject, label, _PREDICATE, other, _JUSTIFICATION)) + "\n").encode())


def _rows(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """(subject, label, object) of an entity's mappings; what is no CURIE is left out."""
    if not _is_curie(entity.curie):
        return
    label = " ".join(entity.label.split())
    for other in entity.xrefs:
        if other != entity.curie and _is_curie(other):
            yield entity.curie, label, other


def _is_curie(curie: str) -> bool:
    try:
        prefix, local = split_curie(curie)
    except ValueError:
        return False
    return prefix != _OWN and curie == "".join(curie.split()) and not local.startswith("//")


def _head(rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The lines of the metadata, in the order of their names."""
    used = {split_curie(curie)[0] for subject, _label, other in rows for curie in (subject, other)}
    bases = {**_FIXED, **{prefix: PREFIXES.get(prefix, f"{NAMESPACE}curie/{prefix}/") for prefix in used}}
    yield "curie_map:"
    for prefix in sorted(bases):
        yield f"  {prefix}: {bases[prefix]}"
    yield f"license: {_LICENSE}"
    yield f"mapping_set_id: {SET_ID}"
    yield "mapping_tool: syndrome-graph"
