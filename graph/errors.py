"""Faults of the program or its surroundings. Faults of data are collected in reports instead.

SyndromeGraphError
├── InputRefused          bytes that are not a readable monograph
├── UnknownEntity         no node of that name; carries the nearest names
├── QueryError            a malformed query; carries line and column where the engine gives them
│   └── QueryRefused      well-formed, but it writes, reaches outside or is over a limit
├── QueryTimeout          ran longer than its limit and was ended
├── StoreError            the store cannot be used
│   ├── StoreBusy         another process is writing it
│   ├── StoreTooNew       written by a newer release
│   └── StoreFull         the disk is full
├── ProposerFailed        the model that was to propose statements cannot be asked
└── EngineMissing         an optional engine is not installed; the message carries the install line
"""

_QUOTED = 200  # characters of somebody's own words that a message repeats


def shortened(words: str) -> str:
    """`words` as a message repeats them: cut where they are very long."""
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"


def tells_of_full_disk(message: str) -> bool:
    """Whether an engine's words tell of a full disk or a limit of file sizes: engines have no error numbers."""
    return any(sign in message for sign in ("No space left", "File too large", "quota exceeded"))


class SyndromeGraphError(Exception):
    """Base of all. `str(error)` is one sentence that says what to do next."""

    exit_code = 1


class InputRefused(SyndromeGraphError):
    """Bytes that are not a readable monograph."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(f"{source}: {reason}")


class UnknownEntity(SyndromeGraphError):
    """No entity of that name. `nearest` are labels to offer, best first."""

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.name = name
        self.nearest = nearest
        offer = f" Did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"No entity is called {shortened(name)!r}.{offer}")


class QueryError(SyndromeGraphError):
    """A malformed query. `line` and `column` are 1-based, None where the engine does not say."""

    exit_code = 2

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.message = message
        self.line = line
        self.column = column
        place = f" (line {line}, column {column})" if line is not None else ""
        super().__init__(f"{message}{place}")


class QueryRefused(QueryError):
    """A query that writes, reaches outside the store, or is over a limit."""


class QueryTimeout(SyndromeGraphError):
    """A query that ran longer than `timeout_s` seconds and was ended."""

    def __init__(self, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        super().__init__(f"The query ran longer than {timeout_s:g} s and was ended; narrow it or raise the limit.")


class StoreError(SyndromeGraphError):
    """The store cannot be used."""


class StoreBusy(StoreError):
    """Another process is writing the store."""


class StoreTooNew(StoreError):
    """The store was written by a newer release."""


class StoreFull(StoreError):
    """No space is left for the store."""


class EngineMissing(SyndromeGraphError):
    """An optional engine is not installed."""


class ProposerFailed(SyndromeGraphError):
    """The model that was to propose statements is not named rightly or cannot be asked."""
