"""Where the objects of a hit stand: the words that a rule's pattern took, without what says more than the objects.

Place in the flow: relations_candidates.py asks for the region of a hit and splits it into phrases.
"""

import re
from typing import Final

from loaders.phrases import clip_after, clip_before
from loaders.relations_notes import before_verb
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit

_EXACT: Final = frozenset(
    (
        "symptom.part-verb",
        "symptom.patients-are-adjective",
        "symptom.patients-do",
        "symptom.patients-act",
        "symptom.part-does-not",
    )
)  # their objects hold a verb: "joints may swell"
_CUT: Final = re.compile(
    r"(?i)(?<!medication)(?<!prophylaxis)(?<!induction)(?<!sedation)(?<!anesthesia)(?<!anaesthesia)(?<!analgesia)(?<!sensitivity)(?<!resistance)(?<!exposure)(?<!reversal)\s"
    r"(?:to (?!the\b)|up to|as an? |before|by|with|during|after|prior to|in case of|in the event of|"
    r"in (?:the )?(?:sitting|supine|lateral|prone|upright|lying|flexion|extension)|"
    r"using|until|clinically|for (?=\w+ing))\b"
)
_AMONG: Final = re.compile(
    rf"(?i)\W*(?:in|among|with|for)\b[^,;]*(?:[{DISEASE_MARK}{PEOPLE_MARK}]\s+|"
    r"\b(?:children|adults|people|patients|cases|boys|girls|men|women|infants|babies)\s+(?=(?:the|their|there|both|one)\s))"
)
# "Cramps brought on by cold are common": what stands before the participle is the subject.
_REDUCED: Final = re.compile(
    r"(?i)(?<!,)\s(?:(?:caused|brought on|triggered|provoked|precipitated|followed|produced) by|due to|resulting from|secondary to|"
    r"resembling|"
    r"that (?=(?:are|is|can|may|have|has|lines?|affects?|causes?|occurs?|develops?|involves?|resembles?|begins?|appears?|protects?|"
    r"surrounds?|controls?|connects?|covers?|carry|carries|contains?|impairs?|lasts?)\b).*)(?:\s|$)"
)
# "Deafness, caused by a narrow canal, [occurs]": the aside before the verb.
_ASIDE_LAST: Final = re.compile(
    r"(?i),\s+(?:usually |often |mostly |mainly )?(?:caused by|due to|resulting from|secondary to|(?:seen|found|present|noted|reported) in|"
    r"from \w+ to|taken together|initially|at first|limited to|confined to|"
    r"(?:mistaken|misdiagnosed|misinterpreted|confused) (?:for|as|with))\b[^,;:]*,?\s*$|,\s+(?:which|who)\s(?!is why\b)\S+\s[^,;:]+,?\s*$"
)
_USED: Final = re.compile(r"(?i)\s(?:used|taken|given) (?:to|for|in)\b")
_PASSED_ON: Final = re.compile(
    r"(?i),?\s+and\s+(?:(?:is|are|it is|can be|may be)\s+)?(?:usually\s+)?inherited\b|"
    r"(?<!mutations)(?<!changes)(?<!variants)(?<!deletions)(?<!gene)\s+(?:(?:commonly|normally|often|usually)\s+)?(?:found|living)\s+(?:in|on)\b|"
    r"\s+(?:that|which)\s+lives?\b|,?\s+(?:encoded by|which is encoded by)\b"
)
# "The arteries that carry blood to the head, arms and kidneys": the rest says what the part does.
_CARRYING: Final = re.compile(
    r"(?i)\s(?:that|which)\s+(?:carry|carries|supply|supplies|connects?|runs?|surrounds?|controls?|lines?|leads?)\b"
)
_BEYOND: Final = re.compile(r"(?i),? (?:the \w+ )?(?:outside|except|other than|rather than|sparing)\b")
# "In organs other than the skin, always including the marrow".
_INCLUDING: Final = re.compile(r"(?i)[^,;.]*\borgans other than [^,;.]+, (?=(?:[\w-]+ ){0,3}including )")


def region_of(hit: Hit, text: str, masked: str) -> tuple[int, int] | None:
    """The span of a hit's object cut to what the rule may take, in offsets of the sentence; None where nothing is left.

    `masked`: the sentence with the subject and its people marked.
    """
    span = hit.span("object")
    if span is None:
        return None
    start, end = span
    if hit.rule.before:
        among = _AMONG.match(masked, start, end)
        start = among.end() if among else start
        aside = _ASIDE_LAST.search(text, start + 1, end)
        end = aside.start() if aside else end
        reduced = _REDUCED.search(text, start + 1, end)
        end = reduced.start() if reduced else end
        if hit.rule.relation == "has_anesthesia_concern":
            start, end = before_verb(text, start, end)
        start = clip_before(text, start, end)
    elif hit.rule.mode in ("list", "whole", "item") and hit.rule.id not in _EXACT:
        if hit.rule.relation == "affects_anatomy" and (others := _INCLUDING.match(text, start, end)):
            start = others.end()
        end = clip_after(text, start, end)
        if hit.rule.relation == "triggered_by" and (used := _USED.search(text, start, end)):
            end = used.start()
        if hit.rule.relation == "affects_anatomy" and (carrying := _CARRYING.search(text, start, end)):
            end = carrying.start()
        if hit.rule.relation == "caused_by" and (passed := _PASSED_ON.search(text, start, end)):
            end = passed.start()
    if hit.rule.relation == "affects_anatomy" and (beyond := _BEYOND.search(text, start, end)):
        end = beyond.start()
    if hit.rule.cut and (cut := _CUT.search(text, start, end)):
        end = cut.start()
    return (start, end) if start < end else None
