"""Hugging Face's papers: the API's JSON, the page as served or saved, and both live."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from summarizer.errors import BadAnswer, InputError, Refused, ServiceError, UsageError
from summarizer.papers.arxivids import NEW, without_version
from summarizer.papers.days import parse_day
from summarizer.papers.days import why_empty as why_a_weekday_is_empty
from summarizer.papers.records import Dropped, Paper
from summarizer.sources import Ask, Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.content import Content
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Kind

PROFILE = Profile(
    name="huggingface",
    reads="a Hugging Face papers page as HTML, or its API's JSON",
    example='[{"paper": {"id": "2512.00001", "title": "A title", "summary": "An abstract."}}]',
    label="hf",
    endings=(".html", ".htm", ".json"),
)
NAME = "hf"
SITE = Site(
    prefix=NAME,
    name="Hugging Face",
    forms=(
        Form("hf", "the newest day"),
        Form("hf:YYYY-MM-DD", "one day"),
        Form("hf:YYYY-Www", "a week"),
        Form("hf:YYYY-MM", "a month"),
        Form("hf:trending", "the ranking; the first 50 papers, or `--limit`"),
        Form("hf:?q=WORDS", "search; the first 50 results, or `--limit`"),
        Form("hf:ID", "one paper"),
    ),
    hosts=("huggingface.co", "www.huggingface.co", "hf.co"),
    probes=(Probe("hf_endpoint", "Hugging Face", "/api/daily_papers?limit=1"),),
    dated=True,
)
PAGE_SIZE = 100
MAX_PAGES = 20
RANKING = 50
"""How many papers of a ranking are read where the reader does not say."""

_PAGE = deferred(
    r"""data-target=["']DailyPapers["']|"""
    r"""<h3[^<>]{0,300}>\s{0,50}<a [^<>]{0,300}href=["'][^"'<>]{0,99}/papers/\d"""
)
_DAY = deferred(r"\d{4}-\d\d?-\d\d?")
_WEEK = deferred(r"(\d{4})-W(\d{2})")
_MONTH = deferred(r"\d{4}-\d{2}")
_NO_SUCH_DAY, _NO_SUCH_PAPER = 400, 404
_OF_A_DAY = deferred(r"\b(?:date|day|future|yet|open)\b", re.IGNORECASE)
"""What the words of a refusal are about, if it is the day that is refused."""
_SATURDAY, _LONGEST_SAID = 5, 200


def recognises(content: Content) -> bool:
    """The API's list of `{"paper": {...}}`, or the page with its data in an attribute."""
    if content.form == "markup":
        return bool(_PAGE.search(content.text))
    if content.form == "lines":
        return _is_item(next(content.json_lines())[1])
    return content.form == "json" and any(map(_is_item, _entries(content.json) or ()))


def _is_item(entry: object) -> bool:
    """Whether an entry holds a paper, also where it was stored as Python's repr."""
    if isinstance(entry, str):
        return entry.startswith("{'paper': {")
    return isinstance(entry, dict) and isinstance(entry.get("paper"), dict)


def _entries(document: Any) -> list[Any] | None:
    """The items of the API's list, of a list wrapped in an object, or a single item."""
    if isinstance(document, dict):
        lists = [document[key] for key in ("dailyPapers", "papers") if key in document]
        document = lists[0] if lists else [document]
    return document if isinstance(document, list) else None


def parse(content: Content) -> Parsed:
    """Read the API's answer or the page. Raises InputError where it is malformed."""
    from summarizer.sources.huggingface import api, page

    day = content.day.isoformat() if content.day else None
    notes: list[str] = []
    if content.form == "markup":
        entries, props = page.entries_and_props(content.text)
        day = str(props.get("dateString") or props.get("date") or day or "")[:10]
        day = day if parse_day(day) else None
        if entries is None:
            message = (
                f"`{content.name}`: the page's data is missing or cut off, and it shows no "
                "cards: save the page again"
            )
            raise InputError(message)
    elif content.form == "lines":
        entries = [entry for _, entry in content.json_lines()]
    else:
        entries = _entries(content.json)
    if not isinstance(entries, list):
        message = f"`{content.name}`: no list of papers where Hugging Face has one"
        raise InputError(message)
    if entries and all(isinstance(entry, str) for entry in entries):
        entries = [_from_repr(entry) for entry in entries]
        notes = ["the entries are Python `repr` text inside JSON and were read as such"]
    items = list(api.papers(entries, day))
    if items and not any(isinstance(item, Paper) for item in items):
        message = f"`{content.name}`: no papers among {counted(len(items), 'entry')}"
        raise InputError(message)
    return Parsed(items, api.listed_day(items) if items else day, notes)


