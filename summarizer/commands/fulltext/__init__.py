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


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show the full text of a paper: its sections, captions, footnotes and references, where "
        "it is from, and what could not be read. Of a paper of arXiv, Hugging Face's Markdown, "
        "arXiv's HTML and the PDF are asked for, in this order, and of other stored papers the PDF "
        "that their source names; a copy is kept for you alone. To mark a paper as read, use "
        "`summarize read`."
    )
    command.add_argument(
        "paper",
        metavar="ID|URL|FILE",
        help="an arXiv id or address, the beginning of the title of a stored paper, the address "
        "of a PDF or page, a file (PDF, HTML or Markdown), or `-` for standard input",
    )
    papers = common.group(command, common.PAPERS)
    line = "where to ask: Hugging Face, arXiv's HTML or the PDF (default: the first that has it)"
    papers("--from", dest="place", choices=NAMES, help=line)
    papers("--refresh", action="store_true", help="ask again even if a copy is kept")
    papers("--offline", action="store_true", help="use no network: files, and copies that are kept")
    line = "keep the file, or what is at the address, as the text of a stored paper"
    papers("--keep-as", metavar="ID|TITLE", help=line)
    papers("--forget", action="store_true", help="remove the copies of the paper, and show nothing")
    add = common.group(command, common.OUTPUT)
    line = "show problem, approach, results, limits, and code and data only, each in one line"
    add("--points", action="store_true", help=line)
    add(
        "--json", action="store_true", help="print JSON: one text, and where each part stands in it"
    )
    add("--output", "-o", metavar="FILE", help="write to a file: `.json`, `.md`, or plain text")
    common.paging(command)
    pointing.options(command)
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


def run(arguments: argparse.Namespace) -> int:
    """Print the text; what could not be read is said on standard error."""
    from summarizer.commands.fulltext import lookup
    from summarizer.commands.fulltext.output import say_losses, show

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
    show(arguments, this_run, text, points)
    say_losses(text, arguments.output, console)
    return 0
