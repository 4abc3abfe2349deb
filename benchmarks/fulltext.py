"""Full texts of PDFs: what is found in them, beside the bare text of pypdf and of pdfminer.six.

    python benchmarks/fulltext.py --data ../shared/data

The papers are set in one and two columns from this repository's docs, so that each word is known;
by LaTeX too, in both encodings of its fonts, where `pdflatex` is installed.
`order` is the share of paragraphs that begin behind the one before them, `whole` the share that
stand whole, without a break and with nothing in between; `broken` are words that the paper does not
have, in a thousand. Two papers of the ACL Anthology (CC BY) are held against GROBID's reading of
them, which is not without errors either, and has footnotes among the paragraphs. All times are of
one core; ours include the process that reads each PDF.
The peers need `pip install 'pypdf[crypto]' pdfminer.six reportlab`.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import time
from bisect import bisect_left
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

sys.path.append(str(Path(__file__).parents[1]))

import latexpapers
import needs
import printedpapers
from tables import Table, at_least, at_most, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.fulltext.records import FullText

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")  # noqa: RUF001 - an apostrophe
_TEI = "{http://www.tei-c.org/ns/1.0}"
_BEGIN, _TELLING = 8, 16
"""Words by which a paragraph is found, and the letters that they have at the least."""
_MANY = 60
"""Times that the sections of a small page are repeated, to be as long as a paper."""
REAL = ("N18-3011", "2020.acl-main.207")


class Way(NamedTuple):
    """A way to read: the text, its headings where it knows any, and its references."""

    name: str
    read: Callable[[bytes], tuple[str, list[str], int | None]]


def ours(data: bytes) -> tuple[str, list[str], int | None]:
    """`summarize fulltext`."""
    from summarizer.fulltext.rendering import shown_heading

    found = _read(data)
    return found.text, [shown_heading(each) for each in found.sections], len(found.references)


def _read(data: bytes) -> FullText:
    from summarizer.fulltext import Content
    from summarizer.fulltext.reading import read

    return read(Content("paper.pdf", data))


def pypdf(data: bytes) -> tuple[str, list[str], int | None]:
    """Pypdf's own text of the pages."""
    from pypdf import PdfReader

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return text, _lines(text), None


def pdfminer(data: bytes) -> tuple[str, list[str], int | None]:
    """pdfminer.six's text, with its analysis of the layout."""
    from pdfminer.high_level import extract_text

    text = extract_text(io.BytesIO(data))
    return text, _lines(text), None


WAYS = (Way("fulltext", ours), Way("pypdf", pypdf), Way("pdfminer.six", pdfminer))


