"""Answers about an entity itself: its names, where it is found, how it is connected, everything."""

from dataclasses import replace

from graph.model import Evidence, Literal
from graph.naming import unknown_entity
from graph.paths import paths
from graph.questions.answers import Answer, name_of
from graph.questions.parsing import Question, rules
from graph.questions.wording import joined, path_sentence, sentence_of
from graph.related import rows_of
from graph.rows import ALSO_CALLED, Row
from graph.selection import Selection
from graph.selection_twins import twins_of
from graph.store import Store
from graph.twins import SPARQL_PREFIXES, CypherQuery, Twins, sparql_iri, sparql_string

_DISEASE = {"Disease", "Syndrome", "Tumor"}


def names(store: Store, question: Question) -> Answer | None:
    """All names of the entity, each with the places that give it."""
    if not rules(question, "names") or len(question.mentions) != 1:
        return None
    entity = question.mentions[0].entities[0]
    places = store.names(entity.curie)
    spelled: dict[str, set[str]] = {}
    for name in (entity.label, *entity.synonyms, *(place.name for place in places)):
        spelled.setdefault(name.lower(), set()).add(name)
    rows = []
    for folded in sorted(spelled):
        given = tuple(
            Evidence(place.source, "synonyms", place.start, place.end, place.name, "name")
            for place in places
            if place.name.lower() == folded
        )
        rows.append(Row(entity, ALSO_CALLED, Literal(min(spelled[folded])), evidence=given))
    twins = name_twins(entity.curie)
    sentence = f"{name_of(entity)} has {len(rows)} names: {joined(row.object.label for row in rows)}."
    return Answer(question.text, "names", sentence, tuple(rows), sparql=twins.sparql, cypher=twins.cypher.inline)


def found_in(store: Store, question: Question) -> Answer | None:
    """Where a finding is found: the subjects that have it; of a disease, the anatomy it affects."""
    if "found_in" not in question.intents or len(question.mentions) != 1:
        return None
    mention = question.mentions[0]
    places = {"affects_anatomy"} | (set() if _DISEASE & set(mention.entities[0].kinds) else {"associated_with_tumor"})
    if not set(question.relations) <= places:
        return None
    tries = [Selection(objects=mention.curies), Selection(subjects=mention.curies, relations=("affects_anatomy",))]
    if _DISEASE & set(mention.entities[0].kinds):
        tries.reverse()
    for selection in tries:
        rows = rows_of(store, selection, mention.curies[0])
        if rows:
            return _answer(question, "found_in", selection, rows)
    return None


def connected(store: Store, question: Question) -> Answer | None:
    """The shortest paths between the first two entities named."""
    if "connected" not in question.intents or question.relations or "share" in question.intents:
        return None
    if len(question.mentions) < 2:
        if question.mentions and question.unknown:
            raise unknown_entity(store, question.unknown)
        return about(store, question) if question.mentions else None
    ends = [mention.entities[0] for mention in question.mentions[:2]]
    if ends[0].curie == ends[1].curie:
        return None
    found = paths(store, ends[0].curie, ends[1].curie, max_hops=4)
    if found.paths:
        sentence = "; ".join(path_sentence(path) for path in found.paths[:3]) + "."
        more = len(found.paths) - 3
        sentence += f" And {more} more of the same length." if more > 0 else ""
    else:
        sentence = f"No path of up to {found.max_hops} statements joins {ends[0].label} and {ends[1].label}."
    return Answer(question.text, "connected", sentence, found.rows, paths=found.paths, sparql=found.sparql, cypher=found.cypher)


def about(store: Store, question: Question) -> Answer | None:
    """Every statement about the entity."""
    which = question.asks_which and bool(question.named_kinds) and not question.unknown
    wanted = which or "about" in question.intents or "connected" in question.intents
    if not wanted or len(question.mentions) != 1:
        return None
    curies = question.mentions[0].curies
    selection = Selection(either=curies)
    if "about" not in question.intents and question.named_kinds:
        narrow = replace(selection, kinds=question.named_kinds, kinds_of="other")
        selection = narrow if rows_of(store, narrow) else selection
    return _answer(question, "about", selection, rows_of(store, selection, curies[0]))


def name_twins(curie: str) -> Twins:
    """Both queries of the names of an entity: each name once, case aside, the smallest spelling."""
    iri, relation = sparql_iri(curie), sparql_string(ALSO_CALLED)
    sparql = SPARQL_PREFIXES + "\n".join(
        [
            "SELECT ?subject ?relation (MIN(?name) AS ?object) WHERE {",
            f"  VALUES ?s {{ {iri} }} ?s sg:curie ?subject .",
            "  { ?s rdfs:label ?name } UNION { ?s skos:altLabel ?name } UNION { ?place sg:nameOf ?s ; sg:name ?name }",
            f"  BIND({relation} AS ?relation) BIND(LCASE(?name) AS ?folded)",
            "} GROUP BY ?subject ?relation ?folded ORDER BY ?folded",
        ]
    )
    cypher = "\n".join(
        [
            "MATCH (s:Entity {curie: $curie})",
            "OPTIONAL MATCH (place:Name)-[:NAME_OF]->(s)",
            "WITH s, collect(place.name) AS given",
            "UNWIND [s.label] + s.synonyms + given AS name",
            "WITH s.curie AS subject, toLower(name) AS folded, min(name) AS object",
            f"RETURN subject, '{ALSO_CALLED}' AS relation, object",
        ]
    )
    return Twins(sparql, CypherQuery(cypher, {"curie": curie}))


def _answer(question: Question, intent: str, selection: Selection, rows: list[Row]) -> Answer:
    twins = twins_of(selection)
    label = question.mentions[0].entities[0].label
    sentence = sentence_of(rows) if rows else f"No statement is about {label}."
    return Answer(question.text, intent, sentence, tuple(rows), sparql=twins.sparql, cypher=twins.cypher.inline)
