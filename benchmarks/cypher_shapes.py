"""The shapes of generated queries over the graph: each puts clauses together in one way and returns a query's text.

A text whose rows come in one order ends with ORDER BY over all that could tie; `benchmarks.cypher_queries` asks for shapes in turn.
"""

from benchmarks.cypher_clauses import Clauses
from benchmarks.cypher_patterns import total_order


def plain(draw: Clauses) -> str:
    """MATCH, WHERE, RETURN."""
    p = draw.start()
    return f"{draw.match(p)}\nRETURN {draw.columns(p.scope)}"


def ordered(draw: Clauses) -> str:
    """Rows in one order, with nulls in it, skipped and cut."""
    p = draw.start()
    return f"{draw.match(p)}\nRETURN {draw.columns(p.scope)}{draw.ordering(p.scope)}"


def distinct(draw: Clauses) -> str:
    """Distinct rows ordered by all their columns."""
    p = draw.start()
    number = draw.rng.randint(1, 3)
    order = ", ".join(f"c{n}{draw.rng.choice(['', ' DESC'])}" for n in range(number))
    return f"{draw.match(p)}\nRETURN DISTINCT {draw.columns(p.scope, number, 1)}\nORDER BY {order}\nLIMIT 60"


def aggregated(draw: Clauses) -> str:
    """Groups with aggregates over values that may be null."""
    p = draw.start()
    made = [f"{draw.aggregate(p.scope)} AS a{n}" for n in range(draw.rng.randint(1, 4))]
    group = [draw.columns(p.scope, draw.rng.randint(1, 2), 1)] if draw.rng.random() < 0.7 else []
    return f"{draw.match(p)}\nRETURN {', '.join([*group, *made])}"


def optional(draw: Clauses) -> str:
    """OPTIONAL MATCH with a test of its own, once or twice."""
    p = draw.start()
    n = draw.further(p.scope)
    scope = {**p.scope, **n.scope}
    test = f" WHERE {draw.make.truth(scope, 1)}" if draw.rng.random() < 0.6 else ""
    lines = [draw.match(p, free=False), f"OPTIONAL MATCH {n.text}{test}"]
    shown = draw.columns(scope)
    if draw.rng.random() < 0.3:
        lines.append(f"OPTIONAL MATCH (z:{draw.rng.choice(['Nowhere', 'Tumor'])} {{curie: 'none:1'}})")
        shown += ", z.label AS z, z IS NULL AS none"
    ends = draw.ordering(scope) if draw.rng.random() < 0.5 else ""
    return "\n".join([*lines, f"RETURN {shown}{ends}"])


def chained(draw: Clauses) -> str:
    """WITH an aggregate, a test on it, and a second MATCH."""
    p = draw.start()
    name, sort = draw.hold(p.scope)
    n = draw.after(name, sort)
    count = draw.rng.choice(["count(*)", f"count(DISTINCT {name})", f"count({draw.any_of(p.scope)})"])
    test = draw.rng.choice(["many > 1", "many >= 0", f"many % 2 = 0 OR {draw.make.truth({name: sort}, 1)}"])
    scope = {name: sort, "many": "whole", **n.scope}
    return f"{draw.match(p)}\nWITH {name}, {count} AS many\nWHERE {test}\nMATCH {n.text}\nRETURN {draw.columns(scope)}"


def cut_between(draw: Clauses) -> str:
    """WITH … ORDER BY … LIMIT in the middle, then go on."""
    p = draw.start()
    scope = {**p.scope, "v": "text"}
    keys = ", ".join(["v DESC", *total_order(p.scope)])
    return (
        f"{draw.match(p)}\nWITH {', '.join(p.scope)}, {draw.make.text(p.scope, 1)} AS v\nORDER BY {keys}\n"
        f"LIMIT {draw.rng.randint(3, 30)}\nWITH * WHERE {draw.make.truth(scope, 1)} OR v > 'M'\nRETURN {draw.columns(scope)}"
    )


