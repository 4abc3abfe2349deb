"""Sources: what turns a SPEC, or a content, into papers and a parse report.

A source is a module here or in `files`, or the `source` of a room here, with the attributes of
`Source`; one that can be asked has those of `LiveSource` too. Its parser is pure: content in,
papers and dropped places out, in document order. `specs` and `remote` call in; listings leave.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, runtime_checkable

from summarizer.errors import NoPapers, UsageError
from summarizer.families import Family, guarded
from summarizer.papers.identity import Register
from summarizer.papers.records import Dropped, Paper, Report
from summarizer.papers.wire import fields
from summarizer.sources.recognition import Fit, best
from summarizer.text.counting import counted
from summarizer.text.encodings import is_damaged
from summarizer.text.plain import encodable, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.content import Content

Kind = Literal["daily", "period", "ranking", "papers"]


@dataclass
class Parsed:
    """What a parser makes of a content: a stream of papers and of dropped places.

    `day` is the day of the listing, `dated` whether the listing itself says so
    or else only its name.
    """

    items: Iterable[Paper | Dropped]
    day: str | None = None
    notes: list[str] = field(default_factory=list)
    dated: bool = True


@dataclass(frozen=True)
class Listing:
    """The papers of one input, each once, with the report of its reading.

    `new` are the ids that were not there when it was last read, None where it never was;
    `left_out` are those its reader did not ask for. `live` ones have a name of their own;
    `dated` ones are a source's listing of a day, whoever brought it.
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
    dated: bool = False


class Profile(NamedTuple):
    """What a source says of the contents it reads; help, lists and contract tests are made of it.

    `reads` completes the sentence "give ...", `example` is a small content in its form. `label`
    is what the library calls the days of such contents, `name` where it is not given. Files with
    one of the `endings` are opened in a folder; with one of those `beside` too, but papers are
    not expected in each. A `catch_all` stands back where another form fits as well: its form is
    that of nearly any content.
    """

    name: str
    reads: str
    example: str
    label: str = ""
    endings: tuple[str, ...] = ()
    catch_all: bool = False
    beside: tuple[str, ...] = ()


class Form(NamedTuple):
    """A form of SPECs, and what such a SPEC names: `hf:YYYY-MM-DD`, "one day"."""

    spec: str
    line: str


class Probe(NamedTuple):
    """A short question that tells whether a site answers.

    `setting` is the one that says where it is reached, `path` what is asked for there.
    """

    setting: str
    name: str
    path: str


class Site(NamedTuple):
    """What a source says of what it can be asked for. The first of its `hosts` is shown.

    SPECs begin with `prefix`. Where they are `dated`, one with a day behind it is a SPEC too.
    """

    prefix: str
    name: str
    forms: tuple[Form, ...]
    hosts: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    dated: bool = False


class Source(Protocol):
    """What every module of this family offers."""

    PROFILE: Profile

    def recognises(self, content: Content) -> Fit | bool:
        """How well the content fits this source's form, by which signs; True is `strong`."""

    def parse(self, content: Content) -> Parsed:
        """Read the content. Raises InputError where it is none of this form after all."""


@dataclass(frozen=True)
class Ask:
    """What a SPEC asks of a live source; `label` is the library's name for it.

    `daily` is a listing by day, of `day` or the newest; `period` one of several days;
    `ranking` another one whenever it is read; `papers` names papers by their ids.
    `terms` are the source's own words; `now` is the moment of asking, in UTC. What is `local`
    lies on this machine, so that it is read without a network too, and wrong input is its
    reader's affair. `addresses` are those that the SPEC itself names: they may be private.
    """

    spec: str
    label: str
    kind: Kind
    day: date | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
    local: bool = False
    addresses: tuple[str, ...] = ()

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


@runtime_checkable
class LiveSource(Source, Protocol):
    """A source that can be asked: over the network, or for what a SPEC of its own names."""

    SITE: Site

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


