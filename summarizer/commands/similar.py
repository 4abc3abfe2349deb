"""`summarize similar`: the stored papers that are most like one, and why."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view

if TYPE_CHECKING:
    import argparse
    from collections.abc import Container, Iterator, Mapping, Sequence

    from summarizer.library.neighbours import Near
    from summarizer.library.run import Run
    from summarizer.library.textneighbours import FoundNear
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
    line = "compare titles and abstracts, or the full texts that you have read"
    papers("--in", dest="where", choices=("papers", "text"), default="papers", help=line)
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
        "summarize similar 2305.10601 --in text",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the nearest papers; finding none is no failure."""
    from summarizer.library.neighbours import similar

    this_run, console = begun(arguments)
    if arguments.where == "text":
        return _in_texts(arguments, this_run)
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


def _in_texts(arguments: argparse.Namespace, run: Run) -> int:
    """Print the papers whose full texts are nearest."""
    from summarizer.commands.commandline import paging
    from summarizer.library.textneighbours import similar_texts

    papers = _read(arguments.paper, run) or _papers(arguments, run)
    found = similar_texts(papers, run, arguments.limit)
    if not found.kept:
        run.observer.note("no full text is kept yet: `summarize fulltext ID` fetches one")
    elif found.own < len(papers):
        whose = (
            "its text is" if len(papers) == 1 else f"of {len(papers) - found.own}, the texts are"
        )
        run.observer.note(f"{whose} not kept: title and abstract are compared with the texts")
    if arguments.json:
        print_all(_json(papers, found.papers, {"in": "text", "read": found.kept}))
        return 0
    look = view(settings=run.settings)
    paging.show(partial(_text, papers, found), look, wanted=not arguments.no_pager)
    return 0


def _read(named: str, run: Run) -> Sequence[Paper]:
    """The paper of an arXiv id whose text is kept: it need not be stored."""
    from summarizer.library.search import stored
    from summarizer.library.textneighbours import known_by_text
    from summarizer.papers.arxivids import typed

    identity = typed(named)
    if identity is None or os.path.lexists(named):
        return ()
    found = stored(identity, run) or known_by_text(identity, run)
    return (found,) if found else ()


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


def _json(
    papers: Sequence[Paper], found: Sequence[Near], where: Mapping[str, object] | None = None
) -> Iterator[str]:
    """What was asked for, and each paper with how near it is."""
    from summarizer.library.store import load_paper
    from summarizer.papers.wire import dumps, fields

    head = {"schema": SCHEMA, **(where or {}), "query": list(map(load_paper, papers))}
    yield dumps(head).removesuffix("}") + ', "papers": ['
    for number, near in enumerate(found):
        similarity = {"score": near.score, "why": near.why}
        yield f"{',' if number else ''}\n{dumps(fields(near.entry) | {'similarity': similarity})}"
    yield "\n]}\n"


def _text(papers: Sequence[Paper], found: Sequence[Near] | FoundNear, look: View) -> Iterator[str]:
    from summarizer.renderers.text import papers as shown
    from summarizer.text.counting import counted
    from summarizer.text.plain import shortened
    from summarizer.text.readable import readable

    single = len(papers) == 1
    what = (
        f"“{shortened(readable(papers[0].title), _TITLE)}”" if single else f"{len(papers)} papers"
    )
    near, of, known = _near(found)
    yield f"{counted(len(near), 'paper')} like {what}{of}\n"
    notes = {
        each.entry.id: _because(each, look.labels, single=single)
        + ("" if known is None or each.entry.id in known else " · not in your library")
        for each in near
    }
    yield from shown([each.entry for each in near], look, notes=notes)


def _near(found: Sequence[Near] | FoundNear) -> tuple[Sequence[Near], str, Container[str] | None]:
    """The papers, of what they were chosen, and which of them are stored: None for all."""
    from summarizer.library.textneighbours import FoundNear

    if isinstance(found, FoundNear):
        return found.papers, f", of {found.kept} whose full text is kept", found.stored
    return found, "", None


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
