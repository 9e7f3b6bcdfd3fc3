"""Accept headers choose media types as RFC 9110 has it."""

import pytest

from api.http.negotiation import choose, media_type_of

OFFERED = ("application/json", "text/csv", "text/turtle")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/*", "text/csv"),
        ("text/csv;q=0.1, text/turtle;q=0.5", "text/turtle"),
        ("application/json;q=0, */*;q=0.1", "text/csv"),
        ("text/csv;q=0.4, */*", "application/json"),
        ("image/png, text/turtle;q=0.01", "text/turtle"),
    ],
)
def test_the_type_the_client_likes_best_is_chosen(accept: str | None, chosen: str) -> None:
    assert choose(accept, OFFERED) == chosen


@pytest.mark.parametrize("accept", ["image/png", "*/*;q=0", "text/csv;q=no", "nonsense"])
def test_nothing_is_chosen_where_the_client_wants_none_of_it(accept: str) -> None:
    assert choose(accept, OFFERED) is None


def test_a_header_of_a_thousand_ranges_is_read_only_so_far() -> None:
    assert choose(", ".join(["image/png"] * 1000 + ["text/csv"]), OFFERED) is None


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, ("", None)),
        ("text/plain", ("text/plain", None)),
        ('Text/Plain; Charset="UTF-8"', ("text/plain", "utf-8")),
        ("text/plain; boundary=x; charset=utf-16", ("text/plain", "utf-16")),
    ],
)
def test_a_content_type_gives_its_type_and_charset(header: str | None, found: tuple[str, str | None]) -> None:
    assert media_type_of(header) == found
