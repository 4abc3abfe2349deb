"""What an engine offers whose requests may also be sent as batches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from summarizer.engines import AsyncEngine
from summarizer.errors import NotAnnotated

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from summarizer.engines import AnyEngine
    from summarizer.engines.llm.client import ModelClient
    from summarizer.engines.llm.dialects import Memory
    from summarizer.engines.llm.prompts import Prompt
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.usage import Meter, Tokens
    from summarizer.engines.llm.verdict import Judge, Judged
    from summarizer.papers.records import Annotation, Paper
    from summarizer.settings import Settings


UNSUPPORTED = "the TL;DR is not supported by title and abstract"


class AskAgain(Exception):
    """A batch's answer cannot be used, and its paper was not asked about again yet."""

    def __init__(self, text: str, problems: tuple[str, ...]) -> None:
        """Keep what was said and what is wrong with it."""
        super().__init__("; ".join(problems))
        self.text = text
        self.problems = problems


class Batched:
    """What an engine makes of a batch's answers: as it judges those that it asks for at once."""

    server: Server
    settings: Settings
    text: Prompt
    memory: Memory
    prompt: str | None

    if TYPE_CHECKING:

        @property
        def client(self) -> ModelClient:
            """What asks the server."""

        @property
        def judge(self) -> Judge:
            """What judges answers."""

        def messages(self, paper: Paper) -> list[dict[str, str]]:
            """What a paper is asked about with."""

        def annotation(self, judged: Judged, paper: Paper) -> Annotation:
            """What is kept of an answer. Raises NotAnnotated."""

    def question(self, paper: Paper, first: str | None = None) -> tuple[dict[str, Any], Tokens]:
        """The request for a batch, and the most tokens it can take.

        With a `first` answer that cannot be used it is the re-ask.
        """
        messages = self.messages(paper)
        if first is not None:
            problems = self.judge.judged(first, paper).problems or (UNSUPPORTED,)
            messages = self.text.again(messages, first, problems)
        return self.client.body(messages), self.client.worst(messages)

    def judged(
        self, data: dict[str, Any] | None, paper: Paper, first: str | None = None, shown: int = 0
    ) -> Annotation:
        """The annotation that a batch's completion gives, asked with `shown` examples.

        `first` is what the model said before where this answers a re-ask, whose failure is
        `data` None. Raises AskAgain, NotAnnotated, and what `refusals.meaning` gives.
        """
        judged = None if first is None else self.judge.judged(first, paper)
        try:
            text = self.said(data)
        except NotAnnotated:
            if judged is None or judged.reading is None:
                raise
        else:
            second = self.judge.judged(text, paper)
            if judged is None and second.problems:
                raise AskAgain(text, second.problems)
            judged = second if judged is None else judged.better_of(second)
        annotation = self.annotation(judged, paper)
        return replace(annotation, prompt=f"{self.prompt}+{shown}") if shown else annotation

    def said(self, data: dict[str, Any] | None) -> str:
        """The text of a completion. Raises NotAnnotated, and what a refusal means."""
        from summarizer.engines.llm import completions
        from summarizer.engines.llm.refusals import Generated

        if data is None:
            message = "no answer, even when asked again"
            raise NotAnnotated(message)
        try:
            completions.check(data, self.server, self.settings.max_wait)
        except Generated as thrown_away:
            return thrown_away.text
        return completions.text(data, self.server)

    def refused(self, reason: str) -> None:
        """Ask in the next way from now on: a server that answers later did not take this one."""
        following = self.client.dialect.after(reason)
        if following:
            self.memory.keep(self.server, following)


@runtime_checkable
class BatchEngine(AsyncEngine, Protocol):
    """An engine whose requests may also be sent as batches; see `llm.engine` for each."""

    server: Server
    text: Prompt
    firsts: dict[tuple[str, str], str]
    meter: Meter

    def question(self, paper: Paper, first: str | None = None) -> tuple[dict[str, Any], Tokens]:
        """The request for a batch, and the most tokens it can take."""

    def judged(
        self, data: dict[str, Any] | None, paper: Paper, first: str | None = None, shown: int = 0
    ) -> Annotation:
        """The annotation that a batch's completion gives. Raises AskAgain, NotAnnotated."""

    def said(self, data: dict[str, Any] | None) -> str:
        """The text of a completion. Raises NotAnnotated."""

    async def doubt(self, annotation: Annotation, paper: Paper) -> str | None:
        """What a second look finds wrong with a TL;DR; None where nothing, or none is wanted."""

    def replaced(self, annotation: Annotation, paper: Paper) -> Annotation:
        """The annotation with an extracted TL;DR."""

    def refused(self, reason: str) -> None:
        """Ask in the next way from now on."""


def batches(engine: AnyEngine) -> TypeIs[BatchEngine]:
    """Tell whether an engine's requests may be sent as batches."""
    return isinstance(engine, BatchEngine)
