"""The copy of a library or a collection on this machine, and how it keeps up with Zotero.

Zotero counts a library's versions: what has changed since the copy's is read, and the list of all
keys tells what is gone. Nothing is read again where the library has not changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.files import write_atomic
from summarizer.papers.days import utc_now
from summarizer.settings import folder
from summarizer.sources.zotero.access import NOT_MODIFIED, number, objects
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summarizer.network.connection import Answer
    from summarizer.observer import Observer
    from summarizer.sources.zotero.access import Access
    from summarizer.sources.zotero.places import Place

SCHEMA = "summarizer/zotero-copy/1"
_BY_KEY = 50
"""Items that one question by their keys asks for."""
_ROUNDS = 3
"""How often a library is read that changes while it is read."""
_ALL = {"format": "json", "includeTrashed": "1"}
_KEYS = {"format": "keys", "includeTrashed": "1"}
_IN_ORDER = {"sort": "dateAdded", "direction": "asc"}
"""The oldest first: what is added meanwhile comes last."""
_LEFT_OUT = ("relations", "dateModified", "accessDate")


@dataclass(frozen=True)
class Copy:
    """The top items of a place as Zotero has them, by key, those in the trash too.

    `library` and `collection` are what they are called there; `version` is None where Zotero told
    none, `server` tells the databases of programs apart, and `pulled` is when it was last asked.
    """

    library: str
    collection: str = ""
    version: int | None = None
    server: str = ""
    pulled: str = ""
    items: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The items that are not in the trash."""
        return [each for each in self.items.values() if not each["data"].get("deleted")]


def path(place: Place) -> Path:
    """Where the copy of a place lies, whether there is one or not."""
    return folder("data") / "zotero" / f"{labelled('copy', place.name or 'own')}.json"


def read(place: Place) -> Copy | None:
    """The copy of a place; None where there is none that can be read: it is made anew."""
    try:
        table = json.loads(path(place).read_bytes())
        if table.pop("schema") != SCHEMA:
            return None
        found = Copy(**table)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    if not _is_whole(found):
        return None
    return replace(found, items={key: _checked(each) for key, each in found.items.items()})


def _is_whole(copy: Copy) -> bool:
    """Whether everything in a copy is of the kind that it has to be."""
    texts = (copy.library, copy.collection, copy.server, copy.pulled)
    return (
        all(isinstance(each, str) for each in texts)
        and isinstance(copy.version, int | None)
        and isinstance(copy.items, dict)
        and all(map(is_item, copy.items.values()))
    )


def keep(place: Place, copy: Copy, observer: Observer) -> None:
    """Write the copy of a place, for its owner alone; a full disk costs time, nothing else."""
    try:
        write_atomic(path(place), json.dumps({"schema": SCHEMA, **vars(copy)}), private=True)
    except OSError as error:
        observer.warn(f"cannot keep a copy of `{place.name}`: {error.strerror}")


def refreshed(old: Copy | None, target: Copy, access: Access) -> Copy:
    """The items of the target's library or collection as they are now.

    `old` is the copy there is, and the answer too where nothing has changed.
    Raises ServiceError, and InputError where Zotero has no such place.
    """
    known = old if old and _is_same(old, target) else None
    version, kept = (known.version, dict(known.items)) if known else (None, {})
    server, steady = known.server if known else "", True
    for _ in range(_ROUNDS):
        keys = None
        if version is not None:
            answer = access.get(_top(target), _KEYS, version)
            if answer.status == NOT_MODIFIED:
                if (number(answer, "last-modified-version") or version) < version:
                    return refreshed(None, target, access)  # the library was set back
                if known and known.version == version:
                    return known
                break
            if answer.headers.get("zotero-server-id", "") != server:
                return refreshed(None, target, access)  # another database, other versions
            keys = answer.body.decode("utf-8", "replace").split()
        found, answers = _changed(target, access, version)
        kept |= found
        if keys is not None:
            kept = _as_listed(kept, keys, target, access)
        versions = [number(each, "last-modified-version") for each in answers]
        version, server = versions[0], answers[0].headers.get("zotero-server-id", "")
        total = number(answers[-1], "total-results")
        steady = len(set(versions)) == 1 and (keys is not None or total in {None, len(found)})
        steady = steady or version is None
        if steady:
            break
    if not steady:
        access.client.observer.warn(
            f"Zotero did not list all that it counts in `{target.library}`: what it left out is "
            "missing"
        )
    return replace(target, version=version, server=server, pulled=_now(), items=kept)


def _is_same(old: Copy, target: Copy) -> bool:
    return (old.library, old.collection) == (target.library, target.collection)


def _now() -> str:
    return f"{utc_now():%Y-%m-%dT%H:%M:%SZ}"


def _top(target: Copy) -> str:
    part = f"/collections/{target.collection}" if target.collection else ""
    return f"/{target.library}{part}/items/top"


def _changed(
    target: Copy, access: Access, since: int | None
) -> tuple[dict[str, dict[str, Any]], list[Answer]]:
    """What has changed since a version, or all there is, and the answers that say so."""
    query = {**_ALL, **_IN_ORDER} | ({} if since is None else {"since": str(since)})
    found: dict[str, dict[str, Any]] = {}
    answers = []
    for page, answer in access.pages(_top(target), query):
        found |= _by_key(page)
        answers.append(answer)
    return found, answers


def _as_listed(
    kept: dict[str, dict[str, Any]], keys: list[str], target: Copy, access: Access
) -> dict[str, dict[str, Any]]:
    """The items that are there by the list of all keys; those that are not known are read."""
    lacking = [each for each in keys if each not in kept]
    for start in range(0, len(lacking), _BY_KEY):
        wanted = ",".join(lacking[start : start + _BY_KEY])
        query = {**_ALL, "itemKey": wanted, "limit": str(_BY_KEY)}
        kept |= _by_key(objects(access.get(f"/{target.library}/items", query), _top(target)))
    return {key: kept[key] for key in keys if key in kept}


def _by_key(page: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["key"]: _checked(_slim(each)) for each in page if is_item(each)}


def is_item(found: object) -> bool:
    """Whether it is an item as Zotero's API has them: a key, a version, and its data."""
    return (
        isinstance(found, dict)
        and isinstance(found.get("key"), str)
        and isinstance(found.get("data"), dict)
        and isinstance(found["data"].get("itemType"), str)
    )


def _checked(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose tags and collections are some; nothing of another kind is one."""
    data = item["data"]
    tags, into = data.get("tags"), data.get("collections")
    for name, whole in (
        ("tags", isinstance(tags, list) and all(map(_is_tag, tags))),
        ("collections", isinstance(into, list) and all(isinstance(each, str) for each in into)),
    ):
        if name in data and not whole:
            data = {key: value for key, value in data.items() if key != name}
    return {**item, "data": data}


def _is_tag(found: object) -> bool:
    return isinstance(found, dict) and isinstance(found.get("tag"), str)


def _slim(item: dict[str, Any]) -> dict[str, Any]:
    """An item without its links and what else is of no use here."""
    data = {name: value for name, value in item["data"].items() if name not in _LEFT_OUT}
    meta = item.get("meta")
    parsed = meta.get("parsedDate") if isinstance(meta, dict) else None
    return {
        "key": item["key"],
        "version": item.get("version"),
        "meta": {"parsedDate": parsed} if parsed else {},
        "data": {name: value for name, value in data.items() if value not in ("", [], None)},
    }
