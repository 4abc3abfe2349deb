"""Hugging Face's papers: the API's JSON, the page as served or saved, and both live."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from summarizer.errors import InputError, UsageError
from summarizer.papers.arxivids import NEW, without_version
from summarizer.papers.days import parse_day
from summarizer.papers.days import why_empty as why_a_weekday_is_empty
from summarizer.papers.records import Paper
from summarizer.sources import Ask, Fetched, Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.huggingface.api import is_item
from summarizer.sources.recognition import NO_FIT, Fit, certain, strong
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred
from summarizer.text.plain import labelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Kind
    from summarizer.sources.content import Content

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
        Form("hf:user/NAME", "what somebody submitted; the newest 50, or `--limit`"),
        Form("hf:ID", "one paper, with the models, datasets and spaces linked to it"),
    ),
    hosts=("huggingface.co", "www.huggingface.co", "hf.co"),
    probes=(Probe("hf_endpoint", "Hugging Face", "/api/daily_papers?limit=1"),),
    dated=True,
)

_PAGE = deferred(r"""data-target=["']DailyPapers["']""")
_HEADING = deferred(r"""<h3[^<>]{0,300}>\s{0,50}<a [^<>]{0,300}href=["'][^"'<>]{0,99}/papers/\d""")
_DAY = deferred(r"\d{4}-\d\d?-\d\d?")
_WEEK = deferred(r"(\d{4})-W(\d{2})")
_USER = deferred(r"user/([A-Za-z0-9][A-Za-z0-9._-]{0,95})")
_MONTH = deferred(r"\d{4}-\d{2}")


def recognises(content: Content) -> Fit:
    """The API's list of `{"paper": {...}}`, or the page with its data in an attribute."""
    if content.form == "markup":
        is_ours = bool(_PAGE.search(content.text))
        if not is_ours and _HEADING.search(content.text):
            return strong("headings that lead to papers")
    elif content.form == "lines":
        is_ours = is_item(next(content.json_lines())[1])
    else:
        is_ours = content.form == "json" and any(map(is_item, _entries(content.json) or ()))
    return certain("the site's page, or its API's entries") if is_ours else NO_FIT


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
    day = parse_day(rest)
    if not rest or day:
        return Ask(f"{NAME}:{day}" if day else NAME, NAME, "daily", day)
    if rest.startswith("?") and (search := _search(rest)):
        return search
    if found := _USER.fullmatch(rest):
        label = labelled(f"{NAME}-user", found[1])
        return Ask(f"{NAME}:user/{found[1]}", label, "ranking", None, {"submitter": found[1]})
    for kind, term, known in _FORMS:
        if known(rest):
            value = without_version(rest)
            ids = (value,) if term == "id" else ()
            return Ask(f"{NAME}:{value}", f"{NAME}-{value}", kind, None, {term: value}, ids=ids)
    if rest.startswith("org/"):
        who = rest.removeprefix("org/") or "NAME"
        message = (
            f"`{spec}`: Hugging Face's API lists no papers of an organization: "
            f"`summarize follow organization:{who}` shows them in every digest"
        )
        raise UsageError(message)
    *others, last = (f"`{form.spec}`" for form in SITE.forms)
    none = "the calendar has no such day; " if _DAY.fullmatch(rest) else ""
    message = f"`{spec}`: {none}give {', '.join(others)} or {last}"
    raise UsageError(message)


def _search(rest: str) -> Ask | None:
    """`?q=WORDS`; None where no words are named."""
    from summarizer.sources.queries import escaped, terms_of

    words = terms_of(rest).get("q", [""])[0]
    label = labelled(f"{NAME}-search", words)
    return (
        Ask(f"{NAME}:?q={escaped(words)}", label, "ranking", None, {"q": words}) if words else None
    )


def _named_by_url(parts: SplitResult) -> str:
    """What a URL of the site stands for, as written behind `hf:`."""
    terms = {name: values[0] for name, values in parse_qs(parts.query).items()}
    path = parts.path.strip("/")
    if path == "papers" and "q" in terms:
        return f"?q={quote(terms['q'])}"
    if path == "api/daily_papers" and "submitter" in terms:
        return f"user/{terms['submitter']}"
    if path in {"papers", "api/daily_papers"}:
        named = (terms.get(name) for name in ("date", "week", "month", "sort"))
        return next(filter(None, named), "")
    shown = re.fullmatch(r"(?:api/)?papers/(?:(?:date|week|month)/)?([^/]+?)(?:\.md)?", path)
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

    Raises ServiceError where the site does not answer, or answers nonsense, and
    InputError where it has no such paper.
    """
    from summarizer.sources.huggingface import requests

    return requests.fetched(ask, most, client, parse)


def why_empty(day: date, now: datetime) -> str:
    """A weekend, a day not open yet (the site's days are UTC), or perhaps a holiday."""
    return why_a_weekday_is_empty(day, now.date())


def suggest(days: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ranking, and the days that are stored."""
    yield f"{NAME}:trending", "the ranking"
    yield from ((f"{NAME}:{day}", "stored") for day in days)
