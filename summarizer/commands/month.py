"""`summarize month`: a month of stored days as one digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import period

if TYPE_CHECKING:
    import argparse


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    period.options(command, "month", "2025-12")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the month; 3 where nothing is stored of it."""
    return period.run(arguments, "month")
