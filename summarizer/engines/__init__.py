"""Engines: what turns a paper into an annotation.

An engine is one module in this folder, or the `engine` of a room here, with the functions of
`EngineModule`. `annotate` and the commands call in with a model's name; engines leave.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from summarizer.errors import SettingsError
from summarizer.families import Family

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from typing_extensions import TypeIs

    from summarizer.errors import NotAnnotated
    from summarizer.observer import Observer
    from summarizer.papers.papertext import PaperText, Texts
    from summarizer.papers.records import Annotation, Paper, Passage, Usage
    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary


class Wish(NamedTuple):
    """One thing that a reader wants, by the name that stands in what an engine is told of her.

    `said` is how a paper that meets it is said to: "topic rag", "like 2503.23895".
    """

    name: str
    said: str
    kind: str
    profile: str


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom papers are annotated: `profile` names her interests, and `text` tells of them.

    `wishes` are what a paper may meet, each of which stands in the text.
    """

    profile: str
    text: str
    wishes: tuple[Wish, ...] = ()

    @property
    def named(self) -> str:
        """Her profile, or the profiles, as a message names them."""
        return f"{'profiles' if ', ' in self.profile else 'profile'} {self.profile}"


BY_READER = "+reader@"
"""What the prompt of an answer has where it was asked for with a reader; her hash follows."""


def without_reader(prompt: str | None) -> str | None:
    """The prompt of the same answer for nobody in particular."""
    return prompt.partition(BY_READER)[0] if prompt else prompt


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


@runtime_checkable
class ManyEngine(Engine, Protocol):
    """An engine that is faster for many papers at once than one by one."""

    def annotate_all(self, papers: Sequence[Paper]) -> list[Annotation | NotAnnotated]:
        """Each paper's annotation, or why it has none. Raises ServiceError to stop."""


@runtime_checkable
class AsyncEngine(Identity, Protocol):
    """An engine that waits for a server, and is asked about several papers at once.

    `begun` is how many papers it is given at once: more than it has requests in
    the works, so that the next is ready to go when an answer comes. `usage`
    counts every try; `observer` hears what it does.
    """

    begun: int
    observer: Observer

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


@runtime_checkable
class ReadingEngine(Identity, Protocol):
    """An engine to which a paper's full text may prove what title and abstract do not.

    `texts` are those that are at hand; None where there are none.
    """

    texts: Texts | None

    def reread(self, answer: Annotation, paper: Paper, text: PaperText) -> Annotation:
        """An answer of its own with what the text proves beside it; nothing is asked."""


AnyEngine = Engine | AsyncEngine


def reads_texts(engine: Identity) -> TypeIs[ReadingEngine]:
    """Tell whether an engine knows what to do with full texts."""
    return isinstance(engine, ReadingEngine)


def takes_many(engine: Engine) -> TypeIs[ManyEngine]:
    """Tell whether an engine would rather have many papers at once."""
    return isinstance(engine, ManyEngine)


def waits(engine: AnyEngine) -> TypeIs[AsyncEngine]:
    """Tell whether an engine is to be asked about several papers at once."""
    return isinstance(engine, AsyncEngine)


@runtime_checkable
class ExplainingEngine(Engine, Protocol):
    """An engine that can say why it annotated a paper as it did."""

    def explain(self, paper: Paper) -> Iterator[str]:
        """Why each tag was given or not, and how the TL;DR came about, line by line."""


class EngineModule(Protocol):
    """What every module of this family offers."""

    def models(self) -> Iterable[tuple[str, str]]:
        """What `--model` takes for this engine, each with a few words; `x/` wants a name behind."""

    def create(self, settings: Settings) -> AnyEngine:
        """An engine for these settings; whatever is slow waits for its first paper."""


@runtime_checkable
class PersonalModule(EngineModule, Protocol):
    """An engine's module that can say how relevant papers are to a reader."""

    def create_for(self, settings: Settings, reader: Reader) -> AnyEngine:
        """The engine of `create`, whose annotations have a relevance where it holds."""


class Extract(NamedTuple):
    """A TL;DR, and the passages of its paper that it stands on."""

    tldr: str
    evidence: tuple[Passage, ...] = ()


@runtime_checkable
class ExtractingModule(EngineModule, Protocol):
    """An engine's module that makes a TL;DR of an abstract's own words."""

    def extract(self, title: str, abstract: str) -> Extract | None:
        """The TL;DR of a paper; None where the abstract gives none."""


class Proofs(Protocol):
    """What words prove of a vocabulary's topics."""

    def words(self, topic: str, title: str, abstract: str) -> str | None:
        """The paper's own words that prove a topic best; None where none do."""

    def doubt(self, topic: str, quote: str, title: str, abstract: str) -> str:
        """Why a quote proves nothing of a topic; "" where it may."""


@runtime_checkable
class ProvingModule(EngineModule, Protocol):
    """An engine's module that knows what words prove of a topic."""

    def proofs(self, vocabulary: Vocabulary) -> Proofs:
        """What words prove of the topics of a vocabulary."""


def _lacks(found: object) -> str:
    wanted = ("models", "create")
    return " and no ".join(
        f"`{name}`" for name in wanted if not callable(getattr(found, name, None))
    )


FAMILY: Family[EngineModule] = Family(__name__, "engine", _lacks)
EMBEDDED = "embedded"
COMPATIBLE = "openai"
"""What answers call the engine for every provider whose server speaks as OpenAI's does."""


def models() -> Iterator[tuple[str, str]]:
    """What `--model` takes, each with a few words; of a value that ends in `/` a name follows."""
    for module in FAMILY.all():
        yield from module.models()


def create(settings: Settings, reader: Reader | None = None) -> AnyEngine:
    """The engine that `settings.model` asks for. Raises SettingsError where there is none.

    Without a reader, or by an engine that knows of none, no annotation has a relevance.
    """
    head, _, _ = settings.model.partition("/")
    for module in chain(filter(None, [FAMILY.get(head)]), FAMILY.all()):
        if any(head == value.removesuffix("/") for value, _ in module.models()):
            if reader is not None and isinstance(module, PersonalModule):
                return module.create_for(settings, reader)
            return module.create(settings)
    known = ", ".join(f"{value}NAME" if value.endswith("/") else value for value, _ in models())
    from summarizer.text.spelling import question

    near = question(head, [value.removesuffix("/") for value, _ in models()])
    message = f"unknown model `{settings.model}`{near or f': use {known}'}"
    raise SettingsError(message)


def fallback(settings: Settings) -> Engine | None:
    """The engine for papers that the model did not annotate; None where the reader wants none."""
    if settings.fallback in {"none", settings.model}:
        return None
    engine = create(replace(settings, model=settings.fallback))
    return engine if not waits(engine) else None


def extracted(title: str, abstract: str) -> Extract | None:
    """The TL;DR that stands in where a model's own does not hold: the embedded engine's."""
    module = FAMILY.get(EMBEDDED)
    return module.extract(title, abstract) if isinstance(module, ExtractingModule) else None


def proofs(vocabulary: Vocabulary) -> Proofs | None:
    """What holds a model's quotes to the rule of the embedded engine."""
    module = FAMILY.get(EMBEDDED)
    return module.proofs(vocabulary) if isinstance(module, ProvingModule) else None
