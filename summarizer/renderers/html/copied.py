"""A paper's citation inside its card: packed, for `cards.js` to write out when it is copied.

What the card shows already, such as its title and its links, is not said again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.renderers import bibtex

if TYPE_CHECKING:
    from summarizer.papers.records import Entry

_MARK = "~"
"""Ends a field; no value has it, as BibTeX would not show it."""
_LETTERS = {
    "title": "t", "author": "a", "year": "y", "month": "m", "day": "d", "journal": "j",
    "eprint": "e", "archivePrefix": "x", "primaryClass": "c", "doi": "i", "url": "u", "pdf": "p",
    "organization": "o",
}  # fmt: skip
_PLAIN_TITLE = re.compile(r"[^&%$#_{}~^\\\]\x00-\x1f\x7f-\U0010ffff]+")


def packed(entry: Entry, title: str) -> str:
    """The kind, the key, and of each field a letter and its value: `misc~poe-2512.00001~t{...}`.

    A value is left out where the card has it: the title as `title`, the id, the links.
    """
    kind, key, fields = bibtex.citation(entry)
    known = {"eprint": f"{{{entry.id}}}", "archivePrefix": "{arXiv}"}
    if title == entry.title and _PLAIN_TITLE.fullmatch(title):
        known["title"] = dict(fields)["title"]
    parts = [kind, key]
    for name, value in fields:
        shown = name in {"url", "pdf"} or known.get(name) == value
        parts.append(_LETTERS[name] + ("" if shown else value))
    return _MARK.join(parts)
