"""`summarize agents`: how a coding agent uses these commands, as a skill file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import write

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "Print a skill file for coding agents: what the commands do, their JSON and exit codes. "
        "Put it where your agent looks for skills, or into its instructions."
    )
    output = common.group(command, common.OUTPUT)
    output("--output", "-o", metavar="FILE", help="write it to a file")
    common.examples(
        command,
        "summarize agents",
        "summarize agents -o ~/.claude/skills/summarize/SKILL.md",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the skill file, or write it."""
    from pathlib import Path

    from summarizer.agents.skill import text

    path = arguments.output
    if path not in {None, "-"}:
        path = str(Path(path).expanduser())
    write([text()], path)
    return 0
