"""Asking a server until there is an answer: its way, its pace, its faults, our budget."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.engines.llm import completions, dialects
from summarizer.engines.llm.answer import strict_schema
from summarizer.engines.llm.objects import unsaid
from summarizer.engines.llm.refusals import FormRefused
from summarizer.engines.llm.room import about_room, patience, room
from summarizer.engines.llm.usage import worst_case
from summarizer.errors import BudgetSpent, NotAnnotated, Refused, Unreachable
from summarizer.network.retries import ATTEMPTS, Passing, policy

if TYPE_CHECKING:
    from tenacity import AsyncRetrying, RetryCallState

    from summarizer.engines.llm.dialects import Dialect, Memory
    from summarizer.engines.llm.pace import Pace
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.room import Room, Share
    from summarizer.engines.llm.usage import Meter, Tokens
    from summarizer.observer import Observer
    from summarizer.settings import Settings

    Messages = list[dict[str, str]]


class Transport(Protocol):
    """What sends a request; its library's errors come out as `failure` says."""

    def open(self) -> None:
        """Load and make what is slow to, so that no request's time is spent on it."""

    async def post(self, body: dict[str, Any], mode: dialects.Mode) -> dict[str, Any]:
        """The decoded body of a 200."""

    def failure(self, error: Exception, most: int) -> Exception:
        """Passing, FormRefused or one of our errors for what `post` raised, asked for `most`."""

    async def close(self) -> None:
        """Let the connections go."""


class _RequestRefused(NotAnnotated):
    """A request was refused in a way that was taken before."""


