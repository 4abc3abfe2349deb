"""`summarize review`: a report made, applied, undone, and how far reviewing is."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, say_skipped, write
from summarizer.errors import InputError, UsageError
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run
    from summarizer.review.application import Applied


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "Make a Markdown report to correct by hand; read it back with --apply."
    add = command.add_argument
    add("spec", nargs="*", metavar="SPEC", help=common.Listed(common.specs))
    report = command.add_argument_group("Report")
    report.add_argument("--output", "-o", metavar="FILE", help="write the report to a file")
    report.add_argument(
        "--order",
        choices=("doubt", "date", "topic"),
        default="doubt",
        help="most doubtful papers first (the default), newest first, or by topic",
    )
    what = report.add_mutually_exclusive_group()
    what.add_argument("--apply", metavar="FILE", help="read an edited report back (`-`: stdin)")
    what.add_argument(
        "--status", action="store_true", help="count what is reviewed; print its folder"
    )
    what.add_argument(
        "--undo", action="store_true", help="take back the last --apply, or edit in `serve`"
    )
    report.add_argument(
        "--dry-run", action="store_true", help="with --apply or --undo: show the diff, keep nothing"
    )
    report.add_argument(
        "--force", action="store_true", help="overwrite a report that was changed by hand"
    )
    report.add_argument("--reviewer", metavar="NAME", help="who reviews (default: your login name)")
    common.choice(command)
    common.form(command)
    common.model(command)
    common.limits(command)
    common.volume(command)
    common.examples(
        command,
        "summarize review hf -o report.md",
        "summarize review --apply report.md --dry-run",
        "summarize review --apply report.md",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do the one thing asked for; 1 where papers were skipped or marks not understood."""
    this_run, console = begun(arguments)
    others = [name for name in ("apply", "status", "undo") if getattr(arguments, name)]
    if bool(others) == bool(arguments.spec):
        message = "give a SPEC to make a report of, or one of `--apply FILE`, `--status`, `--undo`"
        raise UsageError(message)
    if arguments.status:
        return _status(this_run)
    if arguments.apply or arguments.undo:
        return _change(arguments, this_run, console)
    if arguments.dry_run:
        message = "`--dry-run` needs `--apply` or `--undo`; see also `summarize papers --dry-run`"
        raise UsageError(message)
    return _report(arguments, this_run, console)


def _report(arguments: argparse.Namespace, this_run: Run, console: Console) -> int:
    """Write the report."""
    from summarizer.review import session

    common.spare_inputs(arguments.output, arguments.spec)
    spare(arguments.output, this_run, force=arguments.force, by=arguments.reviewer)
    options = common.chosen(arguments)
    try:
        text, digest = session.report(
            arguments.spec, arguments.order, options, this_run, arguments.output or "FILE.md"
        )
    finally:
        console.close()
    write([text], arguments.output)
    command = f"summarize review --apply {shlex.quote(str(arguments.output))}"
    common.say_written(arguments.output, console, f": edit it, then run `{command}`")
    say_skipped(digest.skipped, console)
    return 1 if digest.skipped else 0


def spare(output: str | None, run: Run, *, force: bool, by: str | None = None) -> None:
    """Raise UsageError where the output is a report that holds what its reader wrote.

    One that was applied as it is, and whose every place was read, may go.
    """
    if force or output in {None, "-"} or not Path(str(output)).is_file():
        return
    from summarizer.review import session
    from summarizer.review.snapshot import is_report, is_untouched

    data = Path(str(output)).read_bytes()
    if not is_report(data) or is_untouched(data):
        return
    try:
        pending = session.apply(str(output), by=by or login(), dry_run=True, run=run)
        is_done = not pending.problems and session.is_applied(str(output), run)
    except InputError as error:
        message = f"{error}; `--force` overwrites it all the same"
        raise UsageError(message) from error
    if pending.changes or pending.marks or pending.conflicts:
        message = (
            f"`{output}` has edits that were not applied: run `summarize review --apply "
            f"{shlex.quote(str(output))}` first, write to another file, or give `--force`"
        )
        raise UsageError(message)
    if not is_done:
        message = (
            f"`{output}` was edited, and `--apply` does not understand all of it: write to "
            "another file, or give `--force`"
        )
        raise UsageError(message)


def _change(arguments: argparse.Namespace, this_run: Run, console: Console) -> int:
    """Apply a report or take the last one back; print the diff and what was not understood."""
    from summarizer.review import session

    dry_run, name = arguments.dry_run, arguments.apply
    if arguments.undo:
        applied = session.undo(dry_run=dry_run, run=this_run)
    else:
        by = arguments.reviewer or login()
        applied = session.apply(name, by=by, dry_run=dry_run, run=this_run)
    if dry_run or arguments.verbose:
        print_all(f"{line}\n" for line in diff(applied))
    for each in (*applied.problems, *applied.conflicts):
        kind = "conflict: " if each in applied.conflicts else ""
        console.warn(f"{name}:{each.line}: {kind}{each.why}")
    for note in applied.notes:
        console.note(note)
    verb = "undone" if arguments.undo else "applied"
    console.note(summary(applied, f"would be {verb}" if dry_run else verb))
    return 1 if applied.problems or applied.conflicts else 0


def diff(applied: Applied) -> Iterator[str]:
    """What changes, paper by paper."""
    from summarizer.review import readingmarks
    from summarizer.review.application import changed_lines

    for before, after in applied.changes:
        yield from map(one_line, changed_lines(before, after))
    for was, now in applied.marks:
        yield from map(one_line, readingmarks.changed_lines(was, now))


def summary(applied: Applied, verb: str) -> str:
    """What came of it, in one line."""
    if not (applied.changes or applied.marks or applied.problems or applied.conflicts):
        return "no review changes: everything in the report is known"
    counts = {"reviews": applied.changes, "marks": applied.marks}
    changed = [f"{what} of {counted(len(some), 'paper')}" for what, some in counts.items() if some]
    parts = [f"{' and '.join(changed) or 'reviews of 0 papers'} {verb}"]
    if applied.problems:
        parts.append(f"{counted(len(applied.problems), 'line')} ignored")
    if applied.conflicts:
        parts.append(f"{counted(len(applied.conflicts), 'conflict')} not resolved")
    return ", ".join(parts)


def _status(this_run: Run) -> int:
    """Print the counts and the sessions."""
    from summarizer.review import session

    found = session.status(this_run)
    lines = [
        f"folder     {this_run.reviews.folder}",
        f"reviewed   {counted(found.reviewed, 'paper')}, {found.complete} of them complete",
        f"topics     {found.right} right, {found.wrong} wrong",
        f"TL;DRs     {found.tldrs}",
        f"notes      {found.notes}",
    ]
    for at, by, count, undone in found.sessions:
        taken_back = f", undone {undone}" if undone else ""
        lines.append(f"session    {at} by {by or 'unknown'}: {counted(count, 'paper')}{taken_back}")
    print_all(f"{printable(line)}\n" for line in lines)
    return 0


def login() -> str | None:
    """The reader's login name; None where there is none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None
