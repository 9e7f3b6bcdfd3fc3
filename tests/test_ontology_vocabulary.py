"""The one vocabulary table."""

import pytest

from ontology.vocabulary import KINDS, RELATIONS, sort_kinds


def test_names_in_all_three_forms_are_unique_and_well_formed() -> None:
    for form in ("name", "cypher", "rdf"):
        names = [getattr(relation, form) for relation in RELATIONS.values()]
        assert len(set(names)) == len(names)
    assert RELATIONS["has_anesthesia_concern"].cypher == "HAS_ANESTHESIA_CONCERN"
    assert RELATIONS["has_anesthesia_concern"].rdf == "hasAnesthesiaConcern"


def test_no_label_equals_a_relationship_type() -> None:
    """One engine refuses a label and a type of one name, whatever their case."""
    assert not {kind.lower() for kind in KINDS} & {relation.cypher.lower() for relation in RELATIONS.values()}


def test_relations_name_known_kinds_only() -> None:
    for relation in RELATIONS.values():
        assert set(relation.subjects) <= set(KINDS)
        assert set(relation.objects) <= set(KINDS)


def test_inverse_names_are_never_relations_of_another_meaning() -> None:
    for relation in RELATIONS.values():
        assert relation.inverse == relation.name or relation.inverse not in RELATIONS


def test_kinds_sort_in_table_order_once_each() -> None:
    assert sort_kinds(["Tumor", "Disease", "Tumor"]) == ("Disease", "Tumor")
    with pytest.raises(KeyError, match="Potion"):
        sort_kinds(["Potion"])