@dataclass
class ModelClient:
    """All asking of one run goes through here, so that it learns and waits as one."""

    server: Server
    settings: Settings
    transport: Transport
    memory: Memory
    pace: Pace
    meter: Meter
    observer: Observer
    _confirmed: bool = field(default=False)
    _proven: bool = field(default=False)
    _tried: set[Dialect] = field(default_factory=set)

    @cached_property
    def dialect(self) -> Dialect:
        """The way of asking that is tried next."""
        return self.memory.recall(self.server)

    @cached_property
    def _schemas(self) -> dict[bool, dict[str, Any]]:
        return {bounds: strict_schema(bounds=bounds) for bounds in (False, True)}

    @cached_property
    def _retrying(self) -> AsyncRetrying:
        return policy(self._say_retry)

    @cached_property
    def room(self) -> Room:
        """What answers may take."""
        return room(self.server, self.settings, self.meter.price)

    def body(self, messages: Messages) -> dict[str, Any]:
        """The request that would be sent next for these messages."""
        return self._body(self.dialect, messages, self.room.share)

    def _body(self, dialect: Dialect, messages: Messages, share: Share) -> dict[str, Any]:
        schema = self._schemas[dialect.bounds]
        return dialect.body(self.server.model, messages, schema, share.most) | share.less

    def worst(self, messages: Messages, most: int | None = None) -> Tokens:
        """The most tokens that a request with these messages can take."""
        texts = [message["content"] for message in messages]
        return worst_case([*texts, str(self._schemas[True])], most or self.room.share.most)

    async def ask(self, messages: Messages) -> str:
        """The text of an answer, after the tries that make sense.

        Raises NotAnnotated for an answer that is none, Unreachable where the
        tries are used up, Refused to stop.
        """
        asked = self.room.share
        try:
            text = await self._patiently(messages, asked)
        except completions.CutOff as cut:
            text = await self._with_more(messages, self.room.granted(asked), cut)
        self.room.kept()
        return text

    async def _with_more(self, messages: Messages, asked: Share, cut: completions.CutOff) -> str:
        """The one re-ask after an answer that was cut off: with more room, or less thought."""
        while share := self.room.more(asked, thought=cut.thought):
            self.observer.detail(f"{cut}; asked again with {share}")
            try:
                text = await self._patiently(messages, share)
            except completions.CutOff as again:
                self.room.failed(share, asked, thought=again.thought)
                cut = again
                break
            except BudgetSpent:
                raise cut from None
            except (NotAnnotated, Refused) as error:
                if not isinstance(error, _RequestRefused) and not about_room(str(error)):
                    raise
                self.room.refused(share, asked, str(error))
            else:
                self.room.settle(share)
                return text
        if self.room.lost():
            message = f"no answer of this model was whole: {cut}, or choose another model"
            raise Refused(message)
        raise cut

    async def _patiently(self, messages: Messages, share: Share) -> str:
        """An answer's text, tried again after failures that may pass."""
        try:
            return await self._try(messages, share)
        except Passing as failure:
            return await self._ask_again(messages, share, failure)

    async def _ask_again(self, messages: Messages, share: Share, first: Passing) -> str:
        """The tries after a first one that failed: only these cost what tenacity costs."""
        failed: list[Passing] = [first]

        async def once() -> str:
            if failed:
                raise failed.pop()
            return await self._try(messages, share)

        try:
            text: str = await self._retrying.copy()(once)
        except Passing as failure:
            message = f"{failure.error} ({ATTEMPTS} tries)"
            raise Unreachable(message) from None
        return text

    async def _try(self, messages: Messages, share: Share) -> str:
        """One try in the way the server takes, which is found out here."""
        while True:
            dialect = self.dialect
            try:
                data = await self._sent(self._body(dialect, messages, share), dialect, share.most)
            except (FormRefused, NotAnnotated, Refused) as refused:
                if share == self.room.share and self.room.shrunk(str(refused)):
                    share = self.room.share
                elif not isinstance(refused, FormRefused):
                    raise
                elif share.less and share.less != self.room.share.less:
                    raise _RequestRefused(str(refused)) from None
                else:
                    self._find_another(dialect, str(refused))
                continue
            if not self._confirmed:
                self.dialect, self._confirmed = dialect, True
                self.memory.keep(self.server, dialect)
            text = completions.text(data, self.server)
            self._see_whether_heard(dialect, text)
            return text

    def _see_whether_heard(self, dialect: Dialect, text: str) -> None:
        """Ask in the next way from now on where a server does not hear the demand for a form.

        One answer with an object shows that it does, or that the model gives one anyway.
        """
        if "{" in text:
            self._proven = True
        following = dialect.weaker()
        if self._proven or dialect != self.dialect or unsaid(text) or following is None:
            return
        self.observer.detail(f"{self.server.shown_url} ignored `{dialect.mode}`")
        self.dialect, self._confirmed = following, False

    async def _sent(self, body: dict[str, Any], dialect: Dialect, most: int) -> dict[str, Any]:
        """One request, in its turn, counted whatever becomes of it."""
        worst = self.worst(body["messages"], most)
        self.transport.open()
        async with self.pace.turn() as began:
            reserved = await self.meter.reserve(worst)
            used, charged = None, True
            try:
                async with asyncio.timeout(patience(self.settings, most)):
                    data = await self.transport.post(body, dialect.mode)
                used = completions.tokens(data)
                completions.check(data, self.server, self.settings.max_wait)
            except Exception as error:  # noqa: BLE001 - the transport says what it means
                failure = self.transport.failure(error, most)
                charged = isinstance(failure, Passing) and failure.lost
                self._slow_down(failure, began)
                raise failure from None
            finally:
                self.meter.settle(reserved, used, charged=charged)
            self.pace.went_well()
        return data

    def _find_another(self, dialect: Dialect, refused: str) -> None:
        """Go on to the next way of asking, for all workers.

        Raises NotAnnotated where the way is known to be right, so that the paper
        is what was refused, and Refused where no way is left.
        """
        if dialect != self.dialect:
            return
        if self._confirmed:
            message = f"the server refused the request: {refused}"
            raise _RequestRefused(message)
        self._tried.add(dialect)
        following = dialect.after(refused, self._tried)
        if following is None:
            where = f"{self.server.shown_url} ({self.server.name})"
            message = f"{where} refused every form of the request: {refused}"
            raise Refused(message)
        self.observer.detail(f"{self.server.shown_url} refused `{dialect.mode}`: {refused}")
        self.dialect = following

    def _slow_down(self, failure: Exception, began: float) -> None:
        """Lower the pace for a 429 or no answer, and hold all back for a `Retry-After`."""
        if not isinstance(failure, Passing):
            return
        if failure.crowded:
            (self.pace.too_late if failure.lost else self.pace.too_fast)(began)
        if failure.wait:
            self.observer.note(f"{failure.error}; waiting {failure.wait:.0f} s, as it asks")
            self.pace.hold(failure.wait)

    def _say_retry(self, state: RetryCallState) -> None:
        failure = state.outcome.exception() if state.outcome else None
        self.observer.detail(f"attempt {state.attempt_number} failed: {failure}")
