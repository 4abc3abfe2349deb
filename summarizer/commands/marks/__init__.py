"""`summarize star`, `later` and `hide`: a reader's marks, given, listed, taken back.

The command line calls in, and `read`, which marks in the same way and shows the paper; nothing but
what is printed leaves.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.library.run import Run
    from summarizer.papers.records import Entry, Paper
    from summarizer.renderers import View
    from summarizer.reviews.markstore import Change

_WHAT = {
    "star": "Star papers: mark those that you want more of. This takes a `hide` away.",
    "later": "Mark papers to read later. This takes a `hide` away.",
    "hide": "Mark papers that you do not want to see. This takes `star` and `later` away.",
}
_ID = (
    "an arXiv id or address, an id or the beginning of one, or the beginning of the title of a "
    "stored paper; `-` reads them from standard input, one a line"
)
_TOLD = 50
"""Papers that are named one by one; what became of more of them is counted."""


def options(command: argparse.ArgumentParser) -> None:
    """The options of each of the three commands."""
    kind = command.prog.rpartition(" ")[2]
    command.description = _WHAT[kind]
    command.add_argument("ids", nargs="*", metavar="ID", help=_ID)
    mark_options(command)
    line = "do not ask arXiv for papers that are not stored"
    command.add_argument("--offline", action="store_true", help=line)
    output = common.group(command, common.OUTPUT)
    output("--json", action="store_true", help="with `--list`: print JSON")
    common.paging(command)
    common.volume(command)
    common.examples(
        command,
        f"summarize {kind} 2305.10601",
        f"summarize {kind} 'tree of thoughts' --undo",
        f"summarize {kind} --list",
    )


def mark_options(command: argparse.ArgumentParser) -> None:
    """How marks are taken back and listed."""
    add = command.add_argument
    add(
        "--undo",
        action="store_true",
        help="take this mark away from the papers; without ID: take back what the last of "
        "`star`, `later`, `read` and `hide` did",
    )
    add("--list", dest="listed", action="store_true", help="list the papers with this mark")


def run(arguments: argparse.Namespace) -> int:
    """Mark, take back or list; nothing is marked unless all papers are found."""
    from summarizer.errors import UsageError

    check(arguments)
    if arguments.json and not arguments.listed:
        message = "`--json` belongs to `--list`: give both"
        raise UsageError(message)
    this_run, _ = begun(arguments)
    return carried_out(arguments, this_run)


def check(arguments: argparse.Namespace) -> None:
    """Raise UsageError where it is not clear which papers are meant."""
    from summarizer.errors import UsageError

    if arguments.listed and (arguments.ids or arguments.undo):
        message = "`--list` stands alone: it lists all papers with the mark"
        raise UsageError(message)
    if not (arguments.ids or arguments.undo or arguments.listed):
        kind = arguments.command
        message = f"which papers? Give an ID, or `--list` (see `summarize {kind} --help`)"
        raise UsageError(message)


def carried_out(arguments: argparse.Namespace, this_run: Run) -> int:
    """List, take back, or mark all papers that `ids` name. Raises UsageError, InputError."""
    if arguments.listed:
        return _list(arguments, this_run)
    if not arguments.ids:
        return _undo(arguments.command, this_run)
    from summarizer import pipeline

    kind = arguments.command
    texts = list(_texts(arguments.ids))
    if not texts:
        this_run.observer.note("no ID on standard input: nothing was marked")
        return 0
    offline = arguments.offline or arguments.undo
    papers = pipeline.named(texts, this_run, offline=offline)
    if arguments.undo:
        changes = this_run.marks.change([(paper, {kind: False}) for paper in papers])
    else:
        _say_unknown(papers, this_run)
        changes = this_run.marks.mark(papers, kind)
    _say([_done(each, kind, undo=arguments.undo) for each in changes], this_run)
    return 0


def _texts(ids: Sequence[str]) -> Iterator[str]:
    """What was typed, and the lines of standard input for `-`. Raises InputError."""
    for each in ids:
        if each == "-":
            from summarizer.errors import InputError
            from summarizer.sources.content import standard_input
            from summarizer.text.encodings import NotText, decoded

            try:
                text = decoded(standard_input()).text
            except (OSError, ValueError) as error:
                why = "it is not text" if isinstance(error, NotText) else error
                message = f"cannot read standard input: {why}: give ids, one a line"
                raise InputError(message) from error
            yield from filter(None, map(str.strip, text.splitlines()))
        else:
            yield each


def _say_unknown(papers: Iterable[Paper], run: Run) -> None:
    """Say which papers are marked by nothing but their ids."""
    from summarizer.text.counting import counted

    bare = [paper.id for paper in papers if not paper.title]
    if bare:
        which = bare[0] if len(bare) == 1 else counted(len(bare), "paper")
        run.observer.note(f"{which}: not stored, marked by the id alone: the title is not known")


def _undo(kind: str, run: Run) -> int:
    """Take back what the last command did."""
    run.marks.check()
    lines = [(_taken_back(change, kind), _name(change)) for change in run.marks.undo()]
    if not lines:
        run.observer.note(_nothing_left(run))
    _say(lines, run)
    return 0


def _taken_back(change: Change, kind: str) -> str:
    """What is so now; before it which command was taken back, where `kind` does not say that."""
    words = [f"no longer {_word(each)}" for each in change.taken]
    words += [f"{_word(each)} again" for each in change.given]
    words = words or [f"still {_word(each)}" for each in change.after.marks] or ["not marked"]
    given = [each.kind for each in change.undone if each.on]
    by = given or [f"{each.kind} --undo" for each in change.undone]
    front = "" if by == [kind] else f"{' and '.join(f'`{each}`' for each in by)} taken back: "
    return front + ", ".join(words)


def _nothing_left(run: Run) -> str:
    """That no command is left to take back; how what a report marked is."""
    from summarizer.reviews.marks import KINDS, last_session

    *others, last = (f"`{each}`" for each in KINDS)
    said = f"nothing to take back: no change by {', '.join(others)} or {last} is left"
    by_reports = last_session(run.marks.all(), of_reports=True)
    more = "; `summarize review --undo` takes back what a report marked"
    return said + (more if by_reports else "")


def _done(change: Change, kind: str, *, undo: bool) -> tuple[str, str]:
    """What became of a paper's marks, in words, and its name."""
    word = _word(kind)
    if undo:
        said = f"no longer {word}" if kind in change.taken else f"not {word}"
        return said, _name(change)
    if kind not in change.given:
        return f"already {word}", _name(change)
    gone = " or ".join(map(_word, change.taken))
    return (f"{word} (no longer {gone})" if gone else word), _name(change)


