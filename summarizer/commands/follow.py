"""`summarize follow`: searches, people and organisations whose new papers digests mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view
from summarizer.commands.commandline.parser import Parser
from summarizer.commands.search import joined

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.library.following import Followed
    from summarizer.library.run import Run

SCHEMA = "summarizer/follow/1"


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Follow people, organizations and searches: digests mark the new papers that fit. "
        "Without arguments, this lists what you follow."
    )
    command.epilog = (
        "QUERY is what `summarize search` takes: words, phrases in quotes, and filters; since: "
        "and until: can't be followed."
    )
    if isinstance(command, Parser):
        command.takes_rest = "query"
    add = command.add_argument
    add("query", nargs="*", metavar="QUERY", help="words, phrases and filters")
    for name, what in (("author", "a person"), ("organization", "an organization")):
        line = f"follow {what} (can be repeated)"
        add(f"--{name}", action="append", default=[], metavar="NAME", help=line)
    add("--remove", action="store_true", help="follow this no more")
    add("--list", dest="listed", action="store_true", help="list what you follow")
    add("--json", action="store_true", help="print JSON")
    common.volume(command)
    common.examples(
        command,
        'summarize follow author:"Yann LeCun"',
        "summarize follow 'sparse attention tag:rag'",
        "summarize follow --organization DeepMind",
        "summarize follow --list",
        "summarize follow --remove sparse attention tag:rag",
    )


def run(arguments: argparse.Namespace) -> int:
    """Follow, follow no more, or list."""
    from summarizer.errors import UsageError

    asked = list(dict.fromkeys(_asked(arguments)))
    if asked and arguments.listed:
        message = "`--list` stands alone: it lists everything you follow"
        raise UsageError(message)
    if arguments.remove and not asked:
        message = "follow what no more? Give it as `summarize follow --list` shows it"
        raise UsageError(message)
    this_run, console = begun(arguments)
    if arguments.remove:
        from summarizer.library import following

        for text in following.removed(asked):
            console.note(f"no longer followed: {text}")
    elif asked:
        _follow(asked, arguments, this_run)
    else:
        _list(arguments, this_run)
    return 0


def _list(arguments: argparse.Namespace, run: Run) -> None:
    from summarizer.interests import interestsfile
    from summarizer.library import following

    found = following.extents(interestsfile.read().follows, run)
    if not found:
        run.observer.note("nothing is followed yet: see `summarize follow --help`")
    _print(found, arguments)


def _follow(asked: Sequence[str], arguments: argparse.Namespace, run: Run) -> None:
    from summarizer.interests import interestsfile
    from summarizer.library import following

    for note in following.noted(asked, run):
        run.observer.note(note)
    new = following.added(asked)
    for text in asked:
        if text not in new:
            run.observer.note(f"followed already: {text}")
    _print(following.extents(asked, run), arguments)
    if new:
        run.observer.note(f"kept in `{interestsfile.path()}`; digests mark new papers of it")


def _asked(arguments: argparse.Namespace) -> Iterator[str]:
    """What was typed, each as one search."""
    from summarizer.interests.wishes import spaced

    if arguments.query:
        yield spaced(joined(arguments.query))
    for name in ("author", "organization"):
        for value in getattr(arguments, name):
            bare = spaced(value.replace('"', " "))
            yield f'{name}:"{bare}"' if " " in bare else f"{name}:{bare}"


def _print(found: Sequence[Followed], arguments: argparse.Namespace) -> None:
    from summarizer.interests import interestsfile
    from summarizer.papers.wire import dumps, fields

    if arguments.json:
        head = {"schema": SCHEMA, "path": str(interestsfile.path())}
        print_all([dumps(head | {"follows": list(map(fields, found))}) + "\n"])
    else:
        print_all(f"{line}\n" for line in _lines(found))


def _lines(found: Iterable[Followed]) -> Iterator[str]:
    """What is followed, with how much is stored of it."""
    from summarizer.text.columns import hanging
    from summarizer.text.plain import one_line

    columns = view().width
    for each in found:
        yield from hanging("", one_line(each.query), columns)
        yield from hanging("  ", _stored(each), columns)


def _stored(each: Followed) -> str:
    from summarizer.text.counting import counted

    if each.problem:
        return f"left out: {each.problem}"
    if not each.papers:
        return "no stored paper yet"
    newest = f", the newest of {each.newest}" if each.newest != each.since else ""
    since = f" since {each.since}" if each.since else ""
    return f"{counted(each.papers, 'stored paper')}{since}{newest}"
