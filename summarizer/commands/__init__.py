"""What each command does: one call of the rooms below, and the printing of its result.

`cli` calls in with what was typed; an exit code leaves. A command is a module here, called like
it, or one shared with others where the catalogue says so. `options(command)` declares its options,
`run(arguments)` gives the exit code; it is loaded when it is called for.
"""

from __future__ import annotations

from summarizer.commands.commandline.catalogue import module

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

_COLLECT = 20_000, 20, 50
"""When cycles are looked for: records make none, and looking costs a run some 5 % of its time."""


def welcome() -> int:
    """Say what to type first."""
    code: int = module("help").welcome()
    return code


def offer(words: Sequence[str]) -> int:
    """Answer a shell that completes a command line."""
    from summarizer.commands.commandline.console import print_all
    from summarizer.commands.commandline.shellcompletion import offered

    print_all(f"{line}\n" for line in offered(words))
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed; the exit code, where no error is raised."""
    import gc

    gc.set_threshold(*_COLLECT)
    code: int = module(arguments.command).run(arguments)
    return code
