"""The name that a page without title uses most for its subject.

Place in the flow: subject.py asks it where neither a title nor a question names the subject.
"""

import re
from collections import Counter
from typing import Final

from graph.model import Document, Section, normalize_words

# Capitalized words up to a word for a disease: "Fernwood Syndrome", "von Ahlen-Ross disease".
_HEADED: Final = re.compile(
    r"\b(?:(?:von|van|de|del|di|la|le|al)\s+)?(?:[A-Z][\w'’-]*\s+|(?:and|of|the|with|type)\s+(?=[A-Z])){1,6}"
    r"(?:[Ss]yndrome|[Dd]isease|[Dd]isorder|[Cc]horea|[Pp]alsy|[Aa]taxia|[Dd]ystrophy|[Aa]nomaly|[Aa]trophy|[Mm]yopathy"
    r"|[Nn]europathy|[Ee]ncephalopathy|[Ss]equence|[Aa]ssociation|[Cc]omplex|[Dd]ysplasia|[Aa]nemia|[Dd]eficiency)\b"
)
_ARTICLE: Final = re.compile(r"(?:The|An?|In|Of|This|With)\s+")
_HEAD_FORM: Final = re.compile(r"\s+")


def most_used_name(document: Document, content: list[Section], names: list[str]) -> tuple[str, int, int] | None:
    """The name found most often in running text, with its first place; the longer of two equals; None where none is.

    Candidates: the names already known (`names`) and capitalized phrases that end in a word for a disease. A phrase outside
    `names` must be said twice, and more often than any of them.
    """
    prose = [section for section in content if section.kind not in ("synonyms", "title")]
    places: dict[str, tuple[str, int, int]] = {}
    counts: Counter[str] = Counter()
    for section in prose:
        for found in _HEADED.finditer(document.text, section.start, section.end):
            article = _ARTICLE.match(found[0])
            start = found.start() + (article.end() if article else 0)
            name = document.text[start : found.end()]
            if " " not in name or "\n" in name:
                continue
            key = normalize_words(name)
            counts[key] += 1
            places.setdefault(key, (name, start, found.end()))
    known = {normalize_words(name) for name in names}
    fit = {key: count for key, count in counts.items() if count >= 2 or key in known}
    if not fit:
        return None
    return places[max(fit, key=lambda key: (fit[key], key in known, len(key), key))]
