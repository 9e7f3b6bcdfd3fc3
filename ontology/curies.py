"""CURIE to IRI and back, for the prefixes this project writes. First step of every identifier in the flow."""

from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote

NAMESPACE: Final = "https://w3id.org/syndrome-graph/"

_OBO: Final = "http://purl.obolibrary.org/obo/"

# One row a prefix. Longest IRI wins when compressing, so no two rows may be equal.
PREFIXES: Final = MappingProxyType(
    {
        "sg": NAMESPACE,
        "local": f"{NAMESPACE}local/",
        **{
            p: f"{_OBO}{p}_"
            for p in ("MONDO", "HP", "CHEBI", "MAXO", "UBERON", "NCBITaxon", "DOID", "NCIT", "CL", "GO", "CHR", "SO", "ECO")
        },
        "ORPHA": "http://www.orpha.net/ORDO/Orphanet_",
        "OMIM": "https://omim.org/entry/",
        "DECIPHER": "https://www.deciphergenomics.org/syndrome/",
        "HGNC": "https://identifiers.org/hgnc:",
        "MESH": "http://id.nlm.nih.gov/mesh/",
        "UMLS": "https://uts.nlm.nih.gov/uts/umls/concept/",
        "SCTID": "http://snomed.info/id/",
        "EFO": "http://www.ebi.ac.uk/efo/EFO_",
        "MEDGEN": "https://www.ncbi.nlm.nih.gov/medgen/",
        "GARD": "https://rarediseases.info.nih.gov/diseases/",
        "ICD10": "http://hl7.org/fhir/sid/icd-10/",
        "ICD11": "http://id.who.int/icd/release/11/mms/",
        "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
        "biolink": "https://w3id.org/biolink/vocab/",
    }
)

_BY_LENGTH: Final = tuple(sorted(PREFIXES.items(), key=lambda row: -len(row[1])))


def split_curie(curie: str) -> tuple[str, str]:
    """Return `(prefix, local id)`; ValueError where there is no colon or either side is empty."""
    prefix, colon, local = curie.partition(":")
    if not (colon and prefix and local):
        raise ValueError(f"not a CURIE: {curie!r}")
    return prefix, local


def expand(curie: str) -> str:
    """Return the IRI of a CURIE. An unknown prefix goes under our own namespace, so that `compress` undoes it.

    Raises ValueError when `curie` has no prefix.
    """
    prefix, local = split_curie(curie)
    base = PREFIXES.get(prefix)
    if base is None:
        return f"{NAMESPACE}curie/{quote(prefix, safe='')}/{quote(local, safe='')}"
    return base + quote(local, safe="._-~")


def compress(iri: str) -> str | None:
    """Return the CURIE of an IRI that `expand` can give, else None."""
    foreign = f"{NAMESPACE}curie/"
    if iri.startswith(foreign):
        prefix, slash, local = iri[len(foreign) :].partition("/")
        return f"{unquote(prefix)}:{unquote(local)}" if slash else None
    for prefix, base in _BY_LENGTH:
        if iri.startswith(base) and len(iri) > len(base):
            return f"{prefix}:{unquote(iri[len(base) :])}"
    return None
