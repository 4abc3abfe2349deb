"""`summarize similar`: the stored papers that are most like one, and why."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.library.neighbours import Near
    from summarizer.library.run import Run
    from summarizer.papers.records import Paper
    from summarizer.renderers import View
    from summarizer.topics.labels import Labels

SCHEMA = "summarizer/similar/1"
_TITLE = 60
"""Characters of the title in the head, at most."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "The stored papers that are most like one, and why. Of a file with several papers, those "
        "that are most like all of them together; its own papers are left out."
    )
    command.add_argument(
        "paper",
        metavar="ID|FILE",
        help="an arXiv id or address, the beginning of the title or id of a stored paper, a file "
        "of papers, or `-` for standard input",
    )
    common.form(command)
    papers = common.group(command, common.PAPERS)
    papers("--offline", action="store_true", help="do not ask arXiv for a paper not stored")
    add = common.group(command, common.OUTPUT)
    add("--json", action="store_true", help="print JSON")
    line = "show the N nearest papers (default: 10)"
    add("--limit", type=common.positive, default=10, metavar="N", help=line)
    common.lines(command)
    common.certainty(command)
    common.paging(command)
    common.volume(command)
    common.examples(
        command,
        "summarize similar 2305.10601",
        "summarize similar 'tree of thoughts' --limit 5",
        "summarize similar references.bib --json",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the nearest papers; finding none is no failure."""
    from summarizer.library.neighbours import similar

    this_run, console = begun(arguments)
    papers = _papers(arguments, this_run)
    found = similar(papers, this_run, arguments.limit)
    if not this_run.library.stamps():
        console.note("nothing is stored yet: run `summarize today` or `summarize papers` first")
    if arguments.json:
        print_all(_json(papers, found))
        return 0
    from summarizer.commands.commandline import paging

    look = view(settings=this_run.settings)
    paging.show(partial(_text, papers, found), look, wanted=not arguments.no_pager)
    return 0


def _papers(arguments: argparse.Namespace, run: Run) -> Sequence[Paper]:
    """The papers that are meant: those of a file, or the one that is called so."""
    from summarizer import pipeline
    from summarizer.errors import Unreachable, UsageError
    from summarizer.library.run import Options
    from summarizer.library.search import stored
    from summarizer.papers.arxivids import typed

    named = arguments.paper
    if named == "-" or os.path.lexists(named):
        options = Options(offline=True, store=False, form=arguments.form)
        return pipeline.papers([named], options, run)
    if arguments.form:
        message = f"`--as` is for a file, and there is none called `{named}`"
        raise UsageError(message)
    known = stored(typed(named) or named, run)
    papers: list[Paper] = (
        [known] if known else pipeline.named([named], run, offline=arguments.offline)
    )
    if not papers[0].title:
        what = f"{papers[0].id} is not stored, and arXiv"
        if not arguments.offline:
            message = f"{what} could not be asked"
            raise Unreachable(message)
        message = f"{what} was not asked: leave out `--offline`"
        raise UsageError(message)
    return papers


def _json(papers: Sequence[Paper], found: Sequence[Near]) -> Iterator[str]:
    """What was asked for, and each paper with how near it is."""
    from summarizer.library.store import load_paper
    from summarizer.papers.wire import dumps, fields

    head: dict[str, object] = {"schema": SCHEMA, "query": list(map(load_paper, papers))}
    yield dumps(head).removesuffix("}") + ', "papers": ['
    for number, near in enumerate(found):
        similarity = {"score": near.score, "why": near.why}
        yield f"{',' if number else ''}\n{dumps(fields(near.entry) | {'similarity': similarity})}"
    yield "\n]}\n"


def _text(papers: Sequence[Paper], found: Sequence[Near], look: View) -> Iterator[str]:
    from summarizer.renderers.text import papers as shown
    from summarizer.text.counting import counted
    from summarizer.text.plain import shortened
    from summarizer.text.readable import readable

    single = len(papers) == 1
    what = (
        f"“{shortened(readable(papers[0].title), _TITLE)}”" if single else f"{len(papers)} papers"
    )
    yield f"{counted(len(found), 'paper')} like {what}\n"
    notes = {each.entry.id: _because(each, look.labels, single=single) for each in found}
    yield from shown([each.entry for each in found], look, notes=notes)


def _because(near: Near, labels: Labels, *, single: bool) -> str:
    """How near a paper is, and why: "0.83 · both: RAG; sparse attention, KV cache"."""
    from summarizer.papers.relevance import labelled

    score = f"{near.score:.2f}"
    if not single:
        return " · ".join((score, *(labelled(each, labels.names) for each in near.why)))
    parts = [
        ", ".join(
            labelled(each, labels.names).removeprefix(kind).strip("“”")
            for each in near.why
            if each.startswith(kind)
        )
        for kind in ("topic ", "words ", "author ")
    ]
    both = "; ".join(filter(None, parts))
    return f"{score} · both: {both}" if both else score
