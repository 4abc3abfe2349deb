"""Sources: what turns a SPEC, or a content, into papers and a parse report.

A source is a module here or in `files`, or the `source` of a room here, with the attributes of
`Source`; one that can be asked has those of `LiveSource` too. Its parser is pure: content in,
papers and dropped places out, in document order. `specs` and `remote` call in; listings leave.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from summarizer.errors import UsageError
from summarizer.families import Family
from summarizer.papers.records import Dropped, Paper, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.content import Content
    from summarizer.sources.recognition import Fit

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
    `dated` ones are a source's listing of a day, whoever brought it. Those that are `kept` are
    stored in another place, and not once more.
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
    kept: bool = False


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
    Papers may come on `weekends`, so that the newest day is looked for there, too.
    """

    prefix: str
    name: str
    forms: tuple[Form, ...]
    hosts: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    dated: bool = False
    weekends: bool = False


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
    `ids` are those of papers that it names each by itself.
    """

    spec: str
    label: str
    kind: Kind
    day: date | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None
    local: bool = False
    addresses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

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
    prefix, _, rest = spec.partition(":")
    if prefix == site.prefix or "://" not in spec:
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


@runtime_checkable
class Keeping(LiveSource, Protocol):
    """A source that keeps what it has read, beside the library: all of it, papers or not."""

    def kept(self, ask: Ask) -> Fetched | None:
        """What it keeps of what is asked, for reading without a network; None for nothing."""

    def stamp(self, ask: Ask) -> str:
        """What changes when that does."""


def _lacks(found: object) -> str:
    if not isinstance(getattr(found, "PROFILE", None), Profile):
        return "`PROFILE`, a `Profile`"
    wanted = ("recognises", "parse")
    return " and no ".join(
        f"`{name}`" for name in wanted if not callable(getattr(found, name, None))
    )


_SHARED = frozenset(
    "content extraction kinds labels mailbody mapping packing places recognition remote speclists "
    "specs dates fieldnames forumnotes people bibentries bibscanner clippings headings jsonlists "
    "jsonrecords organizations pagecontext pagelines pagemetadata pagerecords queries sitelines "
    "tablerows tables taggedlines lookups preprints preprintrecords preprintrequests "
    "answering asking crossrefrequests crossrefworks openalexrequests openalexworks paging "
    "pubmedrequests pubmedxml s2papers s2requests venues wordindex".split()
)


FAMILY: Family[Source] = Family(
    __name__,
    "source",
    _lacks,
    _SHARED,
    rooms=("files", "catalogues"),
)


_MODULES = {"hf": "huggingface", "s2": "semanticscholar", "acl": "anthology"}
"""Where a source lies whose SPECs begin otherwise than it is called."""


def sites(prefix: str = "") -> Iterator[LiveSource]:
    """Every source that can be asked, ours first, and first of all the one of a prefix.

    They are loaded one by one: who finds what she wants waits for no other.
    """
    name = _MODULES.get(prefix, prefix)
    first = (name,) if FAMILY.is_own(name) else ()
    return (source for source in FAMILY.all(first) if isinstance(source, LiveSource))


def asked(spec: str, settings: Settings) -> tuple[LiveSource, Ask] | None:
    """The source that a SPEC or a URL names, and what it asks; None where it is a file.

    Raises UsageError where it names a source and is wrong, or another site.
    """
    if any(digit in spec for digit in "0123456789") and not os.path.exists(spec):  # noqa: PTH110 - never raises
        from summarizer.sources.speclists import cited

        spec = cited(spec) or spec
    if ":" not in spec and not spec.isalnum():
        return None  # a file, as most often: no source need be loaded to know
    for source in sites(spec.partition(":")[0]):
        ask = source.ask(spec, settings)
        if ask:
            return source, ask
    if spec.startswith(("http://", "https://")):
        hosts = ", ".join(source.SITE.hosts[0] for source in sites() if source.SITE.hosts)
        instead = f"save the page and give the file, or write `rss:{spec}` if it is a feed"
        message = f"`{spec}` is not on a supported site ({hosts}): {instead}"
        raise UsageError(message)
    return None


def unknown_spec(spec: str, near: str = "") -> UsageError:
    """The error for a SPEC that is neither a file nor a source; `near` asks back for a file."""
    from summarizer.text.spelling import question

    known = [source.SITE.prefix for source in sites()]
    prefix, colon, rest = spec.partition(":")
    meant = question(prefix, known) if colon else ""
    meant = meant.replace("`?", f":{rest}`?") or near
    names = ", ".join(f"`{each}`" for each in known)
    instead = meant or f": check the path; sources are {names} (see `summarize help papers`)"
    return UsageError(f"`{spec}` is neither a file nor a source{instead}")
