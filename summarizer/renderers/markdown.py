"""The digest as Markdown that no title can break out of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.papers import quotes
from summarizer.papers.certainty import NO_TOPIC, given, has_no_topic
from summarizer.papers.places import made_with, places
from summarizer.papers.relevance import because, not_shown
from summarizer.renderers import (
    FOLLOWED,
    Format,
    dated,
    followed,
    grouped,
    heading_of,
    key_points,
    marks,
    origin,
    site_line,
    whose,
    with_counts,
)
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.keypoints.rendering import Line
    from summarizer.papers.records import Digest, Entry, Period
    from summarizer.renderers import View

FORMAT = Format("markdown", "for notes and email", (".md", ".markdown"), paged=True)

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&!^=@]|(?<=:)/|(?<=www)\.|^[-+](?=\s)")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])")


def render(digest: Digest, view: View) -> Iterator[str]:
    """A heading a paper, its TL;DR as a quote, each tag with its evidence and score."""
    heading = heading_of(digest)
    yield f"# Papers{f' of {heading}' if heading else ''}\n\n"
    count = counted(len(digest.papers), "paper")
    origin = ", ".join(escaped(source) for source in digest.source)
    yield f"{count} from {origin} · engine {escaped(digest.engine)} · {digest.generated_at}\n"
    if left := not_shown(digest.for_me):
        yield f"\n{left}\n"
    if news := followed(digest):
        yield f"\n{FOLLOWED} {', '.join(map(escaped, news))}\n"
    if digest.period:
        yield from _sections(digest.period, digest.papers, view)
    points = key_points(digest)
    for group, entries in grouped(digest, view):
        if group:
            yield f"\n## {escaped(group)}\n"
        for entry in entries:
            level = "###" if group else "##"
            lines = _paper(entry, level, view, points.get(entry.id, ()))
            yield "\n" + "\n".join(lines) + "\n"
    if digest.skipped:
        yield f"\n## Skipped ({len(digest.skipped)})\n\n"
        for item in digest.skipped:
            yield f"- {escaped(readable(item.title))}: {escaped(item.reason)}\n"


def _sections(period: Period, papers: Sequence[Entry], view: View) -> Iterator[str]:
    """What a period says beside its papers."""
    yield f"\n{period.since} to {period.until}; stored: {', '.join(period.days)}\n"
    known = {entry.id: entry for entry in papers}
    upvoted = [known[each] for each in period.most_upvoted if each in known]
    if upvoted:
        yield "\n## Most upvoted\n\n"
        for entry in upvoted:
            yield f"- {_title(entry)} · {counted(entry.upvotes or 0, 'upvote')}\n"
    if period.new_topics:
        yield "\n## New topics\n\n"
        for topic in with_counts(period.new_topics, papers, view.labels):
            yield f"- {escaped(topic)}\n"


def _title(entry: Entry) -> str:
    title, url = escaped(readable(entry.title)), web_link(entry.url)
    return f"[{title}](<{url}>)" if url else title


def _paper(entry: Entry, level: str, view: View, points: Sequence[Line]) -> Iterator[str]:
    yield f"{level} {_title(entry)}"
    if entry.tldr:
        yield f"\n> {escaped(readable(entry.tldr))}"
    if points:
        yield ""
    for point in points:
        yield f"- {point.heading}: {escaped(readable(point.line))}"
    why = because(entry, view.labels.names)
    for said in filter(None, (whose(points), site_line(entry, view), why)):
        yield f"\n{escaped(readable(said))}"
    yield ""
    for each in given(entry, view.labels.names):
        quote = f": “{escaped(quotes.shown(each.proof))}”" if each.proof else ""
        score = "" if each.score is None else f"{each.score:.2f}"
        where = escaped(quotes.elsewhere(each.proof)) if each.proof else ""
        facts = ", ".join(filter(None, (score, where)))
        yield f"- **{escaped(each.said)}**{quote}{f' ({facts})' if facts else ''}"
    if has_no_topic(entry):
        yield f"- {NO_TOPIC}"
    if entry.tags or has_no_topic(entry):
        yield ""
    yield " · ".join(_facts(entry))


def _facts(entry: Entry) -> Iterator[str]:
    yield from (f"**{escaped(mark)}**" for mark in marks(entry))
    yield dated(entry)
    if entry.author_count:
        yield counted(entry.author_count, "author")
    if entry.organization:
        yield escaped(entry.organization)
    if entry.upvotes is not None:
        yield counted(entry.upvotes, "upvote")
    if entry.comments is not None:
        yield counted(entry.comments, "comment")
    if entry.reviewed:
        yield "reviewed"
    yield from made_with(entry)
    yield from origin(entry)
    for name, link in places(entry):
        yield f"[{name}](<{link}>)" if name else f"<{link}>"


def escaped(text: str) -> str:
    """Text on one line in which nothing is Markdown, HTML, or a link by itself."""
    line = _SPECIAL.sub(lambda match: "\\" + match[0], one_line(text))
    return _LIST_NUMBER.sub(r"\1\\\2", line)
