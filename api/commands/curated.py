"""load --source: curated data into a store, whole, in place of texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from api.failures import DONE
from api.options import writing
from api.output import to_json
from api.progress import loading_progress
from api.terminal import note, say

if TYPE_CHECKING:
    from loaders.hpo_loading import HpoReport

SOURCES = ("hpo",)
_MOST_NAMED = 5


def load_source(source: str, paths: list[str], json: bool, store: str) -> int:
    """Load curated data and report what was done."""
    from loaders.hpo_loading import load_hpo
    from ontology.lexicon import open_lexicon

    if source not in SOURCES:
        raise typer.BadParameter(f"unknown source {source!r}; choose from {', '.join(SOURCES)}")
    if len(paths) > 1 or any(not Path(path).is_dir() for path in paths):
        raise typer.BadParameter(
            f"--source {source} takes one folder with hp.obo and phenotype.hpoa, or nothing; load texts by a command of their own"
        )
    lexicon = open_lexicon()
    with writing(store, create=True) as opened, loading_progress() as progress:
        report = load_hpo(opened, lexicon=lexicon, folder=Path(paths[0]) if paths else None, progress=progress)
    if json:
        say(to_json(_written(report)))
        return DONE
    outcomes = ", ".join(f"{number:,} {outcome}" for outcome, number in report.outcomes)
    say(f"HPO {report.version}: {report.documents:,} documents: {outcomes}")
    say(
        f"{report.rows:,} rows, each an evidence; {report.repeated:,} repeat another, {report.denied:,} deny their term, "
        f"in {report.none_has_it:,} none of those seen has it"
    )
    if report.unknown:
        named = ", ".join(report.unknown[:_MOST_NAMED]) + (" …" if len(report.unknown) > _MOST_NAMED else "")
        note(f"{len(report.unknown):,} identifiers are in no vocabulary: {named}")
    return DONE


def _written(report: "HpoReport") -> dict[str, Any]:
    return {
        "source": "hpo",
        "version": report.version,
        "rows": report.rows,
        "repeated": report.repeated,
        "denied": report.denied,
        "none_has_it": report.none_has_it,
        "documents": dict(report.outcomes),
        "unknown": list(report.unknown),
    }
