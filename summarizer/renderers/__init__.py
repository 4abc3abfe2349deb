"""Renderers: what turns a digest into text that people or programs read.

A renderer is a module here, called like its format, or the `renderer` of a room here, with the
attributes of `Renderer`. Commands call in with a format or a file's name; text leaves, in pieces.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from summarizer.errors import UsageError
from summarizer.families import Family
from summarizer.papers.certainty import heading
from summarizer.text.patterns import deferred
from summarizer.topics.grouping import by_topic, totals
from summarizer.topics.labels import NAMES, Labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.keypoints.rendering import Line
    from summarizer.papers.records import Digest, Entry, ForMe

By = Literal["topic", "date", "upvotes"]
GROUPINGS: tuple[By, ...] = ("topic", "date", "upvotes")
_DAY = deferred(r":\d{4}-\d{2}-\d{2}$")
_LONGEST_TITLE = 200


@dataclass(frozen=True)
class View:
    """How a digest is to be shown: columns, colour or not, grouping or order.

    `links` and `isolates` are for a terminal that knows them (see `terminals`). `site_lines`
    shows the line of a paper's site under the TL;DR. `labels` say what topics are called.
    """

    width: int = 80
    color: bool = False
    by: By | None = None
    links: bool = False
    isolates: bool = False
    site_lines: bool = False
    labels: Labels = NAMES


@dataclass(frozen=True, kw_only=True)
class About:
    """A feed's head; `id` is an IRI that never changes, `updated` a moment as RFC 3339 has it.

    `home_url` is the page that shows the same, `feed_url` where the feed itself is found, and
    `labels` say what topics are called. The renderers of feeds offer `feed(about, entries)` beside
    `render`.
    """

    title: str
    id: str
    updated: str
    home_url: str | None = None
    feed_url: str | None = None
    description: str | None = None
    labels: Labels = NAMES


class Format(NamedTuple):
    """What a renderer says of itself: its name on the command line, and a few words for help.

    `endings` are those of files in this format. A `paged` one is read by people: what is too
    long for a terminal goes through a pager. Files, not pipes, begin with `mark`.
    """

    name: str
    line: str
    endings: tuple[str, ...]
    paged: bool = False
    mark: str = ""


class Renderer(Protocol):
    """What every module of this family offers."""

    FORMAT: Format

    def render(self, digest: Digest, view: View) -> Iterator[str]:
        """The digest as pieces of text that end in line ends."""


def _lacks(found: object) -> str:
    if not isinstance(getattr(found, "FORMAT", None), Format):
        return "`FORMAT`, a `Format`"
    return "" if callable(getattr(found, "render", None)) else "`render`"


FAMILY: Family[Renderer] = Family(__name__, "renderer", _lacks, frozenset({"feeds"}))


def formats() -> Iterator[Format]:
    """Every format there is."""
    return (renderer.FORMAT for renderer in FAMILY.all())


def for_format(name: str) -> Renderer:
    """The renderer with this name. Raises UsageError where there is none."""
    found = FAMILY.get(name)
    if found is None:
        message = f"unknown format `{name}`: use {', '.join(each.name for each in formats())}"
        raise UsageError(message)
    return found


def for_file(path: str) -> Renderer:
    """The renderer for a file by its ending. Raises UsageError where none has that ending."""
    ending = Path(path).suffix.lower()
    for renderer in FAMILY.all():
        if ending in renderer.FORMAT.endings:
            return renderer
    endings = sorted(ending for each in formats() for ending in each.endings)
    message = f"`{path}`: no format has this ending: use {' '.join(endings)}, or give `--format`"
    raise UsageError(message)


def about(digest: Digest, labels: Labels = NAMES) -> About:
    """The head of a digest's feed: the same for every day of a source.

    One that is ordered for its reader is another feed.
    """
    from summarizer.renderers import feeds

    sources = [_DAY.sub("", feeds.plain(source)) for source in digest.source]
    kind, whose = ["feed"], ""
    if digest.for_me:
        profile = digest.for_me.profile
        kind = ["feed for its reader", profile or ""]
        whose = f" for you ({profile})" if profile else " for you"
    title = f"Research papers{whose}: {', '.join(map(place_name, sources))}"
    updated = feeds.latest(digest.papers, digest.generated_at)
    identity = feeds.identity(*kind, *sources)
    name = title[:_LONGEST_TITLE].rstrip()
    return About(title=name, id=identity, updated=updated, labels=labels)


def place_name(source: str) -> str:
    """What others are told of a source: of a file its name alone, not where it lies."""
    return re.split(r"[/\\]", source)[-1] if re.match(r"(?:\w:)?[/\\.~]", source) else source


def heading_of(digest: Digest) -> str:
    """The day, week or month of a digest; nothing where it has none."""
    return digest.period.name if digest.period else digest.date or ""


def with_counts(topics: Iterable[str], entries: Iterable[Entry], labels: Labels) -> list[str]:
    """Topics, each with how many of the entries have it: `RAG (2)`."""
    having = totals(each.tags for each in entries)
    return [
        f"{labels.of(topic)} ({having[topic]})" if having[topic] else labels.of(topic)
        for topic in topics
    ]


def marks(entry: Entry, *, own: bool = True) -> Iterator[str]:
    """What a reader must know of a paper before its facts; her own marks where they are wanted."""
    if entry.withdrawn:
        yield "withdrawn"
    if entry.revised:
        yield f"new version (v{entry.version}), abstract changed"
    if own and entry.marks:
        from summarizer.reviews.marks import WORDS

        yield from (WORDS.get(each, each) for each in entry.marks)
    if entry.shown_before:
        yield f"already in {entry.shown_before}"
    for each in entry.follows:
        yield f"you follow {each}"


def dated(entry: Entry) -> str:
    """The day of a paper; where only that of a later version is known, it is said to be that."""
    if entry.published or not entry.updated:
        return entry.published or "no date"
    return f"updated {entry.updated}"


def followed(digest: Digest) -> list[str]:
    """What is followed of which there is something new, with how many papers; most come first."""
    counts = Counter(each for entry in digest.papers for each in entry.follows)
    named = [f"{follow} ({count})" for follow, count in counts.most_common()]
    rest = len(named) - _MOST_FOLLOWED
    return [*named[:_MOST_FOLLOWED], f"{rest} more"] if rest > 1 else named


FOLLOWED = "New of what you follow:"
"""What stands before the names that `followed` gives."""
_MOST_FOLLOWED = 12
FOR_YOU, OTHERS = "For you", "Other papers"
"""The headings of a digest that is ordered for its reader."""
SITE_LINE = "The site's line:"
"""What stands before a line that is not ours."""


SITES_TLDR = "TL;DR by the site"


def origin(entry: Entry) -> Iterator[str]:
    """Whose TL;DR it is, where it is the site's."""
    if entry.tldr and entry.tldr_origin == "site":
        yield SITES_TLDR


