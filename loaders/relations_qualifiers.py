"""What an evidence says beside its object: an action with its reason and condition, of which people a rate is, a year.

Place in the flow: relations_writing.py asks for them when it writes the evidence of a statement.
"""

import re
from typing import Final

from graph.model import Entity
from loaders.relations_candidates import Object
from loaders.rules.model import Hit, Rule

CONDITION: Final = re.compile(
    r"(?i)\b(?:if|unless|when|whenever|in case of|in the event of|provided that)\s+"
    r"(?P<condition>(?!possible|necessary|needed|available|indicated)[^.;:(),]+)"
)
_CHECKED: Final = re.compile(r"(?i)\b(?:checked|measured|assessed|evaluated|examined|sent|taken)\b")
_REASON: Final = re.compile(
    r"(?i)\b(?:because(?: of)?|due to|since|as(?= the| there)|in view of|for fear of|\(risk of)\s+(?P<why>[^.;()]+)"
)
_RATES: Final = frozenset(("has_incidence", "has_prevalence"))
# "In northern Portugal", "among people of Ashkenazi descent": the rate is that of these people alone.
_POPULATION: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]mong) (?P<population>(?:the |people of |individuals of |those of |(?:certain |some |many )?"
    r"(?:areas|parts|regions|populations) of (?:the )?|(?:north|south|east|west)(?:ern)? |central )*"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][a-z]+(?: (?:of|and)(?= [A-Z])| [A-Z][a-z]+)*"
    r"(?: (?:populations?|people|descent|ancestry|origin|Jews|families|men|women|children|births))?)(?= |[,.;)]|$)"
)
_COUNTRY_BEFORE: Final = re.compile(r"\b(?P<population>[A-Z][a-z]+(?: [A-Z][a-z]+)*) \($")  # "Norway (1 in 6,400)"
_A_TEST: Final = re.compile(r"(?i)test|graph|scan|level|function|assess")


def qualifiers_of(hit: Hit, target: Object, text: str) -> tuple[tuple[str, str], ...]:
    """(name, words) of all that a sentence of this `text` adds to an object of a hit, by name."""
    pairs = list(hit.rule.qualifiers)
    clause = _clause(text, target) if hit.rule.action or hit.rule.relation in _RATES else text
    if hit.rule.action:
        checked = _CHECKED.search(text, target.end, max(target.end, hit.end)) is not None
        pairs.append(("action", hit.rule.action if checked else _action(hit.rule, hit.rule.action, target)))
        if reason := _REASON.search(clause, target.end):
            pairs.append(("reason", " ".join(reason["why"].split())))
        if condition := CONDITION.search(clause):
            pairs.append(("condition", " ".join(condition["condition"].split())))
    if hit.rule.relation in _RATES:
        beside = _COUNTRY_BEFORE.search(text, 0, target.start)
        if of := beside or _POPULATION.search(clause):
            pairs.append(("population", " ".join(of["population"].split())))
    if year := hit.span("year") or hit.span("year2"):
        pairs.append(("year", text[slice(*year)]))
    return tuple(sorted(pairs))


def _clause(text: str, target: Object) -> str:
    """The sentence with blanks for what semicolons part from the object, offsets kept."""
    start = text.rfind(";", 0, target.start) + 1
    end = text.find(";", target.end)
    return " " * start + text[start : end if end >= 0 else len(text)]


def _action(rule: Rule, action: str, target: Object) -> str:
    """A drug that "should be considered" is preferred, one to "check" is measured; monitoring in any list is to be done."""
    kinds = set(target.value.kinds) if isinstance(target.value, Entity) else set()
    if re.search(r"(?i)\bmonitoring$", target.text):
        return "monitor"
    if (
        action == "check"
        and rule.before
        and kinds & {"Drug", "Treatment"}
        and "DiagnosticTest" not in kinds
        and not _A_TEST.search(target.text)
    ):
        return "prefer"
    return action
