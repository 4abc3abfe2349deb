"""What was fetched, kept for its reader alone: a file for each paper and place, as it came.

Licenses differ from paper to paper, so that no copy leaves this folder: no site, no mail and no
archive has any.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.files import file_stamp, write_atomic

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from summarizer.observer import Once


@dataclass(frozen=True)
class Copy:
    """Bytes as they were fetched: from which place, in which version, on which day."""

    place: str
    url: str
    version: str | None
    fetched: str
    data: bytes
    id: str | None = None


class Kept(NamedTuple):
    """How much is kept: papers, copies of them, and their bytes."""

    papers: int
    copies: int
    size: int


@dataclass(frozen=True)
class Copies:
    """A folder of copies: each a line of JSON, and the bytes behind it."""

    folder: Path
    warnings: Once

    def put(self, identity: str, copy: Copy) -> None:
        """Keep a copy, in the place of an older one of the same version."""
        head = {
            "id": identity,
            "place": copy.place,
            "url": copy.url,
            "version": copy.version,
            "fetched": copy.fetched,
            "sha256": hashlib.sha256(copy.data).hexdigest(),
        }
        path = self._folder(identity) / f"{copy.version or 'newest'}-{copy.place}.copy"
        try:
            content = json.dumps(head).encode() + b"\n" + copy.data
            write_atomic(path, content, durable=False, private=True)
        except OSError as error:
            self.warnings.unwritable(f"a copy of {identity}", error)

    def find(self, identity: str, version: str | None, place: str | None) -> Copy | None:
        """The newest copy of a paper, of this version and from this place where they are given."""
        found = [copy for copy in self._all(identity) if place in {None, copy.place}]
        if version:
            found = [copy for copy in found if copy.version == version]
        return max(found, key=lambda copy: copy.fetched, default=None)

    def newest(self, name: str) -> Copy | None:
        """The newest copy in the folder of a paper, as `stamps` names it."""
        return max(self._in(self.folder / name), key=lambda copy: copy.fetched, default=None)

    def stamps(self) -> dict[str, str]:
        """By the folder of each paper, what changes whenever a copy in it does."""
        stamps: dict[str, list[str]] = {}
        for path, status in self.files():
            stamps.setdefault(path.parent.name, []).append(f"{path.name} {file_stamp(status)}")
        return {name: "\n".join(each) for name, each in stamps.items()}

    def stamp(self, identity: str) -> str:
        """What changes whenever a copy of this paper does; "" where none is kept."""
        stamps = []
        for path in sorted(self._folder(identity).glob("*.copy")):
            with suppress(OSError):
                stamps.append(f"{path.name} {file_stamp(path.stat())}")
        return "\n".join(stamps)

    def kept(self) -> Kept:
        """How much is kept."""
        found = self.files()
        papers = {path.parent for path, _ in found}
        return Kept(len(papers), len(found), sum(status.st_size for _, status in found))

    def files(self) -> list[tuple[Path, os.stat_result]]:
        """The file of each copy, in order."""
        found = []
        for path in sorted(self.folder.glob("*/*.copy")):
            with suppress(OSError):
                found.append((path, path.stat()))
        return found

    def _all(self, identity: str) -> list[Copy]:
        return self._in(self._folder(identity))

    def _in(self, folder: Path) -> list[Copy]:
        copies: list[Copy] = []
        try:
            paths = sorted(folder.glob("*.copy"))
        except OSError:
            return []
        for path in paths:
            copy = self._read(path)
            if copy:
                copies.append(copy)
        return copies

    def _read(self, path: Path) -> Copy | None:
        try:
            head, _, data = path.read_bytes().partition(b"\n")
            known = json.loads(head)
            if known["sha256"] == hashlib.sha256(data).hexdigest():
                return Copy(
                    place=known["place"],
                    url=known["url"],
                    version=known["version"],
                    fetched=known["fetched"],
                    data=data,
                    id=known["id"],
                )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            pass
        self.warnings.warn("fulltext", f"the copy `{path}` is damaged and is not used")
        return None

    @staticmethod
    def name(identity: str) -> str:
        """What the folder of a paper is called."""
        return identity.replace("/", "_")

    def _folder(self, identity: str) -> Path:
        return self.folder / self.name(identity)
