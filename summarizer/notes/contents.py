"""What stands in a note: of a paper, of a day, of a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.notes.escaping import escaped, parted
from summarizer.notes.keypoints import key_points
from summarizer.notes.styles import Block
from summarizer.papers import quotes
from summarizer.papers.certainty import given
from summarizer.papers.places import known, places
from summarizer.renderers import SITE_LINE, line_of_site
from summarizer.renderers import marks as told
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, web_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from summarizer.library.fulltexts import Pointed
    from summarizer.notes.styles import Style, Value
    from summarizer.papers.records import Entry, Passage, Tag
    from summarizer.topics.labels import Labels

DAY, TOPIC = "day:", "topic:"
"""How the ids of notes that are no paper's begin."""
NOTES = "notes"
"""The part that is the reader's: it is written once."""
EDITABLE = ("topics", "tldr", "marks")
"""The properties whose edits can be read back."""
MOST_AUTHORS = 50
"""Authors in a note; of more, their number is said."""
MOST_LISTED = 1000
"""Papers in the note of a topic, the newest."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Note:
    """A note as it shall be: its id, its properties, and its parts by their names, in order."""

    id: str
    fields: Mapping[str, Value]
    parts: Mapping[str, Sequence[str]]

    def lines(self, style: Style) -> list[str]:
        """All of it, as a new note has it."""
        lines = style.properties(self.fields)
        for number, part in enumerate(self.parts.values()):
            lines += [*(style.gap if number else ()), *part]
        return lines


@dataclass(frozen=True)
class Listing:
    """What the notes of days and topics say of a paper."""

    title: str
    tldr: str | None = None
    topics: tuple[str, ...] = ()
    days: tuple[str, ...] = ()


@dataclass(frozen=True)
class Writer:
    """Writes notes in a style; `names` has the names of the notes there are, by their ids.

    `site_lines` shows the line of a paper's site under the TL;DR.
    """

    style: Style
    labels: Labels
    names: Mapping[str, str] = field(default_factory=dict)
    site_lines: bool = False

    def paper(
        self, entry: Entry, days: Sequence[str], full_text: Callable[[], Pointed | None]
    ) -> Note:
        """The note of a paper that was listed on these days; its `full_text` is asked for once."""
        fields = dict(self._fields(entry, days))
        all_parts = self._parts(entry, full_text())
        parts = {name: self.style.part(blocks) for name, blocks in all_parts if blocks}
        return Note(entry.id, fields, parts)

    def day(self, day: str, papers: Mapping[str, Listing]) -> Note:
        """The note of a day: its papers under their first topics, the most frequent first."""
        groups: dict[str, list[str]] = {}
        for identity in sorted(papers):
            groups.setdefault(next(iter(papers[identity].topics), ""), []).append(identity)
        blocks = []
        for topic in sorted(groups, key=lambda name: (not name, -len(groups[name]), name)):
            blocks.append(Block("heading", self._topic(topic) if topic else "Other papers"))
            blocks += [self._item(each, papers[each]) for each in groups[topic]]
        fields = {"date": day, "papers": str(len(papers))}
        return self._list(DAY + day, f"Papers of {day}", fields, blocks)

    def topic(self, name: str, definition: str | None, papers: Mapping[str, Listing]) -> Note:
        """The note of a topic: its papers by month, the newest first."""
        newest = sorted(papers, key=lambda each: (max(papers[each].days, default=""), each))
        blocks: list[Block] = []
        before = None
        for identity in newest[: -MOST_LISTED - 1 : -1]:
            month = max(papers[identity].days, default="")[:7] or "On no day"
            if month != before:
                blocks.append(Block("heading", month))
            before = month
            blocks.append(self._item(identity, papers[identity]))
        if len(papers) > MOST_LISTED:
            rest = counted(len(papers) - MOST_LISTED, "older paper")
            blocks.append(Block("heading", f"{rest} not listed here"))
        fields = {"topic": parted(name), "papers": str(len(papers))}
        return self._list(TOPIC + name, self.labels.of(name), fields, blocks, definition)

    def _list(
        self,
        identity: str,
        title: str,
        fields: Mapping[str, Value],
        blocks: Sequence[Block],
        line: str | None = None,
    ) -> Note:
        head = [Block("title", escaped(title))]
        if line:
            head.append(Block("quote", escaped(line)))
        parts = {"head": head, "papers": blocks, NOTES: _YOURS}
        return Note(
            identity,
            {self.style.identity: identity, **fields},
            {name: self.style.part(each) for name, each in parts.items() if each},
        )

    def _item(self, identity: str, paper: Listing) -> Block:
        link = self.style.link(self.names[identity], paper.title)
        return Block("item", f"{link}: {escaped(paper.tldr)}" if paper.tldr else link)

    def _topic(self, name: str) -> str:
        """A topic, as a link where it has a note."""
        label = self.labels.of(name)
        note = self.names.get(TOPIC + name)
        return self.style.link(note, label) if note else escaped(label)

    def _fields(self, entry: Entry, days: Sequence[str]) -> Iterator[tuple[str, Value]]:
        """The properties of a paper; what is not known has none."""
        there = known(entry)
        count = entry.author_count or len(entry.authors)
        whole = count <= min(len(entry.authors), MOST_AUTHORS)
        rest = [each.url for each in places(entry) if each.url not in there.values()]
        values: dict[str, Value | None] = {
            self.style.identity: entry.id,
            self.style.titled: parted(entry.title),
            "authors": tuple(map(parted, entry.authors[:MOST_AUTHORS])),
            "author-count": None if whole else str(count),
            "organization": parted(entry.organization or ""),
            "topics": tuple(map(parted, entry.tags)),
            "tldr": parted(entry.tldr or ""),
            "reviewed": "true" if entry.reviewed else None,
            "marks": entry.marks,
            "published": entry.published,
            "listed": days[0] if len(days) == 1 else tuple(days),
            "url": _page(entry),
            "pdf": there["pdf"],
            "doi": there["doi"],
            "links": tuple(rest),
            "source": parted(entry.source or ""),
        }
        read = bool(entry.engine)
        for key, value in values.items():
            if value or (key == "topics" and read):
                yield key, value or ()

    def _parts(
        self, entry: Entry, full_text: Pointed | None
    ) -> Iterator[tuple[str, Sequence[Block]]]:
        url, title = _page(entry), escaped(entry.title)
        head = [Block("title", self.style.address(title, url) if url else title)]
        if warnings := [escaped(each) for each in told(entry, own=False) if each == "withdrawn"]:
            head.append(Block("text", f"**{', '.join(warnings)}**"))
        yield "head", head
        line = line_of_site(entry) if self.site_lines else None
        tldr = [Block("quote", escaped(entry.tldr))] if entry.tldr else []
        yield "tldr", [*tldr, *([Block("text", escaped(f"{SITE_LINE} {line}"))] if line else [])]
        yield "points", key_points(full_text, self.style) if full_text else []
        yield "evidence", self._evidence(entry)
        paragraphs = [one_line(each) for each in _PARAGRAPH.split(entry.abstract)]
        text = [Block("text", escaped(each)) for each in paragraphs if each]
        yield "abstract", [Block("heading", "Abstract"), *text] if text else []
        yield NOTES, _YOURS

    def _evidence(self, entry: Entry) -> Sequence[Block]:
        """The words of the paper that its topics and its TL;DR stand on."""
        items = []
        for each in given(entry, self.labels.names):
            topic = ("maybe " if each.maybe else "") + self._topic(each.name)
            quote = f": {_quoted(each.proof)}" if each.proof else ""
            items.append(Block("item", topic + quote))
        said = one_line(entry.tldr or "")
        words = [each for each in entry.tldr_evidence if one_line(each.quote) != said]
        if words:
            items.append(Block("item", f"TL;DR: {'; '.join(map(_quoted, words))}"))
        return [Block("heading", "Topics and evidence"), *items] if items else []


def _quoted(proof: Tag | Passage) -> str:
    """A quote, and where it stands if that is neither title nor abstract."""
    words = quotes.shown(proof) if proof.field == "text" else proof.quote
    where = quotes.elsewhere(proof)
    return f"“{escaped(words)}”" + (f" ({escaped(where)})" if where else "")


_YOURS = (Block("heading", "Notes"),)


def _page(entry: Entry) -> str | None:
    """Where a paper is read about: its own page, or else that of its abstract."""
    return web_link(entry.url) or known(entry)["abstract"]


def listing(entry: Entry, days: Sequence[str]) -> Listing:
    """What is said of a paper elsewhere."""
    tldr = one_line(entry.tldr) if entry.tldr else None
    return Listing(one_line(entry.title), tldr, entry.tags, tuple(days))
