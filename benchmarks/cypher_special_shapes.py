"""Shapes of generated queries that are about paths, about values without the graph, and about what differs between engines."""

from benchmarks.cypher_clauses import Clauses


def stepped(draw: Clauses) -> str:
    """Variable-length and quantified paths with their nodes and lengths."""
    start, narrow = draw.rng.choice([
        ("(a:Disease)-[:HAS_SYMPTOM]->(b:Symptom)", "WHERE a.curie IN $curies\n"), ("(b:Symptom)", "WHERE b.curie IN $terms\n"),
        ("(b:ClinicalModifier|InheritanceMode)", ""), ("(b:Symptom)", "WHERE b.curie IN $terms\n"),
    ])  # fmt: skip
    low, high = draw.rng.randint(0, 2), draw.rng.randint(2, 4)
    if draw.rng.random() < 0.3:
        quantifier = draw.rng.choice(["{1,2}", "{0,2}", "+", "{2}"])
        return (
            f"MATCH {start}\n{narrow}MATCH (b) ((x)-[:IS_A]->(y)){quantifier} (t:Entity)\n"
            "RETURN b.curie AS c0, t.curie AS c1, [n IN x | n.curie] AS c2, size(y) AS c3"
        )
    steps = (f"-[:IS_A*{low}..{high}]->", f"-[:IS_A*..{high}]->", "<-[:IS_A*1..2]-", f"-[:IS_A*{high}]->", "-[rs:IS_A*1..2]-")
    arrow = draw.rng.choice(steps)
    tests = (
        "", "", "WHERE all(x IN nodes(p) WHERE x:Symptom)\n", "WHERE length(p) > 1\n",
        "WHERE none(x IN relationships(p) WHERE x.evidences > 1)\n",
        f"WHERE {draw.make.truth({'b': 'Entity', 't': 'Entity'}, 1)}\n",
    )  # fmt: skip
    values = draw.rng.sample([
        "length(p) AS c0", "[n IN nodes(p) | n.curie] AS c1", "[r IN relationships(p) | type(r)] AS c2", "t.label AS c3",
        "size(relationships(p)) AS c4", "head(nodes(p)).curie AS c5", "last(nodes(p)) = t AS c6",
        "reduce(n = 0, x IN nodes(p) | n + size(x.label)) AS c7", "p AS c8", "[r IN relationships(p) | startNode(r).curie] AS c9",
    ], draw.rng.randint(1, 3))  # fmt: skip
    return f"MATCH {start}\n{narrow}MATCH p = (b){arrow}(t:Entity)\n{draw.rng.choice(tests)}RETURN {', '.join(values)}"


def shortest(draw: Clauses) -> str:
    """shortestPath and allShortestPaths between two entities, by length and number."""
    one, other = draw.rng.sample(list(draw.words.curies), 2)
    types = draw.rng.choice([":HAS_SYMPTOM", ":HAS_SYMPTOM|IS_A", ":HAS_SYMPTOM|HAS_INHERITANCE|HAS_ONSET", ""])
    which = draw.rng.choice(["shortestPath", "allShortestPaths"])
    shown = draw.rng.choice([
        "length(p) AS n, count(*) AS many", "min(length(p)) AS n", "length(p) AS n, head(nodes(p)).curie AS a, last(nodes(p)).curie AS b",
    ])  # fmt: skip
    path = f"{which}((a)-[{types}*..{5 if types else 3}]{draw.rng.choice(['-', '-', '->'])}(b))"
    ends = f"MATCH (a:Entity {{curie: '{one}'}}), (b:Entity {{curie: '{other}'}})"
    return f"{ends}\n{draw.rng.choice(['', 'OPTIONAL '])}MATCH p = {path}\nRETURN {shown}"


def reasoned(draw: Clauses) -> str:
    """Logic of three values, and comparison of mixed values, without the graph."""
    if draw.rng.random() < 0.4:
        truths = "UNWIND [true, false, null] AS a\nUNWIND [true, false, null] AS b"
        return f"{truths}\nRETURN a, b, {draw.make.truth({'a': 'truth', 'b': 'truth'}, 3)} AS c"
    values = _mixed(draw)
    test = draw.rng.choice([
        "a = b", "a <> b", "a < b", "a >= b", "a IN [b, null]", "[a] = [b]", "{k: a} = {k: b}", "a IS NULL OR b IS NULL",
        "a < b < 3", "[a, 1] < [b, 2]", "coalesce(a, b)", "CASE a WHEN b THEN 1 WHEN null THEN 2 ELSE 3 END", "nullIf(a, b)",
    ])  # fmt: skip
    return f"UNWIND {values} AS a\nUNWIND {values} AS b\nRETURN a, b, {test} AS c"


