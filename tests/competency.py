"""Checks an answer against what is expected of a competency question; the expectations are data beside the checkout.

An expectation's object is a CURIE or accepted words; words are met where a label, or the words of a place, hold them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.model import normalize_words
from graph.questions import Answer
from graph.rows import Row
from graph.store import Store, Table

Expected = Mapping[str, Any]
Triples = frozenset[tuple[str, str, str]]
_RELATION_ROWS = ("subject", "relation", "object")


def triples_of(table: Table) -> Triples:
    """The first three columns of a table as a set."""
    assert table.columns[:3] == _RELATION_ROWS
    return frozenset((row[0], row[1], row[2]) for row in table.rows)


def triples_by_sparql(store: Store, answer: Answer) -> Triples:
    """The rows that the answer's SPARQL gives."""
    table = store.sparql(answer.sparql).table
    assert table is not None
    return triples_of(table)


def triples_by_cypher(store: Store, answer: Answer) -> Triples:
    """The rows that the answer's Cypher gives."""
    return triples_of(store.cypher(answer.cypher))


def triples_in_json(written: Mapping[str, Any]) -> Triples:
    """The rows of an answer as the service sends it."""
    return frozenset(
        (row["subject"]["curie"], row["relation"], row["object"]["curie"] or row["object"]["label"]) for row in written["rows"]
    )


def faults(answer: Answer, expected: Sequence[Expected], forbidden: Iterable[str]) -> list[str]:
    """What is wrong with an answer, one sentence each; empty where it is as expected."""
    found = [fault for one in expected for fault in _faults_of(answer, one)]
    found += [f"forbidden words: {words!r}" for words in forbidden if _is_said(answer, words)]
    groups: dict[str, set[str | None]] = {}
    for one in expected:
        if "any_of" in one:
            rows = _rows(answer, one)
            groups.setdefault(one["any_of"], set()).add(rows[0].any_of.id if rows and rows[0].any_of else None)
    return found + [f"not one disjunction: {name}" for name, ids in groups.items() if len(ids) != 1 or None in ids]


def _faults_of(answer: Answer, expected: Expected) -> list[str]:
    if "path" in expected:
        return _path_faults(answer, expected)
    if "quotes" in expected:
        said = [normalize_words(quote) for row in answer.rows for quote in row.quotes]
        return [f"no quote holds {q!r}" for q in expected["quotes"] if not any(normalize_words(q) in quote for quote in said)]
    if "synonyms" in expected:
        names = {normalize_words(row.object.label) for row in answer.rows if row.subject.curie == expected["subject"]}
        return [f"no name {name!r}" for name in expected["synonyms"] if normalize_words(name) not in names]
    rows = _rows(answer, expected)
    if not rows:
        return [f"no row {expected}"]
    details = [detail for detail in _DETAILS if detail in expected]
    return [f"{detail}: {expected[detail]!r} not in {_describe(rows)}" for detail in details
            if not any(_DETAILS[detail](row, expected[detail]) for row in rows)]  # fmt: skip


def _rows(answer: Answer, expected: Expected) -> list[Row]:
    """Rows with the expected subject, relation and object, the best known by CURIE first."""
    found = []
    for row in answer.rows:
        subject = row.subject.curie == expected["subject"]
        relation = expected.get("relation", "any") in ("any", row.relation)
        if subject and relation and ("object" not in expected or _is_object(row, expected["object"])):
            found.append(row)
    return found


def _is_object(row: Row, wanted: str | Sequence[str]) -> bool:
    if isinstance(wanted, str):
        return row.triple[2] == wanted
    texts = [normalize_words(text) for text in (row.object.label, *row.object_texts)]
    return any(normalize_words(words) in text for words in wanted for text in texts)


def _has_words(row: Row, wanted: Sequence[str]) -> bool:
    """Each of the words is the frequency of a place, or stands in its sentence where they are not about frequency."""
    said = [normalize_words(text) for text in (*row.frequencies, *(p.text for p in row.evidence if p.certainty != "asserted"))]
    return all(any(normalize_words(words) in text for text in said) for words in wanted)


def _has_comparison(row: Row, wanted: Mapping[str, str]) -> bool:
    compared = row.comparison
    return compared is not None and all(
        normalize_words(value) in normalize_words(getattr(compared, name)) for name, value in wanted.items()
    )


# What a row must have, by the expectation's word.
_DETAILS: Mapping[str, Any] = {
    "shares": lambda row, shares: all(_has_words(row, [share]) for share in shares),
    "words": _has_words,
    "certainties": lambda row, names: set(names) <= set(row.certainties),
    "evidences": lambda row, count: len(row.evidence) >= count,
    "truncated": lambda row, cut: row.truncated is cut,
    "year": lambda row, year: any(q.kind == "year" and q.low == year for q in row.quantities),
    "low": lambda row, low: any(q.low is not None and abs(q.low - low) <= 1e-9 * low for q in row.quantities),
    "high": lambda row, high: any(q.high is not None and abs(q.high - high) <= 1e-9 * high for q in row.quantities),
    "per_time": lambda row, time: any(q.per_time == time for q in row.quantities),
    "comparison": _has_comparison,
}


def _path_faults(answer: Answer, expected: Expected) -> list[str]:
    for path in answer.paths:
        nodes = path.nodes
        fits = len(nodes) == len(expected["path"]) and all(
            node.curie == step if isinstance(step, str) else _names(node.label, node.synonyms, step, answer, node.curie)
            for node, step in zip(nodes, expected["path"], strict=True)
        )
        if fits and len(path.hops) <= expected["max_hops"]:
            return []
    return [f"no path {expected['path']}"]


def _names(label: str, synonyms: Iterable[str], wanted: Sequence[str], answer: Answer, curie: str) -> bool:
    texts = [text for row in answer.rows if row.triple[2] == curie for text in row.object_texts]
    names = {normalize_words(name) for name in (label, *synonyms, *texts)}
    return any(normalize_words(words) in names for words in wanted)


def _is_said(answer: Answer, words: str) -> bool:
    """Whether a row says the words: in its ends, its relation, its comparison, or its places' frequency; whole words."""
    wanted = f" {normalize_words(words)} "
    for row in answer.rows:
        compared = row.comparison.direction if row.comparison else ""
        numbers = [q.verbatim for q in row.quantities]
        texts = [
            row.subject.label,
            row.relation.replace("_", " "),
            row.object.label,
            compared,
            *row.object_texts,
            *row.frequencies,
            *numbers,
        ]
        ends = [text for text in texts if normalize_words(text) != normalize_words(row.subject.label)]
        if any(wanted in f" {normalize_words(text)} " for text in ends):
            return True
    return False


def _describe(rows: Sequence[Row]) -> str:
    return "; ".join(
        f"{row.triple} {row.frequencies} {row.certainties} {[(q.kind, q.low, q.high, q.per_time) for q in row.quantities]} "
        f"truncated={row.truncated} places={len(row.evidence)} {row.comparison or ''}"
        for row in rows
    )
