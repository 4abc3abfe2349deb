"""What each command does: one call of the pipeline, and the printing of its result.

A command is a module here with `run(arguments)`, which gives the exit code; it is
loaded when it is called for.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

_COLLECT = 20_000, 20, 50
"""When cycles are looked for: records make none, and looking costs a run some 5 % of its time."""
_MODULES = {"today": "digest", "papers": "digest"}
"""The modules of the commands that are not called like them."""


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed; the exit code, where no error is raised."""
    gc.set_threshold(*_COLLECT)
    name = _MODULES.get(arguments.command, arguments.command)
    code: int = import_module(f"summarizer.commands.{name}").run(arguments)
    return code
