"""A content read in the form that it is in, whatever it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from summarizer.errors import InputError
from summarizer.families import guarded
from summarizer.fulltext import FAMILY
from summarizer.fulltext.bounds import parsed
from summarizer.text.encodings import opening

if TYPE_CHECKING:
    from summarizer.fulltext import Content, Form
    from summarizer.fulltext.records import FullText

_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!")
_FIRST = ("pdf", "html", "markdown")
"""What is told by its first bytes comes before what has only headings."""


def read(content: Content) -> FullText:
    """The full text. Raises InputError in one line that says what the bytes are instead."""
    if not content.data.strip():
        message = f"`{content.name}` is empty: give a paper as PDF, HTML or Markdown"
        raise InputError(message)
    form = form_of(content)
    if form is None:
        raise InputError(_unknown(content))
    if content.ending == ".pdf" and form.PROFILE.name != "pdf":
        message = (
            f"`{content.name}` is not a PDF, but {form.PROFILE.called}: rename it to "
            f"`{form.PROFILE.endings[0]}` if the paper's text is in it"
        )
        raise InputError(message)
    with guarded(form):
        return parsed(form, content)


def form_of(content: Content) -> Form | None:
    """The form that recognises a content; None where none does."""
    return next((each for each in FAMILY.all(_FIRST) if each.recognises(content)), None)


def named(name: str) -> Form:
    """The form of this name, which is one of ours."""
    return cast("Form", FAMILY.get(name))


def endings() -> tuple[str, ...]:
    """The endings of all files that are read."""
    return tuple(ending for form in FAMILY.all(_FIRST) for ending in form.PROFILE.endings)


def _unknown(content: Content) -> str:
    if content.data.startswith(_PACKED):
        return f"`{content.name}` is packed: unpack it, and give the paper in it"
    if content.ending == ".pdf":
        return f"`{content.name}` is not a PDF: fetch it again"
    if b"\0" in opening(content.data, 4096):
        return f"`{content.name}` is a binary file, and neither PDF, HTML nor Markdown"
    return f"`{content.name}` is neither PDF nor HTML, and has no headings as Markdown has them"
