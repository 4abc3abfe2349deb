"""A mail as a content: its own text, whichever way it was packed for the way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from email.message import MIMEPart

    from summarizer.sources.content import Content

_HEADER = deferred(rb"(?:[A-Za-z][\w-]{0,60}:[^\r\n]*|[ \t][^\r\n]*|From [^\r\n]*)(?:\r?\n|\r)")
_NAMES = deferred(
    rb"^(?:from|to|subject|date|message-id|mime-version|content-type|received|return-path"
    rb"|content-transfer-encoding|delivered-to):",
    re.IGNORECASE,
)
_FEWEST = 3
_LONGEST_HEADERS = 200_000


def opened(content: Content) -> Content:
    """The text of a mail, or its HTML where it has no text; a content that is no mail as it is."""
    if not is_mail(content.data):
        return content
    from email import message_from_bytes
    from email.policy import default

    try:
        message = message_from_bytes(content.data, policy=default)
        body = message.get_body(("plain", "html"))
        text = _text_of(body) if body is not None else ""
    except Exception:  # noqa: BLE001 - the library raises of all kinds on odd mails
        return content
    return (
        replace(content, data=text.encode("utf-8", "surrogateescape")) if text.strip() else content
    )


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with a block of headers as mails have."""
    found = place = 0
    while (match := _HEADER.match(data, place)) and match.end() < _LONGEST_HEADERS:
        found += bool(_NAMES.match(match[0]))
        place = match.end()
    ended = not data[place:].strip() or data[place : place + 1] in {b"\r", b"\n"}
    return found >= _FEWEST and ended


def _text_of(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return data.decode(errors="surrogateescape")
