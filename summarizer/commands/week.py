"""`summarize week`: a week of stored days as one digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import period

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    period.options(command, "week", "2025-W50")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the week; 3 where nothing is stored of it."""
    return period.run(arguments, "week")
