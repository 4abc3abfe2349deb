"""The daily papers: what `summarize today` and `summarize mail` read if nothing is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common

if TYPE_CHECKING:
    import argparse

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Run


def options(command: argparse.ArgumentParser) -> None:
    """How the daily topics are left aside."""
    add = common.group(command, common.PAPERS)
    add("--all-topics", action="store_true", help="also papers outside your `daily_topics`")


def settle(arguments: argparse.Namespace, run: Run, console: Console) -> None:
    """Put the settings where nothing was typed, and say so where papers are left out.

    Raises SettingsError where the vocabulary does not have the daily topics.
    """
    from summarizer.doctor.choice import lacking
    from summarizer.errors import SettingsError
    from summarizer.topics import labels

    arguments.spec = arguments.spec or run.settings.daily
    arguments.for_me = arguments.for_me or run.settings.daily_for_me
    followed = run.settings.followed
    if followed and not arguments.tag and not arguments.all_topics:
        lack = lacking(run.settings)
        if lack:
            raise SettingsError(": ".join(lack))
        arguments.tag = list(followed)
        called = ", ".join(labels.in_use(run.settings).all(followed))
        console.note(f"only papers on {called}; `--all-topics` shows the others too")
