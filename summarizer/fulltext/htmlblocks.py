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
_INNER = frozenset({"p", "li", "pre"})
_ITEMS = frozenset({"li", "dd", "dt", "blockquote"})
_INLINE = frozenset("-text a abbr b cite code em i mark q small span strong sub sup u".split())
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
    for node, level, text, within in _each(root):
        code = node.tag == "pre"
        own = None if level or code else within
        said = dollars(text) if own is None and not code else text
        run_in = level is None and node.tag in _HEADING_TAGS
        if held and not _goes_on(held, said, para, own, apart=bool(level) or run_in or code):
            yield Block("text", 0, " ".join(held))
            held = []
        if level:
            yield Block("heading", level, said, _unnumbered(node, said))
        elif code:
            yield Block("code", 0, text)
        else:
            held.append(said)
            para = _ANY if run_in else own
    if held:
        yield Block("text", 0, " ".join(held))


def _each(root: LexborNode) -> Iterator[tuple[LexborNode, int | None, str, int | None]]:
    """The nodes that are blocks and have words: each with its level, words and paragraph."""
    found = list(each_once(root, _BLOCKS).values())
    tags = (int(node.tag[1]) for node in found if node.tag in _HEADING_TAGS and words(node))
    highest = min(tags, default=1)
    above = _Above(found)
    for node in found:
        level = _level(node, highest)
        place = above.place(node)
        if level is not None or (not place.covered and _is_whole(node, above)):
            text = words(node)
        else:
            text = "" if place.covered else _own_words(node)
        if text:
            yield node, level, text, place.para


class _Place(NamedTuple):
    """Where a node lies: in the words of another block, and in which paragraph of LaTeX."""

    covered: bool
    para: int | None


class _Above:
    """What lies above the nodes of a page, each looked at once however deep they lie."""

    def __init__(self, found: list[LexborNode]) -> None:
        self._known: dict[int, _Place] = {}
        self.holding: set[int] = set()
        """The nodes that have blocks within."""
        for node in found:
            above = node.parent if node.tag in _INNER else None
            while above is not None and above.mem_id not in self.holding:
                self.holding.add(above.mem_id)
                above = above.parent

    def place(self, node: LexborNode) -> _Place:
        """Where it lies."""
        path: list[LexborNode] = []
        above = node.parent
        while above is not None and above.mem_id not in self._known:
            if above.tag == "body":
                self._known[above.mem_id] = _Place(covered=False, para=None)
                break
            path.append(above)
            above = above.parent
        place = self._known[above.mem_id] if above else _Place(covered=False, para=None)
        for each in reversed(path):
            kinds = each.attributes.get("class") or ""
            covers = each.tag in {"p", "pre", "table"} or "ltx_equation" in kinds
            covered = each.tag != "article" and (covers or place.covered)
            place = _Place(covered, each.mem_id if "ltx_para" in kinds.split() else place.para)
            self._known[each.mem_id] = place
        return place


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


def _is_whole(node: LexborNode, above: _Above) -> bool:
    """Whether all its words are one block: other blocks within tell theirs themselves."""
    kinds = node.attributes.get("class") or ""
    if node.tag == "table":
        return "ltx_e" in kinds
    if node.tag in {"p", "pre", *_HEADING_TAGS} or "ltx_equation" in kinds:
        return True
    return node.mem_id not in above.holding


def _own_words(node: LexborNode) -> str:
    """What an item says above the blocks within it."""
    if node.tag not in _ITEMS:
        return ""
    said: list[str] = []
    for child in node.iter(include_text=True):
        if child.tag not in _INLINE:
            break
        said.append(child.text(deep=True))
    return " ".join("".join(said).split())
