"""`summarize replay`: every site played on this machine, from recorded conversations."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import print_all
from summarizer.commands.commandline.options import examples

if TYPE_CHECKING:
    import argparse

    from summarizer.network.replay import Server

_LONGEST = 80
"""The most characters of a request in a message."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    from argparse import REMAINDER

    command.description = (
        "Run a command against recorded answers of the sites, served on this machine. Nothing "
        "is stored. "
        "Without a command, serve them until you press Ctrl-C."
    )
    add = command.add_argument
    add("cassette", metavar="CASSETTE", help="a recording, or a folder of them")
    add("argv", nargs=REMAINDER, metavar="COMMAND", help="the command to run")
    examples(command, "summarize replay cassettes/test_conversations papers hf:2025-12-09")


def run(arguments: argparse.Namespace) -> int:
    """Run a command with every site played on this machine, or play them until interrupted."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from summarizer import commands
    from summarizer.commands.commandline.parser import parser
    from summarizer.network import replay

    with (
        replay.Server(replay.load([Path(arguments.cassette)])) as server,
        TemporaryDirectory() as home,
    ):
        if arguments.argv:
            os.environ.update(server.environment)
            os.environ["SUMMARIZER_HOME"] = home  # what is played is not stored among real days
            try:
                return commands.run(parser(arguments.argv).parse_args(arguments.argv))
            finally:
                _say_unknown(server)
        print_all(f"export {name}={value}\n" for name, value in server.environment.items())
        server.wait()
    return 0


def _say_unknown(server: Server) -> None:
    """Say what was asked and is in no recording: its error says only that a site refused."""
    from urllib.parse import urlencode

    from summarizer.commands.commandline.console import Console
    from summarizer.text.counting import counted
    from summarizer.text.plain import shortened

    if server.unknown:
        path, query = server.unknown[0]
        asked = shortened(f"{path}?{urlencode(query)}" if query else path, _LONGEST)
        requests = counted(len(server.unknown), "request")
        Console().note(f"{requests} not in the recordings, such as {asked}: answered with 404")
