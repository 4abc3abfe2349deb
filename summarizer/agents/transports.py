"""What carries the server: standard input and output, or HTTP within another application."""

from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING, Any, Self, cast

from summarizer.text.plain import encodable

if TYPE_CHECKING:
    import asyncio

    from mcp.server import Server
    from starlette.applications import Starlette

_AT_ONCE = 65_536


def serve_stdio(server: Server[Any]) -> None:
    """Serve one client over standard input and output until it closes them.

    Raises KeyboardInterrupt when the process is told to end. Calls that are in the works then, or
    when the client goes, are still running in their threads.
    """
    import anyio

    async def served() -> None:
        from mcp.server.stdio import stdio_server

        lines = cast("Any", _Lines(_taken()))
        async with stdio_server(stdin=lines) as (read, write):
            await server.run(read, write, server.create_initialization_options())

    try:
        anyio.run(served)
    except* (BrokenPipeError, anyio.BrokenResourceError):
        pass  # the client went without a word: nobody is left to be told


def _taken() -> int:
    """Standard input for the server alone: whatever else reads it finds it empty."""
    own = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return own


class _Lines:
    """Lines of a file, read by a thread that ends with the process.

    The SDK waits for its own reader, which only the client can end: nothing else would end us.
    """

    def __init__(self, file: int) -> None:
        """Begin to read within the loop that runs."""
        import asyncio

        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        Thread(target=self._read, args=(file, loop), daemon=True).start()

    def __aiter__(self) -> Self:
        """Give the lines as they come."""
        return self

    async def __anext__(self) -> str:
        """The next line, when there is one."""
        line = await self._queue.get()
        if line is None:
            raise StopAsyncIteration
        return line

    def _read(self, file: int, loop: asyncio.AbstractEventLoop) -> None:
        rest = b""
        while chunk := _chunk(file):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._put(_whole(line), loop)
        if rest:
            self._put(_whole(rest), loop)
        self._put(None, loop)

    def _put(self, line: str | None, loop: asyncio.AbstractEventLoop) -> None:
        from contextlib import suppress

        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(self._queue.put_nowait, line)


def _whole(line: bytes) -> str:
    r"""A line as text, in which halves of characters such as `\ud83d` are U+FFFD.

    Models write them, and the SDK lets such a line fall without a word: its call never ended.
    """
    import json

    text = line.decode("utf-8", "replace")
    if "\\ud" not in text and "\\uD" not in text:
        return text
    try:
        return encodable(json.dumps(json.loads(text), ensure_ascii=False))
    except (ValueError, RecursionError):
        return text


def _chunk(file: int) -> bytes:
    try:
        return os.read(file, _AT_ONCE)
    except OSError:
        return b""


def application(server: Server[Any], path: str = "/mcp") -> Starlette:
    """The server as an ASGI application with a lifespan, at one path.

    Whoever passes requests on to it checks Host, Origin and token: it trusts them all.
    """
    from mcp.server.transport_security import TransportSecuritySettings

    return server.streamable_http_app(
        streamable_http_path=path,
        json_response=True,
        stateless_http=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
