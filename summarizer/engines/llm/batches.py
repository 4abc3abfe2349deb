"""What an engine offers whose requests may also be sent as batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from summarizer.engines import AsyncEngine

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from summarizer.engines import AnyEngine
    from summarizer.engines.llm.prompts import Prompt
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.usage import Meter, Tokens
    from summarizer.papers.records import Annotation, Paper


class AskAgain(Exception):
    """A batch's answer cannot be used, and its paper was not asked about again yet."""

    def __init__(self, text: str, problems: tuple[str, ...]) -> None:
        """Keep what was said and what is wrong with it."""
        super().__init__("; ".join(problems))
        self.text = text
        self.problems = problems


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
