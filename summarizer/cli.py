"""The command line: argv to one command, and its errors to a line and an exit code."""

from __future__ import annotations

import sys

from summarizer import commands
from summarizer.commands.commandline.parser import parser

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the return value is the exit code."""
    given = sys.argv[1:] if argv is None else argv
    try:
        if not given:
            return commands.welcome()
        if given[:1] == ["__complete"]:  # asked by shells alone, so no command of the list
            return commands.offer(given[1:])
        arguments = parser(given).parse_args(given)
        return _run(arguments)
    except KeyboardInterrupt:
        return _fail("interrupted; finished work is kept", INTERRUPTED)


def _run(arguments: argparse.Namespace) -> int:
    from summarizer.errors import SummarizerError

    try:
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


def _fail(message: str, code: int) -> int:
    from summarizer.commands.commandline.messages import say

    say(message)
    return code
