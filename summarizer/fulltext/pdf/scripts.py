"""What is raised or lowered in a line: powers, stars and indices, ordinals, marks of footnotes.

A mark is taken out of its sentence only where a note with that label is on the page, and not behind
a sign of a formula. All else stays, as `x^2`, `x^*` and `x_{ij}`: without it a sentence is false.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from summarizer.fulltext.pdf.process import Piece
    from summarizer.fulltext.pdf.widths import Widths

    Height = Literal["level", "raised", "lowered"]

_SMALLER = 0.82
_RAISED, _LOWERED = 0.16, -0.09
_LEVEL, _TINY = 0.02, 0.72
"""A mark that was raised by what the library does not tell of: on the line, and far smaller."""
_LONGEST = 24
"""Characters that are raised or lowered together; more of them are words of another line."""
_SIGN = r"(?:\d{1,3}|[*†‡§¶∗⋆♠♣♡♢#]{1,3}|[a-z])"  # noqa: RUF001 - marks
_MARK = deferred(rf"{_SIGN}(?:\s*,\s*{_SIGN})*")
_AFTER_WORD = deferred(
    r"[^\W\d_][.,;:)\u201d\"\]'\u2019]*\s?$|[^\W_]\)?[.,;:\u201d\"'\u2019]+\s?$"
    r"|\b(?:19|20)\d\d[a-z]?\)\s?$"
)
_VARIABLE = deferred(r"(?:^|[\W\d_])[^\W\d_][,.]?$")
_BRACKET, _YEAR = deferred(r"\(([^()]*)\)[,.]?$"), deferred(r"(?:19|20)\d\d[a-z]?$")
_NAMED = deferred(r"[^\W\d_]{3}")
_COUNTED = deferred(r"[=+\u2212\u00d7/^_<>|]|(?:^|[\W\d_])[^\W\d_]$")
"""What brackets of a formula hold, though they have words such as "log"."""
_SHORT, _PLAIN = 3, deferred(r"[^\W\d_]+[.,;:)\u201d\"\]'\u2019]*\s?$")
_ORDINAL = deferred(r"(?i)st|nd|rd|th")
_DEGREES, _PRIMES = frozenset("◦∘°oº○"), frozenset("′″‴'’")  # noqa: RUF001 - as they are set
_NAMES = {"TM": "™", "SM": "℠", "®": "®", "™": "™", "©": "©"}
_STARS = str.maketrans({"∗": "*", "⋆": "*"})  # noqa: RUF001 - as they are set
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def label_of(group: Sequence[Piece], base: float, size: float) -> str | None:
    """The raised mark that a line begins with."""
    first = group[0]
    mark = first.text.strip()
    begins = len(group) > 1 and height(first, base, size) == "raised" and _MARK.fullmatch(mark)
    return mark if begins else None


def height(piece: Piece, base: float, size: float) -> Height:
    """Whether a piece is raised above, or lowered below, a line of this base and size in points."""
    if piece.size >= _SMALLER * size:
        return "level"
    shift = (piece.y - base) / size
    unsaid = abs(shift) < _LEVEL and piece.size < _TINY * size
    if shift > _RAISED or (unsaid and _MARK.fullmatch(piece.text.strip())):
        return "raised"
    return "lowered" if shift < _LOWERED else "level"


class Writing:
    """Writes one line: `text` without the marks of footnotes, `marked` with them."""

    def __init__(
        self, base: float, size: float, labels: Collection[str], widths: Widths, cites: bool
    ) -> None:
        """For a line of this base and size in points, on a page with notes of these labels.

        With `cites`, a raised number behind a word is one of a reference, as medicine has them.
        """
        self.text = self.marked = ""
        self._base, self._size = base, size
        self._labels, self._widths, self._cites = labels, widths, cites
        self._before: Piece | None = None

    def write(self, group: Sequence[Piece]) -> None:
        """Add the pieces of the line."""
        for kind, run in groupby(group, lambda each: height(each, self._base, self._size)):
            pieces = list(run)
            words = "".join(each.text for each in pieces)
            bare = " ".join(words.split())
            if kind == "level" or len(bare) > _LONGEST:
                self._add(words)
            elif kind == "lowered":
                self._lower(words, bare)
            else:
                self._raise(words, bare)
            self._before = pieces[-1]

    def _add(self, words: str) -> None:
        self.text += words
        self.marked += words

    def _lower(self, words: str, bare: str) -> None:
        if not self.text.strip() or self.text.endswith(" "):
            self._add(words)
        else:
            self._add(f"_{_braced(bare)}{_blank(words)}")

    def _raise(self, words: str, bare: str) -> None:
        last = self.text.rstrip()[-1:]
        name = _NAMES.get(bare)
        if not bare.isprintable() or any("\ue000" <= sign <= "\uf8ff" for sign in bare):
            self._add(words)  # a sign that its font does not name
        elif name or set(bare) <= _PRIMES or (last.isdigit() and _ORDINAL.fullmatch(bare)):
            self._add(f"{name or bare}{_blank(words)}")
        elif bare in _DEGREES and (bare not in "oº" or last.isdigit()):
            self._add(f"°{_blank(words)}")
        elif self.text.endswith("L") and bare == "A":
            self._add(words)  # of the name of LaTeX
        else:
            self._mark(words, bare)

    def _mark(self, words: str, bare: str) -> None:
        shown = f"^{_braced(bare.translate(_STARS))}{_blank(words)}"
        is_mark = _MARK.fullmatch(bare) and _AFTER_WORD.search(self.text)
        if not self.text.strip() and _MARK.fullmatch(bare):
            self.marked += bare.translate(_SUPERSCRIPTS)
            self.text += "" if self._is_noted(bare) else shown
        elif not is_mark or self._is_of_formula():
            self._add(shown)
        else:
            self.marked += bare.translate(_SUPERSCRIPTS) + _blank(words)
            cited = self._cites and bare[0].isdigit()
            self.text += _blank(words) if cited or self._is_noted(bare) else shown

    def _is_noted(self, bare: str) -> bool:
        return all(each.strip() in self._labels for each in bare.split(","))

    def _is_of_formula(self) -> bool:
        """Whether what stands before is a sign of a formula, which a note is never put to."""
        text = self.text.rstrip()
        bracket = _BRACKET.search(text)
        if bracket and not _YEAR.search(bracket[1]):
            return not _NAMED.search(bracket[1]) or bool(_COUNTED.search(bracket[1]))
        if _VARIABLE.search(text):
            return True
        word = _PLAIN.search(text)
        short = word is None or len(word[0].strip(".,;:) ")) <= _SHORT
        of_maths, slanted = self._widths.faces(self._before.font if self._before else -1)
        return of_maths or (slanted and short)


def _braced(bare: str) -> str:
    return bare if len(bare) == 1 else f"{{{bare}}}"


def _blank(words: str) -> str:
    return " " if words.endswith(" ") else ""
