"""`summarize notes`: the papers as notes in a folder, and what was changed there read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all
from summarizer.commands.commandline.parser import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run
    from summarizer.notes.keeper import Updated
    from summarizer.notes.readback import Readback
    from summarizer.papers.records import Entry

_SHOWN = 10
"""Notes of which the same is said one by one; all with `--verbose`."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Write one Markdown note a paper, a day and a topic, for Obsidian, Logseq or any editor, "
        "and bring them up to date. A paper whose full text you keep has its key points there. "
        "What you wrote, moved, renamed or deleted is never touched."
    )
    if isinstance(command, Parser):
        command.takes_rest = "spec"
    add = command.add_argument
    add("folder", metavar="DIR", help="the folder of the notes, such as a vault")
    add("spec", nargs="*", metavar="SPEC", help=common.Listed(_specs))
    add = common.group(command, "Notes")
    style = "how notes are written (default: as they are there, else obsidian)"
    add("--style", choices=("obsidian", "logseq"), help=style)
    what = "keep edits of `topics`, `tldr` and `marks` in the notes as reviews and marks"
    add("--apply", action="store_true", help=what)
    add("--restore", action="store_true", help="make notes again that you deleted")
    what = "only bring up to date what has a note: no other paper gets one"
    add("--no-new", action="store_true", help=what)
    add("--dry-run", action="store_true", help="say what would be done; do nothing")
    add("--reviewer", metavar="NAME", help="with --apply: who reviews (default: your login name)")
    add("--json", action="store_true", help="print what was done as JSON")
    common.choice(command)
    common.for_me(command, "only papers for you, by your interests (default: by all profiles)")
    papers = common.group(command, common.PAPERS)
    least = "only papers with at least this relevance to you (0 to 1)"
    papers("--min-relevance", type=common.share, metavar="X", help=least)
    papers("--since", metavar="DAY", help="without a SPEC: only from this day, week, month or year")
    papers("--until", metavar="DAY", help="without a SPEC: only until then")
    line = "without a SPEC: only papers with this mark of yours, such as `star` (can be repeated)"
    papers("--marked", action="append", default=[], metavar="MARK", help=line)
    common.lines(command)
    common.certainty(command)
    common.model(command)
    common.limits(command)
    common.volume(command)
    common.examples(
        command,
        "summarize notes ~/vault",
        "summarize notes ~/vault --marked star",
        "summarize notes ~/graph hf --style logseq --for-me --limit 10",
        "summarize notes ~/vault --apply --dry-run",
    )


def _specs() -> str:
    return f"{common.specs()} (default: everything stored)"


def run(arguments: argparse.Namespace) -> int:
    """Write notes, or read edits back; 1 where a note was left alone that should not have been."""
    from pathlib import Path

    folder = Path(arguments.folder)
    _check(arguments, folder)
    this_run, console = begun(arguments)
    if arguments.apply:
        return _apply(arguments, folder, this_run, console)
    from summarizer.notes.update import Manner, update

    try:
        papers = _papers(arguments, this_run)
    finally:
        console.close()
    if not papers:
        console.note("no papers are stored that fit: `summarize today` stores some")
    done = update(
        this_run,
        folder,
        papers,
        Manner(
            arguments.style,
            write=not arguments.dry_run and bool(papers or folder.exists()),
            restore=arguments.restore,
            new=not arguments.no_new,
        ),
    )
    for line in _told(done, dry_run=arguments.dry_run, most=None if arguments.verbose else _SHOWN):
        console.note(line)
    for path, why in done.problems.items():
        console.warn(f"{folder / path}: {why}")
    print_all([_json(done) if arguments.json else _said(done, folder, dry_run=arguments.dry_run)])
    return 1 if done.problems else 0


def _check(arguments: argparse.Namespace, folder: Path) -> None:
    """Raise UsageError for options that do not go together, or a folder that is none."""
    from summarizer.errors import UsageError

    stored = [name for name in ("since", "until", "marked") if getattr(arguments, name)]
    if arguments.spec and stored:
        message = f"`--{stored[0]}` chooses among stored papers: leave out the SPEC"
        raise UsageError(message)
    if arguments.no_new and arguments.restore:
        message = "`--no-new` makes no notes, and `--restore` does: give one of them"
        raise UsageError(message)
    if arguments.apply and (arguments.spec or stored or arguments.restore):
        message = "`--apply` reads all notes of the folder: give it without a SPEC and filters"
        raise UsageError(message)
    if not arguments.folder.strip():
        message = "the folder of the notes has no name: `summarize notes DIR`"
        raise UsageError(message)
    if folder.exists() and not folder.is_dir():
        message = f"`{folder}` is a file: give a folder"
        raise UsageError(message)
    if arguments.apply and not (folder / ".summarizer").is_dir():
        message = f"there are no notes in `{folder}` yet: `summarize notes DIR` writes them"
        raise UsageError(message)


