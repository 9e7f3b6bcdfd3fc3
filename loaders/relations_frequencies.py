"""Whether words of frequency in a sentence are said of a finding, or of another clause, a name, a place, an age or a cause.

Place in the flow: relations_writing.py asks before it writes the words and their numbers into an evidence.
"""

import re
from typing import Final

_ADVERB: Final = re.compile(
    r"(?i)(?:(?:most|more|less|very|quite|almost|nearly) )?(?:often|usually|typically|commonly|frequently|sometimes|generally|rarely|"
    r"occasionally|mostly|mainly|primarily|normally|infrequently|seldom|always)"
)
_SUPERLATIVE: Final = re.compile(r"(?i)(?:most|more|less) (?:often|commonly|frequently)")
# "Affecting mostly young women": the words say whom it affects.
_OF_WHOM: Final = re.compile(
    r"(?i)\s+(?:in )?(?:young|older|elderly|middle-aged|adult|pre-?menopausal|school-age)?\s*(?:wom[ae]n|m[ae]n|"
    r"females?|males?|boys|girls|adults)\b(?! (?:with|who|have))"
)
# "Pain usually worsens at night": how often it worsens, not how often it is there.
_MANNER: Final = re.compile(
    r"(?i)\s+(?:worsens?|improves?|fluctuates?|subsides?|resolves?|disappears?|persists?|lasts?|"
    r"(?:develops?|begins?|starts?|appears?|progress(?:es)?) (?:gradually|suddenly|slowly|rapidly|over)|"
    r"(?:in|at|during) the (?:morning|evening|night|day))\b"
)
_NAMED: Final = re.compile(
    r"(?i)\s*(?:also |simply |collectively |just |wrongly )?(?:called|referred to|known as|termed|named|labell?ed|abbreviated|"
    r"mistaken|misdiagnosed|confused|(?:considered|regarded|described|thought of)(?: as)?)\b"
)
_DUE_TO: Final = re.compile(
    r"(?i)\s*(?:due to|from|caused by|because of|the result of|results? from|secondary to|attributed to|brought on by|triggered by)\b"
)
_PLACED: Final = re.compile(
    r"(?i)\s+(?:(?:occurs?|appears?|develops?|(?:seen|found|noticed|located|felt))\s+)?(?:on|at|during|between|around|over)\b"
)
_PLACED_MOST: Final = re.compile(
    r"(?i)\s+(?:(?:occurs?|appears?|develops?|(?:seen|found|noticed|located|felt))\s+)?(?:in|after|before)\b"
)
# An adverb after a finding is said of it where being there is what follows, and not where, when or in what company.
_FOUND: Final = re.compile(
    r"(?i)\W*(?:be |been |also )*(?:the (?:first|earliest|initial|main|only) \w+|seen|found|observed|reported|present|noted|"
    r"noticed|described|absent|lacking|missing|occurs?|occurring|develops?|appears?|arises?|"
    r"affected|experience[ds]?|ha(?:s|ve|d)|happens?)?(?: too| as well| first)?(?:\W*$|[.,;:)]| (?:and|or|but|with this|as part|"
    r"because|due to)\b| (?:in|among|with) (?:[\w-]+ ){0,3}(?:people|patients|individuals|cases|persons|"
    r"those|children|infants|adults|males|females|"
    r"newborns|babies|women|men|boys|girls|disease|disorder|condition|syndrome|forms?|types?)\b)"
)
_BEGUN: Final = re.compile(
    r"(?i)\s+(?:(?:first )?(?:begins?|starts?|appears?|develops?|occurs?|presents?)|becomes? \w+)\s+"
    r"(?:in|at|during|between|before|after|by|within|around|from|shortly|soon|early|later?)\b"
    r"(?! (?:\w+ )?(?:people|patients|individuals|persons|those|cases)\b)[^;]*?\b(?:and|but)\s"
)
_DESCRIBED: Final = re.compile(r"(?i),\s+\w+,?\s+(?:and|or)\s+\w+\s+\w")  # "Diarrhea is frequent, loose, and watery stools"
# "In some cases, the episodes are triggered by fasting": the share is that of the cause.
_IS_CAUSED: Final = re.compile(
    r"(?i)(?: \([^()]*\))? (?:is|are|was|were|may be|can be) (?:\w+ly |also )?(?:triggered|caused|brought on|provoked|due|"
    r"the result|a result|related|misdiagnosed|mistaken|severe enough|so severe|mild|severe|permanent|temporary|reversible|fatal)\b"
)
_CARRYING: Final = re.compile(r"(?i)\b(?:(?:who|that) (?:carry|carries|inherit)|inherits? (?:the|an?) [^.;,]* from|without)\b")
# "Large, heavy, and usually malformed brain, seizures and deafness": one of a list is often so.
_LISTED_QUALITY: Final = re.compile(
    r"(?i)\s+(?:[a-z]+(?:ed|ing|ous|ive|ful|al|ic)|mild|severe)\s(?!(?:by|with|in|of|to|from|as|at|on)\b)[^,;]*,|"
    r"\s+\d[\w-]*(?: to \d[\w-]*)?,? "
)
_LISTED: Final = re.compile(r"(?i)(?:,|\b(?:and|or|an?|short))\s*$")
_IS_THERE: Final = re.compile(
    r"(?i)\W*(?:seen|found|observed|reported|present|noted|occurs?|develops?|appears?|affected|experience[ds]?|ha(?:s|ve|d)\b|$|[.;])"
)
# "Many vomit, but they usually feel well": the frequency is that of the next clause, which has a subject of its own.
_OWN_SUBJECT: Final = re.compile(
    r"(?i)[,;:]\s+(?:but |and |so |although |though |yet |while )?(?:they|it|he|she|this|these|those|the)\b[^,;]*$"
)
# "Short stature that usually becomes apparent later", "a rash which is often itchy": what it is like.
_RELATIVE: Final = re.compile(r"(?i)\b(?:that|which) (?:(?:is|are|can be|may be) )?$")
# "A third have tumors, most often lymphoma": the share is that of the class.
_ONE_OF_CLASS: Final = re.compile(
    r"(?i),\s+(?:(?:most|more) (?:frequently|often|commonly)|usually|especially|particularly|mainly|mostly|typically|notably)\s"
)
# "Stones typically form in childhood, and kidney failure can develop": the finding is the subject of a clause of its own.
_CLAUSE_BEFORE: Final = re.compile(r"(?i)(?:,|;|\w) (?:and|but) (?:the |an? |severe |mild )?$")
_VERB_AFTER: Final = re.compile(
    r"(?i)(?:\s\([^()]*\))?\s+(?:can|may|might|could|is|are|was|were|has|have|occurs?|develops?|appears?|begins?)\b"
)
_FINITE: Final = re.compile(
    r"(?i)\s(?:is|are|was|were|has|have|begins?|starts?|develops?|occurs?|appears?|includes?|affects?|shows?|experiences?|lose|loses)\s"
)
_NEXT_CLAUSE: Final = re.compile(r"(?i),? (?:whereas|while) ")  # the frequency before it is that of the first clause
# "Is used when relapses are frequent": what follows says how often something else occurs.
_SUBORDINATE: Final = re.compile(r"(?i)\b(?:when|if|because|since|unless|until|whenever|where|although|though|while)\b")
_NOT: Final = re.compile(r"(?i)\b(?:not|no|without|lack)\b")
_QUALITY: Final = frozenset(("unusual", "rare", "uncommon", "common"))
_OF_FINDINGS: Final = frozenset(("has_symptom", "has_complication", "associated_with_tumor"))
_OF_ALL: Final = frozenset(("has_course", "has_prognosis"))
_NEXT_WORDS: Final = re.compile(r"(?i)\b(?:that|which|who|with|and|but)\b")
_SO_LONG_AFTER: Final = re.compile(r"(?i)\s+(?:occurs?|begins?|develops?|appears?|starts?)?\s*(?:about |within )?\d")
_OF_GENES: Final = frozenset(("affects_gene", "caused_by"))


