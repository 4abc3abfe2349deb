"""Sources: what turns a SPEC, or a content, into papers and a parse report.

A source is one module in this folder with the attributes of `Source`. Its
parser is pure: content in, papers and dropped places out, in document order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from summarizer.errors import InputError, UsageError
from summarizer.papers.identity import Register
from summarizer.papers.records import Dropped, Paper, Report
from summarizer.papers.wire import fields
from summarizer.text.plain import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date, datetime

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.content import Content

Kind = Literal["daily", "period", "ranking", "papers"]
READABLE = (
    "a Hugging Face papers page (HTML or pasted text), its API's JSON, arXiv's Atom or RSS, "
    "JSON, JSON Lines, CSV, BibTeX or labelled text with a title and an abstract each"
)


@dataclass
class Parsed:
    """What a parser makes of a content: a stream of papers and of dropped places."""

    items: Iterable[Paper | Dropped]
    day: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """The papers of one input, each once, with the report of its reading.

    `new` are the ids that were not there when it was last read, None where it never was;
    `left_out` are those its reader did not ask for. `live` ones have a name of their own.
    """

    label: str
    papers: tuple[Paper, ...]
    report: Report = field(default_factory=Report)
    day: str | None = None
    notes: tuple[str, ...] = ()
    spec: str = ""
    live: bool = False
    new: frozenset[str] | None = None
    left_out: tuple[Paper, ...] = ()


class Source(Protocol):
    """What every module of this family offers.

    One with `CATCH_ALL = True` is asked last: its form is that of nearly any content.
    """

    NAME: str

    def recognises(self, content: Content) -> bool:
        """Whether the content is in this source's form."""

    def parse(self, content: Content) -> Parsed:
        """Read the content. Raises InputError where it is none of this form after all."""


@dataclass(frozen=True)
class Ask:
    """What a SPEC asks of a live source; `label` is the library's name for it.

    `daily` is a listing by day, of `day` or the newest; `period` one of several days;
    `ranking` another one whenever it is read; `papers` names papers by their ids.
    `terms` are the source's own words; `now` is the moment of asking, in UTC.
    """

    spec: str
    label: str
    kind: Kind
    day: date | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None

    @property
    def name(self) -> str:
        """What messages call it: the SPEC without the day."""
        return self.spec.removesuffix(f":{self.day}")


@dataclass(frozen=True)
class Fetched:
    """What a live source answered, and the places in it that could not be had.

    `completed` adds to a paper what the question says of it and the answer does not.
    """

    contents: tuple[Content, ...]
    missing: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()
    completed: Callable[[Paper], Paper] = lambda paper: paper


class LiveSource(Source, Protocol):
    """A source that is asked over the network."""

    def ask(self, spec: str, settings: Settings) -> Ask | None:
        """What a SPEC or a URL asks of this source; None where it is another's.

        Raises UsageError where it is this source's, and wrong.
        """

    def fetch(self, ask: Ask, most: int | None, client: Client) -> Fetched | None:
        """What is listed; None where nothing is. `ask.day` is given where it is daily.

        `most` papers are enough for a ranking. Raises ServiceError, and InputError where
        what was asked for is not there.
        """

    def why_empty(self, day: date, now: datetime) -> str:
        """The likeliest reason why nothing is listed for a day, at a moment in UTC."""


_SHARED = {"content", "mapping", "remote", "specs", "bibentries", "pagedates", "pagelines"}
"""What several sources need, and is none."""


@cache
def sources() -> tuple[Source, ...]:
    """Every source there is, in the order of their file names."""
    names = [name for name in _found() if name.rpartition(".")[2] not in _SHARED]
    by_name = sorted(names, key=lambda name: name.removesuffix(".source").rpartition(".")[2])
    return tuple(cast("Source", import_module(f"{__name__}.{name}")) for name in by_name)


def _found() -> Iterator[str]:
    here = Path(__file__).parent
    for pattern in ("[a-z]*.py", "*/source.py", "files/[a-z]*.py"):
        for path in here.glob(pattern):
            yield ".".join(path.relative_to(here).with_suffix("").parts)


