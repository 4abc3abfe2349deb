"""Slack: a channel's incoming webhook, a bot, or a workflow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.deliver import Profile, Verdict
from summarizer.deliver.answers import document
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Answer, Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Slack",
    ("slack",),
    ("hooks.slack.com", "hooks.slack-gov.com"),
    "https://hooks.slack.com/services/T.../B.../...",
    longest=3900,
    several=("channels",),
    pause=1.2,
)
_SIGNS = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "\u2217", "~": "\u223c", "`": "'", "|": "\u00a6"}
)
_EDGE = re.compile(r"(?<!\w)_|_(?!\w)")
_LATER, _LONG = {"ratelimited", "rate_limited", "internal_error", "fatal_error"}, {"msg_too_long"}


def _safe(text: str) -> str:
    """Slack's own text, which knows no escapes but for three signs."""
    return _EDGE.sub("\u02cd", text.translate(_SIGNS))


def _link(text: str, url: str) -> str:
    return f"<{url.replace('&', '&amp;').replace('|', '%7C')}|{text}>"


_DIALECT = Dialect(_safe, _link, strong=lambda text: f"*{text}*")


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link."""
    return compose(digest, view, room, _DIALECT)


def reshaped(payload: dict[str, Any], part: Part) -> dict[str, Any]:
    """A message as people write them: Apprise's own is folded away after five lines."""
    if "attachments" not in payload:  # a workflow, which has one variable for it
        return {**payload, "text": part.text}
    kept = ("channel", "username", "icon_url", "thread_ts")
    return {
        "text": part.text,
        "mrkdwn": True,
        "unfurl_links": False,
        "unfurl_media": False,
        **{name: payload[name] for name in kept if name in payload},
    }


def verdict(answer: Answer) -> Verdict | None:
    """A bot is told in the body, with status 200; a webhook by the status."""
    said = document(answer)
    error = said.get("error") if said.get("ok") is False else answer.body.decode("utf-8", "replace")
    if error in _LONG:
        return Verdict("too long", str(error))
    if error in _LATER and answer.status != 429:  # noqa: PLR2004 - which has a wait of its own
        return Verdict("later", str(error))
    if said.get("ok") is False:
        return Verdict("refused", str(error))
    return None
