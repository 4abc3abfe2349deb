"""What notes and their files are called: readable, and the same on every system."""

from __future__ import annotations

import re
import unicodedata

from summarizer.notes.escaping import plain
from summarizer.renderers.html.filenames import safe_name

_HASHED = re.compile(r"^sha256:([0-9a-f]{8})[0-9a-f]*$")
_UNPLAIN = re.compile(r"[^A-Za-z0-9.]+")
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d) *\.")
"""What Windows takes for a device, whatever follows."""
_LONGEST_ID = 40
_NOT_IN_NAMES = str.maketrans({":": " -", **dict.fromkeys("/?()", " ")})
"""What `plain` leaves, but a file system or a link to the note may not have."""
_LONGEST = 90
"""Bytes of a title in a name: paths in folders of folders stay within what Windows takes."""


def of_paper(identity: str, title: str) -> str:
    """The name of a paper's note: the title's words, cut, and the id, or what is plain of it.

    Should two papers have one name all the same, the second note gets a number.
    """
    number = _HASHED.sub(r"\1", identity)
    number = _UNPLAIN.sub("-", number)[:_LONGEST_ID].strip("-.") or "paper"
    return f"{_fitting(title)} {number}".strip()


def of_day(day: str) -> str:
    """The name of a day's note: not the day alone, which daily notes of the reader's have."""
    return f"Papers {day}"


def of_topic(label: str, name: str) -> str:
    """The name of a topic's note; labels of two topics may look the same without their signs."""
    words = _fitting(label)
    shown = words if words and plain(label) == " ".join(label.split()) else safe_name(name)
    return f"Papers on {shown}"


def _fitting(text: str) -> str:
    """The words of a text that make a name: no signs that a file system or a link may not have."""
    kept = plain(unicodedata.normalize("NFC", text)).translate(_NOT_IN_NAMES)
    found = ""
    for word in kept.split():
        longer = f"{found} {word}".strip()
        if len(longer.encode()) > _LONGEST:
            break
        found = longer
    if not found:
        found = kept.encode()[:_LONGEST].decode("utf-8", "ignore")
    found = found.strip(" .,;'’()+!-")  # noqa: RUF001 - as titles have it
    device = _DEVICE.match(found)
    return " ".join(found.replace(".", " ").split()) if device else found
