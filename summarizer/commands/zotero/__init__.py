"""The command `summarize zotero`: papers into a Zotero library, and a library's papers from it.

The command line calls in, as with every command; nothing but what is printed leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common

if TYPE_CHECKING:
    import argparse

    from summarizer.settings import Settings
    from summarizer.sources.zotero.places import Place


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


def places(command: argparse.ArgumentParser, collection: str) -> None:
    """Which library, and which collection of it."""
    add = common.group(command, "Zotero")
    add(
        "--library",
        metavar="LIBRARY",
        help="`users/ID` or `groups/ID` (default: zotero_library, or else your own)",
    )
    add("--collection", metavar="NAME", help=collection)
    add("--local", action="store_true", help="ask the Zotero program on this machine")


def place(arguments: argparse.Namespace, settings: Settings) -> Place:
    """The place that the options name. Raises UsageError."""
    from summarizer.errors import UsageError
    from summarizer.sources.zotero.places import Place, checked_library, settled

    name = " ".join((arguments.collection or "").split()).strip("/")
    if arguments.collection is not None and not name:
        message = "`--collection` has no name: give one, or leave it out"
        raise UsageError(message)
    try:
        library = checked_library(arguments.library) if arguments.library else ""
    except ValueError as error:
        message = f"`--library` {error}"
        raise UsageError(message) from error
    try:
        return settled(Place(library, name, arguments.local), settings)
    except ValueError as error:
        raise UsageError(str(error)) from error


def run(arguments: argparse.Namespace) -> int:
    """Push or pull."""
    from summarizer.commands.zotero import pulling, pushing

    return {"push": pushing.run, "pull": pulling.run}[arguments.action](arguments)
