"""Read an ontology in OBO Graphs JSON. One of the readers behind `reading`."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ontology.obo import OboTerm
from ontology.parsed import Parsed, curie_of
from ontology.terms import LexiconError, Synonym

_SCOPES: Final = {
    "hasExactSynonym": "EXACT",
    "hasNarrowSynonym": "NARROW",
    "hasBroadSynonym": "BROAD",
    "hasRelatedSynonym": "RELATED",
}
_REPLACED: Final = ("IAO_0100001", "replacedBy", "replaced_by")
_SAME: Final = "exactMatch"
_HAS_ROLE: Final = "RO_0000087"
_RETIRED: Final = frozenset({"obsolete_class", "obsolete class", "obsoleteclass"})


def read_obographs(text: str, place: str) -> Parsed:
    """The classes of all graphs of a file. Raises LexiconError for JSON that is broken (with its line) or holds no graph."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise LexiconError(f"{place}:{error.lineno}", f"not valid JSON ({error.msg}).") from None
    except RecursionError:
        raise LexiconError(place, "JSON nested too deeply to be an ontology.") from None
    graphs = whole.get("graphs") if isinstance(whole, dict) else None
    if not isinstance(graphs, list) or not all(isinstance(graph, dict) for graph in graphs) or not graphs:
        raise LexiconError(place, 'JSON without "graphs": OBO Graphs are read, no other JSON.')
    parsed = Parsed("obographs")
    try:
        for graph in graphs:
            _read_graph(graph, parsed)
    except (AttributeError, TypeError, KeyError) as error:
        raise LexiconError(place, f"not the shape of OBO Graphs ({error}).") from None
    _read_head(graphs[0], parsed)
    return parsed


def _read_head(graph: Mapping[str, Any], parsed: Parsed) -> None:
    meta = graph.get("meta") or {}
    parsed.name = str(graph.get("id") or "").rstrip("/").rsplit("/", 1)[-1].removesuffix(".owl").removesuffix(".json")
    parsed.version = str(meta.get("version") or "")
    for value in meta.get("basicPropertyValues") or ():
        predicate, text = str(value.get("pred", "")), str(value.get("val", ""))
        if predicate.endswith(("license", "licence", "rights")):
            parsed.licence = text
        elif "versionInfo" in predicate and not parsed.version:
            parsed.version = text
        elif "licens" in text.casefold() and "creativecommons" in text and not parsed.licence:
            parsed.licence = next(word.strip("().,") for word in text.split() if "creativecommons" in word)


def _read_graph(graph: Mapping[str, Any], parsed: Parsed) -> None:
    terms: dict[str, OboTerm] = {}
    retired: set[str] = set()
    for number, node in enumerate(graph.get("nodes") or ()):
        if node.get("type") not in (None, "CLASS"):
            continue
        iri, label = node["id"], node.get("lbl") or ""
        if label.casefold() in _RETIRED:
            retired.add(iri)
        else:
            terms[iri] = _term(number + 1, iri, label, node.get("meta") or {})
    for edge in graph.get("edges") or ():
        term = terms.get(edge["sub"])
        if term is None:
            continue
        if edge["pred"] in ("is_a", "subClassOf"):
            if edge["obj"] in retired:
                term.obsolete = True
            else:
                term.parents.append(curie_of(edge["obj"]))
        elif edge["pred"].endswith(_HAS_ROLE):
            term.roles.append(curie_of(edge["obj"]))
    parsed.terms.extend(terms.values())


def _term(number: int, iri: str, label: str, meta: Mapping[str, Any]) -> OboTerm:
    term = OboTerm(number, curie_of(iri), label, obsolete=bool(meta.get("deprecated")))
    term.synonyms = [Synonym(s["val"], _SCOPES.get(s.get("pred", ""), "RELATED")) for s in _listed(meta, "synonyms")]
    term.definition = (meta.get("definition") or {}).get("val")
    for value in _listed(meta, "basicPropertyValues"):
        predicate, found = str(value.get("pred", "")), str(value.get("val", ""))
        if predicate.endswith("hasAlternativeId"):
            term.alt_ids.append(curie_of(found))
        elif predicate.endswith(_REPLACED):
            term.replaced_by.append(curie_of(found))
        elif predicate.endswith(_SAME):
            term.exact.append(curie_of(found))
    return term


def _listed(meta: Mapping[str, Any], key: str) -> Iterable[Mapping[str, Any]]:
    return meta.get(key) or ()
