"""The command `summarize zotero`: papers into a Zotero library, and a library's papers from it.

The command line calls in, as with every command; nothing but what is printed leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Put papers into your Zotero library, and read a library or a collection as papers and as "
        "examples of what you like. The key comes from ZOTERO_API_KEY; with `--local`, the Zotero "
        "program on this machine is asked instead of zotero.org."
    )
    common.examples(
        command,
        "summarize zotero push --starred --collection Reading",
        "summarize zotero push hf --for-me --limit 5 --dry-run",
        "summarize zotero pull --interests mine",
    )
    from summarizer.commands.zotero import pulling, pushing

    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    pushing.options(actions.add_parser("push", help="put papers into a library, each once"))
    pulling.options(actions.add_parser("pull", help="read a library as papers and as interests"))


def run(arguments: argparse.Namespace) -> int:
    """Push or pull."""
    from summarizer.commands.zotero import pulling, pushing

    return {"push": pushing.run, "pull": pulling.run}[arguments.action](arguments)