def _papers(arguments: argparse.Namespace, this_run: Run) -> list[tuple[Entry, tuple[str, ...]]]:
    """What was asked for: the digest of the SPECs, or a choice of what is stored."""
    from dataclasses import replace

    from summarizer.notes import selection

    if arguments.spec:
        chosen = replace(common.chosen(arguments), store=not arguments.dry_run)
        return selection.digested(arguments.spec, chosen, this_run)
    day = arguments.date.isoformat() if arguments.date else None
    choice = selection.Choice(
        since=arguments.since or day,
        until=arguments.until or day,
        tags=tuple(arguments.tag),
        marked=tuple(arguments.marked),
        for_me=common.wished(arguments),
        min_relevance=arguments.min_relevance,
        limit=arguments.limit,
    )
    return selection.stored(choice, this_run)


def _told(done: Updated, *, dry_run: bool, most: int | None) -> Iterator[str]:
    """What is worth knowing beside the counts."""
    from summarizer.text.counting import counted

    if dry_run:
        both = [
            *((each, "new") for each in done.written),
            *((each, "changed") for each in done.changed),
        ]
        yield from (f"{path}: {what}" for path, what in both[:most])
        if most and len(both) > most:
            yield f"and {len(both) - most} more: `--verbose` lists them"
    if done.kept:
        yield (
            f"{counted(len(done.kept), 'note')} with news in places that you changed: left as "
            "you have them"
        )
        if most is None:
            yield from (f"{path}: {', '.join(names)}" for path, names in done.kept.items())
    if done.pending:
        yield (
            f"{counted(len(done.pending), 'note')} with edited topics, TL;DR or marks: "
            "`--apply` keeps them as reviews"
        )
    if done.deleted:
        yield (
            f"{counted(done.deleted, 'note')} that you deleted, moved out of the folder or took "
            "the `id` from: not made again (`--restore` does)"
        )


def _said(done: Updated, folder: Path, *, dry_run: bool) -> str:
    from summarizer.text.counting import counted

    counts = ", ".join(
        counted(number, what)
        for number, what in ((done.papers, "paper"), (done.days, "day"), (done.topics, "topic"))
    )
    would = "would be " if dry_run else ""
    return (
        f"{folder}: notes on {counts}; {len(done.written)} {would}written, "
        f"{len(done.changed)} {would}changed\n"
    )


def _json(done: Updated) -> str:
    from summarizer.papers.wire import dumps, fields

    return dumps(fields(done)) + "\n"


def _apply(arguments: argparse.Namespace, folder: Path, this_run: Run, console: Console) -> int:
    """Read edits back; print the diff and what was not understood."""
    from summarizer.commands import review
    from summarizer.notes import readback
    from summarizer.papers.wire import dumps

    by = arguments.reviewer or review.login()
    read = readback.apply(this_run, folder, by=by, dry_run=arguments.dry_run)
    applied = read.applied
    if not arguments.json and (arguments.dry_run or arguments.verbose):
        print_all(f"{line}\n" for line in review.diff(applied))
    for path, why in read.problems.items():
        console.warn(f"{folder / path}: {why}")
    for each in (*applied.problems, *applied.conflicts):
        kind = "conflict: " if each in applied.conflicts else ""
        console.warn(f"{folder / read.paths[each.line - 1]}: {kind}{each.why}")
    for note in applied.notes:
        console.note(note)
    if arguments.json:
        print_all([dumps(_counts(read)) + "\n"])
    else:
        console.note(_applied(read, "would be applied" if arguments.dry_run else "applied"))
    return 1 if applied.problems or applied.conflicts or read.problems else 0


def _counts(read: Readback) -> dict[str, int]:
    applied = read.applied
    return {
        "notes": len(read.paths),
        "reviews": len(applied.changes),
        "marks": len(applied.marks),
        "problems": len(applied.problems) + len(read.problems),
        "conflicts": len(applied.conflicts),
    }


def _applied(read: Readback, verb: str) -> str:
    """What came of it, in one line."""
    from summarizer.commands import review

    applied = read.applied
    if not (applied.changes or applied.marks or applied.problems or applied.conflicts):
        others = "other " if read.problems else ""
        return f"no {others}new edits of topics, TL;DRs or marks in the notes"
    return review.summary(applied, verb)
