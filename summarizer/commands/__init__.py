"""What each command does: one call of the rooms below, and the printing of its result.

`cli` calls in with what was typed; an exit code leaves. A command is a module here, called like
it, with `options(command)`, which declares its options, and `run(arguments)`, which gives the exit
code; it is loaded when it is called for.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own costs `--version` a tenth of its time
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from types import ModuleType

COMMANDS = {
    "today": "the newest listed day",
    "papers": "any papers",
    "week": "the stored papers of a week",
    "month": "the stored papers of a month",
    "review": "correct tags and TL;DRs",
    "evaluate": "quality against labels or reviews",
    "batch": "language models by the batch, at half the price",
    "topics": "the topic vocabulary",
    "prompt": "what a model would be sent",
    "search": "over the stored digests",
    "trends": "topics week by week",
    "mail": "a digest by mail, each day once",
    "site": "all stored days as a static site",
    "corpus": "any number of papers into tables",
    "cache": "the kept answers",
    "replay": "recorded answers of the sites, without a network",
    "doctor": "what is wrong, and what to do",
    "config": "settings and where each comes from",
    "schema": "the JSON Schema of a digest",
    "completion": "completion for a shell",
}
"""Every command with its line of help, in the order in which help lists them."""
_COLLECT = 20_000, 20, 50
"""When cycles are looked for: records make none, and looking costs a run some 5 % of its time."""


def module(name: str) -> ModuleType:
    """The module of a command."""
    from importlib import import_module

    return import_module(f"summarizer.commands.{name}")


def offer(words: Sequence[str]) -> int:
    """Answer a shell that completes a command line."""
    code: int = module("shellcompletion").run(words)
    return code


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed; the exit code, where no error is raised."""
    import gc

    gc.set_threshold(*_COLLECT)
    code: int = module(arguments.command).run(arguments)
    return code
