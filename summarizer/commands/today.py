"""`summarize today`: the digest of the newest listed day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import digest

if TYPE_CHECKING:
    import argparse

run = digest.run


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "The digest of the newest day that a source lists (days are UTC)."
    command.add_argument(
        "spec", nargs="?", default="hf", metavar="SPEC", help="`hf` (default) or `arxiv:cs.CL`"
    )
    digest.options(command)
    command.add_argument(
        "--mail", action="store_true", help="also mail it to `mail_to`, as `summarize mail` does"
    )
