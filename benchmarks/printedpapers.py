"""Papers set in print from this repository's own docs, in the shapes that readers meet.

Each has sections, paragraphs, footnotes, a formula, a table, a figure and references; what was
set is kept beside the PDF.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typeset import Paper

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

PAGES = ("review", "models", "serve", "pages", "interests", "routine", "sources", "quality")
_REFERENCES = """
A. Author. 2020. A title that is long enough to need a second line in a column. In Proceedings.
B. Author and C. Author. 2021. Another title about typography. Journal of Things, 3(2).
D. Author, E. Author, and F. Author. 2022. A third one, which is longer than a line. In Print.
""".strip().split("\n")
_TABLE = (
    "table",
    "Table 1: Numbers of papers by year, and their share.",
    [["Year", "Papers", "Share"], ["2024", "2,310", "23.0"], ["2025", "4,002", "39.9"]],
)
_FIGURE = ("figure", "Figure 1: How a measurement goes on.", ["a", "10", "20", "loss", "b"])
_FORMULA = ("formula", "d(x, y) = max(0, s(x) − s(y)) + m", "(1)")  # noqa: RUF001 - a minus
_LEAST = 100


class Printed(NamedTuple):
    """A PDF, and what was set in it: headings and paragraphs in their order."""

    name: str
    data: bytes
    headings: list[str]
    paragraphs: list[str]
    references: list[str]


def printed() -> list[Printed]:
    """Each page of docs in one column and in two."""
    from typeset import typeset

    found = []
    for name in PAGES:
        paper = paper_of(name)
        texts = [
            block.partition("^^")[0]
            for part in paper.parts
            for block in part.blocks
            if isinstance(block, str)
        ]
        headings = [part.heading for part in paper.parts]
        for columns in (1, 2):
            data = typeset(paper, columns)
            label = f"{name}, {columns} column{'s' if columns > 1 else ''}"
            found.append(Printed(label, data, headings, texts, paper.references))
    return found


def paper_of(name: str) -> Paper:
    """A page of docs as a paper."""
    from typeset import Paper, Part

    sections = _sections((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"))
    abstract = sections[0][1][0]
    parts = []
    for number, (heading, texts) in enumerate(sections, start=1):
        blocks = list(texts[1:] if number == 1 else texts)
        if blocks:
            parts.append(Part(f"{number} {heading}", blocks))
    parts[0].blocks[0] += "^^More of this stands at https://example.org, for those who ask."
    parts[1].blocks += [_FORMULA, "where the margin m was chosen by hand, once and for all papers."]
    parts[2].blocks.insert(0, _TABLE)
    parts[-1].blocks.append(_FIGURE)
    front = ["A. Author, B. Author", "A University, A City", "a@example.org"]
    return Paper(f"What the page on {name} says", front, abstract, parts, _REFERENCES)


def _sections(text: str) -> list[tuple[str, list[str]]]:
    """Headings and longer paragraphs of Markdown, without its marks."""
    found: list[tuple[str, list[str]]] = []
    text = re.sub(r"(?s)```.*?```", "", text)
    for chunk in re.split(r"(?m)^#{1,3} ", text)[1:]:
        heading, _, rest = chunk.partition("\n")
        texts = [_plain(each) for each in re.split(r"\n\s*\n", rest)]
        kept = [each for each in texts if len(each) >= _LEAST and each[0].isupper()]
        if kept:
            found.append((_plain(heading), kept))
    return found


def _plain(text: str) -> str:
    if re.match(r"\s*(?:[|>#-]|\d\.|<)", text):
        return ""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[`*]", "", text)
    text = text.encode("cp1252", "ignore").decode("cp1252")
    return " ".join(text.split())
