"""Rule files read and compiled: TOML in, `Rule` values out, every fault of a file named with its place."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, Final

from graph.errors import SyndromeGraphError
from loaders.rules.model import DISEASE_MARK, MODES, PEOPLE_MARK, Example, Rule
from loaders.rules.patterns import Pattern
from ontology.vocabulary import CERTAINTIES, KINDS, RELATIONS, SECTIONS

_MACRO: Final = re.compile(r"\{([A-Za-z_]+)\}")
# One or more marks; not where a repeat of them is possessive already.
_RUN: Final = re.compile(f"([{DISEASE_MARK}{PEOPLE_MARK}])\\+(?!\\+)")
# Words before a blank: none of their characters is one, so that a match that fails after them fails with fewer of them, too.
_BEFORE_BLANK: Final = re.compile(r"(?<!\\)(\\w|\[(?:[\w.,'’%-]|\\[wd])+\])(\+|\*|\{\d+,\d*\})(?=\(\?:\\s\+\+\)(?![?*+{]))")
_FIRST: Final = re.compile(r"^((?:\(\?:)*)\{D\}")
_EXTRA_KEYS: Final = frozenset({"pattern", "example"})
_KEYS: Final = frozenset(field.name for field in fields(Rule)) | _EXTRA_KEYS
_RESERVED: Final = {"mark_disease": DISEASE_MARK, "mark_people": PEOPLE_MARK}


class RuleFileError(SyndromeGraphError):
    """A rule file that cannot be used."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of the package, sorted by file name and then as written. Raises RuleFileError."""
    folder = files("loaders") / "data" / "rules"
    tables = {
        entry.name: tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".toml")
    }
    macros = tables.pop("macros.toml")["macros"]
    rules = [rule for name, table in tables.items() for rule in read_rules(table, macros, name, check=False)]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleFileError(rule.id, "two rules have this id")
        seen.add(rule.id)
    return tuple(rules)


def read_rules(table: Mapping[str, Any], macros: Mapping[str, str], place: str, *, check: bool = True) -> list[Rule]:
    """Rules of one parsed file. `macros`: pattern pieces that `{name}` stands for.

    `check`: compile every pattern now, else each when it is first tried (the package's own are compiled in its tests).
    """
    defaults = table.get("defaults", {})
    return [
        _rule({**defaults, **row}, macros, f"{place}, rule {row.get('id', number)}", check)
        for number, row in enumerate(table["rule"])
    ]


def _rule(row: Mapping[str, Any], macros: Mapping[str, str], place: str, check: bool) -> Rule:
    unknown = set(row) - _KEYS
    if unknown:
        raise RuleFileError(place, f"unknown keys {', '.join(sorted(unknown))}")
    for key, allowed in (("relation", RELATIONS), ("mode", MODES), ("certainty", CERTAINTIES), ("kind", KINDS)):
        if row.get(key) and row[key] not in allowed:
            raise RuleFileError(place, f"unknown {key} {row[key]!r}")
    for key, known in (("expected", KINDS), ("sections", SECTIONS), ("except_sections", SECTIONS), ("at_home", SECTIONS)):
        if wrong := [value for value in row.get(key, ()) if value not in known]:
            raise RuleFileError(place, f"unknown {key} {', '.join(wrong)}")
    if missing := [key for key in ("id", "relation", "reason", "example") if not row.get(key)]:
        raise RuleFileError(place, f"lacks {', '.join(missing)}")
    patterns = row.get("patterns") or [row["pattern"]]
    return Rule(
        id=row["id"],
        relation=row["relation"],
        reason=row["reason"],
        cues=frozenset(row.get("cues", ())),
        patterns=tuple(compile_pattern(pattern, macros, place, check=check) for pattern in patterns),
        examples=tuple(Example(**{**e, "expect": tuple(e["expect"])}) for e in row["example"]),
        mode=row.get("mode", "list"),
        value=row.get("value"),
        sections=frozenset(row.get("sections", ())),
        except_sections=frozenset(row.get("except_sections", ())),
        expected=tuple(row.get("expected", ())),
        kind=row.get("kind") or None,
        sort=row.get("sort", False),
        negated=row.get("negated", False),
        certainty=row.get("certainty"),
        action=row.get("action"),
        every=row.get("every", False),
        before=row.get("before", False),
        needs=frozenset(row.get("needs", ())),
        cut=row.get("cut", False),
        heading=re.compile(row["heading"], re.IGNORECASE) if row.get("heading") else None,
        at_home=frozenset(row.get("at_home", ())),
        despite=frozenset(row.get("despite", ())),
        unless=compile_pattern(row["unless"], macros, place, check=check) if row.get("unless") else None,
        qualifiers=tuple(sorted(row.get("qualifiers", {}).items())),
    )


def compile_pattern(pattern: str, macros: Mapping[str, str], place: str, *, check: bool = True) -> Pattern:
    """A rule's pattern, macros filled in and each blank standing for any white space; letter case is ignored."""
    pattern = _FIRST.sub(r"\1{D_first}", pattern)
    for _ in range(8):
        filled = _MACRO.sub(lambda m: _macro(m.group(1), macros, place), pattern)
        if filled == pattern:
            break
        pattern = filled
    made = Pattern(_BEFORE_BLANK.sub(r"\1\2+", _RUN.sub(_whole_run, _loose_blanks(pattern))))
    try:
        if check:
            made.compile()
    except re.error as error:
        raise RuleFileError(place, f"pattern does not compile: {error}") from error
    return made


def _macro(name: str, macros: Mapping[str, str], place: str) -> str:
    if name in _RESERVED:
        return _RESERVED[name]
    if name not in macros:
        raise RuleFileError(place, f"unknown macro {{{name}}}")
    return f"(?:{macros[name]})"


def _whole_run(match: re.Match[str]) -> str:
    """A run of marks, taken as a whole: a match that fails after it is not tried again from each of its characters."""
    mark = match.group(1)
    return f"{mark}(?<!{mark}{mark}){mark}*+"


def _loose_blanks(pattern: str) -> str:
    """Each blank outside a character class becomes `\\s+`."""
    out = []
    inside = False
    escaped = False
    for character in pattern:
        if character == " " and not inside and not escaped:
            out.append(r"(?:\s++)")
            continue
        if not escaped:
            inside = character == "[" or (inside and character != "]")
        escaped = character == "\\" and not escaped
        out.append(character)
    return "".join(out)