def unwound(draw: Clauses) -> str:
    """UNWIND of parameters, lists in lists, nothing and null, and what is looked up with them."""
    kind = draw.rng.choice(["curies", "rows", "nested", "numbers", "numbers"])
    if kind == "curies":
        scope = {"d": "Entity", "x": "text", "o": "Entity"}
        found = "MATCH (d:Entity {curie: x})-[:HAS_SYMPTOM]->(o:Entity)"
        return f"UNWIND $curies AS x\n{found}\nWHERE {draw.make.truth(scope, 1)}\nRETURN {draw.columns(scope)}"
    if kind == "rows":
        shown = f"row.n AS n, row['curie'] AS curie, {draw.make.text({'d': 'Entity'}, 2)} AS c0, row.nothing AS c1"
        return f"UNWIND $rows AS row\nOPTIONAL MATCH (d:Entity {{curie: row.curie}})\nRETURN {shown}"
    if kind == "nested":
        shown = draw.columns({"y": "whole"}, 2)
        return f"UNWIND [[1, 2], [], [null], [{draw.rng.randint(3, 9)}]] AS x\nUNWIND x AS y\nRETURN x, size(x) AS n, {shown}"
    source = draw.rng.choice(["[1, 2, null, 3]", "range(0, 4)", "range(9, 1, -3)", "[]", "null"])
    return f"UNWIND {source} AS x\nRETURN x, {draw.columns({'x': 'whole'})}"


def existing(draw: Clauses) -> str:
    """EXISTS and COUNT subqueries and bare patterns as tests."""
    p = draw.start()
    n = draw.further(p.scope)
    inner = draw.make.truth({**p.scope, **n.scope}, 1)
    bare = n.text
    for name in n.scope:
        bare = bare.replace(f"({name}:", "(:").replace(f"({name})", "()").replace(f"[{name}:", "[:")
    test = draw.rng.choice([
        f"EXISTS {{ MATCH {n.text} WHERE {inner} }}", f"NOT EXISTS {{ MATCH {n.text} }}", f"EXISTS {{ {n.text} }}",
        f"COUNT {{ {n.text} }} > {draw.rng.randint(0, 3)}", f"COUNT {{ MATCH {n.text} WHERE {inner} }} < 2",
        bare, f"NOT {bare}", f"({bare} OR {draw.make.truth(p.scope, 1)})", f"EXISTS {{ MATCH {n.text} RETURN 1 AS one LIMIT 1 }}",
    ])  # fmt: skip
    more = f", COUNT {{ {n.text} }} AS many" if draw.rng.random() < 0.4 else ""
    return f"{draw.match(p, test, free=False)}\nRETURN {draw.columns(p.scope)}{more}"


def called(draw: Clauses) -> str:
    """CALL subqueries: with an importing WITH or a variable scope, with a union, an order or an aggregate inside."""
    p = draw.start()
    name, sort = draw.hold(p.scope)
    n = draw.after(name, sort)
    match, scope = f"MATCH {n.text}", {name: sort, **n.scope}
    scoped = draw.rng.random() < 0.5
    begin = "" if scoped else f"WITH {name} "
    inner = draw.rng.choice([
        f"{begin}{match} RETURN count(*) AS v", f"{begin}{match} RETURN {draw.aggregate(scope)} AS v",
        f"{begin}OPTIONAL {match} RETURN {draw.make.text(scope, 1)} AS v",
        f"{begin}{match} WITH {draw.make.text(n.scope, 0)} AS v ORDER BY v LIMIT 2 RETURN v",
        f"{begin}{match} RETURN {draw.make.text(n.scope, 1)} AS v UNION {begin}RETURN {draw.make.text({name: sort}, 0)} AS v",
    ])  # fmt: skip
    call = f"CALL ({name}) {{ {inner} }}" if scoped else f"CALL {{ {inner} }}"
    return f"{draw.match(p, free=False)}\n{call}\nRETURN {draw.columns(p.scope, draw.rng.randint(1, 2), 1)}, v"


def comprehended(draw: Clauses) -> str:
    """Pattern comprehensions, counted or unwound."""
    p = draw.start()
    n = draw.further(p.scope)
    test = f" WHERE {draw.make.truth(n.scope, 1)}" if draw.rng.random() < 0.5 else ""
    listed = f"[{n.text}{test} | {draw.any_of(n.scope)}]"
    key = total_order(p.scope)[0]
    if draw.rng.random() < 0.5:
        return f"{draw.match(p)}\nRETURN {key} AS c0, size({listed}) AS c1"
    return f"{draw.match(p)}\nWITH *, {listed} AS found\nUNWIND found AS x\nRETURN {key} AS c0, x"


