"""Which library the commands of Zotero mean, and which collection of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common

if TYPE_CHECKING:
    import argparse

    from summarizer.settings import Settings
    from summarizer.sources.zotero.places import Place


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
