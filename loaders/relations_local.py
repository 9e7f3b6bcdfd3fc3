"""Which words that no vocabulary has may be an object all the same: by their head, their length, the rule that asks.

Place in the flow: relations_objects.py asks for what it could not ground, before it makes a local entity of the words.
"""

import re
from collections.abc import Callable
from typing import Final

from loaders.phrase_qualities import is_adjectival
from loaders.phrase_sharing import Phrase
from loaders.phrase_words import PART_CLAUSE
from loaders.relation_words import (
    ANATOMY,
    CAUSE_STOP,
    DISEASE,
    GOVERNOR,
    NOT_TUMOR,
    TEST,
    TREATMENT,
    TUMOR,
    is_phrase,
)
from loaders.relations_causes import without_clause
from loaders.relations_notes import LIMIT, has_verb
from loaders.rules.model import Rule
from loaders.rules.words import pattern, plain_pattern

_PLACE: Final = plain_pattern("place")
_DRUG_ENDING: Final = pattern("drug_ending")
_MEASURED_IN: Final = re.compile(
    r"(?i)\b(?:serum|plasma|urinary(?! (?:tract|bladder|system|infect|symptom|retention|incontinence|stones?|catheter|obstruction)))\s\w"
)  # "maternal serum estriol" is measured
# In a note without a verb, only what is a test by its own name.
_PLAIN_TEST: Final = re.compile(
    r"(?i)\b(?:tests?|testing|biops(?:y|ies)|scans?|\w*imaging|\w+scopy|analys[ei]s|assays?|cultures?|sequencing|stud(?:y|ies)|screening|\w+grams?|"
    r"\w+graphy|\w+metry|"
    r"levels?|measurements?|karyotype|MRI|CT|x-?rays?|ultrasound|serology|counts?|smears?|subsets?|(?:\w+ase|enzyme) activity|"
    r"electrophoresis|markers?|tit(?:er|re)s?|(?:serum|plasma|urinary) \w+)$"
)
_BARE_PART: Final = pattern("bare_part")
_SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9-]+\d[A-Z0-9]*")  # of a gene
# "Reddened skin" is a finding; "abnormal heart" wants the noun that follows.
_POOR: Final = re.compile(r"(?i)(?:low|poor|unstable|irritable|slow) (?:mood|memory|sleep|balance|speech|growth|attention)")
_IS_LIKE: Final = re.compile(r"(?i)[\w-]+(?:ed|ing|y|k|t|n) (?:skin|urine|hair)$")
_ADVERB: Final = re.compile(r"(?i)(?<!cepha)(?<!mega)(?<!dacty)(?<!mely)(?<!oma)ly$")
_CHANGED: Final = re.compile(
    r"(?i)(?:low|high|elevated|raised|abnormal|reduced|increased|decreased|prolonged|very|lack of|loss of|absent|poor) "
)
_CAUSE_SYMBOL: Final = re.compile(r"[A-Z][A-Z0-9-]{1,8}")
_AFTER_TREATMENT: Final = re.compile(r"(?i)\s+(?:for|with|by|after|that|such|against|in|to)\s+")
_AFTER_TEST: Final = re.compile(r"(?i)\s+(?:for|with|showing|by|if|to|during|after|before|when)\s+")
# A stretch of time, a rank, a pointing word, a function or a good end: nothing that somebody has as a sign.
_NO_FINDING: Final = re.compile(
    r"(?i)(?:(?:long|short|brief|extended|symptom-free) )*periods? (?:of remission|without)\b|\w+ phase$|ranging\b|"
    r"lasts? (?:the|for|about)\b|(?:an? |the )?(?:main |major |early )?(?:signs?|sources?|causes?|results?) of\b|.*\b(?:this|these|that) "
    r"(?:chemical|protein|enzyme|hormone|substance|gene|vitamin)s?$|.*\b(?:unnecessary|successful|further) treatments?$|"
    r"(?:the )?(?:size|age|abilit(?:y|ies)) (?:of|an?|at|when|to)\b|(?:bowel|bladder)(?: (?:and|or) bladder)? control$|"
    r"(?:(?:good|full|complete|better) )*recovery$|(?:(?:long-term|late) )*side effects$|(?:excessive|high|low) blood levels?$"
)
_LONGEST: Final = 14  # words of what is no list
_AS_SAID: Final = frozenset(("literal", "fixed", "comparison", "person"))
_OF_FINDINGS: Final = frozenset(("has_symptom", "has_complication"))


