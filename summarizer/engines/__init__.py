"""Engines: what turns a paper into an annotation.

An engine is one module in this folder, or the `engine` of a folder here, with `NAME` and
`create`; its name is what `--model` begins with.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from summarizer.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typing_extensions import TypeIs

    from summarizer.engines.llm.prompts import Prompt
    from summarizer.engines.llm.providers import Server
    from summarizer.engines.llm.usage import Meter, Tokens
    from summarizer.errors import NotAnnotated
    from summarizer.observer import Observer
    from summarizer.papers.records import Annotation, Paper, Usage
    from summarizer.settings import Settings

COMPATIBLE = "openai"
"""The engine for every provider whose server speaks as OpenAI's does."""


class Identity(Protocol):
    """Who answers: two engines that agree in the first four give the same annotation.

    `paid` says whether an answer lost costs the reader something.
    """

    name: str
    model: str | None
    prompt: str | None
    topics: str
    paid: bool


class Engine(Identity, Protocol):
    """An engine that answers at once."""

    def annotate(self, paper: Paper) -> Annotation:
        """Annotate one paper. Raises NotAnnotated with the reason, ServiceError to stop."""


class ManyEngine(Engine, Protocol):
    """An engine that is faster for many papers at once than one by one."""

    def annotate_all(self, papers: Sequence[Paper]) -> list[Annotation | NotAnnotated]:
        """Each paper's annotation, or why it has none. Raises ServiceError to stop."""


class AsyncEngine(Identity, Protocol):
    """An engine that waits for a server, and is asked about several papers at once.

    `begun` is how many papers it is given at once: more than it has requests in
    the works, so that the next is ready to go when an answer comes. `usage`
    counts every try by the `meter`, which keeps the limits; `observer` hears what it does.
    """

    begun: int
    observer: Observer
    meter: Meter

    @property
    def usage(self) -> Usage:
        """What was taken so far."""

    def ready(self) -> None:
        """Raise MissingKey or SettingsError where nothing could be asked."""

    def expected(self, paper: Paper) -> Usage:
        """About what asking about a paper takes."""

    def request(self, paper: Paper) -> dict[str, Any]:
        """What would be sent for a paper, without keys."""

    async def answer(self, paper: Paper) -> Annotation:
        """Annotate one paper.

        Raises NotAnnotated with the reason, Unreachable where the tries for this
        paper are used up, Refused to stop.
        """

    def wind_down(self) -> None:
        """Begin no request any more; those in flight may end."""

    async def close(self) -> None:
        """Let the connections go."""


class AskAgain(Exception):
    """A batch's answer cannot be used, and its paper was not asked about again yet."""

    def __init__(self, text: str, problems: tuple[str, ...]) -> None:
        """Keep what was said and what is wrong with it."""
        super().__init__("; ".join(problems))
        self.text = text
        self.problems = problems


class BatchEngine(AsyncEngine, Protocol):
    """An engine whose requests may also be sent as batches; see `engines.openai` for each."""

    server: Server
    text: Prompt
    firsts: dict[tuple[str, str], str]

    def question(self, paper: Paper, first: str | None = None) -> tuple[dict[str, Any], Tokens]:
        """The request for a batch, and the most tokens it can take."""

    def judged(
        self, data: dict[str, Any] | None, paper: Paper, first: str | None = None, shown: int = 0
    ) -> Annotation:
        """The annotation that a batch's completion gives. Raises AskAgain, NotAnnotated."""

    def refused(self, reason: str) -> None:
        """Ask in the next way from now on."""


AnyEngine = Engine | AsyncEngine


def batches(engine: AnyEngine) -> TypeIs[BatchEngine]:
    """Tell whether an engine's requests may be sent as batches."""
    return hasattr(engine, "question")


def takes_many(engine: Engine) -> TypeIs[ManyEngine]:
    """Tell whether an engine would rather have many papers at once."""
    return hasattr(engine, "annotate_all")


def waits(engine: AnyEngine) -> TypeIs[AsyncEngine]:
    """Tell whether an engine is to be asked about several papers at once."""
    return hasattr(engine, "answer")


class ExplainingEngine(Engine, Protocol):
    """An engine that can say why it annotated a paper as it did."""

    def explain(self, paper: Paper) -> Iterator[str]:
        """Why each tag was given or not, and how the TL;DR came about, line by line."""


class EngineModule(Protocol):
    """What every module of this family offers."""

    NAME: str

    def create(self, settings: Settings) -> AnyEngine:
        """An engine for these settings; whatever is slow waits for its first paper."""


def names() -> list[str]:
    """The names of all engines there are."""
    here = Path(__file__).parent
    folders = (path.parent.name for path in here.glob("[a-z]*/engine.py"))
    return sorted((*folders, *(path.stem for path in here.glob("[a-z]*.py"))))


def create(settings: Settings) -> AnyEngine:
    """The engine that `settings.model` asks for. Raises SettingsError where there is none."""
    name, slash, _ = settings.model.partition("/")
    if slash or name == "openai":
        from summarizer.engines.llm.providers import PROVIDERS

        name = "llm" if name in PROVIDERS else name
    if name not in names():
        from summarizer.engines.llm.providers import PROVIDERS

        known = ", ".join(f"{provider}/NAME" for provider in PROVIDERS)
        message = f"no engine for the model `{settings.model}`; there are: embedded, {known}"
        raise SettingsError(message)
    inside = ".engine" if (Path(__file__).parent / name).is_dir() else ""
    return cast("EngineModule", import_module(f"{__name__}.{name}{inside}")).create(settings)


def fallback(settings: Settings) -> Engine | None:
    """The engine for papers that the model did not annotate; None where the reader wants none."""
    if settings.fallback in {"none", settings.model}:
        return None
    engine = create(replace(settings, model=settings.fallback))
    return engine if not waits(engine) else None
