"""Files that are never half-written, and damaged ones that are never lost."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomic(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, whole.

    `durable` waits until the disk has it. Raises OSError; the old file then stands.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")
    data = content.encode() if isinstance(content, str) else content
    try:
        try:
            stream = temporary.open("xb", buffering=0)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            stream = temporary.open("xb", buffering=0)
        with stream:
            while data:
                data = data[stream.write(data) :]
            if durable:
                os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


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
