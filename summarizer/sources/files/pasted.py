"""Text dumps: a papers page of Hugging Face saved or pasted as text.

A record is a title, an abstract and, mostly, metadata: authors or an
organisation, a `·` and a date. Where the metadata is missing the next title
follows the abstract at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.papers.arxivids import NEW
from summarizer.papers.days import MONTHS
from summarizer.papers.records import Dropped, Paper, paper_of
from summarizer.sources import Parsed, Profile
from summarizer.sources.files.pagedates import PageDate, iso, year_before
from summarizer.sources.files.pagelines import Line, classify, organization
from summarizer.sources.recognition import NO_FIT, Fit, strong, weak
from summarizer.text.plain import content_id, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="pasted",
    reads="a Hugging Face papers page pasted as text",
    example=f"A title\n\n{'A sentence. ' * 40}\n\n  • 2 authors\n·\nMay 7, 2024\n",
    label="dump",
    endings=(".txt", ".text"),
    catch_all=True,
)

_LONGEST_TITLE = 300
_LONGEST_HEADER = 200
"""Characters of text in a run that no header has: a paper has begun."""
_NO_HEADER = frozenset("0123456789[]·•*")
_SHOWN = 60
_UPVOTE = "Upvote"
_JUDGED = 64_000
"""Characters by which a text is told from prose: a page of 35 papers."""
_MOST, _SOME, _FEW = 0.5, 0.2, 3
_PAPER_URL = "https://huggingface.co/papers/"
_PAPER_LINK = re.compile(re.escape(_PAPER_URL) + rf"({NEW})(?:v\d+)?")
_DAY_LINK = re.compile(re.escape(_PAPER_URL) + r"date/(\d{4})-\d{2}-\d{2}")
_HEADER = re.compile(
    r"new|Subscribe|Daily Papers.*|Daily|Weekly|Monthly|(?:## )?by\s?\[?AK.*|AK"
    r"|and the research community|Get trending papers in your email inbox.*"
)


_SITE = (
    re.compile(r"Daily Papers\b.*"),
    re.compile(r"(?:#+ )?by\s?\[?AK.*|AK|.*and the research community"),
    re.compile(r"Get trending papers in your email inbox.*"),
)
_HEADER_LINES = 60


@dataclass
class Record:
    """A record while it is read; `closed` once its date was seen."""

    line: int
    title: str
    upvotes: int | None = None
    abstract: list[str] = field(default_factory=list)
    arxiv: str | None = None
    organization: str | None = None
    authors: int | None = None
    names: tuple[str, ...] = ()
    published: PageDate | None = None
    comments: int | None = None
    code: str | None = None
    stars: int | None = None
    dot: int | None = None
    dated: int | None = None
    """The lines of the `·` and of the date behind it."""
    of_the_site: bool = False
    """Whether lines follow that the site's pages have: `arXiv Page`, `GitHub 9`, `11.3k`."""
    closed: bool = False

    @property
    def has_metadata(self) -> bool:
        """Whether any of the lines that stand below an abstract was read."""
        below = (self.authors, self.names, self.organization, self.code, self.of_the_site)
        return self.closed or any(below)


def recognises(content: Content) -> Fit:
    """A text with the signs of a papers page: its header, or records with more than prose has."""
    if content.form != "text":
        return NO_FIT
    lines = classify(content.text[:_JUDGED])
    records = [each for each in _records(_without_header(lines)[1]) if isinstance(each, Record)]
    sure = sum(map(_is_of_a_page, records))
    likely = sum(_is_likely(each) for each in records)
    shown = f"{max(sure, likely)} of {len(records)} records with upvotes, authors, dates or ids"
    if has_header(lines):
        if len(records) <= _FEW or likely >= _SOME * len(records):
            return strong("the header of a papers page") if sure else weak("only a header")
        return NO_FIT
    if sure and sure >= _MOST * len(records):
        return strong(shown)
    if likely and likely >= _MOST * len(records):
        return weak(shown)
    return NO_FIT


