"""Feeds at addresses that stay: the newest papers, those of a topic, and those for the reader."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from summarizer.errors import NothingListed
from summarizer.library.query import OneOf, Query
from summarizer.library.search import search
from summarizer.papers.certainty import NO_TOPIC
from summarizer.renderers import About, feeds
from summarizer.renderers.html.filenames import safe_name
from summarizer.serve.pages import mark
from summarizer.topics import labels, vocabularyfile
from summarizer.topics.vocabulary import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.run import Run
    from summarizer.papers.records import Entry
    from summarizer.serve.serving import Serving

NEWEST = 50
_KINDS = {"xml": "application/atom+xml", "json": "application/feed+json"}


def routes() -> list[BaseRoute]:
    """Both forms of every feed."""
    from starlette.routing import Route

    return [
        route
        for ending in _KINDS
        for route in (
            Route(f"/feed.{ending}", newest),
            Route(f"/for-you.{ending}", for_you),
            Route(f"/topics/{{name}}/feed.{ending}", of_topic),
        )
    ]


def newest(request: Request) -> Response:
    """The papers listed last."""
    serving: Serving = request.app.state.serving
    run = serving.reading()
    papers = search(Query(), run, NEWEST, run.settings.min_score).papers
    return _feed(request, "", serving.title, [each for each in papers if each.engine])


def of_topic(request: Request) -> Response:
    """The papers of a topic that were listed last."""
    serving: Serving = request.app.state.serving
    run = serving.reading()
    name = topic_of(request.path_params["name"], run)
    query = Query(tags=(OneOf((name,), exact=True),))
    papers = search(query, run, NEWEST, run.settings.min_score).papers
    home, called = f"topics/{safe_name(name)}/index.html", labels.in_use(run.settings).of(name)
    return _feed(request, home, f"{serving.title}: {called}", papers)


def for_you(request: Request) -> Response:
    """The newest papers that their reader is likely to want, the most relevant first."""
    from summarizer.papers.relevance import FOR_HER

    serving: Serving = request.app.state.serving
    run = serving.reading()
    ranking = serving.ranking(run)
    if ranking is None:
        message = "nothing is known yet of what you want to read: star some papers"
        raise NothingListed(message)
    papers = search(Query(), run, 10 * NEWEST, run.settings.min_score).papers
    found = ranking.ordered([each for each in papers if each.engine], FOR_HER, NEWEST)[0]
    return _feed(request, "for-you.html", f"{serving.title}: for you", found)


def topic_of(name: str, run: Run) -> str:
    """The topic that an address names: by its name, or the name of its folder in a site."""
    from summarizer.errors import UsageError

    vocabulary = vocabularyfile.in_use(run.settings)
    known = chain([NO_TOPIC], (topic.name for topic in vocabulary), _only_stored(run))
    for each in known:
        if name in {each, safe_name(each)}:
            return each
    try:
        return wanted(name, vocabulary)
    except UsageError as error:
        raise NothingListed(str(error)) from error


def _only_stored(run: Run) -> Iterator[str]:
    """Topics that only papers name, looked up when no other will do."""
    from summarizer.library.overview import counts

    yield from counts(run)


def _feed(request: Request, home: str, title: str, papers: Sequence[Entry]) -> Response:
    from starlette.responses import Response

    from summarizer.renderers import atom, jsonfeed

    base, ending = str(request.base_url), request.url.path.rpartition(".")[2]
    about = About(
        title=title,
        id=feeds.identity("site", base, request.url.path.rpartition(".")[0]),
        updated=feeds.latest(papers),
        home_url=f"{base}{home}",
        labels=labels.in_use(request.app.state.serving.run().settings),
        feed_url=f"{base}{request.url.path.lstrip('/')}",
    )
    text = "".join((atom if ending == "xml" else jsonfeed).feed(about, papers))
    headers = {"etag": f'"{mark(text)}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=_KINDS[ending], headers=headers)
