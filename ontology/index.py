"""Compile names into look-up tables: by their words, free of order, keyed by their rarest word. Used by the matcher."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ontology.normalizing import COORDINATORS, PREPOSITIONS, STOP_WORDS, WORD, normalize

BULK: Final = ("OMIM:", "ORPHA:", "DECIPHER:")  # long lists of disease names, met as written alone
_LONGEST: Final = 8  # content words of a name that is looked for in running text
LETTER_A: Final = "A"  # as in "hepatitis A": a word of the name, unlike the article
_ACRONYM: Final = re.compile(r"[A-Z0-9]{1,5}s?|[A-Z][a-z]?[A-Z][A-Za-z0-9]{0,3}")

# A name as the tables keep it: (curie, scope, text, order, head, joined, normals, exact)
# order: its content words' families in order; head: the family of its head word; joined: it holds a comma, slash or "and" itself;
# normals: the normal forms that belong to order; exact: it is met in these forms alone.
Name = tuple[str, int, str, tuple[str, ...], str, bool, tuple[str, ...], bool]


# A name to compile: (curie, scope, name, whether it is an acronym met as written, whether it is met in these forms alone)
Row = tuple[str, int, str, bool, bool]


@dataclass(frozen=True, slots=True)
class Index:
    """Look-up tables. Numbers point into `names`.

    `singles`: normal form of a one-word name; `cased`: acronym as written; `multi`: rarest family → second family → (rest, numbers);
    `whole`: all families of a name, sorted and joined by spaces; `families`: normal form → family; `vocabulary`: known normal forms.
    """

    names: tuple[Name, ...]
    singles: Mapping[str, tuple[int, ...]]
    cased: Mapping[str, tuple[int, ...]]
    multi: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]]
    whole: Mapping[str, tuple[int, ...]]

    def dump(self) -> tuple[Any, ...]:
        """Plain values for the cache; `Index(*dumped)` undoes it."""
        return (self.names, self.singles, self.cased, self.multi, self.whole)


def is_acronym(name: str) -> bool:
    """A short form in capitals, which only means something where it is defined or known to be unmistakable."""
    return _ACRONYM.fullmatch(name) is not None and not name.isdigit()


def words_of(name: str) -> list[str]:
    """Normal forms of all words of a name, stop words included. The letter A that ends or parts a name is no article."""
    return [LETTER_A if word == LETTER_A and place else normalize(word) for place, word in enumerate(WORD.findall(name))]


def whole_key(families: Iterable[str]) -> str:
    """Key of `Index.whole`."""
    return " ".join(sorted(set(families)))


def analyze(curie: str, scope: int, text: str, families: Mapping[str, str], exact: bool = False) -> Name | None:
    """A name with its content words' order and head; None where it has no content words."""
    words = words_of(text)
    normals = tuple(dict.fromkeys(word for word in words if word not in STOP_WORDS))
    order = tuple(dict.fromkeys(families.get(word, word) for word in normals))
    if not order:
        return None
    head = order[-1]
    for place, word in enumerate(words):
        if word in PREPOSITIONS and place:
            before = [w for w in words[:place] if w not in STOP_WORDS]
            if before:
                head = families.get(before[-1], before[-1])
                break
    joined = "," in text or "/" in text or any(word in COORDINATORS for word in words)
    return (curie, scope, text, order, head, joined, normals, exact)


def compile_index(rows: Iterable[Row], families: Mapping[str, str]) -> Index:
    """Build the tables. Raises nothing: a name without content words is left out.

    Names of one CURIE that have the same words in one order count once, the closest scope first.
    """
    names: list[Name] = []
    singles: dict[str, list[int]] = {}
    cased: dict[str, list[int]] = {}
    whole: dict[str, list[int]] = {}
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for curie, scope, text, as_written, exact in rows:
        if as_written:
            names.append((curie, scope, text, (text,), text, False, (text,), True))
            cased.setdefault(text, []).append(len(names) - 1)
            continue
        name = analyze(curie, scope, text, families, exact)
        if name is None:
            continue
        single = normalize(WORD.findall(text)[0]) if len(name[3]) == 1 and len(WORD.findall(text)) == 1 else ""
        if (curie, name[6], single) in seen:
            continue
        seen.add((curie, name[6], single))
        names.append(name)
        number = len(names) - 1
        whole.setdefault(whole_key(name[3]), []).append(number)
        if single:
            singles.setdefault(single, []).append(number)
    return Index(tuple(names), _frozen(singles), _frozen(cased), _anchored(whole), _frozen(whole))


def _frozen(table: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(numbers) for key, numbers in table.items()}


def _anchored(whole: Mapping[str, list[int]]) -> dict[str, Any]:
    """Group many-word names by rarest, then second rarest family: most words of a text then open no search at all."""
    keys = {key: key.split(" ") for key, numbers in whole.items() if " " in key}
    counts = Counter(family for parts in keys.values() for family in parts)
    table: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[int, ...]]]]] = {}
    for key, parts in keys.items():
        if len(parts) > _LONGEST:
            continue
        first, second, *rest = sorted(parts, key=lambda family: (counts[family], family))
        table.setdefault(first, {}).setdefault(second, []).append((tuple(rest), tuple(whole[key])))
    return {first: {second: tuple(group) for second, group in inner.items()} for first, inner in table.items()}
