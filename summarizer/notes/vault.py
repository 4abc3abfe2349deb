"""The folder of notes: which note lies where, by the ids that notes name; files read and written.

Of notes only the beginning is read. Hidden folders, and what links lead to, are none of ours.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.files import file_stamp, write_new, write_unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from summarizer.notes.styles import Style

LARGEST = 5_000_000
"""Bytes of a note that is brought up to date; no longer one was written."""
_HEAD, _LONGEST_HEAD = 4096, 262_144
_IDS = {
    "obsidian": re.compile(rb"^id:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE),
    "logseq": re.compile(rb"^note-id::[ \t]*(.*?)[ \t\r]*$", re.MULTILINE),
}
_BOM = b"\xef\xbb\xbf"


@dataclass
class Found:
    """The notes there are: `notes` by their ids, each a path within the folder, with its stamp.

    `doubles` has all notes of an id that several have; `unreadable` why a note, or a folder with
    notes in it, cannot be read. `hidden` are the notes in such folders.
    """

    notes: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    doubles: dict[str, list[str]] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def is_out_of_reach(self, path: str) -> bool:
        """Whether a note is there, as far as is known, but cannot be read."""
        return path in self.hidden or path in self.unreadable


@dataclass
class Vault:
    """A reader's folder."""

    folder: Path
    style: Style

    def found(self, known: Mapping[str, tuple[str, str]]) -> Found:
        """Every note that names an id. `known` are paths, with the stamp and id they had.

        Of two notes of one id that which lies where it was counts, or else the first by its path.
        """
        result = Found()
        ids: dict[str, list[str]] = {}
        closed: dict[str, str] = {}
        for path, entry in self._files(closed):
            try:
                stamp = file_stamp(entry.stat(follow_symlinks=False))
                before = known.get(path)
                identity = (
                    before[1] if before and before[0] == stamp else self._identity(entry.path)
                )
            except OSError as error:
                result.unreadable[path] = error.strerror or str(error)
                identity, stamp = known[path][1] if path in known else None, ""
            if identity is not None:
                ids.setdefault(identity, []).append(path)
                result.stamps[path] = stamp
        for path, (_, name) in known.items():
            folder = _above(path, closed)
            if folder is not None:
                ids.setdefault(name, []).append(path)
                result.stamps[path] = ""
                result.unreadable[folder] = closed[folder]
                result.hidden.add(path)
        for identity, paths in ids.items():
            paths.sort(key=lambda path: (known.get(path, ("", ""))[1] != identity, path))
            result.notes[identity] = paths[0]
            if paths[1:]:
                result.doubles[identity] = paths
        return result

    def is_begun(self) -> bool:
        """Whether there is a note of a paper where new ones go."""
        with suppress(OSError), os.scandir(self.folder / self.style.folders["paper"]) as entries:
            for each in entries:
                if each.name.endswith(".md") and each.is_file(follow_symlinks=False):
                    with suppress(OSError):
                        if self._identity(each.path) is not None:
                            return True
        return False

    def _files(self, closed: dict[str, str]) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Every file of Markdown, by its path within the folder with `/`.

        `closed` gets the folders that cannot be read, and why.
        """
        pending = [""]
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(self.folder / folder) as entries:
                    listed = sorted(entries, key=lambda each: each.name)
            except OSError as error:
                closed[folder] = error.strerror or str(error)
                continue
            for entry in listed:
                if entry.name.startswith("."):
                    continue
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                elif entry.name.lower().endswith(".md") and entry.is_file(follow_symlinks=False):
                    yield path, entry

    def _identity(self, path: str) -> str | None:
        """The id that a note's properties name; None where they name none."""
        with open(path, "rb") as stream:  # noqa: PTH123 - thousands of them
            head = stream.read(_HEAD).removeprefix(_BOM)
            if self.style.name == "logseq":
                found = _IDS["logseq"].search(head.lstrip().partition(b"\n\n")[0])
            elif head.startswith((b"---\n", b"---\r\n", b"--- ")):
                if b"\n---" not in head and len(head) >= _HEAD - len(_BOM):
                    head += stream.read(_LONGEST_HEAD)
                found = _IDS["obsidian"].search(head.partition(b"\n---")[0])
            else:
                return None
        return _unquoted(found[1].decode("utf-8", "replace")) if found else None

    def read(self, path: str) -> tuple[bytes, str]:
        """A note's bytes, and its stamp. Raises OSError."""
        with (self.folder / path).open("rb") as stream:
            stamp = file_stamp(os.fstat(stream.fileno()))
            return stream.read(), stamp

    def replace(self, path: str, data: bytes, stamp: str, *, durable: bool) -> str | None:
        """Write a note anew unless it has changed since; its new stamp. Raises OSError."""
        return write_unchanged(self.folder / path, data, stamp, durable=durable)

    def names(self, folder: str) -> set[str]:
        """What stands in a folder, as systems see it that don't tell cases or accents apart."""
        try:
            with os.scandir(self.folder / folder) as entries:
                return {same(f"{folder}/{each.name}") for each in entries}
        except OSError:
            return set()

    def create(self, path: str, data: bytes) -> str:
        """Write a note where nothing stands; its stamp. Raises OSError."""
        return write_new(self.folder / path, data, durable=False)

    def refuse_link(self, folder: str) -> None:
        """Raise UsageError where one of our folders is a link, or no folder."""
        place = self.folder / folder
        if place.is_symlink():
            message = f"`{place}` is a link to another place: move it away"
            raise UsageError(message)
        if place.exists() and not place.is_dir():
            message = f"`{place}` is a file, where a folder of notes should be: move it away"
            raise UsageError(message)


def same(path: str) -> str:
    """What two paths have in common that macOS or Windows takes for one."""
    return unicodedata.normalize("NFC", path).casefold()


def _above(path: str, folders: Iterable[str]) -> str | None:
    """The one of the folders that a note is in; the whole folder is called by an empty text."""
    return next((each for each in folders if not each or path.startswith(f"{each}/")), None)


def _unquoted(text: str) -> str | None:
    """An id as a note has it, in quotes or not; None where nothing is there."""
    if text.startswith('"'):
        with suppress(ValueError):
            return str(json.loads(text))
    return text.strip("\"'") or None
