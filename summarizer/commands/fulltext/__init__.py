"""`summarize fulltext`: a paper's full text, section by section, and what could not be read.

The command line calls in, as with every command: what was asked for is found here, and printed by
`output`; nothing but what is printed leaves.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun
from summarizer.commands.fulltext import pointing
from summarizer.fulltext.places import NAMES

if TYPE_CHECKING:
    import argparse

    from summarizer.commands.commandline.console import Console
    from summarizer.fulltext.places import Wanted
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show the full text of a paper: its sections, captions, footnotes and references, where "
        "it is from, and what could not be read. Of a paper of arXiv, Hugging Face's Markdown, "
        "arXiv's HTML and the PDF are asked for, in this order; a copy is kept for you alone. "
        "Nothing is marked: `summarize read` shows the key points and the text, and marks a paper "
        "as read."
    )
    command.add_argument(
        "paper",
        metavar="ID|URL|FILE",
        help="an arXiv id or address, the beginning of the title of a stored paper, the address "
        "of a PDF or page, a file (PDF, HTML or Markdown), or `-` for standard input",
    )
    text_options(command)
    common.volume(command)
    common.examples(
        command,
        "summarize fulltext 2305.10601",
        "summarize fulltext 2305.10601v2 --from pdf",
        "summarize fulltext 2305.10601 --points",
        "summarize fulltext 2305.10601 --points --model openai/NAME --dry-run",
        "summarize fulltext paper.pdf -o paper.md",
        "summarize fulltext paper.html --json",
    )


def text_options(command: argparse.ArgumentParser) -> None:
    """Where a text is asked for, in which form it is shown, and who says its points."""
    papers = common.group(command, common.PAPERS)
    line = "where to ask: Hugging Face, arXiv's HTML or the PDF (default: the first that has it)"
    papers("--from", dest="place", choices=NAMES, help=line)
    papers("--refresh", action="store_true", help="ask again even if a copy is kept")
    papers("--offline", action="store_true", help="use no network: files, and copies that are kept")
    add = common.group(command, common.OUTPUT)
    line = "show problem, approach, results, limits, and code and data only, each in one line"
    add("--points", action="store_true", help=line)
    add(
        "--json", action="store_true", help="print JSON: one text, and where each part stands in it"
    )
    add("--output", "-o", metavar="FILE", help="write to a file: `.json`, `.md`, or plain text")
    common.paging(command)
    pointing.options(command)


def run(arguments: argparse.Namespace) -> int:
    """Print the text, or its points alone; what could not be read is said on standard error."""
    common.spare_inputs(arguments.output, arguments.paper)
    pointing.check(arguments)
    this_run, console = begun(arguments)
    text = found(arguments, this_run)
    if arguments.dry_run:
        return pointing.forecast(arguments, this_run, text)
    points = pointing.found(arguments, this_run, text, console) if arguments.points else None
    put(arguments, this_run, console, text, points)
    return 0


def put(
    arguments: argparse.Namespace,
    run: Run,
    console: Console,
    text: FullText,
    points: Asked | None,
) -> None:
    """Print or write a text and its points, and say what could not be read."""
    from summarizer.commands.fulltext.output import say_losses, show

    show(arguments, run, text, points)
    say_losses(text, arguments.output, console)


def found(arguments: argparse.Namespace, run: Run) -> FullText:
    """The text that `paper` names: a file, a paper of arXiv, or an address.

    Raises InputError, UsageError, ServiceError.
    """
    from dataclasses import replace

    from summarizer.errors import UsageError
    from summarizer.fulltext.places import wanted
    from summarizer.library.fulltexts import retrieval

    typed = arguments.paper
    if typed == "-" or os.path.lexists(typed):
        if arguments.place or arguments.refresh:
            option = "--from" if arguments.place else "--refresh"
            message = f"`{option}` is for a paper that is asked for, and `{typed}` is a file"
            raise UsageError(message)
        return _of_file(typed)
    paper = wanted(typed)
    if paper is None and typed.startswith(("http://", "https://")):
        return _of_page(arguments, run)
    paper = paper or _stored(typed, run)
    if arguments.place:
        paper = replace(paper, only=arguments.place)
    with retrieval(run) as asked:
        return asked.paper(paper, offline=arguments.offline, refresh=arguments.refresh)


def _of_file(name: str) -> FullText:
    from pathlib import Path

    from summarizer.errors import InputError
    from summarizer.fulltext import Content
    from summarizer.fulltext.reading import read
    from summarizer.sources.content import shown_name, standard_input

    try:
        data = standard_input() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"cannot read `{shown_name(name)}`: {reason}"
        raise InputError(message) from error
    return read(Content(shown_name(name), data))


def _of_page(arguments: argparse.Namespace, run: Run) -> FullText:
    from summarizer.errors import Unreachable, UsageError
    from summarizer.library.fulltexts import retrieval

    if arguments.place:
        message = "`--from` is for papers of arXiv: leave it out, the address says the place"
        raise UsageError(message)
    if arguments.offline:
        message = f"`{arguments.paper}` is not asked for with `--offline`: give a file of it"
        raise Unreachable(message)
    with retrieval(run) as asked:
        return asked.page(arguments.paper)


def _stored(typed: str, run: Run) -> Wanted:
    """The paper that is stored and called so. Raises UsageError where it is none of arXiv."""
    from summarizer import pipeline
    from summarizer.errors import UsageError
    from summarizer.fulltext.reading import endings
    from summarizer.library.fulltexts import wanted_of

    if typed.lower().endswith(endings()):
        message = f"there is no file `{typed}`: check its name"
        raise UsageError(message)
    paper = pipeline.named([typed], run, offline=True)[0]
    found = wanted_of(paper)
    if found is None:
        message = f"“{paper.title}” has no arXiv id: give the address or a file of its PDF or page"
        raise UsageError(message)
    return found
