"""Passages of a full text as a page quotes them: with a few words around them, and the section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.papers.points import TextPassage
from summarizer.text.plain import shortened
from summarizer.text.readable import readable
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from summarizer.fulltext.records import FullText, Link

LONGEST_QUOTE = 300
"""Characters of a quote, with the words around it."""
_AROUND = 80


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage as it stands in its paragraph, and the section."""

    before: str
    words: str
    after: str
    section: str | None


def quoted(passage: TextPassage, text: FullText, around: int) -> Quote:
    """A passage with at most `around` characters of its paragraph before it, and behind it."""
    start, end = passage.start, passage.end
    first = text.text.rfind("\n", 0, start) + 1
    last = text.text.find("\n", end)
    before, after = text.text[first:start], text.text[end : last if last >= 0 else None]
    if len(before) > around:
        before = f"… {before[len(before) - around :].partition(' ')[2]}"
    if len(after) > around:
        after = f"{after[:around].rpartition(' ')[0]} …"
    return Quote(readable(before), readable(passage.quote), readable(after), passage.section)


def sentence_of(link: Link, text: FullText) -> TextPassage:
    """The sentence in which a link stands, or which calls the footnote that has it."""
    note = next((each for each in text.footnotes if each.start <= link.start < each.end), None)
    place = link.start if note is None or note.called is None else note.called - 1
    first = text.text.rfind("\n", 0, place) + 1
    last = text.text.find("\n", place)
    paragraph = text.text[first : last if last >= 0 else None]
    for start, end in split(paragraph):
        if first + start <= place < first + end:
            begin, behind = first + start, first + end
            section = text.section_at(begin)
            heading = section.heading if section else link.section
            return TextPassage(text.text[begin:behind], begin, behind, heading)
    return TextPassage(text.of(link), link.start, link.end, link.section)


def short_quote(passage: TextPassage, text: FullText) -> Quote:
    """A passage as a site may have it."""
    room = max(LONGEST_QUOTE - len(passage.quote), 0) // 2
    found = quoted(passage, text, min(room, _AROUND))
    return Quote(found.before, shortened(found.words, LONGEST_QUOTE), found.after, found.section)
