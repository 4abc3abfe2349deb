"""`summarize interests test`: how papers would rank, and why; one paper explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, view
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.papers.records import Entry
    from summarizer.ranking import Ranking

SCHEMA = "summarizer/interests-test/1"
_SCORE = "{:5.2f}  "
_NO_REASON = "no word, topic or example of yours is near"


def options(command: argparse.ArgumentParser) -> None:
    """The action's options."""
    command.description = (
        "Show how papers would rank by your interests, and why, the best first. With --paper, "
        "explain one of them: what counts for it and what against it. Nothing is kept, and no "
        "language model is asked."
    )
    add = command.add_argument
    add("spec", nargs="*", metavar="SPEC", help=common.Listed(common.specs))
    add("--profile", metavar="PROFILE", help="rank by this profile alone (default: by all)")
    add(
        "--paper",
        metavar="ID",
        help="explain this paper (id or title), of those given or of those stored",
    )
    add("--limit", type=common.positive, metavar="N", help="at most N papers")
    add("--offline", action="store_true", help="use no network: days come from what is stored")
    add("--json", action="store_true", help="print JSON")
    common.form(command)
    common.volume(command)
    common.examples(
        command,
        "summarize interests test hf",
        "summarize interests test hf:2025-12-09 --paper 2512.00001",
        "summarize interests test --paper 'tree of thoughts' --profile mine",
    )


def run(arguments: argparse.Namespace) -> int:
    """Rank the papers, or explain one; nothing is kept."""
    from summarizer import pipeline, ranking
    from summarizer.errors import UsageError
    from summarizer.library.run import Options

    if not (arguments.spec or arguments.paper):
        message = "which papers? Give a SPEC, such as `hf`, or `--paper ID` of a stored one"
        raise UsageError(message)
    this_run, console = begun(arguments)
    order = ranking.of(this_run, arguments.profile, offline=arguments.offline)
    options = Options(offline=arguments.offline, form=arguments.form, store=False)
    if arguments.spec:
        papers = pipeline.papers(arguments.spec, options, this_run)
    else:
        papers = pipeline.named([arguments.paper], this_run, offline=arguments.offline)
    entries = _ranked(pipeline.tagged(papers, this_run), order)
    console.close()
    if arguments.paper:
        paper = pipeline.called(entries, arguments.paper) if arguments.spec else entries[0]
        _print_one(paper, entries, order, as_json=arguments.json)
    else:
        _print_all(entries, arguments)
    return 0


def _ranked(entries: Sequence[Entry], order: Ranking) -> list[Entry]:
    """The papers with their relevance, the best first; hidden ones at the end."""
    from dataclasses import replace

    found = zip(entries, order.relevances(entries), strict=True)
    ranked = [replace(each, relevance=relevance) for each, relevance in found]
    return sorted(ranked, key=lambda each: (_is_hidden(each), -_score(each)))


def _is_hidden(entry: Entry) -> bool:
    return "hide" in entry.marks


def _score(entry: Entry) -> float:
    return entry.relevance.score if entry.relevance else 0.0


def _fields(entry: Entry) -> dict[str, Any]:
    relevance = {"relevance": entry.relevance} if entry.relevance else {}
    return {"id": entry.id, "title": entry.title, **relevance, "hidden": _is_hidden(entry)}


def _print_all(entries: Sequence[Entry], arguments: argparse.Namespace) -> None:
    """Every paper with its score and its reasons, as many as are wished for."""
    from summarizer.papers.relevance import FOR_HER
    from summarizer.papers.wire import dumps
    from summarizer.renderers import FOR_YOU, OTHERS

    shown = entries[: arguments.limit]
    if arguments.json:
        head = dumps({"schema": SCHEMA, "profile": arguments.profile, "count": len(entries)})
        rows = ",\n".join(dumps(_fields(each)) for each in shown)
        print_all([f'{head[:-1]}, "papers": [\n{rows}\n]}}\n'])
        return
    hidden = sum(map(_is_hidden, entries))
    seen = len(entries) - hidden
    mine = sum(_score(each) >= FOR_HER for each in entries[:seen])
    groups = (
        (f"{FOR_YOU}: {mine} of {len(entries)}", shown[:mine]),
        (f"{OTHERS} ({seen - mine})", shown[mine:seen]),
        (f"Hidden, not shown by --for-me ({hidden})", shown[seen:]),
    )
    columns = view().width
    lines: list[str] = []
    for number, (heading, papers) in enumerate(groups):
        if papers or not number:
            lines += ["", heading, *(line for each in papers for line in _lines(each, columns))]
    print_all(f"{line}\n" for line in lines[1:])


def _lines(entry: Entry, columns: int) -> Iterator[str]:
    """A paper as text: score, title, id and reasons."""
    from summarizer.text.columns import hanging, in_rows

    yield ""
    label = _SCORE.format(_score(entry))
    yield from hanging(label, one_line(readable(entry.title or entry.id)), columns)
    why = entry.relevance.why if entry.relevance else ()
    parts = [entry.id, *(why or (_NO_REASON,))]
    indent = " " * len(label)
    rows = in_rows(map(one_line, parts), max(columns - len(indent), 1))
    yield from (f"{indent}{row}" for row in rows)


def _print_one(paper: Entry, entries: Sequence[Entry], order: Ranking, *, as_json: bool) -> None:
    """One paper: where it stands, and what counts for and against it in each profile."""
    from summarizer.papers.relevance import FOR_HER
    from summarizer.papers.wire import dumps

    rank = 1 + [each.id for each in entries].index(paper.id)
    told = order.explained(paper)
    if as_json:
        table = {"schema": SCHEMA, "profile": order.name, "count": len(entries)}
        print_all([dumps(table | _fields(paper) | {"rank": rank, "explained": told}) + "\n"])
        return
    place = f", {rank} of {len(entries)}" if len(entries) > 1 else ""
    topics = f"topics: {', '.join(paper.tags)}" if paper.tags else "no topic of the vocabulary"
    lines = [readable(paper.title), f"{paper.id}{place}", topics]
    for name, explained in told.items():
        lines += ["", f"by the profile {name}", *explained]
    lines.append("")
    if _is_hidden(paper):
        lines.append(f"hidden: `summarize hide --undo {paper.id}` shows it again")
    elif _score(paper) >= FOR_HER:
        lines.append(f"for you: its score is {FOR_HER} or more")
    else:
        lines.append(
            f"among the others: papers with a score of {FOR_HER} or more are for you; "
            f"`summarize star {paper.id}` says that you want such papers"
        )
    columns = view().width
    print_all(f"{line}\n" for each in lines for line in _wrapped(each, columns))


def _wrapped(line: str, columns: int) -> list[str]:
    from summarizer.text.columns import wrapped

    return wrapped(one_line(line), columns) if line else [""]
