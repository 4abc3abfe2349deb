"""`summarize mcp`: the library for agents, over standard input and output; `install` sets it up."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import flags, print_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.library.run import Run
    from summarizer.observer import Observer

_MOMENTS = 2.0
"""Seconds that running calls have to end."""
_WRITE = "also let agents mark, note, review, and annotate papers within your budget"


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Serve everything stored to an agent, by the Model Context Protocol over standard input "
        "and output: an agent's program starts this command itself. `install` prints what to put "
        "into its configuration."
    )
    command.add_argument("--write", action="store_true", help=_WRITE)
    common.model(command)
    common.limits(command)
    common.volume(command)
    common.examples(
        command,
        "summarize mcp install claude-code",
        "summarize mcp install cursor --write",
        "summarize mcp --write --model openai/NAME --max-usd 0.50",
    )
    actions = command.add_subparsers(dest="action", metavar="ACTION")
    install = actions.add_parser("install", help="print the configuration of a client")
    install.add_argument("client", metavar="CLIENT", help=common.Listed(_clients))
    install.add_argument(
        "--write", action="store_true", default=argparse.SUPPRESS, help="the same, in that client"
    )
    common.examples(install, "summarize mcp install vscode", "summarize mcp install codex --write")


def _clients() -> str:
    from summarizer.agents.clients import CLIENTS

    return f"one of {', '.join(CLIENTS)}"


def run(arguments: argparse.Namespace) -> int:
    """Serve until the client goes; or print a client's configuration."""
    return _install(arguments) if arguments.action == "install" else _serve(arguments)


def _serve(arguments: argparse.Namespace) -> int:
    import logging
    from functools import partial

    from summarizer import interruption, settings
    from summarizer.commands.commandline.messages import say

    needed("summarize mcp")
    from summarizer.agents.server import server
    from summarizer.agents.transports import serve_stdio

    given = flags(arguments)
    settings.load(given)  # what is wrong with them is said before anything is served
    if sys.stdin.isatty():
        say("an agent's program starts this command: `summarize mcp install CLIENT` sets it up")
    level = logging.INFO if arguments.verbose else logging.CRITICAL
    logging.basicConfig(level=level, stream=sys.stderr, format="summarize: %(message)s")
    try:
        serve_stdio(server(partial(begun, given), say, write=arguments.write))
    except KeyboardInterrupt:
        if _at_work():
            say(interruption.message())
            os._exit(interruption.code())
        raise
    if _at_work():
        os._exit(0)
    return 0


def _at_work() -> bool:
    """Whether calls are still running, some moments after their client went: nobody waits for them.

    What they have finished is kept, as always.
    """
    import threading

    own = threading.current_thread()
    others = [each for each in threading.enumerate() if each is not own and not each.daemon]
    for each in others:
        each.join(_MOMENTS / len(others))
    return any(each.is_alive() for each in others)


def begun(given: dict[str, object], observer: Observer) -> Run:
    """A run for one call, with the settings as they are by now."""
    from summarizer import settings
    from summarizer.library.run import Run

    return Run(settings.load(given), observer)


def needed(command: str) -> None:
    """Raise UsageError where a command cannot have the SDK."""
    from summarizer.errors import UsageError

    try:
        import mcp.server  # noqa: F401 - looked for before anything is served
    except ImportError as error:
        message = f"`{command}` needs the MCP SDK: `pip install 'summarize-papers[mcp]'`"
        raise UsageError(message) from error


def _install(arguments: argparse.Namespace) -> int:
    from summarizer.agents.clients import Launch, snippet
    from summarizer.commands.commandline.messages import say

    program = _program()
    more = ["--write"] if arguments.write else []
    home = os.environ.get("SUMMARIZER_HOME")
    environment = {"SUMMARIZER_HOME": os.path.abspath(home)} if home else {}  # noqa: PTH100 - a text
    launch = Launch(program[0], [*program[1:], "mcp", *more], environment)
    client, text = snippet(arguments.client, launch)
    print_all([text])
    what = f"put it into {client.where}" if client.where else "run this command in your shell"
    say(f"for {client.title}: {what}")
    return 0


def _program() -> Sequence[str]:
    """The absolute path of the command that runs; of Python where it runs as a module."""
    from pathlib import Path

    started = Path(sys.argv[0])
    if started.stem == "summarize" and started.is_file():
        return [str(started.absolute())]
    beside = Path(sys.executable).with_name("summarize")
    if beside.is_file():
        return [str(beside)]
    return [sys.executable, "-m", "summarizer"]
