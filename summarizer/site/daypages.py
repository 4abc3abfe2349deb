"""The pages of days: one a day, all of them as calendars, and the newest as the start page."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.papers.days import is_day, parse_day
from summarizer.papers.periods import containing
from summarizer.papers.records import Dropped, Report
from summarizer.papers.relevance import not_shown
from summarizer.renderers.html.cards import Card, Detail, source_name
from summarizer.renderers.html.digestpage import LeftOut, group, left_out, making, topic_counts
from summarizer.renderers.html.pages import long_day
from summarizer.renderers.html.trendchart import chart
from summarizer.site import abstractfiles
from summarizer.site.frame import day_path, period_path
from summarizer.site.personal import groups
from summarizer.site.topicpages import topic_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.library.store import StoredDay
    from summarizer.renderers.html.trendchart import Chart
    from summarizer.site.buildstate import Known, Shelf
    from summarizer.site.contents import Contents
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look

Cell = tuple[int, str | None, int, str]
RECENT_MONTHS, RECENT_WEEKS, RISING = 3, 12, 5


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a calendar: its page, and of each week the number, the page and the days.

    A day is its number or 0, its page, how many papers it has and what it is called.
    """

    name: str
    page: str
    weeks: tuple[tuple[int, str | None, tuple[Cell, ...]], ...]


def days(contents: Contents, look: Look, reader: Reader) -> Iterator[File]:
    """The page of each day, the newest first, and those of collections."""
    places = list(contents.days)
    for number, place in enumerate(places):
        before, after = places[max(number - 1, 0)], places[min(number + 1, len(places) - 1)]
        near = {
            "newer": before if before != place and is_day(before) == is_day(place) else None,
            "older": after if after != place and is_day(after) == is_day(place) else None,
        }
        yield _day(contents, look, reader, place, near)


def overviews(contents: Contents, look: Look, reader: Reader) -> Iterator[File]:
    """The page of all days, and the start page."""
    sizes = {place: len(contents.of_day(place)) for place in contents.days}
    counts = {day: size for day, size in sizes.items() if is_day(day)}
    collections = {place: size for place, size in sizes.items() if not is_day(place)}
    yield look.page(
        "days/index.html",
        "days.html",
        sizes,
        lambda: {"months": months(counts), "counts": counts, "collections": collections},
    )
    yield _start(contents, look, reader, counts)


def _day(
    contents: Contents, look: Look, reader: Reader, day: str, near: dict[str, str | None]
) -> File:
    return look.page(
        day_path(day),
        "day.html",
        [_inputs(contents, day), near],
        lambda: {
            "day": day,
            **near,
            "abstracts": abstractfiles.path(day),
            **day_values(contents, look, reader, day, whole=False),
        },
        guard=abstractfiles.guard(look),
    )


def _start(contents: Contents, look: Look, reader: Reader, counts: dict[str, int]) -> File:
    collected = [place for place in contents.days if not is_day(place)]
    day, older = [*islice(counts, 2), None, None][:2]
    day = day or next(iter(collected), None)
    recent = list(months(counts))[:RECENT_MONTHS]
    rising = list(_rising(contents, look))
    inputs = _inputs(contents, day) if day else None

    def values() -> dict[str, Any]:
        shown = day_values(contents, look, reader, day, whole=False) if day else None
        shown_beside = {"months": recent, "charts": rising, "collections": collected}
        abstracts = abstractfiles.path(day) if day else None
        return {
            "day": day,
            "dated": bool(counts),
            "older": older,
            "shown": shown,
            "abstracts": abstracts,
            **shown_beside,
        }

    shown_of = [inputs, older, recent, rising, collected]
    return look.page("index.html", "start.html", shown_of, values, guard=abstractfiles.guard(look))


def _inputs(contents: Contents, day: str) -> object:
    """What the papers of a day's page are made of."""
    papers = contents.of_day(day)
    before = [contents.before(known.id, day) for known, _ in papers]
    mine = [(known.mine, known.card.given) for known, _ in papers if known.mine]
    return [shelf.state for shelf in contents.days[day]], before, mine