def main() -> None:
    """Measure what is known word for word, then the real papers, then files that do harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    needs.data_option(parser)
    asked = parser.parse_args()
    for name in ("pypdf", "pdfminer", "reportlab"):
        if find_spec(name) is None:
            needs.cannot(f"`{name}` is not installed")
    _of_docs()
    _of_journals(Path(asked.data) / "fulltext")
    _of_pages()
    _hostile()


def _of_docs() -> None:
    told = "of bare text, each line that is a heading counts as a section found:"
    papers = printedpapers.printed()
    _of_known(f"{len(papers)} papers set from docs by a PDF library; {told}", papers)
    if not latexpapers.there():
        said("`pdflatex` is not installed: no papers were set by LaTeX.")
        return
    for encoding in latexpapers.FONTS:
        papers = latexpapers.printed(encoding)
        _of_known(
            f"{len(papers)} papers set by LaTeX in two columns with sub- and superscripts, "
            f"fonts in {encoding}; {told}",
            papers,
        )


def _of_known(told: str, papers: list[printedpapers.Printed]) -> None:
    """Measure papers of which each word is known."""
    said(told)
    table = Table("way", "sections", "order", "whole", "broken", "papers/s", "time to pypdf's",
                  "target", widths=(16, 10, 10, 10, 10, 10, 16, 26))  # fmt: skip
    taken: dict[str, float] = {}
    rows = []
    for way in WAYS:
        begun = time.perf_counter()
        read = [way.read(paper.data) for paper in papers]
        taken[way.name] = time.perf_counter() - begun
        rows.append((way, read))
    for way, read in rows:
        pairs = list(zip(papers, read, strict=True))
        sections = _mean(_share(paper.headings, found[1]) for paper, found in pairs)
        order = _mean(_order(paper.paragraphs, found[0]) for paper, found in pairs)
        whole = _mean(_whole(paper.paragraphs, found[0]) for paper, found in pairs)
        broken = _mean(_broken(paper, found[0]) for paper, found in pairs)
        ratio = taken[way.name] / taken["pypdf"]
        target = at_least(0.95, min(sections, order, whole)) if way.name == "fulltext" else None
        speed = f"{len(papers) / taken[way.name]:.1f}"
        cells = (f"{sections:.2f}", f"{order:.2f}", f"{whole:.2f}", f"{broken:.1f}", speed)
        table.row(way.name, *cells, f"{ratio:.2f}", target)
    limit = at_most(1.0, _mean(_broken(p, f[0]) for p, f in zip(papers, rows[0][1], strict=True)))
    said(f"Broken words in a thousand, target: {limit}")


def _of_journals(folder: Path) -> None:
    there = [name for name in REAL if (folder / f"{name}.pdf").is_file()]
    if not there:
        said(f"The papers of `{folder}` are not here.")
        return
    said("Beside GROBID's reading of papers of the ACL Anthology:")
    table = Table("paper", "way", "sections", "order", "broken", "references", "papers/s",
                  widths=(20, 14, 10, 10, 10, 12))  # fmt: skip
    for name in there:
        data = (folder / f"{name}.pdf").read_bytes()
        headings, paragraphs, references, words = _grobid(folder / f"{name}.tei.xml")
        for way in WAYS:
            begun = time.perf_counter()
            text, found, count = way.read(data)
            speed = 1 / (time.perf_counter() - begun)
            sections = _share(headings, found)
            order = _order(paragraphs, text)
            broken = _unknown(text, words)
            told = None if count is None else f"{count} of {references}"
            cells = (f"{sections:.2f}", f"{order:.2f}", f"{broken:.1f}", told, f"{speed:.2f}")
            table.row(name, way.name, *cells)


def _of_pages() -> None:
    """How fast pages of LaTeXML and Markdown are read, and whether nothing of them is lost."""
    from fulltexts import ARXIV_PAGE, HF_MARKDOWN

    from summarizer.fulltext import Content
    from summarizer.fulltext.reading import read

    section = ARXIV_PAGE[ARXIV_PAGE.index('<section class="ltx_section">') :]
    section = section[: section.index('<section class="ltx_bibliography">')]
    page = ARXIV_PAGE.replace(section, section * _MANY)
    part = HF_MARKDOWN[HF_MARKDOWN.index("1 Introduction\n---") : HF_MARKDOWN.index("References\n")]
    text = HF_MARKDOWN.replace(part, part * _MANY)
    said("Pages in the form of arXiv's HTML and of Hugging Face's Markdown, and the floor of each:")
    table = Table("form", "KB", "sections", "captions", "pages/s", "beside", "pages/s",
                  widths=(12, 8, 10, 10, 10, 28))  # fmt: skip
    for name, data, floor in (("html", page, _bare_html), ("markdown", text, str.split)):
        content = Content(f"paper.{name}", data.encode())
        found = read(content)
        ours_speed, floor_speed = _speed(lambda: read(content)), _speed(lambda: floor(data))  # noqa: B023 - called here
        beside = "selectolax, bare text" if name == "html" else "words split"
        counts = (len(data) // 1024, len(found.sections), len(found.captions))
        table.row(name, *counts, f"{ours_speed:.1f}", beside, f"{floor_speed:.1f}")


def _bare_html(page: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(page).body
    return body.text(deep=True) if body else ""


def _speed(read: Callable[[], object]) -> float:
    """Times a second, over a second at the least."""
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < 1:
        read()
        times += 1
    return times / (time.perf_counter() - begun)


def _hostile() -> None:
    """How soon files that cannot be read, or not whole, are done with, and in which words."""
    import zlib

    from typeset import encrypted, one_page, scanned, typeset

    paper = typeset(printedpapers.paper_of("review"), 2)
    bomb = zlib.compress(zlib.compress(b"0 " * (200 << 20), 1), 9)
    files = {
        "scanned": scanned(),
        "encrypted": encrypted(paper, "x"),
        "cut off": paper[: len(paper) // 50],
        "half cut off": paper[: len(paper) // 2],
        "damaged inside": _damaged(paper),
        "1,000 pages": _many(paper),
        "400 MB in a stream": one_page(bomb, "/Filter [/FlateDecode /FlateDecode]"),
        "no PDF": b"<!DOCTYPE html><html><body>Log in</body></html>",
    }
    said("Files that cannot be read, or not whole:")
    table = Table("file", "seconds", "said", widths=(20, 10, 70))
    for name, data in files.items():
        begun = time.perf_counter()
        try:
            report = _read(data).report
            told = "; ".join(report.notes) or f"read: {report.pages_read} of {report.pages} pages"
        except Exception as error:  # noqa: BLE001 - what is said is shown
            told = str(error)
        table.row(name, f"{time.perf_counter() - begun:.2f}", told[:110])


def _damaged(data: bytes) -> bytes:
    """A PDF of which each hundredth byte of the middle is another."""
    spoilt = bytearray(data)
    for place in range(len(data) // 3, len(data) // 2, 100):
        spoilt[place] ^= 0x55
    return bytes(spoilt)


def _many(data: bytes) -> bytes:
    """The pages of a PDF again and again, until they are 1,000."""
    from pypdf import PdfReader, PdfWriter

    reader, writer, out = PdfReader(io.BytesIO(data)), PdfWriter(), io.BytesIO()
    for number in range(1000):
        writer.add_page(reader.pages[number % len(reader.pages)])
    writer.write(out)
    return out.getvalue()


def _grobid(path: Path) -> tuple[list[str], list[str], int, set[str]]:
    """Headings, paragraphs, how many references, and all words, as GROBID found them."""
    root = ET.parse(path).getroot()  # noqa: S314 - a file of our own
    body = root.find(f".//{_TEI}body")
    heads = [each for each in body.iter(f"{_TEI}head") if each.get("n")] if body is not None else []
    headings = [f"{each.get('n')} {''.join(each.itertext())}" for each in heads]
    texts = body.iterfind(f"{_TEI}div/{_TEI}p") if body is not None else ()
    found = [" ".join("".join(each.itertext()).split()) for each in texts]
    count = len(root.findall(f".//{_TEI}listBibl/{_TEI}biblStruct"))
    words = {word.casefold() for word in _WORD.findall(" ".join(root.itertext()))}
    return headings, found, count, words


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def _share(wanted: list[str], found: list[str]) -> float:
    """The share of headings that are found, in their order."""
    place = matched = 0
    keys = [_key(each) for each in found]
    for heading in wanted:
        key = _key(heading)
        if key in keys[place:]:
            place = keys.index(key, place) + 1
            matched += 1
    return matched / max(len(wanted), 1)


def _key(heading: str) -> str:
    return re.sub(r"\W+", "", heading).casefold()


def _order(paragraphs: list[str], text: str) -> float:
    """The share of paragraphs that are found in their order, by their first words."""
    flat = _key(text)
    keys = (_key(" ".join(paragraph.split()[:_BEGIN])) for paragraph in paragraphs)
    places = [flat.find(key) for key in keys if len(key) >= _TELLING]
    ends: list[int] = []  # of the longest rising row of each length so far, its last place
    for place in places:
        at = bisect_left(ends, place)
        if place >= 0:
            ends[at : at + 1] = [place]
    return len(ends) / max(len(places), 1)


def _whole(paragraphs: list[str], text: str) -> float:
    flat = " ".join(text.split())
    return sum(paragraph in flat for paragraph in paragraphs) / max(len(paragraphs), 1)


def _broken(paper: printedpapers.Printed, text: str) -> float:
    known = " ".join([*paper.paragraphs, *paper.headings, *paper.references])
    extra = (printedpapers.paper_of(paper.name.partition(",")[0]), "Abstract References Table Year")
    abstract, front = extra[0].abstract, " ".join([*extra[0].front, extra[0].title, extra[0].head])
    rest = (
        f"{latexpapers.WORDS} "
        "Numbers of papers by year and their share Papers Share Figure How a measurement goes on "
        "loss max where d x y s m More of this stands at https example org for those who ask a b"
    )
    words = {
        word.casefold()
        for each in (known, abstract, front, rest, extra[1])
        for word in _WORD.findall(each)
    }
    return _unknown(text, words)


def _unknown(text: str, known: set[str]) -> float:
    """Words of a text that are not known, in a thousand."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return 1000 * sum(word not in known for word in words) / max(len(words), 1)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / max(len(found), 1)


if __name__ == "__main__":
    main()
