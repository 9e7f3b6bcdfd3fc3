"""What of a cause's words names it: the name after "called", no bare verb, no quantity before it, no part of an explanation.

Place in the flow: relations_candidates.py hands over the phrases of a rule on causes before it grounds them; the patterns are the
words of `cause_*` in data/relation_words.toml.
"""

import re
from itertools import pairwise
from typing import Final

from loaders.context import Context
from loaders.phrase_sharing import Knows, Phrase
from loaders.phrases import without_glosses
from loaders.rules.model import Hit, Rule
from loaders.rules.words import pattern
from ontology.matching import Match

_CALLED: Final = re.compile(
    r"(?i)(?:\s*\([^()]*\))?,?\s+(?:called|known as|termed|named|referred to as)\s+(?:an? |the )?"
    r"(?P<name>[\w-]+ and [\w-]+(?: [\w-]+){0,2}(?=\s*[,;().])|[^\s,;():][^,;():]{1,60}?)"
    r"(?=\s*(?:[,;():]|\.(?:\s|$))|\s+(?:that|which|where|in|on|or|and|is|are|may|can|has|have)\b|\s*$)"
)
_BARE_CLASS: Final = pattern("cause_class")  # "a metabolic disorder": its name says more
_GENE_END: Final = pattern("cause_gene_end")  # "mutations in the A gene | lower the amount of"
_OF_GENES: Final = re.compile(r"(?i)\b(?:mutations?|changes|variants?|alterations?) in (?:the )?[A-Z]")
_MORE_GENES: Final = re.compile(
    r"(?:,? (?:and |or |and/or )?(?:the )?[A-Z][A-Z0-9-]+)*,? (?:(?:and|or|and/or) (?:the )?)?(?:[A-Z][A-Z0-9-]+ )?genes?\b"
)
# "Mutations" that a share or a count was cut off after: "in at least two known genes, A and B".
_CHANGED: Final = re.compile(r"(?i)(?:^|\s)(?:mutations?|changes|loss|deletions?|variants?|alterations?)$")
_IN_GENES: Final = re.compile(
    r"(?i)\s+(?:in|of|from)\s+(?:[\w-]+\s+){0,6}?genes?\b(?:,\s+(?-i:[A-Z][A-Z0-9-]+)(?:,?\s+(?:(?:and|or)\s+)?(?-i:[A-Z][A-Z0-9-]+))*)?"
)
_QUANTITY: Final = pattern("cause_quantity")  # "most of the", before mutations
_POINTED: Final = re.compile(r"(?i)\b(?:these|this|those|such|the resulting|its|their|his|her)\s+$")
_UNNAMED: Final = pattern("cause_unnamed")
_LACK: Final = pattern("cause_lack")  # "a shortage of minerals": of which examples are no causes
_OPEN: Final = pattern("cause_open")  # "the parts of the brain": which ones, the clause after it says
_RELATIVE: Final = re.compile(
    r"(?i)\s+(?:that|which)\s+(?!(?:is|are|was|were|has|have|can|may|occurs?|happens?|arises?)\b)"
    r"(?:(?!that\b|which\b)[\w'’-]+\s+){1,13}?(?!that\b|which\b)[\w'’-]+(?=\s*(?:[,.;:]|$)|\s+(?:that|which)\b)"
)
_ADDED: Final = re.compile(
    r"(?i)\s(?:that|which)(?:\s(?:is|are|was|were|has|have|can|may|occurs?|happens?|arises?)\s|$)|\"? (?:known|thought|found|present)$"
)
_APPOSED: Final = re.compile(r"(?i),\s(?:an?|one of|which)\s(?!.*\s(?:and|or)\s)")  # "plaque, a sticky film on the teeth"
# "growths due to a virus"
_DUE: Final = re.compile(r"(?i)\s+(?:due to|caused by|resulting from)\s+(?:[\w-]+\s+){0,3}?[\w-]+(?=\s*(?:[,.;:(]|$))")
_CLAUSE: Final = re.compile(r"(?i)\s+(?:that|which|(?<=surgery )to|due to|caused by|resulting from)\s")
_SURGERY: Final = re.compile(r"(?i)\s+(?:to|on|for) (?:[\w-]+ ){1,7}?[\w-]+(?=\s*(?:[,.;:(]|$))")
_SHORT: Final = 2  # words that say too little alone
_EXPLAINED: Final = re.compile(r"(?i),\s+(?:an?|one of|the most|two|three|which)\s+$|\s[-–—]{1,2}\s+(?:an?\s+|the\s+)?$")
_LISTED: Final = re.compile(r"(?i),?\s+(?:and|or|as well as|and/or)\s")
_DENIED: Final = re.compile(
    r"(?i)\b(?:cannot|never|(?:do|does|did|is|are|was|were|has|have|can|could|may|might) not|\w+n['’]t)\b"
)
_IS_NOT: Final = re.compile(r"(?i)\s+(?:\w+ly\s+)?(?:(?:is|are|was|were|do|does|did|has|have|can|may) not|cannot)\b")
_NO_CAUSE_KINDS: Final = frozenset(("AnatomicalStructure", "InheritanceMode", "DiagnosticTest"))
# "These infections are caused by A", of several that were named before; "these cases" are of the disease.
_OF_SEVERAL: Final = re.compile(
    r"(?i)\W*these (?:[\w-]+ ){0,2}?[\w-]+s (?<!cases )(?:\w+ly |often |also )*(?:are|may|can|could|results?|occur|arise|develop)\b"
)
# "Its first symptoms result from A": no cause of the disease.
_OF_SIGNS: Final = pattern("cause_of_signs")
_CAUSES_SIGNS: Final = pattern("causes_signs")
_SURE: Final = 0.75  # of a match; below, only a part of the words is known
_MALFORMED: Final = re.compile(r"(?i)\b(?:malformations?|defects?|abnormal development|abnormal formation)\b")
_AS_SAID: Final = 0.95

