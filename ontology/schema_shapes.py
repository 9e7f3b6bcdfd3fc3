"""The SHACL shapes of the RDF projection, from the vocabulary table."""

from collections.abc import Iterator

from ontology.turtle import block, document, listed, quoted
from ontology.vocabulary import CERTAINTIES, KINDS, QUANTITY_KINDS, RELATIONS, SECTIONS, Relation

_DIRECTIONS = ("better", "worse", "more", "less", "no_difference")
_ONE = "sh:minCount 1 ; sh:maxCount 1"
_TEXT = f"{_ONE} ; sh:datatype xsd:string"
_PLACE = f"{_ONE} ; sh:datatype xsd:integer ; sh:minInclusive 0"


def write_shapes() -> str:
    """The Turtle text of `shapes.ttl`."""
    return document("Generated from ontology/vocabulary.py by `python -m ontology.schema`; do not edit.", _blocks())


def _property(path: str, *constraints: str) -> str:
    return f"sh:property [ sh:path {path} ; {' ; '.join(constraints)} ]"


def _in(values: tuple[str, ...]) -> str:
    return f"sh:in {listed(quoted(value) for value in values)}"


def _shape(name: str, *lines: str) -> str:
    return block(f"sg:{name}Shape", ("a sh:NodeShape", f"sh:targetClass sg:{name}", *lines))


def _blocks() -> Iterator[str]:
    yield _prefix_declarations()
    yield _statement()
    yield _evidence()
    yield _quantity()
    yield _shape(
        "Comparison",
        _property("sg:outcome", _TEXT, "sh:minLength 1"),
        _property("sg:direction", _ONE, _in(_DIRECTIONS)),
        _property("sg:group", _TEXT, "sh:minLength 1"),
        _property("sg:against", _TEXT, "sh:minLength 1"),
    )
    yield _shape("AnyOf", _property("sg:member", "sh:minCount 2", "sh:datatype xsd:string", "sh:minLength 1"))
    yield _entity()
    yield _shape(
        "Document",
        _property("sg:source", _TEXT, "sh:minLength 1"),
        _property("sg:name", _TEXT),
        _property("sg:text", _TEXT),
    )
    yield _shape(
        "Section",
        _property("sg:sectionKind", _ONE, _in(SECTIONS)),
        _property("sg:start", _PLACE, "sh:lessThanOrEquals sg:end"),
        _property("sg:end", _PLACE),
    )
    yield _shape(
        "NameEvidence",
        _property("sg:name", _TEXT, "sh:minLength 1"),
        _property("sg:nameOf", _ONE, "sh:nodeKind sh:IRI"),
        _property("prov:wasDerivedFrom", _ONE, "sh:nodeKind sh:IRI"),
        _property("sg:start", _PLACE, "sh:lessThan sg:end"),
        _property("sg:end", _PLACE),
    )
    for relation in RELATIONS.values():
        yield _relation(relation)


