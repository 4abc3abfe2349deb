"""What carries the server: standard input and output, or HTTP within another application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mcp.server import Server
    from starlette.applications import Starlette


def serve_stdio(server: Server[Any]) -> None:
    """Serve one client over standard input and output until it closes them."""
    import anyio

    async def served() -> None:
        from mcp.server.stdio import stdio_server

        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())

    try:
        anyio.run(served)
    except* (BrokenPipeError, anyio.BrokenResourceError):
        pass  # the client went without a word: nobody is left to be told


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
