r"""Accents and letters written as LaTeX commands: `{\c{s}}`, `\v c`, `{\'\i}`, `{\oe}`.

They stand in names and titles of every reference manager, inside words and out of any formula,
with braces around the command, around its letter, around both or around none.
"""

# ruff: noqa: RUF001 -- signs are meant here

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

BACKSLASH = "\ue003"
"""Stands for a backslash that is meant, while commands are still looked for."""
_MARKS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "H": "\u030b", "u": "\u0306", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "h": "\u0309", "textcommabelow": "\u0326",
}  # fmt: skip
_LETTERS = {
    "oe": "œ", "OE": "Œ", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "dj": "đ", "DJ": "Đ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "i": "ı", "j": "ȷ",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "quotedblbase": "„", "quotesinglbase": "‚", "textquotesingle": "'",
    "textquotedbl": '"', "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "textless": "<", "textgreater": ">", "textbar": "|",
    "textbackslash": BACKSLASH, "textasciitilde": "~", "textasciicircum": "^",
    "textasciigrave": "`", "textunderscore": "_", "textdollar": "$", "textdegree": "°",
    "textregistered": "®", "textcopyright": "©", "texttrademark": "™", "textendash": "–",
    "textemdash": "—", "textellipsis": "…", "ldots": "…", "dots": "…", "textbullet": "•",
    "textperiodcentered": "·", "textmu": "µ", "textmicro": "µ", "textsection": "§",
    "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "texteuro": "€",
    "textsterling": "£", "textyen": "¥", "textcent": "¢", "textexclamdown": "¡",
    "textquestiondown": "¿", "textordfeminine": "ª", "textordmasculine": "º",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "texttimes": "×",
    "textdiv": "÷", "textpm": "±", "textminus": "−", "textnumero": "№",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³",
    "textasteriskcentered": "∗", "textrightarrow": "→", "textleftarrow": "←",
    "textvisiblespace": "␣", "textsuperscripttm": "™",
}  # fmt: skip
_BASE = r"(?:\{\s?\\?([^\W\d_])(?:\{\})?\s?\}|\\([ij])(?:\{\}|(?![A-Za-z]))|([^\W\d_]))"
_ACCENTED = deferred(
    r"(\{)?\\(?:([\"'`^~=.])\s?|(textcommabelow|[cvHukrdbh])(?:(?=[{\\])|\s+))"
    + _BASE
    + r"(?(1)\s?\})"
)
_TIED = deferred(r"(\{)?\\t\s?\{([^\W\d_])([^\W\d_])\}(?(1)\})")
_LETTER = deferred(r"\{\\([A-Za-z]+)(?:\{\})?\s?\}|\\([A-Za-z]+)(?:\{\}|(?: (?=\w))?)")
"""Any command: the names of all letters as alternatives would take 5 ms to compile."""
_SIGN = deferred(r"\{\\([%&#_$])\}")


def letters(text: str) -> str:
    """Give the text with every accent and letter that stands there as a command."""
    if "\\" not in text:
        return text
    text = _TIED.sub("\\2\u0361\\3", _ACCENTED.sub(_accented, text))
    return _SIGN.sub(r"\\\1", _LETTER.sub(_letter, text))


def _accented(match: re.Match[str]) -> str:
    base = match[4] or match[5] or match[6]
    return unicodedata.normalize("NFC", base + _MARKS[match[2] or match[3]])


def _letter(match: re.Match[str]) -> str:
    return _LETTERS.get(match[1] or match[2], match[0])
