"""Hypothesis strategies for documents' graphs: nasty but legal values of everything the model can hold."""

from hypothesis import strategies as st

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
from graph.normal_form import normalize_graph
from ontology.vocabulary import CERTAINTIES, KINDS, QUANTITY_KINDS, RELATIONS, SECTIONS, sort_kinds

NASTY = (
    "",
    "0",
    "false",
    "None",
    "null",
    "50%",
    "a\nb",
    "\t",
    "\x00",
    '"q"',
    "\\u0041",
    "ő🧠",
    "e\u0301",
    "‮x",
    "x" * 300,
    "@id",
    "<a>",
    "$a",
)

words = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=("Cs",)), max_size=12))
some_words = st.one_of(st.none(), words)
numbers = st.one_of(
    st.sampled_from((0.0, 0.1, 0.5, 1.0, 3.0, 1e-6, 0.03, 1e300, 5e-324)),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda n: n + 0.0),
)
some_number = st.one_of(st.none(), numbers)
places = st.tuples(st.integers(0, 90), st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))
some_place = st.one_of(st.none(), places)
curies = st.one_of(
    st.sampled_from(("MONDO:1", "HP:0000002", "CHEBI:3", "ORPHA:4", "local:no-such-word", "UNKNOWN:x/y", "sg:a b", "OMIM:é")),
    st.builds("{}:{}".format, st.sampled_from(("MONDO", "HP", "local", "X")), st.integers(0, 5)),
)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    """Any node."""
    label = draw(words)
    synonyms = {name for name in draw(st.lists(words, max_size=3)) if name != label}
    return Entity(
        curie=draw(curies),
        label=label,
        kinds=sort_kinds(draw(st.sets(st.sampled_from(tuple(KINDS)), max_size=3))),
        synonyms=tuple(sorted(synonyms)),
        xrefs=tuple(sorted(draw(st.sets(curies, max_size=2)))),
    )


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Any number, with open ends and open denominators."""
    start, end = draw(places)
    return Quantity(
        kind=draw(st.sampled_from(QUANTITY_KINDS)),
        low=draw(some_number),
        high=draw(some_number),
        unit=draw(words),
        verbatim=draw(words),
        start=start,
        end=end,
        numerator=draw(some_words),
        denominator=draw(some_words),
        per_time=draw(st.sampled_from((None, "year", "unknown"))),
        approximate=draw(st.booleans()),
    )


@st.composite
def evidences(draw: st.DrawFn, source: str) -> Evidence:
    """Any place of a document."""
    start, end = draw(places)
    members = draw(st.lists(words, max_size=3))
    return Evidence(
        source=source,
        section=draw(st.sampled_from(SECTIONS)),
        start=start,
        end=end,
        text=draw(words),
        rule=draw(words),
        certainty=draw(st.sampled_from(CERTAINTIES)),
        frequency=draw(some_words),
        quantities=tuple(draw(st.lists(quantities(), max_size=2))),
        truncated=draw(st.booleans()),
        subject_text=draw(some_words),
        object_text=draw(some_words),
        subject_span=draw(some_place),
        object_span=draw(some_place),
        any_of=draw(st.one_of(st.none(), st.just(AnyOf.of(source, start, end, members)))),
        qualifiers=tuple(sorted(draw(st.sets(st.tuples(words.filter(bool), words), max_size=3)))),
        loader=draw(words),
    )


@st.composite
def statements(draw: st.DrawFn, source: str) -> Statement:
    """Any statement of a document."""
    return Statement(
        subject=draw(entities()),
        relation=draw(st.sampled_from(tuple(RELATIONS))),
        object=draw(st.one_of(entities(), st.builds(Literal, words))),
        negated=draw(st.booleans()),
        comparison=draw(st.one_of(st.none(), st.builds(Comparison, words, words, words, words))),
        evidence=tuple(draw(st.lists(evidences(source), min_size=1, max_size=3))),
    )


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """Any section."""
    start, end = draw(places)
    return Section(draw(st.sampled_from(SECTIONS)), start, end, draw(some_words))


@st.composite
def document_graphs(draw: st.DrawFn, source: str = "file:///a%20b.txt", max_statements: int = 4) -> DocumentGraph:
    """Any document's graph, in normal form."""
    names = draw(st.lists(st.tuples(curies, words, places), max_size=2))
    return normalize_graph(
        DocumentGraph(
            document=Document(
                source=source,
                name=draw(words),
                text=draw(words),
                sections=tuple(draw(st.lists(sections(), max_size=2))),
                title=draw(some_words),
                format=draw(words),
                loader=draw(words),
            ),
            statements=tuple(draw(st.lists(statements(source), max_size=max_statements))),
            names=tuple(NameEvidence(curie, name, source, *place) for curie, name, place in names),
            subject=draw(st.one_of(st.none(), entities())),
        )
    )