def may_be_local(phrase: Phrase, rule: Rule, is_given: Callable[[str], bool]) -> bool:
    """True where the words may name an object of the rule. `is_given`: a vocabulary has words as a test or a treatment."""
    words = phrase.words
    if rule.mode in _AS_SAID or rule.kind == "Gene":
        return True
    said = without_clause(words) if rule.relation == "caused_by" else words
    if rule.mode == "list" and not is_phrase(said, _longest(said, rule)):
        return False
    if rule.mode != "list" and len(said.split()) > _LONGEST:
        return False
    if rule.kind == "Drug":
        return _DRUG_ENDING.search(words) is not None
    if rule.kind == "Treatment":
        return _is_treatment(words)
    if rule.kind == "DiagnosticTest":
        return _is_test(words, rule)
    if rule.relation == "triggered_by":
        return not is_adjectival(re.sub(r"^\w+ly ", "", words))
    if rule.relation == "caused_by":
        bare = is_adjectival(words) or ANATOMY.match(words)
        return not bare and not CAUSE_STOP.match(words) and not _CAUSE_SYMBOL.fullmatch(words)
    if rule.relation in ("associated_with", "differential_diagnosis_of"):
        return bool(DISEASE.search(words))
    return rule.relation not in _OF_FINDINGS or _is_finding(phrase, rule, is_given)


def _is_treatment(words: str) -> bool:
    if has_verb(words) and not PART_CLAUSE.fullmatch(words):
        return False
    return bool(TREATMENT.search(_head(words, _AFTER_TREATMENT))) and len(words.split()) <= 8


def _is_test(words: str, rule: Rule) -> bool:
    head = _head(words, _AFTER_TEST)
    if rule.mode == "fragment":
        return LIMIT.search(words) is not None or (is_phrase(words, 6) and bool(_PLAIN_TEST.search(head)))
    return bool(TEST.search(head) or _MEASURED_IN.search(words)) and len(words.split()) <= 10


def _head(words: str, after: re.Pattern[str]) -> str:
    """The last two words before what says where, for what or how."""
    return " ".join(_PLACE.split(after.split(words)[0])[0].split()[-2:])


def _is_finding(phrase: Phrase, rule: Rule, is_given: Callable[[str], bool]) -> bool:
    words = phrase.words
    if phrase.governor and not GOVERNOR.search(phrase.governor):
        return False
    if PART_CLAUSE.fullmatch(words):
        return True
    if NOT_TUMOR.search(words) and TUMOR.search(words):
        return False
    if _NO_FINDING.match(words) or (not _CHANGED.match(words) and (is_given(words) or _DRUG_ENDING.fullmatch(words))):
        return False
    if rule.mode in ("whole", "part"):
        return True
    if _BARE_PART.match(words) or _SYMBOL.fullmatch(words):
        return False
    bare = is_adjectival(words) and not _IS_LIKE.match(words) and not _POOR.fullmatch(words)
    return not bare and not _ADVERB.search(words) and not ANATOMY.match(words)


def _longest(words: str, rule: Rule) -> int:
    """How many words an object may have: more where it says why, or where in the body it is."""
    if rule.relation == "caused_by":
        return 18
    _, *after = _PLACE.split(words, maxsplit=1)  # commas stand between stacked adjectives: "firm, red bumps on the arms"
    placed = after and " with " not in words and "," not in after[-1] and words[1:].islower()
    return 13 if placed else 9
