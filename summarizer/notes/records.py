"""What was written of each note, kept in `.summarizer/` of their folder for the next run."""

from __future__ import annotations

import errno
import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, TextIO

from summarizer.errors import OutputError, UsageError
from summarizer.files import set_aside, write_atomic
from summarizer.notes import packing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from summarizer.notes.packing import Mark, Record
    from summarizer.notes.styles import Name
    from summarizer.observer import Observer

OWN = ".summarizer"
_LOCK_SECONDS = 30.0
_IN_THE_WAY = {errno.EEXIST, errno.EISDIR, errno.ENOTDIR}


@dataclass
class Records:
    """All records of a folder, and the style of its notes; None where there are none yet."""

    folder: Path
    observer: Observer
    style: Name | None = None
    notes: dict[str, Record] = field(default_factory=dict)
    changed: bool = False
    _begun: dict[str, Record] = field(default_factory=dict)

    @contextmanager
    def open(self, *, write: bool = True) -> Iterator[Records]:
        """Hold the folder, unless nothing is to be written, and know what is in it."""
        if not write:
            self._load(write=False)
            yield self
            return
        from filelock import FileLock, Timeout

        own = self.folder / OWN
        _refuse(own)
        try:
            own.mkdir(parents=True, exist_ok=True)
            lock = FileLock(own / "lock", timeout=_LOCK_SECONDS)
            lock.acquire()
        except Timeout as error:
            used = (
                f"another run has been writing notes in `{self.folder}` for {_LOCK_SECONDS:.0f} s"
            )
            message = f"{used}: try again later"
            raise OutputError(message) from error
        except OSError as error:
            raise unwritable(self.folder, error) from error
        try:
            self._load()
            yield self
        finally:
            lock.release()

    def begun(self, identity: str) -> Record | None:
        """What a run that was ended in the middle was about to leave of a note."""
        return self._begun.get(identity)

    @contextmanager
    def journal(self) -> Iterator[TextIO]:
        """Where each note is told of before it is written."""
        try:
            with self._journal.open("a", encoding="utf-8", buffering=1) as stream:
                yield stream
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def save(self) -> None:
        """Keep the records; a run that was ended before is forgotten. Raises OutputError."""
        try:
            if self.changed:
                text = packing.text_of(self.style, self.notes)
                write_atomic(self._path, text.encode("utf-8", "surrogatepass"))
            self._journal.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def keep(self, identity: str, record: Record) -> None:
        """Know this of a note from now on."""
        self.notes[identity] = record
        self.changed = True

    @property
    def _path(self) -> Path:
        return self.folder / OWN / "notes.json"

    @property
    def _journal(self) -> Path:
        return self.folder / OWN / "begun.jsonl"

    def _load(self, *, write: bool = True) -> None:
        """Know what is kept; what is damaged is set aside if it may be written."""
        try:
            text = self._path.read_bytes().decode("utf-8", "surrogatepass")
            self.style, self.notes = packing.read(text)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except packing.Later as error:
            message = f"`{self._path}` was written by a later version of summarizer ({error}): "
            message += "update this one"
            raise UsageError(message) from error
        except OSError as error:
            message = f"cannot read `{self._path}`: {error.strerror or error}: "
            message += "make it a file that you can read, or move it away"
            raise OutputError(message) from error
        except packing.DAMAGE as error:
            self.notes = {}
            self._tell_damage(error, write=write)
        with suppress(OSError):
            for line in self._journal.read_text(encoding="utf-8", errors="replace").splitlines():
                with suppress(*packing.DAMAGE):
                    name, packed = json.loads(line)
                    self._begun[str(name)] = packing.record(packed)

    def _tell_damage(self, error: Exception, *, write: bool) -> None:
        aside = ""
        if write:
            with suppress(OSError):
                aside = f": set aside as `{set_aside(self._path)}`"
        self.observer.warn(
            f"`{self._path}` is damaged ({error}){aside}; notes that are not as they would be "
            "written now stay as they are"
        )


def _refuse(own: Path) -> None:
    """Raise UsageError where the folder of records cannot be one."""
    if own.is_symlink():
        message = f"`{own}` is a link to another place: move it away"
        raise UsageError(message)
    if own.exists() and not own.is_dir():
        message = f"`{own}` is a file, where a folder of ours should be: move it away"
        raise UsageError(message)


def unwritable(folder: Path, error: OSError) -> OutputError:
    """The error that notes cannot be written, with what to do."""
    why = error.strerror or error
    advice = "give a folder that you may write in"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        advice = "free some space; the next run continues from here"
    if error.errno in _IN_THE_WAY and error.filename:
        advice = f"`{error.filename}` is in the way: move it"
    return OutputError(f"cannot write notes in `{folder}`: {why}: {advice}")


def digest(text: str | bytes) -> str:
    """A short hash."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=8).hexdigest()


def mark(lines: Sequence[str]) -> Mark:
    """What the lines of a part are known by."""
    return len(lines), digest("\n".join(lines))


def places(lines: Sequence[str], part: Mark) -> Iterable[int]:
    """The lines at which a part stands, whole and as it was written."""
    count, known = part
    if not count:
        return ()
    ends = range(len(lines) - count + 1)
    return (number for number in ends if digest("\n".join(lines[number : number + count])) == known)
