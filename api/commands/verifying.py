"""verify: prove every statement against its text again, and account for every number that no statement uses."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.failures import DONE, NOTHING
from api.options import DEFAULT_STORE, Format, FormatOption, StoreOption, reading
from api.output import render, to_json, to_line
from api.terminal import harmless, note, say, say_all, width

if TYPE_CHECKING:
    from graph.model import Document, Statement
    from graph.shacl import ShaclFinding
    from graph.store import Store
    from loaders.verification import Finding, UnusedNumber


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one document's statements."""

    document: str
    source: str
    statements: frozenset[str]
    evidences: int
    faults: tuple["Finding", ...]
    unused: tuple["UnusedNumber", ...]


def register(app: typer.Typer) -> None:
    """Hang the command on the tree."""
    app.command()(verify)


def verify(
    shacl: Annotated[bool, typer.Option("--shacl", help="Also check the RDF against the shapes of the vocabulary.")] = False,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Prove every statement from its text again. Lists faults, and every number that no statement uses."""
    with reading(store) as opened:
        proofs = list(_proofs(opened))
        violations = _violations(opened) if shacl else None
    if format is Format.JSON:
        say(to_json(_written(proofs, violations)))
    elif format is Format.JSONL:
        say_all(to_line(_write_proof(proof)) for proof in proofs)
    elif format is Format.TABLE:
        _say_proofs(proofs, violations)
    else:
        columns = ("document", "start", "end", "number", "reason")
        say_all(render(columns, [row for proof in proofs for row in _unused_rows(proof)], format, width()))
    if not proofs:
        note("the store holds no documents")
    faulty = any(proof.faults for proof in proofs) or bool(violations)
    return NOTHING if faulty or not proofs else DONE


def _proofs(store: "Store") -> Iterator[Proof]:
    from loaders.verification import unused_numbers, verify_statement

    for document in store.documents():
        own = [_only(statement, document) for statement in store.statements(document=document.source)]
        texts = {document.source: document.text}
        yield Proof(
            document=document.name,
            source=document.source,
            statements=frozenset(statement.id for statement in own),
            evidences=sum(len(statement.evidence) for statement in own),
            faults=tuple(fault for statement in own for fault in verify_statement(statement, texts)),
            unused=tuple(unused_numbers(document, own)),
        )


def _only(statement: "Statement", document: "Document") -> "Statement":
    """The statement with what this document says of it."""
    return replace(statement, evidence=tuple(place for place in statement.evidence if place.source == document.source))


def _violations(store: "Store") -> "tuple[ShaclFinding, ...]":
    from graph.shacl import validate

    return validate(store)


def _share(proofs: list[Proof]) -> tuple[int, int]:
    """Statements that are proved, and all."""
    every = {key for proof in proofs for key in proof.statements}
    faulty = {fault.statement for proof in proofs for fault in proof.faults}
    return len(every - faulty), len(every)


def _say_proofs(proofs: list[Proof], violations: "tuple[ShaclFinding, ...] | None") -> None:
    columns = ("document", "statements", "places", "faults", "unused numbers")
    rows = [(p.document, len(p.statements), p.evidences, len(p.faults), len(p.unused)) for p in proofs]
    say_all(render(columns, rows, Format.TABLE, width()))
    proved, number = _share(proofs)
    percent = f"{100 * proved / number:.4g} %" if number else "none to prove"
    say(f"\n{proved} of {number} statements proved from the text again: {percent}")
    for proof in proofs:
        say_all(
            harmless(f"fault: {proof.document} {fault.start}–{fault.end}: {fault.message} (statement {fault.statement})")
            for fault in proof.faults
        )
    unused = [row for proof in proofs for row in _unused_rows(proof)]
    if unused:
        say("\nnumbers that no statement uses")
        say_all(render(("document", "start", "end", "number", "why"), unused, Format.TABLE, width()))
    if violations is not None:
        say(f"\n{len(violations)} violations of the shapes" if violations else "\nthe RDF conforms to the shapes")
        say_all(harmless(f"violation: {v.node} {v.path or ''}: {v.message} ({v.value or 'no value'})") for v in violations)


def _unused_rows(proof: Proof) -> list[tuple[Any, ...]]:
    return [(proof.document, number.start, number.end, number.text, number.reason) for number in proof.unused]


def _written(proofs: list[Proof], violations: "tuple[ShaclFinding, ...] | None") -> dict[str, Any]:
    proved, number = _share(proofs)
    written: dict[str, Any] = {
        "statements": number,
        "proved": proved,
        "evidences": sum(proof.evidences for proof in proofs),
        "faults": sum(len(proof.faults) for proof in proofs),
        "documents": [_write_proof(proof) for proof in proofs],
    }
    if violations is not None:
        written["violations"] = [asdict(violation) for violation in violations]
    return written


def _write_proof(proof: Proof) -> dict[str, Any]:
    return {
        "document": proof.document,
        "source": proof.source,
        "statements": len(proof.statements),
        "evidences": proof.evidences,
        "faults": [
            {"statement": f.statement, "code": f.code, "message": f.message, "start": f.start, "end": f.end}
            for f in proof.faults
        ],
        "unused_numbers": [{"start": n.start, "end": n.end, "text": n.text, "reason": n.reason} for n in proof.unused],
    }
