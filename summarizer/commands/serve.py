"""`summarize serve`: the library in a browser, on this machine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun

if TYPE_CHECKING:
    import argparse
    from socket import socket

    from starlette.applications import Starlette
    from uvicorn import Config

    from summarizer.commands.commandline.console import Console
    from summarizer.serve.serving import Serving

PORT = 8411
TOKEN = "SUMMARIZER_SERVE_TOKEN"  # noqa: S105 - the name of a variable
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_LARGEST_PORT = 65_535
_KEPT_OPEN = 75
"""Seconds for which a connection is kept open: longer than browsers and programs wait before they
use it again, or they find it closed that very moment."""
_AFTER = 0.5
"""Seconds until what takes long is begun beside the first page."""
_SHORTEST = 16
"""Characters of a token, at least: nobody may guess it."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Read, search, mark and review everything stored in your browser. The server answers only "
        "this machine, unless you give `--host`; then it asks for a token."
    )
    add = command.add_argument
    add(
        "--port",
        type=_port,
        default=PORT,
        metavar="N",
        help=f"the port (default: {PORT}); 0 takes any that is free",
    )
    line = "the address to listen on (default: 127.0.0.1, this machine only)"
    add("--host", default="127.0.0.1", metavar="ADDRESS", help=line)
    add("--open", action="store_true", help="open the page in your browser")
    add("--title", default="Research papers", metavar="TEXT", help="default: Research papers")
    line = "also let agents in, by MCP at /mcp; with `=write` they may change what is stored"
    add("--mcp", type=_agents, metavar="[=write]", help=line)
    common.for_me(command, "your own papers first, by your interests (default: all profiles)")
    common.model(command)
    common.limits(command)
    common.lines(command)
    common.certainty(command)
    common.volume(command)
    common.examples(
        command,
        "summarize serve --open",
        "summarize serve --port 9000",
        "summarize serve --host 0.0.0.0",
    )


def _port(text: str) -> int:
    """A port's number."""
    from argparse import ArgumentTypeError

    if not (text.isascii() and text.isdecimal() and int(text[:6]) <= _LARGEST_PORT):
        message = f"{text!r} is not a port: give a number up to {_LARGEST_PORT}"
        raise ArgumentTypeError(message)
    return int(text)


def _agents(text: str) -> str:
    """What agents may do."""
    from argparse import ArgumentTypeError

    if text not in {"", "write"}:
        message = f"{text!r}: write `--mcp`, or `--mcp=write`"
        raise ArgumentTypeError(message)
    return text or "read"


def run(arguments: argparse.Namespace) -> int:
    """Serve until the reader ends it."""
    from summarizer.commands.commandline.console import flags
    from summarizer.errors import UsageError

    try:
        import starlette  # noqa: F401 - looked for before anything is said
        import uvicorn
    except ImportError as error:
        message = (
            "`summarize serve` needs Starlette and uvicorn: `pip install 'summarize-papers[serve]'`"
        )
        raise UsageError(message) from error
    from summarizer.serve.app import application
    from summarizer.serve.serving import Serving

    _, console = begun(arguments)
    listening = _listening(arguments.host, arguments.port)
    with listening:
        port = listening.getsockname()[1]
        local = arguments.host in _LOOPBACK
        token = None if local else _token()
        serving = Serving(
            arguments.title,
            flags(arguments),
            common.wished(arguments),
            console,
        )
        hosts = [f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")]
        hosts += [name.rpartition(":")[0] for name in hosts] if port == 80 else []  # noqa: PLR2004 - browsers leave it out
        app = application(serving, hosts, token, _doors(arguments, console))
        _warm(serving)
        address = _address(arguments.host, port, token)
        console.note(f"{arguments.title}: {address} (Ctrl-C ends it)")
        if arguments.mcp:
            how = ", with `Authorization: Bearer TOKEN`" if token else ""
            console.note(f"for agents: {_address(arguments.host, port, None)}mcp{how}")
        if arguments.open:
            import webbrowser

            webbrowser.open(address)
        config = uvicorn.Config(
            app,
            log_level="critical",
            access_log=False,
            lifespan="on",
            ws="none",
            timeout_graceful_shutdown=3,
            timeout_keep_alive=_KEPT_OPEN,
        )
        _serve(config, listening, console)
    return 0


def _doors(arguments: argparse.Namespace, console: Console) -> dict[str, Starlette]:
    """What answers at `/mcp`, where agents are let in. Raises UsageError without the SDK."""
    if not arguments.mcp:
        return {}
    from functools import partial

    from summarizer.commands import mcp
    from summarizer.commands.commandline.console import flags

    mcp.needed("summarize serve --mcp")
    from summarizer.agents.server import server
    from summarizer.agents.transports import application

    runs = partial(mcp.begun, flags(arguments))
    write = arguments.mcp == "write"
    return {"/mcp": application(server(runs, console.warn, write=write), "/mcp")}


def _serve(config: Config, listening: socket, console: Console) -> None:
    """Answer until Ctrl-C, which ends the command as it does every other."""
    import uvicorn

    server = uvicorn.Server(config)
    server.run(sockets=[listening])
    console.close()


def _listening(host: str, port: int) -> socket:
    """A socket at this address. Raises UsageError where it cannot be had."""
    import socket as sockets

    from summarizer.errors import UsageError

    try:
        family, _, _, _, place = sockets.getaddrinfo(
            host, port, type=sockets.SOCK_STREAM, flags=sockets.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        message = f"`{host}` is not an address of this machine: leave `--host` out, or give its own"
        raise UsageError(message) from error
    made = sockets.socket(family, sockets.SOCK_STREAM)
    try:
        if os.name != "nt":
            made.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError as error:
        made.close()
        raise UsageError(_why_not(host, port, error)) from error
    return made


def _why_not(host: str, port: int, error: OSError) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return (
            f"port {port} is in use, perhaps by another `summarize serve`: "
            "give another with `--port`, or `--port 0` for any that is free"
        )
    if error.errno == errno.EACCES:
        return f"port {port} is not allowed to you: give one above 1023 with `--port`"
    return f"cannot listen on `{host}`, port {port}: {error.strerror}: give another `--host`"


def _token() -> str:
    """What whoever asks from another machine has to know."""
    import secrets

    from summarizer.errors import UsageError

    given = os.environ.get(TOKEN, "").strip()
    plain = given.isascii() and given.isprintable() and " " not in given
    if given and not (plain and len(given) >= _SHORTEST):
        message = f"`{TOKEN}` must be {_SHORTEST} letters and digits or more: set another one"
        raise UsageError(message)
    return given or secrets.token_urlsafe(24)


def _address(host: str, port: int, token: str | None) -> str:
    from urllib.parse import quote

    shown = {"0.0.0.0": "", "::": ""}.get(host, host) or _own_name()  # noqa: S104 - compared only
    shown = f"[{shown}]" if ":" in shown else shown
    end = f"?token={quote(token, safe='')}" if token else ""
    return f"http://{shown}:{port}/{end}"


def _own_name() -> str:
    import socket as sockets

    return sockets.gethostname() or "127.0.0.1"


def _warm(serving: Serving) -> None:
    """Get ready what searches and the topics need, once the first page had time to be made."""
    from contextlib import suppress
    from threading import Timer

    from summarizer.errors import SummarizerError
    from summarizer.library import overview

    def refresh() -> None:
        from summarizer.serve.topicpages import all_trends

        with suppress(SummarizerError):
            run = serving.reading()
            for each in (overview.counts, overview.without_topic, all_trends):
                serving.summed(each, run)

    timer = Timer(_AFTER, refresh)
    timer.daemon = True
    timer.start()
