"""Ligatures that a font does not name: fi, fl, ff, ffi and ffl, put back where they are known.

TeX's fonts have them at codes that mean nothing in Unicode, and which of two tables a font follows
is seen by which codes stand within words. Where nothing is left of a ligature, the word is looked
up among those of the paper, and among common ones that only one ligature makes whole.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping

    from summarizer.fulltext.pdf.process import Page

_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_OLD, _CORK = 0x0B, 0x1B
"""The code of the first, in the tables OT1 and T1."""
_IN_WORDS = deferred(
    r"(?<=[^\W\d_])[\x0b\x0c\x0e\x0f\x1b-\x1f]|[\x0b\x0c\x0e\x0f\x1b-\x1f](?=[a-z])"
)
_QUOTES = {0x10: "\u201c", 0x11: "\u201d", 0x15: "\u2013", 0x16: "\u2014"}
_LETTER = deferred(r"[^\W\d_]")
_LEAST, _SHARE = 1500, 2000
"""Letters of English among which there is a ligature for certain, and how many have one at most."""
_LOSS = deferred(r"([^\W\d_]*) ?[\ufffd\x00-\x08\x0e-\x1f] ?([^\W\d_]+)")
_TAIL, _FRONT = deferred(r"[^\W\d_]{1,12}$"), deferred(r"[^\W\d_]{1,14}")
_WORD = deferred(r"[^\W\d_]{3,}")
_COMMON = (
    "affect affected affects affiliation afford artificial benefit beneficial benefits benefits "
    "briefly "
    "classification classified classifier classifiers classify clarify coefficient coefficients "
    "confidence configuration configurations confirm confirmed conflict define defined "
    "defines defining definite definition definitions deficit differ difference differences "
    "different differential differently differs difficult difficulties difficulty diffuse "
    "diffusion effect effective effectively effectiveness effects efficacy efficiency efficient "
    "efficiently effort efforts field fields figure figures filter filtered filters "
    "final finally "
    "financial find finding findings finds finetune finetuned finetuning finite first firstly "
    "fixed flexible flexibility floating flow flows fluctuations identification identified "
    "identifies identify identifying inefficient infinite influence influenced influences "
    "insufficient justification justify magnified modification modifications modified modify "
    "modifying office official offline offset offsets overfitting profile profiles quantification "
    "quantified quantify ratified reflect reflected reflects satisfied "
    "satisfies satisfy scientific shuffle shuffled significance significant "
    "significantly simplified simplify simplification specific specifically specification "
    "specifications specified specify sufficient sufficiently traffic unified unify "
    "verification verified verify workflow workflows".split()
)
_LOST = deferred("ffi|ffl|ff|fi|fl")
_THERE = deferred("ff|fi|fl|[\ufb00-\ufb04]")


def decoded(pages: Iterable[Page]) -> list[Page]:
    """The pages with the ligatures at TeX's codes as letters."""
    pages = list(pages)
    found = Counter(
        sign
        for page in pages
        for piece in page.pieces
        if not piece.text.isprintable()
        for sign in _IN_WORDS.findall(piece.text)
    )
    if not found:
        return pages
    cork = sum(count for sign, count in found.items() if ord(sign) >= _CORK)
    table = _table(_CORK if cork * 2 >= found.total() else _OLD)
    return [page.translated(table) for page in pages]


def _table(first: int) -> dict[int, str]:
    table = {first + place: letters for place, letters in enumerate(_LIGATURES)}
    return table | _QUOTES if first == _CORK else table


class Restorer:
    """Puts ligatures back of which nothing is left, in a paper that has next to none."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Learn the words, and whether ligatures are missing."""
        text = "\n".join(lines)
        letters, there = len(_LETTER.findall(text)), len(_THERE.findall(text))
        self.missing = letters > _LEAST and there * _SHARE < letters
        self._whole: Mapping[str, str] = {}
        if self.missing:
            own = {word for word in _WORD.findall(text) if _LOST.search(word)}
            self._whole = _by_rest([*_COMMON, *own])
        self.count = 0

    def restored(self, text: str) -> str:
        """A line with its words whole."""
        if not self.missing:
            return text
        words: list[str] = []
        for word in _LOSS.sub(self._two, text).split(" "):
            tail = _TAIL.search(words[-1]) if words else None
            front = _FRONT.match(word)
            whole = self._known(tail[0] + front[0]) if tail and front else None
            if whole and tail and front:
                words[-1] = f"{words[-1][: tail.start()]}{whole}{word[front.end() :]}"
            else:
                words.append(word)
        return _WORD.sub(self._one, " ".join(words))

    def _two(self, match: re.Match[str]) -> str:
        return self._known(match[1] + match[2]) or match[0]

    def _one(self, match: re.Match[str]) -> str:
        return self._known(match[0]) or match[0]

    def _known(self, rest: str) -> str | None:
        whole = self._whole.get(rest.casefold())
        if whole is None:
            return None
        self.count += 1
        return whole.capitalize() if rest[:1].isupper() and whole[0] == rest[0].lower() else whole


def _by_rest(words: Iterable[str]) -> dict[str, str]:
    """By what is left of it each word that only one ligature makes whole."""
    found: dict[str, set[str]] = {}
    for word in words:
        rest = _LOST.sub("", word.casefold(), count=1)
        if len(rest) >= 3 and rest != word.casefold():  # noqa: PLR2004 - "nd" is "find" or "and", cut in two
            found.setdefault(rest, set()).add(word.casefold())
    return {rest: next(iter(words)) for rest, words in found.items() if len(words) == 1}
