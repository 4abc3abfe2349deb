"""`summarize search`: the stored papers that fit a query, best first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view
from summarizer.commands.commandline.parser import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.library.search import Found
    from summarizer.papers.records import ForMe
    from summarizer.renderers import By, View

_RANKED = 500
"""The best papers for a query, which are ordered by their relevance to the reader."""

_NAMED = frozenset(("author", "authors", "organization", "organisation"))
_SMALL = frozenset(
    "van von der den de del della di da dos du la le el al bin of the and for at in".split()
)
"""Words of names that are written small."""


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = "Search everything stored, by words, phrases in quotes, and filters."
    command.epilog = (
        "Filters are tag: author: organization: since: until: source: reviewed: marked: title: "
        "abstract: tldr:. A paper has to match every part of the query. A comma in tag:, source: "
        "or marked: means either, and - before a part excludes it; type -- first if the query "
        "begins with -."
    )
    if isinstance(command, Parser):
        command.takes_rest = "query"
    command.add_argument("query", nargs="+", metavar="QUERY", help="words, phrases and filters")
    line = "where to look: in titles, TL;DRs and abstracts, or in the full texts that you have read"
    papers = common.group(command, common.PAPERS)
    papers("--in", dest="where", choices=("papers", "text"), default="papers", help=line)
    common.personal(command)
    add = common.group(command, common.OUTPUT)
    add("--json", action="store_true", help="print JSON")
    add(
        "--limit",
        type=common.positive,
        default=10,
        metavar="N",
        help="show the best N papers (default: 10)",
    )
    add("--by", choices=("topic", "date", "upvotes"), help=common.BY)
    common.lines(command)
    common.certainty(command)
    common.paging(command)
    common.volume(command)
    common.examples(
        command,
        "summarize search sparse attention",
        "summarize search '\"attention sink\" tag:rag since:2025-06'",
        "summarize search tag:safety --json --limit 50",
        "summarize search '\"greedy decoding\" since:2025' --in text",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what is found; finding nothing is no failure."""
    from summarizer.library import query
    from summarizer.library.search import search

    text = joined(arguments.query)
    asked = query.parse_query(text)
    this_run, console = begun(arguments)
    for note in asked.notes:
        console.note(note)
    if arguments.where == "text":
        return _in_texts(text, asked, arguments, this_run)
    for_me = common.wished(arguments)
    most = arguments.limit if for_me is None else max(_RANKED, arguments.limit)
    found = search(asked, this_run, most, this_run.settings.min_score)
    order = None
    if for_me:
        found, order = _for_me(found, for_me, arguments, this_run)
    if not found.stored:
        console.note("nothing is stored yet: run `summarize today` or `summarize papers` first")
    if arguments.json:
        print_all(_json(text, found, arguments.by))
        return 0
    from summarizer.commands.commandline import paging

    look = view(by=arguments.by, settings=this_run.settings)
    paging.show(partial(_text, text, found, order), look, wanted=not arguments.no_pager)
    return 0


def _in_texts(text: str, asked: Query, arguments: argparse.Namespace, run: Run) -> int:
    """Print the passages of full texts that fit. Raises UsageError for another order."""
    from summarizer.errors import UsageError
    from summarizer.library import passages
    from summarizer.library.textsearch import search_texts

    if arguments.by or common.wished(arguments):
        option = "--by" if arguments.by else "--for-me"
        message = f"`{option}` is for a search in papers: leave it out with `--in text`"
        raise UsageError(message)
    found = search_texts(asked, run, arguments.limit, run.settings.min_score)
    if not found.kept:
        run.observer.note("no full text is kept yet: `summarize fulltext ID` fetches one")
    if arguments.json:
        print_all(passages.as_json(text, found))
        return 0
    from summarizer.commands.commandline import paging

    def pieces(look: View) -> Iterator[str]:
        return passages.as_text(text, found, look.width, color=look.color)

    paging.show(pieces, view(settings=run.settings), wanted=not arguments.no_pager)
    return 0


def _for_me(
    found: Found, name: str, arguments: argparse.Namespace, run: Run
) -> tuple[Found, ForMe]:
    """The best papers for the query in the order of their relevance to the reader."""
    from dataclasses import replace

    from summarizer import ranking

    ranked = ranking.of(run, name)
    papers, order = ranked.ordered(found.papers, arguments.min_relevance, arguments.limit)
    return replace(found, papers=tuple(papers)), order


def joined(parts: Sequence[str]) -> str:
    """The query from the shell's words: a word that holds blanks was quoted, so it is a phrase.

    A single word may be a whole query in quotes; `author:Yann LeCun` is a name that a shell took
    the quotes from.
    """
    if len(parts) == 1 and not _is_named(parts[0]):
        return parts[0]
    return " ".join(map(_quoted, parts))


def _is_named(part: str) -> bool:
    """Whether it is a filter with a name of several words, all of them written large."""
    name, _, value = part.lstrip("-").partition(":")
    words = value.split()
    return (
        name.lower() in _NAMED
        and len(words) > 1
        and not words[0].islower()
        and all(word in _SMALL or not word.islower() for word in words)
    )


def _quoted(part: str) -> str:
    if " " not in part or '"' in part:
        return part
    name, colon, value = part.partition(":")
    return f'{name}:"{value}"' if colon and name.lstrip("-").isalpha() else f'"{part}"'


def _json(text: str, found: Found, by: By | None) -> Iterator[str]:
    from summarizer.papers.wire import dumps
    from summarizer.renderers import arranged

    head = {"schema": "summarizer/search/1", "query": text, "found": found.total}
    yield dumps(head).removesuffix("}") + ', "papers": ['
    papers = (paper for _, group in arranged(found.papers, by) for paper in group)
    for number, paper in enumerate(papers):
        yield f"{',' if number else ''}\n{dumps(paper)}"
    yield "\n]}\n"


def _text(text: str, found: Found, order: ForMe | None, look: View) -> Iterator[str]:
    from summarizer.renderers.text import papers
    from summarizer.text.counting import counted
    from summarizer.text.plain import one_line

    shown = len(found.papers)
    best = f", the best {shown}" if 0 < shown < found.total else ""
    best = best or (", none shown" if found.total and not shown else "")
    yield f"{counted(found.total, 'paper')} for {one_line(text)}{best}\n"
    yield from papers(found.papers, look, order)
