"""The part that a sentence of an abstract belongs to: portals put treatment and diagnosis in one paragraph without headings.

Place in the flow: sentences of a summary are put where their words say they belong, before any rule reads them.
"""

import re
from collections.abc import Sequence
from typing import Final

_SUMMARY: Final = "summary"
# Shorter summaries are definitions; what they say of treatment stands in one sentence, whose verb a rule knows.
_MIN_SENTENCES: Final = 4
_OPENS_TREATMENT: Final = re.compile(
    r"\W*(?:(?:currently|at present|so far|to date|today),? )?"
    r"(?:(?:the|there is no|no|its|their|current|standard|medical|surgical|symptomatic|supportive|specific|curative|conservative|long-term|"
    r"lifelong|optimal|initial|acute|effective|established) ){0,3}"
    r"(?:treatment|therapy|management|therapeutic (?:options|management|measures|approach\w*))\b"
    r"(?! (?:trial|stud|fail|delay|complication|research|gap)\w*)"
    r"|[^;]*\b(?:treatment|drug|therapy|agent)s? of (?:first )?choice\b"
    r"|[^;]*\b(?:first-line|mainstay|cornerstone) (?:treatment|therapy|of (?:treatment|therapy|management))"
    r"|[^;]*\b(?:is|are|remain|remains) (?:the (?:mainstay|cornerstone)|first-line)\b"
    r"|[^;]*\b(?:no|not) (?:known |specific |curative |definitive |causal |proven )?(?:cure|treatment)\b",
    re.IGNORECASE,
)
# What ends the part on treatment: the course, numbers, causes, signs.
_ENDS_TREATMENT: Final = re.compile(
    r"(?i)\b(?:prognosis|outlook|life expectancy|life span|survival|mortality|outcomes?|die|dies|died|deaths?|fatal|lethal|"
    r"prevalence|incidence|"
    r"inherit\w*|genes?|mutations?|variants?|diagnos\w+|differential|caused|etiology|symptoms? (?:include|are|of)|"
    r"characterized|distinguish\w*|affects|described|reported|pregnancy|complications?|"
    r"(?:may|can|eventually) (?:progress|persist|develop|supervene|occur|recur)\w*|"
    r"(?:patients|children|people|infants) (?:have|develop|present|show|suffer))\b"
)
_OF_DIAGNOSIS: Final = re.compile(
    r"(?i)(?<!differential )(?<!\bat )(?<!\bage of )(?<!\bage at )(?<!\bafter )(?<!\bbefore )(?<!time of )(?<!\bsince )(?<!\bof )"
    r"(?:\bdiagnos(?:is|tic)\b|\b(?:is|be|are) (?:\w+ )?diagnosed\b)"
    r"(?! (?:with|at|in (?:infan|child|adult|adolesc|the (?:first|second|third|neonat))|between|during|before|after|age)\b)"
)
_NO_TEST: Final = re.compile(
    r"(?i)\b(?:differential|misdiagnos\w*|age|years?|given|receive[ds]?|distinguish\w*|mistaken|exclud\w*|rule out)\b"
)


def implied_kinds(rows: Sequence[tuple[str, str]]) -> dict[int, str]:
    """Kinds by index of the sentences that belong elsewhere than in the summary they stand in.

    `rows`: kind of the section and words of each sentence of a document, in order. A part on treatment goes on only in the
    second half of a summary.
    """
    total = sum(kind == _SUMMARY for kind, _ in rows)
    found: dict[int, str] = {}
    if total < _MIN_SENTENCES:
        return found
    seen = 0
    treating = False
    for index, (kind, words) in enumerate(rows):
        if kind != _SUMMARY:
            treating = False
            continue
        seen += 1
        opens = _OPENS_TREATMENT.match(words) is not None
        treating = opens or (treating and 2 * seen > total and not _ENDS_TREATMENT.search(words))
        if treating:
            found[index] = "treatment"
        elif "iagnos" in words and _OF_DIAGNOSIS.search(words) and not _NO_TEST.search(words):
            found[index] = "diagnosis"
    return found
