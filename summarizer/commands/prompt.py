"""`summarize prompt`: what a model would be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, flags, print_all
from summarizer.text.plain import printable

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show exactly what a language model would be sent for a paper. Nothing is sent."
    )
    add = command.add_argument
    add("spec", nargs="+", metavar="SPEC", help=common.Listed(common.specs))
    common.model(command)
    add("--json", action="store_true", help="print the requests as JSON, one a line")
    add(
        "--limit",
        type=common.positive,
        default=1,
        metavar="N",
        help="for the first N papers (default: 1)",
    )
    add("--date", type=common.day, metavar="YYYY-MM-DD", help="the day")
    add("--offline", action="store_true", help="use no network: days come from what is stored")
    common.examples(
        command,
        "summarize prompt page.txt --model openai/NAME",
        "summarize prompt hf --model ollama/NAME --limit 3 --json",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the requests, the messages as a model reads them."""
    from summarizer import pipeline, settings
    from summarizer.library.run import Run
    from summarizer.papers.wire import dumps

    this_run = Run(settings.load(flags(arguments)), Console())
    options = common.chosen(arguments)
    for request in pipeline.requests(arguments.spec, options, this_run):
        if arguments.json:
            print_all([dumps(request) + "\n"])
            continue
        rest = {name: value for name, value in request.items() if name != "messages"}
        for message in request["messages"]:
            print_all([f"--- {message['role']}\n", printable(message["content"]), "\n"])
        print_all(["--- request\n", dumps(rest), "\n"])
    return 0
