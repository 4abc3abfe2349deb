"""What belongs to figures and tables, though each of its lines looks like something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.headings import is_known, numbered
from summarizer.fulltext.pdf.columns import ACROSS
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.fulltext.pdf.blocks import Block
    from summarizer.fulltext.pdf.kinds import Kind

_ENDED = deferred(r"[.!?:\u201d\"')\]]\s*\d{0,2}$")


def take_heads(blocks: Sequence[Block], kinds: list[Kind]) -> None:
    """Make cells of the bold heads of tables: no text stands below them, as below a heading."""
    for place in range(len(blocks) - 2, -1, -1):
        block, below = blocks[place], blocks[place + 1]
        if kinds[place] != "heading" or _is_certain(block):
            continue
        same = block.first.page == below.first.page
        same &= block.first.column in {below.first.column, ACROSS}
        if same and (kinds[place + 1] in {"cells", "caption"} or _is_row(below, kinds[place + 1])):
            kinds[place] = "cells"


def _is_certain(block: Block) -> bool:
    number, name = numbered(block.text.strip())
    return number is not None or is_known(name)


def _is_row(block: Block, kind: Kind) -> bool:
    """Whether what looks like prose is a row: one short line that ends nothing."""
    full = block.first.end > block.margins.left + 0.7 * block.margins.wide
    short = len(block.lines) == 1 and not full and not block.bullet
    return kind == "prose" and short and not _ENDED.search(block.text)


def take_floats(blocks: Sequence[Block], kinds: list[Kind]) -> None:
    """Make cells of what looks like formulas or words and stands in a figure or table.

    That is what reaches up from a caption, or down from one of a table, without a sentence.
    """
    for place, kind in enumerate(kinds):
        if kind != "caption":
            continue
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(blocks) and _is_within(blocks[at], kinds[at], blocks[place]):
                kinds[at] = "cells"
                at += step


def keep_ends(blocks: Sequence[Block], kinds: list[Kind]) -> None:
    """Make prose of what looks like cells and is the end of a sentence, as on top of a column."""
    before: Block | None = None
    for place, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
        if kind == "cells" and before and _ends_sentence(before, block):
            kinds[place] = "prose"
        if kinds[place] == "prose":
            before = block
        elif kind == "heading":
            before = None


def _ends_sentence(before: Block, block: Block) -> bool:
    same = abs(before.last.size - block.first.size) < 0.03 * block.first.size
    open_ended = not _ENDED.search(before.text) or before.text.rstrip().endswith("-")
    at_left = abs(block.first.x - block.margins.left) < 0.3 * block.first.size
    lone = not any(line.mates for line in block.lines)
    return same and open_ended and at_left and lone and block.text.lstrip()[:1].islower()


def _is_within(block: Block, kind: Kind, caption: Block) -> bool:
    same = (block.first.page, block.first.column) == (caption.first.page, caption.first.column)
    if not same and block.first.page != caption.first.page:
        return False
    if kind in {"cells", "formula"}:
        return True
    short = len(block.lines) <= 2 and not _ENDED.search(block.text)  # noqa: PLR2004 - lines
    full = block.first.end > block.margins.left + 0.9 * block.margins.wide
    return kind == "prose" and short and not full and block.apart
