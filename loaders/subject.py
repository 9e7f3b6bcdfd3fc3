"""The names that a document gives its own subject: title, lists of names, first sentences, defined short forms.

Place in the flow: extraction grounds these names to one entity; they are the document-local lexicon.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.model import Document, Section, normalize_words
from loaders.abbreviations import Abbreviation, abbreviations_in
from loaders.naming import also_called, defined_names, names_in_list, question_names
from loaders.usage import most_used_name

_NAME_MAX: Final = 150
_MOST_NAMES: Final = 500  # of a document's subject: a list of thousands is a list of something else
_TITLE_LABEL: Final = re.compile(
    r"(?:(?:disease|syndrome|condition|disorder)(?: name)?|title|name|topic|"
    r"(?:[\w-]+\s+){0,3}?(?:guidelines?|protocols?|policy|leaflet|fact\s?sheet|booklet|guide|card|notes?|pathway|bulletin|summary|monograph))"
    r"\s*(?::|\s[-–—])\s*(?=\S)",
    re.IGNORECASE,
)
# "What I need to know about X", "Causes of X": the page is about X.
_TITLE_LEAD: Final = re.compile(
    r"(?:what (?:i|you) need to know about|(?:your|a) (?:\w+ )?guide to|facts about|understanding|living with|about|"
    r"am i at risk for|causes of|"
    r"(?:common )?treatments? (?:for|of)|symptoms of|diagnosis of|prevention of)\s+(?=\S)",
    re.IGNORECASE,
)
_TITLE_TAIL: Final = re.compile(
    r"\s*(?:\||\s[-–—]\s(?=(?:wikipedia|medline\w*|nih|ninds|orphanet|genetics|information|overview)\b)).*$", re.IGNORECASE
)

# The title of a paper says what it is about: "Anesthetic management of a child with X: a case report".
_PAPER: Final = re.compile(
    r"(?=[^:]*\b(?:an(?:a)?esthe\w+|management|review|report|implications|considerations|approach|airway|(?:clinical|long-term|natural)\s\w+|"
    r"outcomes?|features|spectrum|experience|characteristics|findings|manifestations|guidelines?|protocol|recommendations|care)\b)[^:]*?\b(?:with|of|in|for)\s+"
    r"(?:(?:an?|the|one|two|three|four|\d+)\s+)?(?:(?:\w+\s+)?(?:child|children|patients?|people|infants?|adults?|neonates?|parturients?|boys?|girls?|cases?|wom[ae]n|m[ae]n)\s+"
    r"(?:with|of|having|undergoing|susceptible\s+to|affected\s+by|who\s+have|living\s+with)\s+(?=\S)|(?=[A-Z]))"
)
_PAPER_TAIL: Final = re.compile(
    r"(?:\s*(?::|[–—]|\()|\s-)\s*(?:an? )?(?:[\w-]+ ){0,3}?"
    r"(?:review|case reports?|case series|report|update|overview|implications|considerations|features|outcomes?|findings|study|"
    r"experience|cohort|patients|cases|analysis|spectrum|characteristics|manifestations|notes|information|guid(?:e|es|ance|elines?)|"
    r"consensus|statements?|note|an(?:a)?esthe\w+|peri-?operative|checklist|card|theat(?:re|er)|plan|"
    r"advice|leaflet|fact ?sheet|handout|handbook|protocol|care|what|questions|basics|(?:key )?(?:facts|points))\b.*$"
    r"|(?<=\w)\s+(?:in|among)\s+(?:an?|\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:cent(?:re|er)s?|patients?|child(?:ren)?|infants?|adults?|wom[ae]n|m[ae]n|cohort|famil(?:y|ies)|siblings?|brothers|sisters|twins|series|population|hospital|"
    r"cases)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a document calls its subject. Every `(name, start, end)` reads `name` in the text.

    `title`: span of the title, None where the page has none. `names`: each name once, the best first. `abbreviations`:
    all short forms that the text defines, of the subject or not: (short, long, start, end), the span being the long form's.
    """

    title: tuple[int, int] | None = None
    names: tuple[tuple[str, int, int], ...] = ()
    abbreviations: tuple[tuple[str, str, int, int], ...] = ()

    @property
    def best(self) -> str | None:
        """The first name, None where the document names no subject."""
        return self.names[0][0] if self.names else None


