"""SPARQL answers as the W3C formats: JSON, XML, CSV and TSV for rows and booleans; RDF syntaxes for graphs."""

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
RDF_XML: Final = "application/rdf+xml"
JSON_LD: Final = "application/ld+json"

ROW_TYPES: Final = (JSON, XML, CSV, TSV, "application/json", "application/xml", "text/xml")
BOOLEAN_TYPES: Final = (JSON, XML, "application/json", "application/xml", "text/xml", CSV, TSV)
GRAPH_TYPES: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NAMESPACE: Final = "http://www.w3.org/2005/sparql-results#"
_BARE: Final = re.compile(r"[+-]?\d+\Z")  # only integers are bare in TSV: other lexical forms differ between readers
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Answer = Mapping[str, Any]  # SPARQL results JSON, or {"turtle": text}
Binding = Mapping[str, Mapping[str, Any]]


def types_for(answer: Answer) -> tuple[str, ...]:
    """The media types an answer can be sent as, the usual one first."""
    if "turtle" in answer:
        return GRAPH_TYPES
    return BOOLEAN_TYPES if "boolean" in answer else ROW_TYPES


def write(answer: Answer, media_type: str, byte_limit: int) -> tuple[bytes, bool]:
    """The body of an answer and whether rows are missing from it for `byte_limit`."""
    if "turtle" in answer:
        return _graph(answer["turtle"], media_type), False
    form = "json" if media_type.endswith("json") else "xml" if media_type.endswith("xml") else media_type
    if "boolean" in answer:
        return _boolean(answer["boolean"], form), False
    columns, rows = answer["head"]["vars"], answer["results"]["bindings"]
    kept = _within(rows, byte_limit)
    return _rows(columns, rows[:kept], form), kept < len(rows)


def _within(rows: Sequence[Binding], byte_limit: int) -> int:
    """How many rows have room. Each cell is counted with the frame that JSON puts around it."""
    room = byte_limit
    for number, row in enumerate(rows):
        room -= sum(60 + len(str(term["value"]).encode("utf-8", "replace")) for term in row.values())
        if room < 0:
            return number
    return len(rows)


def _graph(turtle: str, media_type: str) -> bytes:
    if media_type == TURTLE:
        return turtle.encode()
    import pyoxigraph

    form = pyoxigraph.RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(f"not an RDF syntax: {media_type}")
    triples = (quad.triple for quad in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE))
    return pyoxigraph.serialize(triples, format=form) or b""


def _boolean(value: bool, form: str) -> bytes:
    word = "true" if value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": value}).encode()
    if form == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}"><head/><boolean>{word}</boolean></sparql>\n'.encode()
    return f"{word}\n".encode()


def _rows(columns: Sequence[str], rows: Sequence[Binding], form: str) -> bytes:
    match form:
        case "json":
            return json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}}, ensure_ascii=False).encode()
        case "xml":
            return _xml(columns, rows)
        case "text/csv":
            return _csv(columns, rows)
        case _:
            return _tsv(columns, rows)


def _xml(columns: Sequence[str], rows: Sequence[Binding]) -> bytes:
    parts = [f'<?xml version="1.0"?>\n<sparql xmlns="{_NAMESPACE}">\n<head>']
    parts += [f"<variable name={quoteattr(name)}/>" for name in columns]
    parts.append("</head>\n<results>\n")
    for row in rows:
        cells = (f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in row.items())
        parts.append(f"<result>{''.join(cells)}</result>\n")
    parts.append("</results>\n</sparql>\n")
    return "".join(parts).encode()


def _xml_term(term: Mapping[str, Any]) -> str:
    kind = term["type"]
    if kind == "triple":
        parts = term["value"].items()
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"
    value = escape(_NOT_XML.sub("\ufffd", term["value"]), {"\r": "&#13;"})
    attribute = ""
    if "xml:lang" in term:
        attribute = f" xml:lang={quoteattr(term['xml:lang'])}"
    elif "datatype" in term:
        attribute = f" datatype={quoteattr(term['datatype'])}"
    return f"<{kind}{attribute}>{value}</{kind}>"


def _csv(columns: Sequence[str], rows: Sequence[Binding]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_csv_term(row.get(name)) for name in columns] for row in rows)
    return buffer.getvalue().encode()


def _csv_term(term: Mapping[str, Any] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "triple":
        return _tsv_term(term)
    return f"_:{term['value']}" if term["type"] == "bnode" else str(term["value"])


def _tsv(columns: Sequence[str], rows: Sequence[Binding]) -> bytes:
    lines = ["\t".join(f"?{name}" for name in columns)]
    lines += ["\t".join(_tsv_term(row.get(name)) for name in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def _tsv_term(term: Mapping[str, Any] | None) -> str:
    if term is None:
        return ""
    kind, value, datatype = term["type"], term["value"], term.get("datatype")
    if kind == "triple":
        return f"<<( {' '.join(_tsv_term(part) for part in value.values())} )>>"
    if kind != "literal":
        return f"<{value}>" if kind == "uri" else f"_:{value}"
    if datatype == f"{_XSD}integer" and _BARE.match(value):
        return str(value)
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    quoted = '"' + "".join(escapes.get(letter, letter) for letter in value) + '"'
    if "xml:lang" in term:
        return f"{quoted}@{term['xml:lang']}"
    return f"{quoted}^^<{datatype}>" if datatype else quoted