def projected(draw: Clauses) -> str:
    """Map projections, literal maps, whole nodes, properties by computed names."""
    p = draw.start()
    name, sort = draw.hold(p.scope)
    keys = {"Entity": ".curie, .label, .nothing", "Statement": ".id, .relation, .negated", "Evidence": ".id, .frequency",
            "Document": ".name, .title"}[sort]  # fmt: skip
    extra = draw.any_of(p.scope)
    shown = draw.rng.choice([
        f"{name} {{{keys}}}", f"{name} {{{keys}, more: {extra}}}", f"{{one: {extra}, two: [{name}{keys.split(', ')[1]}, null]}}",
        f"{name} {{.*, label: null, text: null, more: {extra}}}", f"properties({name})", f"{{a: {{b: {extra}}}}}.a.b", name,
        f"{name}[$key]", f"size(keys({name} {{{keys}}}))", f"[{name}, {extra}, {{inside: {name}}}]",
    ])  # fmt: skip
    return f"{draw.match(p)}\nRETURN {total_order(p.scope)[0]} AS c0, {shown} AS c1"


def united(draw: Clauses) -> str:
    """UNION and UNION ALL of two or three queries."""
    kinds = [draw.rng.choice(["text", "whole", "number", "truth", "items"]) for _ in range(2)]
    parts = []
    for _ in range(draw.rng.randint(2, 3)):
        p = draw.start()
        values = ", ".join(f"{draw.make.of(kind, p.scope, 1)} AS c{n}" for n, kind in enumerate(kinds))
        parts.append(f"{draw.match(p)}\nRETURN {values}")
    return f"\n{draw.rng.choice(['UNION', 'UNION ALL', 'UNION DISTINCT'])}\n".join(parts)


def collected(draw: Clauses) -> str:
    """collect() of ordered rows, and COLLECT subqueries, with list functions over them."""
    p = draw.start()
    name, sort = draw.hold(p.scope)
    n = draw.after(name, sort)
    kind = draw.rng.choice(["text", "whole", "number"])
    if kind == "text":
        after = draw.make.items({"v": "items", "w": "text"}, 1)
    else:
        after = draw.rng.choice(["v", "reverse(v)", "v[1..3]", "size(v)", "tail(v)", "[x IN v WHERE x > 1]"])
    ends = f"RETURN {total_order({name: sort})[0]} AS c0, {after} AS c1"
    if draw.rng.random() < 0.6:
        order = ", ".join(["x", *total_order(p.scope)])
        gathered = f"collect({draw.rng.choice(['', 'DISTINCT '])}x)"
        value = draw.make.of(kind, p.scope, 1)
        return f"{draw.match(p)}\nWITH *, {value} AS x\nORDER BY {order}\nWITH {name}, {gathered} AS v, 'a' AS w\n{ends}"
    inner = f"MATCH {n.text} WITH {draw.make.of(kind, n.scope, 0)} AS x ORDER BY x RETURN x"
    return f"{draw.match(p)}\nWITH DISTINCT {name}, 'a' AS w\nWITH {name}, w, COLLECT {{ {inner} }} AS v\n{ends}"


def given(draw: Clauses) -> str:
    """Parameters of every type, in tests and in values."""
    p = draw.start()
    test = draw.rng.choice(
        ["$flag", "NOT $flag", "$nothing IS NULL", "$map.key = 'value'", "$list[0] = 1", "size($list) = 3", "$word <> ''"]
    )
    values = ("$flag", "$nothing", "$map.key", "$map", "$list", "$list[-1]", "$number * 2", "$some + 1", "$word + '!'",
              "$some / 2", "$number = 0.25", "toUpper($word)", "size($word)")  # fmt: skip
    shown = ", ".join(f"{value} AS c{n}" for n, value in enumerate(draw.rng.sample(values, 3)))
    return f"{draw.match(p, test, free=False)}\nRETURN {shown}, {draw.make.text(p.scope, 1)} AS c3{draw.ordering(p.scope)}"
