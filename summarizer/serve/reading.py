"""The pages to read, under the same addresses as those of a site, so that links are the same."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import NothingListed, UsageError
from summarizer.library import neighbours
from summarizer.library.fulltexts import stamp
from summarizer.library.search import on_index, search, stored
from summarizer.library.store import is_collection
from summarizer.papers.days import is_day
from summarizer.papers.relevance import labelled
from summarizer.renderers.html.cards import card, detail
from summarizer.renderers.html.digestpage import group, topic_counts
from summarizer.renderers.html.filenames import safe_name
from summarizer.reviews.corrections import marked
from summarizer.serve import fulltexts, quotations
from summarizer.serve.pages import answer, mark, moved, rendered
from summarizer.serve.queries import LONGEST, query_of
from summarizer.serve.shelves import Shelves
from summarizer.site import daypages, foryoupage, paperpages
from summarizer.site.contents import Sighting

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.query import Query
    from summarizer.library.run import Run
    from summarizer.library.search import Found
    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Card, Detail
    from summarizer.serve.serving import Serving

A_PAGE = 20
"""Papers that are found, on one page."""
_NEAREST = 5
_LISTINGS = (
    "SELECT file.label, file.day, json_extract(stored, '$.version') FROM paper "
    "JOIN file ON file.id = paper.file JOIN body ON body.id = paper.id "
    "WHERE paper = ? ORDER BY file.day DESC, file.label"
)
_IDS = "SELECT DISTINCT paper FROM paper"
_SIZES = "SELECT listed, count(DISTINCT paper) FROM paper WHERE listed IS NOT NULL GROUP BY listed"


def routes() -> list[BaseRoute]:
    """Every page."""
    from starlette.routing import Route

    return [
        Route("/", start),
        Route("/index.html", start),
        Route("/days/index.html", days),
        Route("/days/{day}.html", day),
        Route("/days/{day}", moved("/days/{day}.html")),
        Route("/days", moved("/days/index.html")),
        Route("/days/", moved("/days/index.html")),
        Route("/collections/{name}.html", collection),
        Route("/papers/{slug}.html", paper),
        Route("/papers/{slug}.html", full_text, methods=["POST"]),
        Route("/papers/{slug:path}", paper_by_id),
        Route("/search.html", found),
        Route("/search", found),
        Route("/for-you.html", for_you),
        Route("/for-you", moved("/for-you.html")),
    ]


def begun(request: Request) -> tuple[Serving, Run, str]:
    """A run for this request, and what changes whenever the library does."""
    serving: Serving = request.app.state.serving
    run = serving.reading()
    return serving, run, serving.state(run)


def start(request: Request) -> Response:
    """The newest day that can be read."""
    serving, run, state = begun(request)

    def page() -> str:
        shelves = Shelves(serving, run)
        for each in shelves.days:
            with suppress(NothingListed):
                return _day(shelves, each, "", feed="feed", feed_title=serving.title)
        for name in shelves.collections:
            with suppress(NothingListed):
                return _collection(shelves, name, "")
        return rendered("empty.html", shelves.look, "")

    return answer(request, mark(state), page)


def day(request: Request) -> Response:
    """A day's papers."""
    serving, run, state = begun(request)
    wanted = request.path_params["day"]
    require_day(wanted, run)
    return answer(request, mark(state), lambda: _day(Shelves(serving, run), wanted, "../"))


def require_day(day: str, run: Run) -> None:
    """Raise NothingListed where nothing is stored for a day, or it is none."""
    if not is_day(day) or all(each != day for _, each in run.library.stamps()):
        message = f"nothing is stored for {day}" if is_day(day) else f"`{day}` is not a day"
        raise NothingListed(message)


def _day(shelves: Shelves, wanted: str, root: str, **more: str) -> str:
    contents = shelves.of_day(wanted)
    known = shelves.days
    at = known.index(wanted)
    near = {
        "newer": known[at - 1] if at else None,
        "older": known[at + 1] if known[at + 1 :] else None,
    }
    if wanted not in contents.days:
        message = f"the stored day {wanted} cannot be read: `summarize doctor` says why"
        raise NothingListed(message)
    values = daypages.day_values(contents, shelves.look, shelves.reader, wanted)
    return rendered("day.html", shelves.look, root, day=wanted, **near, **values, **more)


