"""`summarize mail`: a digest to people's mail boxes, each day once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import daily, sending
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, view, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from email.message import EmailMessage

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run
    from summarizer.mail.delivery import Post
    from summarizer.papers.records import Digest
    from summarizer.settings import Settings


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Mail a digest as text and HTML. Nobody is sent the same day of a source twice. The "
        "settings name the mail server; the password comes from SUMMARIZER_SMTP_PASSWORD only."
    )
    add = command.add_argument
    add("spec", nargs="?", metavar="SPEC", help=common.Listed(_specs))
    add = common.group(command, "Mail")
    add("--to", action="append", default=[], metavar="ADDRESS", help="to whom (default: mail_to)")
    add("--subject", metavar="TEXT", help="the subject (default: the day and the first title)")
    add("--again", action="store_true", help="also to those who got it, or may have got it")
    add("--dry-run", action="store_true", help="print the mail; send nothing")
    add("--output", "-o", metavar="FILE.eml", help="with --dry-run: write the mail to a file")
    add("--by", choices=("topic", "date", "upvotes"), help=common.BY)
    common.points(command, "Mail")
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
        "summarize mail --to you@example.org",
        "summarize mail arxiv:cs.CL --tag rag --by topic",
        "summarize mail --dry-run -o day.eml",
    )


def _specs() -> str:
    return f"{common.specs()} (default: your `daily` setting, or else `hf`)"


def run(arguments: argparse.Namespace) -> int:
    """Make the digest and mail it; 1 where somebody did not get it."""
    from dataclasses import replace

    from summarizer.errors import UsageError
    from summarizer.mail import delivery

    if arguments.output and not arguments.dry_run:
        message = "`--output` needs `--dry-run`, which writes the mail instead of sending it"
        raise UsageError(message)
    this_run, console = begun(arguments)
    daily.settle(arguments, this_run, console)
    post = None
    if not arguments.dry_run:
        post = delivery.post(this_run.settings, arguments.to, arguments.subject)
        post = replace(post, again=arguments.again, observer=console)
    try:
        options = replace(common.chosen(arguments), store=not arguments.dry_run)
        made = sending.newest(arguments.spec, options, this_run)
    finally:
        console.close()
    made = sending.pointed(made, arguments, this_run)
    if post is None:
        return _dry_run(made, arguments, this_run, console)
    return send(made, post, console, arguments, this_run.settings)


def _dry_run(made: Digest, arguments: argparse.Namespace, run: Run, console: Console) -> int:
    """Show the mail as its reader would see it, or write it whole to a file; nothing is kept."""
    from summarizer.mail import delivery
    from summarizer.renderers import eml

    settings = run.settings
    known = arguments.to or settings.mail_to
    to = delivery.recipients_of(settings, arguments.to) if known else ()
    envelope = eml.Envelope(settings.mail_from, to, arguments.subject)
    mail = eml.message(made, view("", arguments.by, settings), envelope)
    if arguments.output:
        write([mail.as_bytes().decode("ascii")], arguments.output)
        console.note(f"written to `{arguments.output}`; nothing is sent")
    else:
        write(_shown(mail), None)
    missing = delivery.missing(settings) + ([] if to else ["mail_to"])
    if missing:
        names = ", ".join(f"`{name}`" for name in missing)
        console.note(f"before a mail can be sent, set {names}: `summarize init` asks for them")
    return 0


def _shown(mail: EmailMessage) -> Iterator[str]:
    """A mail's headers and its plain text; the same stands in it as a page."""
    for name in ("From", "To", "Subject"):
        if mail[name]:
            yield f"{name}: {mail[name]}\n"
    body = mail.get_body(("plain",))
    yield f"\n{body.get_content() if body else ''}"


def send(
    made: Digest, post: Post, console: Console, arguments: argparse.Namespace, settings: Settings
) -> int:
    """Mail a digest and say to whom; 1 where somebody did not get it. Raises ServiceError."""
    if not made.papers:
        console.note("no papers: nothing is sent")
        return 0
    look = view("", arguments.by, settings)
    return sending.told(post.send(made, look, sending.chosen_by(arguments.tag)), console)
