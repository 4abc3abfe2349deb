"""The parts of a full text that are searched and compared, each as a passage of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.text.plain import encodable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.fulltext.records import FullText

TITLE, ABSTRACT = "title", "abstract"


class Part(NamedTuple):
    """A passage of a text: what it is, the heading above it, where it begins, its characters."""

    kind: str
    heading: str | None
    start: int
    text: str


def parts(text: FullText) -> Iterator[Part]:
    """The title, paragraphs, captions and footnotes of a text; its references are others' words.

    They can be stored: what is half a sign in the text stands for none here.
    """
    for kind, heading, start, words in _parts(text):
        yield Part(kind, heading and encodable(heading), start, encodable(words))


def _parts(text: FullText) -> Iterator[Part]:
    yield Part(TITLE, None, 0, text.title)
    for section in text.sections:
        for each in section.paragraphs:
            yield Part(section.kind, section.heading, each.start, text.of(each))
    for caption in text.captions:
        yield Part("caption", _above(text, caption.start), caption.start, text.of(caption))
    for note in text.footnotes:
        called = note.start if note.called is None else note.called
        yield Part("footnote", _above(text, called), note.start, text.of(note))


def _above(text: FullText, start: int) -> str | None:
    section = text.section_at(start)
    return section.heading if section else None
