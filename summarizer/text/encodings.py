"""Bytes as text, in the encodings that files with papers come in, and what was assumed for it.

UTF-8 is taken for granted. UTF-16 and UTF-32 are known by their mark, or by where their zero bytes
stand. Bytes that are none of these are Windows-1252, as Excel and old reference managers write it,
where every one of them can be; in a text that holds UTF-8 beside them they are damage.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from summarizer.text.patterns import deferred

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The longer ones first: that of UTF-32 begins like that of UTF-16."""
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LOOKED_AT = 4096
_WHOLE = 4
"""Bytes of the widest unit: no beginning of a text is cut inside one."""
_CONTROLS = deferred("[\0-\x08\x0e-\x1f\x7f\ufffd\ufdd0-\ufdef\uffff]")
_NOT_1252 = deferred(rb"[\x81\x8d\x8f\x90\x9d\xfe\xff]")
"""Undefined there, or letters so rare that the byte is damage instead."""
_BINARY = deferred(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_RARE = 100
"""One control character in so many bytes may be an accident."""
_UTF8_SIGN = deferred(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_DAMAGE = deferred("[\udc80-\udcff]")
WINDOWS = (
    "not UTF-8, so read as Windows-1252; if letters look wrong, convert the file with "
    "`iconv -f ENCODING -t utf-8`"
)


class NotText(ValueError):
    """Bytes that are no text: `place` is where, None where they are binary altogether."""

    def __init__(self, place: int | None) -> None:
        """Name the place."""
        super().__init__()
        self.place = place


class Decoded(NamedTuple):
    """A text, and what was assumed to read it, in words; empty where nothing was.

    A `damaged` one holds bytes that are no text, as surrogates.
    """

    text: str
    assumed: str = ""
    damaged: bool = False


def decoded(data: bytes, *, forgiving: bool = False) -> Decoded:
    """The bytes as text, line ends of carriage returns alone as any other. Raises NotText.

    Where one is `forgiving`, bytes that are no text stand in it as surrogates (see `is_damaged`).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_lines(_wide(data, encoding)))
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        return Decoded(_lines(_unmarked(data)))
    try:
        return Decoded(_lines(data.decode()))
    except UnicodeDecodeError as error:
        place = error.start
    if len(_BINARY.findall(data)) * _RARE > len(data):
        raise NotText(None)
    if not _NOT_1252.search(data) and not _UTF8_SIGN.search(data):
        return Decoded(_lines(data.decode("cp1252")), WINDOWS)
    if not forgiving:
        raise NotText(place)
    return Decoded(_lines(data.decode(errors="surrogateescape")), damaged=True)


def is_wide(data: bytes) -> bool:
    """Whether bytes that begin a file are marked as, or look like, UTF-16 or UTF-32."""
    return any(data.startswith(mark) for mark, _ in _MARKS) or b"\0" in data


def opening(data: bytes, most: int) -> bytes:
    """At most so many bytes from the beginning of a text, as UTF-8 and without a mark.

    Of what is in no wide encoding they are as they stand.
    """
    head = data[: most - most % _WHOLE]
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if encoding is None and b"\0" in head:
        encoding = _told(head, cut=len(head) < len(data))
    if encoding is None:
        return head.removeprefix(codecs.BOM_UTF8)
    text: str = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    return text.encode(errors="replace")


def is_damaged(text: str) -> bool:
    """Whether a text that was read forgivingly holds bytes that were none."""
    return not text.isascii() and bool(_DAMAGE.search(text))


def _wide(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(error.start) from error


def _unmarked(data: bytes) -> str:
    """Text with zero bytes and no mark."""
    encoding = _told(data)
    if encoding is None:
        raise NotText(None)
    return _wide(data, encoding)


def _told(data: bytes, *, cut: bool = False) -> str | None:
    """The encoding in which bytes without a mark hold no control characters; None for none."""
    head = data[: _LOOKED_AT - _LOOKED_AT % _WHOLE]
    whole = head is data and not cut
    for encoding in _WIDE:
        try:
            start = head.decode(encoding, errors="strict" if whole else "ignore")
        except UnicodeDecodeError:
            continue
        if _looks_written(start):
            return encoding
    return None


def _looks_written(text: str) -> bool:
    """Whether a text has words and blanks of a script, not random characters of all scripts."""
    blanks = sum(map(text.count, " \n,"))
    return bool(text) and not _CONTROLS.search(text) and blanks * 60 > len(text)


def _lines(text: str) -> str:
    """Carriage returns that end lines by themselves, as on old Macs, made line ends."""
    if "\r" not in text or text.count("\r") - text.count("\r\n") <= text.count("\n"):
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
