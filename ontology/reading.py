"""Bytes of an ontology file to its parsed terms: uncompressed, told apart by their beginning, read by the format's reader."""

import gzip
import zlib
from typing import Final

from ontology.obo import header_of, read_terms
from ontology.obographs import read_obographs
from ontology.parsed import Parsed, curie_of
from ontology.sssom import read_sssom
from ontology.terms import LexiconError
from ontology.termtable import read_table

MAX_BYTES: Final = 1_500_000_000  # uncompressed; the largest ontologies of the field are well below
_GZIP: Final = b"\x1f\x8b"
_PAGE: Final = ("<!doctype html", "<html", "<head", "<body")


def read_ontology(data: bytes, place: str) -> Parsed:
    """The terms of an OBO, OBO Graphs JSON, SSSOM or TSV file, gzipped or not.

    `place` names the file in errors. Raises LexiconError with one sentence for anything else.
    """
    text = _text_of(data, place)
    head = text[:4000].lstrip("\ufeff \t\r\n").casefold()
    if head.startswith(_PAGE):
        raise LexiconError(place, "a web page (HTML), not an ontology; give the address of the file itself.")
    if head.startswith("<"):
        raise LexiconError(place, "XML or OWL, which is not read; give the ontology as OBO, OBO Graphs JSON, SSSOM or TSV.")
    if head.startswith(("{", "[{", "[ {")):
        parsed = read_obographs(text, place)
    elif head.startswith(("format-version:", "[term]", "data-version:", "ontology:", "!")):
        parsed = _read_obo(text.splitlines(), place)
    else:
        lines = text.splitlines()
        first = next((line for line in lines if not line.startswith("#")), "")
        parsed = read_sssom(lines, place) if "subject_id" in first and "object_id" in first else read_table(lines, place)
    if not parsed.terms and not parsed.mappings:
        raise LexiconError(place, "no terms in it.")
    return parsed


def _text_of(data: bytes, place: str) -> str:
    if not data:
        raise LexiconError(place, "an empty file (0 bytes); fetch it again.")
    if data.startswith(_GZIP):
        try:
            unpacker = zlib.decompressobj(wbits=31)
            content = unpacker.decompress(data, MAX_BYTES + 1)
            if not unpacker.eof and len(content) <= MAX_BYTES:
                raise LexiconError(place, "a gzip file that is cut; fetch it again.")
            if unpacker.unused_data.startswith(_GZIP):  # several members, as some tools write
                content = gzip.decompress(data)
        except (zlib.error, OSError, EOFError):
            raise LexiconError(place, "a damaged gzip file; fetch it again.") from None
        data = content
        if not data:
            raise LexiconError(place, "a gzip file with nothing in it; fetch it again.")
    if len(data) > MAX_BYTES:
        raise LexiconError(place, f"more than {MAX_BYTES // 1_000_000} MB; too large for a lexicon.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LexiconError(f"{place}:{line}", "bytes that are not UTF-8 text; an ontology file is needed.") from None


def _read_obo(lines: list[str], place: str) -> Parsed:
    header = header_of(lines)
    parsed = Parsed("obo", name=header.get("ontology", ""), version=header.get("data-version", ""))
    for line in lines:
        if line.startswith("["):
            break
        if line.startswith("property_value:") and ("license" in line or "rights" in line):
            parsed.licence = line.split(" ", 2)[2].rsplit(" xsd:", 1)[0].strip('" ')
    parsed.terms = list(read_terms(lines, place))
    for term in parsed.terms:
        term.id = curie_of(term.id)
        for references in (term.parents, term.alt_ids, term.replaced_by, term.roles, term.exact):
            references[:] = map(curie_of, references)
    return parsed
