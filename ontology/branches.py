"""Which kinds the terms of an added ontology have: by the branch they stand in, by their prefix where there is no hierarchy."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from ontology.obo import OboTerm

# Roots and the kinds of what is below them, in the order in which they count: the first that reaches a term decides.
# A root itself has no kind: it is a heading, not a thing that a text names.
_BELOW: Final = (
    ("DOID:14566", ("Disease", "Tumor")),
    ("NCIT:C3262", ("Disease", "Tumor")),
    ("MONDO:0005070", ("Disease", "Tumor")),
    ("MONDO:0045024", ("Disease", "Tumor")),
    ("ORPHA:250908", ("Disease", "Tumor")),
    ("DOID:4", ("Disease",)),
    ("NCIT:C2991", ("Disease",)),
    ("MONDO:0000001", ("Disease",)),
    ("MONDO:0700096", ("Disease",)),
    ("ORPHA:C001", ("Disease",)),
    ("NCIT:C100104", ("Symptom",)),
    ("HP:0000118", ("Symptom",)),
    ("MAXO:0000058", ("Treatment",)),
    ("MAXO:0000003", ("DiagnosticTest",)),
    ("MAXO:0000002", ("Procedure",)),
    ("MAXO:0000017", ("Treatment",)),
    ("MAXO:0000001", ("Treatment",)),
    ("NCIT:C1909", ("Drug",)),
    ("UBERON:0001062", ("AnatomicalStructure",)),
    ("NCIT:C12219", ("AnatomicalStructure",)),
    # what causes infections: viruses, bacteria, fungi and the groups of parasites; never the animals beside them
    *(
        (f"NCBITaxon:{taxon}", ("InfectiousAgent",))
        for taxon in (10239, 2, 4751, 5794, 33682, 6157, 6231, 554915, 5738, 207245)
    ),
)
_DRUG_ROLES: Final = frozenset({"CHEBI:23888", "CHEBI:52217"})  # drug, pharmaceutical
_FLAT: Final = {
    "MONDO": "Disease", "DOID": "Disease", "ORPHA": "Disease", "OMIM": "Disease", "DECIPHER": "Disease",
    "HP": "Symptom", "MAXO": "Treatment", "UBERON": "AnatomicalStructure", "CHEBI": "Drug",
}  # fmt: skip
_TUMOR: Final = re.compile(
    r"(?:tumou?r|cancer|neoplasm|neoplasia|carcinoma|sarcoma|lymphoma|leuk(?:a)?emia|melanoma|blastoma|adenoma|glioma|myeloma|"
    r"mesothelioma|malignancy|seminoma|germinoma|astrocytoma|ependymoma|meningioma|neuroma|schwannoma|lipoma|fibroma|papilloma)s?$",
    re.IGNORECASE,
)  # fmt: skip


def kinds_of(terms: Iterable[OboTerm]) -> dict[str, tuple[str, ...]]:
    """The kinds of each term that has any. Terms of no known branch have none: known by identifier, not looked for in texts."""
    terms = [term for term in terms if not term.obsolete]
    children: dict[str, list[str]] = {}
    for term in terms:
        for parent in term.parents:
            children.setdefault(parent, []).append(term.id)
    kinds: dict[str, tuple[str, ...]] = {}
    for root, names in _BELOW:
        for curie in _below(root, children, kinds):
            kinds[curie] = names
    for curie in _drugs(terms, children):
        kinds.setdefault(curie, ("Drug",))
    for root, _names in _BELOW:
        kinds.pop(root, None)
    if not children:
        kinds = {term.id: (_FLAT[prefix],) for term in terms if (prefix := term.id.partition(":")[0]) in _FLAT}
    return {term.id: _named(kinds[term.id], term.name) for term in terms if term.id in kinds}


def _below(root: str, children: Mapping[str, list[str]], known: Mapping[str, object]) -> set[str]:
    """All terms below a root that have no kind yet."""
    found: set[str] = set()
    stack = [root]
    while stack:
        for child in children.get(stack.pop(), ()):
            if child not in found:
                found.add(child)
                stack.append(child)
    return found - known.keys()


def _drugs(terms: list[OboTerm], children: Mapping[str, list[str]]) -> set[str]:
    """Drug roles (antibiotic, anticonvulsant, …) and the substances that have one."""
    roles = {role for root in _DRUG_ROLES for role in _below(root, children, {})}
    if not roles:
        return set()
    return roles | {term.id for term in terms if roles & set(term.roles)}


def _named(kinds: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A disease that is called a syndrome or a tumor is one."""
    if kinds == ("Disease",):
        if "syndrome" in name.casefold():
            return ("Disease", "Syndrome")
        if _TUMOR.search(name):
            return ("Disease", "Tumor")
    return kinds
