"""Counts of what the graph holds."""

from collections.abc import Mapping
from typing import Any

from graph.neo4j.reading import Look
from ontology.vocabulary import KINDS


def stats(look: Look) -> Mapping[str, Any]:
    """Documents, entities by kind, statements by relation, evidence, quantities."""

    def count(pattern: str) -> int:
        return int(look(f"MATCH {pattern} RETURN count(*) AS number")[0]["number"])

    kinds = look("MATCH (e:Entity) UNWIND labels(e) AS kind RETURN kind, count(*) AS number ORDER BY kind")
    relations = look("MATCH (s:Statement) RETURN s.relation AS relation, count(*) AS number ORDER BY relation")
    return {
        "documents": count("(d:Document) WHERE d.source IS NOT NULL"),  # entities may be of the kind Document
        "entities": count("(e:Entity)"),
        "entities_by_kind": {record["kind"]: record["number"] for record in kinds if record["kind"] in KINDS},
        "statements": count("(s:Statement)"),
        "statements_by_relation": {record["relation"]: record["number"] for record in relations},
        "negated": count("(s:Statement {negated: true})"),
        "evidence": count("(e:Evidence)"),
        "quantities": count("(q:Quantity)"),
    }
