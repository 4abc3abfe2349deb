"""The key points of a text by the model that the settings name, and what asking would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import print_forecast, spent, tokens
from summarizer.commands.commandline.options import Listed
from summarizer.library import fulltexts
from summarizer.text.counting import counted

if TYPE_CHECKING:
    import argparse

    from summarizer.commands.commandline.console import Console
    from summarizer.fulltext.records import FullText
    from summarizer.keypoints.records import Asked
    from summarizer.library.run import Run

ONLY = ("model", "base_url", "language", "max_usd", "max_requests", "dry_run")
"""Options that are for points alone."""


def options(command: argparse.ArgumentParser) -> None:
    """Who says the points, and what that may cost."""
    add = common.group(command, common.MODEL)
    add("--model", metavar="MODEL", help=Listed(_models))
    line = "address of the model's server, if not the provider's own"
    add("--base-url", metavar="URL", help=line)
    add("--language", metavar="NAME", help="the language of a model's points (default: English)")
    add("--max-usd", metavar="USD", help="ask nothing that could cost more than this")
    add("--max-requests", metavar="N", help="at most N requests: one, and one more to put it right")
    add("--dry-run", action="store_true", help="say what would be sent and cost; send nothing")


def _models() -> str:
    return f"who says the points: {common.models()}"


def check(arguments: argparse.Namespace) -> None:
    """Raise UsageError where options that are for points are given without them."""
    from summarizer.errors import UsageError

    given = next((name for name in ONLY if getattr(arguments, name)), None)
    if given and not arguments.points:
        message = f"`--{given.replace('_', '-')}` is for key points: add `--points`"
        raise UsageError(message)


def found(arguments: argparse.Namespace, run: Run, text: FullText, console: Console) -> Asked:
    """The points. Raises ServiceError, SettingsError, NotKept where a model gives none."""
    from summarizer.engines import EMBEDDED

    if run.settings.model == EMBEDDED:
        return own(text)
    asked = fulltexts.asker(run).points(text, refresh=arguments.refresh, offline=arguments.offline)
    if asked.left_out:
        what = counted(len(asked.left_out), "section")
        console.note(f"{what} not shown to the model, or in part: {'; '.join(asked.left_out)}")
    usage = asked.usage
    if usage.requests:
        what = counted(usage.requests, "request")
        console.note(f"{what}, {tokens(usage)}, {spent(usage.usd)}")
    else:
        console.note("the points are a kept answer; `--refresh` asks again")
    return asked


def own(text: FullText) -> Asked:
    """The points that the text's own sentences make: nobody is asked."""
    from summarizer.engines import EMBEDDED
    from summarizer.keypoints.extraction import points
    from summarizer.keypoints.records import Asked

    return Asked(points(text), EMBEDDED)


def forecast(arguments: argparse.Namespace, run: Run, text: FullText) -> int:
    """Say what asking would send and cost."""
    from summarizer.annotate.forecast import Forecast
    from summarizer.engines import EMBEDDED

    usage, cached = None, 1
    if run.settings.model != EMBEDDED:
        who = fulltexts.asker(run)
        cached = int(not arguments.refresh and who.kept(text))
        usage = None if cached else who.expected(text)
    counts = {"texts": 1, "cached": cached, "requests": usage.requests if usage else 0}
    took = (usage.input_tokens or 0, usage.output_tokens or 0, usage.usd) if usage else (0, 0, 0.0)
    told = Forecast(1, cached, counts["requests"], *took)
    print_forecast(told, counts, json=arguments.json)
    return 0
