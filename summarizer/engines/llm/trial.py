"""A request of a few tokens: whether the model can be asked at all, before papers are."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm import completions
from summarizer.engines.llm.refusals import FormRefused, Generated
from summarizer.errors import BadAnswer, NotAnnotated, Refused, ServiceError, Unreachable
from summarizer.network.retries import Passing

if TYPE_CHECKING:
    from summarizer.engines.llm.client import Transport
    from summarizer.engines.llm.dialects import Dialect
    from summarizer.engines.llm.providers import Server

TOKENS = 16
"""What an answer may have."""
_MESSAGES = [
    {"role": "system", "content": "You confirm that you can be reached."},
    {"role": "user", "content": "Say ok."},
]


def tried(server: Server, transport: Transport, way: Dialect, patience: float) -> float:
    """The seconds that an answer took, at most `patience`, asked in a `way` without its form.

    Raises Refused, Unreachable, and NotAnnotated for what is no reason to stop.
    """
    begun = time.monotonic()
    asyncio.run(_asked(server, transport, replace(way, mode="text"), patience))
    return time.monotonic() - begun


async def _asked(server: Server, transport: Transport, way: Dialect, patience: float) -> None:
    refused: set[Dialect] = set()
    try:
        async with asyncio.timeout(patience):
            following: Dialect | None = way
            while following:
                way = following
                following = await _next(server, transport, way, refused)
    except TimeoutError:
        message = f"{server.name} did not answer within {patience:g} s"
        raise Unreachable(message) from None
    finally:
        await transport.close()


async def _next(
    server: Server, transport: Transport, way: Dialect, refused: set[Dialect]
) -> Dialect | None:
    """Ask; None where there was an answer, else the way to ask next."""
    transport.open()
    try:
        data: dict[str, Any] = await transport.post(
            way.body(server.model, _MESSAGES, {}, TOKENS), way.mode
        )
        completions.check(data, server, 0)
    except TimeoutError:
        raise
    except Exception as error:  # noqa: BLE001 - the transport says what it means
        return _after(transport.failure(error, 0), way, refused)
    if not data.get("choices"):
        message = f"{server.shown_url} answers, but not with a chat completion"
        raise BadAnswer(message)
    return None


def _after(failure: Exception, way: Dialect, refused: set[Dialect]) -> Dialect | None:
    if isinstance(failure, Generated):
        return None
    if isinstance(failure, FormRefused):
        refused.add(way)
        following = way.after(str(failure), refused)
        if following:
            return following
    if isinstance(failure, Passing):
        why = failure.error
        raise why if isinstance(why, Unreachable) else Unreachable(str(why))
    known = isinstance(failure, ServiceError | NotAnnotated)
    raise failure if known else Refused(str(failure))
