"""File names, and ids in a page, for whatever a paper or a topic is called."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|index|com\d|lpt\d)(?:\..*)?")
_LONGEST = 80


def safe_name(name: str) -> str:
    """A name that every file system and URL takes as it is; two names never become the same.

    Plain ones (`2503.23895`, `rag`) stay; others keep what is plain of them before a hash.
    """
    if len(name) <= _LONGEST and _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name):
        return name
    import hashlib

    shown = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{shown or 'x'}--{mark}"
