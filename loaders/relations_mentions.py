"""Terms named anywhere in a sentence, whatever its verb: findings, and in parts on them treatments and tests.

Place in the flow: relations_candidates.py asks for the phrases of a rule of the mode "mention" and grounds them.
"""

from collections.abc import Iterator
from typing import Final

from loaders.phrase_sharing import Phrase
from loaders.phrase_words import ADJECTIVES, QUALITIES
from loaders.relation_words import ANATOMY
from loaders.relations_headed import headed
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Rule
from loaders.rules.starts import compiled
from loaders.rules.words import pattern
from ontology.matching import Match, Matcher

# "Harlow syndrome is a disorder of the inner ear": the class, not a finding.
_AS_CLASS: Final = compiled(rf"{DISEASE_MARK}\s+(?:is|are)\s+(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}$")
# "These eye problems": words that sum up findings named elsewhere; a mention of them alone says nothing.
_SUMMED_UP: Final = compiled(r"(?i)(?:^\W*|\b(?:the|these|this|those|such|other|any|various|their) (?:[\w-]+ )?)$")
_CLASS_OF_FINDINGS: Final = compiled(
    r"(?i)\b(?:problem|defect|malformation|disorder|condition|disease|abnormalit|anomal)(?:s|y|ies)?$|\binvolvement$|^abnormal \w+$"
)
# "Ataxia neuropathy spectrum", "pain in the back of the throat": the name goes on.
_GOES_ON: Final = compiled(
    r"(?i)[ -](?:syndromes?|diseases?|spectrum|neuropathy|types?|medic\w+|drugs?|headache|condition called|of (?:the|his|her|their))\b"
)
_CALLED: Final = compiled(r"\s+(?:called|known as|termed)\b")  # what it is called says more
_SPARED: Final = compiled(r"(?i)\s+(?:spared|preserved|intact|unaffected|normal)\b")  # "eye movements spared"
_NOT_AFTER: Final = pattern("mention_not_after")
_NOT_BEFORE: Final = pattern("mention_not_before")
_GIVEN_AS: Final = pattern("mention_given_as")
_TOO_GENERAL: Final = pattern("mention_too_general")
_DRUG_ENDING: Final = pattern("drug_ending")
_TEST_NAME: Final = pattern("test_name")
# The operation for which there is an anesthetic; but an airway through the neck is part of the plan.
_OCCASION: Final = compiled(
    r"(?i)(?<!tracheo)(?<!thyroid)(?<!thyro)(?:surgery|operations?|ectom(?:y|ies)|plast(?:y|ies)|[^e]otom(?:y|ies)|(?<!che)ostom(?:y|ies)|transplant\w*|"
    r"implantation|repairs?|fusion|fundoplication|corrections?|delivery|biops(?:y|ies)|revasculari[sz]ation|bypass)$"
)
_MANNER: Final = pattern("mention_manner")
# "May worsen with coughing": what makes it worse or sets it off is no sign.
_WORSE_WITH: Final = compiled(
    r"(?i)\b(?:worsen(?:s|ed)?|worse|aggravated|exacerbated|triggered|provoked|brought on|relieved) (?:with|by|when|during|after) [^.;:]*$"
)
_NEXT_QUALITY: Final = compiled(r", (?:\w+ly )?([\w-]+) \w")
_DESCRIBING: Final = ADJECTIVES | QUALITIES
_PART_BEFORE: Final = compiled(r"(?:^|\s)((?:[a-z]+ )?[a-z]+)\s+$")
_BEFORE: Final = 60  # characters before a mention that say what part it plays
_GIVEN: Final = frozenset(("treated_by", "diagnosed_by", "has_anesthesia_concern"))
_BY_HEAD: Final = frozenset(("symptom.mention-by-head", "symptom.mention-by-head-later"))


