"""Where a push goes: a library as it is now, a collection found or made, the right to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, Refused, Unconfirmed
from summarizer.network.manners import key
from summarizer.sources.zotero import copies, libraries
from summarizer.sources.zotero.access import KEY, KEYS_PAGE, objects
from summarizer.text.plain import shortened
from summarizer.zotero import identities, ledger
from summarizer.zotero.pen import Changed, Pen
from summarizer.zotero.plans import Shelf

if TYPE_CHECKING:
    from summarizer.network.http import Client
    from summarizer.sources.zotero.access import Access
    from summarizer.sources.zotero.places import Place
    from summarizer.topics.labels import Labels

OUTDATED = 412
"""The code of an object of which Zotero has another version."""
_MOST_KEYS = 10
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
            self._collection = self._key(name) if self.dry else self._make(name)
            self.made = name
        self.shelf.collection = self._collection

    def _key(self, name: str, number: int = 1) -> str:
        again = [str(number)] if number > 1 else []
        return identities.key("collection", self.library, name, *again)

    def _make(self, name: str) -> str:
        """Make a collection; its key. One that its reader renamed or threw away keeps its own."""
        failure: object = {}
        for number in range(1, _MOST_KEYS):
            made_key = self._key(name, number)
            failure = self._made(name, made_key)
            if failure is None:
                return made_key
            if not isinstance(failure, dict) or failure.get("code") != OUTDATED:
                break
        why = self.words(failure)
        message = f"Zotero did not make the collection `{shortened(name, 80)}`: {why}"
        raise Refused(message)

    def _made(self, name: str, made_key: str) -> object:
        """Make a collection of a key; what Zotero has against it, None where it is there."""
        for attempt in range(1, TRIES + 1):
            try:
                answer, self.version = self.pen.collection(name, made_key, self.version)
            except (Changed, Unconfirmed):
                if attempt == TRIES:
                    raise
                self.read()
                known = libraries.collections(self.library, self._access)
                if any(each.key == made_key for each in known):
                    return None
            else:
                failed = answer.get("failed")
                if isinstance(failed, dict) and failed:
                    return next(iter(failed.values()))
                return None
        return None

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
            self._has,
            known,
            self.labels,
            collection=self._collection,
            again=self.again,
        )

    def _has(self, key: str) -> bool:
        """Whether there is an object of a key, in the trash or not."""
        path = f"/{self.library}/items"
        answer = self._access.get(path, {"itemKey": key, "includeTrashed": "1", "format": "json"})
        return any(each.get("key") == key for each in objects(answer, path))

    def _children(self, parent: str) -> list[dict[str, Any]]:
        """The notes and attachments of an item, those in the trash too."""
        path = f"/{self.library}/items/{parent}/children"
        pages = self._access.pages(path, {"includeTrashed": "1"})
        return [each for page, _ in pages for each in page if copies.is_item(each)]

    def words(self, failure: object) -> str:
        """Why Zotero did not take an object, in its own words."""
        told = failure if isinstance(failure, dict) else {}
        said = shortened(self.pen.hidden(str(told.get("message", ""))), 200)
        return said or f"it gave no reason (code {told.get('code')})"
