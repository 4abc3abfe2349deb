"""`summarize trends`: topics week by week, as bars."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from summarizer.commands.commandline import options as common
from summarizer.commands.commandline.console import begun, print_all, terminal, view
from summarizer.papers.certainty import NO_TOPIC
from summarizer.text.counting import counted
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from summarizer.library.run import Run
    from summarizer.renderers import View
    from summarizer.topics.labels import Labels
    from summarizer.topics.trends import Trends

_WEEKS, _TOPICS = 12, 20
_NAME = len(NO_TOPIC) + 1
_CELL = 5
_HEADS = " most  all last"
_LEGEND = (
    "a bar shows the share of the week's papers; a full one is the topic's highest. "
    "most: the highest week; all: all weeks; last: the newest"
)


def options(command: argparse.ArgumentParser) -> None:
    """The command's options."""
    command.description = (
        "How common each topic is, week by week: its share of the week's stored papers. A paper "
        "counts once, in the week it was first listed."
    )
    add = common.group(command, common.PAPERS)
    add(
        *("--tag", "--topic"),
        action="append",
        default=[],
        metavar="TOPIC",
        help="only this topic, a line a week; `none`: papers without one (can be repeated)",
    )
    weeks, topics = f"the last N weeks (default: {_WEEKS})", f"at most N topics ({_TOPICS})"
    add("--weeks", type=common.positive, default=_WEEKS, metavar="N", help=weeks)
    add("--limit", type=common.positive, default=_TOPICS, metavar="N", help=topics)
    shown = common.group(command, common.OUTPUT)
    shown("--json", action="store_true", help="print JSON: every topic, counts and shares")
    common.certainty(command)
    common.paging(command)
    common.volume(command)
    common.examples(
        command,
        "summarize trends",
        "summarize trends --topic rag --topic agents --weeks 20",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the trends; 3 where no day is stored."""
    from summarizer.commands.commandline import paging
    from summarizer.errors import NothingListed
    from summarizer.library.overview import listed
    from summarizer.topics.trends import latest, tally

    this_run, console = begun(arguments)
    wanted = _topics(arguments.tag, this_run)
    everything = tally(listed(this_run, this_run.settings.min_score))
    if not everything.weeks:
        message = "nothing is stored yet: run `summarize today` first"
        raise NothingListed(message)
    found = latest(everything, arguments.weeks)
    if arguments.json:
        print_all(_json(found, wanted or list(found.topics)))
        return 0
    plain = terminal() and not _blocks_fit()
    look = view(settings=this_run.settings)
    if wanted:
        lines = _by_week(found, wanted, look, plain=plain)
    else:
        room = max(look.width - _NAME - len(_HEADS), 1)
        if len(found.weeks) > room:
            console.note(f"only {room} of {len(found.weeks)} weeks fit")
            found = latest(found, room)
        lines = _table(found, arguments.limit, room, look.labels, plain=plain)
    shown = [f"{line}\n" for line in lines]
    paging.show(lambda _: shown, look, wanted=not arguments.no_pager)
    return 0


def _blocks_fit() -> bool:
    from summarizer.text.bars import fits

    return fits(sys.stdout.encoding)


def _topics(typed: Sequence[str], run: Run) -> list[str]:
    """Topic names for what was typed. Raises UsageError where the vocabulary has no such."""
    if not typed:
        return []
    from summarizer.topics import vocabularyfile
    from summarizer.topics.vocabulary import wanted

    vocabulary = vocabularyfile.in_use(run.settings)
    return list(dict.fromkeys(wanted(each, vocabulary) for each in typed))


def _json(found: Trends, topics: Sequence[str]) -> Iterator[str]:
    from summarizer.papers.wire import dumps

    counts = {topic: found.of(topic) for topic in topics}
    rows = [
        {"topic": topic, "papers": each, "share": list(_shares(each, found.papers))}
        for topic, each in counts.items()
    ]
    head = {
        "schema": "summarizer/trends/1",
        "weeks": found.weeks,
        "papers": found.papers,
        "untagged": found.untagged,
    }
    yield dumps(head | {"topics": rows}) + "\n"


def _shares(counts: Sequence[int], papers: Sequence[int]) -> Iterator[float | None]:
    """The part of each week's papers; None for a week without papers."""
    for count, total in zip(counts, papers, strict=True):
        yield round(count / total, 4) if total else None


def _table(found: Trends, limit: int, room: int, labels: Labels, *, plain: bool) -> Iterator[str]:
    """A line a topic, a bar a week, each topic to its own scale, with its highest share."""
    from summarizer.text.bars import column
    from summarizer.text.columns import wrapped

    cell = min(max(room // len(found.weeks), 1), _CELL)
    yield f"{counted(sum(found.papers), 'paper')}, {found.weeks[0]} to {found.weeks[-1]}"
    columns = room + _NAME + len(_HEADS)
    yield from wrapped(_LEGEND, columns)
    yield ""
    wide = cell * len(found.weeks)
    yield f"{'':{_NAME}}{_ruler(found, cell):{wide}}{_HEADS}"
    rows = list(found.topics.items())[:limit]
    if any(found.untagged):
        rows.append((NO_TOPIC, found.untagged))
    for topic, counts in rows:
        shares = list(_shares(counts, found.papers))
        most = max(each or 0 for each in shares)
        bars = "".join(_cell(column(each, most, plain=plain), cell) for each in shares)
        figures = (most, sum(counts) / sum(found.papers), shares[-1])
        yield f"{_cut(labels.of(topic))}{bars}{''.join(map(_percent, figures))}"
    if cell >= _CELL - 1:
        numbers = "".join(f"{each:>{cell - 1}} " for each in found.papers)
        yield f"{'papers':{_NAME}}{numbers}".rstrip()


def _cell(bar: str, cell: int) -> str:
    """A bar as wide as a week has room for, with a gap to the next where there is some."""
    return bar if cell == 1 else bar * (cell - 1) + " "


def _ruler(found: Trends, cell: int) -> str:
    """The weeks above their bars: each by its number, or the first and the last."""
    if cell >= len("W01 "):
        return "".join(f"{week[5:]:{cell}}" for week in found.weeks)
    first, last = found.weeks[0][5:], found.weeks[-1][5:]
    gap = cell * len(found.weeks) - len(first)
    return f"{first}{last:>{gap}}" if gap > len(last) else ""


def _cut(topic: str) -> str:
    """What a topic is called, in as many columns as there are for it."""
    from rich.cells import cell_len, set_cell_size

    called, room = one_line(topic), _NAME - 1
    if cell_len(called) > room:
        called = set_cell_size(called, room - 1).rstrip() + "…"
    return set_cell_size(called, room) + " "


def _percent(share: float | None) -> str:
    return "    -" if share is None else f"{share * 100:4.0f}%"


def _by_week(found: Trends, topics: Sequence[str], look: View, *, plain: bool) -> Iterator[str]:
    """For each topic a heading, and a line a week."""
    from summarizer.text.bars import row

    counts = {topic: found.of(topic) for topic in topics}
    shares = {topic: list(_shares(each, found.papers)) for topic, each in counts.items()}
    full = max((each or 0 for share in shares.values() for each in share), default=0)
    width = min(max(look.width - 32, 8), 60)
    for topic in topics:
        yield from [""] if topic != topics[0] else []
        having, called = sum(counts[topic]), one_line(look.labels.of(topic))
        yield f"{called}: {having} of {counted(sum(found.papers), 'paper')}"
        weeks = zip(found.weeks, counts[topic], found.papers, shares[topic], strict=True)
        for week, count, papers, share in weeks:
            bar = row(share or 0, full, width, plain=plain)
            yield f"  {week}  {count:4} of {papers:4} {_percent(share)}  {bar}".rstrip()
