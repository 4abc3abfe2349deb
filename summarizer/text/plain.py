"""Plain text: what may reach a reader, and what two spellings have in common."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.text.patterns import deferred

# Cc, Cf (soft hyphens, bidi controls, joiners), Cs and Co: nothing a reader should receive raw.
UNSAFE = deferred(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SELECTORS = deferred("[\U000e0100-\U000e01ef]")
"""What is unsafe although Python calls it printable: it shows nothing, and can say anything."""
_SURROGATE = deferred("[\ud800-\udfff]")
_JOINERS = {0x200C: None, 0x200D: None}
"""Signs between letters that some scripts are written with."""
_SPACE = deferred(r"\s+")
_UNEVEN = deferred(r"[^\S ]\s*| \s+")
"""A run of white space that is not one blank."""
_WEB = deferred(r"https?://[\w.-]+(?::\d{1,5})?(?:[/?#]|$)")
_LONE_PERCENT = deferred(r"%(?![0-9A-Fa-f]{2})")

_ECHOED = 80
"""Characters of what was typed that a message shows."""


def printable(text: str) -> str:
    """Text without control, format, surrogate and private-use characters."""
    return text if safe(text.replace("\n", " ")) else UNSAFE.sub("", text)


def safe(text: str) -> bool:
    """Whether a text holds nothing unsafe and no white space but blanks.

    That is so of nearly all, and is told in a fraction of the time that looking for it takes.
    """
    return text.isprintable() and (text.isascii() or not _SELECTORS.search(text))


def hides(text: str) -> bool:
    """Whether a text holds signs that no reader sees, but for those that scripts need."""
    return bool(UNSAFE.search(text.translate(_JOINERS)))


def one_line(text: str) -> str:
    """Text on one line: printable, white space runs made single blanks."""
    line = " ".join(text.split())
    return line if safe(line) else " ".join(UNSAFE.sub("", line).split())


def echoed(text: str) -> str:
    """What somebody typed as a message shows it: bytes that are no text by their numbers, cut."""
    told = _SURROGATE.sub(lambda sign: f"\\x{ord(sign[0]) & 0xFF:02x}", text)
    return shortened(told, _ECHOED)


def shortened(text: str, most: int) -> str:
    """Text on one line of at most `most` characters, cut at a word, with an ellipsis."""
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[:most]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:.") + "…"


def single_spaced(text: str) -> str:
    """Printable text with white space runs made single blanks, also those at its ends."""
    if "  " not in text and safe(text):
        return text
    return printable(_UNEVEN.sub(" ", text))


def normalised(text: str) -> str:
    """The form in which two spellings of one title or abstract are equal."""
    if not text.isascii():
        import unicodedata

        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split()).casefold()


def whole_number(text: str) -> int | None:
    """The number that a text of at most 18 digits is; None for any other text.

    Python refuses to read one of some thousands, and nothing that is counted has so many.
    """
    fits = text.isascii() and text.isdigit() and len(text) < 19  # noqa: PLR2004 - digits
    return int(text) if fits else None


def encodable(text: str) -> str:
    """Text without surrogates, which UTF-8 cannot encode: each is shown as U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def content_id(title: str, abstract: str) -> str:
    """The id of a paper that has no arXiv id: `sha256:` and 16 hex digits."""
    import hashlib

    content = f"{normalised(title)}\n{normalised(abstract)}".encode("utf-8", "surrogatepass")
    return "sha256:" + hashlib.sha256(content).hexdigest()[:16]


def labelled(kind: str, words: str) -> str:
    """A name for a folder that tells what was asked for: readable, and another for other words."""
    import hashlib

    shown = re.sub(r"[^\w.+-]+", "-", words).strip("-.")[:60]
    mark = hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{kind}-{shown}-{mark}"


@lru_cache(maxsize=2048)  # the same few in a card, its page, its citation and the feeds
def web_link(url: str | None) -> str | None:
    """The URL, safe inside quotes, brackets and a terminal; None unless it is a web address."""
    if not url or not _WEB.match(url):
        return None
    from urllib.parse import quote

    address, mark, part = _LONE_PERCENT.sub("%25", printable(url)).partition("#")
    whole = address + mark + part.replace("#", "%23")
    return quote(whole, safe="%/:=&?~#+!$,;'@*-._", errors="replace")
