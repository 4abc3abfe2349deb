"""The output folder: what is finished in it, who made it, and one run at a time."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from summarizer.corpus import tables
from summarizer.errors import InputError, OutputError
from summarizer.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = "summarizer/corpus/1"
_KEY = 8


@dataclass(frozen=True)
class Folder:
    """Where a corpus is written: `papers/`, `failed/`, `manifest.json`, and `.run/` meanwhile."""

    path: Path

    @property
    def papers(self) -> Path:
        """The annotated papers' files."""
        return self.path / tables.PAPERS

    @property
    def failed(self) -> Path:
        """The files of rows that failed."""
        return self.path / tables.FAILED

    @property
    def run(self) -> Path:
        """What workers of one run share; nothing of it outlasts a finished run."""
        return self.path / ".run"

    def manifest(self) -> dict[str, Any] | None:
        """What the last run wrote of itself; None where there is none. Raises InputError."""
        path = self.path / "manifest.json"
        try:
            found = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            message = f"`{path}` is damaged ({error}): move it away, or give another `-o`"
            raise InputError(message) from error
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            message = f"`{path}` is not the manifest of a corpus: give another `-o`"
            raise InputError(message)
        return found

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Keep what the run says of itself. Raises OutputError."""
        text = json.dumps({"schema": SCHEMA, **manifest}, indent=2, ensure_ascii=False) + "\n"
        with _said(self.path):
            write_atomic(self.path / "manifest.json", text)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs on this machine out. Raises OutputError where one is in."""
        from filelock import FileLock, Timeout

        with _said(self.path):
            self.run.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.path / ".lock", timeout=0):
                self._tidy()
                yield
        except Timeout as error:
            message = f"another run is writing to `{self.path}`: wait for it, or give another `-o`"
            raise OutputError(message) from error

    def _tidy(self) -> None:
        """Remove what a killed run left half-written."""
        for folder in (self.papers, self.failed):
            for path in folder.glob(f".*{tables.TEMPORARY}"):
                path.unlink(missing_ok=True)
        for path in self.run.iterdir():
            path.unlink()


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = (
            f"cannot write to `{path}`: {error.strerror}: free some space, or give another `-o`"
        )
        raise OutputError(message) from error


class Finished:
    """The papers that have a row already: 8 bytes each, looked up by halving."""

    def __init__(self, keys: array[int]) -> None:
        """Take sorted keys."""
        self._keys = keys

    @classmethod
    def read(cls, path: Path) -> Finished:
        """The keys a run began with."""
        keys = array("Q")
        keys.frombytes(path.read_bytes())
        return cls(keys)

    def __contains__(self, identity: str) -> bool:
        """Whether the paper with this id has a row."""
        wanted = key(identity)
        place = bisect_left(self._keys, wanted)
        return place < len(self._keys) and self._keys[place] == wanted

    def __len__(self) -> int:
        """How many papers have a row."""
        return len(self._keys)


def key(identity: str) -> int:
    """A number for an id; two ids share one with a chance of one in 10^7 among a million."""
    return int.from_bytes(blake2b(identity.encode("utf-8", "replace"), digest_size=_KEY).digest())


def collect(folder: Folder) -> int:
    """Write down which papers are finished, each once; how many they are.

    Rows of a paper that has one already go: an input held it twice, or a worker was lost
    after its file was whole. Raises InputError for a damaged file.
    """
    seen: set[int] = set()
    for path in tables.files(folder.papers):
        found = [key(each) for each in tables.ids(path)]
        fresh = [each not in seen and not seen.add(each) for each in found]  # type: ignore[func-returns-value] # the idiom
        if not all(fresh):
            tables.keep_only(path, fresh)
    keys = array("Q", sorted(seen))
    with _said(folder.path):
        write_atomic(folder.run / "finished", keys.tobytes(), durable=False)
    return len(keys)
