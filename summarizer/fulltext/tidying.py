"""Words as they are searched for: no ligatures, no invisible signs, single blanks."""

from __future__ import annotations

import unicodedata

from summarizer.text.plain import UNSAFE, one_line

_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st", "\u0132": "IJ", "\u0133": "ij",
}  # fmt: skip
_SIGNS = str.maketrans({**_LIGATURES, "\u00a0": " ", "\u2010": "-", "\u2011": "-"})
_DAMAGE = "\ufffd"


def tidy(text: str) -> str:
    """The text on one line, composed, with ligatures as letters; the same if tidied again."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return one_line(unicodedata.normalize("NFC", text.translate(_SIGNS)))


def unreadable(text: str) -> int:
    """Characters that stand for no sign a reader knows: a font did not say which."""
    if text.isascii() and text.isprintable():
        return 0
    kept = text.translate({ord("\n"): None, ord("\t"): None, 0xAD: None})
    return kept.count(_DAMAGE) + len(UNSAFE.findall(kept))
