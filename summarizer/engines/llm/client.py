"""Asking a server until there is an answer: its way, its pace, its faults, our budget."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.engines.llm import completions
from summarizer.engines.llm.answer import Reading, strict_schema
from summarizer.engines.llm.dialects import with_cached_prefix
from summarizer.engines.llm.outputlimits import LimitRefused
from summarizer.engines.llm.refusals import FormRefused, Generated, WebPage
from summarizer.engines.llm.room import about_room, patience, room
from summarizer.engines.llm.usage import worst_case
from summarizer.engines.llm.ways import Ways
from summarizer.errors import BudgetSpent, NotAnnotated, NotRunning, Refused, Unreachable
from summarizer.network.retries import ATTEMPTS, Passing, policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel
    from tenacity import AsyncRetrying, RetryCallState

    from summarizer.engines.llm.dialects import Dialect, Memory, Mode
    from summarizer.engines.llm.pace import Pace
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.room import Room, Share
    from summarizer.engines.llm.usage import Meter, OtherPrice, Tokens
    from summarizer.observer import Observer
    from summarizer.settings import Settings

    Messages = list[dict[str, str]]


class Transport(Protocol):
    """What sends a request; its library's errors come out as `failure` says."""

    def open(self) -> None:
        """Load and make what is slow to, so that no request's time is spent on it.

        Raises NotRunning where it is plain that nobody is there to be asked.
        """

    async def post(self, body: dict[str, Any], mode: Mode) -> dict[str, Any]:
        """The decoded body of a 200."""

    def failure(self, error: Exception, most: int) -> Exception:
        """Passing, FormRefused or one of our errors for what `post` raised, asked for `most`."""

    async def close(self) -> None:
        """Let the connections go."""


class _RequestRefused(NotAnnotated):
    """A request was refused in a way that was taken before."""


@dataclass
class _Question:
    """What is asked, and in which way it was asked last; `lowered` are its own limits of tokens."""

    messages: Messages
    again: bool
    share: Share
    before: Share | None = None
    """What was granted when the answer was cut off, where this asks for it once more."""
    dialect: Dialect = field(init=False)
    most: int = field(init=False, default=0)
    lowered: list[int] = field(default_factory=list)


