"""Where a push goes: a library as it is now, a collection found or made, the right to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, Refused, Unconfirmed
from summarizer.network.manners import key
from summarizer.sources.zotero import copies, libraries
from summarizer.sources.zotero.access import KEY, KEYS_PAGE, objects
from summarizer.zotero import identities, ledger
from summarizer.zotero.pen import Changed, Pen
from summarizer.zotero.plans import Shelf

if TYPE_CHECKING:
    from summarizer.network.http import Client
    from summarizer.sources.zotero.access import Access
    from summarizer.sources.zotero.places import Place
    from summarizer.topics.labels import Labels

TRIES = 2
"""How often something is written: the library is read again in between."""


@dataclass
class Target:
    """A place that papers are pushed into; where it is `dry`, nothing is written.

    `again` also for what its reader took away there. `made` is the name of a collection that is
    new, `version` the library's; it is None where Zotero told none.
    """

    place: Place
    client: Client
    labels: Labels
    again: bool = False
    dry: bool = False
    library: str = ""
    made: str = ""
    version: int | None = None
    shelf: Shelf = field(init=False, repr=False)
    pen: Pen = field(init=False, repr=False)
    _access: Access = field(init=False, repr=False)
    _collection: str | None = None

    def settle(self) -> None:
        """Find out which library it is, and whether it may be written to.

        Raises ServiceError, and MissingKey where neither name nor key tells which.
        """
        self._access = libraries.access(self.place, self.client, key(KEY))
        self.library = libraries.library(self.place, self._access)
        if not self.place.local and not self.dry:
            self._check_rights()
        settings, observer = self.client.settings, self.client.observer
        self.pen = Pen(self.library, settings, observer, local=self.place.local)

    def _check_rights(self) -> None:
        self._access.get(f"/{self.library}/collections", {"limit": "1"})  # there is such a library
        if not libraries.rights(self._access).may_write(self.library):
            message = (
                f"the key in `{KEY}` may not write to `{self.library}`: allow it at {KEYS_PAGE}, "
                "or make another key there"
            )
            raise Refused(message)

    def open(self) -> None:
        """Read the library, and find the collection or make it. Raises ServiceError, InputError."""
        self.read()
        name = self.place.collection
        if not name:
            return
        there = libraries.found(name, libraries.collections(self.library, self._access))
        if there:
            self._collection = there.key
        elif "/" in name:
            message = f"`{self.library}` has no collection `{name}`: make it in Zotero first"
            raise InputError(message)
        else:
            self._collection = identities.key("collection", self.library, name)
            self.made = name
            if not self.dry:
                self._make(name, self._collection)
        self.shelf.collection = self._collection

    def _make(self, name: str, made_key: str) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                answer, self.version = self.pen.collection(name, made_key, self.version)
            except (Changed, Unconfirmed):
                if attempt == TRIES:
                    raise
                self.read()
                if libraries.found(name, libraries.collections(self.library, self._access)):
                    return
            else:
                if failed := answer.get("failed"):
                    why = words(next(iter(failed.values())))
                    message = f"Zotero did not make the collection `{name}`: {why}"
                    raise Refused(message)
                return

    def read(self) -> None:
        """Take the library as it is now; what was given to its items is known from before."""
        whole = self.place._replace(library=self.library, collection="")
        old = copies.read(whole)
        now = copies.refreshed(old, copies.Copy(self.library), self._access)
        if now is not old:
            copies.keep(whole, now, self.client.observer)
        self.version = now.version
        known = self.shelf.ledger if hasattr(self, "shelf") else ledger.read(self.library)
        self.shelf = Shelf(
            self.library,
            now.items,
            self._children,
            known,
            self.labels,
            collection=self._collection,
            again=self.again,
        )

    def _children(self, parent: str) -> list[dict[str, Any]]:
        """The notes and attachments of an item, those in the trash too."""
        path = f"/{self.library}/items/{parent}/children"
        return objects(self._access.get(path, {"includeTrashed": "1", "limit": "100"}), path)


def words(failure: dict[str, Any]) -> str:
    """Why Zotero did not take an object, in its own words."""
    said = " ".join(str(failure.get("message", "")).split())[:200]
    return said or f"it gave no reason (code {failure.get('code')})"