_MUTATED: Final = re.compile(
    r"(?i)\b(?:mutations?|changes|abnormalit\w+|defects?|variants?|deletions?)(?: \([^()]*\))? (?:in|of) "
    r"[^;]*(?:\b(?:and|or)\b[^;]*\b(?:genes?|chromosomes?)\b|\b(?:genes?|chromosomes?)\b[^;]*\b(?:and|or)\b|"
    r"(?-i:\b[A-Z][A-Z0-9]{2,}),? (?:and|or)\b)"
)
_JOINED_WITHIN: Final = re.compile(r"(?i)\b(?:in|of|between|from|to)\b [^,;]*\b(?:and|or)\b")
_OWN_START: Final = re.compile(r"(?i),[^,]*$|\b(?:an?|certain|other|the)\s+$")
_HEADED: Final = re.compile(
    r"(?i)(?:an? |the )?(?:[\w-]+ ){0,2}(?:problems?|damage|injur(?:y|ies)|abnormalit(?:y|ies)|changes|defects?|disruptions?|disturbances?)"
    r" (?:in|of|to|with) [^;]*\b(?:and|or)\b"
)
_APART: Final = re.compile(r"(?i)\b(?:an?|certain|other|by|from|the use|some)\s+$|\band/or\b")
_OWN_HEAD: Final = re.compile(
    r"(?i)\b(?:infections?|diseases?|disorders?|use|lack|deficienc\w+|mutations?|surger\w+|injur\w+|damage|problems?|abnormalit\w+|changes|"
    r"conditions|exposure|response|reactions?|factors|drugs|medicines|medications|stress|tumou?rs?|cancers?|trauma|defects?)\b"
)
_OWN_PLACE: Final = re.compile(r"(?i)\s(?:of|in|to|at|by|with|from|after|during)\s")


def is_one_cause(text: str, region: tuple[int, int], parts: tuple[Phrase, ...], knows: Knows) -> bool:
    """True where "and" or "or" stands within one cause: "mutations in the A or B gene", "a loss of cells and fibers".

    `parts`: the members that the region would have, else; `knows(words)`: a vocabulary has these words as a finding."""
    if ";" in text[slice(*region)]:
        return False
    if _MUTATED.search(text, *region):
        return True
    if _HEADED.match(text, *region) and not any(_is_own(text, before, part, knows) for before, part in pairwise(parts)):
        return True  # "problems with nerves, muscles, or glands"
    if not _JOINED_WITHIN.search(text, *region):
        return False
    return not all(
        _OWN_START.search(text, before.start, part.start) or _OWN_PLACE.search(part.words) or knows(part.words)
        for before, part in pairwise(parts)
    )


