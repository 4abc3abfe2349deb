"""Points by a language model: one request for a text, and one more where a line does not stand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.engines.llm import dialects, providers
from summarizer.engines.llm.rates import Rate
from summarizer.engines.llm.usage import Meter, Tokens, expected, price_of
from summarizer.errors import BadAnswer, NotAnnotated, SummarizerError, TooLong, Unreachable
from summarizer.keypoints.form import Reading, reads
from summarizer.keypoints.judgement import Judge, Judged
from summarizer.keypoints.prompt import Prompt, packaged
from summarizer.keypoints.records import Asked
from summarizer.keypoints.selection import (
    MOST_CHARACTERS,
    Selection,
    selection,
    selections,
)
from summarizer.keypoints.standing import held, merged
from summarizer.papers.records import Usage

if TYPE_CHECKING:
    from summarizer.engines.llm.client import ModelClient
    from summarizer.engines.llm.providers import Server
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.answers import Answers, Question
    from summarizer.keypoints.prompt import Messages
    from summarizer.observer import Observer
    from summarizer.settings import Settings

_LINES = 700
"""Tokens of an answer, about: five lines and five passages."""
_FEWEST_TOKENS = 4000
"""What an answer may have at least, where the reader sets no limit."""


@dataclass
class Asker:
    """Asks one model about full texts, within one budget."""

    server: Server
    settings: Settings
    memory: dialects.Memory
    meter: Meter
    answers: Answers
    observer: Observer
    most: int = MOST_CHARACTERS
    prompt: Prompt = field(default_factory=packaged)
    _is_offline: bool = False

    def ready(self) -> None:
        """Raise MissingKey or SettingsError where nothing could be asked."""
        self.server.check_key()
        self.meter.check()

    def kept(self, text: FullText) -> bool:
        """Whether an answer about a text is kept."""
        return self._kept(list(selections(text, self.most)), text) is not None

    def prefer(self, text: FullText) -> None:
        """Have pages show the kept answer about a text before all others. Raises NotKept."""
        chosen = self._kept(list(selections(text, self.most)), text)
        if chosen:
            question = self._question(chosen, text)
            self.answers.put(question, self.answers.get(question))

    def left_out(self, text: FullText) -> tuple[str, ...]:
        """The headings of the sections that are not shown, or in part."""
        return selection(text, self.most).left_out

    def expected(self, text: FullText) -> Usage:
        """About what asking about a text takes, where every line stands."""
        messages = self.prompt.messages(selection(text, self.most), text, self.settings.language)
        tokens = Tokens(expected(sum(len(each["content"]) for each in messages)).input, _LINES)
        return Usage(1, tokens.input, tokens.output, 0, self.meter.price(tokens))

    def longest(self) -> Usage:
        """About what asking about the longest text takes of which nothing is left out."""
        front = expected(self.prompt.length + self.most)
        tokens = Tokens(front.input, _LINES)
        return Usage(1, tokens.input, tokens.output, 0, self.meter.price(tokens))

    def points(self, text: FullText, *, refresh: bool = False, offline: bool = False) -> Asked:
        """The points of a text; `offline`, only those of a kept answer.

        Raises BadAnswer, ServiceError, SettingsError, NotKept.
        """
        choices = list(selections(text, self.most))
        if not choices:
            message = "no section of it can be shown to a model: see it without `--model`"
            raise BadAnswer(message)
        known = None if refresh else self._kept(choices, text)
        if known:
            choices = [known]
        for chosen in choices[:-1]:
            try:
                return self._asked(text, chosen, refresh=refresh, offline=offline)
            except TooLong as error:
                self.observer.detail(f"{error}; asked with half of the text")
        try:
            return self._asked(text, choices[-1], refresh=refresh, offline=offline)
        except TooLong as error:
            message = f"{self.server.name} gave no key points: {error}"
            raise BadAnswer(message) from error

    def _asked(self, text: FullText, chosen: Selection, *, refresh: bool, offline: bool) -> Asked:
        """The points that a model finds in what is shown. Raises TooLong, and as `points` does."""
        messages = self.prompt.messages(chosen, text, self.settings.language)
        judge = Judge(text, chosen, self.server.name, self.settings.language)
        question = self._question(chosen, text)
        with self.answers.mine(question):
            kept = () if refresh else self.answers.get(question)
            if kept and self.answers.is_former(question):
                self.answers.put(question, kept)
            if offline and not kept:
                message = f"no answer of {self.server.name} about it is kept: leave out `--offline`"
                raise Unreachable(message)
            self._is_offline = offline
            judged = asyncio.run(self._judged(messages, question, kept, judge))
        return Asked(
            judged.shown(), self.server.name, dict(judged.problems), chosen.left_out,
            self.meter.usage(),
        )  # fmt: skip

    async def _judged(
        self, messages: Messages, question: Question, kept: tuple[str, ...], judge: Judge
    ) -> Judged:
        """What stands of the first answer, and of the one that is asked for where some does not."""
        try:
            if not kept:
                self.ready()
                kept = await self._first(messages, question)
            first, wrong = held(kept[0], judge)
            if not wrong:
                return first
            if len(kept) == 1 and not self._is_offline:
                second = await self._again(messages, kept[0], wrong, first)
                if second is None:
                    return first
                kept = (*kept, second)
                self.answers.put(question, kept)
        finally:
            await self._close()
        if len(kept) == 1:
            return first
        both = merged(first, kept[0], kept[1], judge)
        if both is None:
            self.answers.forget(question)  # what cannot be read is no answer to keep
            message = f"{wrong[0]}, even when asked again: try another model"
            raise BadAnswer(message)
        return both

    async def _first(self, messages: Messages, question: Question) -> tuple[str]:
        """The first answer, kept: what cannot be kept is not paid for, and what failed is none."""
        before = self.answers.get(question)
        self.answers.put(question, before)
        try:
            said = await self._said(messages, again=False)
        except BaseException:
            if not before:
                self.answers.forget(question)
            raise
        self.answers.put(question, (said,))
        return (said,)

    async def _said(self, messages: Messages, *, again: bool) -> str:
        """An answer's text. Raises ServiceError, BadAnswer for what is none."""
        try:
            return await self._client.ask(messages, again=again)
        except TooLong:
            raise
        except NotAnnotated as error:
            message = f"{self.server.name} gave no key points: {error}"
            raise BadAnswer(message) from error

    async def _again(
        self, messages: Messages, said: str, wrong: list[str], first: Judged
    ) -> str | None:
        """The second answer; None where it cannot be had, and the first has something to show."""
        self.observer.detail(f"asked again: {'; '.join(wrong)}")
        more = self.prompt.repair(messages, said, wrong)
        try:
            self.ready()
            return await self._said(more, again=True)
        except SummarizerError as error:
            if not first.points:
                raise
            self.observer.note(f"not asked again for the lines that do not stand: {error}")
            return None

    def _kept(self, choices: list[Selection], text: FullText) -> Selection | None:
        """What was shown where an answer is kept; None where none is."""
        known = (each for each in choices if self.answers.get(self._question(each, text)))
        return next(known, None)

    def _question(self, chosen: Selection, text: FullText) -> Question:
        return self.prompt.question(chosen, text, self.server.name, self.settings.language)

    @cached_property
    def _client(self) -> ModelClient:
        from summarizer.engines.llm.client import ModelClient
        from summarizer.engines.llm.pace import Pace
        from summarizer.engines.llm.sdk import SDK

        given = self.settings
        if given.origins.get("max_output_tokens", "default") == "default":
            most = max(given.max_output_tokens, _FEWEST_TOKENS)
            given = replace(given, max_output_tokens=most)
        return ModelClient(
            self.server, given, SDK(self.server, given, Reading), self.memory,
            Pace(given.concurrency), self.meter, self.observer, Reading, reads,
        )  # fmt: skip

    async def _close(self) -> None:
        """Let the connections go; another loop may ask anew."""
        client = self.__dict__.pop("_client", None)
        if client:
            await client.transport.close()


def asker(settings: Settings, answers: Answers, observer: Observer) -> Asker:
    """What asks by these settings. Raises SettingsError."""
    from summarizer.settings import folder

    server = providers.server(settings)
    memory = dialects.Memory(folder("cache") / "servers.json")
    price = price_of(server.provider, server.model)
    meter = Meter(price, settings.max_usd, settings.max_requests, Rate(settings.max_rpm))
    return Asker(server, settings, memory, meter, answers, observer)
