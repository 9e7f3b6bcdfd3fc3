"""Which pieces of a list are one noun phrase after all: what a comma, "and" or "or" inside of it had cut.

Place in the flow: phrases.py cuts a region at its separators and asks for the members that the pieces make.
"""

import re
from typing import Final, NamedTuple

from loaders.phrase_qualities import SITES, is_described, is_prefix, is_qualified, is_quality, stacks
from loaders.phrase_sharing import Knows, shares_place
from loaders.phrase_trimming import trim
from loaders.phrase_words import ADJECTIVE_ENDINGS, ADJECTIVES, LOCATIVES, NOUNS, QUALITIES, SYMBOL

_ORDINAL_END: Final = re.compile(
    r"(?i)\b(?:of|in|by|during) (?:the )?(?:early |late )?(?:first|second|third|fourth|fifth|sixth)$"
)
_SHAPED: Final = re.compile(r"(?i)(?!\w+ly\b)\w+[ -](?:shaped|like|sized)\s+\w")
_BETWEEN: Final = re.compile(r"\bbetween [^,]+$")
_POSITION: Final = re.compile(
    r"(?i)^(?:(?:the|upper|lower|left|right|proximal|distal|inner|outer|both|entire|whole|front|back|middle|other|large|small) )+"
)
# "Changes in urinary or bowel habits": an adjective at the end wants the noun of the next member.
_OPEN_END: Final = re.compile(r"(?i)\w \b(?:in|of|with|to|on|from|along|around|at|near|under|over) (?:the |both )?(\w+)$")
_SIDES: Final = frozenset(("right", "left", "upper", "lower", "inner", "outer", "front"))
# "Differences in the size and shape of the face": two measures of one thing.
_MEASURE_END: Final = re.compile(
    r"(?i)\b(?:in|of) (?:the )?(?:size|shape|color|length|number|structure|function|"
    r"position|appearance|texture|thickness|width|strength)s?$"
)
_GENE_WORD: Final = re.compile(r"\s+genes?$")
# "Cancers of the breast, colon and thyroid" are three; "defects of the heart and eyes" stay one finding.
_OF_TUMORS: Final = re.compile(
    r"(?i)\b(?:cancers?|tumou?rs?|carcinomas?|neoplasms?|malignanc(?:y|ies)) of (?:the )?(?:\w+ )?\w+$"
)
_TO_DO: Final = re.compile(r"(?i)\b(?:failure|inability|unable|ability) to \w+(?: \w+)?$")
_DOES: Final = re.compile(r"(?i)(?:grow|gain|walk|talk|speak|stand|sit|crawl|move|swallow|eat|breathe|feed|thrive)\b")
_GERUND_OBJECT: Final = re.compile(
    r"(?i)\b(?:problems?|difficult(?:y|ies)|trouble)(?: with| in)? \w+ing (?!and|or|of)\w+$|\binability to \w+ \w+$"
)
# "Difficulty making or understanding speech": no two findings, since the first lacks its object.
_TAKES_OBJECT: Final = re.compile(
    r"(?i)\b(?:making|forming|finding|getting|using|keeping|controlling|holding|recognizing|putting|expressing|gaining|maintaining)$"
)
_GERUND_START: Final = re.compile(r"(?i)\w+ing \w")

_DESCRIBING: Final = QUALITIES | ADJECTIVES


class Piece(NamedTuple):
    """A member before repair: `joiner` is what stands between it and the next one ("," "and" "or" "such as")."""

    start: int
    end: int
    joiner: str
    glosses: tuple[tuple[int, int], ...]


def outer(text: str, piece: Piece) -> tuple[int, int]:
    """The piece without a gloss at its end."""
    end = piece.end
    for a, b in reversed(piece.glosses):
        if not text[b:end].strip(" ,"):
            end = a
    return trim(text, piece.start, end)


