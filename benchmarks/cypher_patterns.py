"""The patterns of our schema that generated queries start from and go on with, and how their rows get a total order."""

from dataclasses import dataclass
from typing import Final

from benchmarks.cypher_expressions import Scope


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for MATCH, what its variables are, and what keeps its rows few: a test with $curies or $relations, or nothing."""

    text: str
    scope: Scope
    narrow: str = ""


_DISEASES: Final = "d.curie IN $curies"

STARTS: Final = (
    Pattern("(s:Statement)", {"s": "Statement"}, "s.relation IN $relations"),
    Pattern("(d:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(o)", {"d": "Entity", "s": "Statement", "o": "Any"}, _DISEASES),
    Pattern("(d:Disease)-[r:HAS_SYMPTOM]->(o:Symptom)", {"d": "Entity", "r": "Relation", "o": "Entity"}, _DISEASES),
    Pattern("(d:Entity:Disease)-[r:HAS_ONSET|HAS_INHERITANCE|HAS_COURSE]->(o)",
            {"d": "Entity", "r": "Relation", "o": "Any"}),
    Pattern("(d:Entity)-[r:!IS_A]->(o:Entity)", {"d": "Entity", "r": "Relation", "o": "Entity"}, _DISEASES),
    Pattern("(o:Entity)<-[r]-(d:Syndrome|Tumor)", {"d": "Entity", "r": "Relation", "o": "Entity"}),
    Pattern("(d:Disease)<-[:SUBJECT]-(s:Statement {negated: true})", {"d": "Entity", "s": "Statement"}),
    Pattern("(s:Statement)-[:HAS_EVIDENCE]->(e:Evidence)-[:HAS_QUANTITY]->(q:Quantity)",
            {"s": "Statement", "e": "Evidence", "q": "Quantity"}, "s.relation <> 'has_symptom'"),
    Pattern("(d:Entity)<-[:SUBJECT]-(s:Statement)-[:HAS_EVIDENCE]->(e:Evidence)",
            {"d": "Entity", "s": "Statement", "e": "Evidence"}, _DISEASES),
    Pattern("(e:Evidence)-[:HAS_QUANTITY]->(q:Quantity)", {"e": "Evidence", "q": "Quantity"}, "q.start < 400"),
    Pattern("(c:Document)<-[:STATED_IN]-(s:Statement)-[:SUBJECT]->(d:Entity)",
            {"c": "Document", "s": "Statement", "d": "Entity"}, _DISEASES),
    Pattern("(d:Disease)-[:HAS_SYMPTOM]->(:Symptom)-[:IS_A*1..2]->(o:Entity)", {"d": "Entity", "o": "Entity"}, _DISEASES),
    Pattern("(d:Entity)-[:IS_A*0..1]-(o:Entity)", {"d": "Entity", "o": "Entity"}, "d.label =~ 'Ab.*' AND size(d.label) < 22"),
    Pattern("(d:Entity&!Disease&!Symptom)", {"d": "Entity"}),
    Pattern("(d:InheritanceMode|ClinicalModifier|Tumor)", {"d": "Entity"}),
    Pattern("(c:Document)-[:ABOUT]->(d:Disease)", {"c": "Document", "d": "Entity"}),
)  # fmt: skip

# What goes on from a variable of a sort. {x} is that variable.
NEXT: Final = {
    "Entity": (
        Pattern("({x})-[r2:HAS_SYMPTOM|TREATED_BY]->(n:Entity)", {"r2": "Relation", "n": "Entity"}),
        Pattern("({x})<-[r2:HAS_SYMPTOM|HAS_INHERITANCE|IS_A]-(n:Entity)", {"r2": "Relation", "n": "Entity"}),
        Pattern("({x})<-[:SUBJECT]-(t:Statement {{negated: true}})-[:OBJECT]->(n)", {"t": "Statement", "n": "Any"}),
        Pattern("({x})-[:IS_A*1..3]->(n:Entity)", {"n": "Entity"}),
        Pattern("({x})-[:HAS_ONSET]->(n)", {"n": "Any"}),
        Pattern("({x})<-[:SUBJECT]-(t:Statement)-[:HAS_EVIDENCE]->(f:Evidence)-[:HAS_QUANTITY]->(n:Quantity)",
                {"t": "Statement", "f": "Evidence", "n": "Quantity"}),
    ),
    "Statement": (
        Pattern("({x})-[:HAS_EVIDENCE]->(f:Evidence)", {"f": "Evidence"}),
        Pattern("({x})-[:HAS_EVIDENCE]->(f:Evidence)-[:HAS_QUANTITY]->(n:Quantity)", {"f": "Evidence", "n": "Quantity"}),
        Pattern("({x})-[:OBJECT]->(n:Value)", {"n": "Any"}),
        Pattern("({x})-[:STATED_IN]->(n:Document)", {"n": "Document"}),
    ),
    "Evidence": (
        Pattern("({x})-[:HAS_QUANTITY]->(n:Quantity)", {"n": "Quantity"}),
        Pattern("({x})-[:FROM_DOCUMENT]->(n:Document)", {"n": "Document"}),
    ),
    "Document": (
        Pattern("({x})-[:ABOUT]->(n:Entity)", {"n": "Entity"}),
        Pattern("({x})<-[:STATED_IN]-(t:Statement {{negated: true}})", {"t": "Statement"}),
    ),
}  # fmt: skip

_UNIQUE: Final = {
    "Statement": "{x}.id", "Evidence": "{x}.id", "Quantity": "{x}.id", "Document": "{x}.id", "Entity": "{x}.curie",
    "Any": "coalesce({x}.curie, {x}.key)", "Relation": "{x}.statement",
}  # fmt: skip


def total_order(scope: Scope) -> list[str]:
    """Expressions that together order the rows of these variables in one way; rows that still tie are equal."""
    return [_UNIQUE[sort].format(x=name) for name, sort in scope.items()]
