"""Lines into blocks: those that a paragraph, a heading, a caption or a table are made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.fulltext.captions import labelled
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.pdf.style import Style

_BULLET = deferred(
    r"\s*(?:[\u2022\u25cf\u25aa\u25e6\u2023\u2043\u00b7\u2219\u25a0\u25b6\u27a4\u2713\u2605*\u2013\u2014-]"
    r"|[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)])\s+"
)
_ENDS = deferred(r"[.!?:\u201d\"')\]]\s*(?:\[\d+(?:,\s*\d+)*\])?\s*$")
_INDENT, _GAP = 0.7, 1.32
_SHORT = 0.86


@dataclass(frozen=True)
class Margins:
    """Where the lines of a column begin and end."""

    left: float
    right: float

    @property
    def wide(self) -> float:
        """How wide the column is."""
        return max(self.right - self.left, 1.0)


@dataclass
class Block:
    """Lines that belong together. `indented` says that the first begins further in."""

    lines: list[Line]
    margins: Margins
    indented: bool = False
    apart: bool = True
    bullet: bool = False
    texts: list[str] = field(default_factory=list)

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The last line."""
        return self.lines[-1]

    @property
    def text(self) -> str:
        """All lines with blanks between them."""
        return " ".join(line.text.strip() for line in self.lines)


def blocks_of(lines: Sequence[Line], style: Style) -> list[Block]:
    """The blocks of a paper's lines, which stand in the order of reading."""
    margins = margins_of(lines, style)
    blocks: list[Block] = []
    for line in lines:
        own = margins[line.page, line.column]
        if blocks and _goes_on(blocks[-1], line, style):
            blocks[-1].lines.append(line)
            continue
        before = blocks[-1].last if blocks else None
        blocks.append(
            Block(
                [line],
                own,
                indented=line.x > own.left + _INDENT * line.size,
                apart=before is None or not _is_next(before, line, style),
                bullet=bool(_BULLET.match(line.text)),
            )
        )
    return blocks


def margins_of(lines: Iterable[Line], style: Style) -> Mapping[tuple[int, int], Margins]:
    """Where the lines of each column of each page begin and end."""
    found: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        found.setdefault((line.page, line.column), []).append(line)
    usual = {
        column: _margins([line for key, each in found.items() if key[1] == column for line in each],
                         style)
        for column in {key[1] for key in found}
    }  # fmt: skip
    return {
        key: _margins(each, style) if len(each) > 12 else usual[key[1]]  # noqa: PLR2004 - lines
        for key, each in found.items()
    }


def _margins(lines: Sequence[Line], style: Style) -> Margins:
    long = [line for line in lines if len(line.text) > 20 and not style.is_small(line)]  # noqa: PLR2004 - characters
    chosen = long or lines
    left = Counter(round(line.x / 2) for line in chosen).most_common(1)[0][0] * 2
    ends = sorted(line.end for line in chosen)
    return Margins(left, ends[int(len(ends) * 0.85)])


def _is_next(before: Line, line: Line, style: Style) -> bool:
    """Whether a line stands right below another."""
    if (before.page, before.column) != (line.page, line.column):
        return False
    leading = style.leading * max(line.size, before.size) / style.size
    return before.y - line.y < _GAP * leading + 0.5


def _goes_on(block: Block, line: Line, style: Style) -> bool:
    """Whether a line belongs to a block."""
    last = block.last
    if not _is_next(last, line, style) or line.y > last.y + 0.3 * line.size:
        return False
    if abs(line.y - last.y) < 0.3 * line.size:  # the next cell of a row, or piece of a formula
        return True
    return _is_set_alike(last, line, style) and not _begins(block, line)


def _is_set_alike(last: Line, line: Line, style: Style) -> bool:
    """Whether two lines have one size, and neither or both are bold."""
    alike = abs(line.size - last.size) <= 0.06 * style.size + 0.1
    return alike and style.is_bold(line) == style.is_bold(last)


def _begins(block: Block, line: Line) -> bool:
    """Whether a line begins something: a footnote, an item, a caption, a paragraph."""
    last = block.last
    if line.label:
        return True
    if _BULLET.match(line.text) and (_ends(last, block) or block.bullet):
        return True
    match = labelled(line.text)
    if match and line.text[match.end() :].strip():
        return _ends(last, block)
    return _is_new_paragraph(block, block.first, last, line)


def _is_new_paragraph(block: Block, first: Line, last: Line, line: Line) -> bool:
    inset = line.x - block.margins.left
    if inset > _INDENT * line.size:
        if len(block.lines) == 1 and not block.bullet:
            if abs(line.x - first.x) < 0.2 * line.size:  # a paragraph of one line, and the next
                return _is_short(last, block) and bool(_ENDS.search(last.text))
            return line.x > first.x + _INDENT * line.size and not _hangs(block, line)
        return line.x > last.x + _INDENT * line.size and not block.bullet
    if block.bullet and len(block.lines) > 1 and last.x > line.x + 0.5 * line.size:
        return True
    return _ends(last, block) and line.text.strip()[:1].isupper() and _is_short(last, block)


def _hangs(block: Block, line: Line) -> bool:
    """Whether a second line that begins further in goes on with the first, as in a list."""
    return bool(line.text.strip()[:1].islower() or block.last.text.rstrip().endswith("-"))


def _ends(line: Line, block: Block) -> bool:
    return bool(_ENDS.search(line.text)) or _is_short(line, block)


def _is_short(line: Line, block: Block) -> bool:
    return line.end < block.margins.left + _SHORT * block.margins.wide
