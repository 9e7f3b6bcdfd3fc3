"""Rows go to the server in order, each once, however many fill a message."""

from collections.abc import Iterator
from typing import Any

import pytest

from graph.neo4j.drawing import Row, send


class Taken:
    """Stands for a transaction: it keeps the rows of each message."""

    def __init__(self, fails_at: int = -1) -> None:
        self.messages: list[list[Row]] = []
        self._fails_at = fails_at

    def run(self, query: str, rows: list[Row]) -> None:
        """Take a message."""
        if len(self.messages) == self._fails_at:
            raise ConnectionError
        self.messages.append(rows)


def rows(number: int, broken: bool = False) -> Iterator[dict[str, Any]]:
    """Numbered rows; with `broken` an error after the last."""
    yield from ({"n": n} for n in range(number))
    if broken:
        raise KeyError("broken")


@pytest.mark.parametrize(("number", "sizes"), [(0, []), (4, [4]), (5, [5]), (6, [5, 1]), (12, [5, 5, 2])])
def test_every_row_is_sent_once_and_in_order(number: int, sizes: list[int]) -> None:
    taken = Taken()
    send(taken, "CREATE (n)", rows(number), 5)
    assert [len(message) for message in taken.messages] == sizes
    assert [row["n"] for message in taken.messages for row in message] == list(range(number))


@pytest.mark.parametrize("number", [3, 12])
def test_an_error_while_rows_are_made_ends_the_transaction(number: int) -> None:
    with pytest.raises(KeyError, match="broken"):
        send(Taken(), "CREATE (n)", rows(number, broken=True), 5)


def test_an_error_of_the_server_reaches_the_caller() -> None:
    taken = Taken(fails_at=1)
    with pytest.raises(ConnectionError):
        send(taken, "CREATE (n)", rows(30), 5)
    assert len(taken.messages) == 1
