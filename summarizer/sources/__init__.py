"""Sources: what turns a SPEC, or a content, into papers and a parse report.

A source is one module in this folder with the attributes of `Source`. Its
parser is pure: content in, papers and dropped places out, in document order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from summarizer.errors import InputError, UsageError
from summarizer.records import Dropped, Paper, Report, merge
from summarizer.text import encodable
from summarizer.wire import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from summarizer.content import Content
    from summarizer.http import Client

READABLE = (
    "a Hugging Face papers page (HTML or pasted text), its API's JSON, "
    "or JSON or JSON Lines with a title and an abstract each"
)


@dataclass
class Parsed:
    """What a parser makes of a content: a stream of papers and of dropped places."""

    items: Iterable[Paper | Dropped]
    day: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """The papers of one input, each once, with the report of its reading."""

    label: str
    papers: tuple[Paper, ...]
    report: Report = field(default_factory=Report)
    day: str | None = None
    notes: tuple[str, ...] = ()


class Source(Protocol):
    """What every module of this family offers."""

    NAME: str

    def recognises(self, content: Content) -> bool:
        """Whether the content is in this source's form."""

    def parse(self, content: Content) -> Parsed:
        """Read the content. Raises InputError where it is none of this form after all."""


class DailySource(Source, Protocol):
    """A source that lists papers by day, live."""

    def spec_day(self, spec: str) -> date | None:
        """The day a SPEC of this source names; None for its newest. Raises UsageError."""

    def fetch(self, day: date, client: Client) -> Content | None:
        """The day's content; None where nothing is listed. Raises ServiceError."""


def sources() -> Iterator[Source]:
    """Every source there is, in the order of their file names."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        yield cast("Source", import_module(f"{__name__}.{path.stem}"))


def live_source(spec: str) -> DailySource | None:
    """The source that a SPEC such as `hf` or `hf:2025-12-09` names; None where it is a file."""
    name = spec.partition(":")[0]
    for source in sources():
        if name == source.NAME and hasattr(source, "fetch"):
            return cast("DailySource", source)
    return None


def parse(content: Content, source: Source | None = None) -> Listing:
    """Read a content by the form it has. Raises InputError where it has none we know."""
    source = source or next((each for each in sources() if each.recognises(content)), None)
    if source is None:
        message = f"`{content.name}`: no form that is known here; give {READABLE}"
        raise InputError(message)
    return gather(source.NAME, source.parse(content))


def gather(label: str, parsed: Parsed) -> Listing:
    """Count what a parser gave, and merge the readings of one paper."""
    papers: dict[str, Paper] = {}
    dropped: list[Dropped] = []
    found = 0
    for found, item in enumerate(parsed.items, start=1):  # noqa: B007 - the last one is the count
        if isinstance(item, Dropped):
            dropped.append(item)
        else:
            paper = _encodable(item)
            known = papers.get(paper.id)
            papers[paper.id] = merge(known, paper) if known else paper
    report = Report(found, len(papers), found - len(papers) - len(dropped), tuple(dropped))
    return Listing(label, tuple(papers.values()), report, parsed.day, tuple(parsed.notes))


def _encodable(paper: Paper) -> Paper:
    """The paper as any output can hold it; nearly always it is one already."""
    changes: dict[str, Any] = {}
    for name, value in fields(paper).items():
        if isinstance(value, str) and _has_half(value):
            changes[name] = encodable(value)
        elif isinstance(value, tuple) and any(map(_has_half, value)):
            changes[name] = tuple(map(encodable, value))
    return replace(paper, **changes) if changes else paper


def _has_half(text: str) -> bool:
    return not text.isascii() and encodable(text) != text


def unknown_spec(spec: str) -> UsageError:
    """The error for a SPEC that is neither a file nor a source."""
    return UsageError(
        f"`{spec}` is no file and no source: give `hf`, `hf:YYYY-MM-DD`, a file, or `-`"
    )
