"""Text dumps: a papers page of Hugging Face saved or pasted as text.

A record is a title, an abstract and, mostly, metadata: authors or an
organisation, a `·` and a date. Where the metadata is missing the next title
follows the abstract at once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import InputError, NoPapers
from summarizer.papers.records import Dropped, Paper, Report, paper_of
from summarizer.sources import Parsed, Profile
from summarizer.sources.files.pagecontext import in_context
from summarizer.sources.files.pagelines import Line, classify
from summarizer.sources.files.pagemetadata import (
    APART,
    PAPER_URL,
    PageDate,
    Record,
    iso,
    page_date,
    year_before,
)
from summarizer.sources.files.pagerecords import grouped, lost
from summarizer.sources.files.sitelines import has_header, lacks_day
from summarizer.sources.recognition import NO_FIT, Fit, certain, strong, weak
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="pasted",
    reads="a Hugging Face papers page pasted as text",
    example=f"A title\n\n{'A sentence. ' * 40}\n\n  • 2 authors\n·\nMay 7, 2024\n",
    label="dump",
    endings=(".txt", ".text"),
    catch_all=True,
)

_BEGUN = frozenset(("dot", "title", "authors", "organization", "submitter"))
_LONGEST_HEADER = 200
"""Characters of text in a run that no header has: a paper has begun."""
_JUDGED = 64_000
"""Characters by which a text is told from prose: a page of 35 papers."""
_MOST, _SOME, _FEW = 0.5, 0.2, 3
_NUMBERED = deferred(r"(\d{1,3})[.)]\s+\S.*", flags=16)
_TRIED = 2
_DAY_LINK = deferred(re.escape(PAPER_URL) + r"date/(\d{4})-\d{2}-\d{2}")


def recognises(content: Content) -> Fit:
    """A text with the signs of a papers page: its header, or records with more than prose has."""
    if content.form != "text":
        return NO_FIT
    page = _page(content.text[:_JUDGED])
    lines = page.lines
    items = [each for each in page.items if isinstance(each, Record)]
    records = [each for each in items if each.abstract or each.lack == APART]
    if not records and has_header(lines) and any(each.authors for each in items):
        return strong("the header of a papers page, and titles")
    sure = sum(each.is_of_a_page for each in records)
    likely = sum(each.is_likely for each in records)
    if has_header(lines):
        sure = max(sure, sum(bool(each.authors and each.published) for each in records))
        return _fit_with_header(sure, likely, len(records))
    shown = f"{max(sure, likely)} of {len(records)} records with upvotes, authors, dates or ids"
    if sure and sure >= _MOST * len(records):
        return strong(shown)
    return weak(shown) if likely and likely >= _MOST * len(records) else NO_FIT


def _fit_with_header(sure: int, likely: int, records: int) -> Fit:
    """The fit below a header of the site's, which prose about the site may have too."""
    if sure and sure >= _MOST * records:
        return certain("the header of a papers page, and its records")
    if records <= _FEW or likely >= _SOME * records:
        shown = sure or (records and likely >= _MOST * records)
        return strong("the header of a papers page") if shown else weak("only a header")
    return NO_FIT


class _Page(NamedTuple):
    """A text taken apart: its lines, the day its header names, its records and stray texts."""

    lines: list[Line]
    date: PageDate | None
    items: list[Record | Dropped]


def _page(text: str) -> _Page:
    """A text as a page; one that was just looked at is not taken apart again."""
    return _just_looked_at(text) if len(text) <= _JUDGED else _taken_apart(text)


def _taken_apart(text: str) -> _Page:
    lines = in_context(classify(text))
    day, body = _without_header(lines)
    items = list(grouped(body))
    _without_numbers([each for each in items if isinstance(each, Record)])
    return _Page(lines, day, items)


def _without_numbers(records: list[Record]) -> None:
    """Take the numbers from titles that a list counts: `1.`, `2.` and so on, each of them."""
    matches = [_NUMBERED.fullmatch(each.title) for each in records[:_TRIED]]
    if len(matches) > 1 and all(matches):
        matches = [_NUMBERED.fullmatch(each.title) for each in records]
        numbers = [int(match[1]) for match in matches if match]
        if numbers == list(range(numbers[0], numbers[0] + len(records))):
            for record in records:
                record.title = record.title.lstrip("0123456789").lstrip(".) ")


