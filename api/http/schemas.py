"""What answers look like, for the description at /openapi.json. They document: a test checks real answers against them."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from api.http import problems


class Part(BaseModel):
    """Base of all: a member that is not described here is a fault of the description."""

    model_config = ConfigDict(extra="forbid")


class Node(Part):
    """An entity, or a literal object: words without an identifier."""

    curie: str | None = Field(description="None where the object is words: an incidence, an onset.")
    label: str
    kinds: list[str]
    text: str | None = Field(description="The words by which a text names it.")


class Quantity(Part):
    """A number with the words it was read from; `low` or `high` is None where that end is open."""

    kind: str
    low: float | None
    high: float | None
    unit: str = Field(description="`1` for a share: 50% is 0.5.")
    numerator: str | None
    denominator: str | None = Field(description="Of what; None where the text leaves it open.")
    per_time: str | None
    approximate: bool
    verbatim: str
    start: int
    end: int


class AnyOf(Part):
    """A disjunction that the object is a member of."""

    id: str
    members: list[str]


class Comparison(Part):
    """How an outcome compares between two groups."""

    outcome: str
    direction: str
    group: str
    against: str


class Quote(Part):
    """A place that says so; `start` and `end` count code points of the document's text."""

    text: str
    source: str
    section: str
    start: int
    end: int
    certainty: str
    frequency: str | None
    truncated: bool
    rule: str
    object_text: str | None
    quantities: list[str]
    qualifiers: list[list[str]]


class Row(Part):
    """A statement as listed. `direction`: out where the entity asked about is the subject."""

    statement: str | None = Field(description="The statement's id; None for a name.")
    direction: str
    subject: Node
    relation: str
    object: Node
    negated: bool
    certainty: str
    certainties: list[str]
    frequencies: list[str]
    quantities: list[Quantity]
    any_of: AnyOf | None
    comparison: Comparison | None
    truncated: bool
    inferred: bool
    actions: list[str]
    reasons: list[str]
    evidences: int
    quotes: list[Quote]


class Related(Part):
    """A page of rows; `sparql` and `cypher` give the same rows, all pages."""

    entity: Node
    total: int
    rows: list[Row]
    next_cursor: str | None
    sparql: str
    cypher: str


class NamePlace(Part):
    """Where a document gives a name."""

    name: str
    source: str
    start: int
    end: int


class Group(Part):
    """The rows of one relation in one direction."""

    relation: str
    direction: str
    rows: list[Row]


class Entity(Node):
    """Everything about an entity."""

    grounded: bool = Field(description="False where no vocabulary knew the phrase and the identifier is local.")
    synonyms: list[str]
    xrefs: list[str]
    names: list[NamePlace]
    relations: list[Group]
    sparql: str
    cypher: str


class Hit(Node):
    """An entity found by a name."""

    name: str
    score: float


class Hits(Part):
    """Entities whose names fit, best first."""

    query: str
    results: list[Hit]


class Hop(Part):
    """A step of a path."""

    from_: str = Field(alias="from")
    to: str
    forward: bool
    words: str
    row: Row


class Path(Part):
    """A way from one entity to another."""

    nodes: list[Node]
    hops: list[Hop]
    inferred: bool


class Paths(Part):
    """The shortest paths between two entities."""

    from_: Node = Field(alias="from")
    to: Node
    max_hops: int
    paths: list[Path]
    truncated: bool
    sparql: str
    cypher: str


class Answer(Part):
    """The answer to a plain question; `intent` is `unknown` where it was not understood."""

    question: str
    intent: str
    sentence: str
    columns: list[str]
    rows: list[Row]
    focus: list[str]
    denied: list[Row]
    paths: list[Path]
    notes: list[str]
    sparql: str
    cypher: str


class Section(Part):
    """A part of a document."""

    kind: str
    start: int
    end: int
    heading: str | None


class DocumentHead(Part):
    """A document without its text; `length` in code points."""

    id: str
    source: str
    name: str
    title: str | None
    format: str
    length: int
    sections: list[Section]


class Documents(Part):
    """All documents, by source."""

    documents: list[DocumentHead]


class Document(DocumentHead):
    """A document; `statements` are ids."""

    text: str
    statements: list[str]


def answer(model: type[BaseModel], *statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI declarations of a route: what it answers with, and the problems it may answer with."""
    return {200: {"model": model}, **problems.responses(*statuses)}
