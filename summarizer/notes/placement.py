"""Where each note lies, and where a new one goes; none is made again that the reader deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.notes.vault import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from summarizer.notes.records import Records
    from summarizer.notes.vault import Found, Vault


@dataclass
class Placement:
    """The notes of a folder by their ids; `paths` has those of notes that are asked about."""

    records: Records
    vault: Vault
    restore: bool = False
    found: Found = field(init=False)
    paths: dict[str, str] = field(init=False, default_factory=dict)
    _taken: set[str] = field(init=False, default_factory=set)
    _seen: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Look at every note there is."""
        known = {each.path: (each.stamp, name) for name, each in self.records.notes.items()}
        self.found = self.vault.found(known)

    def problems(self) -> Iterator[tuple[str, str]]:
        """The paths of notes with which something is wrong, and what."""
        for name, paths in self.found.doubles.items():
            if name in self.records.notes:
                others = ", ".join(f"`{each}`" for each in paths[1:])
                why = f"{others} has the same id `{name}`: only the first is kept up to date"
                yield paths[0], f"{why}; give the other another id, or delete it"
        for path, why in self.found.unreadable.items():
            yield path, f"cannot be read: {why}"

    def has(self, identity: str) -> bool:
        """Whether there is a note, or will be."""
        there = identity in self.found.notes
        return there or self.restore or identity not in self.records.notes

    def place(self, kind: str, identity: str, name: Callable[[], str]) -> None:
        """Find out where a note lies, or where it goes."""
        path = self.found.notes.get(identity)
        if path is None and not self.has(identity):
            path = self.records.notes[identity].path
        if path is None:
            path = self._free(f"{self.vault.style.folders[kind]}/{name()}")
        self.paths[identity] = path

    def _free(self, wanted: str) -> str:
        """A path at which nothing stands, and nothing else goes, on any system."""
        folder = wanted.rpartition("/")[0]
        if folder not in self._seen:
            self._seen.add(folder)
            self._taken |= self.vault.names(folder)
        path, number = f"{wanted}.md", 1
        while same(path) in self._taken:
            number += 1
            path = f"{wanted}-{number}.md"
        self._taken.add(same(path))
        return path

    def names(self) -> dict[str, str]:
        """What links call the notes, by their ids."""
        stems = ((name, path.rpartition("/")[2]) for name, path in self.paths.items())
        return {name: stem[: -len(".md")] for name, stem in stems}
