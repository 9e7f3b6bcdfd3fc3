"""What a load did, as data: each input with its outcome, statements by relation, what is not in the store and why."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

_OUT = ("refused", "failed")


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What became of one input. `outcome`: added, unchanged, replaced, duplicate, refused, or failed (its process ended).

    `warnings` are full sentences; the first says why a document is refused or has failed. `relations`: its statements by
    relation. `empty`: why it has no statements, where it is in the store without any. `dropped`: readings of its sentences that
    are not stated, by reason; of unchanged documents none, as they are not read.
    """

    source: str
    name: str
    outcome: str
    statements: int = 0
    warnings: tuple[str, ...] = ()
    duplicate_of: str | None = None
    relations: tuple[tuple[str, int], ...] = ()
    empty: str | None = None
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LoadReport:
    """All inputs of a load: those that could not be opened first, then the others in order."""

    documents: tuple[LoadedDocument, ...]

    def count(self, outcome: str) -> int:
        """How many inputs ended so."""
        return sum(document.outcome == outcome for document in self.documents)

    @property
    def outcomes(self) -> Counter[str]:
        """Inputs by outcome."""
        return Counter(document.outcome for document in self.documents)

    @property
    def refused(self) -> tuple[LoadedDocument, ...]:
        """The inputs that are not in the store because they could not be read."""
        return tuple(document for document in self.documents if document.outcome in _OUT)

    @property
    def statements(self) -> int:
        """Statements of the documents that are in the store after this load."""
        return sum(document.statements for document in self.documents if document.outcome != "duplicate")

    @property
    def relations(self) -> Counter[str]:
        """Those statements by relation."""
        found: Counter[str] = Counter()
        for document in self.documents:
            found.update(dict(document.relations))
        return found

    @property
    def dropped(self) -> Counter[str]:
        """Readings that are not stated, by reason (loaders/drops.py)."""
        found: Counter[str] = Counter()
        for document in self.documents:
            found.update(dict(document.dropped))
        return found

    @property
    def reasons(self) -> Counter[tuple[str, str]]:
        """Why inputs are not in the store, or are there without a statement: (outcome, reason) and how many."""
        found: Counter[tuple[str, str]] = Counter()
        for document in self.documents:
            if document.outcome in _OUT:
                found[document.outcome, document.warnings[0]] += 1
            elif document.outcome == "duplicate":
                found["duplicate", "The same text is in the store under another source."] += 1
            elif document.empty:
                found["without statements", document.empty] += 1
        return found

    def written(self) -> dict[str, Any]:
        """The report as JSON values."""
        return {
            "documents": [
                {
                    "source": loaded.source,
                    "name": loaded.name,
                    "outcome": loaded.outcome,
                    "statements": loaded.statements,
                    "warnings": list(loaded.warnings),
                    "duplicate_of": loaded.duplicate_of,
                }
                for loaded in self.documents
            ],
            "read": len(self.documents),
            "outcomes": dict(sorted(self.outcomes.items())),
            "statements": self.statements,
            "relations": dict(self.relations.most_common()),
            "skipped": [
                {"outcome": outcome, "reason": reason, "documents": number}
                for (outcome, reason), number in self.reasons.most_common()
            ],
            "dropped": [{"reason": reason, "readings": number} for reason, number in self.dropped.most_common()],
            "refused": len(self.refused),
        }
