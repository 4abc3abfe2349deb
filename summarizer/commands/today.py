"""`summarize today`: the digest of the newest listed day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import daily, digest
from summarizer.commands.commandline import options as common

if TYPE_CHECKING:
    import argparse

run = digest.run


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "The digest of the newest day that a source lists. Days are UTC."
    line = "`hf`, `arxiv:cs.CL` ... (default: your `daily` setting, or else `hf`)"
    command.add_argument("spec", nargs="?", metavar="SPEC", help=line)
    digest.options(command, date="the day")
    daily.options(command)
    shown = common.group(command, common.OUTPUT)
    shown("--mail", action="store_true", help="also mail it, as `summarize mail` does")
    common.examples(
        command,
        "summarize today",
        "summarize today arxiv:cs.CL --tag rag --by topic",
        "summarize today --json -o today.json",
    )
