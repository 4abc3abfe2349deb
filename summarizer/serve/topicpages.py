"""The pages of topics, weeks and months, made of what the index and the stored days say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import NothingListed
from summarizer.library import overview
from summarizer.library.query import OneOf, Query
from summarizer.library.search import on_index, search
from summarizer.library.store import UNDATED
from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import is_day, parse_day
from summarizer.papers.periods import containing, parse_span
from summarizer.renderers.html.digestpage import Group
from summarizer.serve.feeds import topic_of
from summarizer.serve.pages import answer, mark, moved, rendered
from summarizer.serve.reading import begun, card_of
from summarizer.serve.shelves import Shelves
from summarizer.site import periodpages, topicpages
from summarizer.topics.trends import Trends, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.run import Run
    from summarizer.papers.periods import Kind, Span
    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Card

_MONTHS = (
    "SELECT coalesce(substr(p.listed, 1, 7), ''), count(DISTINCT p.paper) FROM paper p {where} "
    "GROUP BY 1 ORDER BY 1 DESC"
)
_OF_TOPIC = "JOIN tag USING (id) WHERE tag = ? AND coalesce(score, 1) >= ?"
_OF_NONE = "WHERE annotated AND id NOT IN (SELECT id FROM tag WHERE coalesce(score, 1) >= ?)"
_MOST = 2_000
"""Papers of a topic in one month, at most."""


def routes() -> list[BaseRoute]:
    """Every page, and the short addresses that lead to them."""
    from starlette.routing import Route

    return [
        Route("/topics", moved("/topics/index.html")),
        Route("/topics/", moved("/topics/index.html")),
        Route("/topics/index.html", topics),
        Route("/topics/{name}/index.html", topic),
        Route("/topics/{name}/{month}.html", month),
        Route("/topics/{name}", by_name),
        Route("/topics/{name}/", by_name),
        Route("/weeks/{name}.html", _period("week")),
        Route("/weeks/{name}", moved("/weeks/{name}.html")),
        Route("/months/{name}.html", _period("month")),
        Route("/months/{name}", moved("/months/{name}.html")),
    ]


def topics(request: Request) -> Response:
    """All topics by group, with how many papers have each."""
    serving, run, state = begun(request)

    def page() -> str:
        shelves = Shelves(serving, run)
        sizes = dict(serving.summed(overview.counts, run))
        if without := serving.summed(overview.without_topic, run):
            sizes[NO_TOPIC] = without
        values = topicpages.overview_values(shelves.look, sizes, serving.summed(all_trends, run))
        return rendered("topics.html", shelves.look, "../", **values)

    return answer(request, mark(state), page)


def all_trends(run: Run) -> Trends:
    """The topics of all that is stored, week by week."""
    return tally(overview.listed(run, run.settings.min_score))


def by_name(request: Request) -> Response:
    """The way from what a topic is called to its page."""
    from starlette.responses import RedirectResponse

    _, run, _ = begun(request)
    name = topic_of(request.path_params["name"], run)
    return RedirectResponse(f"/{topicpages.topic_folder(name)}index.html", 307)


def topic(request: Request) -> Response:
    """A topic's newest papers, and its months."""
    serving, run, state = begun(request)
    name = topic_of(request.path_params["name"], run)

    def page() -> str:
        shelves = Shelves(serving, run)
        found = search(_of(name), run, topicpages.NEWEST, run.settings.min_score)
        if not found.total and shelves.look.topic(name) is None:
            message = f"no stored paper has the topic `{name}`"
            raise NothingListed(message)
        months = _months(name, run) if found.total > topicpages.NEWEST else {}
        return rendered(
            "topic.html",
            shelves.look,
            "../../",
            name=name,
            topic=shelves.look.topic(name),
            total=found.total,
            trend=topicpages.trend(serving.summed(all_trends, run), name),
            months={each: (topicpages.long_month(each), size) for each, size in months.items()},
            found=list(_by_month(shelves, found.papers)),
            shown=len(found.papers),
        )

    return answer(request, mark(state), page)


