"""Hugging Face Daily Papers: the API's JSON, the page as served, and both live.

Every field but id, title and summary came and went over the years, so each is
read as optional. The listed day is `submittedOnDailyAt`; the outer and inner
`publishedAt` are other days more often than not.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from summarizer.content import Content
from summarizer.days import parse as parse_day
from summarizer.errors import InputError, Unreachable, UsageError
from summarizer.records import Dropped, Paper
from summarizer.sources import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from summarizer.http import Client

NAME = "hf"
PAGE_SIZE = 100
MAX_PAGES = 20

_PAPER_URL = "https://huggingface.co/papers/"
_PAGE = re.compile(r'data-target="DailyPapers"')
_NO_SUCH_DAY = 400


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
    day = content.day.isoformat() if content.day else None
    notes: list[str] = []
    if content.form == "markup":
        props = _page_props(content)
        day = str(props.get("dateString") or props.get("date") or day or "")[:10]
        day = day if parse_day(day) else None
        entries = props.get("dailyPapers")
    elif content.form == "lines":
        entries = [entry for _, entry in content.json_lines()]
    else:
        entries = _entries(content.json)
    if not isinstance(entries, list):
        message = f"`{content.name}`: no list of papers where Hugging Face puts it"
        raise InputError(message)
    if entries and all(isinstance(entry, str) for entry in entries):
        entries = [_from_repr(entry) for entry in entries]
        notes = ["the entries are Python `repr` text inside JSON; they were read as literals"]
    items = list(_papers(entries, day))
    if items and not any(isinstance(item, Paper) for item in items):
        message = f"`{content.name}`: none of its {len(items)} entries is a paper"
        raise InputError(message)
    return Parsed(items, _listed_day(items) if items else day, notes)


def _page_props(content: Content) -> dict[str, Any]:
    from selectolax.lexbor import LexborHTMLParser

    node = LexborHTMLParser(content.text).css_first('div[data-target="DailyPapers"]')
    try:
        props = json.loads((node.attributes.get("data-props") if node else None) or "")
    except (ValueError, RecursionError) as error:
        message = f"`{content.name}`: the page's data is missing or cut off: save the page again"
        raise InputError(message) from error
    return props if isinstance(props, dict) else {}


def _from_repr(text: str) -> object:
    """An entry that was stored as Python's repr; the text itself where it is none."""
    from ast import literal_eval

    try:
        return literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return text


def _papers(entries: list[Any], day: str | None) -> Iterator[Paper | Dropped]:
    for number, entry in enumerate(entries, start=1):
        paper = entry.get("paper") if isinstance(entry, dict) else None
        if not isinstance(paper, dict):
            yield Dropped(f"item {number}", "no `paper` object")
            continue
        texts = {
            "id": _string(paper, "id"),
            "title": _string(paper, "title") or _string(entry, "title"),
            "summary": _string(paper, "summary") or _string(entry, "summary"),
        }
        missing = [name for name, text in texts.items() if text is None]
        if missing:
            yield Dropped(f"item {number}", f"no {' and no '.join(missing)}")
        else:
            yield _paper(entry, paper, {name: str(text) for name, text in texts.items()}, day)


def _paper(
    entry: dict[str, Any], paper: dict[str, Any], texts: dict[str, str], day: str | None
) -> Paper:
    identity = re.sub(r"v\d+$", "", texts["id"])
    authors = _authors(paper.get("authors"))
    listed = _day(paper, "submittedOnDailyAt") or day
    repository, project = _string(paper, "githubRepo"), _string(paper, "projectPage")
    return Paper(
        id=identity,
        title=texts["title"],
        abstract=texts["summary"],
        authors=authors,
        author_count=len(authors) or None,
        organization=_named(paper.get("organization")) or _named(entry.get("organization")),
        published=_day(paper, "publishedAt"),
        listed=listed,
        upvotes=_count(paper, "upvotes"),
        comments=_count(entry, "numComments"),
        url=_PAPER_URL + identity,
        links=tuple(dict.fromkeys(filter(None, (repository, project)))),
        source=f"{NAME}:{listed}" if listed else NAME,
        code=repository,
        stars=_count(paper, "githubStars"),
        project_page=project,
        submitter=_named(paper.get("submittedOnDailyBy")) or _named(entry.get("submittedBy")),
        ai_keywords=_strings(paper.get("ai_keywords")),
        ai_summary=_string(paper, "ai_summary"),
    )


def _listed_day(items: list[Paper | Dropped]) -> str | None:
    """The day all papers share; None where they are of several, or of none."""
    days = {item.listed for item in items if isinstance(item, Paper)}
    return days.pop() if len(days) == 1 else None


def _authors(value: object) -> tuple[str, ...]:
    people = value if isinstance(value, list) else []
    names = (_string(person, "name") for person in people if isinstance(person, dict))
    return tuple(name for name in names if name)


def _named(value: object) -> str | None:
    """The full name of a person or an organisation."""
    if not isinstance(value, dict):
        return None
    return _string(value, "fullname") or _string(value, "name")


def _strings(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else []
    return tuple(item for item in listed if isinstance(item, str) and item.strip())


def _string(holder: dict[str, Any], key: str) -> str | None:
    value = holder.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _count(holder: dict[str, Any], key: str) -> int | None:
    value = holder.get(key)
    return value if type(value) is int and value >= 0 else None


def _day(holder: dict[str, Any], key: str) -> str | None:
    text = (_string(holder, key) or "")[:10]
    return text if parse_day(text) else None


def spec_day(spec: str) -> date | None:
    """The day of `hf:YYYY-MM-DD`; None for `hf`. Raises UsageError for anything else."""
    _, _, rest = spec.partition(":")
    day = parse_day(rest)
    if rest and day is None:
        message = f"`{spec}`: give `hf` or `hf:YYYY-MM-DD`"
        raise UsageError(message)
    return day


def fetch(day: date, client: Client) -> Content | None:
    """One day's papers from the API; None where the site lists none for it.

    A future or not yet open day answers 400, a day without papers `[]`.
    Raises ServiceError where the site does not answer, or answers nonsense.
    """
    url = f"{client.settings.hf_endpoint.rstrip('/')}/api/daily_papers"
    bodies: list[bytes] = []
    entries: list[Any] = []
    for page in range(MAX_PAGES):
        query = {"date": day.isoformat(), "limit": str(PAGE_SIZE), "p": str(page)}
        answer = client.get(url, query, accept={_NO_SUCH_DAY})
        found = [] if answer.status == _NO_SUCH_DAY else _listed(url, answer.body)
        if found and found[0] in entries:
            break
        bodies.append(answer.body)
        entries += found
        if len(found) < PAGE_SIZE:
            break
    if not entries:
        return None
    body = bodies[0] if len(bodies) == 1 else json.dumps(entries).encode()
    return Content(f"{NAME}:{day}", body, day)


def _listed(url: str, body: bytes) -> list[Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        message = f"{url} answered something that is not JSON: try again later"
        raise Unreachable(message) from error
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        message = f"{url} answered JSON that is not a list of papers: try again later"
        raise Unreachable(message)
    return found
