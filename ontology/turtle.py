"""Write Turtle text by hand, byte for byte the same each time: blocks of a subject and its predicate-object lines."""

from collections.abc import Iterable
from typing import Final

PREFIXES: Final = (
    ("biolink", "https://w3id.org/biolink/vocab/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("sg", "https://w3id.org/syndrome-graph/"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
)


def quoted(text: str) -> str:
    """A string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def listed(items: Iterable[str]) -> str:
    """A collection of terms."""
    return f"( {' '.join(items)} )"


def block(subject: str, lines: Iterable[str]) -> str:
    """One subject with its `predicate object` lines."""
    return f"{subject}\n    " + " ;\n    ".join(lines) + " .\n"


def document(comment: str, blocks: Iterable[str]) -> str:
    """A whole file: a comment, the prefixes that occur, the blocks."""
    body = "\n".join(blocks)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES if f"{name}:" in body)
    return f"# {comment}\n{prefixes}\n{body}"
