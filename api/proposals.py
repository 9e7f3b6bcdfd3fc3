"""The extraction that a command was asked for: by rules, or with a model's proposals besides."""

import os
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal import note

if TYPE_CHECKING:
    from graph.model import Document, DocumentGraph
    from loaders.proposing.proposer import Proposed
    from ontology.matching import Matcher

ProposeOption = Annotated[
    bool,
    typer.Option(
        "--propose",
        help="Also let the model at $SGRAPH_LLM_URL propose statements. It is sent the texts; each proposal must prove itself.",
    ),
]


def extraction(propose: bool) -> "Callable[[Document, Matcher], DocumentGraph]":
    """What turns a document into its graph. Raises ProposerFailed where proposals are wanted and not set up."""
    from loaders.extraction import extract

    if not propose:
        return extract
    from loaders.proposing.endpoint import endpoint_from
    from loaders.proposing.proposer import extract_with_proposals

    endpoint = endpoint_from(os.environ)
    note(f"the texts are sent to {endpoint.host}, for {endpoint.model} to propose statements")

    def with_proposals(document: "Document", matcher: "Matcher") -> "DocumentGraph":
        proposed = extract_with_proposals(document, matcher, endpoint)
        note(f"{document.name}: {_told(proposed)}")
        return proposed.graph

    return with_proposals


def _told(proposed: "Proposed") -> str:
    """What became of the proposals, with the gates' reasons."""
    reasons = Counter(rejected.reason for rejected in proposed.rejected) + Counter(proposed.faults)
    why = f" ({', '.join(f'{reason}: {number}' for reason, number in reasons.most_common())})" if reasons else ""
    admitted = "1 proposal" if proposed.admitted == 1 else f"{proposed.admitted} proposals"
    return f"{admitted} admitted, {reasons.total()} rejected{why}"
