"""The command that is to be run: checked by the real parser, and what it needs around it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.commands.schedule import surroundings
from summarizer.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.schedules.routine import Clock, Routine
    from summarizer.settings import Settings

_NEVER = {
    "serve": "runs until it is stopped: start it when you log in, instead",
    "mcp": "is started by the agent that uses it",
    "init": "asks questions",
    "schedule": "only prints: nothing is done by it every day",
    "completion": "only prints: nothing is done by it every day",
    "help": "only prints: nothing is done by it every day",
}
_SENDING = {"mail", "post"}
"""Commands whose exit code 1 says that somebody did not get something."""
_EXTRAS = {"post": ("post",), "zotero": ("zotero",), "corpus": ("corpus",)}
_PATHS = {"SPEC", "INPUT", "FILE", "DIR", "FOLDER", "FILE.eml", "FILE.zip", "GOLD", "CASSETTE"}
"""What the help calls values that are paths."""


def words(line: str | None, chosen: Settings) -> list[str]:
    """The words of the command line that is to be run. Raises UsageError.

    Where none was given: mail if somebody gets it, else a file.
    """
    import shlex

    if line is None:
        return ["mail"] if chosen.mail_to else ["today", "-o", "~/digests/today.md"]
    surroundings.plain("`--run`", line)
    try:
        found = shlex.split(line)
    except ValueError as error:
        message = f"`--run` cannot be read: {error}".replace("No closing", "no closing")
        raise UsageError(message) from error
    found = found[1:] if found[:1] == ["summarize"] else found
    if not found:
        message = "`--run` is empty: write a command of summarize, such as `--run mail`"
        raise UsageError(message)
    if found[0] in _NEVER:
        message = f"`{found[0]}` {_NEVER[found[0]]}"
        raise UsageError(message)
    if {"-h", "--help", "--version"} & set(found):
        message = "`--run` asks for help: write the command as it is to be run"
        raise UsageError(message)
    return found


def routine(  # noqa: PLR0913, PLR0917 - what was typed
    typed: Sequence[str],
    times: tuple[Clock, ...],
    days: tuple[int, ...],
    form: str,
    name: str | None = None,
    log: str | None = None,
    chosen: Settings | None = None,
) -> Routine:
    """All that a form needs to know. Raises UsageError and SettingsError; 2 where a typo is found.

    The words are those that were typed, with whole paths, and with `--quiet` where there is such
    an option.
    """
    from datetime import UTC, datetime

    from summarizer import settings
    from summarizer.commands.commandline.console import flags
    from summarizer.schedules.routine import Routine

    given = _parsed(typed)
    chosen = chosen or settings.load(flags(given))
    github = form == "github"
    whole, result = _placed(list(typed), given, chosen, elsewhere=github)
    if {"quiet", "verbose"} <= vars(given).keys() and not (given.quiet or given.verbose):
        end = whole.index("--") if "--" in whole else len(whole)
        whole.insert(end, "--quiet")
    if github and getattr(given, "format", "") is None and not result:
        whole += ["--format", "markdown"]
    now = datetime.now(UTC).astimezone()
    home = str(absolute("~"))
    variables = tuple(surroundings.variables(chosen, typed, elsewhere=github))
    surroundings.plain("a path or setting", home, log or "", *(each.shown for each in variables))
    return Routine(
        name=_name(name, typed),
        program=("summarize",) if github or surroundings.strange(form) else surroundings.program(),
        words=tuple(whole),
        times=times,
        days=days,
        zone=surroundings.zone(now),
        home=home,
        begin=now.date(),
        variables=variables,
        fine=(3,) if typed[0] in _SENDING else (1, 3),
        log=log if log is None or surroundings.strange(form) else str(absolute(log)),
        result=result,
        extras=_extras(typed),
    )


def _extras(typed: Sequence[str]) -> tuple[str, ...]:
    """What has to be installed beside the program for a command."""
    feeds = ("feeds",) if any(each.startswith("rss:") for each in typed) else ()
    return (*_EXTRAS.get(typed[0], ()), *feeds)


def _parsed(typed: Sequence[str]) -> argparse.Namespace:
    """What the parser of the command makes of the words; it ends the program over a typo."""
    from summarizer.commands.commandline.parser import parser

    given = parser(typed).parse_args(typed)
    if given.command == "post" and any("://" in each for each in given.to or ()):
        message = (
            "an address of `post` holds a key, which a schedule would show: set `post_to`, and "
            "leave `--to` out"
        )
        raise UsageError(message)
    return given


def absolute(path: str) -> Path:
    """The whole path; of an unknown user's home, as it is typed."""
    return Path(os.path.abspath(os.path.expanduser(path)))  # noqa: PTH100, PTH111 - never raise


