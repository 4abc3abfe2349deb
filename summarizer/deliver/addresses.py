"""Addresses to post to, as they are typed, copied and set; they hold secrets, and are shown masked.

An address that Apprise knows is read by it; any other web address is a plain webhook.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from summarizer.deliver import Copied, Requesting, for_host, for_scheme, targets
from summarizer.errors import SettingsError, UsageError
from summarizer.settings.table import SECRETS
from summarizer.text.spelling import question

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.deliver import Target
    from summarizer.settings import Settings

EXTRA = "pip install 'summarize-papers[post]'"
_BETWEEN = re.compile(r"[,\s]+(?=[A-Za-z][\w+.-]*://)")
_SCHEME = re.compile(r"([A-Za-z][\w+.-]*)://")
_SERVER = re.compile(
    r"(?:(?:[\w-]+\.)+[A-Za-z]{2,}|localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])(?::\d{1,5})?",
    re.IGNORECASE,
)
_ROOM = re.compile(r"[#!@]\w[\w.:-]{0,60}")
_WEB = ("http", "https")
_MARK = 4
_SHORTEST = 5
"""Characters of a part of an address that is looked for in texts: shorter ones are in words."""


@dataclass(frozen=True)
class Address:
    """One place to post to: `name` is what people are shown, `key` tells it from all others.

    `plugin` is Apprise's, None where the target needs none.
    """

    name: str
    key: str = field(repr=False)
    url: str = field(repr=False)
    target: Target = field(repr=False)
    plugin: Any = field(default=None, repr=False)

    def scrubbed(self, text: str) -> str:
        """What a service said, without any part of the address that it may repeat."""
        for secret in sorted(_secrets(self.url), key=len, reverse=True):
            text = text.replace(secret, "***")
        return text


def given(settings: Settings, to: Iterable[str] = ()) -> list[str]:
    """The addresses as they stand: those given, or else the settings'."""
    texts = [each for each in to if each.strip()] or [settings.post_to or ""]
    return [part for text in texts for part in _BETWEEN.split(text.strip(" ,\t\r\n")) if part]


def addresses(settings: Settings, to: Iterable[str] = ()) -> tuple[Address, ...]:
    """The places to post to, each once. Raises UsageError in a line that shows no secret."""
    found = {each.key: each for url in given(settings, to) for each in _places(url)}
    if not found:
        message = "nowhere to post to: give `--to ADDRESS`, or set `post_to` (SUMMARIZER_POST_TO)"
        raise UsageError(message)
    return tuple(found.values())


def masked(url: str, *, rooms: bool = True) -> str:
    """An address without its secrets: scheme, server, rooms, and a mark that tells it from others.

    What stands where a server does may be a key: only what looks like a server is shown.
    """
    match = _SCHEME.match(url)
    if not match:
        return f"...{_mark(url)}"
    place, _, path = url[match.end() :].partition("?")[0].partition("/")
    shown = for_scheme(match[1]).PROFILE.server
    server = place.rpartition("@")[2]
    server = server if shown and _SERVER.fullmatch(server) else ""
    named = [part for each in path.split("/") if _ROOM.fullmatch(part := unquote(each))]
    parts = filter(None, (server, f"...{_mark(url)}", *(named if rooms else ())))
    return f"{match[1].lower()}://{'/'.join(parts)}"


def masked_all(text: str) -> str:
    """The same for a setting's whole value."""
    return ", ".join(masked(each) for each in _BETWEEN.split(text.strip(" ,\t\r\n")) if each)


def _secrets(url: str) -> set[str]:
    """The parts of an address that may be secrets, as they stand and decoded."""
    parts = re.split(r"[/?&=@:#,]+", url.partition("://")[2])
    found = {each for part in parts for each in (part, unquote(part))}
    return {each for each in found if len(each) >= _SHORTEST and not _SERVER.fullmatch(each)}


def seen(name: str, value: object) -> object:
    """A setting's value as people are shown it."""
    return masked_all(value) if name in SECRETS and isinstance(value, str) else value


def _mark(url: str) -> str:
    return sha256(url.encode("utf-8", "replace")).hexdigest()[:_MARK]


