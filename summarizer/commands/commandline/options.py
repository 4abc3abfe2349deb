"""The options that several commands share, and the forms of their values."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from summarizer.library.run import Options
    from summarizer.observer import Observer


PAPERS, MODEL, OUTPUT, MESSAGES = "Papers", "Language model", "Output", "Messages"
"""The groups of options that several commands have."""


EVERY, NOBODY = "all", "none"
"""What stands for all profiles of a reader, and for no ordering by any."""
BY = "group by topic, or sort by date or upvotes"


def specs(every: str = "`summarize help papers`") -> str:
    """What a SPEC can be, and where every form of one is listed."""
    from summarizer.sources import sites

    known = [source.SITE for source in sites()]
    bare = {site.prefix for site in known if any(form.spec == site.prefix for form in site.forms)}
    names = ", ".join(f"`{site.prefix}{'' if site.prefix in bare else ':...'}`" for site in known)
    return (
        f"a file (also .gz), a folder, `-` for standard input, a URL, or a source: {names} "
        f"(for all forms, see {every})"
    )


def forms() -> tuple[str, dict[str, str]]:
    """Every form of a SPEC there is, each with the papers it stands for, under their title."""
    from summarizer.sources import sites

    found = [(source.SITE.name, form) for source in sites() for form in source.SITE.forms]
    return "Sources", {form.spec: f"{name}: {form.line}" for name, form in found}


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


def group(command: argparse.ArgumentParser, title: str) -> Callable[..., argparse.Action]:
    """How an option is added to the command's group of that title."""
    there = {each.title: each for each in command._action_groups}  # noqa: SLF001 - argparse tells it nowhere else
    return (there.get(title) or command.add_argument_group(title)).add_argument


def examples(command: argparse.ArgumentParser, *lines: str) -> None:
    """What the command's help ends with: command lines as they are typed."""
    shown = "\n".join(f"  {line}" for line in lines)
    before = f"{command.epilog}\n\n" if command.epilog else ""
    command.epilog = f"{before}Examples:\n{shown}"


PAGE_DAY = "the day; for a pasted page, the day of the page"


def choice(command: argparse.ArgumentParser, date: str = PAGE_DAY) -> None:
    """Which papers, and from where; `date` is what `--date` is said to be."""
    add = group(command, PAPERS)
    selection(command)
    add("--date", type=day, metavar="YYYY-MM-DD", help=date)
    add("--refresh", action="store_true", help="annotate again even if an answer is stored")
    add("--offline", action="store_true", help="use no network: days come from what is stored")


def form(command: argparse.ArgumentParser) -> None:
    """The form in which files are read."""
    add = group(command, PAPERS)
    add("--as", dest="form", metavar="FORM", help=Listed(_forms))


def _forms() -> str:
    """Every form of a file there is."""
    from summarizer.sources import FAMILY

    return f"read files in this form, whatever they look like: {', '.join(FAMILY.names())}"


def selection(command: argparse.ArgumentParser) -> None:
    """Which of the papers."""
    add = group(command, PAPERS)
    add(
        "--tag",
        action="append",
        default=[],
        metavar="TOPIC",
        help="only papers with this topic, or without any: `none` (can be repeated)",
    )
    add("--limit", type=positive, metavar="N", help="at most N papers")


def personal(command: argparse.ArgumentParser) -> None:
    """Whether papers are ordered for their reader."""
    for_me(command, "your own papers first, by your interests, and why (default: by all profiles)")
    add = group(command, PAPERS)
    add(
        "--min-relevance",
        type=share,
        metavar="X",
        help="only papers with at least this relevance to you (0 to 1)",
    )


def for_me(command: argparse.ArgumentParser, line: str) -> None:
    """By which profile of their reader papers are looked at; `line` is its help."""
    add = group(command, PAPERS)
    add("--for-me", type=profile, metavar="[=PROFILE]", help=line)


def profile(text: str) -> str:
    """The name of a profile; every one where none is given."""
    return text.strip() or EVERY


def wished(arguments: argparse.Namespace) -> str | None:
    """The profile that papers are ordered by; None where they are not.

    Raises UsageError for a least relevance to nobody.
    """
    given: str | None = arguments.for_me
    least = getattr(arguments, "min_relevance", None)
    if given == NOBODY and least is not None:
        from summarizer.errors import UsageError

        message = (
            f"`--min-relevance` needs a profile: give one with `--for-me`, or `--for-me={EVERY}`"
        )
        raise UsageError(message)
    if given == NOBODY:
        return None
    return given or (None if least is None else EVERY)


def certainty(command: argparse.ArgumentParser) -> None:
    """How sure a topic must be to be shown."""
    add = group(command, OUTPUT)
    add(
        "--min-score",
        type=share,
        metavar="X",
        help="leave out topics with a score below X (0 to 1)",
    )