def collection(request: Request) -> Response:
    """Papers that came from a file."""
    serving, run, state = begun(request)
    wanted = request.path_params["name"]

    return answer(request, mark(state), lambda: _collection(Shelves(serving, run), wanted, "../"))


def _collection(shelves: Shelves, wanted: str, root: str) -> str:
    name, _, number = wanted.rpartition(".")
    known = shelves.collections
    key = known.get(wanted) or (known.get(name) if number.isdigit() else None)
    contents = shelves.of([key]) if key else None
    if contents is None or wanted not in contents.days:
        message = f"no collection `{wanted}` is stored"
        raise NothingListed(message)
    values = daypages.day_values(contents, shelves.look, shelves.reader, wanted)
    near = {"newer": None, "older": None}
    return rendered("day.html", shelves.look, root, day=wanted, **near, **values)


def days(request: Request) -> Response:
    """All days, as calendars."""
    serving, run, state = begun(request)

    def page() -> str:
        shelves = Shelves(serving, run)
        sizes: dict[str, int] = {}
        if shelves.stamps:
            sizes = dict(on_index(run, lambda index: index.rows(_SIZES)))
        counts = {each: sizes.get(each, 0) for each in shelves.days}
        return rendered(
            "days.html",
            shelves.look,
            "../",
            months=daypages.months(counts),
            counts=counts,
            collections=dict.fromkeys(shelves.collections, ""),
        )

    return answer(request, mark(state), page)


def paper(request: Request) -> Response:
    """A paper's page, by the name of its file in a site."""
    serving, run, state = begun(request)
    identity = id_of(request.path_params["slug"], run)
    entry = stored(identity, run)
    if entry is None:
        message = f"the paper {identity} is not stored"
        raise NothingListed(message)
    copies = stamp(entry, run)
    return answer(request, mark(state, copies), lambda: _paper(Shelves(serving, run), entry))


def full_text(request: Request) -> Response:
    """Fetch a paper's full text, and go back to its page."""
    from starlette.responses import RedirectResponse

    serving: Serving = request.app.state.serving
    run = serving.run()
    fulltexts.fetch(stored(id_of(request.path_params["slug"], run), run), run)
    return RedirectResponse(f"{request.url.path}#points", 303)


def paper_by_id(request: Request) -> Response:
    """The way from a paper's id to its page."""
    from starlette.responses import RedirectResponse

    return RedirectResponse(f"/papers/{safe_name(request.path_params['slug'])}.html", 307)


def id_of(slug: str, run: Run) -> str:
    """The id that a file's name stands for. Raises NothingListed."""
    if safe_name(slug) == slug:
        return slug
    if run.library.stamps():
        for (identity,) in on_index(
            run, lambda index: index.rows("SELECT DISTINCT paper FROM paper")
        ):
            if safe_name(identity) == slug:
                return str(identity)
    return slug


def _paper(shelves: Shelves, entry: Entry) -> str:
    run = shelves.run
    entry = marked(_for_her(shelves, [entry]), run.marks)[0]
    listed = listings(entry.id, run)
    seen = [Sighting(_place(label, day), label, version) for label, day, version in listed]
    shown = card_of(shelves, entry)
    near = neighbours.similar([entry], run, _NEAREST, neighbours.FEW_CANDIDATES)
    names = shelves.look.labels.names
    similar = [
        (card_of(shelves, each.entry), labelled(" · ".join(each.why), names))
        for each in near
        if each.why
    ]
    return rendered(
        "readpage.html",
        shelves.look,
        "../",
        text=fulltexts.told(entry, run),
        it=shown,
        similar=similar,
        annotated=bool(entry.engine),
        **paperpages.of_entry(
            entry, shown, seen, shelves.look.labels, site_lines=shelves.reader.site_lines
        ),
    )


