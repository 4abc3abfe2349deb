"""`summarize read`: a paper's key points and full text; the paper is marked as read.

Several papers are marked alone, as with `star`, and a file is shown alone: it is nothing that a
library has.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from summarizer.commands import fulltext, marks
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun
from summarizer.commands.fulltext import pointing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run

_TEXT = ("points", "json", "output", "place", "refresh", "keep_as", "force", *pointing.ONLY)
"""Options of a text: who gives one of them wants the text, and has not read it yet."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Read a paper: its key points, each with where it stands, and the full text below. The "
        "paper is marked as read, and is no longer to be read later; of several papers, that is "
        "all that is done. With options such as `--points`, `--json` or `--output`, nothing is "
        "marked. `summarize fulltext` shows a text alone."
    )
    command.add_argument(
        "ids",
        nargs="*",
        metavar="ID|URL|FILE",
        help="an arXiv id or address, an id or the beginning of one, the beginning of the title "
        "of a stored paper, the address of a PDF or page, or a file (PDF, HTML or Markdown); `-` "
        "reads ids from standard input, one a line",
    )
    marks.mark_options(command)
    line = "mark only, and show nothing of the paper"
    command.add_argument("--no-text", dest="text", action="store_false", help=line)
    fulltext.text_options(command)
    common.volume(command)
    common.examples(
        command,
        "summarize read 2305.10601",
        "summarize read paper.pdf",
        "summarize read 2305.10601 --points --model openai/NAME",
        "summarize read 2305.10601 -o paper.md",
        "summarize read 2305.10601 --no-text",
        "summarize read 'tree of thoughts' --undo",
        "summarize read --list",
    )


def run(arguments: argparse.Namespace) -> int:
    """Show one paper, or mark many; list, take back."""
    marks.check(arguments)
    asked = next((name for name in _TEXT if getattr(arguments, name) not in {None, False}), None)
    if arguments.listed or arguments.undo:
        _only(arguments, "--list" if arguments.listed else "--undo")
        _spare_files(arguments.ids)
        this_run, _ = begun(arguments)
        return marks.carried_out(arguments, this_run)
    shown = _shown(arguments)
    if not arguments.text:
        _only(arguments, "--no-text")
        _spare_files(arguments.ids)
        shown = None
    if asked and shown is None:
        from summarizer.errors import UsageError

        message = f"`{_option(asked)}` is for one paper: its ID, its address, or a file of it"
        raise UsageError(message)
    if not (arguments.model or arguments.dry_run):
        pointing.check(arguments)
    if shown:
        common.spare_inputs(arguments.output, shown)
    this_run, console = begun(arguments)
    if shown and (asked or _alone(shown)):
        return _show(arguments, this_run, console, shown)
    code = marks.carried_out(arguments, this_run)
    return code if shown is None else _show_if_had(arguments, this_run, console, shown)


def _shown(arguments: argparse.Namespace) -> str | None:
    """What is to be shown: the one thing that was named. Raises UsageError for several files."""
    ids = arguments.ids
    if len(ids) == 1:
        return ids[0] if ids[0] != "-" else None
    if alone := next(filter(_alone, ids), None):
        from summarizer.errors import UsageError

        message = f"`{alone}` is shown alone: `summarize read {alone}`"
        raise UsageError(message)
    return None


def _alone(typed: str) -> bool:
    """Whether that is a file, or an address of no paper's own: something to show, not to mark."""
    from summarizer.fulltext.places import wanted
    from summarizer.fulltext.reading import endings
    from summarizer.papers.arxivids import typed as as_id

    if as_id(typed) is not None or typed == "-":
        return False
    if typed.startswith(("http://", "https://")):
        return wanted(typed) is None
    return os.path.lexists(typed) or typed.lower().endswith(endings())


def _spare_files(ids: Sequence[str]) -> None:
    """Raise UsageError for what only can be shown."""
    if alone := next(filter(_alone, ids), None):
        from summarizer.errors import UsageError

        message = f"`{alone}` can't be marked, only shown: give the id or title of a paper"
        raise UsageError(message)


def _show(arguments: argparse.Namespace, run: Run, console: Console, typed: str) -> int:
    """The points, and the text below unless they are wanted alone."""
    from summarizer.commands.fulltext import lookup
    from summarizer.library.fulltexts import points_of

    arguments.paper = typed
    text = lookup.found(arguments, run)
    if arguments.dry_run:
        return pointing.forecast(arguments, run, text)
    # Who only reads, or marks one paper after another, pays nothing.
    asks = arguments.points or arguments.model
    points = pointing.found(arguments, run, text, console) if asks else points_of(text, run)
    fulltext.put(arguments, run, console, text, points)
    return 0


def _show_if_had(arguments: argparse.Namespace, run: Run, console: Console, typed: str) -> int:
    """The same of a paper that is marked by now; that its text cannot be had is only said."""
    from summarizer.errors import SummarizerError

    try:
        return _show(arguments, run, console, typed)
    except SummarizerError as error:
        run.observer.warn(f"its text is not shown: {error}")
        return 0


def _only(arguments: argparse.Namespace, option: str) -> None:
    """Raise UsageError where a text's option is given beside one of marks."""
    from summarizer.errors import UsageError

    allowed = {"json"} if arguments.listed else set()
    given = next((name for name in _TEXT if name not in allowed and getattr(arguments, name)), None)
    if given:
        message = f"`{_option(given)}` shows a text, and `{option}` is about marks: give one"
        raise UsageError(message)


def _option(name: str) -> str:
    return {"place": "--from"}.get(name, f"--{name.replace('_', '-')}")
