"""DingTalk: a group's custom robot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.deliver import Profile, Verdict
from summarizer.deliver.answers import document
from summarizer.deliver.dialects import bold, json_octets, look_alike, markdown_link
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Answer, Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "DingTalk",
    ("dingtalk",),
    ("oapi.dingtalk.com",),
    "https://oapi.dingtalk.com/robot/send?access_token=...",
    longest=18_000,
    size=json_octets,
    markup="markdown",
    pause=3.0,
)
_COPIED = re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=([A-Za-z0-9]+)$")
_BUSY, _LONG = {-1, 130101, 410100}, {460101, 40035}
_DIALECT = Dialect(
    look_alike, markdown_link, strong=bold, title=look_alike, under="\n\n", between="\n\n"
)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link, in the Markdown that DingTalk knows."""
    return compose(digest, view, room, _DIALECT)


def translated(url: str) -> str | None:
    """The address as Apprise writes it."""
    match = _COPIED.match(url)
    return f"dingtalk://{match[1]}/" if match else None


def verdict(answer: Answer) -> Verdict | None:
    """Whether it took a message stands in the body, with status 200."""
    said = document(answer)
    code, why = said.get("errcode"), str(said.get("errmsg", ""))
    if not code:
        return None
    if code in _BUSY:
        return Verdict("later", why)
    return Verdict("too long" if code in _LONG else "refused", f"{code} {why}")
