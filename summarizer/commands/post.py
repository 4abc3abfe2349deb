"""`summarize post`: a digest to chats, phones and servers, each day once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import daily, sending
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, view, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.commands.commandline.console import Console
    from summarizer.deliver.addresses import Address
    from summarizer.papers.records import Digest
    from summarizer.settings import Settings


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Post a digest to Slack, Discord, Telegram, Matrix, Teams, Feishu, WeCom, DingTalk, ntfy, "
        "Mattermost, a webhook of your own, or any other service that Apprise knows. No place gets "
        "the same day of a source twice. Addresses hold secrets: they are shown masked."
    )
    add = command.add_argument
    add("spec", nargs="?", metavar="SPEC", help=common.Listed(_specs))
    add = common.group(command, "Post")
    add("--to", action="append", default=[], metavar="ADDRESS", help=common.Listed(_to))
    add("--again", action="store_true", help="also where it has been, or may have been, posted")
    add("--dry-run", action="store_true", help="print the messages; send nothing")
    add("--output", "-o", metavar="FILE", help="with --dry-run: write the messages to a file")
    add("--by", choices=("topic", "date", "upvotes"), help=common.BY)
    common.points(command, "Post")
    common.lines(command)
    common.certainty(command)
    common.choice(command)
    common.personal(command)
    daily.options(command)
    common.model(command)
    common.limits(command)
    common.volume(command)
    common.examples(
        command,
        "summarize post --to https://hooks.slack.com/services/T.../B.../...",
        "summarize post arxiv:cs.CL --tag rag --to tgram://TOKEN/CHAT",
        "summarize post --for-me --to ntfy://TOPIC --dry-run",
    )


def _specs() -> str:
    return f"{common.specs()} (default: your `daily` setting, or else `hf`)"


def _to() -> str:
    from summarizer.deliver import targets

    known = ", ".join(each.PROFILE.example for each in targets())
    return f"where to, in single quotes; can be repeated (default: post_to): {known}"


def run(arguments: argparse.Namespace) -> int:
    """Make the digest and post it; 1 where a place did not get it."""
    from dataclasses import replace

    from summarizer.deliver import addresses
    from summarizer.errors import UsageError

    if arguments.output and not arguments.dry_run:
        message = "`--output` needs `--dry-run`, which writes the messages instead of sending them"
        raise UsageError(message)
    this_run, console = begun(arguments)
    places = addresses.addresses(this_run.settings, arguments.to)
    daily.settle(arguments, this_run, console)
    try:
        options = replace(common.chosen(arguments), store=not arguments.dry_run)
        made = sending.newest(arguments.spec, options, this_run)
    finally:
        console.close()
    made = sending.pointed(made, arguments, this_run)
    if arguments.dry_run:
        return _dry_run(made, places, arguments, this_run.settings, console)
    return _post(made, places, arguments, this_run.settings, console)


def _post(
    made: Digest,
    places: tuple[Address, ...],
    arguments: argparse.Namespace,
    settings: Settings,
    console: Console,
) -> int:
    """Post a digest and say where; 1 where a place did not get it. Raises ServiceError."""
    from summarizer.deliver.delivery import Delivery

    if not made.papers:
        console.note("no papers: nothing is sent")
        return 0
    delivery = Delivery(
        places, arguments.again, settings.timeout, settings.max_wait, observer=console
    )
    look = view("", arguments.by, settings)
    return sending.told(delivery.send(made, look, sending.chosen_by(arguments.tag)), console)


def _dry_run(
    made: Digest,
    places: tuple[Address, ...],
    arguments: argparse.Namespace,
    settings: Settings,
    console: Console,
) -> int:
    """Show the messages as they would go, or write them to a file; nothing is kept."""
    write(_shown(made, places, arguments, settings), arguments.output)
    common.say_written(arguments.output, console, "; nothing is sent")
    return 0


def _shown(
    made: Digest, places: tuple[Address, ...], arguments: argparse.Namespace, settings: Settings
) -> Iterator[str]:
    """Every message to every place, each under a line that says where it would go."""
    from summarizer.deliver import delivery
    from summarizer.text.counting import counted

    look = view("", arguments.by, settings)
    for before, place in enumerate(places):
        parts = delivery.messages(made, look, place) if made.papers else []
        yield "\n" if before else ""
        yield f"=== {place.name}: {counted(len(parts), 'message')}\n"
        room = delivery.room_of(place)
        for number, part in enumerate(parts, start=1):
            size = f"length {room.size(part.text):,}, at most {room.longest:,}"
            yield f"--- message {number} of {len(parts)} ({size})\n"
            if part.title:
                yield f"Title: {part.title}\n\n"
            yield part.text.rstrip("\n") + "\n"
