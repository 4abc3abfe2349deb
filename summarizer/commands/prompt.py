"""`summarize prompt`: what a model would be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import Console, flags, print_all
from summarizer.text.plain import printable

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Show exactly what a language model would be sent for a paper. Nothing is sent. "
        "With `--template`, print the prompt itself, to write your own."
    )
    add = command.add_argument
    add("spec", nargs="*", metavar="SPEC", help=common.Listed(common.specs))
    common.model(command)
    common.for_me(command, "what is sent when relevance to you is asked for")
    add("--template", action="store_true", help="print the prompt with its variables")
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
        "summarize prompt page.txt --model openai/NAME --for-me",
        "summarize prompt --template > mine.md",
        "summarize prompt hf --model ollama/NAME --limit 3 --json",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the requests, the messages as a model reads them."""
    from summarizer import pipeline, settings
    from summarizer.errors import UsageError
    from summarizer.library.run import Run
    from summarizer.papers.wire import dumps

    this_run = Run(settings.load(flags(arguments)), Console())
    if arguments.template:
        return _print_template(this_run.settings.prompt_path)
    if not arguments.spec:
        message = "give a SPEC, or `--template` for the prompt itself"
        raise UsageError(message)
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


def _print_template(path: Path | None) -> int:
    """Print the reader's own prompt file, or the packaged one. Raises SettingsError."""
    from summarizer.engines.llm import prompts

    print_all([prompts.source(path)])
    return 0
