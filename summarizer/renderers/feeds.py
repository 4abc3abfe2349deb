"""What every feed says of itself and of a paper, whichever format it is in.

Ids and dates come from the papers alone, so that no reader is shown a paper as new because
another engine, another day or another site gave it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from summarizer.papers import quotes
from summarizer.papers.certainty import NO_TOPIC, given, has_no_topic
from summarizer.papers.days import parse_day
from summarizer.papers.places import addresses, places
from summarizer.papers.relevance import reasons
from summarizer.text.markup import clean
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Entry
    from summarizer.topics.labels import Labels

NOBODY = "unknown"
"""Stands where a feed must name an author and none is known."""
_EPOCH = "1970-01-01T00:00:00Z"
_KEPT = 1000
_CONTENTS: dict[int, tuple[Entry, Labels, str]] = {}
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def identity(kind: str, *names: str) -> str:
    """An IRI for what has these names: the same ones give the same, wherever and whenever."""
    from uuid import NAMESPACE_URL, uuid5

    words = " ".join((kind, *names)).encode("utf-8", "backslashreplace").decode()
    return uuid5(NAMESPACE_URL, f"https://pypi.org/project/summarizer/#{words}").urn


def entry_id(entry: Entry) -> str:
    """The id of a paper in every feed."""
    return identity("paper", entry.id)


def latest(entries: Iterable[Entry], made: str = "") -> str:
    """The moment of the newest of these papers; that of their making where none has a date."""
    default = made if _MOMENT.fullmatch(made) else _EPOCH
    return max(filter(None, map(touched, entries)), default=default)


def touched(entry: Entry) -> str | None:
    """The moment a paper last was new: published, listed or given another version."""
    days = (entry.published, entry.listed, entry.updated)
    return max(filter(None, map(moment, days)), default=None)


def moment(day: str | None) -> str | None:
    """A day's first moment in UTC, as RFC 3339 has it; None where it is no day."""
    return f"{day}T00:00:00Z" if day and parse_day(day) else None


def once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The papers, each once: no two entries of a feed may have one id."""
    seen = set()
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


def plain(text: str) -> str:
    """Text on one line, of characters that XML can hold."""
    line = one_line(text)
    return line if line.isprintable() else _NO_CHARACTERS.sub("", line)


def title(entry: Entry) -> str:
    """The title as people read it; the id where a title holds nothing to read."""
    return plain(entry.readable_title or readable(entry.title)) or plain(entry.id)


def authors(entry: Entry) -> list[str]:
    """The authors' names, or else the organisation's; empty where none is known."""
    names = list(filter(None, map(plain, entry.authors)))
    return names or list(filter(None, [plain(entry.organization or "")]))


def topics(entry: Entry) -> list[str]:
    """The topics' names, which programs go by: what people read is in the content."""
    return list(filter(None, map(plain, entry.tags)))


def links(entry: Entry) -> list[str]:
    """The web addresses that belong to a paper, beside its own."""
    return list(addresses(entry))


def content(entry: Entry, labels: Labels) -> str:
    """The paper as HTML: the TL;DR, the abstract, each topic with its quote, why it is for you.

    That of the last papers is kept: one stands in feeds of several topics, in two formats.
    """
    kept = _CONTENTS.get(id(entry))
    if kept is None or kept[0] is not entry or kept[1] is not labels:
        if len(_CONTENTS) >= _KEPT:
            _CONTENTS.clear()
        kept = _CONTENTS[id(entry)] = entry, labels, clean("".join(_paragraphs(entry, labels)))
    return kept[2]


def _paragraphs(entry: Entry, labels: Labels) -> Iterator[str]:
    if entry.withdrawn:
        yield "<p><strong>withdrawn</strong></p>"
    if entry.tldr:
        whose = " (TL;DR by the site)" if entry.tldr_origin == "site" else ""
        yield f"<p><strong>{_escaped(entry.tldr)}</strong>{whose}</p>"
    yield f"<p>{_escaped(entry.readable_abstract or entry.abstract)}</p>"
    items = []
    for each in given(entry, labels.names):
        quote = f": <q>{_escaped(quotes.shown(each.proof))}</q>" if each.proof else ""
        where = quotes.elsewhere(each.proof) if each.proof else ""
        place = f" ({_escaped(where)})" if where else ""
        items.append(f"<li>{_escaped(each.said)}{quote}{place}</li>")
    if items:
        yield f"<ul>{''.join(items)}</ul>"
    elif has_no_topic(entry):
        yield f"<p>{NO_TOPIC}</p>"
    named = [f'<a href="{escape(url)}">{name}</a>' for name, url in places(entry) if name]
    if named:
        yield f"<p>{' · '.join(named)}</p>"
    if why := reasons(entry, labels.names):
        yield f"<p>For you, because: {_escaped(why)}</p>"


def _escaped(text: str) -> str:
    return escape(plain(readable(text)))
