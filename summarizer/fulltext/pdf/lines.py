"""Pieces of text into lines: those on one baseline that follow each other without a gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from summarizer.fulltext.tidying import unreadable
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.fulltext.pdf.process import Page, Piece
    from summarizer.fulltext.pdf.widths import Widths

_GAP = 3.0
"""Ems between two pieces that follow each other in the file from which on they are two lines."""
_NEAR = 4.0
_MOST_NEAR = 40
"""Lines at one height that are looked at: a page of print has the cells of a table."""
_SMALLER = 0.82
_RAISED, _LOWERED, _SHIFT = 0.16, -0.09, 0.62
_LEVEL, _TINY = 0.02, 0.72
"""A mark that was raised by what the library does not tell of: on the line, and far smaller."""
_MARK = deferred(r"\d{1,3}(?:\s*,\s*\d{1,3})*|[*†‡§¶∗⋆♠♣♡♢#]{1,3}|[a-z]")  # noqa: RUF001 - marks
_AFTER_WORD = deferred(
    r"[^\W\d_][.,;:)\u201d\"\]'\u2019]*\s?$|[^\W_]\)?[.,;:\u201d\"'\u2019]+\s?$"
    r"|\b(?:19|20)\d\d[a-z]?\)\s?$"
)
_ACCENTS = {
    "\u02dd": "\u030b", "\u00a8": "\u0308", "\u00b4": "\u0301", "\u02c6": "\u0302",
    "\u02dc": "\u0303", "\u02c7": "\u030c", "\u02da": "\u030a", "\u02d8": "\u0306",
    "\u00b8": "\u0327", "\u02c9": "\u0304",
}  # fmt: skip
_DOTLESS = {"\u0131": "i", "\u0237": "j"}
_ACCENT = deferred(f"([{''.join(_ACCENTS)}])([^\\W\\d_])")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Line:
    """Words on one baseline. `marked` has the raised marks of footnotes too, `text` has not.

    `mates` counts the lines beside it at the same height, `faces` the characters in each font it
    is set in; `label` is a raised mark that it begins with.
    """

    page: int
    x: float
    end: float
    y: float
    size: float
    font: int
    text: str
    marked: str
    label: str | None = None
    mates: int = 0
    column: int = 0
    unread: int = 0
    faces: Mapping[int, int] = field(default_factory=dict)


def lines_of(page: Page, widths: Widths, gutter: float | None = None) -> list[Line]:
    """The lines of a page, in the order in which the file has them.

    None goes on across the gutter, where the page's second column begins.
    """
    groups: list[list[Piece]] = []
    for piece in page.pieces:
        for part in _upright(piece):
            if groups and _continues(groups[-1], part, widths, gutter):
                groups[-1].append(part)
            else:
                groups.append([part])
    return [
        line
        for group in _joined(groups, widths, gutter)
        if (line := _line(page.number, group, widths))
    ]


def stamps_of(page: Page) -> list[str]:
    """What is written up the margin, as arXiv puts id and version there."""
    return [" ".join(piece.text.split()) for piece in page.pieces if piece.turned == 90]  # noqa: PLR2004 - degrees


def _accented(text: str) -> str:
    """A text whose accents stand before their letters, as TeX sets them, with accented letters."""
    return _ACCENT.sub(_composed, text) if not text.isascii() else text


def _composed(match: re.Match[str]) -> str:
    letter = _DOTLESS.get(match[2], match[2])
    whole = normalize("NFC", letter + _ACCENTS[match[1]])
    return whole if len(whole) == 1 else match[0]


def _upright(piece: Piece) -> Iterable[Piece]:
    """A piece that is not turned; one of several lines as these."""
    if piece.turned not in {0, 1, 359} or piece.size <= 0:
        return
    for number, text in enumerate(_accented(piece.text).strip("\n").split("\n")):
        if text.strip():
            yield piece._replace(text=text, y=piece.y - number * piece.size * 1.2)


def _continues(group: Sequence[Piece], piece: Piece, widths: Widths, gutter: float | None) -> bool:
    """Whether a piece goes on with a line: at its height, and right behind its end."""
    last = group[-1]
    main = max(group, key=lambda each: each.size)
    size = max(main.size, piece.size)
    smaller = min(main.size, piece.size) < _SMALLER * size
    if abs(piece.y - main.y) > (_SHIFT if smaller else 0.25) * size:
        return False
    gap = piece.x - _end(last, widths)
    return piece.x > last.x - 0.3 * size and gap < _GAP * size and not _opens(piece, last, gutter)


def _joined(
    groups: Sequence[list[Piece]], widths: Widths, gutter: float | None
) -> list[list[Piece]]:
    """Groups of one line that the file has apart, put together where nothing is between them."""
    joined: list[list[Piece]] = []
    open_at: dict[int, list[list[Piece]]] = {}
    for group in groups:
        main = max(group, key=lambda each: len(each.text))
        key = round(main.y)
        near = [
            each for at in (key - 1, key, key + 1) for each in open_at.get(at, ())[-_MOST_NEAR:]
        ]
        before = next((each for each in near if _abuts(each, group, widths, gutter)), None)
        if before is not None:
            first = group[0]
            before.append(first._replace(text=f" {first.text.lstrip()}"))
            before += group[1:]
        else:
            joined.append(group)
            open_at.setdefault(key, []).append(group)
    return joined


def _opens(piece: Piece, before: Piece, gutter: float | None) -> bool:
    """Whether a piece begins where the right column does, and the one before it does not."""
    return gutter is not None and abs(piece.x - gutter) < _NEAR and before.x < gutter - 2 * _NEAR


def _abuts(
    before: Sequence[Piece], group: Sequence[Piece], widths: Widths, gutter: float | None
) -> bool:
    last, first = before[-1], group[0]
    size = max(last.size, first.size)
    if abs(first.y - last.y) >= 0.2 * size or first.x < last.x or _opens(first, last, gutter):
        return False
    return -0.5 * size < first.x - _end(last, widths) < 0.75 * size


def _end(piece: Piece, widths: Widths) -> float:
    return piece.x + widths.of(piece.text, piece.size, piece.font)


def _line(page: int, group: Sequence[Piece], widths: Widths) -> Line | None:
    """A group as a line; None where it says nothing."""
    weights: dict[tuple[float, int], int] = {}
    for piece in group:
        key = (piece.size, piece.font)
        weights[key] = weights.get(key, 0) + len(piece.text.strip())
    size = _size(weights)
    font = max(weights, key=lambda key: (key[0] == size, weights[key]))[1]
    base = next(each.y for each in group if each.size == size)
    text = marked = ""
    label: str | None = None
    index = False
    for piece in group:
        words = piece.text
        shift = (piece.y - base) / size
        small = piece.size < _SMALLER * size
        bare = words.strip()
        risen = shift > _RAISED or (abs(shift) < _LEVEL and piece.size < _TINY * size)
        if small and risen and _MARK.fullmatch(bare):
            if not text.strip():
                label = bare
                marked += bare.translate(_SUPERSCRIPTS)
                continue
            marked += bare.translate(_SUPERSCRIPTS)
            if _AFTER_WORD.search(text) and not _is_power(text, bare):
                text += " " if words.endswith(" ") else ""
                continue
            text += f"^{words.lstrip()}"
            continue
        lowered = small and shift < _LOWERED and len(bare) <= 3 and not text.endswith(" ")  # noqa: PLR2004 - an index
        if lowered and text:
            words = words.lstrip() if index else f"_{words.lstrip()}"
        index = bool(lowered)
        text += words
        marked += words
    last = group[-1]
    if not marked.strip():
        return None
    return Line(
        page=page,
        x=min(each.x for each in group),
        end=_end(last, widths),
        y=base,
        size=size,
        font=font,
        text=text,
        marked=marked,
        label=label,
        unread=unreadable(text),
        faces=_faces(group),
    )


def _size(weights: Mapping[tuple[float, int], int]) -> float:
    """The size of a line: the largest of those that it has much of, so that indices are small."""
    heaviest = max(weights.values())
    return max(size for (size, _), count in weights.items() if count * 3 >= heaviest)


def _faces(group: Sequence[Piece]) -> dict[int, int]:
    faces: dict[int, int] = {}
    for piece in group:
        faces[piece.font] = faces.get(piece.font, 0) + len(piece.text.strip())
    return faces


def _is_power(text: str, mark: str) -> bool:
    """Whether a raised mark belongs to a letter of a formula, as in "R" and "d"."""
    word = text.rpartition(" ")[2].strip("(,")
    return len(word) == 1 and (mark.isalpha() or word.isupper())
