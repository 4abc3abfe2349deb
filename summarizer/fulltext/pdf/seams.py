"""Lines of two columns that the file has as one string: cut where the right column begins.

The process that reads a PDF hands such strings over in parts, with the gaps between. They are put
together again unless many lines of prose, on both sides, have a gap at one place near the middle of
the page. Cells of tables begin anew in each row, or leave most of their column empty; where only
one of these is so, nobody can tell, and the reader is told.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import bidirectional

from summarizer.fulltext.pdf.widths import is_monospaced
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from summarizer.fulltext.pdf.process import Page, Piece

_LONG = 18
"""Characters of a part that tells of a column."""
_LEAST, _FEW = 6, 3
"""Lines that make a page sure of it, and those that make it doubtful."""
_NEAR = 30
"""Pieces on each side of a gap that are looked at."""
_TOLERANCE, _INDENT = 4.0, 3.0
_LEFT, _RIGHT = 0.06, 0.2
"""Shares of a page's width from its middle, between which right columns begin."""
_LETTERS, _FULL, _MOST_FULL, _RUNS_ON = 0.6, 0.75, 0.5, 0.25
_CODE, _MOST_CODE = deferred(r"[={}<>_#\\|~^]|\w\(|\w\[|;\s*$|//"), 0.2


class Row(NamedTuple):
    """A line with a gap: where its words begin, where the gap does, and where it ends.

    `typed` is one in the face of a typewriter, as code is.
    """

    x: float
    before: float
    begin: float
    left: str
    right: str
    typed: bool = False

    @property
    def long(self) -> bool:
        """Whether it has many words on both sides."""
        return min(len(self.left.strip()), len(self.right.strip())) >= _LONG


def parted(
    pages: Iterable[Page], fonts: Sequence[str]
) -> tuple[list[Page], dict[int, float], list[str]]:
    """The pages with such lines in two; where the right columns of these begin; and notes."""
    pages = list(pages)
    typed = {number for number, name in enumerate(fonts) if is_monospaced(name)}
    rows = {page.number: _rows(page, typed) for page in pages if any(map(_is_marked, page.pieces))}
    seams: dict[int, float] = {}
    doubtful: list[int] = []
    for page in pages:
        seam = _seam(rows[page.number], page) if page.number in rows else None
        if seam and _is_sure(_across(rows[page.number], seam), seam):
            seams[page.number] = seam
        elif seam and _is_doubtful(_across(rows[page.number], seam), seam):
            doubtful.append(page.number)
    known = tuple(seams.values())
    for number in rows.keys() - seams.keys():
        alike = [each for each in known if _is_alike(rows[number], each)]
        seams |= {number: alike[0]} if alike else {}
    left = [number for number in doubtful if number not in seams]
    done = [
        _cut(page, seams[page.number]) if page.number in seams else _whole(page)
        if page.number in rows else page
        for page in pages
    ]  # fmt: skip
    return done, seams, [_note(left)] if left else []


def _note(numbers: Sequence[int]) -> str:
    where = ", ".join(map(str, numbers))
    page = "page" if len(numbers) == 1 else "pages"
    return (
        f"{page} {where}: lines have a wide gap near the middle, of two columns or of a table: "
        "they were read across, so check quotes from there"
    )


def _is_marked(piece: Piece) -> bool:
    return piece.begin is not None


def _rows(page: Page, typed: Collection[int]) -> list[Row]:
    """The gaps of a page, each with the words before and behind it on its line."""
    rows: list[Row] = []
    lines: dict[int, list[Piece]] = {}
    for piece in page.pieces:
        if not piece.form and piece.turned == 0:
            lines.setdefault(round(piece.y), []).append(piece)
    for line in lines.values():
        line.sort(key=_begin)
        texts = [piece.text for piece in line]
        for place, piece in enumerate(line):
            if piece.begin is not None and piece.before is not None and place:
                left = "".join(texts[max(place - _NEAR, 0) : place])
                right = "".join(texts[place : place + _NEAR])
                at = (_begin(line[0]), piece.before, piece.begin)
                rows.append(Row(*at, left, right, piece.font in typed))
    return rows


def _begin(piece: Piece) -> float:
    return piece.x if piece.begin is None else piece.begin


