"""Random clauses: what matches, which columns it returns, how it is ordered, what it sums up. Between expressions and whole queries."""

import random
from typing import Final

from benchmarks.cypher_expressions import Expressions, Scope, Words
from benchmarks.cypher_patterns import NEXT, STARTS, Pattern, total_order

TYPES: Final = ("text", "text", "whole", "number", "truth", "items")


class Clauses:
    """Draws clauses; `make` draws the expressions in them."""

    def __init__(self, rng: random.Random, words: Words) -> None:
        self.rng = rng
        self.words = words
        self.make = Expressions(rng, words)

    def start(self) -> Pattern:
        """A pattern to begin with."""
        return self.rng.choice(STARTS)

    def further(self, scope: Scope) -> Pattern:
        """A pattern that goes on from one of the variables; those that it brings are new."""
        name, sort = self.hold(scope)
        return self.after(name, sort)

    def hold(self, scope: Scope) -> tuple[str, str]:
        """A variable that a pattern can go on from, and its sort."""
        return self.rng.choice([item for item in scope.items() if item[1] in NEXT])

    def after(self, name: str, sort: str) -> Pattern:
        """A pattern that goes on from a variable."""
        found = self.rng.choice(NEXT[sort])
        return Pattern(found.text.format(x=name), found.scope)

    def match(self, pattern: Pattern, *tests: str, free: bool = True) -> str:
        """MATCH with the pattern's narrowing test, `tests`, and, where `free`, often one more."""
        every = [test for test in (pattern.narrow, *tests) if test]
        if free and self.rng.random() < 0.5:
            test = self.make.truth(pattern.scope, 2)
            every.append(
                self.rng.choice([f"({test})", f"({test}) IS NOT NULL", f"(({test}) OR true)", f"coalesce({test}, true)"])
            )
        return f"MATCH {pattern.text}" + (f"\nWHERE {' AND '.join(every)}" if every else "")

    def any_of(self, scope: Scope, depth: int = 1) -> str:
        """An expression of any type."""
        return self.make.of(self.rng.choice(TYPES), scope, depth)

    def columns(self, scope: Scope, number: int | None = None, depth: int = 2) -> str:
        """Some expressions as columns c0, c1, …"""
        many = number or self.rng.randint(1, 4)
        return ", ".join(f"{self.any_of(scope, depth)} AS c{n}" for n in range(many))

    def ordering(self, scope: Scope) -> str:
        """ORDER BY in one way, first by an expression that may be null; sometimes cut."""
        keys = [f"{self.any_of(scope)}{self.rng.choice(['', ' DESC', ' ASC', ' DESCENDING'])}", *total_order(scope)]
        cut = self.rng.choice(
            ["", "\nLIMIT 25", "\nSKIP 3\nLIMIT 10", "\nOFFSET 2 LIMIT 9", "\nSKIP $some", "\nLIMIT $some + 1"]
        )
        return f"\nORDER BY {', '.join(keys)}{cut}"

    def aggregate(self, scope: Scope) -> str:
        """One aggregate whose value does not hang on the order of rows."""
        whole, number = self.make.whole(scope, 1), self.make.number(scope, 1)
        anything = self.any_of(scope)
        return self.rng.choice([
            "count(*)", f"count({anything})", f"count(DISTINCT {anything})", f"min({self.make.text(scope, 1)})",
            f"max({self.make.text(scope, 1)})", f"min({number})", f"max({whole})", f"sum({whole})", f"sum(DISTINCT {whole})",
            f"round(avg({whole}), 6)", f"round(sum({number}), 6)", f"size(collect({anything}))",
            f"size(collect(DISTINCT {anything}))", f"round(stDev({whole}), 6)", f"percentileDisc({whole}, 0.5)",
            f"round(percentileCont({whole}, 0.25), 6)", f"count(*) > {self.rng.randint(1, 5)}", f"min({anything})",
            f"max({anything})", f"sum(CASE WHEN {self.make.truth(scope, 1)} THEN 1 ELSE 0 END)",
        ])  # fmt: skip
