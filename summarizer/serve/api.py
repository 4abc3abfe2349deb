"""The JSON API to read: days, papers, searches, topics, in the digest's own schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.errors import NothingListed, UsageError
from summarizer.library import neighbours, overview
from summarizer.library.query import OneOf, Query
from summarizer.library.search import on_index, search, stored
from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import is_day
from summarizer.papers.wire import dumps, fields
from summarizer.reviews.corrections import laid_over, marked
from summarizer.serve.feeds import topic_of
from summarizer.serve.pages import mark
from summarizer.serve.queries import query_of
from summarizer.serve.quotations import copies_state, part
from summarizer.serve.reading import listings, require_day
from summarizer.serve.topicpages import all_trends
from summarizer.topics import vocabularyfile
from summarizer.topics.trends import latest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.serve.serving import Serving

A_PAGE, MOST = 20, 200
_SIZES = (
    "SELECT listed, count(DISTINCT paper) FROM paper WHERE listed IS NOT NULL "
    "GROUP BY listed ORDER BY listed DESC"
)

Answer = dict[str, Any]


def routes() -> list[BaseRoute]:
    """Every question that changes nothing."""
    from starlette.routing import Route

    from summarizer.serve.openapi import document

    table: dict[str, Callable[[Request, Run], Answer]] = {
        "/api/days": days,
        "/api/days/{day}": day,
        "/api/search": found,
        "/api/texts": in_texts,
        "/api/topics": topics,
        "/api/topics/{name}": topic,
        "/api/for-me": for_me,
        "/api/trends": trends,
        "/api/papers/{id:path}/similar": similar,
        "/api/papers/{id:path}": paper,
    }
    described = Route("/api/openapi.json", lambda request: _json(request, document(), ""))
    return [described, *(Route(path, _answering(answer)) for path, answer in table.items())]


def _answering(answer: Callable[[Request, Run], Answer]) -> Callable[[Request], Response]:
    """A route that gives an answer, or nothing but that the one from before is still right."""

    def route(request: Request) -> Response:
        serving: Serving = request.app.state.serving
        run = serving.reading()
        copies = copies_state(run) if answer is in_texts else ""
        state = mark(serving.state(run), str(request.url), copies)
        if request.headers.get("if-none-match") == f'"{state}"':
            from starlette.responses import Response as Bare

            return Bare(status_code=304, headers={"etag": f'"{state}"'})
        return _json(request, answer(request, run), state)

    return route


def _json(request: Request, answer: Answer, state: str) -> Response:
    from starlette.responses import Response

    del request
    headers = {"etag": f'"{state}"'} if state else {}
    return Response(dumps(answer) + "\n", media_type="application/json", headers=headers)


def page_of(request: Request) -> tuple[int, int]:
    """How many are asked for, and after how many. Raises UsageError."""
    limit = _number(request, "limit", A_PAGE)
    return min(max(limit, 1), MOST), _number(request, "offset", 0)


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 7):  # noqa: PLR2004 - a library is smaller
        message = f"`{name}` must be a whole number, such as {name}={default or 20}"
        raise UsageError(message)
    return int(text)


def days(_: Request, run: Run) -> Answer:
    """Every day with papers, the newest first."""
    sizes = on_index(run, lambda index: index.rows(_SIZES)) if run.library.stamps() else []
    return {"days": [{"day": day, "papers": papers} for day, papers in sizes]}


def day(request: Request, run: Run) -> Answer:
    """A day's papers as a digest; of several sources, all together."""
    from summarizer.library.rollup import rollup
    from summarizer.papers.days import parse_day
    from summarizer.papers.periods import Span

    text = request.path_params["day"]
    found = parse_day(text) if is_day(text) else None
    if found is None:
        message = f"`{text}` is not a day: write it as 2025-12-09"
        raise UsageError(message)
    require_day(text, run)
    digest = rollup(Span(text, found, found), run)
    answer = fields(digest)
    del answer["period"]
    return answer | {"date": text}


