"""A model's reply read strictly: proposals of the right shape, and what was wrong with the others."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from ontology.vocabulary import CERTAINTIES, RELATIONS

MAX_PROPOSALS: Final = 200  # in one reply; a passage has a few dozen sentences
_MAX_WORDS: Final = 4000  # characters of any one value
_FENCE: Final = re.compile(r"\s*```(?:json)?\s*\n(?P<body>.*?)\n?\s*```\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model says that a sentence says. Nothing of it is believed."""

    subject: str
    relation: str
    object: str
    quote: str
    negated: bool = False
    certainty: str = "asserted"
    frequency: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The proposals of a reply, and a reason for each part of it that is none."""

    proposals: tuple[Proposal, ...]
    faults: tuple[str, ...] = ()


def read_reply(text: str) -> Reply:
    """The proposals of `text`, which should be one JSON object and may stand in a code fence."""
    fenced = _FENCE.fullmatch(text)
    try:
        value = json.loads(fenced["body"] if fenced else text)
    except (ValueError, RecursionError):
        return Reply((), ("the reply is not JSON",))
    items = value.get("statements") if isinstance(value, dict) else None
    if not isinstance(items, list):
        return Reply((), ("the reply has no list of statements",))
    read = [_proposal(item) for item in items[:MAX_PROPOSALS]]
    faults = [fault for fault in read if isinstance(fault, str)]
    if len(items) > MAX_PROPOSALS:
        faults.append(f"the reply has more than {MAX_PROPOSALS} statements; the others are left out")
    return Reply(tuple(proposal for proposal in read if isinstance(proposal, Proposal)), tuple(faults))


def _proposal(item: Any) -> Proposal | str:
    """The proposal, or what is wrong with it."""
    if not isinstance(item, dict):
        return "a statement is no object"
    for name in ("subject", "relation", "object", "quote"):
        words = item.get(name)
        if not isinstance(words, str) or not words.strip() or len(words) > _MAX_WORDS:
            return f"a statement has no {name}"
    if item["relation"] not in RELATIONS:
        return "a statement has a relation that is not in the vocabulary"
    negated, certainty, frequency = item.get("negated", False), item.get("certainty", "asserted"), item.get("frequency")
    if not isinstance(negated, bool) or certainty not in CERTAINTIES or not isinstance(frequency, str | None):
        return "a statement has a polarity, certainty or frequency of the wrong kind"
    return Proposal(
        item["subject"].strip(), item["relation"], item["object"].strip(), item["quote"].strip(), negated, certainty,
        frequency.strip() or None if frequency else None,
    )  # fmt: skip
