"""ntfy: a topic on ntfy.sh or a server of one's own, to phones and desktops."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from summarizer.deliver import Profile
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

_MOST, _MOST_JSON = 4000, 7400
"""Bytes beyond which ntfy makes a file of a message, and Apprise of a request."""


def _size(text: str) -> int:
    """Bytes of the message, or what those of its JSON amount to where these are the limit."""
    return max(len(text.encode()), -(-len(json.dumps(text)) * _MOST // _MOST_JSON))


PROFILE = Profile(
    "ntfy",
    ("ntfy", "ntfys"),
    ("ntfy.sh",),
    "ntfy://TOPIC",
    longest=_MOST,
    size=_size,
    several=("topics",),
    needs=True,
    hides=True,
    pause=1.0,
)
_DIALECT = Dialect(str, "{}\n{}".format, title=str)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its address under its title: ntfy's phone apps show no Markdown."""
    return compose(digest, view, room, _DIALECT)
