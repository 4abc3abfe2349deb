"""A real HTTP server that plays Zotero's API as it is documented, and the desktop program's.

Libraries have versions, objects theirs; writes are checked by them, by keys and by Zotero's fields.
`script` holds answers to give first, as those of `SiteServer`; `writes` those to give to writes,
`meanwhile` what others do just before each of them.
"""

from __future__ import annotations

import contextlib
import json
import random
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from site_server import SiteServer, send

KEY, READ_ONLY = "a-key-of-tests", "a-key-that-reads"
LETTERS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
SERVER_ID, LOCAL_KEY = "server000001", "a-local-key"
_COMMON = set(
    "key version itemType title creators abstractNote date url DOI extra tags collections "
    "relations accessDate language libraryCatalog rights shortTitle archive archiveLocation "
    "callNumber dateAdded dateModified citationKey deleted".split()
)
_FIELDS = {
    "preprint": _COMMON | set("genre repository archiveID place series seriesNumber".split()),
    "journalArticle": _COMMON
    | set("publicationTitle volume issue pages ISSN journalAbbreviation".split()),
    "note": set("key version itemType parentItem note tags collections relations deleted".split()),
    "attachment": set(
        "key version itemType parentItem linkMode title url note contentType charset accessDate "
        "tags collections relations deleted".split()
    ),
}


@dataclass
class Library:
    """What a library holds: data by key, each with its version; and who may read it."""

    version: int = 0
    items: dict = field(default_factory=dict)
    collections: dict = field(default_factory=dict)
    public: bool = False

    def put(self, kind, data, key=None):
        """Store an object as a new version of the library; its key."""
        self.version += 1
        key = key or data.get("key") or fresh_key(self.items.keys() | self.collections.keys())
        getattr(self, kind)[key] = {**data, "key": key, "version": self.version}
        return key

    def item(self, title="A title", kind="preprint", abstract="An abstract.", **more):
        """A new item."""
        data = {"itemType": kind, "title": title, "abstractNote": abstract}
        return self.put("items", {"creators": [], "tags": [], "collections": [], **data, **more})

    def child(self, parent, kind, **more):
        return self.put("items", {"itemType": kind, "parentItem": parent, "tags": [], **more})

    def collection(self, name, parent=False):
        return self.put("collections", {"name": name, "parentCollection": parent})

    def change(self, key, **more):
        """Change an item as its reader would."""
        self.put("items", self.items[key] | more, key)

    def remove(self, key):
        self.version += 1
        del self.items[key]

    def top(self):
        return [each for each in self.items.values() if not each.get("parentItem")]

    def children(self, parent, kind=None):
        own = [each for each in self.items.values() if each.get("parentItem") == parent]
        return [each for each in own if kind in {None, each["itemType"]}]


def fresh_key(taken):
    numbers = random.Random(len(taken))
    while (key := "".join(numbers.choices(LETTERS, k=8))) in taken:
        pass
    return key


