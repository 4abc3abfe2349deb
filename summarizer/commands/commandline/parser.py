"""The command line as a parser: every command with its options."""

from __future__ import annotations

import argparse

from summarizer import __version__
from summarizer.commands.commandline.catalogue import COMMANDS, module

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


class _Parser(argparse.ArgumentParser):
    """Argparse whose errors are one line, and that asks for the terminal's width when it prints.

    Argparse asks for each option it is told of, and loads `shutil` and what that needs for it.
    """

    _width: int | None = 78

    def _get_formatter(self) -> argparse.HelpFormatter:
        formatter = argparse.HelpFormatter  # as every parser here has it
        return formatter(self.prog, width=self._width)

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self._width = None
        return super().format_help()

    def format_usage(self) -> str:
        """The usage, as wide as the terminal."""
        self._width = None
        return super().format_usage()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, then end with 2."""
        self.exit(2, f"{self.prog}: error: {message} (see `{self.prog} --help`)\n")


def parser(argv: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """The whole command line, one parser a command.

    Given what was typed, and it begins with a command, there are no others; else those that are
    not in it go without their options: each costs every other command's start.
    """
    top = _Parser(
        prog="summarize",
        description="Tagged, summarised digests of research papers, with or without an LLM.",
        epilog="Exit codes: 0 done; 1 done, some papers skipped; 2 wrong use or unreadable input; "
        "3 nothing listed for that day; 4 source or server not reached, or no; 130 interrupted.",
    )
    top.add_argument("--version", action="version", version=f"summarize {__version__}")
    subparsers = top.add_subparsers(dest="command", metavar="COMMAND", required=True, prog=top.prog)
    chosen = set(argv[:1] if argv else ()) & COMMANDS.keys()
    for name, line in COMMANDS.items():
        if chosen and name not in chosen:
            continue
        command = subparsers.add_parser(name, help=line)
        if argv is None or name in argv:
            module(name).options(command)
    return top
