"""The lines of a list of references, parted into references."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.wordjoins import Joiner

_LABEL = deferred(r"\s*(\[[^\]\s]{1,20}\]|\(\d{1,3}\)|\d{1,3}\.)\s+")
_YEAR = deferred(r"\b(?:19|20)\d\d[a-z]?\b")
_SHARE = 0.2


def references(lines: Sequence[Line], joiner: Joiner) -> Iterator[tuple[str | None, str]]:
    """Each reference with its label: told by labels, or by lines that hang, or by gaps."""
    for group in _groups(lines):
        text = joiner.joined([line.marked for line in group])
        match = _LABEL.match(text)
        yield (match[1], text[match.end() :]) if match else (None, text)


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    labelled = sum(1 for line in lines if _LABEL.match(line.text))
    by_label = labelled > max(2, len(lines) * _SHARE / 3)
    lefts = _lefts(lines)
    hanging = sum(1 for line in lines if _hangs(line, lefts)) > _SHARE * len(lines)
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if before is None:
            begins = True
        elif by_label:
            begins = bool(_LABEL.match(line.text))
        elif hanging:
            begins = not _hangs(line, lefts) and not before.text.rstrip().endswith("-")
        else:
            begins = _is_apart(before, line) or _is_ended(before, line)
        if begins:
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _lefts(lines: Sequence[Line]) -> dict[tuple[int, int], float]:
    """Where the references of each column begin: the leftmost place that is met often."""
    found: dict[tuple[int, int], Counter[int]] = {}
    for line in lines:
        found.setdefault((line.page, line.column), Counter())[round(line.x / 2)] += 1
    return {
        key: 2 * min(place for place, times in places.items() if times > 1 or len(places) == 1)
        for key, places in found.items()
        if len(places) == 1 or any(times > 1 for times in places.values())
    }


def _hangs(line: Line, lefts: dict[tuple[int, int], float]) -> bool:
    left = lefts.get((line.page, line.column))
    return left is not None and line.x > left + 0.45 * line.size


def _is_ended(before: Line, line: Line) -> bool:
    """Whether a reference ends with a line, and the next line names somebody and a year."""
    ended = before.text.rstrip().endswith((".", ")"))
    return ended and line.text.strip()[:1].isupper() and bool(_YEAR.search(line.text[:120]))


def _is_apart(before: Line, line: Line) -> bool:
    if (before.page, before.column) != (line.page, line.column):
        return before.text.rstrip().endswith(".") and line.text.strip()[:1].isupper()
    return before.y - line.y > 1.32 * line.size
