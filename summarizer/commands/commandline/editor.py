"""A file in the reader's own editor, and of the configuration a look at what came out of it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

from summarizer.errors import OutputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.commands.commandline.console import Console

_USUAL = ("nano", "vim", "vi")
_NO_EDITOR = "no editor: set `EDITOR`, for example to `nano`"


def edit_settings(console: Console) -> int:
    """Open the file, a new one with every setting commented out; 2 where it is wrong then."""
    from summarizer import settings
    from summarizer.files import write_output
    from summarizer.settings import configfile

    place = settings.config_path()
    if not place.exists():
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            write_output(place, configfile.template())
        except OSError as error:
            message = f"cannot write `{place}`: {error.strerror}"
            raise OutputError(message) from error
    open_file(place)
    _, problems = settings.examined()
    for problem in problems:
        console.warn(problem)
    if problems:
        console.warn("`summarize config edit` opens the file again")
    return 2 if problems else 0


def open_file(place: Path) -> None:
    """Open a file, and wait until the editor ends. Raises UsageError."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    command = chosen or next(filter(shutil.which, _USUAL), None)
    if command is None:
        raise UsageError(_NO_EDITOR)
    try:
        process = subprocess.run([*shlex.split(command), str(place)], check=False)  # noqa: S603 - the reader's own editor
    except (OSError, ValueError) as error:
        message = f"the editor `{command}` cannot be started: set `EDITOR` to another one"
        raise UsageError(message) from error
    if process.returncode:
        message = (
            f"the editor `{command}` ended with code {process.returncode}: nothing was checked"
        )
        raise UsageError(message)