@dataclass
class ModelClient:
    """All asking of one run goes through here, so that it learns and waits as one."""

    server: Server
    settings: Settings
    transport: Transport
    memory: Memory
    pace: Pace
    meter: Meter | OtherPrice
    observer: Observer
    form: type[BaseModel] = Reading
    """What answers are asked for."""
    whole: Callable[[str], bool] = completions.reads
    """Whether a text is an answer of that form."""
    _reached: bool = False
    _pages: int = 0
    _told: str = ""
    """Why all were held back last, as the reader was told."""

    @cached_property
    def ways(self) -> Ways:
        """The way of asking, and what was found out about it."""
        most = max(self.room.widest, self.room.share.most)
        return Ways(self.server, self.memory, self.observer, most, self.whole)

    @property
    def dialect(self) -> Dialect:
        """The way of asking that is tried next."""
        return self.ways.dialect

    @dialect.setter
    def dialect(self, dialect: Dialect) -> None:
        self.ways.dialect = dialect

    @cached_property
    def _schemas(self) -> dict[bool, dict[str, Any]]:
        return {bounds: strict_schema(self.form, bounds=bounds) for bounds in (False, True)}

    @cached_property
    def _retrying(self) -> AsyncRetrying:
        return policy(self._say_retry)

    @cached_property
    def room(self) -> Room:
        """What answers may take."""
        return room(self.server, self.settings, self.meter.price)

    def body(self, messages: Messages) -> dict[str, Any]:
        """The request that would be sent next for these messages."""
        most = min(self.ways.most, self.room.share.most)
        return self._body(self.dialect, messages, self.room.share, most)

    def _body(
        self, dialect: Dialect, messages: Messages, share: Share, most: int
    ) -> dict[str, Any]:
        schema = self._schemas[dialect.bounds]
        body = dialect.body(self.server.model, messages, schema, most) | share.less
        return with_cached_prefix(body, self.server)

    def worst(self, messages: Messages, most: int | None = None) -> Tokens:
        """The most tokens that a request with these messages can take."""
        texts = [message["content"] for message in messages]
        return worst_case(
            [*texts, str(self._schemas[True])], most or min(self.ways.most, self.room.share.most)
        )

    async def ask(self, messages: Messages, *, again: bool = False) -> str:
        """The text of an answer, after the tries that make sense.

        `again` is for a question that is asked because of a bad answer: none will follow it.

        Raises NotAnnotated for an answer that is none, Unreachable where the
        tries are used up, Refused to stop.
        """
        asked = self.room.share
        try:
            try:
                text = await self._patiently(_Question(messages, again, asked))
            except completions.CutOff as cut:
                asked = self.room.granted(asked)
                text = await self._with_more(_Question(messages, again, asked), cut)
        except (Refused, NotRunning) as error:
            if not isinstance(error, BudgetSpent):  # what was paid for may come
                self.pace.close(error)
            raise
        self.room.kept()
        return text

    async def _with_more(self, cut_off: _Question, cut: completions.CutOff) -> str:
        """The one re-ask after an answer that was cut off: with more room, or less thought."""
        asked = cut_off.share
        while share := self.room.more(asked, thought=cut.thought):
            self.observer.detail(f"{cut}; asked again with {share}")
            try:
                text = await self._patiently(
                    replace(cut_off, share=share, before=asked, lowered=[])
                )
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

    async def _patiently(self, question: _Question) -> str:
        """An answer's text, tried again after failures that may pass."""
        try:
            return await self._try(question)
        except Passing as failure:
            return await self._ask_again(question, failure)

    async def _ask_again(self, question: _Question, first: Passing) -> str:
        """The tries after a first one that failed: only these cost what tenacity costs."""
        failed: list[Passing] = [first]

        async def once() -> str:
            if failed:
                raise failed.pop()
            return await self._try(question)

        try:
            text: str = await self._retrying.copy()(once)
        except Passing as failure:
            message = f"{failure.error} ({ATTEMPTS} tries)"
            raise Unreachable(message) from None
        return text

    async def _try(self, question: _Question) -> str:
        """One try in the way the server takes, which is found out here."""
        while True:
            try:
                data = await self._sent(question)
                text, discarded = completions.text(data, self.server, self.whole), False
            except completions.CutOff:
                raise
            except Generated as thrown_away:
                text, discarded = thrown_away.text, True
            except (FormRefused, LimitRefused, NotAnnotated, Refused) as refused:
                self._change(question, refused)
                continue
            took = self.ways.took(question.dialect, text, discarded=discarded)
            if took or not question.again:
                return text

    def _change(self, question: _Question, refused: Exception) -> None:
        """Ask for what was refused in another way, or for less; raises where there is none."""
        said = str(refused)
        named = isinstance(refused, LimitRefused) and refused.fewer(question.most)
        if question.share == self.room.share and not named and self.room.shrunk(said):
            question.share = self.room.share
        elif isinstance(refused, LimitRefused):
            fewer = self.ways.lowered(refused, question.most, len(question.lowered))
            question.lowered.append(fewer)
            if question.before and fewer <= question.before.most:
                raise _RequestRefused(said) from None
        elif not isinstance(refused, FormRefused):
            raise refused
        elif question.before and (about_room(said) or question.share.less != question.before.less):
            raise _RequestRefused(said) from None
        else:
            self.ways.refused(question.dialect, said)

    def _asked(self, question: _Question) -> dict[str, Any]:
        """The request, in the way that is known when its turn has come."""
        question.dialect, question.most = self.dialect, self._most(question)
        return self._body(question.dialect, question.messages, question.share, question.most)

    def _most(self, question: _Question) -> int:
        return min([self.ways.most, question.share.most, *question.lowered])

    async def _sent(self, question: _Question) -> dict[str, Any]:
        """One request, in its turn, counted whatever becomes of it."""
        worst = self.worst(question.messages, self._most(question))
        self.transport.open()
        async with self.pace.turn() as began:
            reserved = await self.meter.reserve(worst)
            used, charged = None, True
            try:
                body = self._asked(question)
                async with asyncio.timeout(patience(self.settings, question.most)):
                    data = await self.transport.post(body, question.dialect.mode)
                used = completions.tokens(data)
                completions.check(data, self.server, self.settings.max_wait)
            except Exception as error:  # noqa: BLE001 - the transport says what it means
                failure = self.transport.failure(error, question.most)
                charged = isinstance(failure, Passing) and failure.lost
                self._slow_down(failure, began)
                raise self._final(failure) from None
            finally:
                self.meter.settle(reserved, used, charged=charged)
            self.pace.went_well()
            self._reached = True
        return data

    def _final(self, failure: Exception) -> Exception:
        """The failure; what passes only where the server answered before is final here."""
        if self._reached:
            return failure
        if isinstance(failure, Passing) and isinstance(failure.error, NotRunning):
            return failure.error
        if isinstance(failure, WebPage):
            self._pages += 1
            if self._pages > 1:
                return Refused(str(failure))
        return failure

    def _slow_down(self, failure: Exception, began: float) -> None:
        """Lower the pace for a 429 or no answer, and hold all back for a `Retry-After`."""
        if not isinstance(failure, Passing):
            return
        if failure.crowded:
            (self.pace.too_late if failure.lost else self.pace.too_fast)(began)
        if failure.wait and self.pace.hold(failure.wait):
            said = str(failure.error)
            why = "the same again" if said == self._told else said
            self._told = said
            self.observer.note(f"{why}; waiting {failure.wait:.0f} s, as it asks")

    def _say_retry(self, state: RetryCallState) -> None:
        failure = state.outcome.exception() if state.outcome else None
        self.observer.detail(f"attempt {state.attempt_number} failed: {failure}")