def _of(name: str, since: str | None = None, until: str | None = None) -> Query:
    return Query(tags=(OneOf((name,), exact=True),), since=since, until=until)


def _months(name: str, run: Run) -> dict[str, int]:
    """How many papers of a topic each month has, the newest first."""
    least = run.settings.min_score or 0.0
    where, values = (_OF_NONE, (least,)) if name == NO_TOPIC else (_OF_TOPIC, (name, least))
    statement = _MONTHS.format(where=where)
    rows = on_index(run, lambda index: index.rows(statement, values))
    return {month or UNDATED: size for month, size in rows}


def _by_month(shelves: Shelves, papers: Sequence[Entry]) -> Iterator[Group]:
    months: dict[str, list[Card]] = {}
    for each in papers:
        listed = each.listed if each.listed and is_day(each.listed) else ""
        months.setdefault(listed[:7], []).append(card_of(shelves, each, listed or None))
    for month, cards in months.items():
        yield Group(topicpages.long_month(month), tuple((each, None) for each in cards))


def month(request: Request) -> Response:
    """A topic's papers of one month."""
    serving, run, state = begun(request)
    name, wanted = topic_of(request.path_params["name"], run), request.path_params["month"]

    def page() -> str:
        shelves = Shelves(serving, run)
        papers = [each for each in _papers(name, wanted, run) if _is_of(each, wanted)]
        if not papers:
            message = f"no paper of `{name}` is stored for {wanted}"
            raise NothingListed(message)
        return rendered(
            "month.html",
            shelves.look,
            "../../",
            name=name,
            topic=shelves.look.topic(name),
            month=wanted,
            total=len(papers),
            papers=[card_of(shelves, each, each.listed) for each in papers],
            heading=topicpages.long_month(wanted),
        )

    return answer(request, mark(state), page)


def _papers(name: str, wanted: str, run: Run) -> Sequence[Entry]:
    span = parse_span(wanted, "month")
    if span is None and wanted != UNDATED:
        message = f"`{wanted}` is not a month: write it as 2025-12"
        raise NothingListed(message)
    query = _of(name, span.since.isoformat(), span.until.isoformat()) if span else _of(name)
    return search(query, run, _MOST, run.settings.min_score).papers


def _is_of(entry: Entry, wanted: str) -> bool:
    return (entry.listed or UNDATED)[: len(wanted)] == wanted


def _period(kind: Kind) -> Callable[[Request], Response]:
    """The page of a week, or of a month."""

    def route(request: Request) -> Response:
        serving, run, state = begun(request)
        span = parse_span(request.path_params["name"], kind)
        if span is None:
            example = "2025-W50" if kind == "week" else "2025-12"
            message = f"`{request.path_params['name']}` is not a {kind}: write it as {example}"
            raise NothingListed(message)
        return answer(request, mark(state), lambda: _span(Shelves(serving, run), span, kind))

    return route


def _span(shelves: Shelves, span: Span, kind: Kind) -> str:
    days = tuple(each for each in shelves.days if each in span)
    if not days:
        message = f"nothing is stored for {span.name}"
        raise NothingListed(message)
    contents = shelves.of([key for key in shelves.stamps if key[1] in days])
    names = [containing(found, kind).name for each in shelves.days if (found := parse_day(each))]
    names = list(dict.fromkeys(names))
    at = names.index(span.name)
    earlier = overview.part(shelves.run, span.since.isoformat(), span.until.isoformat()).earlier
    new = () if earlier is None else tuple(sorted(contents.topics.keys() - earlier))
    older = names[at + 1] if names[at + 1 :] else None
    period = periodpages.Period(span, kind, days, older, names[at - 1] if at else None, new)
    values = periodpages.values(contents, shelves.look, period)
    return rendered("period.html", shelves.look, "../", **values)
