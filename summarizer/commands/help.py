"""`summarize help`: what a command does and how it is typed; and what bare `summarize` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import print_all, view
from summarizer.commands.commandline.options import examples

if TYPE_CHECKING:
    import argparse

_WHAT = "Tagged, summarised digests of research papers, with or without a language model."
_FIRST = {
    "summarize today": "the newest day of Hugging Face Daily Papers",
    "summarize papers page.txt": "any papers: a saved page, a file, an arXiv id",
    "summarize review hf -o report.md": "correct tags and TL;DRs by hand",
    "summarize search sparse attention": "search everything stored",
    "summarize site build -o site": "all stored days as web pages",
}
_MORE = (
    "`summarize init` sets up your model, topics and mail. `summarize help` lists every command, "
    "`summarize help COMMAND` explains one."
)


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "Explain a command, or list them all."
    command.add_argument("words", nargs="*", metavar="COMMAND", help="such as `topics add`")
    examples(command, "summarize help papers", "summarize help topics add")


def run(arguments: argparse.Namespace) -> int:
    """Print the help that the command's own `--help` prints."""
    from summarizer.commands.commandline.parser import parser

    words = [*arguments.words, "--help"]
    parser(words).parse_args(words)
    return 0


def welcome() -> int:
    """Print what to type first."""
    from summarizer.text.columns import hanging, padded, wrapped

    width = view().width
    rows = (hanging(f"  {padded(typed, 36)}", what, width) for typed, what in _FIRST.items())
    lines = [*wrapped(_WHAT, width), "", *(line for row in rows for line in row), ""]
    print_all(f"{line}\n" for line in [*lines, *wrapped(_MORE, width)])
    return 0
