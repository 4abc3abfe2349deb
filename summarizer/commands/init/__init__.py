"""The command `summarize init`: a short conversation that sets up model, daily papers and mail.

The command line calls in, as with every command; nothing but what is printed leaves.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, print_all
from summarizer.commands.schedule import clock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

_CHECKS = ("services.model", "services.sources", "mailserver.server")
"""What is looked at in the end, as `summarize doctor` does."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Set up the model, your daily papers, topics and mail in a short conversation. For "
        "scripts, give the answers as options: what is given is not asked, and with --yes nothing "
        "is. The settings are written, the connections tested, and a line for cron is printed."
    )
    add = common.group(command, "Answers")
    add("--model", metavar="MODEL", help=common.Listed(common.models))
    add(
        "--base-url", metavar="URL", help="address of the model's server, if not the provider's own"
    )
    add("--daily", metavar="SPEC", help="what to read every day: `hf`, `arxiv:cs.CL` ...")
    topics = "a topic to keep to (can be repeated; default: all)"
    add("--topic", action="append", dest="topics", metavar="TOPIC", help=topics)
    add("--mail-to", metavar="ADDRESS", help="who gets the digest by mail")
    add("--mail-from", metavar="ADDRESS", help="the sender of the mail")
    add("--smtp-host", metavar="HOST", help="the server that sends the mail")
    add("--smtp-user", metavar="NAME", help="the login at that server")
    add(
        "--at",
        metavar="HH:MM",
        type=clock,
        default=clock("07:23"),
        help="when cron runs it (default: 07:23)",
    )
    add = command.add_argument
    add("--yes", "-y", action="store_true", help="ask nothing: keep what is not given as it is")
    add("--offline", action="store_true", help="do not test the connections")
    add("--dry-run", action="store_true", help="say what would be written; change nothing")
    common.examples(
        command,
        "summarize init",
        "summarize init --yes --daily arxiv:cs.CL --topic rag --topic agents",
        "summarize init --yes --model ollama/NAME --mail-to you@example.org",
    )


def run(arguments: argparse.Namespace) -> int:
    """Ask, write, test, and print the cron line; 1 where a test finds something wrong."""
    from dataclasses import replace

    from summarizer.commands.init.interview import Interview
    from summarizer.commands.schedule import job, surroundings
    from summarizer.errors import UsageError
    from summarizer.settings import configfile

    console, given = Console(), _given(arguments)
    person = sys.stdin is not None and sys.stdin.isatty()
    if not arguments.yes and not given and not person:
        message = (
            "`init` has no terminal to ask on: give the answers as options, such as `--daily hf`, "
            "or `--yes` to keep everything"
        )
        raise UsageError(message)
    asks = person and not arguments.yes
    interview = Interview(given, asks=asks)
    answers = interview.answers()
    changed = {k: v for k, v in answers.items() if v != getattr(interview.known, k)}
    _say_changes(changed, console, dry_run=arguments.dry_run)
    if changed and not arguments.dry_run:
        place = configfile.put(changed)
        console.note(f"written to `{place}`")
    tests = not arguments.offline and not arguments.dry_run
    wrong = tests and _tested(console)
    chosen = replace(interview.known, **answers)
    for name in surroundings.needed_secrets(chosen, mails=bool(chosen.mail_to)):
        if not tests and not os.environ.get(name):
            console.warn(f"set the environment variable `{name}`: it is never stored in a file")
    if chosen.mail_to and not chosen.smtp_host:
        console.warn("mail cannot be sent yet: give `--smtp-host` and `--mail-from`")
    console.note(
        "try it now with `summarize today`; to run it every day with cron (`summarize schedule` "
        "has other ways):"
    )
    print_all(f"{line}\n" for line in job.crontab(chosen, arguments.at))
    return 1 if wrong else 0


def _given(arguments: argparse.Namespace) -> dict[str, str]:
    """The settings among the options."""
    names = ("model", "base_url", "daily", "mail_to", "mail_from", "smtp_host", "smtp_user")
    found = {name: getattr(arguments, name) for name in names}
    found["daily_topics"] = ", ".join(arguments.topics) if arguments.topics else None
    return {name: value for name, value in found.items() if value is not None}


def _say_changes(changed: Mapping[str, object], console: Console, *, dry_run: bool) -> None:
    from summarizer.papers.wire import dumps

    if not changed:
        console.note("the settings were not changed")
    for name, value in changed.items():
        shown = f"{name} is no longer set" if value is None else f"{name} = {dumps(value)}"
        console.note(shown)
    if changed and dry_run:
        console.note("nothing was written")


def _tested(console: Console) -> bool:
    """Look at model, sources and mail as `doctor` does; whether something is wrong."""
    from summarizer import sources
    from summarizer.doctor.checkup import Patient, examine

    wrong, patient = False, Patient()
    daily = sources.asked(patient.settings.daily, patient.settings)
    places = tuple(each.name for each in daily[0].SITE.probes) if daily else ()
    for finding in examine(patient, _CHECKS):
        if finding.check == "sources" and not finding.message.startswith(places):
            continue  # a site that is not read every day
        wrong = wrong or finding.state == "wrong"
        say = console.note if finding.state == "ok" else console.warn
        say(f"{finding.check}: {finding.state}: {finding.message}")
        if finding.advice:
            say(f"{finding.check}: {finding.advice}")
    return wrong
