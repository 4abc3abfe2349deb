"""`summarize week` and `summarize month`: stored days as one digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.commands import digest
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun

if TYPE_CHECKING:
    import argparse

    from summarizer.library.run import Run
    from summarizer.papers.periods import Kind, Span
    from summarizer.renderers import By


_EXAMPLES = {"week": "2025-W50", "month": "2025-12"}


def options(command: argparse.ArgumentParser) -> None:
    """The options of both commands."""
    kind = command.prog.rpartition(" ")[2]
    example = _EXAMPLES[kind]
    command.description = (
        f"The stored days of a {kind} as one digest: reviewed papers first, then the most "
        "upvoted, and topics that are new. Nothing is fetched and no engine is asked."
    )
    command.add_argument(
        "period",
        nargs="?",
        metavar=kind.upper(),
        help=f"such as {example}, or a day in it (default: the newest one stored)",
    )
    common.selection(command)
    common.personal(command)
    digest.output(command)
    common.volume(command)
    common.examples(
        command,
        f"summarize {kind}",
        f"summarize {kind} {example} --tag rag",
        f"summarize {kind} {example} -o {kind}.html",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the digest; 1 where papers were skipped, 3 where nothing is stored."""
    from summarizer.library.rollup import rollup
    from summarizer.text.counting import counted
    from summarizer.topics import vocabularyfile
    from summarizer.topics.vocabulary import wanted

    kind: Kind = arguments.command
    renderer = digest.chosen(arguments)
    this_run, console = begun(arguments)
    span = _span(arguments.period, kind, this_run)
    known = vocabularyfile.in_use(this_run.settings) if arguments.tag else None
    topics = [wanted(each, known) for each in arguments.tag] if known else []
    for_me = common.wished(arguments)
    if for_me:
        from summarizer import ranking

        found = ranking.of(this_run, for_me)
        made = rollup(span, this_run, topics)
        made = found.digest(made, arguments.min_relevance, arguments.limit)
    else:
        made = rollup(span, this_run, topics, arguments.limit)
    by: By | None = arguments.by or (None if for_me else "topic")
    digest.show(made, renderer, arguments, by, this_run.settings)
    if made.skipped:
        count = counted(len(made.skipped), "paper")
        console.note(f"{count} skipped; the digest lists them with the reasons")
    return 1 if made.skipped else 0


def _span(text: str | None, kind: Kind, run: Run) -> Span:
    from summarizer.errors import UsageError
    from summarizer.library.rollup import newest_span
    from summarizer.papers.periods import parse_span

    if text is None:
        return newest_span(kind, run)
    span = parse_span(text, kind)
    if span is None:
        message = f"`{text}` is not a {kind}: write it like {_EXAMPLES[kind]}, or give a day in it"
        raise UsageError(message)
    return span
