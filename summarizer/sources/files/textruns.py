"""Text between the metadata of a page: paragraphs, and titles and abstracts that stand together.

A line is full where the next one's first word would not have fitted on it: lines that end before
that were ended by whoever wrote them, so that a title is told from a paragraph that was wrapped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.sources.files.pagelines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.sources.files.pagemetadata import Record

TITLE, ABSTRACT, UNSURE = "a title", "an abstract", "a title and an abstract"
"""What a part of a text that stood together is, in its line's groups."""
LONGER = "longer text"
"""What follows a paragraph where that is a longer one."""
_METADATA = frozenset(
    ("authors", "dot", "date", "organization", "names", "upvotes", "submitter", "count", "code")
)
_END = frozenset(("", "site"))
LONGEST_TITLE = 300
SENTENCE_ENDS = (".", "!", "…", "]", ")", '"', "”")
_SHORTEST_ABSTRACT = 200
"""Characters of a text that is an abstract however it ends."""
_FEWEST_WORDS = 4
_MOST_WORDS = 20
"""Words from which on a sentence is more than a title."""
_FEWEST_OF_A_TITLE = 3
_MOST_LINES = 3
"""Lines that a wrapped title has."""
_WRAPPED = 0.75
"""The share of the inner lines that are full in a text that was wrapped."""


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
        joined = begins and following in _METADATA and _is_joined(line.text)
        yield line._replace(groups=(UNSURE,)) if joined else line
    elif record and record.has_metadata and not (record.abstract or record.unsure):
        if _begins_with_title(line.text.split("\n")):
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
    if following not in _METADATA or not _is_body(lines[:-1]):
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
    if not is_record and sum(map(len, stripped[1:])) < _SHORTEST_ABSTRACT:
        yield line
        return
    found = records(stripped)
    if found is None:
        sure = following in _METADATA and sum(map(len, stripped)) > LONGEST_TITLE
        yield line._replace(groups=(UNSURE,)) if sure else line
        return
    for start, body, end in found:
        yield Line(line.number + start, "text", " ".join(stripped[start:body]), (TITLE,))
        text = "\n".join(lines[body:end]).strip()
        yield Line(line.number + body, "text", text, (ABSTRACT,))


def is_abstract(text: str) -> bool:
    """Whether a text is long for a title, or a sentence."""
    if len(text) > LONGEST_TITLE:
        return True
    return text.endswith(SENTENCE_ENDS) and len(text.split()) >= _FEWEST_WORDS


def records(lines: Sequence[str]) -> list[tuple[int, int, int]] | None:
    """Where titles begin, abstracts begin, and these end; None where it cannot be told surely.

    `lines` are those of a record, or of several where nothing stands between them.
    """
    if len(lines[0]) > LONGEST_TITLE:
        return None
    width = _width(lines)
    body = _body(lines, width)
    if body is None or not _is_body(lines[body:]):
        return None
    found: list[tuple[int, int, int]] = []
    start = 0
    for index in range(body + 1, len(lines) - 1):
        if _is_next_title(lines, index, width):
            found.append((start, body, index))
            start, body = index, index + 1
    return [*found, (start, body, len(lines))]


def title_at_end(lines: Sequence[str]) -> bool | None:
    """Whether the last line is the title of the next record; None where none can tell."""
    *abstract, last = lines
    if len(last) > LONGEST_TITLE or last.endswith((".", "!", "…")):
        return False
    return True if abstract and abstract[-1].endswith(SENTENCE_ENDS) else None


def _is_body(lines: Sequence[str]) -> bool:
    """Whether lines are an abstract rather than the rest of a title."""
    size = sum(map(len, lines))
    return size > _SHORTEST_ABSTRACT or is_abstract(" ".join(lines))


def _begins_with_title(lines: list[str]) -> bool:
    """Whether the first line was ended before it was full, and is no sentence."""
    first, width = lines[0].strip(), _width(lines)
    short = len(first) <= LONGEST_TITLE and not first.endswith(SENTENCE_ENDS)
    return short and not (width and _is_full(lines, 0, width)) and _is_body(lines[1:])


def _is_joined(text: str) -> bool:
    """Whether a paragraph that has metadata below it is a title and an abstract in one line."""
    return len(text) > LONGEST_TITLE or (
        text.endswith((".", "!", "…")) and len(text.split()) >= _MOST_WORDS
    )


def _body(lines: Sequence[str], width: int) -> int | None:
    """The line that the abstract begins with, in a text wrapped to a width (0 if it is not)."""
    if not width or not _is_full(lines, 0, width) or lines[1].endswith(SENTENCE_ENDS):
        return 1
    ends = (index + 1 for index in range(len(lines)) if not _is_full(lines, index, width))
    body = next(ends)
    return body if body <= _MOST_LINES and body < len(lines) else None


def _width(lines: Sequence[str]) -> int:
    """The width to which a text was wrapped; 0 where it was not."""
    width = max(map(len, lines))
    inner = range(1, len(lines) - 1)
    full = sum(_is_full(lines, index, width) for index in inner)
    return width if full and full >= _WRAPPED * len(inner) else 0


def _is_full(lines: Sequence[str], index: int, width: int) -> bool:
    following = lines[index + 1].partition(" ")[0] if index + 1 < len(lines) else ""
    return bool(following) and len(lines[index]) + 1 + len(following) > width


def _is_next_title(lines: Sequence[str], index: int, width: int) -> bool:
    """Whether a line inside is the title of a record that follows one without metadata."""
    line, before, after = lines[index], lines[index - 1], lines[index + 1]
    if not before.endswith(SENTENCE_ENDS) or line.endswith((*SENTENCE_ENDS, ":", ",", ";")):
        return False
    if len(line) > LONGEST_TITLE or len(line.split()) < _FEWEST_OF_A_TITLE:
        return False
    if width:
        ended = not (_is_full(lines, index - 1, width) or _is_full(lines, index, width))
        return ended and _is_full(lines, index + 1, width)
    return min(len(before), len(after)) > 2 * len(line)
