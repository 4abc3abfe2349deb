"""The options that several commands share, and the forms of their values."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from summarizer.library.run import Options


def specs() -> str:
    """Every form of a SPEC there is."""
    from summarizer.sources import sites

    forms = ", ".join(f"`{form.spec}`" for source in sites() for form in source.SITE.forms)
    return f"{forms}, a URL of these sites, a file (also .gz), a folder, or `-` for standard input"


class Listed(str):
    """Help that lists what there is: put together when it is printed, since looking takes time."""

    __slots__ = ("_make",)
    _make: Callable[[], str]

    def __new__(cls, make: Callable[[], str]) -> Self:
        """Nothing is looked at yet; argparse fills in what stands in a `%`, and only to print."""
        self = super().__new__(cls, "%(listed)s")
        self._make = make
        return self

    def __mod__(self, _: object) -> str:
        """The help."""
        return self._make()


def choice(command: argparse.ArgumentParser) -> None:
    """Which papers, and from where."""
    add = command.add_argument
    selection(command)
    add("--date", type=day, metavar="YYYY-MM-DD", help="the day; of a text dump, the page's day")
    add("--refresh", action="store_true", help="ask the engine again where an answer is kept")
    add("--offline", action="store_true", help="use no network; days come from the library")


def selection(command: argparse.ArgumentParser) -> None:
    """Which of the papers."""
    add = command.add_argument
    add("--tag", action="append", default=[], metavar="TOPIC", help="only papers with this topic")
    add("--limit", type=positive, metavar="N", help="at most N papers")


def chosen(arguments: argparse.Namespace) -> Options:
    """Which papers were asked for, and from where, by as many such options as a command has."""
    from summarizer.library.run import Options

    given = vars(arguments)
    switches = ("refresh", "cross_lists", "replacements", "new")
    return Options(
        day=arguments.date,
        tags=tuple(given.get("tag", ())),
        limit=arguments.limit,
        offline=arguments.offline,
        **{name: given[name] for name in switches if name in given},
    )


def volume(command: argparse.ArgumentParser) -> None:
    """How much is said on standard error."""
    add = command.add_argument
    add("--quiet", "-q", action="store_true", help="no notes on standard error, only problems")
    add("--verbose", "-v", action="store_true", help="also say what is usually left unsaid")


def _models() -> str:
    from summarizer.engines import models

    known = [f"{value}NAME" if value.endswith("/") else value for value, _ in models()]
    return f"{known[0]} (default), or a language model: {', '.join(known[1:])}"


def model(command: argparse.ArgumentParser) -> None:
    """Who annotates."""
    add = command.add_argument
    add("--model", metavar="MODEL", help=Listed(_models))
    add("--base-url", metavar="URL", help="server of a language model, for any compatible one")
    add("--language", metavar="NAME", help="language of the TL;DR (default: English)")


def limits(command: argparse.ArgumentParser) -> None:
    """How far a language model may go."""
    add = command.add_argument
    add(
        "--fallback",
        choices=("none", "embedded"),
        help=("who annotates the papers that the language model did not (default: none)"),
    )
    add("--concurrency", metavar="N", help="most requests at once (default: 8)")
    add("--max-usd", metavar="USD", help="stop before the request that could cost more in all")
    add("--max-requests", metavar="N", help="stop before the request that would be one more")
    add("--max-rpm", metavar="N", help="most requests a minute (default: no limit)")


def paging(command: argparse.ArgumentParser) -> None:
    """Whether long results are paged."""
    command.add_argument("--no-pager", action="store_true", help="print at once, however long")


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        message = f"{text!r} is no number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return value


def positive(text: str) -> int:
    """A whole number above 0."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = f"{text!r} is no whole number above 0"
        raise argparse.ArgumentTypeError(message)
    return min(int(text), sys.maxsize)


def day(text: str) -> object:
    """A day written YYYY-MM-DD."""
    from summarizer.papers.days import parse_day

    found = parse_day(text)
    if found is None:
        message = f"{text!r} is no day: write YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message)
    return found