def _word(kind: str) -> str:
    """A mark in a sentence: "read again" would say that the paper was read once more."""
    from summarizer.reviews.marks import WORDS

    return "marked as read" if kind == "read" else WORDS[kind]


def _name(change: Change) -> str:
    from summarizer.text.plain import one_line
    from summarizer.text.readable import readable

    return one_line(readable(change.after.title or change.after.id))


def _say(lines: Sequence[tuple[str, str]], run: Run) -> None:
    """A line for each paper; of many, how many there are of each kind."""
    if len(lines) <= _TOLD:
        for words, name in lines:
            run.observer.note(f"{words}: {name}")
        return
    from collections import Counter

    from summarizer.text.counting import counted

    for words, count in Counter(words for words, _ in lines).items():
        run.observer.note(f"{words}: {counted(count, 'paper')}")


def _list(arguments: argparse.Namespace, run: Run) -> int:
    """The papers with a mark, the newest mark first."""
    kind = arguments.command
    found = entries(kind, run)
    moments = {each.id: each.given for each in run.marks.all()}
    if arguments.json:
        from summarizer.papers.wire import dumps, fields

        head = dumps({"schema": "summarizer/marks/1", "mark": kind})
        lines = (dumps(fields(each) | {"marked": dict(moments[each.id])}) for each in found)
        print_all([f'{head[:-1]}, "papers": [\n', ",\n".join(lines), "\n]}\n"])
        return 0
    if not found:
        run.observer.note(f"nothing is {_word(kind)} yet: `summarize {kind} ID` marks a paper")
        return 0
    from summarizer.commands.commandline import paging

    named = (each if each.title else replace(each, title=each.id) for each in found)
    days = [(moments[each.id][kind][:10], each) for each in named]
    show = partial(_text, _word(kind), days)
    look = view(settings=run.settings)
    paging.show(show, look, wanted=not arguments.no_pager)
    return 0


def entries(kind: str, run: Run) -> list[Entry]:
    """The papers with a mark, the newest mark first.

    They are as they are stored and corrected; as they were marked where they are not.
    """
    from summarizer.annotate.entries import unannotated
    from summarizer.papers.records import Entry
    from summarizer.reviews.corrections import laid_over

    run.marks.check()
    given = [each for each in run.marks.all() if kind in each.given]
    given.sort(key=lambda each: each.given[kind], reverse=True)
    marked = [each.paper() for each in given]
    stored = run.library.find(each.id for each in marked)
    kept = {
        identity: each if isinstance(each, Entry) else unannotated(each)
        for identity, each in stored.items()
    }
    return list(laid_over([kept.get(each.id, each) for each in marked], run.reviews, run.marks))


def _text(word: str, days: Sequence[tuple[str, Entry]], look: View) -> Iterator[str]:
    from summarizer.renderers.text import under_headings
    from summarizer.text.counting import counted

    yield f"{counted(len(days), 'paper')} {word}\n"
    groups = groupby(days, key=lambda each: each[0])
    yield from under_headings(
        ((f"marked on {day}", [entry for _, entry in pairs]) for day, pairs in groups), look
    )
