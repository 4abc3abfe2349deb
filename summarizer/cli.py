"""The command line: argv to one command, and its errors to a line and an exit code."""

from __future__ import annotations

import sys

from summarizer import commands
from summarizer.commands.commandline.parser import parser

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

BROKEN = 70
"""The exit code of a fault of the program's own: what sysexits.h calls EX_SOFTWARE."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code."""
    given = sys.argv[1:] if argv is None else argv
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        _occupy_closed_streams()
    try:
        if not given:
            return commands.welcome()
        if given[:1] == ["__complete"]:  # asked by shells alone, so no command of the list
            return commands.offer(given[1:])
        arguments = parser(given).parse_args(given)
        return _run(arguments)
    except KeyboardInterrupt:
        from summarizer import interruption

        return _fail(interruption.message(), interruption.code())
    except Exception as error:  # noqa: BLE001 - whatever is left is one line, as all others are
        return _fail_of_ours(error, given)


def _run(arguments: argparse.Namespace) -> int:
    from summarizer.errors import SummarizerError
    from summarizer.interruption import heeded

    try:
        with heeded():
            return commands.run(arguments)
    except SummarizerError as error:
        return _fail(str(error), error.exit_code)
    finally:
        _say_what_is_broken()


def _say_what_is_broken() -> None:
    """One warning for each plug-in that was asked for and cannot be used."""
    families = sys.modules.get("summarizer.families")
    for line in families.broken() if families else ():
        _fail(line, 0)


def _fail_of_ours(error: Exception, given: Sequence[str]) -> int:
    """A fault that no command knows of: one line, and the traceback for whoever asks for it."""
    import os
    import traceback

    if os.environ.get("SUMMARIZER_DEBUG") or not {"-v", "--verbose"}.isdisjoint(given):
        traceback.print_exception(error)
        hint = "please report it with the lines above"
    else:
        hint = "`SUMMARIZER_DEBUG=1` shows where; please report it"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _fail(f"a bug in this program: {what[:300]}: {hint}", BROKEN)


def _occupy_closed_streams() -> None:
    """Let no file get a closed stream's number, and messages of a closed standard error go nowhere.

    What is printed without a stream would otherwise go among the results.
    """
    import os

    while (number := os.open(os.devnull, os.O_RDWR)) < 2:  # noqa: PLR2004 - standard error's
        pass
    if number > 2:  # noqa: PLR2004 - the same
        os.close(number)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end


def _fail(message: str, code: int) -> int:
    from summarizer.commands.commandline.messages import say

    say(message)
    return code
