"""Microsoft Teams: a workflow that posts to a channel or chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.deliver import Profile
from summarizer.deliver.dialects import bold, bracketless, json_octets
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Teams",
    ("workflow", "workflows"),
    (".logic.azure.com", ".powerplatform.com", ".powerplatform.us"),
    "https://...logic.azure.com/workflows/...&sig=...",
    longest=20_000,
    size=json_octets,
    markup="markdown",
    pause=1.0,
)
_MARKDOWN = re.compile(r"[\\`*_\[\]#~]|^[-+](?=\s)")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s)")
_ANGLES = str.maketrans({"<": "\u2039", ">": "\u203a"})
"""In a card, `<at>` calls people, and no escape is known to all of Microsoft's programs."""


def _safe(text: str) -> str:
    line = _MARKDOWN.sub(lambda match: "\\" + match[0], text.translate(_ANGLES))
    return _LIST_NUMBER.sub(r"\1\\\2", line)


_DIALECT = Dialect(
    _safe,
    lambda text, url: f"[{text}]({bracketless(url)})",
    strong=bold,
    title=_safe,
    under="\n\n",
    between="\n\n",
)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link, in the Markdown of Adaptive Cards."""
    return compose(digest, view, room, _DIALECT)