def sorted_mixed(draw: Clauses) -> str:
    """Values of all types in one order."""
    return f"UNWIND {_mixed(draw)} AS x\nRETURN x\nORDER BY x{draw.rng.choice(['', ' DESC'])}"


def _mixed(draw: Clauses) -> str:
    pool = (
        "1",
        "0",
        "-2.5",
        "'a'",
        "'B'",
        "''",
        "true",
        "false",
        "null",
        "1.5",
        "[1, 2]",
        "[]",
        "[null]",
        "3",
        "'1'",
        "'é'",
        "{k: 1}",
    )
    return f"[{', '.join(draw.rng.sample(pool, 5))}]"


def special(draw: Clauses) -> str:
    """One of the things that a researcher may write and that not every engine has, with values of ours in it."""
    p = draw.start()
    items, text, whole = draw.make.items(p.scope, 1), draw.make.text(p.scope, 1), draw.rng.randint(1, 4)
    curie, other = draw.rng.sample(list(draw.words.curies), 2)
    shown = draw.rng.choice([
        f"({items})[..{whole}]", f"reverse({items})", f"toInteger(' ' + {whole} + ' ')", f"{text} + true", f"valueType({text})",
        f"{text} IS :: STRING", f"btrim({text}, 'a')", f"split({text}, [' ', '-'])", f"apoc.coll.sort([{whole}, 2])",
        f"[x IN {items} | x] || ['z']", f"toStringList([{whole}, 2.5, true])", f"date('2024-0{whole}-03') + duration('P{whole}M')",
        f"duration({{hours: {whole}0}})", f"char_length({text})", f"round({whole}.25, 1, 'HALF_DOWN')", f"{whole}_000",
        "toBoolean(' true ')", f"[w IN [{text}] | w[1..{whole}]]", f"any(l IN labels({next(iter(p.scope))}) WHERE l STARTS WITH 'S')",
        f"normalize({text})", f"isNaN(0.0 / {whole})", f"toIntegerOrNull({text})", f"CASE {whole} WHEN < 3 THEN 'few' ELSE 'many' END",
    ])  # fmt: skip
    between = f"MATCH (a:Entity {{curie: '{curie}'}}), (b:Entity {{curie: '{other}'}})"
    selector = draw.rng.choice(["SHORTEST 1", "ALL SHORTEST", "ANY", "SHORTEST 2"])
    return draw.rng.choice([
        f"{draw.match(p, free=False)}\nRETURN {shown} AS c0",
        f"{draw.match(p, free=False)}\nRETURN {shown} AS c0, {draw.aggregate(p.scope)} AS a0",
        f"{between}\nMATCH p = {selector} (a)-[:HAS_SYMPTOM]-{{1,4}}(b)\nRETURN count(p) AS n",
        f"{between}\nMATCH p = (a)--{{1,2}}(b)\nRETURN count(p) AS n",
        "MATCH (n)\nRETURN count(n) AS n, count(n.label) AS m",
        f"MATCH (n:$(${draw.rng.choice(['label', 'label'])}))\nRETURN count(n) AS n",
        f"MATCH (s:Statement)\nWITH s.relation AS relation, count(*) AS n\nWHERE n > {whole}\nRETURN *",
        f"CALL {draw.rng.choice(['db.labels()', 'db.relationshipTypes()', 'db.propertyKeys()', 'dbms.components()'])}",
        f"{draw.match(p, free=False)}\nRETURN sum({draw.make.number(p.scope, 1)}) AS c0",
        f"MATCH (d:Disease)\nUSING INDEX d:Disease(curie)\nWHERE d.curie STARTS WITH 'OMIM:{whole}'\nRETURN d.curie AS c0",
        "MATCH (d:Disease)\nCALL (*) { RETURN COUNT { (d)-[:HAS_SYMPTOM]->() } AS many }\nRETURN d.curie AS c0, many",
    ])  # fmt: skip
