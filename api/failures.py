"""The outermost handler's table: which exit code and which one sentence an exception becomes."""

import errno
import os
from dataclasses import dataclass
from typing import Final

import typer

from graph.errors import SyndromeGraphError
from ontology.terms import LexiconError

DONE: Final = 0
NOTHING: Final = 1  # nothing found, or data refused
WRONG_USE: Final = 2
INTERRUPTED: Final = 130

# typer's parser raises its own usage errors, BadParameter among them; their common base has no public name.
USAGE_ERROR: Final = typer.BadParameter.__mro__[1]


@dataclass(frozen=True, slots=True)
class Failure:
    """`code` for the shell, `message` for standard error: None says nothing."""

    code: int
    message: str | None


def failure_of(error: BaseException) -> Failure | None:
    """The failure an exception stands for; None where the program itself is at fault."""
    if isinstance(error, SyndromeGraphError):
        return Failure(error.exit_code, str(error))
    if isinstance(error, LexiconError):
        return Failure(NOTHING, str(error))
    if isinstance(error, USAGE_ERROR):
        return Failure(WRONG_USE, _usage(error))
    if isinstance(error, (KeyboardInterrupt, typer.Abort)):
        return Failure(INTERRUPTED, "interrupted; what was finished is kept, nothing is half-written")
    if isinstance(error, BrokenPipeError):
        return Failure(NOTHING, None)  # the reader has gone: typer, which meets most of these, ends with 1 as well
    if isinstance(error, OSError):
        return Failure(NOTHING, _system(error))
    return None


def defect(error: BaseException) -> Failure:
    """A fault of the program: still one sentence, and how to see more."""
    return Failure(
        NOTHING,
        f"internal error ({type(error).__name__}: {' '.join(str(error).split())[:200]}); "
        "set SGRAPH_TRACEBACK=1 to see where, and please report it",
    )


def wants_traceback() -> bool:
    """True where the user asked to see tracebacks."""
    return bool(os.environ.get("SGRAPH_TRACEBACK"))


def _usage(error: BaseException) -> str:
    format_message = getattr(error, "format_message", None)
    message = str(format_message()) if format_message else str(error)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "sgraph"
    return f"{message.rstrip('.')}; see `{command} --help`"


def _system(error: OSError) -> str:
    place = f" {error.filename}" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"no space is left on the disk{' for' + place if place else ''}; free some and run the command again"
    return f"{error.strerror or error}{':' + place if place else ''}"
