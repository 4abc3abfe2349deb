"""Mattermost: an incoming webhook, or a bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.deliver import Profile
from summarizer.deliver.dialects import backslashed, bold
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Mattermost",
    ("mmost", "mmosts"),
    (),
    "mmosts://chat.example.org/TOKEN",
    longest=15_000,
    markup="markdown",
    several=("targets",),
    pause=0.5,
    server=True,
)


def _link(text: str, url: str) -> str:
    return f"[{text}](<{url}>)"


_DIALECT = Dialect(backslashed, _link, strong=bold, under="  \n")


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link."""
    return compose(digest, view, room, _DIALECT)
