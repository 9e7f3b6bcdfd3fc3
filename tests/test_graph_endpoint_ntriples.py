"""N-Triples as endpoints send them: in any pieces, with lines longer than the engine's parser takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from graph.endpoint.ntriples import read_ntriples

SUBJECT, PREDICATE = NamedNode("urn:s"), NamedNode("urn:p")
LONG = 'a "quote", a \\ and\ta tab\n\u00fc \U0001f9e0 \\u0041 ' * 400_000  # over 16 MB


def triple(target: NamedNode | Literal) -> Triple:
    """A triple of this object."""
    return Triple(SUBJECT, PREDICATE, target)


@given(words=st.lists(st.text(st.characters(exclude_categories=("Cs",)))), cuts=st.lists(st.integers(1, 40), min_size=1))
def test_any_pieces_give_the_same_triples(words: list[str], cuts: list[int]) -> None:
    triples = [triple(Literal(word)) for word in words]
    text = "".join(f"{t} .\n" for t in triples).encode()
    pieces, at = [], 0
    while at < len(text):
        size = cuts[at % len(cuts)]
        pieces.append(text[at : at + size])
        at += size
    assert list(read_ntriples(pieces)) == triples


@pytest.mark.parametrize(
    "literal",
    [
        Literal(LONG),
        Literal(LONG[: len(LONG) // 2], language="en"),
        Literal(LONG[: len(LONG) // 2], datatype=NamedNode("urn:own")),
    ],
    ids=["", "@", "^^"],
)
def test_a_line_may_be_longer_than_the_engine_takes(literal: Literal) -> None:
    short = triple(Literal("short"))
    text = f"{short} .\n{triple(literal)} .\n{short} .\n".encode()
    assert len(text) > 8_000_000
    assert list(read_ntriples([text])) == [short, triple(literal), short]


@pytest.mark.parametrize("text", [b"<urn:s> <urn:p> ", b"<html>", b'<urn:s> <urn:p> "' + b"x" * 9_000_000 + b"\n"])
def test_what_breaks_off_is_an_error(text: bytes) -> None:
    with pytest.raises(SyntaxError):
        list(read_ntriples([text]))
