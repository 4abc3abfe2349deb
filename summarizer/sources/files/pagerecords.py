"""The records of a papers page: its lines grouped into papers, each with what stands below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.papers.arxivids import NEW
from summarizer.papers.days import MONTHS
from summarizer.papers.records import Dropped
from summarizer.sources.files.pagelines import Line, organization
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.files.pagedates import PageDate

PAPER_URL = "https://huggingface.co/papers/"
_LONGEST_TITLE = 300
_SHOWN = 60
_UPVOTE = "Upvote"
_PAPER_LINK = deferred(re.escape(PAPER_URL) + rf"({NEW})(?:v\d+)?")


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

    @property
    def is_of_a_page(self) -> bool:
        """Whether it has what only the site's pages show."""
        dated = self.published and (self.authors or self.of_the_site)
        return bool(dated or self.arxiv) or self.upvotes is not None

    @property
    def is_likely(self) -> bool:
        """Whether it has at least a line of authors and a `·`, or this on a line of its own."""
        apart = self.published and self.dot not in {None, self.dated}
        return self.is_of_a_page or bool((self.authors and self.dot) or apart)


def records_in(lines: list[Line]) -> Iterator[Record | Dropped]:
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
        record.published = page_date(line)
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


def page_date(line: Line) -> PageDate:
    """The date that a line is."""
    month, day, year, _ = line.groups
    return MONTHS.index(str(month)) + 1, int(str(day)), int(year) if year else None
