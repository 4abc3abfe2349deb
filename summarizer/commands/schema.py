"""`summarize schema`: the JSON Schema of a digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline.console import print_all
from summarizer.commands.commandline.options import examples

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command has none."""
    command.description = "Print the JSON Schema of a digest."
    examples(command, "summarize schema", "summarize schema > digest.schema.json")


def run(arguments: argparse.Namespace) -> int:
    """Print the JSON Schema."""
    import json

    from summarizer.papers.schema import json_schema

    del arguments
    print_all([json.dumps(json_schema(), indent=2), "\n"])
    return 0
