"""The pages of weeks and months: what `summarize week` and `summarize month` say of the days.

They are made of what is known of the days without reading one: no abstract is in them, and the
papers of a month, which may be thousands, are lines.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

from summarizer.papers.days import is_day, parse_day
from summarizer.papers.periods import MOST_UPVOTED, Kind, containing
from summarizer.papers.relevance import not_shown
from summarizer.renderers.html.digestpage import Group, group, topic_counts
from summarizer.site.frame import period_path
from summarizer.site.personal import groups
from summarizer.topics.grouping import by_topic, totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.papers.periods import Span
    from summarizer.renderers.html.cards import Card
    from summarizer.site.buildstate import Known, Shelf
    from summarizer.site.contents import Contents
    from summarizer.site.folder import File
    from summarizer.site.frame import Look

    Shown = tuple[Known, Shelf]


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month with its stored days, the newest first, and its neighbours' names.

    `new_topics` are those that no day before it has; none where there is no such day.
    """

    span: Span
    kind: Kind
    days: tuple[str, ...]
    older: str | None
    newer: str | None
    new_topics: tuple[str, ...]


def files(contents: Contents, look: Look) -> Iterator[File]:
    """The page of each week and month of which a day is stored."""
    first = _first_days(contents)
    for kind in get_args(Kind):
        for period in periods(contents.days, kind, first):
            yield _page(contents, look, period)


def periods(
    stored: Iterable[str], kind: Kind, first: Mapping[str, str] | None = None
) -> Iterator[Period]:
    """The weeks or months of the stored days, the newest first, as the days are given.

    `first` says of each topic on which day it was first stored.
    """
    spans: dict[str, Span] = {}
    days: dict[str, list[str]] = defaultdict(list)
    for day in filter(is_day, stored):
        if (parsed := parse_day(day)) is None:
            continue
        span = containing(parsed, kind)
        spans[span.name] = span
        days[span.name].append(day)
    new: dict[str, list[str]] = defaultdict(list)
    for topic, day in (first or {}).items():
        if parsed := parse_day(day):
            new[containing(parsed, kind).name].append(topic)
    for newer, (name, older) in zip([None, *spans], pairwise([*spans, None]), strict=False):
        if name is not None:
            topics = tuple(sorted(new[name])) if older else ()
            yield Period(spans[name], kind, tuple(days[name]), older, newer, topics)


def _first_days(contents: Contents) -> dict[str, str]:
    """Of each topic the first day that has it."""
    found: dict[str, str] = {}
    for day, shelves in contents.days.items():  # the newest first: the oldest is what stays
        if is_day(day):
            for shelf in shelves:
                for known in shelf.papers:
                    found.update(dict.fromkeys(known.card.tags, day))
    return found


def _page(contents: Contents, look: Look, period: Period) -> File:
    name = period.span.name
    shelves = [shelf for day in period.days for shelf in contents.days[day]]
    mine = [
        (known.mine, known.card.given) for shelf in shelves for known in shelf.papers if known.mine
    ]
    inputs = [
        [(day, [shelf.state for shelf in contents.days[day]]) for day in period.days],
        *(period.older, period.newer, look.labels.all(period.new_topics), mine),
    ]
    return look.page(
        period_path(name), "period.html", inputs, lambda: values(contents, look, period)
    )


def values(contents: Contents, look: Look, period: Period) -> dict[str, Any]:
    """What the page of a week or month shows."""
    papers = sorted(_papers(contents, period), key=lambda each: each[0].rank)
    annotated = [each for each in papers if each[0].annotated]
    found, for_me = groups(annotated, look.personal.profile if look.personal else None)
    seen = [shown for _, within in found for shown in within]
    counts = topic_counts(known.card for known, _ in seen)
    having = {each.name: each.papers for each in counts}
    if for_me is None:
        shown = list(_by_topic(seen, look))
    else:
        shown = [
            group(heading, [(_dated(look, each), None) for each in of]) for heading, of in found
        ]
    most = sorted((known for known, _ in seen if known.upvotes), key=lambda each: -each.upvotes)
    return {
        "period": period,
        "days": [(day, len(contents.of_day(day))) for day in period.days[::-1]],
        "most_upvoted": [(each.card, each.upvotes) for each in most[:MOST_UPVOTED]],
        "new_topics": [
            (topic, look.called(topic), having[topic])
            for topic in sorted(period.new_topics, key=lambda topic: -having.get(topic, 0))
            if topic in having
        ],
        "counts": counts,
        "total": len(seen),
        "not_shown": not_shown(for_me),
        "waiting": len(papers) - len(annotated),
        "found": shown,
    }


def _by_topic(seen: Sequence[Shown], look: Look) -> Iterator[Group]:
    """The papers by topic, as `summarize week` has them."""
    having = totals([known.card.tags for known, _ in seen])
    for section in by_topic(((each[0].heading, each) for each in seen), look.labels):
        cards = tuple((_dated(look, each), None) for each in section.papers)
        yield Group(section.heading, cards, section.size(having))


def _dated(look: Look, shown: Shown) -> Card:
    """A paper's card, which says on which day of the period it was listed."""
    known, shelf = shown
    card = known.with_reasons(look.labels)
    return replace(card, facts=(f"listed {shelf.day}", *card.facts))


def _papers(contents: Contents, period: Period) -> list[Shown]:
    """The papers of the days, each once: as the newest day has it that says most of it."""
    found: dict[str, Shown] = {}
    for day in period.days:
        for known, shelf in contents.of_day(day):
            before = found.get(known.id)
            if before is None or known.annotated > before[0].annotated:
                found[known.id] = known, shelf
    return list(found.values())
