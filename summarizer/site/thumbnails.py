"""The small pictures of papers, as their sources have them: fetched once, kept with the site.

Only where they are asked for, only from the site that listed the paper, and only what is a picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.errors import BadAnswer, ServiceError, Unreachable
from summarizer.network.addresses import origin
from summarizer.renderers.html.cards import Picture
from summarizer.site.images import FOLDER, LARGEST, content_hash, image
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.network.connection import Answer
    from summarizer.network.http import Client
    from summarizer.site.folder import File, Folder

MOST_AT_ONCE = 200
"""Pictures fetched in one build, at the most: the next one goes on."""
_FAILURES = 3
"""Failures one after the other behind which nothing more is asked."""
_OK = 200
_NEVER = (403, 404, 410)

Known = dict[str, list[Any]]
"""Of each paper the address asked for, and the picture; without one where there is none."""


@dataclass
class Thumbnails:
    """The pictures of a site; `known` are those of the last build, and is brought up to date.

    `client` is None where no network is to be used.
    """

    folder: Folder
    client: Client | None
    known: Known
    _new: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, wanted: dict[str, str]) -> dict[str, Picture]:
        """The pictures of papers, by their ids; `wanted` are the addresses, the first one first."""
        self.known = {
            identity: found
            for identity, found in self.known.items()
            if wanted.get(identity) == found[0] and (not found[1:] or self._is_there(found[1]))
        }
        missing = [each for each in wanted.items() if each[0] not in self.known]
        if self.client:
            self._bring(missing, self.client)
        return {
            identity: Picture(*found[1:]) for identity, found in self.known.items() if found[1:]
        }

    def files(self) -> Iterator[File]:
        """The files of the pictures."""
        from summarizer.site.folder import File

        for path in sorted({found[1] for found in self.known.values() if found[1:]}):
            yield File(path, path, partial(self._bytes, path))

    def _is_there(self, path: str) -> bool:
        return self.folder.has(path)

    def _bytes(self, path: str) -> bytes:
        return self._new[path] if path in self._new else (self.folder.path / path).read_bytes()

    def _bring(self, missing: list[tuple[str, str]], client: Client) -> None:
        told, failed = client.observer, 0
        ours = [each for each in missing if _is_theirs(each[1], client)]
        for number, (identity, url) in enumerate(ours):
            if number == MOST_AT_ONCE:
                told.note(f"{counted(len(ours) - number, 'thumbnail')} left for the next build")
                return
            try:
                answer = client.get(url, {}, accept=_NEVER)
                failed = 0
            except ServiceError as error:
                told.note(f"no thumbnail for {identity}: {error}")
                failed += 1
                gone = isinstance(error, Unreachable) and not isinstance(error, BadAnswer)
                if gone or failed == _FAILURES:
                    told.note("no more thumbnails are asked for in this build")
                    return
                continue
            self._keep(identity, url, answer)

    def _keep(self, identity: str, url: str, answer: Answer) -> None:
        from summarizer.renderers.html.filenames import safe_name

        found = image(answer.body) if answer.status == _OK else None
        self.known[identity] = [url]
        if found is None:
            why = (
                "it is not there"
                if answer.status != _OK
                else (f"it is no PNG, JPEG, GIF or WebP of at most {LARGEST / 1e6:g} MB")
            )
            self.folder.observer.note(f"no thumbnail for {identity}: {url}: {why}")
            return
        path = f"{FOLDER}{safe_name(identity)}-{content_hash(answer.body)}.{found.ending}"
        self.known[identity] += [path, found.width, found.height]
        self._new[path] = answer.body


def addresses(papers: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """The first address that is known of each paper."""
    found: dict[str, str] = {}
    for identity, url in papers:
        if url:
            found.setdefault(identity, url)
    return found


def _is_theirs(url: str, client: Client) -> bool:
    """Whether an address is of the site that lists the papers: a stored day may name any."""
    try:
        theirs, asked = origin(client.settings.hf_endpoint), origin(url)
    except ServiceError:
        return False
    if asked == theirs:
        return True
    host = urlsplit(url).hostname or ""
    return asked[0] == "https" and f".{host}".endswith(f".{theirs[1]}")
