"""How far a mention of a disease reaches in its sentence: modifiers that name a form of it, coordinations that share its head.

Place in the flow: mentions.py widens with it what the matcher found, so that "familial breast and ovarian cancer" is one phrase. The
rules are those of noun phrases: a modifier of inheritance, course, place or stage narrows the disease and belongs to its name, a
word on degree or number ("severe", "many") does not.
"""

import re
from typing import Final

_FORMS: Final = (
    r"hereditary|inherited|non-?hereditary|familial|non-?familial|sporadic|congenital|acquired|idiopathic|isolated|syndromic|"
    r"non-?syndromic|X-linked|sex-linked|Y-linked|mitochondrial|recessive(?:ly)?|dominant(?:ly)?|semi-?dominant|codominant|"
    r"autosomal|autosomal-dominant|autosomal-recessive|mendelian|multifactorial|monogenic|polygenic|primary|secondary|metastatic|"
    r"benign|malignant|invasive|advanced|solid|localized|disseminated|multifocal|unilateral|bilateral|attenuated|male|female|"
    r"adult|juvenile|infantile|late-infantile|neonatal|childhood|paediatric|pediatric|adolescent|premenopausal|postmenopausal|"
    r"chronic|acute|subacute|progressive|autoimmune|neurodegenerative|homozygous|variant|combined|complete|partial|subtotal|"
    r"cerebral|peripheral|systemic|multisystem|complement"
)
_NUMBER: Final = r"(?:[IVX]+[A-E]?|\d[A-Za-z]?)"
_STAGE: Final = rf"(?:type|stage|grade)s?[ -]{_NUMBER}(?:(?: and | or |/)(?:(?:type|stage|grade)[ -])?{_NUMBER})?"
# what stands right before a disease's name, in the same phrase
_BEFORE: Final = re.compile(rf"(?:\b|(?<=\s))(?:(?:{_FORMS})(?: (?:and|or) (?=(?:{_FORMS})\b))?|{_STAGE})[ -]$", re.IGNORECASE)
_JOINED: Final = re.compile(rf"\b(?:{_FORMS}) (?:and|or) $", re.IGNORECASE)
_AFTER: Final = re.compile(r" types? (?:[IVX]+[A-E]?|\d{1,2}[A-Za-z]?)\b")
# a head of its own, which says "some disease" and needs a modifier to be a mention
_HEAD: Final = re.compile(
    r"\b(?:diseases?|disorders?|syndromes?|deficienc(?:y|ies)|dystroph(?:y|ies)|dysplasias?|neuropath(?:y|ies)|anomal(?:y|ies)|"
    r"malformations?|tumou?rs?|cancers?|carcinomas?|neoplasms?|abnormalit(?:y|ies)|infections?)\b"
)
_CLASS: Final = re.compile(
    rf"(?:\b(?:{_FORMS}|(?:[a-z]+-)?[a-z]+(?:al|ar|ic|ary|oid|ular|eous|ative)|[A-Za-z0-9]+-(?:associated|linked|related)|"
    r"(?-i:[A-Z][a-z]+(?:-[A-Z][a-z]+)*)|(?-i:[A-Z][A-Z0-9-]{1,7})|bone|muscle|skin|eye|heart|kidney|liver|lung|brain|enzyme|immune))[ -]$",
    re.IGNORECASE,
)
# what `_HEAD` begins with: most texts have none of these, and need no search
_STEMS: Final = ("diseas", "disord", "syndrom", "deficienc", "dystroph", "dysplasia", "neuropath", "anomal", "malformation", "tumo",
                 "cancer", "carcinoma", "neoplasm", "abnormalit", "infection")  # fmt: skip
# adjectives that say nothing of what kind of disease it is
_EMPTY: Final = re.compile(
    r"\b(?:clinical|typical|atypical|several|critical|special|usual|unusual|normal|abnormal|real|actual|additional|individual|"
    r"potential|essential|crucial|initial|final|similar|particular|specific|characteristic|basic|total|general|principal|"
    r"historical|medical|original|central|public|common|classic(?:al)?|minimal|partial|complete|other|these|the|this|that|such|"
    r"human|primary|secondary|progressive|chronic|acute|advanced|variant|combined|homozygous|male|female|in|of|and|a|an|both|all|"
    r"most|some|no|for|with|to|as|on|by|various|severe|mild|rare|diagnostic|therapeutic|prophylactic|pathogenic|phenotypic|each|any)[ -]$",
    re.IGNORECASE,
)
# words that can end what `_BEFORE` finds: looked up first, since most names have no modifier
_LAST: Final = frozenset(re.sub(r"\(\?:ly\)\?|-\??", "", _FORMS).casefold().split("|")) | {"recessively", "dominantly"}
_MOST: Final = 4  # modifiers before a name
_REACH: Final = 60


def widened(text: str, start: int, end: int, low: int = 0) -> tuple[int, int]:
    """The span of the disease's phrase around its name at `[start, end)`; `low` is where the sentence begins."""
    for _ in range(_MOST):
        if not _may_widen(text, start, low):
            break
        found = _BEFORE.search(text, max(low, start - _REACH), start)
        if found is None or found.end() != start:
            break
        start = found.start()
        joined = _JOINED.search(text, max(low, start - _REACH), start)
        if joined is not None and joined.end() == start:
            start = joined.start()
    after = _AFTER.match(text, end)
    return start, after.end() if after else end


def _may_widen(text: str, start: int, low: int) -> bool:
    """False where the word before is none that a modifier ends in: in lower case, without hyphens, or a number of a type."""
    if start <= low:
        return False
    word = text[max(low, start - 24) : start].rstrip(" -").rsplit(" ", 1)[-1]
    return word[-1:].isdigit() or word[:1] in "IVX" or word[-2:-1].isdigit() or word.casefold().replace("-", "") in _LAST


def unnamed_diseases(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Spans of phrases in `[low, high)` that speak of a disease by its class alone: "lymphoreticular disease", "enzyme deficiency"."""
    found: list[tuple[int, int]] = []
    for stem in _STEMS:
        if stem in text:
            break
    else:
        return found
    for head in _HEAD.finditer(text, low, high):
        start = _class_before(text, head.start(), low)
        if start is None:
            continue
        further = _class_before(text, start, low)
        found.append(widened(text, start if further is None else further, head.end(), low))
    return found


def _class_before(text: str, at: int, low: int) -> int | None:
    """Where the word right before `at` begins that says a class; None where that word says none. It has no blank inside."""
    first = max(low, at - _REACH, text.rfind(" ", low, max(low, at - 1)) + 1)
    before = _CLASS.search(text, first, at)
    if before is None or before.end() != at or _EMPTY.search(text, first, at):
        return None
    return before.start()
