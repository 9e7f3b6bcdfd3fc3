"""The short sentences of answers."""

from collections.abc import Iterable, Sequence

from graph.model import normalize_words
from graph.paths import Path
from graph.questions.answers import how_often
from graph.rows import Row
from ontology.vocabulary import RELATIONS

_SHOWN = 8


def sentence_of(rows: Sequence[Row]) -> str:
    """ "X is treated by A (60%) or B (60%)": one clause a subject and relation, as many objects as can be read."""
    clauses: dict[tuple[str, str, bool], list[Row]] = {}
    for row in rows:
        clauses.setdefault((row.subject.label, row.relation, row.negated), []).append(row)
    shown = [_clause(subject, relation, negated, members) for (subject, relation, negated), members in clauses.items()]
    more = f" And {len(shown) - _SHOWN} more." if len(shown) > _SHOWN else ""
    return " ".join(f"{clause}." for clause in shown[:_SHOWN]) + more


def relation_words(relation: str, *, negated: bool = False) -> str:
    """A relation as a sentence reads it; denied: "does not …" in words that fit every label."""
    known = RELATIONS.get(relation)
    label = known.label if known else relation.replace("_", " ")
    return f"(denied) {label}" if negated else label


def object_words(row: Row) -> str:
    """An object with its frequency words, its doubt and its end, as far as it has them."""
    details = [f"to {action}" for action in row.qualifiers("action")] + list(how_often(row))
    if row.certainties not in ((), ("asserted",)):
        details.append(", elsewhere ".join(row.certainties))
    if row.truncated:
        details.append("the text breaks off here")
    years = [q.verbatim for q in row.quantities if q.kind == "year" and q.verbatim in row.object.label]
    details = [word for word in details if word not in years and word not in row.object.label]
    name = row.object.label + text_words(row)
    return f"{name} ({'; '.join(details)})" if details else name


def text_words(row: Row) -> str:
    """The text's own words for the object, in quotes, where its label does not hold them."""
    label = normalize_words(row.object.label)
    own = [text for text in row.object_texts if normalize_words(text) not in label and label not in normalize_words(text)]
    return f" “{own[0]}”" if own else ""


def comparison_sentence(row: Row, group: str) -> str:
    """How a comparison reads."""
    compared = row.comparison
    if compared is None:
        return ""
    if compared.direction == "no_difference":
        return f"{row.subject.label}: {compared.outcome} is no different with {group} than {compared.against}."
    return f"{row.subject.label}: {compared.outcome} is {compared.direction} with {group} than {compared.against}."


def path_sentence(path: Path) -> str:
    """A path read from its start to its end."""
    return " ".join([path.nodes[0].label, *(f"—{hop.words}→ {hop.end.label}" for hop in path.hops)])


def joined(words: Iterable[str], last: str = "and") -> str:
    """ "a, b and c"."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def _clause(subject: str, relation: str, negated: bool, rows: list[Row]) -> str:
    objects = list(dict.fromkeys(object_words(row) for row in rows))
    kept, left = objects[:_SHOWN], len(objects) - _SHOWN
    words = joined(kept) if left <= 0 else f"{', '.join(kept)} and {left} more"
    return f"{subject} {relation_words(relation, negated=negated)}: {words}"