def merge(text: str, pieces: list[Piece], knows: Knows, is_place: Knows) -> list[Piece]:
    """Join pieces that a comma or "and" inside one noun phrase had cut: stacked adjectives, places of one finding."""
    merged: list[Piece] = []
    for piece in pieces:
        words = text[slice(*outer(text, piece))]
        if merged:
            last = merged[-1]
            previous = text[slice(*outer(text, last))]
            stacked = (
                last.joiner == ","
                and all(map(stacks, previous.split(", ")))
                and not _closes_list(text, pieces, piece)
                and not knows(previous)
            )
            stacked &= len(merged) < 2 or not _OF_TUMORS.search(text, merged[-2].start, merged[-2].end)
            comma, glossed = "," in text[last.end : piece.start], _ends_in_gloss(text, last)
            stacked &= not glossed  # "a weakened heart (cardiomyopathy), weakness of the legs"
            places = not glossed and _continues_places(previous, last.joiner, words, knows, is_place)
            paired = last.joiner in ("and", "or") and not comma and _ends_in_gloss(text, piece) and not glossed
            places |= (
                paired and not is_qualified(words) and is_place(words) and is_place(previous.rpartition(" ")[2])
            )  # "bent fingers and toes (camptodactyly)"
            if (
                stacked
                or places
                or (last.joiner in ("and", "or") and is_prefix(previous))
                or _continues(previous, last.joiner, words, comma or glossed)
            ):
                # "Repeated, jerky, involuntary movements": a finding with a name keeps its name.
                named = stacked and ", " in previous and knows(words) and not knows(f"{previous}, {words}")
                merged[-1] = piece if named else Piece(last.start, piece.end, piece.joiner, (*last.glosses, *piece.glosses))
                continue
        merged.append(piece)
    return merged


def _ends_in_gloss(text: str, piece: Piece) -> bool:
    """True where words in parentheses close the piece."""
    return any(text[a] == "(" and not text[b : piece.end].strip() for a, b in piece.glosses)


def _continues(previous: str, joiner: str, words: str, apart: bool) -> bool:
    """True where `words` go on with the noun phrase `previous`: a second quality or gerund, or "between A and B".

    `apart`: a comma or a gloss stands between them."""
    if joiner in ("and", "or") and not apart and _ORDINAL_END.search(previous):
        return True  # "webbing of the second and third toes"
    if joiner in ("and", "or") and not apart and _MEASURE_END.search(previous) and " of " in words:
        return True
    if joiner in ("and", "or") and not apart and _TO_DO.search(previous) and _DOES.match(words):
        return True  # "failure to gain weight and thrive"
    if joiner in ("and", "or") and not apart and " " not in previous and _SHAPED.match(words):
        return True  # "a cone or tower shaped skull"
    if joiner in ("and", ",") and is_quality(previous):
        return True
    if (
        joiner == "and"
        and not apart
        and (_BETWEEN.search(previous) or (_GERUND_OBJECT.search(previous) and " " not in words and not words.endswith("ing")))
    ):
        return True
    if joiner in ("and", "or") and not apart and (open_end := _OPEN_END.search(previous)):
        last = open_end.group(1).lower()
        open_ended = last.endswith(ADJECTIVE_ENDINGS) and last not in NOUNS and len(last) > 4
        if (open_ended or last in _SIDES) and " " in words:
            return True
    return joiner in ("and", "or") and bool(_TAKES_OBJECT.search(previous) and _GERUND_START.match(words))


def _continues_places(previous: str, joiner: str, words: str, knows: Knows, is_place: Knows) -> bool:
    """True where `words` are one more place or gene of the noun phrase `previous`."""
    if joiner not in (",", "and", "or") or not LOCATIVES.search(previous) or _OF_TUMORS.search(previous):
        return False
    words = words.partition(" with ")[0]  # "infiltration of the skin and lungs with lymphocytes"
    placed = _POSITION.sub("", words)
    symbol = SYMBOL.fullmatch(_GENE_WORD.sub("", words)) and SYMBOL.fullmatch(_GENE_WORD.sub("", previous).rpartition(" ")[2])
    placed_too = not is_described(placed) and is_place(words) and not knows(words)
    return bool(symbol) or (placed_too and not shares_place(previous, words, joiner == ",", knows))


def _closes_list(text: str, pieces: list[Piece], piece: Piece) -> bool:
    """True where the comma list goes on to "and"/"or" with one adjective a member ("renal, hepatic, and pancreatic cysts")."""
    at = pieces.index(piece)
    if _run_of_qualities(text, pieces[at:]):
        return False
    return piece.joiner in ("and", "or", ",") and at + 1 < len(pieces) and piece.end - piece.start < 16


def _run_of_qualities(text: str, pieces: list[Piece]) -> bool:
    """True where commas alone go from quality to quality up to the noun: "[hard,] irregular, easily movable, painless lump"."""
    for count, piece in enumerate(pieces):
        words = text[slice(*outer(text, piece))]
        if not stacks(words):
            return count > 0 and is_described(words) and " " in words
        placing = words.lower() in SITES or not (is_quality(words) or words.lower() in _DESCRIBING)
        if piece.joiner != "," or placing:
            return False
    return False
