"""How one site wants to be asked: how often, as whom, and with which key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from summarizer import __version__
from summarizer.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]+")


@dataclass(frozen=True)
class Manners:
    """What a source knows of its site.

    `pause` is in seconds, between the end of a request and the next one, for all runs on this
    machine; after a refusal that may pass, it is `back_off` and then longer. `headers` go to the
    site itself only. `secrets` are parts of the query that hold a key: they are sent, and appear
    in no message, kept answer or recording.
    """

    pause: float = 0.0
    back_off: float = 5.0
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def hushed(self, text: str) -> str:
        """A text without the keys of the query, as they are or as an address has them."""
        for secret in self.secrets.values():
            for written in {secret, quote(secret, safe="")}:
                text = text.replace(written, "...")
        return text


ANY = Manners()
"""A site that asks for nothing in particular."""


def user_agent(contact: str | None) -> str:
    """Who asks, with the reader's address where she gave one. Raises SettingsError."""
    if not contact:
        return f"summarizer/{__version__} (paper digest)"
    if not _ADDRESS.fullmatch(contact):
        message = f"`contact` is {contact!r}: write a mail address, such as `you@example.org`"
        raise SettingsError(message)
    return f"summarizer/{__version__} (paper digest; mailto:{quote(contact, safe='@+')})"


def key(variable: str) -> str | None:
    """A key from the environment; None where it is not set. Raises SettingsError."""
    import os

    value = os.environ.get(variable, "").strip()
    if value and not re.fullmatch(r"[!-~]+", value):
        message = f"`{variable}` holds characters that no key has: set it again"
        raise SettingsError(message)
    return value or None