def live(spec: str, settings: Settings) -> tuple[LiveSource, Ask] | None:
    """The source that a SPEC or a URL names, and what it asks; None where it is a file.

    Raises UsageError where it names a source and is wrong, or another site.
    """
    if ":" not in spec and not spec.isalnum():
        return None  # a file, as most often: no source need be loaded to know
    for source in cast("Iterator[LiveSource]", sources()):
        ask = source.ask(spec, settings) if hasattr(source, "ask") else None
        if ask:
            return source, ask
    if spec.startswith(("http://", "https://")):
        message = (
            f"`{spec}` is on none of the sites read here (huggingface.co, arxiv.org): "
            "save the page and give the file"
        )
        raise UsageError(message)
    return None


def read(source: Source, ask: Ask, fetched: Fetched) -> Listing:
    """The papers of what a source answered. Raises InputError where it is none of its forms."""
    parsed = [source.parse(content) for content in fetched.contents]
    items = chain(*(each.items for each in parsed), fetched.missing)
    completed = (item if isinstance(item, Dropped) else fetched.completed(item) for item in items)
    notes = [*fetched.notes, *(note for each in parsed for note in each.notes)]
    days = {each.day for each in parsed}
    return gather(ask.label, Parsed(completed, days.pop() if len(days) == 1 else None, notes))


def parse(content: Content, source: Source | None = None) -> Listing:
    """Read a content by the form it has. Raises InputError where it has none we know."""
    source = source or recognised(content)
    return gather(source.NAME, source.parse(content), content)


def recognised(content: Content) -> Source:
    """The source in whose form a content is. Raises InputError where there is none."""
    by_care = sorted(sources(), key=lambda each: getattr(each, "CATCH_ALL", False))
    for source in by_care:
        if source.recognises(content):
            return source
    message = f"`{content.name}`: no form that is known here; give {READABLE}"
    raise InputError(message)


def stream(content: Content) -> Iterator[Paper | Dropped]:
    """Papers and dropped places as they are read, in memory that does not grow with them.

    For JSON Lines of any length; nothing is merged, counted or kept. Raises InputError.
    """
    for item in recognised(content).parse(content).items:
        yield item if isinstance(item, Dropped) else _encodable(item)


def gather(label: str, parsed: Parsed, content: Content | None = None) -> Listing:
    """Count what a parser gave, and merge the readings of one paper.

    Raises InputError where there are entries and none of them is a paper.
    """
    register = Register()
    dropped: list[Dropped] = []
    found = 0
    for found, item in enumerate(parsed.items, start=1):  # noqa: B007 - the last one is the count
        if isinstance(item, Dropped):
            dropped.append(item)
        else:
            register.add(_encodable(item))
    papers = register.papers
    report = Report(found, len(papers), found - len(papers) - len(dropped), tuple(dropped))
    if dropped and not papers:
        first = dropped[0]
        name = content.name if content else label
        message = f"`{name}`: none of {found} entries is a paper; {first.where}: {first.why}"
        raise InputError(message)
    day = parsed.day or _common_day(papers)
    return Listing(label, papers, report, day, tuple(parsed.notes))


def _common_day(papers: Iterable[Paper]) -> str | None:
    """The day all papers were listed on; None where they are of several, or of none."""
    days = {paper.listed for paper in papers}
    return days.pop() if len(days) == 1 else None


def _encodable(paper: Paper) -> Paper:
    """The paper as any output can hold it; nearly always it is one already."""
    values = list(filter(None, vars(paper).values()))
    odd = [value for value in values if type(value) is str and not value.isascii()]
    odd += ["".join(value) for value in values if type(value) is tuple]
    try:
        "".join(odd).encode()
    except UnicodeEncodeError:
        pass
    else:
        return paper
    changes: dict[str, Any] = {}
    for name, value in fields(paper).items():
        if isinstance(value, str) and _has_half(value):
            changes[name] = encodable(value)
        elif isinstance(value, tuple) and any(map(_has_half, value)):
            changes[name] = tuple(map(encodable, value))
    return replace(paper, **changes)


def _has_half(text: str) -> bool:
    return not text.isascii() and encodable(text) != text


def unknown_spec(spec: str) -> UsageError:
    """The error for a SPEC that is neither a file nor a source."""
    return UsageError(
        f"`{spec}` is no file and no source: give a file, `-`, `hf`, `hf:YYYY-MM-DD`, "
        "`arxiv:cs.CL`, `arxiv:ID` or another SPEC of `summarize papers --help`"
    )