def has_header(lines: list[Line]) -> bool:
    """Whether two of the lines that only the site's header has stand at the beginning."""
    first = [line.text.strip() for line in lines[:_HEADER_LINES]]
    return sum(any(each.fullmatch(text) for text in first) for each in _SITE) > 1


def _is_of_a_page(record: Record) -> bool:
    """Whether a record has what only the site's pages show."""
    dated = record.published and (record.authors or record.of_the_site)
    return bool(dated or record.arxiv) or record.upvotes is not None


def _is_likely(record: Record) -> bool:
    """Whether a record has at least a line of authors and a `·`, or this on a line of its own."""
    apart = record.published and record.dot not in {None, record.dated}
    return _is_of_a_page(record) or bool((record.authors and record.dot) or apart)


def parse(content: Content) -> Parsed:
    """Read a dump. Raises InputError where no record is found in it."""
    lines = classify(content.text)
    page, body = _without_header(lines)
    found = list(_records(body))
    records = [item for item in found if isinstance(item, Record)]
    if not records:
        message = f"`{content.name}`: no papers found in this text; is it a papers page?"
        raise InputError(message)
    year, basis = _page_year(content, page, lines, records)
    day = iso(page, year) if page else None
    listed = day or (content.day.isoformat() if content.day else None)
    items = [_paper(item, year, listed) if isinstance(item, Record) else item for item in found]
    return Parsed(items, listed, _notes(records, year, basis))


def _without_header(lines: list[Line]) -> tuple[PageDate | None, list[Line]]:
    """The page's own date, which ends the header, and the lines after it."""
    run = 0
    for index, line in enumerate(lines):
        run = run + len(line.text) if line.kind == "text" else 0
        if line.kind in {"dot", "title"} or line.paper or run > _LONGEST_HEADER:
            break
        if line.kind == "date":
            return _page_date(line), _without_headers(lines[index + 1 :])
    return None, _without_headers(lines)


def _without_headers(lines: list[Line]) -> list[Line]:
    """The lines without the header at their start, and those of further pages in the same text."""
    kept: list[Line] = []
    run: list[Line] = []
    at_start = True
    for line in (*lines, Line(0, "dot", "")):
        short = len(line.text) <= _LONGEST_HEADER and line.text[:1] not in _NO_HEADER
        if line.kind == "blank" or (short and _HEADER.fullmatch(line.text.strip())):
            run.append(line)
            continue
        count = sum(each.kind != "blank" for each in run)
        if count > 1 or (count and at_start and line.number):
            run = []
            if line.kind == "date":
                continue
        kept += [*run, line]
        run, at_start = [], False
    return kept[:-1]


def _page_date(line: Line) -> PageDate:
    month, day, year, _ = line.groups
    return MONTHS.index(str(month)) + 1, int(str(day)), int(year) if year else None


def _records(lines: list[Line]) -> Iterator[Record | Dropped]:
    """Group lines into records; what fits nowhere is dropped with its place."""
    record: Record | None = None
    upvotes: int | None = None
    headed = any(line.kind == "title" and line.paper for line in lines)
    for line in _paragraphs(lines):
        if line.kind == "upvotes" and line.text != _UPVOTE:
            upvotes = _upvotes(line)
            yield from _finished(record)
            record = None
        elif line.kind not in {"text", "title"}:
            if record:
                _add_metadata(record, line)
        elif headed and not line.paper:
            if record and line.kind == "text" and not (record.abstract and record.has_metadata):
                record.abstract.append(line.text)
        elif record and not record.closed and not _starts_record(line, record):
            record.abstract.append(line.text)
        elif record is None and len(line.text) > _LONGEST_TITLE:
            yield Dropped(f"line {line.number}", "text without a title before it")
        else:
            if record and not record.abstract and line.text == record.title:
                continue  # the text beside a picture is the title once more
            yield from _finished(record)
            record, upvotes = (
                Record(line.number, line.text, upvotes, arxiv=line.paper or None),
                None,
            )
    yield from _finished(record)


