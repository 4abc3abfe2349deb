"""A full text as its reader sees it: wrapped for a terminal, as Markdown, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers import arxivids
from summarizer.papers.wire import dumps, fields
from summarizer.text.columns import wrapped
from summarizer.text.counting import counted
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.fulltext.records import Affiliation, Caption, FullText, Link, Noted, Section

SCHEMA = "summarizer/fulltext/1"
_WIDEST = 100
_ESCAPED = str.maketrans({"<": "&lt;", "*": "\\*", "`": "\\`"})


def as_text(text: FullText, width: int) -> Iterator[str]:
    """Headings and paragraphs for a terminal of so many columns; LaTeX stands as signs."""
    yield from head_as_text(text, width)
    yield from body_as_text(text, width)


def body_as_text(text: FullText, width: int) -> Iterator[str]:
    """The same without its head."""
    columns = min(width, _WIDEST)
    if text.front:
        for line in text.front:
            yield "\n".join(wrapped(text.of(line), columns, chop=False)) + "\n"
        yield "\n"
    yield from _found(text, columns)
    for section in text.sections:
        if heading := shown_heading(section):
            yield from _wrapped(heading.upper() if section.level == 1 else heading, columns)
        for paragraph in section.paragraphs:
            yield from _wrapped(text.of(paragraph), columns)
    for heading, parts in _behind(text):
        yield f"{heading.upper()}\n\n"
        for part in parts:
            yield from _wrapped(shown_note(text, part), columns)


def head_as_text(text: FullText, width: int) -> Iterator[str]:
    """The title, and where the text is from."""
    for words in (text.title, origin(text)):
        yield from _wrapped(words, min(width, _WIDEST))


def head_as_markdown(text: FullText) -> Iterator[str]:
    """The same as Markdown."""
    yield f"# {unmarked(text.title) or 'Untitled'}\n\n{unmarked(origin(text))}\n\n"


def as_markdown(text: FullText) -> Iterator[str]:
    """The same as Markdown: a heading for each section, formulas between dollars."""
    yield from head_as_markdown(text)
    yield from body_as_markdown(text)


def body_as_markdown(text: FullText) -> Iterator[str]:
    """The same without its head."""
    if text.front:
        yield "\\\n".join(unmarked(text.of(line)) for line in text.front) + "\n\n"
    for section in text.sections:
        if heading := shown_heading(section):
            yield f"{'#' * min(section.level + 1, 6)} {unmarked(heading)}\n\n"
        for paragraph in section.paragraphs:
            yield f"{unmarked(text.of(paragraph))}\n\n"
    for heading, parts in _behind(text):
        yield f"## {heading}\n\n"
        for part in parts:
            yield f"- {unmarked(shown_note(text, part))}\n"
        yield "\n"


def as_json(text: FullText) -> str:
    """Everything that is known, as one object: every part is a span of `text`."""
    return dumps({"schema": SCHEMA, **fields(text)}) + "\n"


def shown_heading(section: Section) -> str:
    """A heading with its number."""
    return " ".join(filter(None, (section.number, section.heading)))


def shown_note(text: FullText, part: Caption | Noted) -> str:
    """A caption, footnote or reference with its label, where it does not have it in its words."""
    words = text.of(part)
    return words if not part.label or words.startswith(part.label) else f"{part.label} {words}"


def origin(text: FullText) -> str:
    """Where the text is from: "arXiv 2512.00001v2, HTML, fetched 2025-12-09, CC BY 4.0"."""
    source = text.source
    called = {"html": "HTML", "pdf": "PDF", "markdown": "Markdown"}.get(source.form, source.form)
    of_arxiv = source.id and arxivids.bare_id(source.id)
    paper = f"arXiv {source.id}{source.version or ''}" if of_arxiv else None
    verb = "fetched" if "://" in source.place else "kept"
    fetched = f"{verb} {source.fetched}" if source.fetched else None
    return ", ".join(filter(None, (paper, called, source.place, fetched, source.license)))


def losses(text: FullText) -> Iterator[str]:
    """What could not be read or was left out, a line each."""
    report = text.report
    if report.blank:
        pages = ", ".join(map(str, report.blank[:20]))
        more = " and more" if len(report.blank) > 20 else ""  # noqa: PLR2004 - numbers
        yield f"{counted(len(report.blank), 'page')} without text, perhaps scanned: {pages}{more}"
    yield from report.notes
    if report.lost:
        yield "left out, not read, or in another form: " + "; ".join(
            f"{each.what} ({each.count})" for each in report.lost
        )


def _found(text: FullText, columns: int) -> Iterator[str]:
    """Affiliations, and the links that authors call their own, each a line."""
    named = [each.name or f"{_on_line(text, each)} (organisation unclear)"
             for each in text.affiliations]  # fmt: skip
    own = [f"{each.kind}: {each.url}{_where(each)}" for each in text.own_links]
    for heading, lines in (("AFFILIATIONS", named), ("LINKS", own)):
        if lines:
            yield f"{heading}\n\n"
            for line in lines:
                yield "\n".join(wrapped(readable(line), columns, chop=False)) + "\n"
            yield "\n"


def _on_line(text: FullText, part: Affiliation) -> str:
    return " ".join(text.of(part).split())


def _where(link: Link) -> str:
    return f" ({link.section})" if link.section else ""


def _behind(text: FullText) -> Iterator[tuple[str, Sequence[Caption | Noted]]]:
    parts: tuple[tuple[str, Sequence[Caption | Noted]], ...] = (
        ("Figures and tables", text.captions),
        ("Footnotes", text.footnotes),
        ("References", text.references),
    )
    return ((heading, found) for heading, found in parts if found)


def _wrapped(words: str, columns: int) -> Iterator[str]:
    if words:
        yield "\n".join(wrapped(readable(words), columns, chop=False)) + "\n\n"


def unmarked(words: str) -> str:
    """Words in which nothing is a mark of Markdown but the dollars of formulas."""
    pieces = words.split("$")
    return "$".join(
        piece.translate(_ESCAPED) if place % 2 == 0 else piece for place, piece in enumerate(pieces)
    )