def is_of_another(text: str, span: tuple[int, int], target: tuple[int, int], relation: str) -> bool:
    """True where the words of frequency at `span` say nothing of how often the object at `target` is found."""
    a, b = span
    start, end = target
    said = text[a:b]
    if _OF_WHOM.match(text, b) or (relation != "has_onset" and _MANNER.match(text, b)):
        return True
    if said.lower() == "unusual" and b <= start:
        return True  # "unusual facial features include"
    if _parted(text, b, start) or _NEXT_CLAUSE.search(text, b, max(b, start)) or _SUBORDINATE.search(text, end, max(end, a)):
        return True
    if text[:a].strip() and _of_clause_before(text, b, target):
        return True
    if said.lower() == "frequent" and a > end and _DESCRIBED.match(text, b):
        return True
    if start <= a and b <= end and said.lower() in _QUALITY:
        return True  # "unusual movements"
    if relation == "differential_diagnosis_of":
        return said.lower().rpartition(" ")[2] in _QUALITY  # "another, more common disease"
    if _NAMED.match(text, b):
        return True
    if relation in _OF_ALL and a >= end and _NEXT_WORDS.search(text, end, a):
        return True  # "a progressive disorder that usually begins early"
    if relation == "triggered_by" and _SO_LONG_AFTER.match(text, b):
        return True
    if relation in _OF_GENES:
        return _of_no_gene(text, said, span, target)
    if relation in _OF_FINDINGS and b <= start and _IS_CAUSED.match(text, end):
        return True
    if _ADVERB.fullmatch(said):
        return _of_clause(text, said, span, target, relation)
    return relation in _OF_FINDINGS and _ONE_OF_CLASS.search(text, b, max(b, start)) is not None


