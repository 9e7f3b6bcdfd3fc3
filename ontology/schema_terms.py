"""The OWL/SKOS description of our terms, from the vocabulary table."""

from collections.abc import Iterator

from ontology.turtle import block, document, quoted
from ontology.vocabulary import CERTAINTIES, KINDS, QUANTITY_KINDS, RELATIONS, SECTIONS, Kind, Relation

_STRUCTURE = (
    ("Entity", None, "A node of the graph: anything a statement is about."),
    ("Statement", "biolink:Association", "A subject, a relation and an object that some text asserts or denies."),
    ("Evidence", "prov:Entity", "One place of a document that says a statement, with the words of that place."),
    ("Quantity", None, "A typed number read from a text, with the words it was read from."),
    ("Comparison", None, "How an outcome compares between two groups."),
    ("AnyOf", None, "A disjunction: one of its members holds, and a number said of it is said once."),
    ("Section", None, "A part of a document."),
    ("NameEvidence", None, "A place of a document that gives a name of an entity."),
)


def write_terms() -> str:
    """The Turtle text of `syndrome-graph.ttl`."""
    return document("Generated from ontology/vocabulary.py by `python -m ontology.schema`; do not edit.", _blocks())


def _blocks() -> Iterator[str]:
    yield block(
        "<https://w3id.org/syndrome-graph/ontology>",
        ("a owl:Ontology", f"rdfs:label {quoted('syndrome-graph')}",
         f"rdfs:comment {quoted('Kinds of entities and the relations that statements make between them.')}"),
    )  # fmt: skip
    for name, parent, definition in _STRUCTURE:
        lines = ["a owl:Class", f"rdfs:label {quoted(name)}", f"skos:definition {quoted(definition)}"]
        if parent:
            lines.append(f"rdfs:subClassOf {parent}")
        yield block(f"sg:{name}", lines)
    for kind in KINDS.values():
        yield _kind(kind)
    for relation in RELATIONS.values():
        yield from _relation(relation)
    yield from _scheme("certainty", "How sure a text is, weakest first", CERTAINTIES)
    yield from _scheme("section", "Parts of a monograph", SECTIONS)
    yield from _scheme("quantityKind", "What a number measures", QUANTITY_KINDS)


def _kind(kind: Kind) -> str:
    parent = f"sg:{kind.parent}" if kind.parent else "sg:Entity"
    return block(
        f"sg:{kind.name}",
        ("a owl:Class", f"rdfs:label {quoted(kind.name)}", f"rdfs:subClassOf {parent}",
         f"skos:definition {quoted(kind.definition)}", f"skos:closeMatch {kind.biolink}"),
    )  # fmt: skip


def _relation(relation: Relation) -> Iterator[str]:
    inverse = _camel(relation.inverse)
    kind = "rdf:Property" if relation.literal else "owl:ObjectProperty"
    symmetric = " , owl:SymmetricProperty" if inverse == relation.rdf and not relation.literal else ""
    lines = [
        f"a {kind}{symmetric}",
        f"rdfs:label {quoted(relation.label)}",
        f"skos:notation {quoted(relation.name)}",
        f"skos:definition {quoted(relation.definition)}",
        f"skos:closeMatch {relation.biolink}",
    ]
    if inverse != relation.rdf:
        lines.append(f"owl:inverseOf sg:{inverse}")
    yield block(f"sg:{relation.rdf}", lines)
    if inverse != relation.rdf:
        note = f"The other direction of {relation.name}; never stored."
        yield block(f"sg:{inverse}", (f"a {kind}", f"rdfs:label {quoted(relation.inverse.replace('_', ' '))}",
                                      f"skos:note {quoted(note)}"))  # fmt: skip


def _scheme(name: str, label: str, members: tuple[str, ...]) -> Iterator[str]:
    scheme = f"<https://w3id.org/syndrome-graph/scheme/{name}>"
    yield block(scheme, ("a skos:ConceptScheme", f"skos:prefLabel {quoted(label)}"))
    for member in members:
        yield block(
            f"<https://w3id.org/syndrome-graph/scheme/{name}/{member}>",
            ("a skos:Concept", f"skos:inScheme {scheme}", f"skos:notation {quoted(member)}",
             f"skos:prefLabel {quoted(member.replace('_', ' '))}"),
        )  # fmt: skip


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
