"""Whether a sentence breaks off: an ellipsis or a dangling word where the text ends.

Place in the flow: sentences.py asks about each sentence that ends a block.
"""

import re
from typing import Final

_ELLIPSIS: Final = re.compile(r"(?:\.\s?\.\s?\.|…|\[\.\.\.\]|\[…\])\s*[)\]\"'”]*$")
_FINAL: Final = re.compile(r"[.!?:;][)\]\"'”’»]*$")
_DANGLING: Final = re.compile(
    r"(?:\b(?:and|or|of|the|an?|in|on|at|to|for|from|with|without|by|as|than|that|which|who|whose|is|are|was|were|be|has|have"
    r"|may|can|should|must|will|not|but|if|when|because|although|such|between|into|during|including|very|more|less)|[,(/–-])$",
    re.IGNORECASE,
)


def ends_in_ellipsis(sentence: str) -> bool:
    """True where the last mark is three dots."""
    return _ELLIPSIS.search(sentence[-12:]) is not None


def breaks_off(sentence: str, *, last_of_block: bool, after_full_sentence: bool, before_furniture: bool) -> bool:
    """True where `sentence` is clearly cut.

    `last_of_block`: nothing follows it in its paragraph. `after_full_sentence`: the paragraph's sentence before it has its
    full stop. `before_furniture`: the page's own words follow, as where a page is shown in part only.
    """
    if not last_of_block:
        return False
    if ends_in_ellipsis(sentence):
        return True
    if _FINAL.search(sentence[-8:]):
        return False
    if _DANGLING.search(sentence[-24:]) and len(sentence.split()) > 2:
        return True
    return after_full_sentence and before_furniture and len(sentence.split()) > 2
