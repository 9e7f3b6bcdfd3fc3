"""Prove statements against their source text, and account for every number that none of them uses.

Place in the flow: statements + texts -> findings (data, not exceptions); document + statements -> unused numbers with reasons.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.model import Document, Evidence, Quantity, Statement, normalize_words
from loaders.hpo_frequencies import KIND, read_class
from loaders.numbers import number_tokens, reason_not_quantity
from loaders.quantities import FoundQuantity, quantities_in, read_quantity


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the source text does not bear out. `code`: source, span, text, quantity, value, name or frequency."""

    statement: str
    source: str
    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class UnusedNumber:
    """A number of a document at `[start, end)` that no statement uses, and why."""

    start: int
    end: int
    text: str
    reason: str


def verify_statement(statement: Statement, texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """What of the statement's evidence its source texts (source -> text) do not say; empty where all is proved.

    Proved are: the evidence's characters, the names at their spans, the frequency words inside the evidence, and each
    quantity: its characters, and that those characters alone read back to its low, high, unit and approximate.
    """
    findings: list[Finding] = []
    for place in statement.evidence:
        text = texts.get(place.source)
        if text is None:
            findings.append(
                Finding(statement.id, place.source, "source", "the source text is not at hand", place.start, place.end)
            )
            continue
        findings += (
            Finding(statement.id, place.source, code, message, start, end) for code, message, start, end in _faults(place, text)
        )
    return tuple(findings)


def _faults(place: Evidence, text: str) -> Iterator[tuple[str, str, int, int]]:
    if not 0 <= place.start < place.end <= len(text):
        yield "span", f"the evidence lies outside the text of {len(text)} characters", place.start, place.end
        return
    if text[place.start : place.end] != place.text:
        yield "text", "the evidence is not what the text says there", place.start, place.end
    for role, words, span in (
        ("subject", place.subject_text, place.subject_span),
        ("object", place.object_text, place.object_span),
    ):
        if span is not None and text[span[0] : span[1]] != words:
            yield "name", f"the {role} is not called {words!r} there", span[0], span[1]
    if place.frequency is not None and normalize_words(place.frequency) not in normalize_words(place.text):
        yield "frequency", f"the words {place.frequency!r} are not in the evidence", place.start, place.end
    for quantity in place.quantities:
        yield from _quantity_faults(quantity, place, text)


def _quantity_faults(quantity: Quantity, place: Evidence, text: str) -> Iterator[tuple[str, str, int, int]]:
    start, end = quantity.start, quantity.end
    if not 0 <= start < end <= len(text) or text[start:end] != quantity.verbatim:
        yield "quantity", f"{quantity.verbatim!r} is not what the text says there", start, end
        return
    read = read_class(quantity.verbatim) if quantity.kind == KIND else read_quantity(quantity.verbatim, quantity.kind)
    if read is None:
        yield "value", f"{quantity.verbatim!r} does not read back as a number", start, end
        return
    if (read.low, read.high, read.unit) != (quantity.low, quantity.high, quantity.unit):
        said = f"{quantity.low} to {quantity.high} in {quantity.unit!r}"
        yield (
            "value",
            f"{quantity.verbatim!r} reads back as {read.low} to {read.high} in {read.unit!r}, not as {said}",
            start,
            end,
        )
    elif read.approximate != quantity.approximate and quantity.approximate not in _approximate_around(quantity, place, text):
        yield "value", f"{quantity.verbatim!r} is {'not ' * quantity.approximate}approximate in the text", start, end


def _approximate_around(quantity: Quantity, place: Evidence, text: str) -> set[bool]:
    """What the number's neighborhood in the evidence says of approximate: "about" may stand just outside the verbatim words."""
    found = quantities_in(text, place.start, place.end)
    return {f.quantity.approximate for f in found if f.quantity.start <= quantity.start and quantity.end <= f.quantity.end}


def unused_numbers(document: Document, statements: Iterable[Statement]) -> tuple[UnusedNumber, ...]:
    """Every number of the text (digits and number words) that no statement's quantity, name, literal or frequency words hold.

    An unused quantity is listed once, whole; other numbers one by one. In text order.
    """
    used = _union(_used_spans(document, statements))
    special = [
        (s.start, s.end, s.kind) for s in document.sections if s.kind in ("references", "boilerplate", "synonyms", "title")
    ]
    quantities = {at: q for q in quantities_in(document.text) for at in range(q.quantity.start, q.quantity.end)}
    unused: dict[tuple[int, int], UnusedNumber] = {}
    position = 0
    for token in number_tokens(document.text):
        while position < len(used) and used[position][1] <= token.start:
            position += 1
        if position < len(used) and used[position][0] <= token.start:
            continue
        quantity = quantities.get(token.start)
        start, end = (quantity.quantity.start, quantity.quantity.end) if quantity else (token.start, token.end)
        reason = _reason(document.text, token.start, token.end, quantity, special)
        unused.setdefault((start, end), UnusedNumber(start, end, document.text[start:end], reason))
    return tuple(unused[key] for key in sorted(unused))


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Disjoint spans in order that cover the same characters."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _reason(text: str, start: int, end: int, quantity: FoundQuantity | None, special: list[tuple[int, int, str]]) -> str:
    for first, last, kind in special:
        if first <= start < last:
            return {"references": "reference", "synonyms": "part of a name", "title": "part of a name"}.get(kind, kind)
    if quantity is not None:
        return f"{_article(quantity.quantity.kind)} that is not attached to a relation"
    if reason := reason_not_quantity(text, start, end):
        return reason
    if re.match(r"[\s-]+[^\W\d_]{3}", text[end : end + 5]):
        return "a count of things that no relation has"
    return "a number without a unit, not attached to a relation"


def _used_spans(document: Document, statements: Iterable[Statement]) -> Iterator[tuple[int, int]]:
    for statement in statements:
        for place in statement.evidence:
            if place.source != document.source:
                continue
            for quantity in place.quantities:
                yield quantity.start, quantity.end
            for span in (place.subject_span, place.object_span):
                if span is not None:
                    yield span
            if place.frequency and (at := document.text.find(place.frequency, place.start, place.end)) >= 0:
                yield at, at + len(place.frequency)


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
