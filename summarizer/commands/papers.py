"""`summarize papers`: the digest of any papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import digest
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.parser import Parser

if TYPE_CHECKING:
    import argparse

run = digest.run


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "The digest of any papers: a day, a page, a file, a search."
    command.add_argument("spec", nargs="+", metavar="SPEC", help=common.Listed(_specs))
    if isinstance(command, Parser):
        command.lists = common.forms
    digest.options(command)
    common.form(command)
    common.examples(
        command,
        "summarize papers hf:2025-12-09 --by topic",
        "summarize papers page.html notes.bib -o digest.md",
        "summarize papers arxiv:2305.10601 --json",
    )


def _specs() -> str:
    return common.specs("`Sources` below")