def line_of_site(entry: Entry) -> str | None:
    """What a paper's site says of it, where that is not the TL;DR already."""
    return None if entry.tldr_origin == "site" else entry.ai_summary


def site_line(entry: Entry, view: View) -> str:
    """The line of a paper's site as it stands under the TL;DR; "" where none is to."""
    line = line_of_site(entry) if view.site_lines else None
    return f"{SITE_LINE} {line}" if line else ""


def key_points(digest: Digest) -> dict[str, list[Line]]:
    """By a paper's id its key points, where they were asked for."""
    if not digest.points:
        return {}
    from summarizer.keypoints.rendering import lines

    return {paper: list(lines(points)) for paper, points in digest.points.items()}


def whose(points: Sequence[Line]) -> str:
    """Whose words key points are, where a model's are among them; else ""."""
    if not points:
        return ""
    from summarizer.keypoints.rendering import by_whom

    return by_whom(points)


def grouped(digest: Digest, view: View) -> list[tuple[str | None, list[Entry]]]:
    """A digest's entries under headings that say how many there are, as people read them.

    What is for the reader stands first, in the order of its relevance, then all others.
    """
    return headed(digest.papers, view, digest.for_me)


def headed(
    papers: Sequence[Entry], view: View, for_me: ForMe | None
) -> list[tuple[str | None, list[Entry]]]:
    """The same for papers of no digest."""
    if for_me is None or not papers:
        return _arranged(papers, view, papers)
    mine, others = papers[: for_me.relevant], papers[for_me.relevant :]
    first = for_you(len(mine), len(papers))
    rest = _arranged(others, view, papers)
    if view.by != "topic":
        rest = [(f"{OTHERS} ({len(entries)})", entries) for _, entries in rest if entries]
    return [(first, list(mine)), *rest]


def for_you(relevant: int, papers: int) -> str:
    """The heading of what is for the reader."""
    return f"{FOR_YOU}: {relevant or 'none'} of {papers}"


def _arranged(
    entries: Sequence[Entry], view: View, everything: Iterable[Entry]
) -> list[tuple[str | None, list[Entry]]]:
    """Entries under headings that say how many there are; of a topic, how many of everything."""
    if view.by != "topic":
        return arranged(entries, view.by)
    having = totals(each.tags for each in everything)
    found = by_topic(((heading(each), each) for each in entries), view.labels)
    return [(f"{each.heading} ({each.size(having)})", each.papers) for each in found]


def arranged(
    entries: Iterable[Entry], by: By | None, labels: Labels | None = None
) -> list[tuple[str | None, list[Entry]]]:
    """Entries under their headings: one group without a heading, or one a topic.

    A paper stands once, under its first topic. With the labels of a vocabulary, the topics stand
    by its groups (see `topics.grouping`), without them the largest come first; then come the
    papers without a topic, and those that were not annotated.
    """
    if by == "topic":
        found = by_topic(((heading(each), each) for each in entries), labels or NAMES)
        return [(each.heading, each.papers) for each in found]
    entries = list(entries)
    if by == "date":
        entries.sort(key=lambda entry: entry.published or "", reverse=True)
    if by == "upvotes":
        entries.sort(key=lambda entry: entry.upvotes or 0, reverse=True)
    return [(None, entries)]
