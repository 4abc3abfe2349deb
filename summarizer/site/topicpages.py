"""The pages of topics, and of papers without one: the newest, all by month, and an overview."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.library.store import UNDATED
from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import is_day, parse_day
from summarizer.renderers.html.digestpage import Group
from summarizer.renderers.html.filenames import safe_name
from summarizer.renderers.html.trendchart import LARGE, Chart, chart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.renderers.html.cards import Card
    from summarizer.site.contents import Contents, Listed
    from summarizer.site.folder import File
    from summarizer.site.frame import Look
    from summarizer.topics.trends import Trends

NEWEST, CHART_WEEKS, OVERVIEW_WEEKS, CHARTS = 20, 52, 26, 12


def topic_folder(name: str) -> str:
    """The folder of a topic's pages, with a `/` at its end."""
    return f"topics/{safe_name(name)}/"


def files(contents: Contents, look: Look) -> Iterator[File]:
    """The overview, and the pages of each topic and of papers without one."""
    for name, papers in contents.collected.items():
        yield from _topic(contents, look, name, papers)
    yield _overview(contents, look)


def _topic(contents: Contents, look: Look, name: str, papers: Sequence[Listed]) -> Iterator[File]:
    months = _months(papers) if len(papers) > NEWEST else {}
    newest = papers[:NEWEST]
    counts = _counts(contents.trends, name)[-CHART_WEEKS:]
    weeks = contents.trends.weeks[-CHART_WEEKS:] if counts else ()
    topic = look.topic(name)
    told = (topic.label, topic.definition) if topic else None
    sizes = {month: len(each) for month, each in months.items()}

    def values() -> dict[str, Any]:
        return {
            "name": name,
            "topic": topic,
            "total": len(papers),
            "trend": trend(contents.trends, name),
            "months": {month: (long_month(month), size) for month, size in sizes.items()},
            "found": _groups_by_month(newest),
            "shown": len(newest),
        }

    folder = topic_folder(name)
    drawn = weeks, counts, contents.trends.tell_something
    inputs = [_marks(newest), drawn, told, sizes, len(papers)]
    yield look.page(f"{folder}index.html", "topic.html", inputs, values)
    for month, within in months.items():
        yield _month(look, name, month, within)


def _month(look: Look, name: str, month: str, papers: Sequence[Listed]) -> File:
    return look.page(
        f"{topic_folder(name)}{month}.html",
        "month.html",
        _marks(papers),
        lambda: {
            "name": name,
            "topic": look.topic(name),
            "month": month,
            "total": len(papers),
            "papers": [dated(each) for each in papers],
            "heading": long_month(month),
        },
    )


def trend(trends: Trends, name: str) -> Chart | None:
    """A topic's picture; None where its papers are of no day, or all are of too few weeks."""
    counts = _counts(trends, name)[-CHART_WEEKS:]
    shown = counts and trends.tell_something
    return chart(trends.weeks[-CHART_WEEKS:], counts, LARGE) if shown else None


def _counts(trends: Trends, name: str) -> tuple[int, ...]:
    """The counts by week; empty where no paper was listed on a day."""
    counts = trends.of(name)
    return counts if any(counts) else ()


def _marks(papers: Sequence[Listed]) -> list[tuple[object, str]]:
    return [(each.known.state, each.day) for each in papers]


def _groups_by_month(papers: Sequence[Listed]) -> list[Group]:
    """The papers under their months, without their abstracts."""
    return [
        Group(long_month(month), tuple((dated(each), None) for each in found))
        for month, found in _months(papers).items()
    ]


def dated(listed: Listed, card: Card | None = None) -> Card:
    """The card of a paper that says when it was listed; another card than the one that is known."""
    card = card or listed.known.card
    if not is_day(listed.day):
        return card
    return replace(card, facts=(f"listed {listed.day}", *card.facts))


def long_month(month: str) -> str:
    """`December 2025` for `2025-12`; other words for no month."""
    first = parse_day(f"{month}-01")
    return f"{first:%B %Y}" if first else "From collections"


def _months(papers: Sequence[Listed]) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = {}
    for each in papers:
        month = each.day[:7] if is_day(each.day) else UNDATED
        found.setdefault(month, []).append(each)
    return found


def _overview(contents: Contents, look: Look) -> File:
    """All topics by group, with pictures, and the numbers as a table."""
    totals = {name: len(papers) for name, papers in contents.collected.items()}
    told = {name: (each.label, each.group) for name in totals if (each := look.topic(name))}
    labels = dict(look.vocabulary.groups)
    inputs = [_recent(contents.trends, totals), totals, told, labels]
    return look.page(
        "topics/index.html",
        "topics.html",
        inputs,
        lambda: overview_values(look, totals, contents.trends),
    )


def _recent(trends: Trends, totals: Iterable[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The newest weeks, and each topic's counts; nothing where the weeks are too few."""
    if not trends.tell_something:
        return (), {}
    counts = {name: _counts(trends, name)[-OVERVIEW_WEEKS:] for name in totals}
    return trends.weeks[-OVERVIEW_WEEKS:], counts


def overview_values(look: Look, totals: dict[str, int], trends: Trends) -> dict[str, Any]:
    """What the page of all topics shows; `totals` are the papers of each."""
    weeks, counts = _recent(trends, totals)
    most = sorted(counts, key=lambda name: (-sum(counts[name]), name))
    charts = [
        (f"{safe_name(name)}/index.html", look.called(name), sum(counts[name]), chart(weeks, found))
        for name in most[:CHARTS]
        if any(found := counts[name])
    ]
    values = {"groups": _grouped(look, totals), "charts": charts}
    return values | {"weeks": weeks, "counts": counts}


def _grouped(look: Look, totals: dict[str, int]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Topics under the labels of their groups, most frequent first."""
    labels = dict(look.vocabulary.groups)
    groups: dict[str, list[tuple[str, str, int]]] = {label: [] for label in labels.values()}
    ordered = sorted(totals.items(), key=lambda item: (item[0] == NO_TOPIC, -item[1], item[0]))
    for name, total in ordered:
        topic = look.topic(name)
        label = labels.get(topic.group, topic.group) if topic else "Not in the vocabulary"
        label = "Papers without a topic" if name == NO_TOPIC else label
        groups.setdefault(label, []).append((name, topic.label if topic else name, total))
    return [(label, rows) for label, rows in groups.items() if rows]
