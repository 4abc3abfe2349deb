"""Discord: a channel's webhook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.deliver import Profile, Verdict
from summarizer.deliver.answers import document
from summarizer.deliver.dialects import bold
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Answer, Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Discord",
    ("discord",),
    ("discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"),
    "https://discord.com/api/webhooks/.../...",
    longest=1950,
    markup="markdown",
    pause=0.5,
)
_NO_PREVIEWS = 4
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~]|(?<=:)/|^[-+](?=\s)|:(?=\w+:)")
_LIST_NUMBER = re.compile(r"^(\d{1,9})\.")
_TOO_LONG = 50035
"""The code of a body that is not valid; which field, and why, stands beside it."""


def _safe(text: str) -> str:
    line = _MARKDOWN.sub(lambda match: "\\" + match[0], text)
    return _LIST_NUMBER.sub(r"\1\\.", line)


def _link(text: str, url: str) -> str:
    """The address in angles makes no preview."""
    return f"[{text}](<{url}>)"


_DIALECT = Dialect(_safe, _link, strong=bold, faint=lambda text: f"-# {text}")


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link."""
    return compose(digest, view, room, _DIALECT)


def reshaped(payload: dict[str, Any], part: Part) -> dict[str, Any]:
    """The text alone: nobody is pinged, whatever it says, and no page previewed."""
    kept = ("username", "avatar_url")
    return {
        "content": part.text,
        "allowed_mentions": {"parse": []},
        "flags": _NO_PREVIEWS,
        **{name: payload[name] for name in kept if name in payload},
    }


def verdict(answer: Answer) -> Verdict | None:
    """A text that is too long has no status of its own."""
    said = document(answer)
    if said.get("code") == _TOO_LONG and "2000" in str(said.get("errors", "")):
        return Verdict("too long", str(said.get("message", "")))
    return None
