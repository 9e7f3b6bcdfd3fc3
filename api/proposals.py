"""Extraction with a model's proposals, as commands ask for it."""

import os
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import note

if TYPE_CHECKING:
    from graph.model import Document, DocumentGraph
    from loaders.making import Extraction
    from loaders.proposing.proposer import Proposed
    from ontology.matching import Matcher

ProposeOption = Annotated[
    bool,
    typer.Option(
        "--propose",
        help="Also let the model at $SGRAPH_LLM_URL propose statements. It is sent the texts; each proposal must prove itself.",
    ),
]


def with_proposals() -> "tuple[str, Extraction]":
    """The model's name, and what turns a document into its graph with the model's help.

    Raises ProposerFailed where it is not set up; a document for which it can't be asked is refused.
    """
    from graph.errors import InputRefused, ProposerFailed
    from loaders.proposing.endpoint import endpoint_from
    from loaders.proposing.proposer import extract_with_proposals

    endpoint = endpoint_from(os.environ)
    note(f"the texts are sent to {endpoint.host}, for {endpoint.model} to propose statements")

    def extract(document: "Document", matcher: "Matcher", *, dropped: "Counter[str] | None" = None) -> "DocumentGraph":
        try:
            proposed = extract_with_proposals(document, matcher, endpoint, dropped)
        except ProposerFailed as error:
            raise InputRefused(document.source, f"no statements were proposed: {error}") from None
        note(f"{document.name}: {_told(proposed)}")
        return proposed.graph

    return endpoint.model, extract


def _told(proposed: "Proposed") -> str:
    """What became of the proposals, with the gates' reasons."""
    reasons = Counter(rejected.reason for rejected in proposed.rejected) + Counter(proposed.faults)
    why = f" ({', '.join(f'{reason}: {number}' for reason, number in reasons.most_common())})" if reasons else ""
    admitted = "1 proposal" if proposed.admitted == 1 else f"{proposed.admitted} proposals"
    return f"{admitted} admitted, {reasons.total()} rejected{why}"
