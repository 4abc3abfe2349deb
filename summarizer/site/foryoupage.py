"""The page of a site's reader: the most relevant papers of the newest days."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.papers.days import is_day
from summarizer.papers.relevance import FOR_HER
from summarizer.renderers.html.digestpage import Group, topic_counts
from summarizer.site.topicpages import dated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.site.contents import Contents, Listed
    from summarizer.site.dayreader import Reader
    from summarizer.site.folder import File
    from summarizer.site.frame import Look

DAYS, MOST = 14, 50


def most_relevant(contents: Contents) -> list[Listed]:
    """The papers for the reader that the newest days have, the most relevant first."""
    return _relevant(contents)[:MOST]


def _relevant(contents: Contents) -> list[Listed]:
    found = [
        listed
        for day in _days(contents)
        for listed in contents.newest.get(day, ())
        if listed.known.annotated and listed.known.score >= FOR_HER and not listed.known.hidden
    ]
    return sorted(found, key=lambda each: -each.known.score)


def files(contents: Contents, look: Look, reader: Reader) -> Iterator[File]:
    """The page."""
    relevant = _relevant(contents)
    papers, days = relevant[:MOST], _days(contents)

    def values() -> dict[str, Any]:
        cards = [dated(each, each.known.with_reasons(look.labels)) for each in papers]
        homes = [each.home for each in papers]
        details = [
            reader.detail(home.label, home.day, card.id)
            for home, card in zip(homes, cards, strict=True)
        ]
        return {
            "days": days,
            "found": [Group(None, tuple(zip(cards, details, strict=True)))],
            "counts": topic_counts(cards),
            "total": len(cards),
            "relevant": len(relevant),
        }

    inputs = [
        days,
        len(relevant),
        [(each.known.state, each.day, each.known.mine) for each in papers],
    ]
    yield look.page("for-you.html", "foryou.html", inputs, values)


def _days(contents: Contents) -> list[str]:
    """The newest days."""
    return list(islice(filter(is_day, contents.days), DAYS))
