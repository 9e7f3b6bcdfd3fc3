"""Answers as tables, JSON, CSV and TSV."""

import csv
import json

from api.options import Format
from api.output import render
from api.terminal import harmless

COLUMNS = ("name", "share", "words")
ROWS = [("corticotropin", 0.6, ["In 60%", "most"]), ("=HYPERLINK(1)", None, ["a\tb\nc"])]


def lines(form: Format, width: int | None = None) -> list[str]:
    return list(render(COLUMNS, ROWS, form, width))


def test_json_is_a_list_of_objects() -> None:
    assert json.loads("\n".join(lines(Format.JSON)))[0] == {"name": "corticotropin", "share": 0.6, "words": ["In 60%", "most"]}


def test_jsonl_is_an_object_a_line() -> None:
    assert [json.loads(line)["name"] for line in lines(Format.JSONL)] == ["corticotropin", "=HYPERLINK(1)"]


def test_csv_reads_back_and_holds_no_formula() -> None:
    read = list(csv.reader("\n".join(lines(Format.CSV)).splitlines(keepends=True)))
    assert read == [list(COLUMNS), ["corticotropin", "0.6", "In 60%; most"], ["'=HYPERLINK(1)", "", "a\tb\nc"]]


def test_tsv_keeps_a_row_on_a_line() -> None:
    assert lines(Format.TSV) == ["name\tshare\twords", "corticotropin\t0.6\tIn 60%; most", "=HYPERLINK(1)\t\ta\\tb\\nc"]


def test_tables_align_and_put_numbers_right() -> None:
    assert lines(Format.TABLE) == [
        "name           share  words",
        "─────────────  ─────  ────────────",
        "corticotropin    0.6  In 60%; most",
        "=HYPERLINK(1)         a b c",
    ]


def test_tables_fit_the_terminal() -> None:
    assert max(map(len, lines(Format.TABLE, 30))) <= 30


def test_numbers_that_json_lacks_are_words() -> None:
    row = (float("nan"), float("inf"), [float("-inf")])
    assert json.loads("\n".join(render("abc", [row], Format.JSON))) == [{"a": "NaN", "b": "Infinity", "c": ["-Infinity"]}]
    assert list(render("abc", [row], Format.CSV))[1] == "NaN,Infinity,-Infinity"


def test_control_characters_of_a_text_never_reach_a_terminal() -> None:
    assert harmless("a\x1b[31mb\u202ec\nd") == "a\\x1b[31mb\\u202ec\nd"
