"""The command `summarize schedule`: how a machine is told to run a command again and again.

The command line calls in, and `init` for the lines of a crontab; only what is printed or written
to files leaves. Nothing is installed: the commands that do so are printed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, print_all
from summarizer.schedules import NAMES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.schedules import Form
    from summarizer.schedules.routine import Clock, Plan, Routine

_AT = (7, 23)
"""When it runs where nothing is said: few other jobs start at that minute."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Print how a command of this program is run every day by itself, and what to type for "
        "that. Nothing is installed, and nothing is written without --write or -o."
    )
    add = common.group(command, "What and when")
    run_help = "a `summarize` command, in quotes (default: `mail` if mail_to is set, else `today`)"
    add("--run", metavar="'COMMAND ...'", help=run_help)
    add(
        "--at",
        metavar="HH:MM",
        type=clock,
        action="append",
        help="the time, by this machine's clock (can be repeated; default: 07:23)",
    )
    add(
        "--days",
        metavar="DAYS",
        type=days,
        default=(0, 1, 2, 3, 4),
        help="`weekdays` (the default), `daily`, or days such as `mon,wed,fri`",
    )
    add = common.group(command, "How")
    add("--for", dest="form", choices=NAMES, help=common.Listed(_forms))
    add("--name", metavar="NAME", help="what the schedule is called (default: after the command)")
    add("--log", metavar="FILE", help="append to this file what the command prints")
    add = common.group(command, common.OUTPUT)
    place = add("--print", action="store_true", help="print the files and the commands (default)")
    del place
    add("--write", action="store_true", help="write the files where they are looked for")
    add("--output", "-o", metavar="FOLDER", help="write the files into this folder")
    add("--force", action="store_true", help="write over files that are there and differ")
    add("--json", action="store_true", help="print files, commands and notes as JSON")
    common.examples(
        command,
        "summarize schedule",
        "summarize schedule --run 'mail arxiv:cs.CL' --at 07:23 --at 19:23",
        "summarize schedule --run 'site build -o ~/papers' --days fri --for systemd --write",
        "summarize schedule --run 'site build -o site' --for github -o .github/workflows",
    )


def _forms() -> str:
    from summarizer.schedules import form

    return f"{'; '.join(f'{each}: {form(each).FOR}' for each in NAMES)} (default: this machine's)"


def clock(text: str) -> Clock:
    """A time of day."""
    from argparse import ArgumentTypeError

    from summarizer.schedules.routine import Clock

    hour, colon, minute = text.partition(":")
    digits = (hour + minute).isascii() and hour.isdecimal() and minute.isdecimal()
    if colon and digits and len(minute) == len("00") and len(hour) <= len("00"):
        found = Clock(int(hour), int(minute))
        if found < (24, 0) and found.minute < 60:  # noqa: PLR2004 - minutes of an hour
            return found
    message = f"`{text}` is not a time of day: write it like 07:23"
    raise ArgumentTypeError(message)


def days(text: str) -> tuple[int, ...]:
    """Days of the week, by their names."""
    from argparse import ArgumentTypeError

    from summarizer.schedules.routine import FULL_DAYS, WEEK, WEEKDAYS

    named = {"weekdays": WEEKDAYS, "daily": WEEK, "weekends": (5, 6)}
    found: set[int] = set()
    for each in (word.strip().lower() for word in text.split(",")):
        fits = [day for day, name in enumerate(FULL_DAYS) if name.lower().startswith(each)]
        if each not in named and (len(each) < len("mon") or len(fits) != 1):
            message = f"`{each}` is no day: write `weekdays`, `daily`, or days such as `mon,fri`"
            raise ArgumentTypeError(message)
        found.update(named.get(each, fits))
    return tuple(sorted(found))