_just_looked_at = lru_cache(maxsize=1)(_taken_apart)


def parse(content: Content) -> Parsed:
    """Read a dump. Raises InputError where no record is found in it."""
    lines, page, items = _page(content.text)
    records = [item for item in items if isinstance(item, Record) and item.abstract]
    year, basis = _page_year(content, page, lines, records)
    day = iso(page, year) if page else None
    listed = day or (content.day.isoformat() if content.day else None)
    if not records:
        raise _without_papers(content, items, lines, listed)
    notes = _notes(records, page, year, basis)
    if listed is None and not page and lacks_day(lines):
        notes.append("the page's header names no day: give `--date` if it is of one")
    found = [
        _paper(item, year, listed) if isinstance(item, Record) and item.abstract else lost(item)
        for item in items
    ]
    return Parsed(found, listed, notes, dated=bool(day))


def _without_papers(
    content: Content, items: list[Record | Dropped], lines: list[Line], listed: str | None
) -> InputError:
    """The error for a text without a record: what a page lacks, where it is one."""
    dropped = tuple(map(lost, items))
    report = Report(len(dropped), 0, 0, dropped)
    if any(item.why == APART for item in dropped):
        return NoPapers(f"`{content.name}`: {APART}", report)
    if has_header(lines) and any(isinstance(each, Record) and each.authors for each in items):
        spec = f"hf:{listed}" if listed else "hf:YYYY-MM-DD"
        message = f"`{content.name}`: this page has titles without abstracts: give `{spec}` instead"
        return NoPapers(message, report)
    return InputError(f"`{content.name}`: no papers found in this text; is it a papers page?")


def _without_header(lines: list[Line]) -> tuple[PageDate | None, list[Line]]:
    """The page's own date, which ends the header, and the lines after it."""
    run = 0
    for index, line in enumerate(lines):
        run = run + len(line.text) if line.kind == "text" else 0
        if line.kind in _BEGUN or line.paper or run > _LONGEST_HEADER:
            break
        if line.kind == "day" or (line.kind == "date" and not run):
            return page_date(line), lines[index + 1 :]
    return None, lines


def _page_year(
    content: Content, page: PageDate | None, lines: list[Line], records: list[Record]
) -> tuple[int | None, str]:
    """The year of dates without one, and what it was taken from.

    The site leaves the year out where it is the page's own. So, where no one
    names the page's year, it is the one after the newest year written out.
    """
    if page and page[2]:
        return page[2], "from the page's date"
    if content.day:
        return year_before(content.day, page), f"from the day {content.day} (given, or in the name)"
    for line in lines:
        if line.kind == "link" and (match := _DAY_LINK.fullmatch(line.text)):
            return int(match[1]), "from the page's link to its day"
    years = [record.published[2] for record in records if record.published]
    newest = max(filter(None, years), default=None)
    if newest is None:
        return None, ""
    return newest + 1, f"from the latest year on the page, {newest} (or give `--date`)"


def _notes(records: list[Record], page: PageDate | None, year: int | None, basis: str) -> list[str]:
    dates = [record.published for record in records if record.published]
    count = sum(written is None for _, _, written in dates)
    if not count and page and not page[2] and year is None:
        return ["the page's day has no year, and nothing says which year: give `--date`"]
    if not count:
        day = iso(page, year) if page and not page[2] and year else None
        return [f"the page has no year: read as of {day}, {basis}"] if day else []
    if year is None:
        return [
            f"{counted(count, 'date')} without a year, and nothing says which year: give `--date`"
        ]
    return [f"{counted(count, 'date')} without a year read as {year}, {basis}"]


def _paper(record: Record, year: int | None, listed: str | None) -> Paper:
    abstract = "\n\n".join(record.abstract)
    return paper_of(
        {
            "id": record.arxiv or content_id(record.title, abstract),
            "title": record.title,
            "abstract": abstract,
            "authors": record.names,
            "author_count": record.authors or len(record.names) or None,
            "organization": record.organization,
            "published": iso(record.published, year) if record.published else None,
            "listed": listed,
            "upvotes": record.upvotes,
            "submitter": record.submitter,
            "comments": record.comments,
            "url": PAPER_URL + record.arxiv if record.arxiv else None,
            "links": (record.code,) if record.code else (),
            "code": record.code,
            "stars": record.stars,
            "source": f"{PROFILE.label}:{listed}" if listed else PROFILE.label,
        }
    )
