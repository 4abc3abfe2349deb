"""The blocks of a page whose other parts were taken out: headings, paragraphs and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from summarizer.fulltext.latexml import each_once, words
from summarizer.fulltext.webpage import dollars, is_formula
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_LEVELS = {
    name: level
    for level, names in enumerate(
        ("part chapter section appendix abstract bibliography acknowledgements index", "subsection",
         "subsubsection", "paragraph", "subparagraph"), start=1)
    for name in names.split()
}  # fmt: skip
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_HEADING_TAGS = frozenset(_HEADINGS.split(", "))
_ANY = -1
"""Stands for whichever paragraph comes next."""
_BLOCKS = f"{_HEADINGS}, p, li, dd, dt, blockquote, pre, table, .ltx_equation, .ltx_equationgroup"
_TITLED = deferred(r"ltx_title_([a-z]+)")
_LETTER = deferred(r"[A-Z]\s+\S")


class Block(NamedTuple):
    """A block: `heading`, `text` or `code`; of a heading its level, and "" if it has no number."""

    kind: str
    level: int
    text: str
    number: str | None = None


def blocks(root: LexborNode) -> Iterator[Block]:
    """Each block in the order of the page.

    Paragraphs and displayed formulas of one `ltx_para` are one paragraph, and so are a formula that
    is a paragraph by itself and what it stands in; what stands above a theorem is the beginning of
    its first. Code stands by itself.
    """
    held: list[str] = []
    para: int | None = None
    for node, level in _each(root):
        text = words(node)
        code = node.tag == "pre"
        own = None if level or code else _para(node)
        if own is None and not level and not code:
            text = dollars(text)
        run_in = level is None and node.tag in _HEADING_TAGS
        if held and not _goes_on(held, text, para, own, apart=bool(level) or run_in or code):
            yield Block("text", 0, " ".join(held))
            held = []
        if level:
            yield Block("heading", level, text, _unnumbered(node, text))
        elif code:
            yield Block("code", 0, text)
        else:
            held.append(text)
            para = _ANY if run_in else own
    if held:
        yield Block("text", 0, " ".join(held))


def _each(root: LexborNode) -> Iterator[tuple[LexborNode, int | None]]:
    """The nodes that are blocks and have words; of headings their level."""
    found = list(each_once(root, _BLOCKS).values())
    tags = (int(node.tag[1]) for node in found if node.tag in _HEADING_TAGS and words(node))
    highest = min(tags, default=1)
    for node in found:
        level = _level(node, highest)
        if words(node) and (level is not None or _is_leaf(node)):
            yield node, level


def _goes_on(held: list[str], text: str, para: int | None, own: int | None, *, apart: bool) -> bool:
    """Whether a block belongs to the paragraph that is held."""
    if apart:
        return False
    if own is not None:
        return para in {_ANY, own}
    return para is None and (is_formula(text) or (is_formula(held[-1]) and text[:1].islower()))


def _unnumbered(node: LexborNode, text: str) -> str | None:
    """The number "" where LaTeXML says that there is none: "A Word" may begin with an article."""
    titled = "ltx_title" in (node.attributes.get("class") or "")
    lettered = titled and _LETTER.match(text) and not node.css_first(".ltx_tag")
    return "" if lettered else None


def _level(node: LexborNode, highest: int) -> int | None:
    """The level of a section's heading; None for all else, the heads of theorems among it."""
    if node.tag not in _HEADING_TAGS:
        return None
    named = _TITLED.findall(node.attributes.get("class") or "")
    if named:
        return next((_LEVELS[name] for name in named if name in _LEVELS), None)
    return int(node.tag[1]) - highest + 1


def _is_leaf(node: LexborNode) -> bool:
    """Whether a block has no other block within, whose words would then be told twice."""
    if node.tag == "table" and "ltx_e" not in (node.attributes.get("class") or ""):
        return False
    above = node.parent
    while above is not None and above.tag not in {"body", "article"}:
        kinds = above.attributes.get("class") or ""
        if above.tag == "p" or "ltx_equation" in kinds or above.tag in {"pre", "table"}:
            return False
        above = above.parent
    if node.tag in {"p", "pre", "table"} or "ltx_equation" in (node.attributes.get("class") or ""):
        return True
    within = (each for each in node.css("p, li, pre") if each.mem_id != node.mem_id)
    return node.tag in _HEADING_TAGS or next(within, None) is None


def _para(node: LexborNode) -> int | None:
    """The paragraph of LaTeX in which a block lies."""
    above = node.parent
    while above is not None and above.tag != "body":
        if "ltx_para" in (above.attributes.get("class") or "").split():
            return above.mem_id
        above = above.parent
    return None
