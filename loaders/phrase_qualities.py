"""What the words of a phrase are: adjectives alone, qualities, prefixes. Grammar by endings and closed lists, no vocabulary."""

from typing import Final

from loaders.phrase_words import ADJECTIVE_ENDINGS, ADJECTIVES, NOUN_MODIFIERS, NOUNS, QUALITIES

SITES: Final = frozenset(
    ("blood", "bone", "brain", "breast", "colon", "eye", "heart", "kidney", "liver", "lung", "skin", "spinal", "serum", "plasma",
     "urine", "ovarian", "anterior", "posterior", "distal", "proximal", "upper", "lower", "inner", "outer", "left", "right",
     "deep", "motor", "sensory")
)  # fmt: skip


def is_adjectival(words: str) -> bool:
    """True for words that only modify: "renal", "high", "irregular"; the last word decides."""
    tokens = words.lower().split()
    if not tokens or len(tokens) > 2:
        return False
    last = tokens[-1]
    if last in NOUN_MODIFIERS and (len(tokens) == 1 or tokens[0] in QUALITIES):
        return True
    if len(tokens) == 1 and last.endswith("ed") and len(last) > 5:
        return True
    last = last.rpartition("-")[2] if last not in ADJECTIVES else last  # "yellow-white", "fast-growing"
    return last in ADJECTIVES or (last not in NOUNS and last.endswith(ADJECTIVE_ENDINGS) and len(last) > 4)


def runs_as_trouble(words: str) -> bool:
    """True for an organ or function and how its trouble runs: "slowly progressive gait" before "and limb ataxia"."""
    *before, last = words.lower().split()
    return 1 < len(before) < 4 and last in NOUN_MODIFIERS and all(w.endswith("ly") or w in QUALITIES for w in before)


def stacks(words: str) -> bool:
    """True for an adjective that goes on after a comma: "irregular, fast pulse"."""
    tokens = words.lower().split()
    if tokens and tokens[-1].endswith(("-positive", "-negative", "-shaped", "-sized", "-colored")):
        return True  # "CD4-positive, CD7-negative cells"
    if len(tokens) > 2 and tokens[-2] in ("of", "a", "an"):  # "growth of abnormal, fragile vessels"
        return tokens[-1] in QUALITIES or tokens[-1] in ADJECTIVES
    return is_adjectival(words) and words.lower() not in NOUN_MODIFIERS


def is_prefix(words: str) -> bool:
    """True for "pre-" and "inward-", which want the end of the next member."""
    return words.endswith("-") and words[:-1].replace("-", "").isalpha()


def is_described(words: str) -> bool:
    """True for "hardened skin", a finding of its own, not for "spinal cord"."""
    first, _, rest = words.lower().partition(" ")
    return bool(rest) and (
        first in QUALITIES
        or (first in ADJECTIVES and first not in SITES)
        or first.endswith(("ed", "ly", "-like", "-shaped", "-colored"))
    )


def is_measured(words: str) -> bool:
    """True for a word that says how much there is: "decreased", "elevated"."""
    return words.lower() in (
        "decreased",
        "reduced",
        "increased",
        "elevated",
        "raised",
        "low",
        "high",
        "absent",
        "excessive",
        "diminished",
    )


def same_head(left: str, right: str) -> bool:
    """True for "delayed physical development" and "sexual development": the first word belongs to both."""
    return len(left.split()) > 2 and left.split()[-1] == right.split()[-1]


def is_qualified(words: str) -> bool:
    """True where a first word says what the rest is like: "extra fingers", "abnormally flat vertebrae"."""
    first, _, rest = words.partition(" ")
    return (
        bool(rest)
        and first.lower() not in NOUN_MODIFIERS
        and (is_adjectival(first) or first.lower() in QUALITIES or first.lower().endswith("ly"))
    )


def is_quality(words: str) -> bool:
    """True for an adjective that judges ("serious", "fluctuating"), not one that places ("renal")."""
    tokens = words.lower().split()
    return (
        bool(tokens)
        and len(tokens) <= 2
        and (tokens[-1] in QUALITIES or tokens[-1].endswith(("ous", "ive", "less", "ful", "able")))
    )