def behind_prefix(
    spec: str, site: Site, endpoints: Iterable[str], stands_for: Callable[[SplitResult], str]
) -> str | None:
    """What stands behind the prefix of a site's SPEC; None where the SPEC is none of this site's.

    A URL of the site, or of an endpoint that the reader set, is read by `stands_for`.
    """
    if "://" not in spec:
        prefix, _, rest = spec.partition(":")
        return rest if prefix == site.prefix else None
    from urllib.parse import urlsplit

    try:
        parts, own = urlsplit(spec), {urlsplit(each).netloc for each in endpoints}
    except ValueError:
        return None
    return stands_for(parts) if parts.hostname in site.hosts or parts.netloc in own else None


@runtime_checkable
class Suggesting(LiveSource, Protocol):
    """A source that knows what may follow its prefix, for a shell that completes a SPEC."""

    def suggest(self, days: Sequence[str]) -> Iterator[tuple[str, str]]:
        """SPECs, each with a few words; `days` are those stored of it, the newest first."""


def _lacks(found: object) -> str:
    if not isinstance(getattr(found, "PROFILE", None), Profile):
        return "`PROFILE`, a `Profile`"
    wanted = ("recognises", "parse")
    return " and no ".join(
        f"`{name}`" for name in wanted if not callable(getattr(found, name, None))
    )


_SHARED = frozenset(
    "content kinds labels mailbody mapping packing places recognition remote speclists specs "
    "dates fieldnames people bibentries bibscanner clippings headings jsonlists jsonrecords "
    "pagedates pagelines pagerecords tablerows tables taggedlines".split()
)
_SHOWN = 60

_ASKED_FIRST = ("pasted",)
"""Whose form is certain as a rule, and so common that the others need not be loaded for it."""

FAMILY: Family[Source] = Family(
    __name__,
    "source",
    _lacks,
    _SHARED,
    rooms=("files",),
)


def sites() -> Iterator[LiveSource]:
    """Every source that can be asked, ours first."""
    return (source for source in FAMILY.all() if isinstance(source, LiveSource))


def asked(spec: str, settings: Settings) -> tuple[LiveSource, Ask] | None:
    """The source that a SPEC or a URL names, and what it asks; None where it is a file.

    Raises UsageError where it names a source and is wrong, or another site.
    """
    if any(digit in spec for digit in "0123456789") and not os.path.exists(spec):  # noqa: PTH110 - never raises
        from summarizer.sources.speclists import cited

        spec = cited(spec) or spec
    if ":" not in spec and not spec.isalnum():
        return None  # a file, as most often: no source need be loaded to know
    for source in sites():
        ask = source.ask(spec, settings)
        if ask:
            return source, ask
    if spec.startswith(("http://", "https://")):
        hosts = ", ".join(source.SITE.hosts[0] for source in sites() if source.SITE.hosts)
        message = f"`{spec}` is not on a supported site ({hosts}): save the page and give the file"
        raise UsageError(message)
    return None


def answer_listing(source: Source, ask: Ask, fetched: Fetched) -> Listing:
    """The papers of what a source answered. Raises InputError where it is none of its forms."""
    parsed = [source.parse(content) for content in fetched.contents]
    items = chain(*(each.items for each in parsed), fetched.missing)
    completed = (item if isinstance(item, Dropped) else fetched.completed(item) for item in items)
    notes = [*fetched.notes, *(note for each in parsed for note in each.notes)]
    days = {each.day for each in parsed}
    with guarded(source):
        day = days.pop() if len(days) == 1 else None
        return gather(ask.label, Parsed(completed, day, notes), ask.spec)


def content_listing(content: Content, form: str | None = None) -> Listing:
    """Read a content by the form it has, or by the one that is named.

    Raises InputError where it has none we know, or no entries in it; UsageError for a name
    that is none.
    """
    from summarizer.sources.mailbody import opened

    content = opened(replace(content, forgiving=True))
    source, notes = (_named(form), []) if form else recognised(content)
    label = source.PROFILE.label or source.PROFILE.name
    with guarded(source):
        parsed = _parsed(source, content)
        found = gather(label, parsed, content.name)
        if not found.report.found:
            raise _without_entries(content, parsed, source)
    assumed = [content.assumed] if content.assumed else []
    dated = found.dated and isinstance(source, LiveSource)
    return replace(found, notes=(*assumed, *notes, *found.notes), dated=dated)


