"""A folder with a JSON file a paper: what its reader said of it, whatever that is.

Reviews and marks are kept in this way. Whatever reads a damaged file warns of it, leaves it as it
is and goes on without it.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import islice
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import Protocol, Self

    from _typeshed import DataclassInstance

    from summarizer.observer import Once
    from summarizer.papers.records import Paper

    class Said(DataclassInstance, Protocol):
        """What was said of the paper with this id."""

        @property
        def id(self) -> str:
            """The paper's."""


S = TypeVar("S", bound="Said")

_LOCK_SECONDS = 30
_AT_ONCE = 100
"""Files that are written in one go: each of them is open until the disk has it."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The files of a folder; whether any is of a paper without an id of its own."""

    names: frozenset[str]
    by_text: bool


@dataclass
class PaperFiles(ABC, Generic[S]):
    """What was said of papers. A damaged file is never overwritten: a new one sets it aside."""

    folder: Path
    warnings: Once
    _listed: _Names | None = None

    one: ClassVar[str]
    many: ClassVar[str]
    said: ClassVar[str]
    """What messages call one file, several, and a paper that has one."""

    @abstractmethod
    def decoded(self, data: Any) -> S:
        """What a file says, from its JSON. Raises ValueError."""

    @abstractmethod
    def encoded(self, said: S) -> dict[str, Any]:
        """The same as a JSON object."""

    def listed(self) -> Self:
        """The files there are now, the folder looked into once: for days asked one by one."""
        return replace(self, _listed=self._names())

    def of(self, ids: Iterable[str]) -> dict[str, S]:
        """What was said of these papers, by id; next to nothing where nothing is kept."""
        there = self._names()
        wanted = (each for each in ids if _name(each) in there.names) if there.names else ()
        found = ((each, self._read(self._path(each))) for each in wanted)
        return {identity: said for identity, said in found if said}

    def of_papers(self, papers: Iterable[Paper]) -> dict[str, S]:
        """What was said of papers, by the ids they have now.

        A paper that had no id of its own at the time is known again by its text.
        """
        there = self._names()
        if not there.names:
            return {}
        papers = list(papers)
        found = self.of(paper.id for paper in papers)
        if not there.by_text:
            return found
        from summarizer.text.plain import content_id

        others = {paper.id: content_id(paper.title, paper.abstract) for paper in papers}
        by_text = self.of({others[paper.id] for paper in papers if paper.id not in found})
        for identity, other in others.items():
            if other in by_text and identity not in found:
                found[identity] = replace(by_text[other], id=identity)
        return found

    def _names(self) -> _Names:
        if self._listed:
            return self._listed
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - a hundred times as fast
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                why = error.strerror or error
                self.warnings.warn("read", f"cannot read {self.many} in `{self.folder}`: {why}")
            names = []
        by_text = any(name.startswith("sha256") for name in names)
        return _Names(frozenset(names), by_text)

    def all(self) -> Iterator[S]:
        """Everything that was said, in the order of the file names."""
        for path in sorted(self.folder.glob("*.json")):
            said = self._read(path)
            if said:
                yield said

    def sessions(self) -> int:
        """The highest number that a session has in any file; 0 where none has one."""
        import re

        number = re.compile(rb'"session": ?(\d{1,15})\b')
        highest = 0
        for path in self.folder.glob("*.json"):
            with suppress(OSError, ValueError):
                found = number.findall(_content(path))
                highest = max(highest, *map(int, found), 0)
        return highest

    def stamps(self) -> dict[str, str]:
        """The names of all files, each with what changes when the file does; of no pipes."""
        from summarizer.files import file_stamp

        try:
            with os.scandir(self.folder) as files:
                names = [each for each in files if each.name.endswith(".json") and each.is_file()]
                return {each.name: file_stamp(each.stat()) for each in names}
        except OSError:
            return {}

    def keep(self, said: Iterable[S]) -> None:
        """Write what was said, each file whole or not at all; call it within `locked`.

        Raises OSError.
        """
        from summarizer.files import set_aside, write_together
        from summarizer.papers.wire import dumps

        waiting = iter(said)
        while part := list(islice(waiting, _AT_ONCE)):
            paths = [self._path(each.id) for each in part]
            for path in paths:
                if path.exists() and self._read(path) is None:
                    aside = f"damaged: set aside as `{set_aside(path)}`"
                    self.warnings.warn(f"aside {path}", aside)
            lines = (f"{dumps(self.encoded(each))}\n" for each in part)
            failed = write_together(zip(paths, lines, strict=True), private=True)
            if failed:
                raise failed[0]

    def revise(self, change: Callable[[S], S]) -> int:
        """Change all files; how many did change. Raises OSError, OutputError."""
        if not self.folder.is_dir():
            return 0
        with self.locked():
            changed = [after for each in self.all() if (after := change(each)) != each]
            self.keep(changed)
        return len(changed)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs from changing anything meanwhile. Raises OSError, OutputError.

        What runs left that were killed while they wrote is cleared away.
        """
        from filelock import FileLock, Timeout

        from summarizer.errors import OutputError
        from summarizer.files import clear_drafts

        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
                clear_drafts(self.folder)
                yield
        except Timeout as error:
            message = (
                f"another run has been using `{self.folder}` for {_LOCK_SECONDS} s: try again later"
            )
            raise OutputError(message) from error

    def _path(self, identity: str) -> Path:
        return self.folder / _name(identity)

    def from_file(self, path: Path) -> S:
        """What one of the files says. Raises OSError; ValueError or RecursionError for damage."""
        import json

        said = self.decoded(json.loads(_content(path)))
        if _name(said.id) != path.name:
            message = f"it is named for another paper than its `id`, `{said.id[:60]}`"
            raise ValueError(message)
        return said

    def check(self) -> None:
        """Raise InputError where the folder cannot be looked into; one not there is empty."""
        try:
            os.listdir(self.folder)  # noqa: PTH208 - as fast as elsewhere here
        except FileNotFoundError:
            pass
        except OSError as error:
            from summarizer.errors import InputError

            why = error.strerror or error
            message = f"cannot read {self.many} in `{self.folder}`: {why}: check its permissions"
            raise InputError(message) from error

    def _read(self, path: Path) -> S | None:
        try:
            return self.from_file(path)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            why = getattr(error, "strerror", None) or error
            advice = f"repair it or move it away; until then the paper counts as not {self.said}"
            message = f"the {self.one} `{path}` is damaged ({why}): {advice}"
            self.warnings.warn(f"damaged {path}", message)
            return None


def _content(path: Path) -> bytes:
    """The bytes of a file. Raises OSError; ValueError for a pipe, which would be waited for."""
    if not S_ISREG(path.stat().st_mode):
        message = "it is not a file"
        raise ValueError(message)
    return path.read_bytes()


def _name(identity: str) -> str:
    """The file of a paper; ids are arXiv's, also old ones with a slash, or `sha256:` and a hash."""
    if identity.replace(".", "").isdigit():
        return f"{identity}.json"
    from urllib.parse import quote

    return f"{quote(identity, safe='')}.json"
