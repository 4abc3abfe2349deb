"""What a block is: a heading, a caption, a footnote, a formula, a table's cells, or prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summarizer.fulltext.captions import labelled
from summarizer.fulltext.headings import is_known, numbered
from summarizer.fulltext.pdf.widths import is_monospaced, is_of_maths
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.fulltext.pdf.blocks import Block
    from summarizer.fulltext.pdf.style import Style

Kind = Literal["heading", "caption", "footnote", "formula", "cells", "prose"]
_FUNCTION = deferred(
    r"\b(?:the|The|of|and|to|in|In|is|are|was|were|we|We|our|for|that|this|This|with|on|by|as|an?|"
    r"it|its|be|can|from|which|or|these|not|at|have|has|each|their|such)\b"
)
_LETTERS = deferred(r"[^\W\d_]")
_SMALL_WORDS = deferred(r"\b[a-z]{3,}\b")
_WORDS = deferred(r"[^\W\d_]{3,}")
_MATHS = deferred(
    r"[=<>\u2264\u2265\u2208\u2211\u220f\u222b\u221a\u2016\u2212+\u00d7\u00b7^_{}|~\u2248\u223c\u2192\u2190\u2200\u2203\u2202\u2207]"
)
_BRACES = deferred(r"([\^_])\{([^{}]*)\}")
_EQUATION_NUMBER = deferred(r"\(\d{1,3}[a-z]?\)\s*$")
_LONGEST_HEADING, _MOST_LINES = 120, 3
_PROMPT = deferred(
    r"(?:R>|>>>|\.\.\.\s|In ?\[\d*\]:|Out ?\[\d*\]:|[>$#%+]\s|\w*\s?[=:]=\s|ghci>|julia>|sage:)"
)
"""What a listing of commands begins with."""
_LEADERS = deferred(r"(?:\s?\.){5,}\s*[ivxl\d]+\s*$")
"""The dots of a table of contents."""
_ENGLISH = 0.3
_FEW_WORDS, _FEW_SIGNS, _LONGEST_FORMULA = 6, 2, 80


class Judge:
    """Tells what blocks are, by the style of their paper and by the words of its language."""

    def __init__(self, blocks: Sequence[Block], style: Style, fonts: Sequence[str]) -> None:
        """Learn whether lines of prose have the words that English ones have."""
        self._style = style
        self._math = frozenset(n for n, name in enumerate(fonts) if is_of_maths(name))
        self._code = frozenset(n for n, name in enumerate(fonts) if is_monospaced(name))
        long = [line.text for block in blocks for line in block.lines if len(line.text) > 30]  # noqa: PLR2004 - characters
        told = sum(1 for text in long if _FUNCTION.search(text))
        self.english = bool(long) and told > _ENGLISH * len(long)

    def kind(self, block: Block, following: Block | None) -> Kind:
        """What a block is; `following` is the one behind it."""
        match = labelled(block.first.text)
        if match and (block.apart or self._style.is_small(block.first)) and not _is_sentence(block):
            return "caption"
        if _LEADERS.search(block.text):
            return "cells"
        if self._is_heading(block, following):
            return "heading"
        if self._is_footnote(block):
            return "footnote"
        if self._is_formula(block):
            return "formula"
        return "cells" if self._is_cells(block) else "prose"

    def _is_heading(self, block: Block, following: Block | None) -> bool:
        style, text = self._style, " ".join(block.text.split())
        stands_out = style.is_bold(block.first) or style.is_large(block.first)
        if len(block.lines) > _MOST_LINES or len(text) > _LONGEST_HEADING or self._is_code(block):
            return False
        if not _LETTERS.search(text) or any(line.mates for line in block.lines):
            return is_known(text) and style.is_bold(block.first)
        if text.endswith((",", ";", "-")) or (text.endswith(".") and not stands_out):
            return False
        number, name = numbered(text)
        capitals = name.isupper() and len(name) > 3  # noqa: PLR2004 - letters
        if number is not None:
            other_face = block.first.font != style.font and not style.is_small(block.first)
            in_style = stands_out or capitals or (other_face and block.apart)
            return (in_style and self._is_name(number, name, block)) or is_known(name)
        if is_known(name):
            return stands_out or capitals or (block.apart and len(block.lines) == 1)
        return stands_out and name[:1].isupper() and self._leads(block, following)

    def _is_code(self, block: Block) -> bool:
        """Whether a block is a listing: behind a prompt, or in a face that the body has not."""
        if _PROMPT.match(block.text.lstrip()):
            return True
        faces = {font for line in block.lines for font in line.faces}
        return faces <= self._code and self._style.font not in self._code

    @staticmethod
    def _is_name(number: str, name: str, block: Block) -> bool:
        """Whether what is behind a number begins as a heading does, in small letters if short."""
        short = number[0].isdigit() and block.apart and len(name.split()) <= _FEW_WORDS
        return name[:1].isupper() or short

    def _leads(self, block: Block, following: Block | None) -> bool:
        """Whether prose of the body stands below a line that stands out, as below a heading."""
        style = self._style
        below = following is not None and abs(following.first.size - style.size) < 0.08 * style.size
        words = _WORDS.findall(block.text)
        return below and 0 < len(words) <= 12 and not block.text.rstrip().endswith(".")  # noqa: PLR2004 - words

    def _is_footnote(self, block: Block) -> bool:
        return self._style.is_small(block.first) and block.first.label is not None

    def _is_formula(self, block: Block) -> bool:
        text = block.text
        signs = len(_MATHS.findall(_BRACES.sub(r"\1\2", text)))
        words = len(_WORDS.findall(text))
        if _is_sentence(block) and words > _FEW_WORDS:
            return False
        of_maths = any(font in self._math for line in block.lines for font in line.faces)
        numbered_one = bool(_EQUATION_NUMBER.search(text)) and signs > 0
        if signs >= max(_FEW_SIGNS, words) and (of_maths or signs > _FEW_SIGNS or numbered_one):
            return True
        if numbered_one and signs * 2 >= words:
            return True
        return of_maths and not words and len(text) < _LONGEST_FORMULA

    def _is_cells(self, block: Block) -> bool:
        """Whether a block is what a table or figure is labelled with, and no prose."""
        text, style = block.text, self._style
        letters = len(_LETTERS.findall(text))
        digits = sum(sign.isdigit() for sign in text)
        if letters < digits or _LEADERS.search(text):
            return True
        if block.first.font in self._code and block.first.font != style.font:
            return False  # code, which is kept
        rows = sum(1 for line in block.lines if line.mates)
        if rows * 2 > len(block.lines) and rows > 1 and not _is_sentence(block):
            return True
        if not self.english:
            return style.is_small(block.first) and letters < 3 * digits
        told = sum(1 for line in block.lines if _FUNCTION.search(line.text))
        if told * 5 >= len(block.lines) * 2 or block.bullet:
            return style.size * 0.75 > block.first.size
        return not self._is_lone_sentence(block, digits * 6 < letters and not rows)

    def _is_lone_sentence(self, block: Block, wordy: bool) -> bool:
        """Whether lines without the usual words are prose: full ones, or a short sentence."""
        text = block.text.strip()
        words = len(_SMALL_WORDS.findall(text))
        full = block.first.end > block.margins.left + 0.8 * block.margins.wide
        if full and _is_sentence(block):
            return True
        if not wordy or self._style.is_small(block.first):
            return False
        ended = text[-1:] in ".!?:" and text[:1].isupper()
        at_left = abs(block.first.x - block.margins.left) < 1.5 * block.first.size
        return (full and words >= _FEW_WORDS - 1) or (ended and at_left and words > 0)


def _is_sentence(block: Block) -> bool:
    """Whether a block reads as a sentence does that mentions a figure: "Table 1 shows ..."."""
    text = block.text
    match = labelled(text)
    if match:
        rest = text[match.end() :].lstrip()
        return match[0].rstrip()[-1:] not in ":.|\u2014\u2013(" and rest[:1].islower()
    return bool(_FUNCTION.search(text)) and text.rstrip()[-1:] in ".:,;!?)"
