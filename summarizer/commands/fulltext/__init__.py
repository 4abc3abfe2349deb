"""`summarize fulltext`: a paper's full text, section by section, and what could not be read.

The command line calls in, as with every command: what was asked for is found by `lookup`, and
printed by `output`; nothing but what is printed leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun
from summarizer.commands.fulltext import pointing
from summarizer.fulltext.places import NAMES

if TYPE_CHECKING:
    import argparse

    from summarizer.commands.commandline.console import Console
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show the full text of a paper: its sections, captions, footnotes and references, where "
        "it is from, and what could not be read. Of a paper of arXiv, Hugging Face's Markdown, "
        "arXiv's HTML and the PDF are asked for, in this order, and of other stored papers the PDF "
        "that their source names; a copy is kept for you alone. "
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
    papers = common.group(command, common.PAPERS)
    papers("--forget", action="store_true", help="remove the copies of the paper, and show nothing")
    common.volume(command)
    common.examples(
        command,
        "summarize fulltext 2305.10601",
        "summarize fulltext 2305.10601v2 --from pdf",
        "summarize fulltext 2305.10601 --points",
        "summarize fulltext 2305.10601 --points --model openai/NAME --dry-run",
        "summarize fulltext paper.pdf -o paper.md",
        "summarize fulltext paper.pdf --keep-as 'tree of thoughts'",
        "summarize fulltext paper.html --json",
    )


def text_options(command: argparse.ArgumentParser) -> None:
    """Where a text is asked for, in which form it is shown, and who says its points."""
    papers = common.group(command, common.PAPERS)
    line = "where to ask: Hugging Face, arXiv's HTML or the PDF (default: the first that has it)"
    papers("--from", dest="place", choices=NAMES, help=line)
    papers("--refresh", action="store_true", help="ask again even if a copy is kept")
    papers("--offline", action="store_true", help="use no network: files, and copies that are kept")
    line = "keep the file, or what is at the address, as the text of a stored paper"
    papers("--keep-as", metavar="ID|TITLE", help=line)
    papers("--force", action="store_true", help="with `--keep-as`: though its title is another")
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
    from summarizer.commands.fulltext import lookup

    common.spare_inputs(arguments.output, arguments.paper)
    pointing.check(arguments)
    this_run, console = begun(arguments)
    if arguments.forget:
        console.note(lookup.forgotten(arguments, this_run))
        return 0
    text = lookup.found(arguments, this_run)
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
