"""The folder of a site: what was written there, and nothing else ever touched.

`.summarizer/` in it holds the manifest (every file made, with what it was made of), the files
that a build was about to write when it ended early, and the lock of the build at work.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import crc32

from summarizer.errors import OutputError, UsageError
from summarizer.files import set_aside, write_atomic
from summarizer.site.images import says_its_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from summarizer.observer import Observer

OWN = ".summarizer"
MAP_SIGN = "<!-- made by summarizer -->"
"""Says of a sitemap that it was made for a site: the format has no place for that."""
_FORM = 1
_CHANGED = "its notes were changed"
_OURS = re.compile(r"(?!\.)[\w.-]+(?:/(?!\.)[\w.-]+)*")
"""The names of files that a site has; a manifest that names others was tampered with."""
_HALF = re.compile(r"\.(.+)\.\d+-[0-9a-f]{8}\.tmp")
"""What `write_atomic` calls a file until it is whole."""
_LOCK_SECONDS = 600.0
SHARED_SIGN = "/* made by summarizer for its pages */"
"""What the files begin with that all pages share."""
_SIGNS = (
    b'<meta name="generator" content="summarizer',
    b"summarizerPart",
    SHARED_SIGN.encode(),
    b"summarizerAbstracts",
    b">summarizer</generator>",
    b'"_summarizer"',
    MAP_SIGN.encode(),
)
"""What stands near the beginning of every kind of file that is made."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path there, a hash of all it is made of, and its making."""

    path: str
    mark: str
    make: Callable[[], str | bytes]


