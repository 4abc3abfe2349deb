"""A plain webhook: the digest's JSON to a server of one's own, signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from summarizer.deliver import Part, Profile, Request
from summarizer.deliver.messages import some
from summarizer.deliver.wording import heading
from summarizer.errors import SettingsError
from summarizer.network.http import USER_AGENT
from summarizer.papers.days import utc_now
from summarizer.renderers import place_name

if TYPE_CHECKING:
    from summarizer.deliver import Room
    from summarizer.papers.records import Digest
    from summarizer.renderers import View

SECRET = "SUMMARIZER_WEBHOOK_SECRET"  # noqa: S105 - the variable's name
_ENCODED = "whsec_"
PROFILE = Profile(
    "a webhook",
    ("json", "jsons", "http", "https"),
    (),
    "https://your.server/path",
    longest=1_000_000,
    size=lambda text: len(text.encode()),
    pause=0.5,
    server=True,
)


def messages(digest: Digest, view: View, room: Room) -> list[Part]:
    """The digest as one JSON document; several, each of some of its papers, if it is very large."""
    from summarizer.renderers import json

    named = replace(digest, source=tuple(map(place_name, digest.source)))
    text = "".join(json.render(named, view))
    if room.size(text) > room.longest and len(digest.papers) > 1:
        half = len(digest.papers) // 2
        return [
            each
            for papers in (digest.papers[:half], digest.papers[half:])
            for each in messages(some(digest, papers), view, room)
        ]
    return [Part(text, tuple(each.id for each in digest.papers), heading(digest))]


def request(url: str, part: Part, name: str) -> Request:
    """The POST, signed as https://www.standardwebhooks.com has it where there is a secret."""
    scheme, place, path, query, _ = urlsplit(url)
    user, at, host = place.rpartition("@")
    scheme = {"json": "http", "jsons": "https"}.get(scheme, scheme)
    body = part.text.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": USER_AGENT,
        "webhook-id": name,
    }
    if at:
        headers["Authorization"] = f"Basic {base64.b64encode(unquote(user).encode()).decode()}"
    if os.environ.get(SECRET):
        moment = str(int(utc_now().timestamp()))
        headers |= {"webhook-timestamp": moment, "webhook-signature": signature(name, moment, body)}
    return Request(urlunsplit((scheme, host, path or "/", query, "")), headers, body)


def signature(name: str, moment: str, body: bytes) -> str:
    """The value of `webhook-signature`. Raises SettingsError for a secret that is none."""
    secret = os.environ[SECRET]
    try:
        key = (
            base64.b64decode(secret.removeprefix(_ENCODED), validate=True)
            if secret.startswith(_ENCODED)
            else secret.encode()
        )
    except ValueError as error:
        message = f"`{SECRET}` begins with `{_ENCODED}`, but what follows is not Base64"
        raise SettingsError(message) from error
    signed = hmac.digest(key, f"{name}.{moment}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(signed).decode()}"