def _is_own(text: str, before: Phrase, part: Phrase, knows: Knows) -> bool:
    """True for a member of a list that stands by itself."""
    words = text[part.start : part.end]
    return bool(_APART.search(text, before.end, part.start)) or knows(words) or bool(_OWN_HEAD.search(words))


def cause_phrases(text: str, hit: Hit, phrases: list[Phrase]) -> list[Phrase]:
    """The phrases of a hit that name causes, mended: in text order, those that name none left out."""
    span = hit.span("object")
    if span is None or (not hit.rule.negated and _DENIED.search(text, span[1], hit.end)):
        return []
    if _OF_SEVERAL.match(text) or _OF_SIGNS.search(text[: span[0]]) or _CAUSES_SIGNS.match(text, span[1]):
        return []
    kept: list[Phrase] = []
    for phrase in phrases:
        before = text[: phrase.start]
        if kept and _EXPLAINED.search(before) and not _LISTED.search(text, kept[-1].end, span[1]):
            break  # "a cyclase, an enzyme of the liver": the rest explains
        if phrase.governor and _LACK.search(phrase.governor):
            continue
        mended = _mended(text, phrase, span[1] == hit.end)
        if not _POINTED.search(before) and not _UNNAMED.search(mended.words):
            kept.append(mended)
    return kept


def denies_cause(context: Context, text: str, span: tuple[int, int], rule: Rule) -> bool:
    """False for a denial after a cause at a span, which is of something else: "inflammation not related to surgery"."""
    before = any(c.category == "negation" and c.start < span[0] for c in context.cues)
    return rule.relation != "caused_by" or before or _IS_NOT.match(text, span[1]) is not None


def names_cause(words: str, match: Match) -> bool:
    """False for a term that means only a part of the words, or a place or a mode of inheritance."""
    if _NO_CAUSE_KINDS & set(match.kinds):
        return False
    whole = " " in match.label and match.label.lower() in words.lower()  # "the bacterium Genus species"
    return whole or match.score >= (_AS_SAID if _MALFORMED.search(words) else _SURE)


def _mended(text: str, phrase: Phrase, last: bool) -> Phrase:
    """`last`: nothing of the rule's wording comes after the objects."""
    if quantity := _QUANTITY.match(text, phrase.start, phrase.end):
        phrase = _cut(text, phrase, quantity.end(), phrase.end)
    if added := _ADDED.search(text, phrase.start, phrase.end) or _APPOSED.search(text, phrase.start, phrase.end):
        phrase = _cut(text, phrase, phrase.start, added.start())
    if genes := _CHANGED.search(phrase.words) and _IN_GENES.match(text, phrase.end):
        return _cut(text, phrase, phrase.start, genes.end())
    if gene := _GENE_END.match(text, phrase.start, phrase.end):
        return _cut(text, phrase, phrase.start, gene.end())
    if phrase.words[-1:].isupper() and _OF_GENES.search(phrase.words) and (more := _MORE_GENES.match(text, phrase.end)):
        return _cut(text, phrase, phrase.start, more.end())
    if called := _CALLED.match(text, phrase.end):
        bare = _BARE_CLASS.fullmatch(phrase.words)
        return _cut(text, phrase, called.start("name") if bare else phrase.start, called.end("name"))
    if not last:
        return phrase
    said = _RELATIVE.match(text, phrase.end) if _OPEN.search(phrase.words) else None
    said = _SURGERY.match(text, phrase.end) if phrase.words.lower().endswith("surgery") else said
    if said is None and len(phrase.words.split()) <= _SHORT:
        said = _DUE.match(text, phrase.end)
    return _cut(text, phrase, phrase.start, said.end()) if said else phrase


def without_clause(words: str) -> str:
    """The words before a clause that says which are meant."""
    return _CLAUSE.split(words)[0]


def _cut(text: str, phrase: Phrase, start: int, end: int) -> Phrase:
    """The phrase with another span, and the words of that span."""
    return phrase._replace(start=start, end=end, words=without_glosses(text[start:end]))