def run(arguments: argparse.Namespace) -> int:
    """Print what makes the command run by itself, or write it."""
    from summarizer import schedules, settings
    from summarizer.commands.schedule import job, surroundings
    from summarizer.papers.wire import dumps

    console = Console()
    usual = surroundings.usual_form()
    name = arguments.form or usual
    _consistent(arguments)
    chosen = settings.load()
    words = job.words(arguments.run, chosen)
    times = tuple(sorted(set(arguments.at or [clock("07:23")])))
    routine = job.routine(words, times, arguments.days, name, arguments.name, arguments.log)
    form = schedules.form(name)
    plan = form.plan(routine)
    here = not form.SYSTEM or sys.platform.startswith(tuple(form.SYSTEM.split()))
    notes = (*plan.notes, *surroundings.notes(routine, name, elsewhere=not here))
    plan = plan._replace(notes=notes)
    if arguments.write or arguments.output:
        _write(plan, _folder(arguments, form, name), console, force=arguments.force)
    if arguments.json:
        print_all([dumps(_record(plan, routine, name)) + "\n"])
    else:
        written = arguments.write or arguments.output
        print_all(_explained(plan, routine, form, name, shown=not written))
    if lacking := surroundings.lacking(chosen, words):
        names = ", ".join(f"`{each}`" for each in lacking)
        console.warn(f"`{words[0]}` cannot send anything yet: set {names} first")
    if arguments.form is None and not arguments.json:
        others = ", ".join(f"`{each}`" for each in NAMES if each != name)
        console.note(f"this is for {form.FOR}; `--for` has others too: {others}")
    return 0


def _consistent(arguments: argparse.Namespace) -> None:
    """Raise UsageError where options contradict each other."""
    from summarizer.errors import UsageError

    if arguments.write and arguments.output:
        message = "`--write` and `--output` name two places: give one of them"
        raise UsageError(message)
    if arguments.print and (arguments.write or arguments.output):
        message = "`--print` writes nothing: leave it out, or `--write` and `--output`"
        raise UsageError(message)
    if arguments.force and not (arguments.write or arguments.output):
        message = "`--force` needs `--write` or `--output`: nothing is written without them"
        raise UsageError(message)


def _folder(arguments: argparse.Namespace, form: Form, name: str) -> Path:
    """Where the files go. Raises UsageError where the form has no such folder here."""
    from pathlib import Path

    from summarizer.commands.schedule import job
    from summarizer.errors import UsageError

    if arguments.output:
        return job.absolute(arguments.output)
    if form.THERE is None:
        message = f"`{name}` has no folder for such files: give one with `-o FOLDER`"
        raise UsageError(message)
    if not form.SYSTEM and not Path(".git").exists():
        message = "no Git repository is here: go to its folder, or give one with `-o FOLDER`"
        raise UsageError(message)
    return job.absolute(form.THERE)


def _write(plan: Plan, folder: Path, console: Console, *, force: bool) -> None:
    """Write the files, all or none; what stands there and differs is kept unless forced.

    Raises UsageError where something differs, OutputError where nothing can be written.
    """
    from summarizer.commands.schedule.placement import written

    for path, done in written(plan.files, folder, force=force):
        console.note(f"{done} `{path}`")


def _explained(
    plan: Plan, routine: Routine, form: Form, name: str, *, shown: bool
) -> Iterator[str]:
    """What is run and when; the files; what to type; what is good to know."""
    import shlex
    from textwrap import fill

    yield f"{name}: `{shlex.join(['summarize', *routine.words])}`, {routine.when}\n"
    for each in plan.files if shown else ():
        place = "" if form.THERE is None else f"{form.THERE}/"
        title = "Lines for your crontab" if name == "cron" else place + each.name
        yield f"\n--- {title}\n\n{each.text.replace(chr(13), '')}"
    yield "\n--- What to type\n\n"
    yield from (f"{step}\n" for step in plan.steps)
    yield "\n--- Good to know\n\n"
    for note in plan.notes:
        wrapped = fill(
            note,
            80,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield f"{wrapped}\n"


def _record(plan: Plan, routine: Routine, name: str) -> dict[str, object]:
    return {
        "for": name,
        "run": ["summarize", *routine.words],
        "when": routine.when,
        "files": [{"name": each.name, "text": each.text} for each in plan.files],
        "commands": list(plan.steps),
        "notes": list(plan.notes),
    }