def _paragraphs(lines: list[Line]) -> Iterator[Line]:
    """Lines with wrapped text joined as it stood; blank lines end a paragraph."""
    wrapped: list[Line] = []
    for line in (*lines, Line(0, "blank", "")):
        if line.kind == "text" and not line.paper:
            wrapped.append(line)
            continue
        if wrapped:
            text = "\n".join(each.text for each in wrapped).strip()
            yield Line(wrapped[0].number, "text", text)
            wrapped = []
        if line.kind != "blank":
            yield line


def _starts_record(line: Line, record: Record) -> bool:
    """Whether this paragraph is the next title rather than (more of) the abstract."""
    if line.kind == "title":
        return True
    short = len(line.text) <= _LONGEST_TITLE
    return short and (bool(record.abstract) or line.text[-1:] not in '.!…])"”')


def _upvotes(line: Line) -> int:
    return 0 if line.groups[0] == "-" else int(str(line.groups[0]))


def _add_metadata(record: Record, line: Line) -> None:
    """Take what stands below an abstract; behind the date, counts and links only."""
    record.of_the_site |= line.kind == "link" and not line.text.startswith("http")
    if line.kind == "upvotes":  # below the paper, and not above the next one
        record.upvotes = _upvotes(line)
    elif line.kind == "count" and record.closed and line.text.isdigit():
        record.comments = int(line.text)
    elif line.kind == "code":
        record.code, record.stars = record.code or line.text, _scaled(line.groups[0])
    elif line.kind == "link" and (match := _PAPER_LINK.fullmatch(line.text)):
        record.arxiv = record.arxiv or match[1]
    elif not record.closed:
        _add_people_and_date(record, line)


def _add_people_and_date(record: Record, line: Line) -> None:
    if line.kind == "dot":
        record.dot = line.number
    elif line.kind == "names":
        record.names = tuple(filter(None, (each.strip() for each in line.text.split(","))))
    elif line.kind == "authors":
        record.authors = int(str(line.groups[0]))
    elif line.kind == "organization":
        record.organization = organization(line.text)
    elif line.kind == "date":
        record.published = _page_date(line)
        record.comments = int(line.groups[3]) if line.groups[3] else None
        record.dated, record.closed = line.number, True


def _scaled(stars: str | None) -> int | None:
    """A count of stars such as `94` or `11.3k`."""
    if not stars:
        return None
    thousands = stars.removesuffix("k")
    return round(float(thousands) * 1000) if thousands != stars else int(float(thousands))


def _finished(record: Record | None) -> Iterator[Record | Dropped]:
    if record is None:
        return
    if record.abstract:
        yield record
    else:
        title = one_line(record.title)[:_SHOWN]
        yield Dropped(f"line {record.line}", f"a title without an abstract: {title}")


def _page_year(
    content: Content, page: PageDate | None, lines: list[Line], records: list[Record]
) -> tuple[int | None, str]:
    """The year of dates without one, and what it was taken from.

    The site leaves the year out where it is the page's own. So, where no one
    names the page's year, it is the one after the newest year written out.
    """
    if page and page[2]:
        return page[2], "the page's date"
    if content.day:
        return year_before(content.day, page), f"the day given ({content.day.isoformat()})"
    for line in lines:
        if line.kind == "link" and (match := _DAY_LINK.fullmatch(line.text)):
            return int(match[1]), "the page's link to its day"
    years = [record.published[2] for record in records if record.published]
    newest = max(filter(None, years), default=None)
    if newest is None:
        return None, ""
    return newest + 1, f"since the page writes out years up to {newest} (or give `--date`)"


def _notes(records: list[Record], year: int | None, basis: str) -> list[str]:
    dates = [record.published for record in records if record.published]
    count = sum(written is None for _, _, written in dates)
    if not count:
        return []
    if year is None:
        return [f"{count} dates have no year, and nothing says which: give `--date`"]
    return [f"{count} dates without a year are of {year}: {basis}"]


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
            "comments": record.comments,
            "url": _PAPER_URL + record.arxiv if record.arxiv else None,
            "links": (record.code,) if record.code else (),
            "code": record.code,
            "stars": record.stars,
            "source": f"{PROFILE.label}:{listed}" if listed else PROFILE.label,
        }
    )
