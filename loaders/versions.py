"""Which extractor read a document: its rules, its code and its vocabularies as one short word.

Place in the flow: a load writes it beside each document, and reads again only what another extractor has read.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import ontology
from ontology.lexicon import Lexicon

_READ: Final = frozenset({".py", ".toml", ".tsv", ".txt"})


@lru_cache(maxsize=4)
def extractor_version(lexicon: Lexicon) -> str:
    """Twelve hexadecimal digits over the files of `loaders` and `ontology` and every term of the lexicon. Takes some 0.1 s."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, Path(ontology.__file__).parent):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _READ):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for curie in lexicon:
        digest.update(repr(lexicon.term(curie)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:12]
