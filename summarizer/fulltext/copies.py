"""What was fetched, kept for its reader alone: a file for each paper and place, as it came.

Licenses differ from paper to paper, so that no copy leaves this folder: no site, no mail and no
archive has any.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from summarizer.files import file_stamp, write_atomic
from summarizer.papers import arxivids

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from summarizer.observer import Once

_COPY, _READING = ".copy", ".read"
FILE, GIVEN = "file", "page"
"""The places of copies that their reader gave: as a file, or at an address."""
_LONGEST_NAME = 48
_MAYBE = ("id", "version")


@dataclass(frozen=True)
class Copy:
    """Bytes as they were fetched: from which place, in which version, on which day."""

    place: str
    url: str
    version: str | None
    fetched: str
    data: bytes
    id: str | None = None

    @property
    def address(self) -> str | None:
        """Where it is on the web; None for a file of the reader's."""
        return None if self.place == FILE else self.url


class Kept(NamedTuple):
    """How much is kept: papers, copies of them, and their bytes."""

    papers: int
    copies: int
    size: int


@dataclass(frozen=True)
class Copies:
    """A folder of copies: each a line of JSON, and the bytes behind it."""

    folder: Path
    warnings: Once = field(compare=False)

    def put(self, identity: str, copy: Copy) -> bool:
        """Keep a copy, in the place of an older one of the same version; whether it is kept."""
        head = {
            "id": identity,
            "place": copy.place,
            "url": copy.url,
            "version": copy.version,
            "fetched": copy.fetched,
            "sha256": hashlib.sha256(copy.data).hexdigest(),
        }
        path = self._path(identity, copy)
        try:
            content = json.dumps(head).encode() + b"\n" + copy.data
            write_atomic(path, content, durable=False, private=True)
        except OSError as error:
            self.warnings.unwritable(f"a copy of {identity}", error)
            return False
        return True

    def find(self, identity: str, version: str | None, place: str | None) -> Copy | None:
        """The newest copy of a paper, of this version and from this place where they are given."""
        found = [copy for copy in self._all(identity) if place in {None, copy.place}]
        if version:
            found = [copy for copy in found if copy.version == version]
        return _newest(found)

    def newest(self, name: str) -> Copy | None:
        """The newest copy in the folder of a paper, as `stamps` names it."""
        return _newest(self._in(self.folder / name))

    def forget(self, identity: str) -> int:
        """Remove all copies of a paper, and say how many there were. Raises OSError."""
        paths = sorted(self._folder(identity).glob(f"*{_COPY}"))
        for path in paths:
            path.unlink(missing_ok=True)
            drop_reading(path)
        return len(paths)

    def stamps(self) -> dict[str, str]:
        """By the folder of each paper, what changes whenever a copy in it does."""
        stamps: dict[str, list[str]] = {}
        for path, status in self.files():
            stamps.setdefault(path.parent.name, []).append(f"{path.name} {file_stamp(status)}")
        return {name: "\n".join(each) for name, each in stamps.items()}

    def stamp(self, identity: str) -> str:
        """What changes whenever a copy of this paper does; "" where none is kept."""
        stamps = []
        for path in sorted(self._folder(identity).glob(f"*{_COPY}")):
            with suppress(OSError):
                stamps.append(f"{path.name} {file_stamp(path.stat())}")
        return "\n".join(stamps)

    def kept(self) -> Kept:
        """How much is kept, with what was read of it."""
        found = self.files()
        papers = {path.parent for path, _ in found}
        size = sum(status.st_size + reading_size(path) for path, status in found)
        return Kept(len(papers), len(found), size)

    def files(self) -> list[tuple[Path, os.stat_result]]:
        """The file of each copy, in order."""
        found = []
        for path in sorted(self.folder.glob(f"*/*{_COPY}")):
            with suppress(OSError):
                found.append((path, path.stat()))
        return found

    def reading(self, copy: Copy) -> Path:
        """The file of what was read of a copy."""
        return self._path(copy.id or "", copy).with_suffix(_READING)

    def lone_readings(self) -> list[Path]:
        """What was read of copies that are gone."""
        found = sorted(self.folder.glob(f"*/*{_READING}"))
        return [path for path in found if not path.with_suffix(_COPY).exists()]

    def _all(self, identity: str) -> list[Copy]:
        return self._in(self._folder(identity))

    def _in(self, folder: Path) -> list[Copy]:
        """The copies in a folder, in the order in which they were written."""
        copies: list[Copy] = []
        try:
            paths = sorted(folder.glob(f"*{_COPY}"), key=lambda path: path.stat().st_mtime_ns)
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
            whole = known["sha256"] == hashlib.sha256(data).hexdigest()
            told = all(isinstance(known[each], str) for each in ("place", "url", "fetched"))
            if whole and told and all(isinstance(known[each], str | None) for each in _MAYBE):
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
        """What the folder of a paper is called: by its arXiv id, or safe and unlike all others."""
        if arxivids.bare_id(identity):
            return identity.replace("/", "_")
        plain = re.sub(r"[^A-Za-z0-9]+", "-", identity).strip("-")[:_LONGEST_NAME]
        return f"{plain}-{hashlib.sha256(identity.encode(errors='replace')).hexdigest()[:12]}"

    def _path(self, identity: str, copy: Copy) -> Path:
        return self._folder(identity) / f"{copy.version or 'newest'}-{copy.place}{_COPY}"

    def _folder(self, identity: str) -> Path:
        return self.folder / self.name(identity)


def _newest(copies: list[Copy]) -> Copy | None:
    """The newest of copies; of those of one day the one written last."""
    return max(reversed(copies), key=lambda copy: copy.fetched, default=None)


def reading_size(copy: Path) -> int:
    """The bytes of what was read of the copy in a file; 0 for none."""
    try:
        return copy.with_suffix(_READING).stat().st_size
    except OSError:
        return 0


def drop_reading(copy: Path) -> None:
    """Remove what was read of the copy in a file. Raises OSError."""
    copy.with_suffix(_READING).unlink(missing_ok=True)
