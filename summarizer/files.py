"""Files that are never half-written, and damaged ones that are never lost."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from summarizer.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOCK_SECONDS = 30
_DRAFT = re.compile(r"\..+\.\d+-[0-9a-f]+\.tmp", re.DOTALL)
"""What a draft is called; others may have hidden files of their own in the same folder."""
_STALE_SECONDS = 600
"""After so long, nobody is still writing a draft."""


def write_atomic(
    path: Path, content: str | bytes, *, durable: bool = True, private: bool = False
) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, whole.

    `durable` waits until the disk has it; `private` keeps it from the machine's other users.
    Raises OSError; the old file then stands.
    """
    failed = write_together([(path, content)], durable=durable, private=private)
    if failed:
        raise failed[0]


def write_together(
    contents: Iterable[tuple[Path, str | bytes]], *, durable: bool = True, private: bool = False
) -> list[OSError]:
    """Write some files, each as `write_atomic` does; the errors of those that were not written.

    The disk is told of all before the first is waited for: it has them in one go.
    """
    drafts: list[_Draft] = []
    failed: list[OSError] = []
    try:
        for path, content in contents:
            try:
                drafts.append(_Draft(path, content, 0o600 if private else 0o666))
            except OSError as error:
                failed.append(error)
        if durable and len(drafts) > 1:
            for draft in drafts:
                draft.announce()
        for step in (_Draft.settle, _Draft.place) if durable else (_Draft.place,):
            for draft in tuple(drafts):
                try:
                    step(draft)
                except OSError as error:
                    failed.append(error)
                    drafts.remove(draft)
                    draft.drop()
    except BaseException:
        for draft in drafts:
            draft.drop()
        raise
    return failed


class _Draft:
    """A file whose content is written, but not in its place yet."""

    def __init__(self, path: Path, content: str | bytes, mode: int) -> None:
        self.path = path
        self.temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            self.stream = self._opened(mode)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.stream = self._opened(mode)
        try:
            data = content.encode() if isinstance(content, str) else content
            while data:
                data = data[self.stream.write(data) :]
        except BaseException:
            self.drop()
            raise

    def _opened(self, mode: int) -> IO[bytes]:
        def opened(path: str, flags: int) -> int:
            return os.open(path, flags, mode)

        return open(self.temporary, "xb", buffering=0, opener=opened)

    def announce(self) -> None:
        """Have the system begin to write it, where it can be told to, and does as it is told."""
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):
                os.posix_fadvise(self.stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def settle(self) -> None:
        """Wait until the disk has it."""
        os.fsync(self.stream.fileno())

    def stamp(self) -> str:
        """The stamp of the file, which it keeps in its place."""
        return file_stamp(os.fstat(self.stream.fileno()))

    def place(self) -> None:
        """Put it where it belongs."""
        self.stream.close()
        self.temporary.replace(self.path)

    def place_new(self) -> None:
        """Put it where nothing stands yet. Raises FileExistsError."""
        self.stream.close()
        try:
            self.path.hardlink_to(self.temporary)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            self.path.touch(exist_ok=False)
            self.temporary.replace(self.path)

    def drop(self) -> None:
        """Leave nothing of it, unless it is in its place."""
        self.stream.close()
        self.temporary.unlink(missing_ok=True)


def clear_drafts(folder: Path) -> None:
    """Remove drafts that a killed run left in a folder; those that may be in the works stay."""
    from time import time

    oldest = time() - _STALE_SECONDS
    with suppress(OSError), os.scandir(folder) as files:
        for each in files:
            with suppress(OSError):
                if (
                    _DRAFT.fullmatch(each.name)
                    and each.stat(follow_symlinks=False).st_mtime < oldest
                ):
                    Path(each.path).unlink()


def write_output(path: Path, text: str) -> None:
    """Write a result where its reader asked: whole into a file, straight into anything else.

    A link is followed, and a file keeps its permissions. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
        return
    path = Path(os.path.realpath(path))
    mode = path.stat().st_mode if path.exists() else None
    write_atomic(path, text)
    if mode is not None:
        path.chmod(mode)


def write_new(path: Path, content: str | bytes, *, durable: bool = True) -> str:
    """Write a result into a file that is not there yet, whole; its stamp.

    A link is followed. `durable` waits until the disk has it. Raises FileExistsError where
    something stands there by then, OSError.
    """
    draft = _Draft(Path(os.path.realpath(path)), content, 0o666)
    try:
        if durable:
            draft.settle()
        stamp = draft.stamp()
        draft.place_new()
    finally:
        draft.drop()
    return stamp


def write_unchanged(
    path: Path, content: str | bytes, stamp: str, *, durable: bool = True
) -> str | None:
    """Write a file anew unless it has changed since it had `stamp`; its new stamp, or None.

    It keeps its permissions. `durable` waits until the disk has it. Raises OSError; the old file
    then stands.
    """
    status = path.stat()
    if file_stamp(status) != stamp:
        return None
    draft = _Draft(path, content, 0o600)
    try:
        draft.temporary.chmod(status.st_mode & 0o7777)
        if durable:
            draft.settle()
        written = draft.stamp()
        if file_stamp(path.stat()) != stamp:
            return None
        draft.place()
    finally:
        draft.drop()
    return written


@contextmanager
def locked(place: Path) -> Iterator[None]:
    """Keep other runs that lock this file away meanwhile. Raises OutputError where that fails."""
    from filelock import FileLock, Timeout

    lock = FileLock(place, timeout=_LOCK_SECONDS)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        message = f"another run has been using `{place}` for {_LOCK_SECONDS} s: try again later"
        raise OutputError(message) from error
    except OSError as error:
        message = f"cannot write `{place}`: {error.strerror}: set `SUMMARIZER_HOME`"
        raise OutputError(message) from error
    try:
        yield
    finally:
        lock.release()


def remove_unchanged(path: Path, stamp: str) -> bool:
    """Remove a file that still has this stamp; whether it did. Raises OSError.

    It is moved out of the way before it is looked at, so that one written meanwhile is not lost.
    """
    taken = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        if file_stamp(path.stat()) != stamp:
            return False
        path.rename(taken)
    except FileNotFoundError:
        return False
    unchanged = file_stamp(taken.stat()) == stamp
    if not unchanged:
        try:
            path.hardlink_to(taken)
        except FileExistsError:
            pass  # written once more: that one is newer
        except OSError:  # a file system without links
            taken.rename(path)
    taken.unlink(missing_ok=True)
    return unchanged


def set_aside(path: Path) -> Path:
    """Move a damaged file next to itself as `NAME.damaged`, `NAME.damaged-2`, ..."""
    number = 1
    target = path.with_name(f"{path.name}.damaged")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.damaged-{number}")
    path.replace(target)
    return target


def file_stamp(status: os.stat_result) -> str:
    """What changes whenever a file is written anew."""
    return f"{status.st_mtime_ns}-{status.st_size}-{status.st_ino}"
