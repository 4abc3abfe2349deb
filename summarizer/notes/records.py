"""What was written of each note, kept in `.summarizer/` of their folder for the next run."""

from __future__ import annotations

import errno
import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TextIO

from summarizer.errors import OutputError, UsageError
from summarizer.files import set_aside, write_atomic
from summarizer.notes.contents import Listing
from summarizer.notes.styles import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from summarizer.notes.styles import Name
    from summarizer.observer import Observer

OWN = ".summarizer"
_FORM = "summarizer/notes/1"
_LOCK_SECONDS = 30.0

Mark = tuple[int, str]
"""How many lines a part has, and their hash."""


@dataclass
class Record:
    """One note as it was left.

    `stamp` is its file's, and `whole` a hash of all its bytes; `made` is one of what it was to be,
    `source` one of what that was made of. `fields` and `parts` know what was written of each
    property and part; one that the reader took away, or had before, has an empty hash. `shown` is
    what she can edit as it was written, and `pending` says that she did.
    """

    path: str
    stamp: str = ""
    whole: str = ""
    source: str = ""
    made: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Mark] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    listing: Listing | None = None
    pending: bool = False


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
            self._load()
            yield self
            return
        from filelock import FileLock, Timeout

        own = self.folder / OWN
        if own.is_symlink():
            message = f"`{own}` is a link to another place: move it away"
            raise UsageError(message)
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
                notes = {name: _packed(each) for name, each in sorted(self.notes.items())}
                data = {"form": _FORM, "style": self.style, "notes": notes}
                text = json.dumps(data, ensure_ascii=False)
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

    def _load(self) -> None:
        try:
            text = self._path.read_bytes().decode("utf-8", "surrogatepass")
            data = json.loads(text)
            self.style, self.notes = _unpacked(data)
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            raise unwritable(self.folder, error) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.notes = {}
            with suppress(OSError):
                aside = set_aside(self._path)
                self.observer.warn(
                    f"`{self._path}` was damaged ({error}): set aside as `{aside}`; notes that "
                    "are not as they would be written now stay as they are"
                )
        with suppress(OSError):
            for line in self._journal.read_text(encoding="utf-8", errors="replace").splitlines():
                with suppress(ValueError, KeyError, TypeError, AttributeError):
                    name, packed = json.loads(line)
                    self._begun[name] = _record(packed)


def told(identity: str, record: Record) -> str:
    """A record as a line of the journal."""
    return json.dumps([identity, _packed(record)]) + "\n"


def unwritable(folder: Path, error: OSError) -> OutputError:
    """The error that notes cannot be written, with what to do."""
    why = error.strerror or error
    advice = "give a folder that you may write in"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        advice = "free some space; the next run continues from here"
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


def _packed(record: Record) -> dict[str, Any]:
    listing = vars(record.listing) if record.listing else None
    values = {**vars(record), "listing": listing}
    return {name: value for name, value in values.items() if value}


def _unpacked(data: Any) -> tuple[Name | None, dict[str, Record]]:
    """Raises ValueError, KeyError, TypeError, AttributeError where it is none."""
    if data["form"] != _FORM or data["style"] not in (None, *NAMES):
        message = f"it has format {data['form']}"
        raise ValueError(message)
    return data["style"], {name: _record(each) for name, each in data["notes"].items()}


def _record(packed: dict[str, Any]) -> Record:
    listed = packed.pop("listing", None)
    parts = {
        name: (int(count), str(known)) for name, (count, known) in packed.pop("parts", {}).items()
    }
    if listed:
        for name in ("topics", "days"):
            listed[name] = tuple(listed.get(name, ()))
    return Record(**packed, parts=parts, listing=Listing(**listed) if listed else None)
