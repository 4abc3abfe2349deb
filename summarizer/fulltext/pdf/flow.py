"""Blocks into a draft: what is above the abstract, sections, captions, footnotes, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.captions import kind_of, labelled
from summarizer.fulltext.headings import depth, is_abstract, is_known, is_references, numbered
from summarizer.fulltext.pdf.bibliography import references
from summarizer.fulltext.pdf.floats import keep_ends, take_floats, take_heads
from summarizer.fulltext.pdf.titles import is_of_cover, leave_contents, title_of
from summarizer.fulltext.tidying import tidy
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.draft import Draft
    from summarizer.fulltext.pdf.blocks import Block
    from summarizer.fulltext.pdf.kinds import Judge, Kind
    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.pdf.style import Style
    from summarizer.fulltext.wordjoins import Joiner

_ABSTRACT = deferred(r"(?i)abstract\s*[:.\u2014\u2013-]\s*\S")
_THANKS = deferred(r"\^(?:[*†‡§¶#\d]|\{[*†‡§¶#\d, ]+\})\s*$")
"""A mark behind the title, whose note may stand on another page, or as large as the text."""
_ENDED = deferred(r"[.!?:\u201d\"')\]]\s*\d{0,2}$")
_KEYWORDS = deferred(r"(?i)(?:key ?words|index terms)\b|(?:ccs|general terms)\b")
_LONGEST_ABSTRACT = 3500
"""Characters, behind which a paper without headings has begun."""
_NUMBERS = deferred("[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}")
_DIGITS = str.maketrans(
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789"
)
FORMULAS = "displayed formulas, left as their signs"
CELLS = "blocks of tables and figures"
_FRONT_BLOCKS = 40
_PROSE_LINES = 4


class Flow:
    """Adds blocks to a draft in their order."""

    def __init__(
        self, draft: Draft, joiner: Joiner, judge: Judge, style: Style, named: str = ""
    ) -> None:
        """Nothing was added yet; `named` is what the file says that it is called."""
        self._named = named
        self._draft, self._joiner, self._judge, self._style = draft, joiner, judge, style
        self._open: list[str] = []
        self._last: Block | None = None
        self._listed: list[Line] = []
        self._in_references = False
        self._top: float | None = None
        self._contents: set[int] = set()
        self._keyed = False

    def add(self, blocks: Sequence[Block]) -> None:
        """Add all blocks of a paper."""
        kinds = [
            self._judge.kind(block, blocks[place + 1] if blocks[place + 1 :] else None)
            for place, block in enumerate(blocks)
        ]
        self._contents = leave_contents(blocks, kinds)
        take_floats(blocks, kinds)
        take_heads(blocks, kinds)
        keep_ends(blocks, kinds)
        begin = self._front(blocks, kinds)
        for block, kind in zip(blocks[begin:], kinds[begin:], strict=True):
            if self._in_references and kind not in {"heading", "caption"}:
                self._listed += block.lines
            else:
                self._add(block, kind)
        self._close()
        self._end_references()

    def _front(self, blocks: Sequence[Block], kinds: Sequence[Kind]) -> int:
        """Read title and authors; the place of the first block behind them."""
        end = self._end_of_front(blocks, kinds)
        if not end:
            return 0
        title = title_of(blocks[:end], self._style, self._named)
        for place, block in enumerate(blocks[:end]):
            for line in block.lines:
                if line not in title and place not in self._contents:
                    self._draft.lines([line.marked])
        self._draft.title = _THANKS.sub("", self._joiner.joined([line.text for line in title]))
        return end

    def _end_of_front(self, blocks: Sequence[Block], kinds: Sequence[Kind]) -> int:
        largest = max((block.first.size for block in blocks[:_FRONT_BLOCKS]), default=0.0)
        for place, (block, kind) in enumerate(zip(blocks, kinds, strict=True)):
            number, name = numbered(tidy(block.text))
            if block.first.size > 0.97 * largest and number is None and not is_abstract(name):
                continue  # of the title, whatever it says
            if place > _FRONT_BLOCKS or block.first.page > 3:  # noqa: PLR2004 - a cover may come first
                break
            if _ABSTRACT.match(tidy(block.text)):
                return place
            first = number in {"1", "I", "0"} and place > 0
            if kind == "heading" and (is_known(name) or first):
                return place
            prose = kind == "prose" and len(block.lines) > _PROSE_LINES
            if prose and place and not is_of_cover(block.text):
                return place
        sizes = [block.first.size for block in blocks[:_FRONT_BLOCKS]]
        return sizes.index(largest) + 1 if sizes and largest > self._style.size else 0

    def _add(self, block: Block, kind: str) -> None:
        draft = self._draft
        if kind == "heading":
            self._close()
            self._end_references()
            self._heading(block)
        elif kind == "caption":
            text = self._joiner.joined([line.text for line in block.lines])
            match = labelled(tidy(text))
            if match:
                draft.caption(kind_of(match), match[1], text)
        elif kind == "footnote":
            draft.footnote(block.first.label, self._joined(block))
        elif kind == "cells":
            draft.lost[CELLS] += 1
            self._keyed |= bool(_KEYWORDS.match(block.text))
        elif kind == "formula":
            draft.lost[FORMULAS] += 1
            self._open.append(self._joined(block))
        else:
            self._prose(block)

    def _heading(self, block: Block) -> None:
        text = tidy(self._joined(block))
        number, name = numbered(text)
        if is_references(name):
            self._in_references = True
            return
        if number and depth(number) == 1 and self._top is None:
            self._top = block.first.size
        top = self._top if self._top is not None else block.first.size
        level = 1 if block.first.size > top - 0.3 or is_known(name) else 2
        self._draft.section(text, level)

    def _prose(self, block: Block) -> None:
        text = self._joined(block)
        if self._ends_abstract(text):
            self._close()
            self._draft.section("")
        self._draft.calls += self._calls(block)
        if _ABSTRACT.match(text):
            self._close()
            self._draft.section("Abstract")
        if self._open and self._last and self._goes_on(self._last, block):
            self._open.append(text)
        else:
            self._close()
            self._open = [text]
        self._last = block

    def _ends_abstract(self, text: str) -> bool:
        """Whether the abstract above is over, though no heading says so."""
        part = self._draft.parts[-1] if self._draft.parts else None
        if part is None or part.kind != "abstract" or _KEYWORDS.match(text):
            return False
        said = [*part.paragraphs, *self._open]
        keyed = self._keyed or any(_KEYWORDS.match(each) for each in said)
        ended = not self._open or bool(_ENDED.search(self._open[-1]))
        begins = keyed and text[:1].isupper()
        return begins or (ended and sum(map(len, said)) > _LONGEST_ABSTRACT)

    def _calls(self, block: Block) -> Iterator[tuple[str, str]]:
        """The raised numbers that are no powers, each with the words of the block before it."""
        for place, line in enumerate(block.lines):
            for match in _NUMBERS.finditer(line.marked):
                before = _NUMBERS.sub("", line.marked[: match.start()])
                rest = line.text[len(before) : len(before) + 1]
                if line.text.startswith(before) and rest != "^" and not _NUMBERS.match(rest):
                    lines = [each.text for each in block.lines[:place]]
                    label = match[0].translate(_DIGITS)
                    yield label, self._joiner.joined([*lines, before])

    def _goes_on(self, before: Block, block: Block) -> bool:
        """Whether a block is the rest of the paragraph before: over a formula, a page, a float."""
        text = block.text.strip()
        last = self._open[-1].rstrip()
        if block.bullet:
            return False
        if last.endswith("-") or text[:1].islower() or not _ENDED.search(last):
            return True
        moved = (before.last.page, before.last.column) != (block.first.page, block.first.column)
        full = before.last.end > before.margins.left + 0.93 * before.margins.wide
        return moved and full and not block.indented and not text[:1].islower()

    def _joined(self, block: Block) -> str:
        return self._joiner.joined([line.text for line in block.lines])

    def _close(self) -> None:
        """End the paragraph that is open."""
        if self._open:
            self._draft.paragraph(self._joiner.joined(self._open))
        self._open, self._last = [], None

    def _end_references(self) -> None:
        for label, text in references(self._listed, self._joiner):
            self._draft.reference(label, text)
        self._listed, self._in_references = [], False
