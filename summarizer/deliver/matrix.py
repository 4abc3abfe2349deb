"""Matrix: a room on any server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.deliver import Profile
from summarizer.deliver.dialects import escaped, html_link, octets
from summarizer.deliver.messages import Dialect, compose

if TYPE_CHECKING:
    from summarizer.deliver import Part, Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

PROFILE = Profile(
    "Matrix",
    ("matrix", "matrixs"),
    ("matrix.to",),
    "matrixs://TOKEN@matrix.example.org/!room:example.org",
    longest=24_000,
    size=octets,
    markup="html",
    carries="/send/m.room.",
    several=("rooms", "users"),
    needs=True,
    pause=0.5,
    server=True,
)
_DIALECT = Dialect(
    escaped,
    html_link,
    strong="<strong>{}</strong>".format,
    faint="<em>{}</em>".format,
    under="<br/>",
    between="<br/><br/>",
)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """Each paper with its title as a link; Apprise makes the plain text beside it."""
    return compose(digest, view, room, _DIALECT)
