"""docs/neo4j.md and the style file say what the property graph is: they fail to pass when one of them drifts."""

import re
from collections import defaultdict
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from servers.neo4j_fixtures import driver_of

from benchmarks.cypher_examples import PAGE
from graph.model import (
    AnyOf,
    Comparison,
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Literal,
    NameEvidence,
    Quantity,
    Section,
    Statement,
)
from graph.neo4j.schema import STATE
from graph.open import open_store
from graph.property_graph import KEYS, SHOWN_QUALIFIERS, PropertyGraph, graphs_to_property_graph
from ontology.vocabulary import KINDS, RELATIONS

TEXT = PAGE.read_text("utf-8")
STYLE = Path(PAGE).with_name("neo4j-style.grass").read_text("utf-8")
SOURCE = "file:///whole.txt"
BROWSER_PROPERTIES = {
    "diameter", "color", "border-color", "border-width", "text-color-internal", "text-color-external", "font-size",
    "shaft-width", "padding", "caption",
}  # fmt: skip


def whole_graph() -> DocumentGraph:
    """A document in which every field of the model has a value."""
    sick = Entity("MONDO:9000001", "dancing limb syndrome", ("Disease", "Syndrome"), ("DLS",), ("ORPHA:900001",))
    drug = Entity("CHEBI:9000004", "a steroid", ("Treatment", "Drug"), ("steroids",), ("MESH:D1",))
    share = Quantity("response", 0.5, 0.6, "1", "50-60%", 3, 9, "improved", "treated", "year", approximate=True)
    place = Evidence(
        SOURCE, "treatment", 0, 12, "50-60% improve", "rule", "probable", "50-60%", (share,), True, "it", "steroid",
        (0, 2), (3, 5), AnyOf.of(SOURCE, 0, 12, (drug.curie,)), tuple((name, "x") for name in sorted(SHOWN_QUALIFIERS)), "loader/1",
    )  # fmt: skip
    compared = Comparison("prognosis", "better", sick.curie, "without")
    return DocumentGraph(
        Document(SOURCE, "whole", "50-60% improve", (Section("treatment", 0, 12, "Treatment"),), "Title", "text", "loader/1"),
        (Statement(sick, "treated_by", drug, comparison=compared, evidence=(place,)),
         Statement(sick, "has_onset", Literal("early"), evidence=(place,))),
        (NameEvidence(sick.curie, "dls", SOURCE, 0, 3),),
        sick,
    )  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> PropertyGraph:
    return graphs_to_property_graph([whole_graph()])


