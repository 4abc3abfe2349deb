"""Engines: what turns a paper into an annotation.

An engine is one module in this folder with `NAME` and `create`; its name is
what `--model` begins with.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from summarizer.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.records import Annotation, Paper
    from summarizer.settings import Settings


class Engine(Protocol):
    """An engine as the annotating stage sees it.

    `name`, `model`, `prompt` and `topics` identify its answers: two engines that
    agree in all four give the same annotation. `paid` says whether an answer
    lost costs the reader something.
    """

    name: str
    model: str | None
    prompt: str | None
    topics: str
    paid: bool

    def annotate(self, paper: Paper) -> Annotation:
        """Annotate one paper. Raises NotAnnotated with the reason, ServiceError to stop."""


class ExplainingEngine(Engine, Protocol):
    """An engine that can say why it annotated a paper as it did."""

    def explain(self, paper: Paper) -> Iterator[str]:
        """Why each tag was given or not, and how the TL;DR came about, line by line."""


class EngineModule(Protocol):
    """What every module of this family offers."""

    NAME: str

    def create(self, settings: Settings) -> Engine:
        """An engine for these settings; whatever is slow waits for its first paper."""


def names() -> list[str]:
    """The names of all engines there are."""
    return sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def create(settings: Settings) -> Engine:
    """The engine that `settings.model` asks for. Raises SettingsError where there is none."""
    name = settings.model.partition("/")[0]
    if name not in names():
        message = f"no engine for the model `{settings.model}`; there are: {', '.join(names())}"
        raise SettingsError(message)
    return cast("EngineModule", import_module(f"{__name__}.{name}")).create(settings)
