"""What commands that send a digest have in common: what it holds, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from summarizer.commands.commandline.console import view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from summarizer.commands.commandline.console import Console
    from summarizer.errors import ServiceError
    from summarizer.library.run import Options, Run
    from summarizer.papers.records import Digest

THERE = frozenset({"sent", "sent before"})
"""The states in which somebody has the digest."""


class Outcome(Protocol):
    """What became of the digest at one place."""

    @property
    def recipient(self) -> str:
        """Who gets it, as messages say it."""

    @property
    def state(self) -> str:
        """One of `THERE`, or why nobody has it."""

    @property
    def why(self) -> str:
        """More of it, "" where there is nothing to say."""

    @property
    def error(self) -> ServiceError | None:
        """What stood in its way."""


def newest(spec: str, options: Options, run: Run) -> Digest:
    """The newest day of a source that lists days, or else the digest of what the SPEC names."""
    from summarizer import pipeline, sources

    asked = sources.asked(spec, run.settings)
    if asked and asked[1].kind == "daily":
        return pipeline.today(spec, options, run)
    return pipeline.digest([spec], options, run)


def pointed(made: Digest, arguments: argparse.Namespace, run: Run) -> Digest:
    """The digest with key points of its first papers, where they were asked for."""
    if not arguments.points or not made.papers:
        return made
    from summarizer.commands.fulltext.firsts import with_points

    look = view("", arguments.by, run.settings)
    return with_points(made, arguments.points, look, run, offline=arguments.offline)


def chosen_by(tags: Sequence[str]) -> str:
    """How the papers of a digest were chosen: another choice is another digest."""
    return f"tag:{','.join(sorted(tags))}" if tags else ""


def told(outcomes: Iterable[Outcome], console: Console) -> int:
    """Say who got the digest; 1 where somebody did not. Raises ServiceError where nobody did."""
    seen = []
    for outcome in outcomes:
        seen.append(outcome)
        if outcome.state in THERE:
            console.note(_line(outcome))
    failed = [each for each in seen if each.state not in THERE]
    errors = [each.error for each in failed if each.error]
    alone = bool(errors) and len(failed) == len(seen)
    for outcome in failed[1:] if alone else failed:
        console.warn(_line(outcome))
    if alone:
        raise errors[0]
    return 1 if failed else 0


def _line(outcome: Outcome) -> str:
    return f"{outcome.recipient}: {outcome.state}{': ' if outcome.why else ''}{outcome.why}"
