"""What reading a page or Markdown may take: a long one is read in a process of its own.

A short one is read at once, as starting a process would take longer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import InputError
from summarizer.fulltext import FAMILY
from summarizer.fulltext.wire import Forged, decoded

if TYPE_CHECKING:
    from summarizer.fulltext import Content, Form
    from summarizer.fulltext.records import FullText

_CHILD = Path(__file__).with_name("apart.py")


class Limits(NamedTuple):
    """From how many bytes on a process of its own reads; its seconds by the clock, its memory."""

    alone: int = 1 << 20
    seconds: float = 15.0
    memory: int = 2 << 30


def parsed(form: Form, content: Content, limits: Limits | None = None) -> FullText:
    """What a form reads in a content. Raises InputError, also where that takes too long."""
    limits = limits or Limits()
    ours = FAMILY.is_own(form.PROFILE.name) and not form.PROFILE.slow
    if not ours or len(content.data) < limits.alone:
        return form.parse(content)
    try:
        wrong, _, text = _written(form, content, limits).partition(b"\n")
        said = str(json.loads(wrong))
        found = None if said else decoded(text)
    except subprocess.TimeoutExpired as error:
        message = (
            f"`{content.name}` was not read: reading it took more than {limits.seconds:g} s: give "
            "the paper alone"
        )
        raise InputError(message) from error
    except (Forged, ValueError) as error:  # it was ended before it had written everything
        message = f"`{content.name}` was not read: reading it needed too much time or memory"
        raise InputError(message) from error
    if found is None:
        raise InputError(said)
    return found


def _written(form: Form, content: Content, limits: Limits) -> bytes:
    """What the process wrote. Raises TimeoutExpired."""
    named = (form.PROFILE.name, content.name, content.address or "")
    numbers = (limits.memory, int(limits.seconds) + 1)
    command = [sys.executable, "-P", str(_CHILD), *named, *map(str, numbers)]
    with subprocess.Popen(  # noqa: S603 - our own file
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            return process.communicate(content.data, limits.seconds)[0]
        except BaseException:
            process.kill()
            raise