@dataclass
class Folder:
    """A site's folder, open for one build at a time. Raises UsageError, OutputError."""

    path: Path
    observer: Observer
    notes: dict[str, Any] = field(default_factory=dict)
    written: int = 0
    removed: int = 0
    _files: dict[str, tuple[str, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _sizes: dict[str, int] = field(default_factory=dict)
    _manifest: bytes = b""
    _real: set[Path] = field(default_factory=set)

    @contextmanager
    def open(self) -> Iterator[Folder]:
        """Hold the folder and know what is in it."""
        from filelock import FileLock, Timeout

        self._claim()
        lock = FileLock(self.path / OWN / "lock", timeout=_LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            used = f"another build has been using `{self.path}` for {_LOCK_SECONDS:.0f} s"
            message = f"{used}: try again later"
            raise OutputError(message) from error
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            self._load()
            yield self
        finally:
            lock.release()

    @property
    def kept(self) -> int:
        """How many files the site has."""
        return len(self._files)

    @property
    def known(self) -> bool:
        """Whether a site was built here before."""
        return bool(self._files)

    def has(self, path: str) -> bool:
        """Whether a file that was made here is there, whole."""
        return path in self._files and self._files[path][1] == self._sizes.get(path)

    def update(self, files: Iterable[File], notes: dict[str, Any]) -> None:
        """Write what changed, remove what is no more, and remember `notes` beside it.

        Files are asked for one by one; `notes` may grow meanwhile.
        """
        wanted: dict[str, tuple[str, int]] = {}
        try:
            with self._journal() as journal:
                for file in files:
                    if not self._is_current(file):
                        self._refuse_foreign(file.path)
                        journal.write(f"{file.path}\n")
                        self._write(file)
                    wanted[file.path] = self._files[file.path]
            for path in (self._files.keys() | self._begun) - wanted.keys():
                self._remove(path)
            self._finish(wanted, notes)
        except OSError as error:
            raise self._unwritable(error) from error

    def _claim(self) -> None:
        """Make the folder; refuse one that holds anything but a site."""
        own = self.path / OWN
        try:
            self._refuse_link(own)
            if not own.is_dir():
                if self.path.is_dir() and any(
                    not name.startswith(".")
                    for name in os.listdir(self.path)  # noqa: PTH208 - names alone
                ):
                    message = f"`{self.path}` has files that are not a site: give an empty folder"
                    raise UsageError(message)
                own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable(error) from error

    def _load(self) -> None:
        manifest = self.path / OWN / "manifest.json"
        try:
            self._manifest = manifest.read_bytes()
            data = _decoded(self._manifest)
            self._files = {path: (mark, size) for path, (mark, size) in data["files"].items()}
            self.notes = data["notes"] if "mark" in data else {}
            if "mark" in data and data["mark"] != _mark(self.notes):
                raise ValueError(_CHANGED)  # noqa: TRY301 - one answer to every kind of damage
        except FileNotFoundError:
            pass
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            aside = set_aside(manifest)
            self._files, self.notes = {}, {}
            self._begun = {each for each in self._scanned() if _is_made(self.path / each)}
            self.observer.warn(
                f"`{manifest}` was damaged ({error}): set aside as `{aside}`, and every page is "
                "built again"
            )
        except OSError as error:
            raise self._unwritable(error) from error
        with suppress(FileNotFoundError, UnicodeDecodeError):
            begun = (self.path / OWN / "begun").read_text(encoding="utf-8")
            self._begun |= {
                line[:-1] for line in begun.splitlines(keepends=True) if line[-1:] == "\n"
            }
        self._sizes = self._scanned()
        self._sweep()

    def _scanned(self) -> dict[str, int]:
        """The size of each file there is, by its path in the folder."""
        found = {}
        for place, folders, _ in os.walk(self.path):
            folders[:] = [each for each in folders if not each.startswith(".")]
            relative = os.path.relpath(place, self.path)
            prefix = "" if relative == "." else f"{relative.replace(os.sep, '/')}/"
            with suppress(OSError), os.scandir(place) as files:
                for file in files:
                    if file.is_file(follow_symlinks=False):
                        found[prefix + file.name] = file.stat(follow_symlinks=False).st_size
        return found

    def _sweep(self) -> None:
        """Remove what a killed build was in the middle of writing."""
        for path in self._sizes:
            folder, slash, name = path.rpartition("/")
            half = _HALF.fullmatch(name)
            whole = f"{folder}{slash}{half[1]}" if half else None
            if whole in self._begun or whole in self._files:
                with suppress(OSError):
                    (self.path / path).unlink()

    def _is_current(self, file: File) -> bool:
        made = self._files.get(file.path)
        return made is not None and made == (file.mark, self._sizes.get(file.path))

    def _refuse_link(self, folder: Path) -> None:
        """Refuse to write through a link: what lies behind it is not the site's."""
        if folder in self._real or folder == self.path:
            return
        if folder.is_symlink():
            message = f"`{folder}` is a link to another folder: move it away"
            raise UsageError(message)
        self._refuse_link(folder.parent)
        self._real.add(folder)

    def _refuse_foreign(self, path: str) -> None:
        self._refuse_link((self.path / path).parent)
        ours = path in self._files or path in self._begun
        if not ours and os.path.lexists(self.path / path):
            message = f"`{self.path / path}` does not belong to the site: move it away"
            raise UsageError(message)

    def _journal(self) -> TextIO:
        """Where files are noted before they are written: a killed build leaves no orphan."""
        return (self.path / OWN / "begun").open("a", encoding="utf-8", buffering=1)

    def _write(self, file: File) -> None:
        made = file.make()
        data = made if isinstance(made, bytes) else made.encode()
        write_atomic(self.path / file.path, data, durable=False)
        self._files[file.path] = file.mark, len(data)
        self.written += 1

    def _remove(self, path: str) -> None:
        """Remove a file that was made here, and the folders that it leaves empty."""
        if not _OURS.fullmatch(path):
            return
        place = self.path / path
        if any(each.is_symlink() for each in place.parents if self.path in each.parents):
            return
        if place.is_file() or place.is_symlink():
            place.unlink()
            self.removed += 1
        for parent in place.parents:
            if parent == self.path:
                break
            try:
                parent.rmdir()
            except OSError:
                break

    def _finish(self, files: dict[str, tuple[str, int]], notes: dict[str, Any]) -> None:
        known = {"form": _FORM, "files": files, "notes": notes}
        text = json.dumps(known | {"mark": _mark(notes)})
        if text.encode() != self._manifest:
            write_atomic(self.path / OWN / "manifest.json", text)
        (self.path / OWN / "begun").unlink(missing_ok=True)
        self._files = files

    def _unwritable(self, error: OSError) -> OutputError:
        why = error.strerror or error
        advice = "free some space, or give another folder; the next build continues from here"
        return OutputError(f"cannot write the site in `{self.path}`: {why}: {advice}")


def _is_made(path: Path) -> bool:
    """Whether a file says itself that it was made for a site; asked where no manifest can tell."""
    try:
        if says_its_name(path):
            return True
        with path.open("rb") as stream:
            start = stream.read(4096)
    except OSError:
        return False
    return any(sign in start for sign in _SIGNS)


def _mark(notes: dict[str, Any]) -> str:
    """What notes are known by: what was made of them is not asked whether it fits."""
    return f"{crc32(json.dumps(notes).encode()):08x}"


def _decoded(raw: bytes) -> Any:
    data = json.loads(raw)
    if isinstance(data, dict) and data.get("form") != _FORM:
        message = f"it has format {data.get('form')}, not {_FORM}"
        raise ValueError(message)
    return data
