"""What a place is called at Zotero: one's own library by the key, a collection by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import BadAnswer, InputError, MissingKey
from summarizer.sources.zotero.access import KEY, KEYS_PAGE, Access, decoded
from summarizer.sources.zotero.copies import Copy
from summarizer.sources.zotero.places import KEY as A_KEY
from summarizer.text.plain import normalised, shortened
from summarizer.text.spelling import question

if TYPE_CHECKING:
    from summarizer.network.http import Client
    from summarizer.sources.zotero.places import Place

__all__ = ["KEY", "Collection", "Rights", "access", "collections", "found", "rights", "target"]
_NAMED, _SHOWN = 8, 60
_PROGRAM = "users/0"
"""Whose library the program on this machine has."""


class Rights(NamedTuple):
    """Whom a key belongs to, and what it may do: `reads` and `writes` are libraries.

    `groups/*` stands for all groups of its owner.
    """

    owner: str
    reads: frozenset[str]
    writes: frozenset[str]

    def may_write(self, library: str) -> bool:
        """Whether it may change a library."""
        return library in self.writes or (
            library.startswith("groups/") and "groups/*" in self.writes
        )


class Collection(NamedTuple):
    """A collection: its key, and its path from the top, such as `Reading/To do`."""

    key: str
    path: str
    parent: str = ""


def access(place: Place, client: Client, key: str | None) -> Access:
    """How a place is asked: with the reader's key, or at the program on this machine."""
    settings = client.settings
    if place.local:
        client.named.add(settings.zotero_local)
        return Access(client, settings.zotero_local, local=True)
    return Access(client, settings.zotero_endpoint, key=key or "")


def library(place: Place, asked: Access) -> str:
    """The library of a place. Raises MissingKey where neither a name nor a key tells."""
    if place.library:
        return place.library
    return _PROGRAM if place.local else rights(asked).owner


def rights(asked: Access) -> Rights:
    """What the key may do. Raises MissingKey where there is none, Refused where it is unknown."""
    if not asked.key:
        message = (
            f"which Zotero library? Set `{KEY}` to a key from {KEYS_PAGE}, or name a public one, "
            "such as `zotero:groups/456`"
        )
        raise MissingKey(message)
    told = decoded(asked.get("/keys/current"), "/keys/current")
    owner = told.get("userID") if isinstance(told, dict) else None
    if not isinstance(owner, int) or owner < 1:
        message = "Zotero did not say whose key it is: try again later"
        raise BadAnswer(message)
    own = f"users/{owner}"
    given = told.get("access")
    user, groups = (_table(_table(given).get(name)) for name in ("user", "groups"))
    each = {own: _table(user)}
    each |= {f"groups/{'*' if name == 'all' else name}": _table(groups[name]) for name in groups}
    reads = frozenset(name for name, may in each.items() if may.get("library"))
    return Rights(own, reads, frozenset(name for name, may in each.items() if may.get("write")))


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def target(place: Place, asked: Access, old: Copy | None) -> Copy:
    """What is to be read of a place. Raises ServiceError, and InputError for no such collection."""
    where = library(place, asked)
    if not place.collection:
        return Copy(where)
    if old and old.library == where and old.collection == place.collection:
        return Copy(where, old.collection)
    known = collections(where, asked)
    match = found(place.collection, known)
    if match is None:
        names = [shortened(each.path, _SHOWN) for each in known]
        shown = ", ".join(f"`{each}`" for each in names[:_NAMED])
        near = question(place.collection, names) or (f": there is {shown}" if shown else "")
        asked_for = shortened(place.collection, _SHOWN)
        message = f"`{where}` at Zotero has no collection `{asked_for}`{near}"
        raise InputError(message)
    return Copy(where, match.key)


def collections(library: str, asked: Access) -> list[Collection]:
    """The collections of a library, with their paths; those in the trash are none."""
    raw: dict[str, dict[str, Any]] = {}
    for page, _ in asked.pages(f"/{library}/collections", {"format": "json"}):
        raw |= {str(each.get("key")): _table(each.get("data")) for each in page}
    raw = {key: data for key, data in raw.items() if not data.get("deleted")}
    return [
        Collection(key, _path(key, raw), str(raw[key].get("parentCollection") or "")) for key in raw
    ]


def _path(key: str, raw: dict[str, dict[str, Any]]) -> str:
    names: list[str] = []
    seen: set[str] = set()
    while key in raw and key not in seen:
        seen.add(key)
        names.append(str(raw[key].get("name", "")))
        key = str(raw[key].get("parentCollection") or "")
    return "/".join(reversed(names))


def found(typed: str, known: list[Collection]) -> Collection | None:
    """The collection of a key, a path or a name; None for none. Raises InputError for several."""
    if A_KEY.fullmatch(typed) and (by_key := [each for each in known if each.key == typed]):
        return by_key[0]
    wanted = normalised(typed)
    for spelling in (_whole_path, _last_name):
        fitting = [each for each in known if normalised(spelling(each)) == wanted]
        exact = [each for each in fitting if spelling(each) == typed]
        fitting = exact if len(exact) == 1 else fitting
        if len(fitting) > 1:
            which = " or ".join(
                f"`{each.key}` ({shortened(each.path, _SHOWN)})" for each in fitting[:_NAMED]
            )
            called = shortened(typed, _SHOWN)
            message = f"several collections are called `{called}`: give a key, {which}"
            raise InputError(message)
        if fitting:
            return fitting[0]
    return None


def _whole_path(each: Collection) -> str:
    return each.path


def _last_name(each: Collection) -> str:
    return each.path.rpartition("/")[2]
