"""Which statements a listing or a question asks for: one value that look-ups evaluate and that SPARQL and Cypher can say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from graph.model import Entity, Evidence, Literal, Statement
from graph.store import Store
from ontology.vocabulary import KINDS

POLARITIES: Final = ("positive", "denied", "both")


@dataclass(frozen=True, slots=True)
class Selection:
    """Statements that meet every given condition; an empty tuple or None asks nothing.

    `subjects`, `objects`: CURIEs, any of them. `either`: CURIEs of which one must be the subject or the object.
    `kinds`: kinds (their sub-kinds included) of the end named by `kinds_of`: "subject", "object", or "other" than `either`.
    `certainty`: the strongest certainty of the statement; `uncertain`: some place is less than asserted.
    `actions`: values of the qualifier `action`, any of them, at some place. `compared`: only comparisons, of this outcome
    where it is not "". `groups`: CURIEs of which one is the compared group.
    """

    subjects: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    kinds_of: str = "object"
    polarity: str = "positive"
    certainty: str | None = None
    uncertain: bool = False
    actions: tuple[str, ...] = ()
    compared: str | None = None
    groups: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.polarity not in POLARITIES:
            raise ValueError(f"polarity is one of {', '.join(POLARITIES)}, not {self.polarity!r}")
        for name in self.kinds:
            if name not in KINDS:
                raise ValueError(f"unknown kind {name!r}; known: {', '.join(KINDS)}")

    @property
    def all_kinds(self) -> tuple[str, ...]:
        """`kinds` and all their sub-kinds."""
        return with_sub_kinds(self.kinds)


def with_sub_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """`kinds` and all their descendants, in the table's order."""
    wanted = set(kinds)
    for kind in KINDS.values():  # parents stand before their children in the table
        if kind.parent in wanted:
            wanted.add(kind.name)
    return tuple(name for name in KINDS if name in wanted)


def select(store: Store, selection: Selection) -> list[Statement]:
    """Return the statements of `selection`, by id, from the store's look-ups alone."""
    found = {statement.id: statement for statement in _candidates(store, selection) if _fits(statement, selection)}
    return [found[key] for key in sorted(found)]


def _candidates(store: Store, selection: Selection) -> Iterator[Statement]:
    """Statements by the narrowest look-up that the conditions allow."""
    relation = selection.relations[0] if len(selection.relations) == 1 else None
    if selection.subjects:
        target = selection.objects[0] if len(selection.objects) == 1 else None
        for curie in selection.subjects:
            yield from store.statements(subject=curie, relation=relation, object=target)
    elif selection.objects:
        for curie in selection.objects:
            yield from store.statements(object=curie, relation=relation)
    elif selection.either:
        for curie in selection.either:
            yield from store.statements(subject=curie, relation=relation)
            yield from store.statements(object=curie, relation=relation)
    elif selection.relations:
        for name in selection.relations:
            yield from store.statements(relation=name)
    else:
        yield from store.statements()


def _fits(statement: Statement, selection: Selection) -> bool:
    """Whether a statement meets every condition."""
    ends = (statement.subject.key, statement.object.key)
    return (
        (not selection.subjects or ends[0] in selection.subjects)
        and (not selection.objects or ends[1] in selection.objects)
        and (not selection.either or ends[0] in selection.either or ends[1] in selection.either)
        and (not selection.relations or statement.relation in selection.relations)
        and (selection.polarity == "both" or statement.negated == (selection.polarity == "denied"))
        and (selection.certainty is None or statement.certainty == selection.certainty)
        and _fits_kinds(statement, selection)
        and _fits_places(statement.evidence, selection)
        and _fits_comparison(statement, selection)
    )


def _fits_kinds(statement: Statement, selection: Selection) -> bool:
    if not selection.kinds:
        return True
    ends: list[Entity | Literal] = []
    asked = selection.either if selection.kinds_of == "other" else ()
    if selection.kinds_of == "object" or statement.subject.key in asked:
        ends.append(statement.object)
    if selection.kinds_of == "subject" or statement.object.key in asked:
        ends.append(statement.subject)
    kinds = [kind for end in ends if isinstance(end, Entity) for kind in end.kinds]
    return any(kind in selection.all_kinds for kind in kinds)


def _fits_places(places: tuple[Evidence, ...], selection: Selection) -> bool:
    unsure = not selection.uncertain or any(place.certainty != "asserted" for place in places)
    acts = not selection.actions or any(
        name == "action" and value in selection.actions for place in places for name, value in place.qualifiers
    )
    return unsure and acts


def _fits_comparison(statement: Statement, selection: Selection) -> bool:
    if selection.compared is None and not selection.groups:
        return True
    compared = statement.comparison
    return (
        compared is not None
        and (not selection.compared or compared.outcome == selection.compared)
        and (not selection.groups or compared.group in selection.groups)
    )
