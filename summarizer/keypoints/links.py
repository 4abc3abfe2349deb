"""Addresses of code and data that stand apart from the sentence that speaks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.records import Span
from summarizer.keypoints import Passage, Point, cues
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.fulltext.records import FullText, Link, Noted
    from summarizer.keypoints.sentences import Sentence

_KINDS = ("code", "data", "model", "project")
"""What authors call their own, that first which says most."""
_NEAR = 3
"""Characters by which the mark of a footnote may stand behind its sentence."""
_SAID = deferred(
    r"\b(?:[\w-]+\.){1,3}(?:com|org|net|io|edu|codes|dev|ai)\b|\bcran\b|\bpypi\b|\bzenodo\b|"
    r"\breadthedocs\b"
)
"""What says where something is, so that it needs no footnote."""
_SHORTEST, _LONGEST = 4, 300
_TOP = 6000
"""Characters in which a paper's title and abstract stand."""


def addressed(text: FullText, best: Sentence, said: Passage) -> Point:
    """A sentence that says that something is given away, with the footnote's address if it has one.

    That is the footnote which the sentence calls, or one with a name of the title or abstract.
    """
    address = None if _SAID.search(best.low) else next(_addresses(text, best), None)
    if address is None:
        return Point(best.line, (said,))
    found = passage(text, address.start, address.end)
    return Point(f"{best.line} {found.quote}", (said, found))


def own(text: FullText, every: Sequence[Sentence], taken: Iterable[int]) -> Point | None:
    """What stands around an address that the authors call their own, or None."""
    known = [each for each in text.links if each.kind in _KINDS and not _is_form(each)]
    for link in sorted(known, key=lambda each: (_KINDS.index(each.kind or ""), each.start)):
        inside = [each for each in every if each.start <= link.start < each.end]
        if inside and inside[0].start not in taken:
            return Point(inside[0].line, (passage(text, inside[0].start, inside[0].end),))
        around = None if inside else _around(text, link)
        if around:
            line = one_line(text.of(around))
            return Point(line, (passage(text, around.start, around.end),))
    return None


def _is_form(link: Link) -> bool:
    """Whether an address stands in the form that a conference asks its authors to fill in."""
    return link.section is not None and "checklist" in link.section.casefold()


def passage(text: FullText, start: int, end: int) -> Passage:
    """Characters of the text as they stand, with their section."""
    section = text.section_at(start)
    return Passage(text.text[start:end], start, end, (section.heading or None) if section else None)


def _around(text: FullText, link: Link) -> Span | None:
    """The sentence of a footnote, or of a line below the title, in which an address stands."""
    lines: list[Noted | Span] = [*text.footnotes, *text.front]
    found = next((each for each in lines if each.start <= link.start < each.end), None)
    if found is None:
        return Span(link.start, link.end)
    place = link.start - found.start
    parts = split(text.text[found.start : found.end])
    start, end = next(each for each in parts if each[0] <= place < each[1])
    if end - start > _LONGEST:
        return Span(link.start, link.end)
    return Span(found.start + start, found.start + end)


def _addresses(text: FullText, best: Sentence) -> Iterator[Span]:
    calls = [
        each
        for each in text.footnotes
        if each.called is not None and best.start <= each.called <= best.end + _NEAR
    ]
    for note in calls:
        yield from _of_note(text, note)
    top = text.text[: min(text.sections[0].end, _TOP) if text.sections else 0].casefold()
    for note in text.footnotes:
        for each in _of_note(text, note):
            name = text.of(each).rstrip("/").rpartition("/")[2].casefold()
            if len(name) >= _SHORTEST and name.replace("-", " ").replace("_", " ") in top:
                yield each


def _of_note(text: FullText, note: Noted) -> Iterator[Span]:
    match = cues.ADDRESS.search(text.of(note))
    if match:
        start = note.start + match.start()
        yield Span(start, start + len(match[0].rstrip(".,;)")))
