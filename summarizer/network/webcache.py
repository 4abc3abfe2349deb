"""Answers of sites as files, to be asked for again only where they have changed."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from summarizer.files import write_atomic
from summarizer.network.connection import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from summarizer.observer import Once

MOST_FILES = 200
MOST_BYTES = 256 << 20
_OK = 200
_KEPT = ("content-type", "etag", "last-modified")


@dataclass(frozen=True)
class WebCache:
    """A folder of answers, each a line of JSON and the body behind it."""

    folder: Path
    warnings: Once

    def get(self, key: str) -> Answer | None:
        """The whole answer kept for a request; None where there is none, or a damaged one."""
        path = self._path(key)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            known = json.loads(head)
            whole = known["key"] == key and known["sha256"] == hashlib.sha256(body).hexdigest()
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            whole = False
        if not whole:
            message = f"the kept answer `{path}` is damaged and is fetched again"
            self.warnings.warn("webcache", message)
            return None
        return Answer(_OK, known["headers"], body)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer with an ETag or a Last-Modified; the oldest go when there are many."""
        if not conditions(answer) or "no-store" in answer.headers.get("cache-control", ""):
            return
        head = {
            "key": key,
            "sha256": hashlib.sha256(answer.body).hexdigest(),
            "headers": {name: answer.headers[name] for name in _KEPT if name in answer.headers},
        }
        try:
            path = self._path(key)
            write_atomic(path, json.dumps(head).encode() + b"\n" + answer.body, durable=False)
            self.prune(MOST_FILES, MOST_BYTES)
        except OSError as error:
            self.warnings.unwritable(f"an answer as `{path}`", error)

    def files(self) -> list[tuple[Path, int]]:
        """Every kept answer with its size in bytes, the newest first."""
        found = [(path.stat(), path) for path in self.folder.glob("*.http")]
        newest = sorted(found, key=lambda each: each[0].st_mtime, reverse=True)
        return [(path, status.st_size) for status, path in newest]

    def prune(self, most: int = 0, most_bytes: int = 0) -> list[Path]:
        """Remove all but the newest answers; what was removed. They only save sites some work."""
        files = self.files()
        sizes = accumulate(size for _, size in files)
        gone = [
            path
            for number, ((path, _), total) in enumerate(zip(files, sizes, strict=True))
            if number >= most or total > most_bytes
        ]
        for path in gone:
            with suppress(FileNotFoundError):
                path.unlink()
        return gone

    def _path(self, key: str) -> Path:
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.http"


def conditions(kept: Answer) -> Mapping[str, str]:
    """The headers of a conditional request: the answer is sent only where it has changed."""
    validators = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
    return {asked: kept.headers[name] for asked, name in validators.items() if name in kept.headers}
