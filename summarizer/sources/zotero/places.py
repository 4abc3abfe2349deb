"""What a SPEC such as `zotero:groups/456/collections/NAME` names: a library, perhaps a part of it.

The same words name the target of a push.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from summarizer.settings import Settings

KEY = re.compile(r"[23456789A-Z]{8}")
"""The key of an item or a collection."""
_LIBRARY = re.compile(r"(?:users|groups)/\d{1,18}")
_GROUP_PAGE = re.compile(r"groups/(\d{1,18})(?:/[^/]+)?(?:/(.*))?")
FORMS = (
    "`zotero:users/ID`, `zotero:groups/ID` or `zotero:local`, each perhaps with `/collections/NAME`"
)


class Place(NamedTuple):
    """A library (`users/123`), and a collection in it by name or key.

    Without `library` it is the reader's own; without `collection`, all of it. A `local` one is
    read from the Zotero program on this machine.
    """

    library: str = ""
    collection: str = ""
    local: bool = False

    @property
    def name(self) -> str:
        """How it is written behind `zotero:`."""
        part = f"collections/{self.collection}" if self.collection else ""
        return "/".join(filter(None, ("local" if self.local else "", self.library, part)))


def place(text: str) -> Place:
    """The place that is written so. Raises ValueError."""
    rest, local = text.strip().strip("/"), False
    first, _, behind = rest.partition("/")
    if first == "local":
        rest, local = behind, True
    library, rest = _library(rest)
    word, _, collection = rest.partition("/")
    if word not in {"", "collections"} or (word and not collection.strip()):
        message = f"give {FORMS}"
        raise ValueError(message)
    return Place(library, collection.strip(), local)


def _library(rest: str) -> tuple[str, str]:
    """The library that a text begins with, and what follows."""
    match = _LIBRARY.match(rest)
    if match and rest[match.end() : match.end() + 1] in {"", "/"}:
        return match[0], rest[match.end() :].strip("/")
    return "", rest


def settled(found: Place, settings: Settings) -> Place:
    """The place with the library of the settings, where none is named. Raises ValueError."""
    if found.library or found.local or not settings.zotero_library:
        return found
    try:
        return found._replace(library=checked_library(settings.zotero_library))
    except ValueError as error:
        message = f"the setting `zotero_library` {error}"
        raise ValueError(message) from error


def checked_library(text: str) -> str:
    """A library as `users/ID` or `groups/ID`. Raises ValueError."""
    found = text.strip().strip("/")
    if not _LIBRARY.fullmatch(found):
        message = "must be `users/ID` or `groups/ID`, such as `groups/456`"
        raise ValueError(message)
    return found


def named_by_page(parts: SplitResult) -> str:
    """What a page of zotero.org stands for, as written behind `zotero:`.

    The page of a person's own library names its owner, and no number: it stands for the library
    of whoever has the key.
    """
    path = unquote(parts.path).strip("/")
    group = _GROUP_PAGE.fullmatch(path)
    library = f"groups/{group[1]}" if group else ""
    rest = (group[2] or "") if group else path.partition("/")[2]
    if not group and _LIBRARY.match(path):
        library, rest = _library(path)
    found = re.search(r"(?:^|/)collections/([^/]+)", rest)
    return "/".join(filter(None, (library, f"collections/{found[1]}" if found else "")))