def _parted(text: str, b: int, start: int) -> bool:
    """True for words and an object that a semicolon parts, unless both stand in one list: "often have A; B and C; and D"."""
    semicolon = text.rfind(";", b, start)
    if semicolon < 0:
        return False
    end = text.find(";", start)
    return _FINITE.search(text, semicolon, end if end >= 0 else len(text)) is not None


def _of_clause_before(text: str, b: int, target: tuple[int, int]) -> bool:
    """True where the words end at `b` in a clause before the one that the object is the subject of; words that open the sentence
    hold for all of it."""
    start, end = target
    own = b < start and _VERB_AFTER.match(text, end) and _CLAUSE_BEFORE.search(text, b, start)
    return bool(own and _FINITE.search(text, b, start))


def _of_no_gene(text: str, said: str, span: tuple[int, int], target: tuple[int, int]) -> bool:
    """What a mutation does often, or in whom none is found."""
    after = span[0] >= target[1] and _ADVERB.fullmatch(said) is not None
    between = (span[1], max(span[1], target[0]))
    return after or _NOT.search(text, *between) is not None or _CARRYING.search(text, *between) is not None


def _of_clause(text: str, said: str, span: tuple[int, int], target: tuple[int, int], relation: str) -> bool:
    """What an adverb says of: a cause, a place, an age, an aside in brackets, the subject of the next clause."""
    a, b = span
    start, end = target
    if relation not in ("triggered_by", "treated_by", "diagnosed_by") and _DUE_TO.match(text, b):
        return True
    if relation in _OF_FINDINGS and a >= end and not _FOUND.match(text, b):
        return True
    if relation in _OF_FINDINGS and (_PLACED.match(text, b) or (_SUPERLATIVE.fullmatch(said) and _PLACED_MOST.match(text, b))):
        return True
    if relation != "has_onset" and _BEGUN.match(text, b, max(b, start)):
        return True
    if b <= start and _LISTED.search(text, 0, a) and _LISTED_QUALITY.match(text, b, start):
        return True
    after = a > end and (_OWN_SUBJECT.search(text, end, a) or _RELATIVE.search(text, end, a))
    if after and not _IS_THERE.match(text, b):
        return True
    opened = text.rfind("(", 0, a)
    inside = opened > text.rfind(")", 0, a) and not opened < start < text.find(")", b)
    return inside and not _IS_THERE.match(text[: max(text.find(")", b), b)], b)