def _seam(rows: Sequence[Row], page: Page) -> float | None:
    """Where most of the gaps of a page end, near its middle."""
    middle, wide = (page.box[0] + page.box[2]) / 2, page.box[2] - page.box[0]
    ends = [
        row.begin
        for row in rows
        if row.long and middle - _LEFT * wide < row.begin < middle + _RIGHT * wide
    ]
    if len(ends) < _FEW:
        return None
    places = Counter(round(each / _TOLERANCE) for each in ends)
    usual = max(places, key=lambda each: places[each] + places[each + 1])
    if places[usual] + places[usual + 1] < _FEW:
        return None
    often = max(_FEW, places[usual] // 6)
    first = min(at for at in range(usual - 4, usual + 1) if places[at] >= often or at == usual)
    return min(each for each in ends if round(each / _TOLERANCE) in {first, first + 1})


def _across(rows: Iterable[Row], seam: float) -> list[Row]:
    """The lines whose gap lies over a seam, so that nothing of them is drawn on it."""
    return [row for row in rows if _crosses(row.before, row.begin, seam)]


def _crosses(before: float, begin: float, seam: float) -> bool:
    return before < seam <= begin + _TOLERANCE


def _is_sure(rows: Sequence[Row], seam: float) -> bool:
    long = [row for row in rows if row.long]
    return len(long) >= _LEAST and _is_prose(long) and _are_full(long, seam) and _run_on(long)


def _is_doubtful(rows: Sequence[Row], seam: float) -> bool:
    long = [row for row in rows if row.long]
    if len(long) < _FEW or not _is_prose(long):
        return False
    signs = _are_full(long, seam), _run_on(long)
    return all(signs) or (any(signs) and len(long) >= _LEAST)


def _is_alike(rows: Iterable[Row], seam: float) -> bool:
    """Whether a page has a few lines that part where those of another page do for certain."""
    long = [row for row in _across(rows, seam) if row.long]
    return any(abs(row.begin - seam) < _TOLERANCE for row in long) and _is_prose(long)


def _is_prose(rows: Iterable[Row]) -> bool:
    """Whether there are words rather than numbers and signs of code on both sides."""
    rows = list(rows)
    code = sum(row.typed and bool(_CODE.search(f"{row.left} {row.right}")) for row in rows)
    if code > _MOST_CODE * len(rows):
        return False
    for text in ("".join(row.left for row in rows), "".join(row.right for row in rows)):
        signs = "".join(text.split())
        if any(bidirectional(sign) in {"R", "AL"} for sign in signs):
            return False  # the library has turned these round
        if sum(map(str.isalpha, signs)) < _LETTERS * len(signs):
            return False
    return True


def _are_full(rows: Sequence[Row], seam: float) -> bool:
    """Whether most lines reach far to the right in their left column."""
    left = min(row.x for row in rows)
    full = sum(row.before - left > _FULL * (seam - left) for row in rows)
    return full > _MOST_FULL * len(rows)


def _run_on(rows: Sequence[Row]) -> bool:
    """Whether many parts begin within a sentence."""
    begins = [part.strip()[0] for row in rows for part in (row.left, row.right)]
    cased = [each for each in begins if each.lower() != each.upper()]
    return sum(map(str.islower, cased)) >= _RUNS_ON * len(cased)


def _cut(page: Page, seam: float) -> Page:
    """A page whose lines are in two where they have a gap over the seam."""
    pieces: list[Piece] = []
    for piece in page.pieces:
        begin, before = piece.begin, piece.before
        whole = piece._replace(x=_begin(piece), begin=None, before=None, part=0)
        over = begin is not None and before is not None and _crosses(before, begin, seam)
        if over:
            near = begin is not None and begin < seam + _INDENT * piece.size
            over = near or bool(pieces and len(pieces[-1].text.strip()) >= _LONG)
        if over:
            pieces.append(whole._replace(begin=begin, before=before))
        elif piece.part and pieces:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + piece.text)
        else:
            pieces.append(whole)
    return replace(page, pieces=tuple(pieces))


def _whole(page: Page) -> Page:
    """A page as the file has it: strings whole again."""
    pieces: list[Piece] = []
    for piece in page.pieces:
        if piece.part and pieces:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + piece.text)
        else:
            pieces.append(piece._replace(begin=None, before=None))
    return replace(page, pieces=tuple(pieces))
