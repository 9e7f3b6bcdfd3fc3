"""Random Cypher expressions over the properties of our schema, typed, so that most of them mean something.

Place in the flow: `benchmarks.cypher_queries` puts them into clauses. All choices come from one seeded generator.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.twins import cypher_literal

Scope = Mapping[str, str]
"""What each variable is: a first label, "Relation", or the type of a value (text, whole, number, truth, items)."""

# Properties by what they belong to and their type. Some are missing at some nodes, "nothing" at all of them.
PROPERTIES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "Statement": {"text": ("relation", "certainty", "id", "nothing"), "whole": ("evidences",), "truth": ("negated",),
                  "items": ("sources",)},
    "Entity": {"text": ("label", "curie", "nothing"), "items": ("synonyms", "xrefs")},
    "Any": {"text": ("label", "curie", "key")},
    "Evidence": {"text": ("section", "rule", "frequency", "certainty", "nothing"), "whole": ("start", "end"),
                 "truth": ("truncated",), "items": ("qualifier_names", "qualifier_values")},
    "Quantity": {"text": ("kind", "unit", "verbatim", "denominator"), "whole": ("start", "position", "nothing"),
                 "number": ("low", "high"), "truth": ("approximate",)},
    "Document": {"text": ("name", "format", "title"), "items": ()},
    "Relation": {"text": ("certainty", "frequency", "section", "sex"), "whole": ("evidences",), "number": ("low", "high"),
                 "truth": ("truncated",), "items": ("sources", "frequencies")},
}  # fmt: skip
KEYS: Final = {
    "Statement": "id", "Entity": "curie", "Any": "label", "Evidence": "id", "Quantity": "id", "Document": "id",
    "Relation": "statement",
}  # fmt: skip
LABELS: Final = ("Disease", "Syndrome", "Symptom", "Tumor", "Treatment", "ClinicalModifier", "InheritanceMode", "Nowhere")


@dataclass(frozen=True, slots=True)
class Words:
    """Values that occur in the graph, so that tests are true now and then."""

    curies: Sequence[str]
    labels: Sequence[str]
    relations: Sequence[str]
    terms: Sequence[str]


class Expressions:
    """Draws expressions. `depth` is how many steps they may nest."""

    def __init__(self, rng: random.Random, words: Words) -> None:
        self.rng = rng
        self.words = words

    def of(self, kind: str, scope: Scope, depth: int = 2) -> str:
        """An expression of a type: text, whole, number, truth or items."""
        makers: Mapping[str, Callable[[Scope, int], str]] = {
            "text": self.text, "whole": self.whole, "number": self.number, "truth": self.truth, "items": self.items,
        }  # fmt: skip
        return makers[kind](scope, depth)

    def property(self, kind: str, scope: Scope) -> str | None:
        """A property or value of a type, or None where the scope has none."""
        found = [name for name, sort in scope.items() if sort == kind]
        found += [f"{name}.{key}" for name, sort in scope.items() for key in PROPERTIES.get(sort, {}).get(kind, ())]
        return self.rng.choice(found) if found else None

    def text(self, scope: Scope, depth: int) -> str:
        """Words, or null."""
        leaf = self.property("text", scope) or self._word()
        if depth <= 0:
            return self.rng.choice([leaf, leaf, self._word()])
        inner = self.text(scope, depth - 1)
        number = self.rng.randint(0, 5)
        return self.rng.choice([
            leaf,
            f"toUpper({inner})", f"toLower({inner})", f"trim(' ' + {inner} + '  ')", f"reverse({inner})",
            f"left({inner}, {number})", f"right({inner}, {number})", f"substring({inner}, {number}, 4)",
            f"substring({inner}, {number})", f"replace({inner}, {self._letters()}, '_')", f"split({inner}, ' ')[{number - 2}]",
            f"coalesce({inner}, {leaf}, 'none')", f"toString({self.whole(scope, depth - 1)})",
            f"toString({self.truth(scope, depth - 1)})", f"({inner} + ' / ' + {leaf})", f"nullIf({inner}, {leaf})",
            f"CASE WHEN {self.truth(scope, depth - 1)} THEN {leaf} ELSE {inner} END",
            f"CASE {leaf} WHEN {self._word()} THEN 'yes' WHEN null THEN 'never' END",
            f"head({self.items(scope, depth - 1)})", f"last({self.items(scope, depth - 1)})",
            f"reduce(all = '', word IN {self.items(scope, depth - 1)} | all + left(word, 1))",
            *(f"type({name})" for name, sort in scope.items() if sort == "Relation"),
        ])  # fmt: skip

    def whole(self, scope: Scope, depth: int) -> str:
        """An integer, or null."""
        leaf = self.property("whole", scope) or str(self.rng.randint(-3, 12))
        if depth <= 0:
            return leaf
        inner = self.whole(scope, depth - 1)
        return self.rng.choice([
            leaf,
            f"size({self.text(scope, depth - 1)})", f"size({self.items(scope, depth - 1)})", f"abs({inner} - 7)",
            f"sign({inner})", f"({inner} + {leaf})", f"({inner} - 2 * {leaf})", f"({inner} / 2)", f"({inner} % 5)", f"(-{leaf})",
            f"toInteger({self.text(scope, 0)})", f"toInteger(right({self.text(scope, 0)}, 1))", f"coalesce({inner}, -1)",
            f"CASE WHEN {self.truth(scope, depth - 1)} THEN {leaf} ELSE {inner} END",
            f"toInteger({self.number(scope, depth - 1)} * 10)",
            f"size([x IN range(0, {self.rng.randint(2, 6)}) WHERE x % 2 = {self.rng.randint(0, 1)}])",
            f"reduce(n = 0, word IN {self.items(scope, depth - 1)} | n + size(word))",
            *(f"size(labels({name}))" for name, sort in scope.items() if sort == "Entity"),
            *(f"size(keys({name}))" for name, sort in scope.items() if sort in ("Statement", "Quantity")),
        ])  # fmt: skip

    def number(self, scope: Scope, depth: int) -> str:
        """A float, or null."""
        leaf = self.property("number", scope) or self.rng.choice(["0.5", "2.25", "1e-3", "-0.75", "10.0"])
        if depth <= 0:
            return leaf
        inner = self.number(scope, depth - 1)
        return self.rng.choice([
            leaf,
            f"round({inner}, 2)", f"round({inner})", f"floor({inner})", f"ceil({inner})", f"abs({inner})", f"({inner} * 100)",
            f"({inner} + {leaf})", f"({inner} / 4)", f"toFloat({self.whole(scope, depth - 1)})", f"sqrt(abs({inner}))",
            f"toFloat({self.text(scope, 0)})", f"coalesce({inner}, 0.0)", f"({leaf} ^ 2)", f"({inner} - {self.whole(scope, 0)})",
            f"round(log(1 + abs({inner})), 6)", f"round(sin({inner}), 6)",
        ])  # fmt: skip

    def truth(self, scope: Scope, depth: int) -> str:
        """True, false or null."""
        leaf = self.property("truth", scope) or self._comparison(scope)
        if depth <= 0:
            return self.rng.choice([leaf, self._comparison(scope)])
        one, other = self.truth(scope, depth - 1), self.truth(scope, depth - 1)
        items = self.items(scope, depth - 1)
        every = self.rng.choice(["any", "all", "none", "single"])
        return self.rng.choice([
            leaf,
            f"({one} AND {other})", f"({one} OR {other})", f"({one} XOR {other})", f"NOT ({one})",
            f"({one}) IS NULL", f"{self.text(scope, depth - 1)} IS NOT NULL", self._comparison(scope),
            f"{self.text(scope, depth - 1)} IN {items}", f"{self._word()} IN [{self.text(scope, 0)}, null]",
            f"{every}(x IN {items} WHERE x {self.rng.choice(['CONTAINS', 'STARTS WITH', '<', '=~'])} {self._pattern()})",
            f"{self.number(scope, depth - 1)} {self._sign()} {self.whole(scope, depth - 1)}",
            f"({items}) = ({self.items(scope, 0)})", f"toBoolean({self.rng.choice(['TRUE', 'x', 'false'])!r})", f"isEmpty({items})",
            *(f"{name}:{self.rng.choice(LABELS)}" for name, sort in scope.items() if sort in ("Entity", "Any")),
            *(f"{name} IS NULL" for name, sort in scope.items() if sort in PROPERTIES),
        ])  # fmt: skip

    def items(self, scope: Scope, depth: int) -> str:
        """A list of words, or null."""
        leaf = self.property("items", scope) or f"[{self.text(scope, 0)}, {self._word()}, null]"
        if depth <= 0:
            return leaf
        inner = self.items(scope, depth - 1)
        number = self.rng.randint(0, 3)
        return self.rng.choice([
            leaf,
            f"[{self.text(scope, depth - 1)}, {self.text(scope, 0)}]", f"split({self.text(scope, depth - 1)}, ' ')",
            f"({inner})[{number - 1}..]", f"({inner})[..{number}]", f"tail({inner})", f"reverse({inner})",
            f"[x IN {inner} WHERE size(x) > {number * 4} | toUpper(x)]", f"[x IN {inner} WHERE x IS NOT NULL]",
            f"[x IN {inner} | x + '!']", f"({inner} + {self.text(scope, 0)})", f"({inner} + {leaf})", f"coalesce({inner}, [])",
            f"[i IN range(0, {number}) | toString(i * i)]", f"[x IN range({number}, 0, -1) | '' + x]",
        ])  # fmt: skip

    def _comparison(self, scope: Scope) -> str:
        text = self.property("text", scope) or "'Ataxia'"
        whole = self.property("whole", scope) or str(self.rng.randint(0, 3))
        number = self.property("number", scope) or "0.5"
        return self.rng.choice([
            f"{text} {self._sign()} {self._word()}", f"{text} CONTAINS {self._letters()}", f"{text} STARTS WITH {self._letters()}",
            f"{text} ENDS WITH {self._letters()}", f"{text} =~ {self._pattern()}", f"{whole} {self._sign()} {self.rng.randint(0, 60)}",
            f"{number} {self._sign()} 0.3", f"0 < {whole} <= 40", f"{text} IN [{self._word()}, {self._word()}]",
            f"{text} IS NULL", f"{whole} = {number}", f"{text} = null",
        ])  # fmt: skip

    def _sign(self) -> str:
        return self.rng.choice(["=", "<>", "<", "<=", ">", ">="])

    def _word(self) -> str:
        pool = self.rng.choice([self.words.curies, self.words.labels, self.words.relations])
        return cypher_literal(self.rng.choice(pool))

    def _letters(self) -> str:
        return cypher_literal(self.rng.choice(["a", "s", "has_", "HP:", "yndrom", "A", ""]))

    def _pattern(self) -> str:
        return cypher_literal(self.rng.choice([".*a.*", "(?i)h.*", "HP:[0-9]+", "\\w+", ".*"]))
