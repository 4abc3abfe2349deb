"""The records of a papers page: its lines grouped into papers, each with what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.papers.records import Dropped
from summarizer.sources.files import textruns
from summarizer.sources.files.pagemetadata import Record, add_metadata, upvotes_in
from summarizer.sources.files.textruns import LONGEST_TITLE, is_abstract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.sources.files.pagelines import Line

_UPVOTE = "Upvote"
_BEHIND = frozenset(("authors", "dot", "date", "organization", textruns.UNSURE))
_TEXT = frozenset(("text", "title"))


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
        found.unsure = line.groups[:1] == (textruns.UNSURE,)
        self.upvotes, self.submitter, self.voted, self.held = None, None, False, None
        return found


def grouped(lines: list[Line]) -> Iterator[Record | Dropped]:
    """The records, those without an abstract too, and texts that stand in none."""
    grouping = _Grouping(any(line.kind == "title" and line.paper for line in lines))
    for line in textruns.runs(lines):
        if line.kind in _TEXT:
            if not grouping.headed or line.paper:
                yield from grouping.text(line)
            else:
                grouping.below_heading(line)
        elif grouping.begins(line):
            yield from grouping.begin(line)
        else:
            grouping.metadata(line)
    yield from grouping.end()


class _Grouping:
    """The record that is being read. Where titles are `headed`, no other text is one."""

    def __init__(self, headed: bool) -> None:
        """Nothing was read yet."""
        self.headed = headed
        self.record: Record | None = None
        self.above = Above()

    def begins(self, line: Line) -> bool:
        """Whether a line of metadata stands above the next title, or is that title.

        Only a title stands before a `·` where a record begins.
        """
        record = self.record
        if line.kind == "organization":
            return record is None or record.is_whole
        if line.kind == "submitter":
            return not (record and record.awaits_submitter)
        return line.kind == "upvotes" and line.text != _UPVOTE

    def begin(self, line: Line) -> Iterator[Record]:
        """End the record before, and take what stands above the next title."""
        yield from self.end()
        if line.kind == "organization":
            self.record = self.above.record(line)
        else:
            self.above.take(line)

    def end(self) -> Iterator[Record]:
        """Give the record that was read, if there is one."""
        if self.record:
            self.above.release(self.record)
            yield self.record
        self.record = None

    def metadata(self, line: Line) -> None:
        """Take what stands below a title or an abstract."""
        if self.record is None:
            self.above.count(line)
        elif line.kind == "submitter":
            self.record.submitter, self.record.of_the_site = line.text or None, True
        elif not self.above.holds(line, self.record):
            add_metadata(self.record, line)

    def below_heading(self, line: Line) -> None:
        """Take a text that is no title."""
        record = self.record
        if record and line.kind == "text" and not (record.abstract and record.has_metadata):
            record.abstract.append(line.text)

    def text(self, line: Line) -> Iterator[Record | Dropped]:
        """Take a paragraph: more of the abstract, or the next titles."""
        for part in textruns.parts(line, self.record):
            record = self.record
            if record and _belongs(part, record):
                record.abstract.append(part.text)
            elif record and not record.abstract and part.text == record.title:
                continue  # the text beside a picture is the title once more
            elif record is None and len(part.text) > LONGEST_TITLE and not _ends(part):
                yield Dropped(f"line {part.number}", "text without a title before it")
            else:
                if record:
                    yield record
                self.record = self.above.record(part)


def _ends(line: Line) -> bool:
    """Whether metadata follows a text at once, as behind an abstract."""
    return line.groups[0] in _BEHIND if line.groups else False


def _belongs(line: Line, record: Record) -> bool:
    """Whether this paragraph is (more of) the abstract rather than the next title."""
    if line.kind == "title" or record.unsure or line.groups[:1] == (textruns.TITLE,):
        return False
    if line.groups[:1] == (textruns.ABSTRACT,):
        return True
    if not record.abstract and record.has_metadata and line.text != record.title:
        is_next = line.groups[:1] == (textruns.LONGER,) and len(line.text) <= LONGEST_TITLE
        record.led = is_abstract(line.text) and not is_next
        return record.led
    if record.led and len(line.text) > LONGEST_TITLE:
        return True
    return not record.closed and not _starts_record(line, record)


def _starts_record(line: Line, record: Record) -> bool:
    """Whether this paragraph is the next title rather than (more of) the abstract."""
    short = len(line.text) <= LONGEST_TITLE
    return short and (bool(record.abstract) or line.text[-1:] not in '.!…])"”')


def lost(item: Record | Dropped) -> Dropped:
    """What is said of a record without an abstract; a text that stood in none stays as it is."""
    return item if isinstance(item, Dropped) else Dropped(f"line {item.line}", item.lack)
