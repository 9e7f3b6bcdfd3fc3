"""Writing to the terminal: results to standard output, remarks to standard error, nothing that drives the terminal."""

import os
import re
import shutil
import sys
from collections.abc import Iterable

# Texts come from anywhere: escape sequences and other control characters in them must not reach a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def prepare() -> None:
    """Let both streams take any text: what the encoding lacks is written as an escape. A closed one takes it nowhere."""
    _fill_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _fill_closed() -> None:
    """Open closed standard streams on nothing, so that no file of ours gets the number of one and is written over."""
    number = os.open(os.devnull, os.O_RDWR)
    while number <= 2:
        os.set_inheritable(number, True)
        number = os.dup(number)
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Python's way to say that the caller closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123


def harmless(text: str) -> str:
    """`text` with control characters shown as escapes (tab and newline kept)."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}" if ord(match[0]) < 256 else f"\\u{ord(match[0]):04x}", text)


def say(text: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(text + "\n")


def say_all(lines: Iterable[str]) -> None:
    """Write lines of the result as they come."""
    for line in lines:
        sys.stdout.write(line + "\n")


def note(text: str) -> None:
    """Write a remark: one line on standard error."""
    sys.stderr.write(f"sgraph: {harmless(text)}\n")


def is_interactive() -> bool:
    """True where a person watches: a progress bar makes sense."""
    return sys.stderr.isatty()


def width() -> int | None:
    """Columns of the terminal that shows the result; None where it goes elsewhere, so that lines stay whole."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return None
    return shutil.get_terminal_size().columns


def silence() -> None:
    """Send what is still buffered nowhere: the reader has gone, or the disk is full."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, sys.stdout.fileno())
    finally:
        os.close(devnull)
