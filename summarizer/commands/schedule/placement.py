"""The files of a schedule in a folder: all or none, and nothing overwritten unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from summarizer.schedules.routine import File


def written(files: Sequence[File], folder: Path, *, force: bool) -> list[tuple[Path, str]]:
    """Write files into a folder, all or none; each path with what was done.

    Raises UsageError where one is there and differs, unless forced; OutputError.
    """
    from summarizer.files import write_atomic

    places = [(folder / each.name, each) for each in files]
    try:
        before = {path: path.read_bytes() if path.exists() else None for path, _ in places}
        for path, each in places:
            if before[path] not in {None, each.text.encode()} and not force:
                message = (
                    f"`{path}` is there and differs, so nothing was written: look at it, then "
                    "`--force` writes over it, or `--name` gives this schedule another name"
                )
                raise UsageError(message)
        for path, each in places:
            write_atomic(path, each.text, private=each.private)
    except OSError as error:
        message = f"cannot write into `{folder}`: {error.strerror}"
        raise OutputError(message) from error
    return [(path, _done(before[path], each.text)) for path, each in places]


def _done(before: bytes | None, text: str) -> str:
    if before is None:
        return "written:"
    return "as it was:" if before == text.encode() else "replaced:"
