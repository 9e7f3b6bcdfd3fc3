"""The command `sgraph`: the outermost handler around the commands. Nothing else in the program ends it or prints a fault."""

import signal
import sys
import traceback
from types import FrameType
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line of this process and exit with its code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup, for one, has it ignored
            signal.signal(number, _end)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; faults become one sentence on standard error."""
    try:
        return _run(arguments)
    except KeyboardInterrupt:  # a second Ctrl-C while the first is being handled
        return 130


def _run(arguments: list[str]) -> int:
    try:
        from api import failures, terminal
        from api.application import application

        terminal.prepare()
        outcome = application()(arguments, prog_name="sgraph", standalone_mode=False)
        sys.stdout.flush()
        if outcome == failures.INTERRUPTED:  # typer has turned Ctrl-C into this code
            raise KeyboardInterrupt
        return outcome if isinstance(outcome, int) else failures.DONE
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except BaseException as error:  # noqa: BLE001  the outermost handler
        return _report(error)


def _end(number: int, _frame: FrameType | None) -> None:
    """End in order when asked to: what a command has started ends with it."""
    raise SystemExit(128 + number)


def _report(error: BaseException) -> int:
    from api import failures, terminal

    failure = failures.failure_of(error)
    if failures.wants_traceback() and not isinstance(error, (KeyboardInterrupt, BrokenPipeError)):
        traceback.print_exception(error)
    if failure is None:
        failure = failures.defect(error)
    try:
        sys.stdout.flush()
    except OSError:
        terminal.silence()
    if failure.message:
        terminal.note(failure.message)
    return failure.code
