"""Words to normal forms: case, accents, British spelling and plurals folded away, so that text and vocabulary meet.

The same function runs over names and over text; it needs only be the same on both sides, not a dictionary form.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Prefixes that a hyphen joins to a word, as they begin a word in lower case and with a capital.
_PREFIXES: Final = (
    "non", "pre", "post", "anti", "pseudo", "sub", "supra", "infra", "inter", "intra", "extra", "peri", "para", "retro", "hyper",
    "hypo", "micro", "macro", "hemi", "semi", "un", "re",
    "Non", "Pre", "Post", "Anti", "Pseudo", "Sub", "Supra", "Infra", "Inter", "Intra", "Extra", "Peri", "Para", "Retro", "Hyper",
    "Hypo", "Micro", "Macro", "Hemi", "Semi",
)  # fmt: skip
# A prefix is looked for behind a hyphen, not before each word, since hyphens are rare. One lookbehind a length.
_AFTER_PREFIX: Final = "|".join(
    rf"(?<=(?<![^\W_])(?:{'|'.join(prefix for prefix in _PREFIXES if len(prefix) == length)})[-‑])"
    for length in sorted({len(prefix) for prefix in _PREFIXES})
)
# A word, with its possessive, and with a prefix that a hyphen joins to it: "non-progressive" is one word, as "nonprogressive" is.
WORD: Final = re.compile(rf"[^\W_]+(?:[-‑](?:{_AFTER_PREFIX})[^\W_]+)?(?:['’]s(?![^\W_]))?")

# Words of a name that carry no meaning of their own.
STOP_WORDS: Final = frozenset({"a", "an", "the", "of", "and", "or", "in", "to", "with", "by", "for", "on", "at", "from", "due",
                               "his", "her", "its", "their", "nos"})  # fmt: skip
PREPOSITIONS: Final = frozenset({"of", "in", "to", "with", "by", "for", "on", "at", "from", "over", "into", "around"})
# Prepositions that turn a compound round: "weakness of the muscles" is muscle weakness, "weakness with muscles" is not.
# Words that stand for "abnormality" in a name of the form "abnormality of X": "renal manifestations", "ear problems".
ABNORMALITY: Final = frozenset({"abnormality", "abnormal", "anomaly"})
TURNING: Final = frozenset({"of", "in", "to", "on", "at", "around"})
COORDINATORS: Final = frozenset({"and", "or", "and/or", "as well as", ",", "/"})

_IRREGULAR: Final = {
    "feet": "foot", "teeth": "tooth", "children": "child", "women": "woman", "men": "man", "bacteria": "bacterium",
    "diverticula": "diverticulum", "ganglia": "ganglion", "phalanges": "phalanx", "larynges": "larynx", "crises": "crisis",
    "testes": "testis", "pelves": "pelvis", "lice": "louse", "ova": "ovum", "vertebrae": "vertebra", "indices": "index",
    "apices": "apex", "cortices": "cortex", "thoraces": "thorax", "meninges": "meninx", "data": "datum", "halves": "half",
    "calves": "calf", "lives": "life", "leaves": "leaf", "criteria": "criterion", "series": "series", "species": "species",
    "rabies": "rabies", "scabies": "scabies", "caries": "caries", "facies": "facies", "pes": "pes", "gas": "gas",
    "grey": "gray", "mould": "mold", "fibre": "fiber", "centre": "center", "litre": "liter", "titre": "titer", "goitre": "goiter",
    "extremity": "limb", "extremities": "limb",
    "aluminium": "aluminum", "sulphur": "sulfur", "cheque": "check", "foetus": "fetus",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def normalize(word: str) -> str:
    """The normal form of one word (a `WORD` match): "Anaemias" and "anemia" give the same."""
    word = word.casefold()
    if "-" in word or "‑" in word:
        word = word.replace("-", "").replace("‑", "")
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    return _singular(_american(word)) if len(word) > 3 else word


def _american(word: str) -> str:
    """Fold British spelling: ae, oe, our, ise, sulph."""
    if "ae" in word and not word.endswith("ae"):
        word = word.replace("ae", "e")
    if "oe" in word:
        word = word.replace("oe", "e")
    if "our" in word and len(word) > 5:
        word = word.replace("our", "or")
    if "isation" in word:
        word = word.replace("isation", "ization")
    if "sulph" in word:
        word = word.replace("sulph", "sulf")
    return word


def _singular(word: str) -> str:
    """Fold plurals, English and the common Latin and Greek ones."""
    if not word.endswith("s"):
        if word.endswith("ae"):
            return word[:-1]
        if word.endswith("mata") and len(word) > 6:
            return word[:-2]
        return word[:-1] + "us" if word.endswith("i") and len(word) > 4 else word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith(("oses", "yses", "eses", "stases")):
        return word[:-2] + "is"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith(("ss", "us", "is")):
        return word
    return word[:-1]
