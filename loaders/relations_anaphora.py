"""General words that stand for a thing named more exactly in the same document: "an infection" after "a viral infection".

Within one document, subject and relation, an ungrounded object whose words are a part of exactly one other object's (same head),
or that names the class of a single one, means that object. Evidence keeps the words as they stand in the text.
"""

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from graph.model import Entity, Statement

# Classes that a text names by an adjective and a noun without content: an infectious process is an infection.
_CLASS_NAMES: Final = re.compile(r"(?i)^(?:an? )?(?:infectious|infective) (?:process|illness|disease|agent|episode|event)$")
# Words that only say how many: "most mutations" is no more exact than "mutations".
# General words that a page uses again for a thing it has named: an infection, a virus, mutations.
_TAKEN_UP: Final = frozenset(
    ("infection", "virus", "mutation", "tumor", "tumour", "bacterium", "toxin", "antibody", "antibodie")
)
_AMOUNTS: Final = frozenset(
    (
        "most",
        "many",
        "some",
        "single",
        "several",
        "certain",
        "specific",
        "particular",
        "all",
        "new",
        "other",
        "one",
        "two",
        "these",
    )
)
_LONGEST: Final = 30  # words of a phrase
_RESOLVED: Final = frozenset(("triggered_by", "caused_by"))


def resolve_general_mentions(statements: list[Statement]) -> list[Statement]:
    """The statements with general objects replaced by the one specific object that they mean. Linear in their number."""
    specific = _specific(statements)
    return [_resolved(statement, specific) for statement in statements]


_Meant = dict[tuple[str, str, tuple[str, ...]], dict[str, Entity]]
"""Objects by relation, subject and the words that they end in without being all of them."""


def _specific(statements: list[Statement]) -> _Meant:
    found: _Meant = defaultdict(dict)
    for statement in statements:
        if statement.relation in _RESOLVED and isinstance(statement.object, Entity):
            words = _words(statement)
            for length in range(1, min(len(words), _LONGEST)):
                if _is_part(words[-length:], words):
                    key = (statement.relation, statement.subject.curie, words[-length:])
                    found[key][statement.object.curie] = statement.object
    return found


def _resolved(statement: Statement, specific: _Meant) -> Statement:
    target = statement.object
    if statement.relation not in _RESOLVED or not isinstance(target, Entity):
        return statement
    words = _words(statement)
    if target.grounded and len(words) > 1:
        return statement
    meant = specific.get((statement.relation, statement.subject.curie, words), {})
    others = [entity for curie, entity in meant.items() if curie != target.curie]
    return replace(statement, object=others[0]) if len(others) == 1 else statement


def _words(statement: Statement) -> tuple[str, ...]:
    text = statement.evidence[0].object_text or ""
    if _CLASS_NAMES.match(text):
        return ("infection",)
    return tuple(re.sub(r"s$", "", word) for word in re.findall(r"[a-z]+", text.lower()) if word not in ("a", "an", "the"))


def _is_part(general: tuple[str, ...], specific: tuple[str, ...]) -> bool:
    """True where the specific phrase ends in the general one and says more."""
    if not general or general[-1] not in _TAKEN_UP or "of" in specific:
        return False
    if not 0 < len(general) < len(specific) or specific[-len(general) :] != general:
        return False
    return not all(word in _AMOUNTS for word in specific[: -len(general)])
