"""The records of a papers page: its lines grouped into papers, each with what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.records import Dropped
from summarizer.sources.files.pagelines import Line
from summarizer.sources.files.pagemetadata import (
    ABSTRACT,
    TITLE,
    UNSURE,
    Above,
    Record,
    add_metadata,
)
from summarizer.text.wrapping import (
    LONGEST_TITLE,
    SHORTEST_ABSTRACT,
    begins_with_title,
    is_abstract,
    is_body,
    is_joined,
    title_at_end,
    titled_texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_UPVOTE = "Upvote"
_TEXT = frozenset(("text", "title"))
_BEHIND = frozenset(("authors", "dot", "date", "organization", UNSURE))
LONGER = "longer text"
"""What follows a paragraph where that is a longer one."""
_METADATA = frozenset(
    ("authors", "dot", "date", "organization", "names", "upvotes", "submitter", "count", "code")
)
_END = frozenset(("", "site"))


def grouped(lines: list[Line]) -> Iterator[Record | Dropped]:
    """The records, those without an abstract too, and texts that stand in none."""
    grouping = _Grouping(any(line.kind == "title" and line.paper for line in lines))
    for line in runs(lines):
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
        for part in parts(line, self.record):
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
    if line.kind == "title" or record.unsure or line.groups[:1] == (TITLE,):
        return False
    if line.groups[:1] == (ABSTRACT,):
        return True
    if not record.abstract and record.has_metadata and line.text != record.title:
        is_next = line.groups[:1] == (LONGER,) and len(line.text) <= LONGEST_TITLE
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


def runs(lines: list[Line]) -> Iterator[Line]:
    """Lines with wrapped text joined as it stood, and the kind of what follows it in its groups.

    Blank lines end a paragraph.
    """
    wrapped: list[Line] = []
    pending: Line | None = None
    for line in (*lines, Line(0, "blank", "")):
        if line.kind == "text" and not line.paper:
            wrapped.append(line)
            continue
        if wrapped:
            text = "\n".join(each.text for each in wrapped).strip()
            if pending:
                kind = LONGER if len(text) > len(pending.text) else "text"
                yield pending._replace(groups=(kind,))
            pending = Line(wrapped[0].number, "text", text)
            wrapped = []
        if line.kind != "blank":
            if pending:
                yield pending._replace(groups=(line.kind,))
                pending = None
            yield line
    if pending:
        yield pending._replace(groups=("",))


def parts(line: Line, record: Record | None) -> Iterator[Line]:
    """A paragraph, or the titles and abstracts in it where they stand together.

    `record` is the one that was begun before it.
    """
    following = line.groups[0] if line.groups else ""
    begins = record is None or record.unsure or bool(record.closed and record.abstract)
    if line.kind != "text":
        yield line
    elif "\n" not in line.text:
        joined = begins and following in _METADATA and is_joined(line.text)
        yield line._replace(groups=(UNSURE,)) if joined else line
    elif record and record.has_metadata and not (record.abstract or record.unsure):
        if begins_with_title(line.text.split("\n")):
            yield from _apart(line, following or "", is_led=False)
            return
        yield from _with_title_at_end(line, following or "")
    elif begins:
        yield from _apart(line, following or "", is_led=bool(record and record.led))
    else:
        yield line


def _with_title_at_end(line: Line, following: str) -> Iterator[Line]:
    """An abstract behind its metadata, and the next title if that follows at once."""
    lines = line.text.split("\n")
    if following not in _METADATA or not is_body(lines[:-1]):
        yield line
    elif (ends := title_at_end([each.strip() for each in lines])) is None:
        yield line._replace(groups=(UNSURE,))
    elif not ends:
        yield line
    else:
        yield line._replace(text="\n".join(lines[:-1]), groups=(ABSTRACT,))
        yield Line(line.number + len(lines) - 1, "text", lines[-1].strip(), (TITLE,))


def _apart(line: Line, following: str, *, is_led: bool) -> Iterator[Line]:
    """Titles and abstracts that stand together before their metadata."""
    lines = line.text.split("\n")
    stripped = [each.strip() for each in lines]
    is_record = following in _METADATA or (following in _END and not is_led)
    if not is_record and sum(map(len, stripped[1:])) < SHORTEST_ABSTRACT:
        yield line
        return
    found = titled_texts(stripped)
    if found is None:
        sure = following in _METADATA and sum(map(len, stripped)) > LONGEST_TITLE
        yield line._replace(groups=(UNSURE,)) if sure else line
        return
    for start, body, end in found:
        yield Line(line.number + start, "text", " ".join(stripped[start:body]), (TITLE,))
        text = "\n".join(lines[body:end]).strip()
        yield Line(line.number + body, "text", text, (ABSTRACT,))
