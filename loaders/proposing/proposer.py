"""Extraction with proposals: what the rules read, and what a model proposes and the gates admit.

Place in the flow: it wraps `loaders.extraction.extract` and gives a DocumentGraph as that does; a store sees no difference.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.model import Document, DocumentGraph, Statement, merge_statements
from loaders.extraction import extract
from loaders.proposing.endpoint import ChatEndpoint
from loaders.proposing.gates import Gates, Rejected
from loaders.proposing.passages import Passage, passages_of
from loaders.proposing.prompt import system_message, user_message
from loaders.proposing.reply import Proposal, read_reply
from loaders.relations_subject import frame_of
from loaders.subject import names_of
from loaders.verification import verify_statement
from ontology.matching import Matcher

LOADER = "proposer/1"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A document with admitted proposals. `faults`: what was wrong with whole replies or with statements of no shape."""

    graph: DocumentGraph
    admitted: int = 0
    rejected: tuple[Rejected, ...] = ()
    faults: tuple[str, ...] = ()


def extract_with_proposals(
    document: Document, matcher: Matcher, endpoint: ChatEndpoint, dropped: Counter[str] | None = None
) -> Proposed:
    """What `extract` reads, and the proposals that pass the gates. A document without a subject is not sent.

    What the rules state already is not stated twice. `dropped`: see `extract`. Raises ProposerFailed where the endpoint cannot be asked.
    """
    graph = extract(document, matcher, dropped=dropped)
    frame = frame_of(document, names_of(document), matcher)
    if graph.subject is None or frame is None:
        return Proposed(graph)
    gates = Gates(frame, f"{LOADER} {endpoint.model}")
    known = {(statement.id, place.start) for statement in graph.statements for place in statement.evidence}
    admitted: list[Statement] = []
    rejected: list[Rejected] = []
    faults: list[str] = []
    system = system_message()
    for passage in passages_of(document):
        text = document.text[passage.start : passage.end]
        reply = read_reply(endpoint.complete(system, user_message(frame.subject.label, frame.names, text)))
        faults.extend(reply.faults)
        for outcome in _judged(reply.proposals, passage, gates):
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            elif (outcome.id, outcome.evidence[0].start) not in known:
                admitted.append(outcome)
    statements = merge_statements([*graph.statements, *admitted])
    return Proposed(replace(graph, statements=statements), len(admitted), tuple(rejected), tuple(faults))


def _judged(proposals: tuple[Proposal, ...], passage: Passage, gates: Gates) -> Iterator[Statement | Rejected]:
    """Each proposal once, admitted and proved like any other statement, or rejected."""
    document = gates.frame.document
    for proposal in dict.fromkeys(proposals):
        outcome = gates.admit(proposal, passage)
        if isinstance(outcome, Statement) and (found := verify_statement(outcome, {document.source: document.text})):
            outcome = Rejected(proposal, found[0].message)
        yield outcome