def _placed(
    typed: list[str], given: argparse.Namespace, chosen: Settings, *, elsewhere: bool
) -> tuple[list[str], str | None]:
    """The words with whole paths, since a timer runs in another folder; and what is written.

    On a machine elsewhere, what is written goes into its workspace. Raises UsageError for a SPEC
    that names nothing, and for a file that is not there.
    """
    output = getattr(given, "output", None)
    depth, values = _values(typed, given)
    named = {}
    for kind, value in values:
        if kind == "SPEC" and not _is_file(value, chosen, elsewhere=elsewhere):
            continue
        if kind not in _PATHS or value in {"-", ""}:
            continue
        if not elsewhere:
            named[value] = str(absolute(value))
        elif value == output:
            named[value] = f"out/{Path(value).name}" if value[:1] in "~/" else value
        elif value[:1] in {"/", "~"} or Path(value).is_absolute():
            message = f"`{value}` is on this machine: on GitHub, name a file of the repository"
            raise UsageError(message)
    done = [*typed[:depth], *(_replaced(word, named) for word in typed[depth:])]
    return done, named.get(output, output) if output else None


def _is_file(spec: str, chosen: Settings, *, elsewhere: bool) -> bool:
    """Whether a SPEC names a file. Raises UsageError where it names nothing."""
    from summarizer import sources

    if spec == "-":
        message = "`-` is standard input, which is empty when a timer runs: name a file or a source"
        raise UsageError(message)
    if sources.asked(spec, chosen):
        return False
    if not elsewhere and not os.path.exists(absolute(spec)):  # noqa: PTH110 - never raises
        raise sources.unknown_spec(spec)
    return True


def _replaced(word: str, named: dict[str, str]) -> str:
    """A word with the path in it, which may stand behind `--output=` or `-o`."""
    if word in named:
        return named[word]
    option, equals, value = word.partition("=")
    if equals and option.startswith("--") and value in named:
        return f"{option}={named[value]}"
    short, value = word[:2], word[2:]
    dashed = short[:1] == "-" and short != "--" and value in named
    return f"{short}{named[value]}" if dashed else word


def _values(typed: Sequence[str], given: argparse.Namespace) -> tuple[int, list[tuple[str, str]]]:
    """How many words name the command, and its other values, each by what help calls it."""
    from summarizer.commands.commandline.parser import parser

    found: list[tuple[str, str]] = []
    depth, waiting = 0, [parser(typed)]
    while waiting:
        for action in waiting.pop()._actions:  # noqa: SLF001 - argparse tells it nowhere else
            value = getattr(given, action.dest, None)
            if isinstance(action.choices, dict):
                waiting += [action.choices[value]] if value else []
                depth += bool(value)
                continue
            each = value if isinstance(value, list) else [value]
            found += [(str(action.metavar), one) for one in each if isinstance(one, str)]
    return depth, found


def _name(name: str | None, typed: Sequence[str]) -> str:
    """What the schedule is called: a name that every form takes. Raises UsageError."""
    import re

    if name is None:
        action = [each for each in typed[1:2] if typed[0] in {"site", "corpus", "zotero"}]
        return "-".join(["summarizer", typed[0], *action])
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", name):
        message = f"`{name}` cannot be a schedule's name: use letters, digits, `-`, `_` and `.`"
        raise UsageError(message)
    return name


def crontab(chosen: Settings, at: Clock) -> Iterator[str]:
    """Lines for `crontab -e`: the daily papers on weekdays, mailed where somebody gets them."""
    from summarizer.schedules import cron
    from summarizer.schedules.routine import WEEKDAYS

    daily = routine(words(None, chosen), (at,), WEEKDAYS, "cron", chosen=chosen)
    fill = " and fill in the dots" if daily.secrets else ""
    yield f"# add these lines with `crontab -e`{fill}: your papers, every weekday"
    yield from cron.lines(daily)