def names_of(document: Document) -> Names:
    """Return the names that `document` gives its own subject; empty where it names none."""
    content = [section for section in document.sections if section.kind not in ("boilerplate", "references")]
    short_forms = [found for section in content for found in abbreviations_in(document.text, section.start, section.end)]
    title = _title_span(document)
    found = list(_candidates(document, content, title))
    if title is None and not any(origin == "question" for origin, *_ in found):
        used = most_used_name(document, content, [name for _, name, *_ in found])
        if used is not None:
            found.insert(0, ("used", *used))
    names = _unique([(name, start, end) for _, name, start, end in found])
    keys = {_loose(name) for name, _, _ in names}  # "You have been told that you have Harlow syndrome (HS)" may be furniture
    furniture = [section for section in document.sections if section.kind == "boilerplate"]
    told = [found for section in furniture for found in abbreviations_in(document.text, section.start, section.end)]
    short_forms += [found for found in told if _loose(found.long) in keys]
    names = _with_short_forms(document.text, names, short_forms)
    pairs = dict.fromkeys((found.short, found.long, found.start, found.end) for found in short_forms)
    return Names(title, tuple(names), tuple(pairs))


def _title_span(document: Document) -> tuple[int, int] | None:
    """Span of the title's words: the title section's line, or the place where the page's own title is written."""
    for section in document.sections:
        if section.kind == "title" and section.heading:
            start = document.text.find(section.heading, section.start)
            words = _TITLE_TAIL.sub("", section.heading) or section.heading
            words = _PAPER_TAIL.sub("", words) or words
            label = _TITLE_LABEL.match(words) or _TITLE_LEAD.match(words) or _PAPER.match(words)
            return (start + (label.end() if label else 0), start + len(words)) if start >= 0 else None
    if document.title:
        words = _TITLE_TAIL.sub("", document.title)
        start = document.text.find(words)
        if words and start >= 0:
            return start, start + len(words)
    return None


def _candidates(
    document: Document, content: list[Section], title: tuple[int, int] | None
) -> Iterator[tuple[str, str, int, int]]:
    """(origin, name, start, end) in order of trust: title, questions, lists, first sentences, "also called"."""
    text = document.text
    named = title is not None
    if title is not None:
        for name, start, end in names_in_list(text, *title, title=True):
            yield "title", name, start, end
    for section in content:
        if section.heading and section.heading.endswith("?"):
            for name, start, end in question_names(text, section.start, section.start + len(section.heading) + 8):
                named = True
                yield "question", name, start, end
    for section in content:
        if section.kind == "synonyms":
            begin = section.start + (len(section.heading) + 1 if section.heading else 0)
            for name, start, end in names_in_list(text, begin, section.end):
                named = True
                yield "list", name, start, end
    known = text[title[0] : title[1]] if title else None
    for section in content:
        if section.kind in ("summary", "history", "clinical_aspects", "epidemiology", "other"):
            for name, start, end in defined_names(text, section, known, opening=not named):
                named = True
                yield "sentence", name, start, end
            for name, start, end in also_called(text, section, known):
                yield "also", name, start, end


def _unique(names: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Each name once, the first place kept; case, hyphens and a leading article aside."""
    kept: dict[str, tuple[str, int, int]] = {}
    for name, start, end in names:
        key = re.sub(r"^(?:the|an?) |\([^()]*\) ?", "", normalize_words(name).replace("-", " ")).strip()
        if 2 <= len(key) <= _NAME_MAX and any(character.isalpha() for character in key):
            kept.setdefault(key, (name, start, end))
    return list(kept.values())[:_MOST_NAMES]


def _with_short_forms(
    text: str, names: list[tuple[str, int, int]], short_forms: list[Abbreviation]
) -> list[tuple[str, int, int]]:
    """Add the short forms of the subject's names, and long forms that extend a name, after the names."""
    keys = {_loose(name) for name, _, _ in names}
    added = list(names)
    for found in short_forms:
        if _loose(found.long) in keys:
            added.append((found.short, found.short_start, found.short_start + len(found.short)))
        elif _loose(found.short) in keys and text[found.start : found.end] == found.long:
            added.append((found.long, found.start, found.end))
    return _unique(added)


def _loose(name: str) -> str:
    """A name without article, hyphens, case and plural."""
    return re.sub(r"^(?:the|an?) ", "", normalize_words(name).replace("-", " ")).rstrip("s")
