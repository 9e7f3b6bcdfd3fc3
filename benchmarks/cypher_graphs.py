"""The graphs that Cypher is compared on: the Kinsbourne page, the HPO data or a slice of them."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graph.store import Store

PAGE: Final = Path("monographs") / "kinsbourne-monograph.txt"
EVERY: Final = 60  # of the table's 12,687 diseases a slice has one in so many
GROUP: Final = 500
_CURIE: Final = re.compile(r"'((?:MONDO|OMIM|ORPHA|HP):\d+)'|label: '([^']+)'")


def load_page(store: "Store", shared: Path) -> None:
    """Put the Kinsbourne page into a store."""
    from loaders.loading import load
    from ontology.matching import open_matcher

    load(store, [shared / PAGE], matcher=open_matcher())


def load_hpo_data(store: "Store") -> None:
    """Put all of the HPO data into a store."""
    from loaders.hpo_loading import load_hpo
    from ontology.lexicon import open_lexicon

    load_hpo(store, lexicon=open_lexicon())


def load_slice(store: "Store", folder: Path, named_in: str = "", every: int = EVERY) -> None:
    """Put a slice of the HPO data into a store: one disease in `every`, those that a text of queries names, and the terms above.

    `folder`: an empty one, for the files that are loaded.
    """
    from loaders.hpo_loading import load_hpo
    from ontology.lexicon import open_lexicon

    lexicon = open_lexicon()
    _write_slice(folder, lexicon, named_in, every)
    load_hpo(store, lexicon=lexicon, folder=folder)


def copy_graphs(source: "Store", target: "Store") -> None:
    """Put the documents of a store into another, some in a transaction."""
    graphs = source.document_graphs()
    while group := list(islice(graphs, GROUP)):
        target.add_group(group)


def _write_slice(folder: Path, lexicon: Any, named_in: str, every: int) -> None:
    from loaders.hpo_annotations import Terms, disease_rows
    from ontology.hpo import data_folder

    wanted = {word for pair in _CURIE.findall(named_in) for word in pair if word}
    terms, used = Terms(lexicon), set(wanted)
    table = (data_folder() / "phenotype.hpoa").read_text("utf-8").splitlines()
    lines = [line for line in table if line.startswith(("#", "database_id"))]
    for position, rows in enumerate(disease_rows(data_folder() / "phenotype.hpoa")):
        disease = terms.disease(*rows[0].cells[:2])
        if position % every == 0 or wanted & {disease.curie, disease.label}:
            lines += [row.text for row in rows]
            used |= {row.cells[3] for row in rows}
    (folder / "phenotype.hpoa").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    used |= {above for curie in list(used) for above in lexicon.ancestors(curie)}
    (folder / "hp.obo").write_text("".join(_stanzas(data_folder() / "hp.obo", used)), "utf-8")


def _stanzas(ontology: Path, used: set[str]) -> Iterator[str]:
    """The terms of an OBO file that are used, as written."""
    for stanza in re.split(r"\n(?=\[)", ontology.read_text("utf-8")):
        found = re.search(r"^id: (\S+)", stanza, re.MULTILINE)
        if found is not None and found[1] in used:
            yield f"{stanza}\n"
