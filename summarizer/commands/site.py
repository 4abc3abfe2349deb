"""`summarize site`: all stored days as a static site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all

if TYPE_CHECKING:
    import argparse

    from summarizer.site.build import Built


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "All stored days as a static site that works from any folder or host."
    actions = command.add_subparsers(dest="action", metavar="ACTION", required=True)
    build = actions.add_parser("build", help="build the site, or bring it up to date")
    add = build.add_argument
    add(
        "--output",
        "-o",
        required=True,
        metavar="DIR",
        help="the folder of the site: a new one, or one built before",
    )
    add("--title", default="Research papers", metavar="TEXT", help="default: Research papers")
    known = "the site's address, for its feeds, its sitemap and links to share"
    add("--url", type=address, metavar="URL", help=known)
    add(
        "--thumbnails",
        action="store_true",
        help="fetch the papers' pictures from the site that listed them, into the site's folder",
    )
    line = "leave the key points of the full texts you keep out of papers' pages"
    add("--no-points", action="store_true", help=line)
    add("--offline", action="store_true", help="use no network: only pictures that are there")
    add("--json", action="store_true", help="print what was done as JSON")
    common.for_me(
        build,
        "your own papers first on every day, and on a page of their own, by your interests "
        "(default: by all profiles); only then does a site say anything of you",
    )
    common.lines(build)
    common.certainty(build)
    common.volume(build)
    for each in (command, build):
        common.examples(
            each,
            "summarize site build -o site",
            "summarize site build -o site --url https://example.org/papers/",
            "summarize site build -o my-site --for-me",
        )


def address(text: str) -> str:
    """A web address."""
    from argparse import ArgumentTypeError

    from summarizer.text.plain import web_link

    url = web_link(text)
    if url is None or "?" in url or "#" in url:
        message = f"{text!r} is not the address of a site: write https://host/folder/"
        raise ArgumentTypeError(message)
    return url


def run(arguments: argparse.Namespace) -> int:
    """Build the site and say what was done; 1 where a stored day could not be read."""
    from pathlib import Path

    from summarizer.network.http import Client
    from summarizer.papers.wire import dumps, fields
    from summarizer.site.build import Extras, build

    this_run, console = begun(arguments)
    ranking = None
    if name := common.wished(arguments):
        from summarizer import ranking as rankings

        ranking = rankings.of(this_run, name, offline=True)
    folder = Path(arguments.output)
    pictures = arguments.thumbnails and (arguments.offline or Client(this_run.settings, console))
    try:
        extras = Extras(ranking, pictures, points=not arguments.no_points)
        built = build(this_run, folder, arguments.title, arguments.url, extras)
    finally:
        if isinstance(pictures, Client):
            pictures.close()
    if not built.papers:
        console.note("nothing is stored yet: run `summarize today` first")
    print_all([dumps(fields(built)) + "\n" if arguments.json else _said(built, arguments.output)])
    return 1 if built.unread else 0


def _said(built: Built, folder: str) -> str:
    from summarizer.text.counting import counted

    unread = f", {counted(built.unread, 'day')} unreadable" if built.unread else ""
    return (
        f"{folder}: {counted(built.papers, 'paper')} from {counted(built.days, 'day')}{unread}; "
        f"{counted(built.files, 'file')}: {built.written} written, {built.removed} removed\n"
    )
