"""What an operator may set; every limit of the service in one place."""

from dataclasses import dataclass
from typing import Final

LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of one service. Times in seconds, sizes in bytes."""

    query_timeout_s: float = 10.0  # a user's query is ended after this
    row_limit: int = 10_000  # rows of a query's answer; more are cut and said so
    answer_limit: int = 20_000_000  # bytes of a query's answer
    body_limit: int = 1_000_000  # bytes of a request's body
    query_limit: int = 20_000  # characters of a query
    concurrent_queries: int = 4  # user queries at work at once; others wait
    waiting_queries: int = 16  # at most; further ones get 503 at once, so that look-ups always find a thread
    queue_wait_s: float = 5.0  # who has waited so long gets 503
    allowed_hosts: frozenset[str] = frozenset()  # names a request's Host may have; empty: any