def day_values(
    contents: Contents, look: Look, reader: Reader, day: str, *, whole: bool = True
) -> dict[str, Any]:
    """What a day's page shows of its papers, and how they came to be there.

    With `whole`, their abstracts and evidence stand in the page.
    """
    papers = contents.of_day(day)
    annotated = [each for each in papers if each[0].annotated]
    arranged, for_me = groups(annotated, look.personal.profile if look.personal else None)

    def more(known: Known, shelf: Shelf) -> Detail | None:
        return reader.detail(shelf.label, shelf.day, known.id) if whole else None

    found = [
        group(
            heading,
            [(_shown(contents, reader, day, known), more(known, shelf)) for known, shelf in within],
        )
        for heading, within in arranged
    ]
    cards = [shown for each in found for shown, _ in each.papers]
    shelves = contents.days[day]
    stored = [(each, kept) for each in shelves if (kept := reader.day(each.label, each.day))]
    return {
        "found": found,
        "not_shown": not_shown(for_me),
        "counts": topic_counts(cards),
        "total": len(cards),
        "left_out": list(_left_out(papers, [kept for _, kept in stored])),
        "makings": [
            making({**kept.head, "source": sources(kept.head)}, report(kept.head))
            for _, kept in stored
        ],
        "sources": [", ".join(sources(kept.head)) or each.label for each, kept in stored],
    }


def sources(head: dict[str, Any]) -> list[str]:
    """Where a day's papers came from."""
    given = head.get("source")
    return [source_name(str(each)) for each in given] if isinstance(given, list) else []


def _shown(contents: Contents, reader: Reader, day: str, known: Known) -> Card:
    card, before = known.with_reasons(reader.labels), contents.before(known.id, day)
    if before:
        card = replace(card, marks=(*card.marks, f"already in {before}"))
    return card


def _left_out(papers: Sequence[tuple[Known, Shelf]], stored: list[StoredDay]) -> Iterator[LeftOut]:
    """The papers without annotation, each with the reason where one is known."""
    reasons = {item.id: item for each in stored for item in each.skipped}
    for known, _ in papers:
        if not known.annotated:
            item = reasons.get(known.id)
            shown = LeftOut(known.card.title, "not annotated yet", known.card.page)
            yield left_out(item, known.card.page) if item else shown


def report(head: dict[str, Any]) -> Report | None:
    """The parse report in a stored head; None where there is none that can be read."""
    try:
        values = dict(head["report"])
        dropped = tuple(Dropped(each["where"], each["why"]) for each in values.pop("dropped", ()))
        return Report(**values, dropped=dropped)
    except (KeyError, TypeError, ValueError):
        return None


def months(counts: dict[str, int]) -> Iterator[Month]:
    """The months that have papers, the newest first."""
    parsed = {found: day for day in counts if (found := parse_day(day))}
    listed = {containing(each, "week").name for each in parsed}
    for year, month in sorted({(each.year, each.month) for each in parsed}, reverse=True):
        weeks = []
        for numbers in Calendar().monthdayscalendar(year, month):  # dates of no year 10000
            week = [date(year, month, each) if each else None for each in numbers]
            begins = next(filter(None, week))
            name = containing(begins, "week").name
            cells = tuple(_cell(each, parsed, counts) for each in week)
            page = period_path(name) if name in listed else None
            weeks.append((begins.isocalendar().week, page, cells))
        first = date(year, month, 1)
        page = period_path(containing(first, "month").name)
        yield Month(f"{first:%B %Y}", page, tuple(weeks))


def _cell(each: date | None, parsed: dict[date, str], counts: dict[str, int]) -> Cell:
    if each is None:
        return 0, None, 0, ""
    day = parsed.get(each)
    return each.day, day_path(day) if day else None, counts[day] if day else 0, long_day(day or "")


def _rising(contents: Contents, look: Look) -> Iterator[tuple[str, str, int, Chart]]:
    """The topics with most papers in the newest weeks: page, label, papers and picture of each."""
    if not contents.trends.tell_something:
        return
    weeks = contents.trends.weeks[-RECENT_WEEKS:]
    newest = Counter({tag: sum(each[-4:]) for tag, each in contents.trends.topics.items()})
    for tag, count in newest.most_common(RISING):
        if count:
            picture = chart(weeks, contents.trends.topics[tag][-RECENT_WEEKS:])
            yield f"{topic_folder(tag)}index.html", look.called(tag), count, picture
