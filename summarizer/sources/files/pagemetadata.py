"""A record of a papers page while it is read, and the lines of metadata that it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from summarizer.papers.arxivids import NEW
from summarizer.papers.days import MONTHS
from summarizer.text.patterns import deferred
from summarizer.text.plain import shortened
from summarizer.text.wrapping import LONGEST_TITLE

if TYPE_CHECKING:
    from summarizer.sources.files.pagelines import Line

PageDate = tuple[int, int, int | None]
"""Month, day, and the year where the page writes it."""
TITLE, ABSTRACT, UNSURE = "a title", "an abstract", "a title and an abstract"
"""What a part of a text that stood together is, in its line's groups."""
_SHORTEST_SURE = 120
"""Characters of an abstract below its title's line that prose with authors and a date has not."""
PAPER_URL = "https://huggingface.co/papers/"
_SHOWN = 60
APART = "titles and abstracts must be separated by an empty line"
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
    submitter: str | None = None
    voted: bool = False
    """Whether its upvotes are marked as such, by a sign or by a submitter's name."""
    led: bool = False
    """Whether its metadata stands before its abstract."""
    together: bool = False
    """Whether no empty line stood between its title and its abstract."""
    unsure: bool = False
    """Whether its title and its abstract stand together, and nothing tells them apart."""

    @property
    def lack(self) -> str:
        """Why a record without an abstract is none."""
        if self.unsure or (len(self.title) > LONGEST_TITLE and self.has_metadata):
            return APART
        if len(self.title) > LONGEST_TITLE:
            return "text without a title before it"
        return f"a title without an abstract: {shortened(self.title, _SHOWN)}"

    @property
    def is_whole(self) -> bool:
        """Whether it has all that a record has, so that another one begins behind it."""
        return bool(self.abstract) and self.closed

    @property
    def awaits_submitter(self) -> bool:
        """Whether a line that names who submitted a paper belongs to this one."""
        return self.closed and not (self.abstract or self.authors or self.voted or self.submitter)

    @property
    def has_metadata(self) -> bool:
        """Whether any of the lines that stand below an abstract was read."""
        below = (self.authors, self.names, self.organization, self.code, self.of_the_site)
        return self.closed or any(below)

    @property
    def is_of_a_page(self) -> bool:
        """Whether it has what only the site's pages show."""
        plain = not self.together or sum(map(len, self.abstract)) >= _SHORTEST_SURE
        day = self.published and (self.published[2] or self.dot or self.of_the_site)
        dated = plain and day and (self.authors or self.of_the_site)
        return bool(dated or self.arxiv) or self.voted

    @property
    def is_likely(self) -> bool:
        """Whether it has at least a line of authors and a `·`, or this on a line of its own."""
        apart = self.published and self.dot not in {None, self.dated}
        return self.is_of_a_page or bool((self.authors and self.dot) or apart)


@dataclass
class Above:
    """What stands above a title and is the paper's: who submitted it, and the upvotes."""

    upvotes: int | None = None
    submitter: str | None = None
    voted: bool = False
    counted: bool = False
    """Whether a bare number stands above the first title, as it then does above each."""
    held: Line | None = None

    def take(self, line: Line) -> None:
        """Take a submitter's line, or one of upvotes."""
        if line.kind == "submitter":
            self.submitter = line.text or None
        if line.groups[0] is not None:
            self.upvotes, self.voted = upvotes_in(line), True

    def count(self, line: Line) -> None:
        """Take a bare number before the first title."""
        if line.kind == "count" and not (self.voted or self.submitter):
            self.upvotes, self.counted = upvotes_in(line), True

    def holds(self, line: Line, record: Record) -> bool:
        """Keep a number below a record for the next title; one before it was of comments."""
        holds = self.counted and line.kind == "count" and record.closed
        if holds:
            self.release(record)
            self.held = line
        return holds

    def release(self, record: Record) -> None:
        """Give a number that no title followed to the record above it."""
        if self.held:
            add_metadata(record, self.held)
        self.held = None

    def record(self, line: Line) -> Record:
        """The record that a title begins, with what stood above it."""
        upvotes = upvotes_in(self.held) if self.held else self.upvotes
        found = Record(line.number, line.text, upvotes, arxiv=line.paper or None)
        found.submitter, found.voted = self.submitter, self.voted
        found.of_the_site = bool(self.submitter)
        found.together = line.groups[:1] == (TITLE,)
        found.unsure = line.groups[:1] == (UNSURE,)
        self.upvotes, self.submitter, self.voted, self.held = None, None, False, None
        return found


def upvotes_in(line: Line) -> int:
    """The number that a line of upvotes or a count is; `-` is none."""
    return 0 if line.groups[0] == "-" else int(str(line.groups[0]))


def add_metadata(record: Record, line: Line) -> None:
    """Take what stands below an abstract; behind the date, counts and links only."""
    record.of_the_site |= line.kind == "link" and not line.text.startswith("http")
    if line.kind == "upvotes":  # below the paper, and not above the next one
        record.upvotes, record.voted = upvotes_in(line), True
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
        record.organization = line.text
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


def page_date(line: Line) -> PageDate:
    """The date that a line is."""
    month, day, year, _ = line.groups
    return MONTHS.index(str(month)) + 1, int(str(day)), int(year) if year else None


def iso(written: PageDate, page_year: int | None) -> str | None:
    """The day as `YYYY-MM-DD`, in the page's year where none is written; None if there is none."""
    month, day, year = written
    year = year or page_year
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None


def year_before(given: date, page: PageDate | None) -> int:
    """The year in which the page's date is not after the day given."""
    day = iso(page, given.year) if page else None
    late = day is not None and date.fromisoformat(day) > given + timedelta(days=1)
    return given.year - late
