"""Hyphen guards: "shock-like", "drug-induced" and "non-epileptic" do not name shock, the drug or epilepsy."""

import re
from typing import Final

_AFTER: Final = re.compile(
    r"[-–‑](?:like|induced|free|related|associated|dependent|independent|negative|positive|resistant|refractory|responsive|"
    r"sensitive|mediated|derived|directed|targeted|specific|sparing|lowering|reducing|producing|secreting|releasing|inducing|"
    r"causing|triggered|provoked|prone|naive|naïve|linked|type|deficient|containing|based|controlled|treated|modifying|suppressing|"
    r"relieving|blocking|inhibiting|stimulating|converting|predisposing|shaped|sized|colored|coloured|bound)(?![^\W_])|"
    r"[ -]?(?:mimicking|mimic|mimics)(?![^\W_])",
    re.IGNORECASE,
)
# A name followed by one of these is part of a name that the vocabulary does not have, or of a gene's or protein's;
# before "syndrome" that holds for one word only: many syndromes are named by a finding of several words.
_LARGER_WORDS: Final = (
    "syndrome", "virus", "viruses", "gene", "genes", "protein", "proteins", "receptor", "receptors", "antibody", "waves",
)  # fmt: skip
_LARGER: Final = re.compile(
    rf"[ -](?:{'|'.join(_LARGER_WORDS)})(?![^\W_])| ?(?:\([^()]{{1,20}})?\) receptors?(?![^\W_])", re.IGNORECASE
)
_LARGER_BEGINS: Final = frozenset("()").union(*((word[0], word[0].upper()) for word in _LARGER_WORDS))  # after the blank
# An enzyme, a protein or a compound named by what it acts on: "lymphoma kinase", "glucose-6-phosphate".
_COMPOUND: Final = re.compile(
    r"-\d+-(?=[a-z])|[ -](?:[a-z]*(?:kinase|reductase|synthase|dehydrogenase|transferase|hydrolase|oxidase|ligase|protease|peptidase|"
    r"phosphatase|carboxylase|mutase|isomerase|esterase|lipase|sulfatase|polymerase|deaminase|hydroxylase|cyclase|transporter|"
    r"antigen|globulin|necrosis factor)s?(?![^\W_]))"
)
# A verb with its particle, not the noun: "to fall asleep".
_PARTICLE: Final = re.compile(r" (?:asleep|ill|apart|behind|short|under|within|into|outside|back)(?![^\W_])")
_FALL: Final = frozenset({"fall", "falls", "falling"})
# A name inside the name of an institution: "National Institute of Mental Health".
_INSTITUTION: Final = re.compile(
    r"(?:Institutes?|Associations?|Foundation|Society|Cent(?:er|re)s?|Department|Division|Office|Administration|Agency|Academy|"
    r"College|Alliance|Council|League|Network|Registry|Program) (?:of|for|on) (?:the )?(?:[A-Z][\w'’]*,? (?:and |of |& )?)*$"
)
_SHORTEST: Final = 10  # characters of such a beginning: "Center of "
_GOES_ON: Final = "-–‑ ()"  # what the names after a name may begin with
OF_A_GENE: Final = ("'gene'",)  # how the reason ends where a disease's gene is spoken of
_BEFORE: Final = re.compile(
    r"(?:^|[^\w])(?:non|anti|pseudo|pre|post|para|peri|sub|semi|quasi|pro|contra|un)[-–‑]$", re.IGNORECASE
)


def guarded(text: str, start: int, end: int) -> str | None:
    """The reason why `[start, end)` is only part of a compound that means something else, else None."""
    after = text[end : end + 1]
    if after and after in _GOES_ON:
        reason = _followed(text, start, end, after)
        if reason is not None:
            return reason
    if start >= _SHORTEST and text[start].isupper() and _INSTITUTION.search(text, max(0, start - 90), start):
        return "part of an institution's name"
    before = text[start - 1 : start]
    if before and before in "-–‑" and _BEFORE.search(text, max(0, start - 8), start):
        return "part of a compound with a prefix"
    return None


def _followed(text: str, start: int, end: int, after: str) -> str | None:
    """The reason that lies in what follows `[start, end)`; most words that do are told by their first letter to give none."""
    following = text[end + 1 : end + 2]
    if after != " " or following in "mM":
        found = _AFTER.match(text, end) if after in "-–‑ " else None
        if found:
            return f"part of a compound with {found[0].strip()!r}"
    if after != " " or following in _LARGER_BEGINS:
        found = _LARGER.match(text, end)
        if found and (" " not in text[start:end] or "syndrome" not in found[0].casefold()):
            return f"part of a longer name with {found[0].strip(' -').rstrip('s')!r}"
    if after in "- " and (after == "-" or following.islower()) and _COMPOUND.match(text, end):
        return "part of a compound's name"
    if after == " " and text[start] in "fF" and text[start:end].casefold() in _FALL and _PARTICLE.match(text, end):
        return "a verb with its particle"
    return None
