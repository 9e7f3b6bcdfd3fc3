"""Write the OWL/SKOS file and the SHACL shapes that describe our RDF: `python -m ontology.schema`. A test fails when they drift."""

import sys
from pathlib import Path
from typing import Final

from ontology.schema_shapes import write_shapes
from ontology.schema_terms import write_terms

FOLDER: Final = Path(__file__).parent
TERMS: Final = FOLDER / "syndrome-graph.ttl"
SHAPES: Final = FOLDER / "shapes.ttl"


def generated() -> dict[Path, bytes]:
    """Each file with the bytes that belong in it."""
    return {TERMS: write_terms().encode("utf-8"), SHAPES: write_shapes().encode("utf-8")}


def main() -> int:
    """Write both files."""
    for path, content in generated().items():
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
