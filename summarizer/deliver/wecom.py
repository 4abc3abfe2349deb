"""WeCom (WeChat Work): a group's bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.deliver import Profile, Verdict
from summarizer.deliver.answers import document
from summarizer.deliver.dialects import bold, look_alike, markdown_link, octets
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Answer, Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "WeCom",
    ("wecombot",),
    ("qyapi.weixin.qq.com",),
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=...",
    longest=4000,
    size=octets,
    markup="markdown",
    pause=3.0,
)
_BUSY, _LONG = {-1, 45009, 45033}, {45002, 40058}
_DIALECT = Dialect(look_alike, markdown_link, strong=bold)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link, in the Markdown that WeCom knows."""
    return compose(digest, view, room, _DIALECT)


def reshaped(payload: dict[str, Any], part: Part) -> dict[str, Any]:
    """Markdown, which can link titles; Apprise posts plain text."""
    del payload
    return {"msgtype": "markdown", "markdown": {"content": part.text}}


def verdict(answer: Answer) -> Verdict | None:
    """Whether it took a message stands in the body, with status 200."""
    said = document(answer)
    code, why = said.get("errcode"), str(said.get("errmsg", ""))
    if not code:
        return None
    if code in _BUSY:
        return Verdict("later", why)
    return Verdict("too long" if code in _LONG else "refused", f"{code} {why}")