def paper(request: Request, run: Run) -> Answer:
    """One paper, with the days on which it was listed, and the version that was each time."""
    entry = _entry(request, run)
    rows = [each for each in listings(entry.id, run) if is_day(each[1])]
    return fields(entry) | {
        "days": list(dict.fromkeys(day for _, day, _ in rows)),
        "versions": [{"day": day, "source": label, "version": each} for label, day, each in rows],
    }


def _entry(request: Request, run: Run) -> Entry:
    identity = request.path_params["id"]
    entry = stored(identity, run)
    if entry is None:
        message = f"the paper {identity} is not stored"
        raise NothingListed(message)
    return laid_over([entry], run.reviews, run.marks)[0]


def similar(request: Request, run: Run) -> Answer:
    """The stored papers that are most like one, and why."""
    limit, _ = page_of(request)
    near = neighbours.similar([_entry(request, run)], run, limit)
    return {
        "papers": [
            fields(each.entry) | {"similarity": {"score": each.score, "why": list(each.why)}}
            for each in near
        ]
    }


def found(request: Request, run: Run) -> Answer:
    """What a query finds, in the words of `summarize search`."""
    text = _question(request)
    return {"query": text} | _part(request, run, query_of(text))


def in_texts(request: Request, run: Run) -> Answer:
    """The same in the full texts that are kept: papers with passages."""
    text = _question(request)
    limit, offset = page_of(request)
    return {"query": text} | part(query_of(text), run, limit, offset)


def _question(request: Request) -> str:
    text = request.query_params.get("q", "").strip()
    if not text:
        message = "what shall be searched for? Give q, such as q=tag:rag"
        raise UsageError(message)
    return text


def _part(request: Request, run: Run, query: Query) -> Answer:
    limit, offset = page_of(request)
    result = search(query, run, offset + limit, run.settings.min_score, offset)
    papers = marked(result.papers, run.marks)
    return {"total": result.total, "offset": offset, "papers": list(map(fields, papers))}


def topics(request: Request, run: Run) -> Answer:
    """The topics of the vocabulary, and those only papers have, with how many papers have each."""
    vocabulary = vocabularyfile.in_use(run.settings)
    serving: Serving = request.app.state.serving
    sizes = dict(serving.summed(overview.counts, run))
    rows = [
        {
            "name": each.name,
            "label": each.label,
            "group": vocabulary.groups.get(each.group, each.group),
            "definition": each.definition,
            "papers": sizes.pop(each.name, 0),
        }
        for each in vocabulary
    ]
    rows += [
        {"name": name, "label": name, "group": None, "definition": None, "papers": size}
        for name, size in sizes.items()
    ]
    return {"topics": rows, "without": serving.summed(overview.without_topic, run)}


def topic(request: Request, run: Run) -> Answer:
    """The papers of a topic, the newest first."""
    name = topic_of(request.path_params["name"], run)
    known = vocabularyfile.in_use(run.settings).get(name)
    told = {
        "name": name,
        "label": known.label if known else name,
        "definition": known.definition if known else None,
    }
    return told | _part(request, run, Query(tags=(OneOf((name,), exact=True),)))


def for_me(request: Request, run: Run) -> Answer:
    """The newest papers in the order in which their reader wants them."""
    serving: Serving = request.app.state.serving
    ranking = serving.ranking(run)
    if ranking is None:
        message = "no interests yet: star some papers, or write down what you want to read"
        raise NothingListed(message)
    limit, offset = page_of(request)
    papers = search(Query(), run, 500, run.settings.min_score).papers
    shown: Sequence[Entry] = ranking.ordered([each for each in papers if each.engine])[0]
    part = shown[offset : offset + limit]
    return {"total": len(shown), "offset": offset, "papers": list(map(fields, part))}


def trends(request: Request, run: Run) -> Answer:
    """How many papers were listed week by week, and how many with each topic."""
    serving: Serving = request.app.state.serving
    weeks = _number(request, "weeks", 12)
    kept = latest(serving.summed(all_trends, run), max(weeks, 1))
    rows = [{"topic": name, "papers": list(counts)} for name, counts in kept.topics.items()]
    if any(kept.untagged):
        rows.append({"topic": NO_TOPIC, "papers": list(kept.untagged)})
    return {"weeks": list(kept.weeks), "papers": list(kept.papers), "topics": rows}