def _places(url: str) -> Iterator[Address]:
    """The places of one address: a service may have several in it."""
    match = _SCHEME.match(url)
    if not match:
        form = "write it as `SERVICE://...` or `https://...` (what you gave is masked here)"
        message = f"`{masked(url)}` is not an address: {form}"
        raise UsageError(message)
    scheme = match[1].lower()
    target = _target(url, scheme)
    if isinstance(target, Requesting):
        _check_server(url, target)
        yield Address(masked(url), _hash(url), url, target)
        return
    yield from _by_apprise(url, target)


def _target(url: str, scheme: str) -> Target:
    """Whose address it is."""
    if scheme not in _WEB:
        return for_scheme(scheme)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    own = for_host(host)
    if own:
        return own
    plugin = _native(url)
    return for_scheme(_scheme_of(plugin)) if plugin else for_scheme(scheme)


def _native(url: str) -> Any:
    """Apprise's plugin for a web address that one of its services hands out; None for others."""
    from importlib.util import find_spec

    if find_spec("apprise") is None:
        return None
    from summarizer.deliver import apprising

    return apprising.plugin(url)


def _check_server(url: str, target: Target) -> None:
    try:
        parts = urlsplit(url)
        good = bool(parts.hostname and (parts.port is None or parts.port))
    except ValueError:
        good = False
    if not good or not url.isprintable() or " " in url:
        raise UsageError(_wrong(url, target))


def _by_apprise(url: str, target: Target) -> Iterator[Address]:
    from importlib.util import find_spec

    if find_spec("apprise") is None:
        scheme = url.partition("://")[0].lower()
        near = "" if scheme in {*_WEB, *_schemes()} else question(scheme, _schemes())
        message = (
            f"to post to `{masked(url)}`, install Apprise: `{EXTRA}`{near.replace(':', '; or', 1)}"
        )
        raise SettingsError(message)
    from summarizer.deliver import apprising

    found = apprising.plugin(_as_apprise_has_it(url, target))
    if found is None:
        raise UsageError(_wrong(url, target))
    own = for_scheme(_scheme_of(found))
    places = list(apprising.places(found, own))
    if own.PROFILE.needs and not places:
        what = f"`{masked(url)}` names no room, chat or topic"
        message = f"{what}: write it like {own.PROFILE.example}"
        raise UsageError(message)
    identity = apprising.identity(found)
    if len(places) < 2:  # noqa: PLR2004 - one, or the service's own choice
        room = places[0][0] if places else ""
        yield Address(masked(url), _hash(identity, room), url, own, found)
        return
    for number, (room, plugin) in enumerate(places, start=1):
        is_shown = _ROOM.fullmatch(room) or (own.PROFILE.needs and not own.PROFILE.hides)
        shown = room if is_shown else f"{number} of {len(places)}"
        yield Address(
            f"{masked(url, rooms=False)} ({shown})", _hash(identity, room), url, own, plugin
        )


def _as_apprise_has_it(url: str, target: Target) -> str:
    known = target.translated(url) if isinstance(target, Copied) else None
    return known or url


def _scheme_of(plugin: Any) -> str:
    """How a service's addresses begin; what a plugin says of itself may be `http`."""
    found = getattr(plugin, "secure_protocol", "") or getattr(plugin, "protocol", "")
    return str(found if isinstance(found, str) else found[0])


def _wrong(url: str, target: Target) -> str:
    """What is wrong with an address, and what a right one looks like."""
    scheme = _SCHEME.match(url)
    known = scheme and scheme[1].lower() in {*_WEB, *_schemes()}
    if scheme and not known:
        near = question(scheme[1].lower(), _schemes())
        return f"no service is called `{scheme[1]}://`{near or ': see docs/post.md for them all'}"
    profile = target.PROFILE
    quoted = ", in single quotes" if set(profile.example) & set("?&!") else ""
    like = f"write it like {profile.example}{quoted}"
    return f"`{masked(url)}` is not an address of {profile.name}: {like}"


def _schemes() -> set[str]:
    """How addresses may begin, as far as is known here."""
    from importlib.util import find_spec

    found = {scheme for each in targets() for scheme in each.PROFILE.schemes}
    if find_spec("apprise") is None:
        return found
    from summarizer.deliver import apprising

    return found | apprising.schemes()


def _hash(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()