def chosen(arguments: argparse.Namespace) -> Options:
    """Which papers were asked for, and from where, by as many such options as a command has."""
    from summarizer.library.run import Options

    given = vars(arguments)
    switches = ("refresh", "cross_lists", "replacements", "new", "form", "min_relevance")
    return Options(
        day=arguments.date,
        tags=tuple(given.get("tag", ())),
        limit=arguments.limit,
        offline=arguments.offline,
        **{name: given[name] for name in switches if name in given},
        for_me=wished(arguments) if "for_me" in given else None,
        store=not given.get("no_store"),
    )


def spare_inputs(output: str | None, specs: str | list[str] | None) -> None:
    """Raise UsageError where the result would be written over one of its inputs."""
    import os

    inputs = [specs] if isinstance(specs, str) else specs or []
    if output in {None, "-"} or not os.path.exists(str(output)):  # noqa: PTH110 - never raises
        return
    for each in inputs:
        if os.path.exists(each) and os.path.samefile(each, str(output)):  # noqa: PTH110, PTH121 - the same
            from summarizer.errors import UsageError

            message = f"`{output}` is an input: write the result to another file"
            raise UsageError(message)


def say_written(output: str | None, observer: Observer, more: str = "") -> None:
    """Say where a result is, if it went into a file."""
    if output not in {None, "-"}:
        observer.note(f"written to `{output}`{more}")


def volume(command: argparse.ArgumentParser) -> None:
    """How much is said on standard error."""
    add = group(command, MESSAGES)
    add("--quiet", "-q", action="store_true", help="print only problems")
    add("--verbose", "-v", action="store_true", help="say more")


def models() -> str:
    """Every form of a model's name."""
    return f"embedded (the default), or {language_models()}"


def language_models() -> str:
    """Every form of a language model's name."""
    from summarizer.engines import models

    known = [f"{value}NAME" for value, _ in models() if value.endswith("/")]
    return f"a language model: {', '.join(known)}"


def model(command: argparse.ArgumentParser, names: Callable[[], str] = models) -> None:
    """Who annotates; `names` are the models there are for the command."""
    add = group(command, MODEL)
    add("--model", metavar="MODEL", help=Listed(names))
    server(command)


def server(command: argparse.ArgumentParser) -> None:
    """Where a language model is reached, and what it writes."""
    add = group(command, MODEL)
    add(
        "--base-url", metavar="URL", help="address of the model's server, if not the provider's own"
    )
    add("--language", metavar="NAME", help="the language of the TL;DRs (default: English)")
    add(
        "--verify",
        action="store_const",
        const="on",
        help="have each TL;DR checked against its paper by a second request",
    )
    add("--verify-model", metavar="MODEL", help="another model for that check")


def limits(command: argparse.ArgumentParser) -> None:
    """How far a language model may go."""
    add = group(command, MODEL)
    add(
        "--fallback",
        choices=("none", "embedded"),
        help="what to use if the model's server can't be reached (default: none)",
    )
    budget(command)


def budget(command: argparse.ArgumentParser) -> None:
    """How much, and how fast, a language model may be asked."""
    add = group(command, MODEL)
    add("--concurrency", metavar="N", help="at most N requests at once (default: 8)")
    add("--max-usd", metavar="USD", help="stop before the run could cost more than this")
    add("--max-requests", metavar="N", help="stop after N requests")
    add("--max-rpm", metavar="N", help="at most N requests a minute (default: no limit)")


def lines(command: argparse.ArgumentParser) -> None:
    """Whose line stands as a paper's TL;DR."""
    add = group(command, OUTPUT)
    add(
        "--tldr",
        choices=("own", "site", "both"),
        help="TL;DRs: our own, the paper's site's if it has one that holds, or both (default: own)",
    )


def points(command: argparse.ArgumentParser, title: str = OUTPUT) -> None:
    """Whether the first papers are shown with their key points."""
    line = "show key points of the first N papers (of those for you), from their full texts"
    group(command, title)("--points", type=positive, metavar="N", help=line)


def paging(command: argparse.ArgumentParser) -> None:
    """Whether long results are paged."""
    add = group(command, OUTPUT)
    add("--no-pager", action="store_true", help="print everything at once")


def share(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        message = f"{text!r} is not a number from 0 to 1"
        raise argparse.ArgumentTypeError(message)
    return value


def positive(text: str) -> int:
    """A whole number above 0."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        message = f"{text!r} is not a whole number above 0"
        raise argparse.ArgumentTypeError(message)
    return min(int(text), sys.maxsize)


def day(text: str) -> object:
    """A day written YYYY-MM-DD."""
    from summarizer.papers.days import parse_day

    found = parse_day(text)
    if found is None:
        message = f"{text!r} is not a day: write YYYY-MM-DD"
        raise argparse.ArgumentTypeError(message)
    return found