def _prefix_declarations() -> str:
    declared = (("sg", "https://w3id.org/syndrome-graph/"), ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"))
    lines = [f'sh:declare [ sh:prefix "{name}" ; sh:namespace "{iri}"^^xsd:anyURI ]' for name, iri in declared]
    return block("<https://w3id.org/syndrome-graph/shapes>", ("a owl:Ontology", *lines))


def _sparql(message: str, select: str) -> str:
    return (
        f"sh:sparql [ a sh:SPARQLConstraint ; sh:message {quoted(message)} ; "
        f"sh:prefixes <https://w3id.org/syndrome-graph/shapes> ; sh:select {quoted(select)} ]"
    )


def _statement() -> str:
    predicates = listed(f"sg:{relation.rdf}" for relation in RELATIONS.values())
    parts = "$this rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sg:negated "
    asserted = "FILTER NOT EXISTS { ?other rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sg:negated false }"
    return _shape(
        "Statement",
        "sh:closed true",
        "sh:ignoredProperties ( rdf:type )",
        _property("rdf:subject", _ONE, "sh:nodeKind sh:IRI", "sh:class sg:Entity"),
        _property("rdf:predicate", _ONE, f"sh:in {predicates}"),
        _property("rdf:object", _ONE, "sh:or ( [ sh:datatype xsd:string ] [ sh:nodeKind sh:IRI ; sh:class sg:Entity ] )"),
        _property("biolink:predicate", _ONE, "sh:nodeKind sh:IRI"),
        _property("sg:relation", _ONE, _in(tuple(RELATIONS))),
        _property("sg:negated", _ONE, "sh:datatype xsd:boolean"),
        _property("sg:certainty", "sh:minCount 1", _in(CERTAINTIES)),
        _property("sg:evidence", "sh:minCount 1", "sh:nodeKind sh:IRI", "sh:class sg:Evidence"),
        _property("sg:comparison", "sh:maxCount 1", "sh:class sg:Comparison"),
        _sparql("A denied statement draws no edge.", f"SELECT $this WHERE {{ {parts}true . ?s ?p ?o . {asserted} }}"),
        _sparql("A statement that is not denied draws its edge.",
                f"SELECT $this WHERE {{ {parts}false . FILTER NOT EXISTS {{ ?s ?p ?o }} }}"),
    )  # fmt: skip


def _evidence() -> str:
    span = "$this sg:text ?text ; sg:start ?start ; sg:end ?end . FILTER(STRLEN(?text) != ?end - ?start)"
    return _shape(
        "Evidence",
        _property("[ sh:inversePath sg:evidence ]", "sh:minCount 1", "sh:class sg:Statement"),
        _property("prov:wasDerivedFrom", _ONE, "sh:nodeKind sh:IRI", "sh:class sg:Document"),
        _property("sg:section", _ONE, _in(SECTIONS)),
        _property("sg:start", _PLACE, "sh:lessThan sg:end"),
        _property("sg:end", _PLACE),
        _property("sg:text", _TEXT, "sh:minLength 1"),
        _property("sg:rule", _TEXT, "sh:minLength 1"),
        _property("sg:certainty", _ONE, _in(CERTAINTIES)),
        _property("sg:truncated", _ONE, "sh:datatype xsd:boolean"),
        _property("sg:frequency", "sh:maxCount 1", "sh:datatype xsd:string", "sh:minLength 1"),
        _property("sg:subjectStart", "sh:maxCount 1", "sh:datatype xsd:integer", "sh:lessThan sg:subjectEnd"),
        _property("sg:objectStart", "sh:maxCount 1", "sh:datatype xsd:integer", "sh:lessThan sg:objectEnd"),
        _property("sg:quantity", "sh:nodeKind sh:IRI", "sh:class sg:Quantity"),
        _property("sg:anyOf", "sh:maxCount 1", "sh:class sg:AnyOf"),
        _sparql("The words of an evidence fill its span.", f"SELECT $this WHERE {{ {span} }}"),
    )


def _quantity() -> str:
    share = '[ sh:property [ sh:path sg:unit ; sh:hasValue "1" ] ; sh:property [ sh:path sg:quantityKind ; sh:in {kinds} ] ]'
    kinds = listed((quoted("proportion"), quoted("response"), quoted("recurrence"), quoted("risk")))
    in_range = (
        "[ " + " ; ".join(_property(end, "sh:minInclusive 0", "sh:maxInclusive 1") for end in ("sg:low", "sg:high")) + " ]"
    )
    number = "sh:maxCount 1 ; sh:datatype xsd:double"
    return _shape(
        "Quantity",
        "sh:closed true",
        "sh:ignoredProperties ( rdf:type )",
        _property("sg:quantityKind", _ONE, _in(QUANTITY_KINDS)),
        _property("sg:low", number, "sh:lessThanOrEquals sg:high"),
        _property("sg:high", number),
        _property("sg:unit", _TEXT, "sh:minLength 1"),
        _property("sg:verbatim", _TEXT, "sh:minLength 1"),
        _property("sg:start", _PLACE, "sh:lessThan sg:end"),
        _property("sg:end", _PLACE),
        _property("sg:numerator", "sh:maxCount 1", "sh:datatype xsd:string"),
        _property("sg:denominator", "sh:maxCount 1", "sh:datatype xsd:string"),
        _property("sg:perTime", "sh:maxCount 1", "sh:datatype xsd:string", "sh:minLength 1"),
        _property("sg:approximate", _ONE, "sh:datatype xsd:boolean"),
        _property("sg:position", _PLACE),
        "sh:or ( [ sh:property [ sh:path sg:low ; sh:minCount 1 ] ] [ sh:property [ sh:path sg:high ; sh:minCount 1 ] ] )",
        f"sh:or ( [ sh:not {share.replace('{kinds}', kinds)} ] {in_range} )",
    )


def _entity() -> str:
    classes = listed(("sg:Entity", *(f"sg:{kind}" for kind in KINDS)))
    return _shape(
        "Entity",
        "sh:nodeKind sh:IRI",
        _property("rdf:type", f"sh:in {classes}"),
        _property("sg:curie", _ONE, "sh:datatype xsd:string", f"sh:pattern {quoted('^[^:]+:.+$')}"),
        _property("rdfs:label", "sh:minCount 1", "sh:datatype xsd:string", "sh:minLength 1"),
        _property("skos:altLabel", "sh:datatype xsd:string", "sh:minLength 1"),
        _property("skos:exactMatch", "sh:nodeKind sh:IRI"),
    )


def _relation(relation: Relation) -> str:
    """If a statement has this relation, its predicate and its kinds fit the table."""
    then = [_property("rdf:predicate", f"sh:hasValue sg:{relation.rdf}")]
    if relation.subjects:
        then.append(_property("rdf:subject", _one_of(relation.subjects)))
    if relation.objects:
        then.append(_property("rdf:object", _one_of(relation.objects, literal=relation.literal)))
    elif not relation.literal:
        then.append(_property("rdf:object", "sh:nodeKind sh:IRI"))
    other = f"[ sh:not [ sh:property [ sh:path sg:relation ; sh:hasValue {quoted(relation.name)} ] ] ]"
    return block(
        f"sg:{relation.rdf}Shape",
        ("a sh:NodeShape", "sh:targetClass sg:Statement",
         f"sh:message {quoted(f'{relation.name}: the predicate or the kinds do not fit the relation.')}",
         f"sh:or ( {other} [ {' ; '.join(then)} ] )"),
    )  # fmt: skip


def _one_of(kinds: tuple[str, ...], *, literal: bool = False) -> str:
    choices = [f"[ sh:class sg:{kind} ]" for kind in kinds]
    if literal:
        choices.append("[ sh:datatype xsd:string ]")
    return f"sh:or {listed(choices)}"
