"""What a model's server may do to us: answers have a size, and lead to no other host.

A hook of the SDK's HTTP client, whichever that is. It sees every answer, redirects too, before
anything of its body is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2

from summarizer.engines.llm.providers import without_user
from summarizer.network.addresses import redirected
from summarizer.network.unpacking import MAX_BYTES, Unpacking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

REDIRECTS = 5
_MOST_OF_A_FILE = 4 << 30
"""A batch's file of results: 50,000 answers of the longest kind have less."""


async def guard(answer: httpx2.Response) -> None:
    """Bound an answer's body. Raises Refused where it is a redirect that leaves its site."""
    url = without_user(str(answer.url))
    if answer.has_redirect_location:
        redirected(url, answer.headers["location"])
    is_file = answer.request.method == "GET" and answer.url.path.endswith("/content")
    coding = answer.headers.pop("content-encoding", "")
    unpacking = Unpacking(url, coding, _MOST_OF_A_FILE if is_file else MAX_BYTES)
    if isinstance(answer.stream, httpx2.AsyncByteStream):
        answer.stream = _Bounded(answer.stream, unpacking)


class _Bounded(httpx2.AsyncByteStream):
    """A body that is unpacked as it comes, and ends in BadAnswer where it is too long."""

    def __init__(self, came: httpx2.AsyncByteStream, unpacking: Unpacking) -> None:
        self._came = came
        self._unpacking = unpacking

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for came in self._came:
            for part in self._unpacking.parts(came):
                yield part
        self._unpacking.end()

    async def aclose(self) -> None:
        await self._came.aclose()
