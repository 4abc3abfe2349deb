"""What several services write alike: escapes, look-alikes, and how long a text is for them."""

from __future__ import annotations

import json
import re
from html import escape, unescape

_LOOK_ALIKES = str.maketrans(
    {
        "<": "\u2039",
        ">": "\u203a",
        "[": "(",
        "]": ")",
        "`": "'",
        "*": "\u2217",
        "~": "\u223c",
        "\\": "\u2216",
        "|": "\u00a6",
    }
)
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~$&!^=()]|(?<=:)/|(?<=www)\.|^[-+](?=\s)")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_ELEMENT = re.compile(r"<[^>]*>")


def look_alike(text: str) -> str:
    """Signs that look like those which a service reads, where it knows no way to escape them."""
    line = _EDGE.sub("\u02cd", text.translate(_LOOK_ALIKES))
    return re.sub(r"^[#+-](?=\s)", "·", line)


def backslashed(text: str) -> str:
    """Text in which nothing is Markdown, HTML, or a link by itself."""
    line = _MARKDOWN.sub(lambda match: "\\" + match[0], text)
    return _LIST_NUMBER.sub(r"\1\\\2", line)


def escaped(text: str) -> str:
    """Text in HTML."""
    return escape(text, quote=False)


def bold(text: str) -> str:
    """Bold in Markdown."""
    return f"**{text}**"


def markdown_link(text: str, url: str) -> str:
    """A link in Markdown whose address holds no bracket."""
    return f"[{text}]({bracketless(url)})"


def bracketless(url: str) -> str:
    """An address without the signs that end a link."""
    return url.replace("(", "%28").replace(")", "%29").replace("|", "%7C").replace("*", "%2A")


def html_link(text: str, url: str) -> str:
    """A link in HTML."""
    return f'<a href="{escape(url, quote=True)}">{text}</a>'


def octets(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode())


def json_octets(text: str) -> int:
    """Bytes of JSON in which all but ASCII is escaped."""
    return len(json.dumps(text))


def shown_units(html: str) -> int:
    """UTF-16 units of what HTML shows, as Telegram counts."""
    return len(unescape(_ELEMENT.sub("", html)).encode("utf-16-le")) // 2
