"""Files for `neo4j-admin database import`: one a sort of node or relationship, with a header that types every column.

Text is always quoted, so that "" is an empty text and nothing is no property. Lists are joined by the unit separator, which no
name or quote holds for a reason; where one does, a space stands in for it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

LIST_SEPARATOR: Final = "\x1f"
_TEXT, _LIST, _WHOLE, _NUMBER, _FLAG = "string", "string[]", "long", "double", "boolean"

_COMPARISON: Final = dict.fromkeys(
    ("comparison_outcome", "comparison_direction", "comparison_group", "comparison_against"), _TEXT
)
_SPAN: Final = {"start": _WHOLE, "end": _WHOLE}
# Types of the properties, by sort of node.
NODES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "GraphState": {"key": _TEXT, "identity": _TEXT, "epoch": _WHOLE, "format": _WHOLE, "imported": _FLAG},
        "Entity": {"curie": _TEXT, "label": _TEXT, "synonyms": _LIST, "xrefs": _LIST, "_names": _LIST},
        "Value": {"key": _TEXT, "label": _TEXT},
        "Document": {
            **dict.fromkeys(("id", "source", "name", "title", "format", "loader", "text"), _TEXT),
            **dict.fromkeys(("_record", "_content_hash", "_text_hash", "_text"), _TEXT),
        },
        "Section": {"id": _TEXT, "position": _WHOLE, "kind": _TEXT, **_SPAN, "heading": _TEXT},
        "Name": {**dict.fromkeys(("id", "curie", "name", "source"), _TEXT), **_SPAN},
        "Statement": {
            **{"id": _TEXT, "relation": _TEXT, "negated": _FLAG, "certainty": _TEXT, "object_label": _TEXT},
            **{"evidences": _WHOLE, "sources": _LIST},
            **_COMPARISON,
        },
        "Evidence": {
            **{"id": _TEXT, "source": _TEXT, "section": _TEXT, **_SPAN, "text": _TEXT, "rule": _TEXT, "certainty": _TEXT},
            **{"frequency": _TEXT, "truncated": _FLAG, "subject_text": _TEXT, "object_text": _TEXT},
            **dict.fromkeys(("subject_start", "subject_end", "object_start", "object_end"), _WHOLE),
            **{"any_of": _TEXT, "any_of_members": _LIST, "qualifier_names": _LIST, "qualifier_values": _LIST, "loader": _TEXT},
        },
        "Quantity": {
            **{"id": _TEXT, "position": _WHOLE, "kind": _TEXT, "low": _NUMBER, "high": _NUMBER, "unit": _TEXT},
            **{"verbatim": _TEXT, **_SPAN, "numerator": _TEXT, "denominator": _TEXT, "per_time": _TEXT, "approximate": _FLAG},
        },
    }
)
# Types of the properties of relationships that draw a statement; no other has any.
DRAWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{"statement": _TEXT, "certainty": _TEXT, "frequency": _TEXT, "frequencies": _LIST, "quantity_kind": _TEXT},
        **{"low": _NUMBER, "high": _NUMBER, "unit": _TEXT, "verbatim": _TEXT, "quantities": _LIST, "evidences": _WHOLE},
        **{"sources": _LIST, "quote": _TEXT, "section": _TEXT, "truncated": _FLAG, "any_of": _TEXT, "any_of_members": _LIST},
        **dict.fromkeys(
            ("action", "reason", "severity", "onset", "sex", "context", "modifier", "reference", "evidence_code"), _TEXT
        ),
        **_COMPARISON,
    }
)
# Lists that every node of a sort has, empty ones too: an import leaves those out, and the store's first opening puts them back.
LISTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Entity": ("synonyms", "xrefs"),
        "Statement": ("sources",),
        "Evidence": ("qualifier_names", "qualifier_values"),
    }
)
DRAWN_LISTS: Final = ("frequencies", "quantities", "sources")


Place = tuple[str, int]
"""A node: its sort and its number among these. Numbers, not keys, tell the import where relationships end: a third of the work."""


class CsvFiles:
    """Open files in a folder, one a sort, each begun with its header when its first row comes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, IO[str]] = {}
        self._line_breaks = False
        self._numbers: Counter[str] = Counter()
        self._all = ExitStack()

    def node(self, sort: str, properties: Mapping[str, Any], labels: Iterable[str] = ()) -> Place:
        """Write a node; KeyError for a property that its sort does not have."""
        types = NODES[sort]
        out = self._open.get(sort) or self._begin(sort, [f":ID({sort})", *_typed(types), ":LABEL"])
        number = self._numbers[sort]
        self._numbers[sort] += 1
        self._write(out, f'{number},{_cells(types, properties)},"{LIST_SEPARATOR.join((sort, *labels))}"')
        return sort, number

    def link(self, kind: str, start: Place, end: Place, properties: Mapping[str, Any] | None = None) -> None:
        """Write a relationship; with `properties` one that draws a statement."""
        types = DRAWN if properties is not None else {}
        name = f"{start[0]}_{'DRAWN' if types else kind}_{end[0]}"
        header = [f":START_ID({start[0]})", f":END_ID({end[0]})", ":TYPE", *_typed(types)]
        out = self._open.get(name) or self._begin(name, header)
        row = f"{start[1]},{end[1]},{kind}"
        self._write(out, f"{row},{_cells(types, properties)}" if properties is not None else row)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files of nodes and of relationships."""
        return tuple(sorted(self._open))

    @property
    def with_line_breaks(self) -> bool:
        """Whether a text goes over several lines: the import must be told."""
        return self._line_breaks

    def _write(self, out: IO[str], row: str) -> None:
        out.write(f"{row}\n")
        self._line_breaks = self._line_breaks or "\n" in row or "\r" in row

    def _begin(self, name: str, header: Iterable[str]) -> IO[str]:
        path = self._folder / f"{name}.csv"
        out = self._all.enter_context(path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20))
        out.write(",".join(header) + "\n")
        self._open[name] = out
        return out

    def __enter__(self) -> "CsvFiles":
        return self

    def __exit__(self, *_: object) -> None:
        self._all.close()


def _typed(types: Mapping[str, str]) -> list[str]:
    return [f"{name}:{kind}" for name, kind in types.items()]


def _cells(types: Mapping[str, str], properties: Mapping[str, Any]) -> str:
    if not properties.keys() <= types.keys():
        raise KeyError(f"no column for {', '.join(sorted(properties.keys() - types.keys()))}")
    return ",".join(_all_cells(types, properties))


def _all_cells(types: Mapping[str, str], properties: Mapping[str, Any]) -> Iterator[str]:
    get = properties.get
    for name in types:
        value = get(name)
        yield "" if value is None else _cell(value)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return f'"{value.replace(_QUOTE, _QUOTE + _QUOTE)}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        if not value:
            return ""
        return _cell(LIST_SEPARATOR.join([item.replace(LIST_SEPARATOR, " ") for item in value]))
    return repr(value)


_QUOTE: Final = '"'
