"""What is said of the vocabularies that come with the program, in the shape of the added ones."""

from collections.abc import Iterator
from importlib import metadata

from ontology.added import Head
from ontology.curated import SOURCE as CURATED
from ontology.curated import curated_files, read_curated
from ontology.hpo import DISEASE_SOURCE, data_folder, read_disease_names
from ontology.hpo import SOURCE as HPO
from ontology.obo import header_of

_LICENCE = "https://hpo.jax.org/license"


def builtin_heads() -> Iterator[Head]:
    """Yield the curated vocabulary, HPO and the disease names of its annotations."""
    folder = data_folder()
    own = [term for path in curated_files() for term in read_curated(path)]
    mapped = sum(len(term.xrefs) for term in own)
    yield Head(CURATED, _release("syndrome-graph"), "as the program's", "tsv", "built in", "", len(own), mapped)
    with (folder / "hp.obo").open(encoding="utf-8") as lines:
        version = header_of(lines).get("data-version", "").removeprefix("hp/releases/")
    with (folder / "hp.obo").open(encoding="utf-8") as lines:
        terms = sum(line.startswith("[Term]") for line in lines)
    with (folder / "hp.obo").open(encoding="utf-8") as lines:
        terms -= sum(line.startswith("is_obsolete: true") for line in lines)
    yield Head(HPO, version, _LICENCE, "obo", "built in", "HP", terms, 0)
    diseases = sum(1 for _term in read_disease_names(folder / "phenotype.hpoa"))
    yield Head(DISEASE_SOURCE, _annotated(), _LICENCE, "tsv", "built in", "OMIM", diseases, 0)


def _annotated() -> str:
    """The release of the disease annotations, as their header says it."""
    with (data_folder() / "phenotype.hpoa").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            if line.startswith("#version:"):
                return line.partition(":")[2].strip()
    return ""


def _release(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