def table(title: str) -> list[list[str]]:
    """The rows of the table below a heading of the page."""
    section = TEXT.split(f"### {title}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def quoted(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def test_the_sample_leaves_no_field_of_the_model_empty() -> None:
    def empty(value: Any) -> list[str]:
        if not is_dataclass(value):
            return [name for item in value for name in empty(item)] if isinstance(value, tuple) else []
        found = []
        for field in fields(value):
            inside = getattr(value, field.name)
            if inside is None or inside == ():
                found.append(f"{type(value).__name__}.{field.name}")
            found += empty(inside)
        return found

    assert set(empty(whole_graph())) == {"Statement.comparison"}  # of the second statement


def test_the_labels_and_their_properties_are_those_of_the_graph(graph: PropertyGraph) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for node in graph.nodes:
        found[node.labels[0]].update(node.properties)
    written = {quoted(label)[0]: (quoted(key)[0], set(quoted(properties))) for label, key, properties, _ in table("Labels")}
    assert written.pop(STATE)[0] == "key"
    assert written == {label: (KEYS[label], found[label]) for label in KEYS}


def test_the_kinds_are_those_of_the_vocabulary() -> None:
    rows = [(quoted(name)[0], quoted(parent), words) for name, parent, words in table("Kinds of entities")]
    assert rows == [(kind.name, [kind.parent] if kind.parent else [], kind.definition) for kind in KINDS.values()]


def test_the_types_of_statements_are_those_of_the_vocabulary(graph: PropertyGraph) -> None:
    rows = [(quoted(name)[0], reads, says) for name, reads, says in table("Relationship types of statements")]
    assert rows == [(relation.cypher, relation.label, relation.definition) for relation in RELATIONS.values()]
    words = TEXT.split("where they have a value: ", 1)[1].split(". `low`", 1)[0]
    drawn = next(link for link in graph.relationships if link.type == "TREATED_BY")
    assert sorted(quoted(words)) == sorted(drawn.properties)


def test_the_other_types_and_their_ends_are_those_of_the_graph(graph: PropertyGraph) -> None:
    labels = {node.id: node.labels[0] for node in graph.nodes}
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for link in graph.relationships:
        found[link.type][0].add(labels[link.start])
        found[link.type][1].add(labels[link.end])
    own = {relation.cypher for relation in RELATIONS.values()}
    rows = table("Relationship types that hold a statement together")
    written = {quoted(name)[0]: (set(quoted(start)), set(quoted(end))) for name, start, end, _ in rows}
    assert written == {name: ends for name, ends in found.items() if name not in own}


@pytest.mark.neo4j
def test_the_constraints_and_indexes_of_a_new_database_are_those_of_the_page(new_neo4j_url: str) -> None:
    open_store(new_neo4j_url, create=True).close()
    with driver_of(new_neo4j_url) as driver, driver.session() as session:
        made = set(session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value())
    section = TEXT.split("### Constraints and indexes\n", 1)[1].split("\n#", 1)[0]
    assert made == set(re.findall(r"^CREATE [A-Z ]+ (\w+) IF NOT EXISTS", section, re.MULTILINE))


# -- the style of Neo4j Browser: rules apply in their order, a later one over an earlier one


def rules() -> list[tuple[str, list[str], dict[str, str]]]:
    """What each rule is of (node or relationship), its labels or type, and its properties."""
    read = []
    for selector, body in re.findall(r"^([\w.]+) \{\n(.*?)^\}$", STYLE, re.MULTILINE | re.DOTALL):
        tag, *classes = selector.split(".")
        read.append((tag, classes, dict(re.findall(r"^  ([\w-]+): (.+);$", body, re.MULTILINE))))
    return read


def style_of(tag: str, classes: set[str]) -> dict[str, str]:
    """The properties that an element gets."""
    got: dict[str, str] = {}
    for of, wanted, properties in rules():
        if of == tag and set(wanted) <= classes:
            got |= properties
    return got


def test_the_style_file_is_rules_and_nothing_else() -> None:
    assert re.sub(r"^[\w.]+ \{\n(?:  [\w-]+: [^\n;]+;\n)+\}$", "", STYLE, flags=re.MULTILINE).strip() == ""
    assert all(set(properties) <= BROWSER_PROPERTIES for _, _, properties in rules())
    colors = [value for _, _, properties in rules() for name, value in properties.items() if "color" in name]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", color) for color in colors)


def test_every_label_and_type_has_a_rule_and_no_other_has(graph: PropertyGraph) -> None:
    labels = {name for tag, classes, _ in rules() if tag == "node" for name in classes}
    types = {name for tag, classes, _ in rules() if tag == "relationship" for name in classes}
    assert labels == set(KEYS) | set(KINDS) | {STATE}
    assert types == {relation.cypher for relation in RELATIONS.values()} | {
        quoted(row[0])[0] for row in table("Relationship types that hold a statement together")
    }


def test_a_special_kind_has_its_own_color_over_that_of_the_general_one() -> None:
    for kind in KINDS.values():
        own = style_of("node", {kind.name})["color"]
        assert style_of("node", {"Entity", kind.name, *([kind.parent] if kind.parent else [])})["color"] == own
    assert len({style_of("node", {"Entity", name})["color"] for name in KINDS}) == len(KINDS)


def test_captions_are_properties_that_there_are(graph: PropertyGraph) -> None:
    for node in graph.nodes:
        (name,) = re.findall(r"\{(\w+)\}", style_of("node", set(node.labels))["caption"])
        assert name in node.properties