class ZoteroServer(SiteServer):
    """`local` makes it the desktop program: no key, a server id, and a question before it writes.

    `allows` is what its user answers then: `once`, `always` or `no`; None stands for a program
    that cannot write. `paged` is whether lists come in pages.
    """

    def __init__(self, *, local=False):
        super().__init__()
        self.local, self.paged, self.allows = local, True, None
        self.libraries = {"users/0": Library()} if local else {"users/123": Library(public=False)}
        self.groups = {}
        self.writes, self.written, self.asked, self._once = [], [], 0, set()
        self.meanwhile = []
        self.headers = {}
        self.url += "/api" if local else ""

    @property
    def own(self):
        return next(iter(self.libraries.values()))

    def group(self, number, *, public=False, writable=True):
        self.groups[number] = writable
        return self.libraries.setdefault(f"groups/{number}", Library(public=public))

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self._take(server.answer)

            def do_POST(self):
                size = int(self.headers.get("Content-Length", 0))
                self.body = self.rfile.read(size)
                self._take(server.answer_write)

            def _take(self, answer):
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                path = parts.path.removeprefix("/api") if server.local else parts.path
                server.requests.append((path, query, dict(self.headers)))
                with contextlib.suppress(ConnectionError):
                    answer(self, path, query)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, handler, path, query):
        if self.script and self.script[0] is not None:
            super().answer(handler, path, query)
            return
        if self.script:
            self.script.pop(0)
        status, body, headers = self.read(path, query, handler.headers)
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        send(handler, status, body, {**self._marks(), **headers, **self.headers})

    def _marks(self):
        return {
            "Zotero-API-Version": "3",
            **({"Zotero-Server-ID": SERVER_ID} if self.local else {}),
        }

    def _key(self, headers):
        bearer = headers.get("Authorization", "").removeprefix("Bearer ")
        return headers.get("Zotero-API-Key", "") or bearer

    def read(self, path, query, headers):  # noqa: PLR0911 - one for each answer
        key = self._key(headers)
        if not self.local and key not in {"", KEY, READ_ONLY}:
            return 403, b"Invalid key", {}
        if path == "/" and self.local:
            return 200, b"Nothing to see here.", {}
        if path == "/keys/current" and not self.local:
            return (200, self.rights(key), {}) if key else (403, b"Forbidden", {})
        name = "/".join(path.strip("/").split("/")[:2])
        library = self.libraries.get(name)
        if library is None:
            return 404, b"Not found", {}
        if not (self.local or key or library.public):
            return 403, b"Forbidden", {}
        since = headers.get("If-Modified-Since-Version")
        version = {"Last-Modified-Version": str(library.version)}
        if since is not None and library.version <= int(since):
            return 304, b"", version
        found = self.chosen(library, path.strip("/").split("/")[2:], query)
        if found is None:
            return 404, b"Not found", {}
        return self.listed(found, query, version, name)

    def rights(self, key):
        write = key == KEY
        groups = {
            str(number): {"library": True, "write": write and may}
            for number, may in self.groups.items()
        }
        user = {"library": True, "files": True, "notes": True, "write": write}
        return {
            "key": key,
            "userID": 123,
            "username": "reader",
            "access": {"user": user, "groups": groups},
        }

    def chosen(self, library, parts, query):
        if parts[:1] == ["collections"] and len(parts) == 1:
            return list(library.collections.values())
        items = list(library.items.values())
        if parts[:1] == ["collections"]:
            if parts[1] not in library.collections:
                return None
            items = [each for each in items if parts[1] in each.get("collections", ())]
        if parts[-1] == "top":
            items = [each for each in items if not each.get("parentItem")]
        if parts[-1] == "children":
            items = [each for each in items if each.get("parentItem") == parts[-2]]
        if "itemKey" in query:
            items = [each for each in items if each["key"] in query["itemKey"].split(",")]
        if query.get("includeTrashed") != "1":
            items = [each for each in items if not each.get("deleted")]
        return items

    def listed(self, found, query, version, name):
        if "since" in query:
            found = [each for each in found if each["version"] > int(query["since"])]
        if query.get("format") == "keys":
            return 200, "\n".join(each["key"] for each in found).encode(), version
        total = len(found)
        if self.paged:
            start, limit = int(query.get("start", 0)), min(100, int(query.get("limit", 25)))
            found = found[start : start + limit]
        kind, number = name.split("/")
        shown = [
            {
                "key": each["key"],
                "version": each["version"],
                "library": {"type": kind[:-1], "id": int(number)},
                "meta": {"parsedDate": each["date"]} if each.get("date") else {},
                "data": each,
            }
            for each in found
        ]
        return 200, shown, {**version, **({"Total-Results": str(total)} if self.paged else {})}

    def answer_write(self, handler, path, query):
        if self.meanwhile:
            self.meanwhile.pop(0)()
        step = self.writes.pop(0) if self.writes else None
        if callable(step):
            step(handler)
            return
        if step == "lost":  # done, and the answer never comes
            self.write(path, json.loads(handler.body), handler.headers)
            handler.close_connection = True
            return
        if step is not None:
            status, headers, body = (
                (*step, b"no")[:3] if isinstance(step, tuple) else (step, {}, b"no")
            )
        else:
            status, body, headers = self.write(path, json.loads(handler.body), handler.headers)
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        send(handler, status, body, {**self._marks(), **headers})

    def write(self, path, sent, headers):
        if path == "/local/authorize":
            return self.authorize(sent, headers)
        name, kind = "/".join(path.strip("/").split("/")[:2]), path.strip("/").split("/")[-1]
        if refusal := self._may_not(name, headers):
            return refusal
        library = self.libraries[name]
        if len(sent) > 50:
            return 413, b"Cannot add more than 50 objects at a time", {}
        wanted = headers.get("If-Unmodified-Since-Version")
        if wanted is not None and library.version > int(wanted):
            return (
                412,
                b"Library has been modified",
                {"Last-Modified-Version": str(library.version)},
            )
        if wanted is None and not headers.get("Zotero-Write-Token"):
            return 428, b"If-Unmodified-Since-Version not provided", {}
        self.written.append((name, kind, sent))
        library.version += 1
        answer = {"successful": {}, "success": {}, "unchanged": {}, "failed": {}}
        for number, each in enumerate(sent):
            self._one(library, kind, each, str(number), answer)
        return 200, answer, {"Last-Modified-Version": str(library.version)}

    def _may_not(self, name, headers):
        key = self._key(headers)
        if self.local:
            if self.allows is None:
                return 501, b"Method not implemented", {}
            if not headers.get("Zotero-Server-ID"):
                return 428, b"Zotero-Server-ID not provided", {}
            if key not in self._once and not (key == LOCAL_KEY and self.allows == "always"):
                return 401, b"API key required -- POST /api/local/authorize to obtain one", {}
            self._once.discard(key)
            return None
        if name not in self.libraries:
            return 404, b"Not found", {}
        writable = key == KEY and self.groups.get(int(name.split("/")[1]), True)
        return None if writable else (403, b"Write access denied", {})

    def authorize(self, sent, headers):
        self.asked += 1
        assert sent["appName"]
        if self.allows is None:
            return 404, b"Not found", {}
        if self.allows == "no":
            return 403, b"Denied", {}
        key = LOCAL_KEY if self.allows == "always" else f"once-{self.asked}"
        self._once.add(key)
        return 200, {"key": key, "remember": self.allows == "always"}, {}

    def _one(self, library, kind, sent, number, answer):
        known = getattr(library, kind).get(sent.get("key"))
        code, why = self._wrong(library, kind, sent, known)
        if why:
            answer["failed"][number] = {"key": sent.get("key", ""), "code": code, "message": why}
            return
        new = {**(known or {}), **sent}
        if known and {**new, "version": 0} == {**known, "version": 0}:
            answer["unchanged"][number] = sent["key"]
            return
        library.version -= 1  # one version for the whole request
        key = library.put(kind, new, sent.get("key"))
        answer["success"][number] = key
        answer["successful"][number] = {"key": key, "version": library.version, "data": new}

    def _wrong(self, library, kind, sent, known):  # noqa: PLR0911 - one for each reason
        version = sent.get("version")
        if known and version is not None and version != known["version"]:
            return 412, f"{kind[:-1].capitalize()} has been modified since specified version"
        if kind == "collections" or known:
            return 0, ""
        allowed = _FIELDS.get(sent.get("itemType"))
        if allowed is None:
            return 400, f"Invalid item type '{sent.get('itemType')}'"
        if odd := set(sent) - allowed:
            return 400, f"'{min(odd)}' is not a valid field for type '{sent['itemType']}'"
        parent = sent.get("parentItem")
        if parent and parent not in library.items:
            return 409, f"Parent item {parent} not found"
        if any(len(each["tag"]) > 255 for each in sent.get("tags", ())):
            return 413, "Tag is too long to sync"
        return 0, ""
