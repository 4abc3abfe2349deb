"""Any other service that Apprise knows: as Markdown where it takes that, else as plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.deliver import Profile
from summarizer.deliver.dialects import backslashed, bold
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "a service of Apprise",
    (),
    (),
    "gotify://HOST/TOKEN (https://appriseit.com lists them all)",
    longest=4000,
    pause=1.0,
)
_TAG = re.compile(r"<(?=[^\s\d=<-])")
"""Where a tag may begin: to some service, `<users/all>` is everybody."""


def _tagless(text: str) -> str:
    return _TAG.sub("\u2039", text)


_TEXT = Dialect(_tagless, "{}\n{}".format, title=_tagless)


def _link(text: str, url: str) -> str:
    return f"[{text}](<{url}>)"


def _safe(text: str) -> str:
    return backslashed(_tagless(text))


_MARKDOWN = Dialect(_safe, _link, strong=bold, title=_tagless, under="  \n")


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its address: under its title in plain text, behind it in Markdown."""
    return compose(digest, view, room, _TEXT if room.markup == "text" else _MARKDOWN)