def _from_repr(text: str) -> object:
    """An entry that was stored as Python's repr; the text itself where it is none."""
    from ast import literal_eval

    try:
        return literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return text


def ask(spec: str, settings: Settings) -> Ask | None:
    """`hf`, `hf:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.hf_endpoint,), _named_by_url)
    if rest is None:
        return None
    day, words = parse_day(rest), parse_qs(rest.removeprefix("?")).get("q", [""])[0]
    if not rest or day:
        return Ask(f"{NAME}:{day}" if day else NAME, NAME, "daily", day)
    if rest.startswith("?") and words:
        label = labelled(f"{NAME}-search", words)
        return Ask(f"{NAME}:?q={words}", label, "ranking", None, {"q": words})
    for kind, term, known in _FORMS:
        if known(rest):
            value = without_version(rest)
            return Ask(f"{NAME}:{value}", f"{NAME}-{value}", kind, None, {term: value})
    *others, last = (f"`{form.spec}`" for form in SITE.forms)
    none = "the calendar has no such day; " if _DAY.fullmatch(rest) else ""
    message = f"`{spec}`: {none}give {', '.join(others)} or {last}"
    raise UsageError(message)


def _named_by_url(parts: SplitResult) -> str:
    """What a URL of the site stands for, as written behind `hf:`."""
    terms = {name: values[0] for name, values in parse_qs(parts.query).items()}
    path = parts.path.strip("/")
    if path == "papers" and "q" in terms:
        return f"?q={terms['q']}"
    if path in {"papers", "api/daily_papers"}:
        named = (terms.get(name) for name in ("date", "week", "month", "sort"))
        return next(filter(None, named), "")
    shown = re.fullmatch(r"(?:api/)?papers/(?:(?:date|week|month)/)?([^/]+)", path)
    return shown[1] if shown else f" {path}"


def _is_week(text: str) -> bool:
    from datetime import date

    match = _WEEK.fullmatch(text)
    try:
        return bool(match and date.fromisocalendar(int(match[1]), int(match[2]), 1))
    except ValueError:
        return False


def _is_month(text: str) -> bool:
    return bool(_MONTH.fullmatch(text) and parse_day(f"{text}-01"))


_FORMS: tuple[tuple[Kind, str, Callable[[str], object]], ...] = (
    ("period", "week", _is_week),
    ("period", "month", _is_month),
    ("ranking", "sort", re.compile("trending").fullmatch),
    ("papers", "id", re.compile(rf"{NEW}(?:v\d+)?").fullmatch),
)


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """What the API lists, or the page where the API refuses or answers nonsense.

    A future or not yet open day answers 400, a day without papers `[]`.
    Raises ServiceError where the site does not answer, or answers nonsense, and
    InputError where it has no such paper.
    """
    if ask.kind == "papers":
        return _one_paper(ask, client)
    try:
        return _from_api(ask, most, client)
    except (Refused, BadAnswer) as error:
        content = _from_page(ask, client)
        if content is None:
            raise
        return Fetched((content,), notes=(f"{error}; the page was read instead",))


def why_empty(day: date, now: datetime) -> str:
    """A weekend, a day not open yet (the site's days are UTC), or perhaps a holiday."""
    return why_a_weekday_is_empty(day, now.date())


def suggest(days: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ranking, and the days that are stored."""
    yield f"{NAME}:trending", "the ranking"
    yield from ((f"{NAME}:{day}", "stored") for day in days)


def _from_api(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Page after page, until one is not full; what came before a failure is kept."""
    path = "papers/search" if "q" in ask.terms else "daily_papers"
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/{path}"
    terms = {"date": ask.day.isoformat()} if ask.day else dict(ask.terms)
    size = min(PAGE_SIZE, most or RANKING) if ask.kind == "ranking" else PAGE_SIZE
    enough = (most or RANKING) if ask.kind == "ranking" else MAX_PAGES * PAGE_SIZE
    contents: list[Content] = []
    entries: list[Any] = []
    missing: tuple[Dropped, ...] = ()
    while True:
        paging = {} if "q" in terms else {"p": str(len(contents))}
        try:
            answer = client.get(url, {**terms, "limit": str(size), **paging}, {_NO_SUCH_DAY})
            found = _none(url, answer.body, ask) if answer.status == _NO_SUCH_DAY else None
            found = _listed(url, answer.body) if found is None else found
        except ServiceError as error:
            if not contents:
                raise
            missing = (Dropped(f"pages from {len(contents) + 1} on", str(error)),)
            break
        if not found or found[0] in entries:
            break
        contents.append(Content(ask.spec, answer.body, ask.day))
        entries += found
        if len(found) < size or not paging or len(entries) >= enough:
            break
    if ask.kind != "ranking" and len(entries) >= enough:
        missing = (Dropped(f"pages from {MAX_PAGES + 1} on", "more than are read"),)
    return Fetched(tuple(contents), missing) if contents else None


def _none(url: str, body: bytes, ask: Ask) -> list[Any]:
    """Nothing, for a day that the site does not know; other refusals are errors in its words.

    Raises Refused.
    """
    said = _said(body)
    now = ask.now.date() if ask.now else None
    unknown = ask.day is None or now is None or ask.day >= now or ask.day.weekday() >= _SATURDAY
    if _OF_A_DAY.search(said) or (unknown and not said):
        return []
    message = f"{url} refused the request with status {_NO_SUCH_DAY}{': ' if said else ''}{said}"
    raise Refused(message)


def _said(body: bytes) -> str:
    """What an error says, in a line."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return one_line(body.decode("utf-8", "replace"))[:_LONGEST_SAID]
    told = found.get("error") or found.get("message") if isinstance(found, dict) else None
    return one_line(told)[:_LONGEST_SAID] if isinstance(told, str) else ""


def _one_paper(ask: Ask, client: Client) -> Fetched:
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/papers/{ask.terms['id']}"
    answer = client.get(url, {}, {_NO_SUCH_PAPER})
    if answer.status == _NO_SUCH_PAPER:
        message = f"Hugging Face has no paper `{ask.terms['id']}`: try `arxiv:{ask.terms['id']}`"
        raise InputError(message)
    body = b'[{"paper": ' + answer.body + b"}]"
    _listed(url, body)
    return Fetched((Content(ask.spec, body),))


def _from_page(ask: Ask, client: Client) -> Content | None:
    """The page of what was asked for; None where there is none, or it shows another day."""
    path = "papers"
    if "q" not in ask.terms:
        kind, which = ("date", ask.day) if ask.day else next(iter(ask.terms.items()))
        path += f"/{which}" if kind == "sort" else f"/{kind}/{which}"
    query = {"q": ask.terms["q"]} if "q" in ask.terms else {}
    try:
        answer = client.get(f"{client.settings.hf_endpoint.rstrip('/')}/{path}", query)
        content = Content(ask.spec, answer.body, ask.day)
        shown = parse(content) if content.form == "markup" else None
    except (ServiceError, InputError):
        return None
    same = shown and (ask.day is None or shown.day == ask.day.isoformat())
    return content if shown and shown.items and same else None


def _listed(url: str, body: bytes) -> list[Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        message = f"{url} sent an answer that is not JSON: try again later"
        raise BadAnswer(message) from error
    if not isinstance(found, list) or not all(map(_is_item, found)):
        message = f"{url} sent JSON that is not a list of papers: try again later"
        raise BadAnswer(message)
    return found
