"""A result longer than the screen goes through a pager, where a person reads it."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import print_all, terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.renderers import View

_LESS = "FRX"
"""Leave where all fits on the screen, keep colours, leave the text on the screen."""
_LESS_WITH_LINKS = 566
_NOT_STARTED = (126, 127)
"""What a shell ends with where it cannot run a command, or find it."""


def command() -> str | None:
    """The pager's command line: `SUMMARIZER_PAGER`, `PAGER`, or less; None for no pager."""
    chosen = os.environ.get("SUMMARIZER_PAGER", os.environ.get("PAGER"))
    if chosen is None:
        chosen = "less" if shutil.which("less") else ""
    return None if chosen.strip() in {"", "cat"} else chosen


def show(render: Callable[[View], Iterable[str]], look: View, *, wanted: bool = True) -> None:
    """Print a result to the last byte, through a pager where it is longer than the screen.

    `render` gives it for a view: a pager may not pass links on. Raises OutputError.
    """
    pager = command() if wanted and terminal() and os.environ.get("TERM") != "dumb" else None
    if pager is None:
        print_all(render(look))
        return
    text = "".join(render(look))
    if text.count("\n") < shutil.get_terminal_size((80, 24)).lines:
        print_all([text])
        return
    styles = _passes_styles(pager)
    passed = replace(
        look, color=look.color and styles, links=look.links and styles and _passes_links(pager)
    )
    if passed != look:
        text = "".join(render(passed))
    if not _paged(text, pager):
        print_all([text])


def _paged(text: str, pager: str) -> bool:
    """Run the pager on the text; whether it could be started. It may be left at any time."""
    import subprocess

    environment = {"LESS": _LESS, "LV": "-c"} | os.environ
    encoding = sys.stdout.encoding or "utf-8"
    if encoding.lower().replace("-", "") == "utf8":
        environment.setdefault("LESSCHARSET", "utf-8")
    try:
        process = subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602 - the reader's own command line
    except OSError:
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # from now on Ctrl-C is the pager's
    try:
        process.communicate(text.encode(encoding, "backslashreplace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode not in _NOT_STARTED


def _passes_styles(pager: str) -> bool:
    """Whether a pager passes colours on; less does not where the reader's `LESS` says so."""
    program, *options = pager.split()
    if program.rpartition("/")[2] != "less":
        return True
    given = [*os.environ.get("LESS", _LESS).split(), *options]
    short = (each for each in given if not each.startswith("--"))
    return any("r" in each.lower() for each in short) or "--RAW-CONTROL-CHARS" in given


def _passes_links(pager: str) -> bool:
    """Whether a pager passes OSC 8 on: less from 566 on does; of others it is not known."""
    import re
    import subprocess

    if os.environ.get("FORCE_HYPERLINK"):
        return True
    program = pager.split(maxsplit=1)[0]
    if program.rpartition("/")[2] != "less":
        return False
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, check=True, timeout=2)  # noqa: S603 - the reader's own program
    except (OSError, subprocess.SubprocessError):
        return False
    found = re.match(rb"less (\d{1,6})", answer.stdout)
    return found is not None and int(found[1]) >= _LESS_WITH_LINKS
