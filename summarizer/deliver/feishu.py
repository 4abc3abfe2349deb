"""Feishu, and Lark, as it is called outside China: a group's custom bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.deliver import Profile, Verdict
from summarizer.deliver.answers import document
from summarizer.deliver.dialects import bold, markdown_link, octets
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Answer, Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Feishu",
    ("feishu", "lark"),
    ("open.feishu.cn", "open.larksuite.com"),
    "https://open.feishu.cn/open-apis/bot/v2/hook/...",
    longest=15_000,
    size=octets,
    markup="markdown",
    pause=1.0,
)
_SIGNS = re.compile(r"[&<>*_~`\[\]#\\|!]|^[-+](?=\s)|:(?=\w+:)")
_COPIED = re.compile(
    r"https://open\.(?:feishu\.cn|(larksuite\.com))/open-apis/bot/v2/hook/([\w-]+)/?$"
)
_BUSY, _LONG = {11232, 11233, 9499}, {230025, 11246}


def _safe(text: str) -> str:
    """Each sign that a card reads, by its number."""
    return _SIGNS.sub(lambda match: f"&#{ord(match[0])};", text)


_DIALECT = Dialect(_safe, markdown_link, strong=bold, title=str)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link, in a card."""
    return compose(digest, view, room, _DIALECT)


def translated(url: str) -> str | None:
    """The address as Apprise writes it."""
    match = _COPIED.match(url)
    return f"{'lark' if match[1] else 'feishu'}://{match[2]}" if match else None


def verdict(answer: Answer) -> Verdict | None:
    """Whether it took a message stands in the body, with status 200."""
    said = document(answer)
    code, why = said.get("code"), str(said.get("msg", ""))
    if not code:
        return None
    if code in _BUSY:
        return Verdict("later", why)
    return Verdict("too long" if code in _LONG else "refused", f"{code} {why}")