def mentioned(text: str, masked: str, span: tuple[int, int], rule: Rule, matcher: Matcher, subject: str) -> Iterator[Phrase]:
    """Phrases of a sentence that a rule of the mode "mention" may take for objects, in text order. `span`: where the rule
    matched, in offsets of `text`; `subject`: identifier of the document's subject, which is no object."""
    if rule.relation in _GIVEN:
        yield from _given(text, masked, span, rule, matcher)
        return
    if rule.id in _BY_HEAD:
        names = [(m.start, m.end) for m in matcher.find(text) if "Symptom" in m.kinds and " " in m.text]
        for phrase in headed(text, masked, span):
            known = any(a < phrase.end and phrase.start < b for a, b in names)  # a vocabulary says it better
            if not known and not _SPARED.match(text, phrase.end):
                yield phrase
        return
    for match in matcher.find(text):
        if _is_finding(match, text, masked, rule) and match.curie != subject:
            yield Phrase(match.start, match.end, " ".join(match.text.split()))


def _is_finding(match: Match, text: str, masked: str, rule: Rule) -> bool:
    marked = masked[match.start : match.end]
    tumors = rule.relation == "associated_with_tumor"
    return not (
        ("Tumor" if tumors else "Symptom") not in match.kinds
        or ("Tumor" in match.kinds and not tumors and rule.id != "symptom.mention")
        or "," in match.text
        or DISEASE_MARK in marked
        or PEOPLE_MARK in marked
        or _part_of_more(text, masked, match.start, match.end)
        or _qualifies_more(text, match.start, match.end)
        or _WORSE_WITH.search(text[max(0, match.start - _BEFORE) : match.start])
    )


def _part_of_more(text: str, masked: str, start: int, end: int) -> bool:
    """True for a mention that only sums findings up, or is the beginning of a longer name."""
    if _GOES_ON.match(text, end) or _AS_CLASS.search(masked[:start]):
        return True
    if not _CLASS_OF_FINDINGS.search(text[start:end]):
        return False
    return _CALLED.match(text, end) is not None or _SUMMED_UP.search(text[:start]) is not None


def _qualifies_more(text: str, start: int, end: int) -> bool:
    """True for an adjective before another one of the same noun: "stereotyped, jerky movements"."""
    following = _NEXT_QUALITY.match(text, end)
    return following is not None and text[start:end].lower() in _DESCRIBING and following[1].lower() in _DESCRIBING


def _given(text: str, masked: str, span: tuple[int, int], rule: Rule, matcher: Matcher) -> Iterator[Phrase]:
    """Treatments or tests that the words around them leave in the part of what is given or done, with what they are given as:
    "cysteamine eye drops". A drug that no vocabulary knows is one by the ending of its name, a test by the kind of it."""
    kinds = set(rule.expected)
    within = (m for m in matcher.find(text) if span[0] <= m.start and m.end <= span[1])
    places = [(m.start, m.end) for m in within if kinds & set(m.kinds) and "," not in m.text]
    named = _TEST_NAME if "DiagnosticTest" in kinds else _DRUG_ENDING
    places += [m.span() for m in named.finditer(text, *span) if not any(a < m.end() and m.start() < b for a, b in places)]
    for start, end in sorted(places):
        if as_ := _GIVEN_AS.match(text, end):
            end = as_.end()
        before = text[max(span[0], start - _BEFORE) : start]
        if manner := _MANNER.search(before):
            start -= len(before) - manner.start()
            before = before[: manner.start()]
        elif named is _TEST_NAME and (part := _PART_BEFORE.search(before)) and ANATOMY.match(part[1]):
            start -= len(before) - part.start(1)  # "salivary gland biopsy", though a vocabulary has but the biopsy
            before = before[: part.start(1)]
        marked = masked[start:end]
        if (
            DISEASE_MARK in marked
            or PEOPLE_MARK in marked
            or _TOO_GENERAL.match(text[start:end])
            or (rule.relation == "has_anesthesia_concern" and _OCCASION.search(text[start:end]))
            or _NOT_AFTER.search(before)
            or _NOT_BEFORE.match(text, end)
        ):
            continue
        yield Phrase(start, end, " ".join(text[start:end].split()))
