"""Pieces of text into lines: those on one baseline that follow each other without a gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from summarizer.fulltext.pdf.scripts import Writing, label_of
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
_SMALLER, _SHIFT = 0.82, 0.62
_NOTE = 0.97
"""Of the size of most words of a page: what is smaller may be a note."""
_LOW, _BEGINS = 0.35, deferred(r"\s*(?:[^\W\d_a-z]|http|www)")
_CITED = deferred(r"[^\W\d_]{4}[.,;:)\u201d]*[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
_MOST_CITED = 12
_ACCENTS = {
    "\u02dd": "\u030b", "\u00a8": "\u0308", "\u00b4": "\u0301", "\u02c6": "\u0302",
    "\u02dc": "\u0303", "\u02c7": "\u030c", "\u02da": "\u030a", "\u02d8": "\u0306",
    "\u00b8": "\u0327", "\u02c9": "\u0304",
}  # fmt: skip
_DOTLESS = {"\u0131": "i", "\u0237": "j"}
_ACCENT = deferred(f"([{''.join(_ACCENTS)}])([^\\W\\d_])")


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


def lines_of(
    page: Page, widths: Widths, gutter: float | None = None, *, cites: bool = False
) -> list[Line]:
    """The lines of a page, in the order in which the file has them.

    None goes on across the gutter, where the page's second column begins. With `cites`, raised
    numbers behind words are those of references, and left out of `text`.
    """
    groups: list[list[Piece]] = []
    for piece in page.pieces:
        for part in _upright(piece):
            if groups and _continues(groups[-1], part, widths, gutter):
                groups[-1].append(part)
            else:
                groups.append([part])
    found = [
        (group, *_body_of(group))
        for group in _joined(groups, widths, gutter)
        if any(each.text.strip() for each in group)
    ]
    labels = _labels(found, page)
    lines: list[Line] = []
    for group, (size, font), base in found:
        writing = Writing(base, size, labels, widths, cites)
        writing.write(group)
        if writing.marked.strip():
            lines.append(
                Line(
                    page=page.number,
                    x=min(each.x for each in group),
                    end=_end(group[-1], widths),
                    y=base,
                    size=size,
                    font=font,
                    text=writing.text,
                    marked=writing.marked,
                    label=label_of(group, base, size),
                    unread=unreadable(writing.text),
                    faces=_faces(group),
                )
            )
    return lines


def cites_by_numbers(lines: Iterable[Line]) -> bool:
    """Whether a paper has its references as raised numbers: more than notes would be."""
    labels: set[str | None] = set()
    raised = 0
    for line in lines:
        labels.add(line.label)
        raised += len(_CITED.findall(line.marked))
    return raised > _MOST_CITED + 3 * len(labels)


def _labels(
    found: Sequence[tuple[Sequence[Piece], tuple[float, int], float]], page: Page
) -> frozenset[str]:
    """The marks of the page's notes: smaller than most words, or sentences at its end."""
    weights: dict[float, int] = {}
    for group, (size, _), _base in found:
        weights[size] = weights.get(size, 0) + sum(len(each.text) for each in group)
    most = max(weights, key=lambda size: weights[size], default=0.0)
    low = page.box[1] + _LOW * (page.box[3] - page.box[1])
    labels: set[str] = set()
    for group, (size, _), base in found:
        label = label_of(group, base, size)
        ends = base < low and size <= most and _BEGINS.match(group[1].text if group[1:] else "")
        if label and (size < _NOTE * most or ends):
            labels.update(part.strip() for part in label.split(","))
    return frozenset(labels)


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
    if piece.before is not None:
        return False  # the file says that something is between
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
    if (
        first.before is not None
        or abs(first.y - last.y) >= 0.2 * size
        or first.x < last.x
        or _opens(first, last, gutter)
    ):
        return False
    return -0.5 * size < first.x - _end(last, widths) < 0.75 * size


def _end(piece: Piece, widths: Widths) -> float:
    return piece.x + widths.of(piece.text, piece.size, piece.font)


def _body_of(group: Sequence[Piece]) -> tuple[tuple[float, int], float]:
    """Size and font of a line, and the height in points at which it stands."""
    weights: dict[tuple[float, int], int] = {}
    for piece in group:
        key = (piece.size, piece.font)
        weights[key] = weights.get(key, 0) + len(piece.text.strip())
    size = _size(weights)
    font = max(weights, key=lambda key: (key[0] == size, weights[key]))[1]
    return (size, font), next(each.y for each in group if each.size == size)


def _size(weights: Mapping[tuple[float, int], int]) -> float:
    """The size of a line: the largest of those that it has much of, so that indices are small."""
    heaviest = max(weights.values())
    return max(size for (size, _), count in weights.items() if count * 3 >= heaviest)


def _faces(group: Sequence[Piece]) -> dict[int, int]:
    faces: dict[int, int] = {}
    for piece in group:
        faces[piece.font] = faces.get(piece.font, 0) + len(piece.text.strip())
    return faces
