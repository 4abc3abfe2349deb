"""Telegram: a bot's messages to a chat, group or channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.deliver import Profile
from summarizer.deliver.dialects import escaped, html_link, shown_units
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Telegram",
    ("tgram",),
    ("api.telegram.org",),
    "tgram://TOKEN/CHAT",
    longest=4000,
    size=shown_units,
    markup="html",
    carries="/sendMessage",
    several=("targets",),
    needs=True,
    pause=1.0,
)
_DIALECT = Dialect(escaped, html_link, strong="<b>{}</b>".format, faint="<i>{}</i>".format)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link, in the HTML that Telegram knows."""
    return compose(digest, view, room, _DIALECT)
