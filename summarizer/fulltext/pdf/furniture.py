"""What is on the pages and not in the text: running heads, page numbers, lines of a publisher."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.fulltext.tidying import tidy
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.pdf.process import Page
    from summarizer.fulltext.pdf.style import Style

_DIGITS = deferred(r"\d+")
_NUMBER = deferred(
    r"(?i)[^\w.]*(?:page\s*)?(?:\d{1,5}|[ivxl]{1,7})(?:\s*(?:/|of)\s*\d{1,5})?[^\w.]*"
)
_PUBLISHER = deferred(
    r"(?i)proceedings of|©|\(c\)\s?\d{4}|copyright|all rights reserved|permission to make|"
    r"licensed under|creative commons|under review|preprint\b|published as a|"
    r"association for computational|conference on|workshop on|\bisbn\b|\bissn\b|doi\.org|"
    r"^\s*arxiv:|accepted (?:at|by|to)|in proc\.|pages \d+\s?[-\u2013]\s?\d+"
)
_MARGIN, _LONE, _EDGE_LINES = 0.085, 0.07, 3
_MOST_EDGE = 60
"""Lines at each end of a page that are looked at."""
_ALIKE = 0.25
_LEAST = 4


def furniture(pages: Sequence[Page], lines: Mapping[int, Sequence[Line]], style: Style) -> set[int]:
    """The lines, by `id`, that belong to the pages."""
    edges = {page.number: _edge(page, lines[page.number]) for page in pages}
    keys = Counter(key for number in edges for key in {_key(line) for line in edges[number]} if key)
    most = max(2, round(_ALIKE * len(pages)))
    found: set[int] = set()
    for page in pages:
        edge = edges[page.number]
        for line in edge:
            key = _key(line)
            repeated = len(pages) > 1 and keys[key] >= most and len(key) >= _LEAST
            if repeated or _is_of_page(line, page, edge, style):
                found.add(id(line))
    return found


def _edge(page: Page, lines: Sequence[Line]) -> list[Line]:
    """The first and last lines of a page, and all in its margins."""
    _, bottom, _, top = page.box
    high = top - bottom
    by_height = sorted(lines, key=lambda line: line.y)
    inner = (bottom + _MARGIN * high, top - _MARGIN * high)
    by_height = [*by_height[:_MOST_EDGE], *by_height[_MOST_EDGE:][-_MOST_EDGE:]]
    return [
        line
        for place, line in enumerate(by_height)
        if not inner[0] < line.y < inner[1] or min(place, len(by_height) - 1 - place) < _EDGE_LINES
    ]


def _key(line: Line) -> str:
    """What lines have in common that are the same but for their numbers: words and height."""
    return f"{_DIGITS.sub('#', tidy(line.text)).casefold()}@{round(line.y / 8)}"


def _is_of_page(line: Line, page: Page, edge: Sequence[Line], style: Style) -> bool:
    """Whether a line at the edge is the page's number, a publisher's, or stands alone there."""
    if _NUMBER.fullmatch(line.text) or _is_publishers(line, page, style):
        return True
    return _is_lone(line, page, edge, style)


def _is_publishers(line: Line, page: Page, style: Style) -> bool:
    _, bottom, _, top = page.box
    high = top - bottom
    at_edge = not bottom + 0.1 * high < line.y < top - 0.06 * high
    return at_edge and not style.is_large(line) and bool(_PUBLISHER.search(line.text))


def _is_lone(line: Line, page: Page, edge: Sequence[Line], style: Style) -> bool:
    """Whether a line stands in the margin, and nothing near it."""
    _, bottom, _, top = page.box
    high = top - bottom
    if bottom + _LONE * high < line.y < top - _LONE * high or style.is_large(line):
        return False
    others = (abs(other.y - line.y) for other in edge if other is not line)
    return all(each < 0.2 * line.size or each > 1.8 * style.leading for each in others)


def counted(page: Page, lines: Sequence[Line]) -> set[int]:
    """The numbers of lines, by `id`, in the margins of a manuscript under review."""
    numbers = [line for line in lines if line.text.strip().isdigit() and len(line.text.strip()) < 5]  # noqa: PLR2004 - digits
    left, _, right, _ = page.box
    margin = 0.12 * (right - left)
    numbers = [line for line in numbers if not left + margin < line.x < right - margin]
    places = Counter(_half(line, page) for line in numbers)
    found: set[int] = set()
    for line in numbers:
        if places[_half(line, page)] >= 12:  # noqa: PLR2004 - lines
            found.add(id(line))
    return found


def _half(line: Line, page: Page) -> bool:
    """Whether a line stands in the right half of its page."""
    return line.x > (page.box[0] + page.box[2]) / 2
