"""PDF: what a paper is printed from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.fulltext import Profile, available
from summarizer.fulltext.draft import Draft
from summarizer.fulltext.pdf import process
from summarizer.fulltext.pdf.blocks import blocks_of
from summarizer.fulltext.pdf.columns import common, gutter_of, in_order
from summarizer.fulltext.pdf.flow import Flow
from summarizer.fulltext.pdf.furniture import counted as counted_lines
from summarizer.fulltext.pdf.furniture import furniture
from summarizer.fulltext.pdf.kinds import Judge
from summarizer.fulltext.pdf.ligatures import Restorer, decoded
from summarizer.fulltext.pdf.lines import cites_by_numbers, lines_of, stamps_of
from summarizer.fulltext.pdf.seams import parted
from summarizer.fulltext.pdf.style import style_of
from summarizer.fulltext.pdf.widths import Widths
from summarizer.fulltext.records import Reading, Source
from summarizer.fulltext.tidying import tidy
from summarizer.fulltext.wordjoins import Joiner
from summarizer.text.counting import counted
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.fulltext import Content
    from summarizer.fulltext.pdf.lines import Line
    from summarizer.fulltext.pdf.process import Page, Pieces
    from summarizer.fulltext.records import FullText

PROFILE = Profile("pdf", "PDF", (".pdf",), library="pypdf", slow=True)
_HEAD = 1024
_STAMP = deferred(r"arXiv:(\S+?)(v\d+)\b")
_UNREADABLE = 0.3
_FURNITURE = "running heads, page numbers and lines of a publisher"
_SIGNS = "characters that their font does not name"


def recognises(content: Content) -> bool:
    """Whether it begins as a PDF does, perhaps behind a few other bytes."""
    return b"%PDF-" in content.data[:_HEAD]


def parse(content: Content) -> FullText:
    """Read it in a process of its own. Raises InputError, and UsageError without pypdf."""
    available(PROFILE)
    found = process.read(content.name, content.data)
    draft = Draft()
    found.pages, seams, doubts = parted(found.pages, found.fonts)
    pages = [without_figures(page, draft) for page in decoded(found.pages) if page.pieces]
    if not pages:
        raise InputError(_without_text(content.name, found))
    lines = ordered(pages, found.fonts, draft, seams)
    every = [line for page in pages for line in lines[page.number]]
    style = style_of(every, found.fonts)
    left_out = furniture(pages, lines, style)
    kept = [line for line in every if id(line) not in left_out]
    draft.lost[_FURNITURE] += len(left_out)
    draft.lost[_SIGNS] = _unread(content.name, kept)
    restorer = Restorer(line.text for line in kept)
    for line in kept:
        line.text, line.marked = restorer.restored(line.text), restorer.restored(line.marked)
    blocks = blocks_of(kept, style)
    joiner = Joiner(tidy(line.text) for line in kept)
    for line in kept:
        line.text, line.marked = tidy(line.text), tidy(line.marked)
    Flow(draft, joiner, Judge(blocks, style, found.fonts), style, found.title).add(blocks)
    draft.title = draft.title or found.title
    return draft.finish(_source(content, pages), content.name, _report(found, doubts))


def without_figures(page: Page, draft: Draft) -> Page:
    """A page without the words in its figures; one that is drawn as a whole keeps all."""
    rest = tuple(piece for piece in page.pieces if not piece.form)
    length = sum(len(piece.text) for piece in rest)
    if length * 2 < sum(len(piece.text) for piece in page.pieces):
        return page
    draft.lost["words in figures"] += len(page.pieces) - len(rest)
    return replace(page, pieces=rest)


def ordered(
    pages: Sequence[Page], fonts: Sequence[str], draft: Draft, seams: Mapping[int, float]
) -> dict[int, list[Line]]:
    """The lines of each page in the order of reading; `seams` says what is known of columns."""
    widths = Widths(fonts)
    rough = {page.number: lines_of(page, widths) for page in pages}
    gutters = {
        page.number: gutter_of(rough[page.number], page.box) or seams.get(page.number)
        for page in pages
    }
    usual = common(gutters.values(), pages)
    cites = cites_by_numbers(line for each in rough.values() for line in each)
    lines: dict[int, list[Line]] = {}
    for page in pages:
        gutter = gutters[page.number] or usual
        anew = gutter or cites
        again = lines_of(page, widths, gutter, cites=cites) if anew else rough[page.number]
        numbers = counted_lines(page, again)
        draft.lost[_FURNITURE] += len(numbers)
        lines[page.number] = in_order((line for line in again if id(line) not in numbers), gutter)
    return lines


def _without_text(name: str, found: Pieces) -> str:
    errors = [page.error for page in found.pages if page.error]
    if errors:
        return f"`{name}` is damaged: no page of {len(found.pages)} can be read: {errors[0]}"
    pages = counted(found.count, "page")
    return (
        f"`{name}` holds no text in {pages}, only pictures, as scans do: have the text recognised, "
        "for instance with `ocrmypdf`, and give that file"
    )


def _unread(name: str, lines: Iterable[Line]) -> int:
    """Characters without a name. Raises InputError where they are a great part."""
    whole = unread = 0
    for line in lines:
        whole += len(line.text)
        unread += line.unread
    if unread > _UNREADABLE * whole:
        message = (
            f"`{name}` cannot be read: its fonts do not say which letters they show: try the "
            "paper's HTML, or have the text recognised with `ocrmypdf --force-ocr`"
        )
        raise InputError(message)
    return unread


def _source(content: Content, pages: Sequence[Page]) -> Source:
    stamps = (stamp for page in pages[:2] for stamp in stamps_of(page))
    match = next(filter(None, map(_STAMP.search, stamps)), None)
    return Source(
        form=PROFILE.name,
        place=content.address or content.name,
        id=match[1] if match else None,
        version=match[2] if match else None,
    )


def _report(found: Pieces, doubts: Sequence[str]) -> Reading:
    blank = tuple(page.number for page in found.pages if not page.pieces and not page.error)
    notes = [f"page {page.number} was not read: {page.error}" for page in found.pages if page.error]
    notes += [f"page {page.number} holds too much text: cut" for page in found.pages if page.cut]
    notes += doubts
    read = len(found.pages)
    if read < found.count:
        why = found.ended or f"more than {process.Limits().pages} pages are not read"
        notes.append(f"only the first {read} of {found.count} pages were read: {why}")
    return Reading(pages=found.count, pages_read=read, blank=blank, notes=tuple(notes))
