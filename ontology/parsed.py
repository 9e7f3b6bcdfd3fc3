"""What a reader of one format makes of a file: terms as written, mappings, and what the file says of itself. Before `adopting`."""

from dataclasses import dataclass, field
from typing import Final

from ontology.curies import compress
from ontology.obo import OboTerm

# The same prefix in other spellings, lower case.
_PREFIXES: Final = {
    "orphanet": "ORPHA",
    "ordo": "ORPHA",
    "orpha": "ORPHA",
    "omim": "OMIM",
    "mim": "OMIM",
    "mesh": "MESH",
    "msh": "MESH",
    "umls": "UMLS",
    "umls_cui": "UMLS",
    "ncit": "NCIT",
    "ncithesaurus": "NCIT",
    "nci": "NCIT",
    "doid": "DOID",
    "mondo": "MONDO",
    "hp": "HP",
    "sctid": "SCTID",
    "snomedct": "SCTID",
    "chebi": "CHEBI",
    "uberon": "UBERON",
    "maxo": "MAXO",
    "ncbitaxon": "NCBITaxon",
    "gard": "GARD",
}


@dataclass(slots=True)
class Parsed:
    """`mappings`: (subject, object) pairs stated to mean exactly the same; `passed_over` says what was left out, as sentences."""

    format: str
    terms: list[OboTerm] = field(default_factory=list)
    name: str = ""
    version: str = ""
    licence: str = ""
    mappings: list[tuple[str, str]] = field(default_factory=list)
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)  # stated by the file itself
    passed_over: list[str] = field(default_factory=list)


def curie_of(identifier: str) -> str:
    """The CURIE of an identifier or IRI in this project's spelling of prefixes; as it is where nothing is known of it."""
    if "://" in identifier:
        found = compress(identifier)
        if found is None:
            local = identifier.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            prefix, low, number = local.partition("_")
            found = f"{prefix}:{number}" if low and prefix and number and prefix.isalpha() else identifier
        identifier = found
    prefix, colon, local = identifier.partition(":")
    return f"{_PREFIXES.get(prefix.casefold(), prefix)}:{local}" if colon else identifier
