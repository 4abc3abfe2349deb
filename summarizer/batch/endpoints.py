"""A server's batch endpoints, each call tried again where that makes sense."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.engines.llm.sdk import SDK
from summarizer.errors import Refused, ServiceError, Unreachable
from summarizer.network.retries import ATTEMPTS, Passing, policy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from summarizer.batch.job import Job
    from summarizer.engines.llm.providers import Server
    from summarizer.observer import Observer
    from summarizer.settings import Settings

T = TypeVar("T")

_ABSENT = frozenset({404, 405, 501})
_PAGES = 50
"""Pages of a hundred batches that are looked through at the most."""


@dataclass
class BatchServer:
    """Files and batches of one server. Every call raises Refused or Unreachable."""

    server: Server
    settings: Settings
    observer: Observer
    repeated: bool = False
    """Whether the last batch was asked for more than once: each time may yet make one."""

    @cached_property
    def _sdk(self) -> SDK:
        return SDK(self.server, self.settings)

    async def close(self) -> None:
        """Let the connections go."""
        await self._sdk.close()

    async def upload(self, path: Path) -> str:
        """The id of a request file, sent."""
        sent = await self._called(lambda: self._sdk.upload(path), self._no_batches)
        return str(sent["id"])

    async def create(self, job: Job, file: str) -> dict[str, Any]:
        """The batch of a request file, made once: after a lost answer it is looked for first."""
        tries = 0

        async def once() -> dict[str, Any]:
            nonlocal tries
            found = await self._of(job) if tries else None
            tries += 1
            self.repeated = tries > 1
            return found or await self._sdk.create_batch(file, job.metadata)

        try:
            return await self._called(once, self._no_batches)
        except Refused as error:
            if tries == 1:
                raise
            raise Unreachable(str(error)) from None  # an earlier try may have made it

    async def retrieve(self, identity: str) -> dict[str, Any]:
        """A batch as it is now."""
        unknown = f"{self.server.shown_url} has no batch `{identity}` for this key"
        return await self._called(lambda: self._sdk.batch(identity), unknown)

    async def find(self, job: Job) -> dict[str, Any] | None:
        """The batch that was made of a job whose record does not say so."""
        return await self._called(lambda: self._of(job), self._no_batches)

    async def all(self) -> list[dict[str, Any]]:
        """Every batch of this key, whoever made it, the newest first."""

        async def listed() -> list[dict[str, Any]]:
            return [batch async for batch in self._listed()]

        return await self._called(listed, self._no_batches)

    async def download(self, file: str, path: Path) -> None:
        """Write a file's content to `path`."""
        gone = f"{self.server.shown_url} no longer has the file `{file}`"
        await self._called(lambda: self._sdk.download(file, path), gone)

    @property
    def _no_batches(self) -> str:
        return f"{self.server.shown_url} does not offer batches: use `summarize papers`"

    async def _of(self, job: Job) -> dict[str, Any] | None:
        async for batch in self._listed():
            if job.is_made_of(batch):
                return batch
        return None

    async def _listed(self) -> AsyncIterator[dict[str, Any]]:
        after: str | None = None
        for _ in range(_PAGES):
            page = await self._sdk.batches(after)
            batches = page.get("data")
            batches = batches if isinstance(batches, list) else []
            for batch in batches:
                if isinstance(batch, dict) and isinstance(batch.get("id"), str):
                    yield batch
            if not batches or not page.get("has_more"):
                return
            after = str(batches[-1].get("id"))

    async def _called(self, call: Callable[[], Awaitable[T]], absent: str) -> T:
        async def once() -> T:
            try:
                return await call()
            except Exception as error:  # noqa: BLE001 - the SDK's errors become ours
                raise await self._failure(error, absent) from None

        try:
            done: T = await policy(self._say).copy()(once)
        except Passing as failure:
            message = f"{failure.error} ({ATTEMPTS} attempts)"
            raise Unreachable(message) from None
        return done

    async def _failure(self, error: Exception, absent: str) -> Exception:
        if isinstance(error, OSError) and not isinstance(error, TimeoutError | ConnectionError):
            return error
        if self._sdk.status_of(error) in _ABSENT:
            return Refused(absent)
        failure = self._sdk.failure(error)
        if isinstance(failure, Passing):
            if failure.wait:
                self.observer.note(f"{failure.error}; waiting {failure.wait:.0f} s, as it asks")
                await asyncio.sleep(failure.wait)
            return failure
        if isinstance(failure, ServiceError):
            return failure
        return Refused(f"{self.server.shown_url} refused: {failure}")

    def _say(self, state: Any) -> None:
        failure = state.outcome.exception() if state.outcome else None
        self.observer.detail(f"attempt {state.attempt_number} failed: {failure}")
