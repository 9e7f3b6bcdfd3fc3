"""The generated files are those in the tree, and they are Turtle."""

import rdflib

from ontology.schema import SHAPES, TERMS, generated
from ontology.vocabulary import KINDS, RELATIONS

SG = rdflib.Namespace("https://w3id.org/syndrome-graph/")


def test_files_in_the_tree_are_what_the_table_gives() -> None:
    for path, content in generated().items():
        assert path.read_bytes() == content, f"run `python -m ontology.schema`: {path.name} has drifted"


def test_generation_is_deterministic() -> None:
    assert generated() == generated()


def test_every_kind_and_relation_is_described() -> None:
    terms = rdflib.Graph().parse(TERMS)
    for name in (*KINDS, *(relation.rdf for relation in RELATIONS.values())):
        assert (SG[name], rdflib.RDFS.label, None) in terms, name


def test_every_relation_has_a_shape() -> None:
    shapes = rdflib.Graph().parse(SHAPES)
    for relation in RELATIONS.values():
        assert (SG[f"{relation.rdf}Shape"], rdflib.RDF.type, rdflib.SH.NodeShape) in shapes, relation.name
