"""What `summarize today` and `summarize papers` share: a digest, printed or written."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from summarizer.commands import daily, sending
from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import (
    begun,
    print_all,
    print_forecast,
    spent,
    tokens,
    view,
    write,
)
from summarizer.commands.commandline.options import Listed
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse

    from summarizer.commands.commandline.console import Console
    from summarizer.library.run import Options, Run
    from summarizer.mail.delivery import Post
    from summarizer.papers.records import Digest, Report
    from summarizer.renderers import By, Renderer
    from summarizer.settings import Settings


_POINTED = ("text", "markdown", "json", "eml")
"""The formats that show key points."""


def options(command: argparse.ArgumentParser, date: str = common.PAGE_DAY) -> None:
    """The options of the commands that make a digest."""
    common.choice(command, date)
    common.personal(command)
    papers = common.group(command, common.PAPERS)
    papers("--new", action="store_true", help="only papers that no digest has shown before")
    papers("--cross-lists", action="store_true", help="arXiv: also papers of other categories")
    papers(
        "--replacements", action="store_true", help="arXiv, bioRxiv: also new versions of papers"
    )
    line = "do not keep the papers for `week`, `search` and the site"
    papers("--no-store", action="store_true", help=line)
    output(command)
    common.points(command)
    shown = common.group(command, common.OUTPUT)
    shown(
        "--explain",
        metavar="ID",
        help="show only why this paper (id or title) got its topics and TL;DR",
    )
    common.model(command)
    common.limits(command)
    model = common.group(command, common.MODEL)
    model("--dry-run", action="store_true", help="say what would be sent and cost; send nothing")
    common.volume(command)
    said = common.group(command, common.MESSAGES)
    said("--report", action="store_true", help="list every entry that was dropped, with its reason")
    said("--strict", action="store_true", help="exit code 1 if an entry was dropped")


def output(command: argparse.ArgumentParser) -> None:
    """In which form, and where to."""
    add = common.group(command, common.OUTPUT)
    add("--json", dest="format", action="store_const", const="json", help="same as --format json")
    add("--format", "-f", metavar="FORMAT", help=Listed(_formats))
    add("--output", "-o", metavar="FILE", help="write to a file; its ending picks the format")
    add("--by", choices=("topic", "date", "upvotes"), help=common.BY)
    common.lines(command)
    common.certainty(command)
    common.paging(command)


def _formats() -> str:
    from summarizer.renderers import formats

    return f"the format: {', '.join(each.name for each in formats())} (default: text)"


def show(
    digest: Digest,
    renderer: Renderer,
    arguments: argparse.Namespace,
    by: By | None,
    settings: Settings,
) -> None:
    """Write the digest where it was asked for; on a terminal, what people read is paged."""
    look = view(arguments.output, by, settings)
    if arguments.output not in {None, "-"} or not renderer.FORMAT.paged:
        write(renderer.render(digest, look), arguments.output, renderer.FORMAT.mark)
        return
    from summarizer.commands.commandline import paging

    paging.show(partial(renderer.render, digest), look, wanted=not arguments.no_pager)


def run(arguments: argparse.Namespace) -> int:
    """Make the digest, print or write it; 1 where papers were skipped."""
    from summarizer import pipeline
    from summarizer.errors import NoPapers, NotKept, ServiceError

    renderer = chosen(arguments)
    common.spare_inputs(arguments.output, arguments.spec)
    this_run, console = begun(arguments)
    if arguments.command == "today":
        daily.settle(arguments, this_run, console)
    post = _post(this_run, console) if getattr(arguments, "mail", False) else None
    options = common.chosen(arguments)
    if arguments.dry_run:
        return _dry_run(arguments, options, this_run)
    if arguments.explain:
        specs = [arguments.spec] if arguments.command == "today" else arguments.spec
        lines = pipeline.explain(specs, arguments.explain, options, this_run)
        print_all(f"{_kept_indent(line)}\n" for line in lines)
        return 0
    make = pipeline.today if arguments.command == "today" else pipeline.digest
    try:
        digest = make(arguments.spec, options, this_run)
    except (NotKept, ServiceError) as error:
        console.close()
        if error.digest:
            show(error.digest, renderer, arguments, arguments.by, this_run.settings)
            _outcome(error.digest, console, arguments)
        raise
    except NoPapers as error:
        console.close()
        if arguments.report and error.digest:
            if not renderer.FORMAT.paged:
                show(error.digest, renderer, arguments, arguments.by, this_run.settings)
            _say_report(error.report, console, whole=True)
        raise
    finally:
        console.close()
    digest = sending.pointed(digest, arguments, this_run)
    show(digest, renderer, arguments, arguments.by, this_run.settings)
    common.say_written(arguments.output, console)
    code = _outcome(digest, console, arguments)
    if post:
        from summarizer.commands import mail

        return mail.send(digest, post, console, arguments, this_run.settings) or code
    return code


def _post(run: Run, console: Console) -> Post:
    """How the digest is mailed: what is missing is said before anything is made."""
    from dataclasses import replace

    from summarizer.mail import delivery

    return replace(delivery.post(run.settings), observer=console)


def _dry_run(arguments: argparse.Namespace, options: Options, run: Run) -> int:
    """Say what a run would send and cost."""
    from summarizer import pipeline

    specs = [arguments.spec] if arguments.command == "today" else arguments.spec
    found = pipeline.forecast(specs, options, run)
    if arguments.points:
        from summarizer.commands.fulltext.firsts import with_forecast

        found = with_forecast(found, arguments.points, run)
    counts = {"papers": found.papers, "cached": found.cached, "requests": found.requests}
    print_forecast(found, counts, json=arguments.format in {"json", "jsonl"})
    return 0


def _kept_indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))] + one_line(line)


def chosen(arguments: argparse.Namespace) -> Renderer:
    """The renderer that `--format`, or the ending of the output file, asks for.

    Raises UsageError where there is none, or it shows no key points and they are asked for.
    """
    from summarizer.errors import UsageError
    from summarizer.renderers import for_file, for_format

    is_file = arguments.format is None and arguments.output not in {None, "-"}
    found = for_file(arguments.output) if is_file else for_format(arguments.format or "text")
    if getattr(arguments, "points", None) and found.FORMAT.name not in _POINTED:
        message = f"{found.FORMAT.name} shows no key points: use {', '.join(_POINTED)}"
        raise UsageError(message)
    return found


def _outcome(digest: Digest, console: Console, arguments: argparse.Namespace) -> int:
    """Say how the input was read and what was skipped; exit code 1 where something was."""
    told = bool(digest.report.dropped) and len(digest.source) == 1
    _say_report(digest.report, console, whole=arguments.report, told=told)
    console.detail(f"{counted(len(digest.papers), 'paper')}, {digest.usage.cached} from the cache")
    if digest.usage.requests:
        console.note(_summary(digest))
    if digest.skipped:
        count = len(digest.skipped)
        console.note(f"{counted(count, 'paper')} skipped; the digest lists them with the reasons")
    return 1 if digest.skipped or (arguments.strict and digest.report.dropped) else 0


def _say_report(report: Report, console: Console, *, whole: bool, told: bool = False) -> None:
    """One line in a terminal, or where something was lost; all of it where asked for.

    A report that was `told` when its only input was read is not said again.
    """
    from summarizer.papers.parsereport import losses, summary

    if whole:
        for line in (summary(report), *losses(report)):
            console.warn(line)
    elif report.found and not told and (report.found > report.kept or sys.stderr.isatty()):
        console.note(summary(report))


def _summary(digest: Digest) -> str:
    """What the run made of how many papers, and what it took."""
    usage = digest.usage
    return (
        f"{counted(len(digest.papers), 'paper')} annotated, {usage.cached} of them from the cache, "
        f"{len(digest.skipped)} skipped; {counted(usage.requests, 'request')}, "
        f"{tokens(usage)}, {spent(usage.usd)}"
    )
