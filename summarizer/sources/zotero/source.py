"""Zotero as a source: a library, a group's library or a collection, live or as a saved answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.network.manners import key
from summarizer.sources import Ask, Fetched, Form, Parsed, Profile, Site, behind_prefix
from summarizer.sources.content import Content
from summarizer.sources.recognition import NO_FIT, Fit, certain
from summarizer.sources.zotero import places
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from datetime import date, datetime

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources.zotero.copies import Copy

PROFILE = Profile(
    name="zotero",
    reads="an answer of Zotero's API",
    example=(
        '[{"key": "ABCD2345", "version": 1, "data": {"itemType": "preprint", '
        '"title": "A title", "abstractNote": "An abstract."}}]'
    ),
    label="file-zotero",
    endings=(".json",),
)
NAME = "zotero"
SITE = Site(
    prefix=NAME,
    name="Zotero",
    forms=(
        Form("zotero", "your own library, or that of the setting `zotero_library`"),
        Form("zotero:collections/NAME", "a collection of it, by name or key"),
        Form("zotero:groups/ID", "a group's library"),
        Form("zotero:users/ID/collections/NAME", "a collection of any library"),
        Form("zotero:local", "the library of the Zotero program on this machine"),
    ),
    hosts=("www.zotero.org", "zotero.org", "api.zotero.org"),
)


def recognises(content: Content) -> Fit:
    """A list of objects with a key and data of a type of Zotero's, or one such object."""
    if content.form != "json":
        return NO_FIT
    found = _objects(content.json)
    is_ours = bool(found) and all(map(_is_item, found[:3]))
    return certain("the items of Zotero's API") if is_ours else NO_FIT


def _objects(document: Any) -> list[Any]:
    return document if isinstance(document, list) else [document]


def _is_item(found: object) -> bool:
    data = found.get("data") if isinstance(found, dict) else None
    return isinstance(data, dict) and isinstance(data.get("itemType"), str) and "key" in found  # type: ignore[operator] # an object


def parse(content: Content) -> Parsed:
    """Read an answer, or the copy of a library. Raises InputError where it is no JSON."""
    from summarizer.sources.zotero import items

    found = (each for each in _objects(content.json) if _is_item(each))
    return Parsed(items.papers(found))


def ask(spec: str, settings: Settings) -> Ask | None:
    """`zotero`, `zotero:...` and the site's pages. Raises UsageError for what is none of these."""
    endpoints = (settings.zotero_endpoint, settings.zotero_local)
    rest = behind_prefix(spec, SITE, endpoints, places.named_by_page)
    if rest is None:
        return None
    try:
        place = places.settled(places.place(rest), settings)
    except ValueError as error:
        message = f"`{spec}`: {error}"
        raise UsageError(message) from error
    name = f"{NAME}:{place.name}" if place.name else NAME
    addresses = (settings.zotero_local,) if place.local else ()
    label = labelled(f"file-{NAME}", place.name or "own")
    return Ask(name, label, "papers", None, {"place": place.name}, addresses=addresses)


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched:  # noqa: ARG001 - all are wanted
    """The library or collection as it is now; only what has changed is read again.

    Raises ServiceError, and InputError where there is no such library or collection.
    """
    from summarizer.sources.zotero import copies, libraries

    place = places.place(ask.terms["place"])
    old = copies.read(place)
    access = libraries.access(place, client, key(libraries.KEY))
    found = copies.refreshed(old, libraries.target(place, access, old), access)
    if found is not old:
        copies.keep(place, found, client.observer)
    return _fetched(ask, found)


def kept(ask: Ask) -> Fetched | None:
    """What was read of it before; None where nothing was."""
    from summarizer.sources.zotero import copies

    found = copies.read(places.place(ask.terms["place"]))
    return _fetched(ask, found) if found else None


def stamp(ask: Ask) -> str:
    """What changes when the copy that is kept does."""
    from summarizer.files import file_stamp
    from summarizer.sources.zotero import copies

    try:
        return file_stamp(copies.path(places.place(ask.terms["place"])).stat())
    except OSError:
        return ""


def _fetched(ask: Ask, found: Copy) -> Fetched:
    trashed = len(found.items) - len(found.listed)
    notes = (f"{trashed} in the trash left out",) if trashed else ()
    return Fetched((Content(ask.spec, json.dumps(found.listed).encode()),), notes=notes)


def why_empty(day: date, now: datetime) -> str:  # noqa: ARG001 - a library has no days
    """A library has no days: it holds nothing, or nothing that is a paper."""
    return "it holds no papers"