def _parsed(source: Source, content: Content) -> Parsed:
    """What a source makes of a content, without the papers whose bytes are not all text."""
    parsed = source.parse(content)
    return replace(parsed, items=map(_whole, parsed.items)) if content.damaged else parsed


def _whole(item: Paper | Dropped) -> Paper | Dropped:
    if isinstance(item, Dropped) or not is_damaged(f"{item.title}{item.abstract}"):
        return item
    return Dropped(f"`{one_line(item.title)[:_SHOWN]}`", "some bytes in it are not UTF-8 text")


def _without_entries(content: Content, parsed: Parsed, source: Source) -> NoPapers:
    why = f": {'; '.join(parsed.notes)}" if parsed.notes else ""
    message = f"`{content.name}`: no entries{why}; looked for {source.PROFILE.reads}"
    return NoPapers(message, Report())


def recognised(content: Content) -> tuple[Source, list[str]]:
    """The source in whose form a content is, and notes where that is not plain.

    Raises InputError, which says what the content is instead, where there is none.
    """
    from summarizer.sources.kinds import refuse_own, strange

    refuse_own(content)
    source, notes = best(content, FAMILY.all(_ASKED_FIRST))
    if source is None:
        raise strange(content, readable_forms())
    return source, notes


def _named(form: str) -> Source:
    """The source of a form's name. Raises UsageError."""
    source = FAMILY.get(form)
    if source is None:
        from summarizer.text.spelling import question

        names = FAMILY.names()
        asked_back = question(form, names) or f": use {', '.join(f'`{each}`' for each in names)}"
        message = f"unknown form `{form}`{asked_back}"
        raise UsageError(message)
    return source


def readable_forms() -> str:
    """What may be given, in words: all forms there are."""
    *forms, last = (source.PROFILE.reads for source in FAMILY.all())
    return f"{', '.join(forms)}, or {last}"


def stream(content: Content) -> Iterator[Paper | Dropped]:
    """Papers and dropped places as they are read, in memory that does not grow with them.

    For JSON Lines of any length; nothing is merged, counted or kept. Raises InputError.
    """
    content = replace(content, forgiving=True)
    return map(_readable, _parsed(recognised(content)[0], content).items)


def gather(label: str, parsed: Parsed, name: str) -> Listing:
    """Count what a parser gave, and merge the readings of one paper; messages call it `name`.

    Raises InputError where there are entries and none of them is a paper.
    """
    register = Register()
    dropped: list[Dropped] = []
    found = 0
    for found, item in enumerate(map(_readable, parsed.items), start=1):  # noqa: B007 - the count
        if isinstance(item, Dropped):
            dropped.append(item)
        else:
            register.add(item)
    papers = register.papers
    report = Report(found, len(papers), found - len(papers) - len(dropped), tuple(dropped))
    if dropped and not papers:
        first = dropped[0]
        message = f"`{name}`: no papers among {counted(found, 'entry')}; {first.where}: {first.why}"
        raise NoPapers(message, report)
    day = parsed.day or _common_day(papers)
    dated = parsed.day is not None and parsed.dated
    return Listing(label, papers, report, day, tuple(parsed.notes), dated=dated)


def _common_day(papers: Iterable[Paper]) -> str | None:
    """The day all papers were listed on; None where they are of several, or of none."""
    days = {paper.listed for paper in papers}
    return days.pop() if len(days) == 1 else None


def _readable(item: Paper | Dropped) -> Paper | Dropped:
    """An item as any output can hold it; nearly always it is one already."""
    if isinstance(item, Dropped):
        return Dropped(encodable(item.where), encodable(item.why))
    paper = item
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
        if isinstance(value, str) and _has_surrogate(value):
            changes[name] = encodable(value)
        elif isinstance(value, tuple) and any(map(_has_surrogate, value)):
            changes[name] = tuple(map(encodable, value))
    return replace(paper, **changes)


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and encodable(text) != text


def unknown_spec(spec: str) -> UsageError:
    """The error for a SPEC that is neither a file nor a source."""
    known = ", ".join(f"`{form.spec}`" for source in sites() for form in source.SITE.forms)
    return UsageError(f"`{spec}` is neither a file nor a source: give a file, `-`, {known}")