def listings(identity: str, run: Run) -> list[tuple[str, str, int | None]]:
    """Where a paper is stored, the newest first: the name of the file, its day, the version."""
    return on_index(run, lambda index: index.rows(_LISTINGS, (identity,)))


def _place(label: str, day: str) -> str:
    """The page of a stored day, or of a collection."""
    return day if day and is_day(day) and not is_collection(label) else safe_name(label)


def _for_her(shelves: Shelves, entries: list[Entry]) -> list[Entry]:
    personal = shelves.reader.personal
    return personal.of(entries) if personal else entries


def card_of(shelves: Shelves, entry: Entry, listed: str | None = None) -> Card:
    """A paper's card; `listed` is the day that it says the paper was listed on."""
    page = f"papers/{safe_name(entry.id)}.html"
    made = card(entry, page, site_lines=shelves.reader.site_lines, labels=shelves.look.labels)
    return replace(made, facts=(f"listed {listed}", *made.facts)) if listed else made


def _detail(shelves: Shelves, entry: Entry) -> Detail:
    return detail(entry, site_lines=shelves.reader.site_lines, labels=shelves.look.labels)


def found(request: Request) -> Response:
    """What a search finds, the best first, some papers a page."""
    serving, run, state = begun(request)
    text = request.query_params.get("q", "").strip()
    number = request.query_params.get("page", "1")
    in_texts = request.query_params.get("in") == "text"
    copies = quotations.copies_state(run) if in_texts else ""
    place = int(number) if number.isdecimal() and len(number) < 5 else 1  # noqa: PLR2004 - no page is further

    def page() -> str:
        shelves = Shelves(serving, run)
        results = _in_texts if in_texts else _results
        try:
            values = results(shelves, text, max(place, 1)) if text else _NO_RESULTS
        except UsageError as error:
            values = _NO_RESULTS | {"trouble": str(error)}
        told = {"query": text[:LONGEST], "in_texts": in_texts, **values}
        return rendered("found.html", shelves.look, "", **told)

    return answer(request, mark(state, copies), page)


_NO_RESULTS: dict[str, Any] = {
    "found": [],
    "quoted": [],
    "texts": 0,
    "total": 0,
    "page": 1,
    "last": 1,
    "notes": [],
    "counts": [],
    "trouble": "",
}


def _results(shelves: Shelves, text: str, number: int) -> dict[str, Any]:
    run = shelves.run
    asked = query_of(text)
    result = _page_of(asked, run, number)
    last = max(1, -(-result.total // A_PAGE))
    if number > last:
        number, result = last, _page_of(asked, run, last)
    shown = _for_her(shelves, list(result.papers))
    papers: list[tuple[Card, Detail | None]] = [
        (card_of(shelves, each), _detail(shelves, each)) for each in marked(shown, run.marks)
    ]
    return {
        **_NO_RESULTS,
        "found": [group(None, papers)],
        "total": result.total,
        "page": number,
        "last": last,
        "notes": asked.notes,
        "counts": topic_counts(each for each, _ in papers),
    }


def _in_texts(shelves: Shelves, text: str, number: int) -> dict[str, Any]:
    return _NO_RESULTS | quotations.results(query_of(text), shelves.run, number, A_PAGE)


def _page_of(asked: Query, run: Run, number: int) -> Found:
    end = number * A_PAGE
    return search(asked, run, end, run.settings.min_score, end - A_PAGE)


def for_you(request: Request) -> Response:
    """The most relevant papers of the newest days."""
    serving, run, state = begun(request)

    def page() -> str:
        shelves = Shelves(serving, run)
        if not shelves.look.personal:
            return rendered("nointerests.html", shelves.look, "")
        newest = set(shelves.days[: foryoupage.DAYS])
        contents = shelves.of([each for each in shelves.stamps if each[1] in newest])
        file = next(iter(foryoupage.files(contents, shelves.look, shelves.reader)))
        return str(file.make())

    return answer(request, mark(state), page)
