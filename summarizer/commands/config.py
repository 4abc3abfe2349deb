"""`summarize config`: settings and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.console import print_all

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command has none."""
    command.description = "Show every setting, its value and where it comes from."


def run(arguments: argparse.Namespace) -> int:
    """Print every setting as a line of the configuration file."""
    from summarizer import settings
    from summarizer.papers.wire import dumps

    del arguments
    loaded = settings.load()
    lines = [f"# {settings.config_path()}\n"]
    for name, text in settings.HELP.items():
        value = getattr(loaded, name)
        line = f"# {name} is not set" if value is None else f"{name} = {dumps(value)}"
        lines.append(f"{line}  # {loaded.origins[name]}: {text}\n")
    print_all(lines)
    return 0
