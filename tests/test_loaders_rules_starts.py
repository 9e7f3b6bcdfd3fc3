"""The characters that a pattern can begin with: told right, and used without another answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.rules.starts import compiled, form_of

_PATTERNS = [
    r"\b(?:fever|\w+itis)\b",
    r"(?i)\b(?:fever|itis)s?$",
    r"(?i)[^a-z]ever",
    r"(?i)(?<!\w)[K-M]{2,}",
    r"(?:\s+|(?<=e))(?=[vf])(?P<word>\w++)",
    r"(?i)(?:é|ſ|t)v?",
    r"(?i)ß|\u212a",
    r"(?-i:F)e|(?i:v)",
    r"^\W*(?:e|v)",
    r"(?:^|v)e",
    r"(?m)^e",
    r"\A(?:f|e)",
    r"(?>e|f)v*+",
    r"(?:f?|e)",
    r"(f)?(?(1)e|v)",
    r".e|[^\w]f",
    r"\s[fe]",
    r"(?a)[^\s]f",
    r"\Sf|\De",
]


@pytest.mark.parametrize("pattern", _PATTERNS)
@given(text=st.text(st.sampled_from("FfEevVtTsSkKiIßſ\u212aéÉ \n\x1c-")))
def test_each_pattern_answers_as_the_plain_one(pattern: str, text: str) -> None:
    plain, quick, form = re.compile(pattern), compiled(pattern), form_of(pattern)
    spans = [(m.span(), m.groupdict()) for m in plain.finditer(text)]
    assert [(m.span(), m.groupdict()) for m in quick.finditer(text)] == spans
    assert [(m.span(), m.groupdict()) for m in form.finditer(text)] == spans
    assert quick.sub("x", text) == plain.sub("x", text)
    for place in ((0,), (1,), (1, 3)):
        found = plain.search(text, *place)
        assert [m and m.span() for m in (quick.search(text, *place), form.search(text, *place))] == 2 * [found and found.span()]


def test_what_re_compile_refuses_is_refused() -> None:
    with pytest.raises(re.error):
        compiled("(")
    assert compiled(r"(?P<a>x)\b", re.IGNORECASE).groupindex == {"a": 1}
    assert compiled(r"\bx", re.IGNORECASE).flags == re.compile(r"\bx", re.IGNORECASE).flags
