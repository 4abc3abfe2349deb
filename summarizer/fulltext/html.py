"""HTML: a paper's page as arXiv makes it with LaTeXML, or another page with a paper's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.fulltext import Profile, latexml
from summarizer.fulltext.draft import Draft
from summarizer.fulltext.headings import is_references
from summarizer.fulltext.records import Source
from summarizer.text.encodings import NotText, decoded
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from summarizer.fulltext import Content
    from summarizer.fulltext.records import FullText

PROFILE = Profile("html", "HTML", (".html", ".htm", ".xhtml"))
MOST_BYTES = 32 << 20
_BEGIN = deferred(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article)\b"
)
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
_MUCH = 0.15
"""The share of a page's text that may stand between its paragraphs, as numbers of items do."""
_WATERMARK = deferred(r"arXiv:(\S+?)(v\d+)\b")
_TITLED = deferred(r"ltx_title_([a-z]+)")


def recognises(content: Content) -> bool:
    """Whether it begins as a page does."""
    return bool(_BEGIN.match(content.data[:4096].removeprefix(b"\xef\xbb\xbf")))


def parse(content: Content) -> FullText:
    """Read the page. Raises InputError."""
    from summarizer.text.htmltree import tree_of

    tree = tree_of(_text(content))
    if tree is None or tree.body is None:
        message = f"`{content.name}` is HTML that is nested without end: it was not read"
        raise InputError(message)
    draft = Draft()
    source = _source(tree.body, content)
    root = tree.css_first("article.ltx_document") or _article(tree.body)
    latexml.strip_page(root, draft)
    latexml.spell_formulas(root, draft)
    latexml.take_notes(root, draft)
    latexml.take_front(root, draft)
    latexml.take_captions(root, draft)
    latexml.take_listings(root, draft)
    latexml.take_references(root, draft)
    latexml.set_equations_apart(root)
    if not draft.title:
        draft.title = _title(root, tree.css_first("title"))
    length = len(latexml.words(root))
    _read(root, draft)
    _note_rest(length, draft)
    return draft.finish(source, content.name)


def _text(content: Content) -> str:
    if len(content.data) > MOST_BYTES:
        message = f"`{content.name}` has more than {MOST_BYTES >> 20} MB: it was not read"
        raise InputError(message)
    try:
        return decoded(content.data, forgiving=True).text.replace("\0", "")
    except NotText as error:
        message = f"`{content.name}` is a binary file, not a page"
        raise InputError(message) from error


def _source(body: LexborNode, content: Content) -> Source:
    """What the page says of itself: arXiv puts id, version and license above the paper."""
    mark, right = body.css_first("#watermark-tr"), body.css_first("#license-tr")
    match = _WATERMARK.search(latexml.words(mark)) if mark else None
    license_line = latexml.words(right).removeprefix("License:").strip() if right else ""
    return Source(
        form=PROFILE.name,
        place=content.address or content.name,
        id=match[1] if match else None,
        version=match[2] if match else None,
        license=license_line or None,
    )


def _article(body: LexborNode) -> LexborNode:
    """Where a page of another maker has its text."""
    for selector in ("article", "main", "[role=main]"):
        found = body.css(selector)
        if len(found) == 1:
            return found[0]
    return body


def _title(root: LexborNode, named: LexborNode | None) -> str:
    heading = root.css_first("h1")
    if heading:
        text = latexml.words(heading)
        heading.decompose()
        return text
    return latexml.words(named) if named else ""


def _read(root: LexborNode, draft: Draft) -> None:
    """Add headings and paragraphs in their order."""
    in_references = False
    for heading, level, text in _blocks(root):
        if heading:
            in_references = is_references(text)
            if not in_references:
                draft.section(text, level)
        elif in_references:
            draft.reference(None, text)
        else:
            draft.paragraph(text)


def _note_rest(length: int, draft: Draft) -> None:
    """Note how much of a page stands outside of headings and paragraphs, where it is a lot."""
    read = sum(len(part.heading) + sum(map(len, part.paragraphs)) for part in draft.parts)
    read += sum(len(words) for _, words in draft.references)
    share = 1 - read / max(length, 1)
    if share > _MUCH:
        draft.notes.append(f"{share:.0%} of the page's text stands in no paragraph: left out")


def _blocks(root: LexborNode) -> Iterator[tuple[bool, int, str]]:
    """Headings and paragraphs: whether it is a heading, its level, and its words.

    Paragraphs and displayed formulas of one `ltx_para` are one paragraph; what stands above a
    theorem is the beginning of its first.
    """
    held: list[str] = []
    para: int | None = None
    for node in latexml.each_once(root, _BLOCKS).values():
        level, text = _level(node), latexml.words(node)
        if not text or (level is None and not _is_leaf(node)):
            continue
        own = None if level else _para(node)
        run_in = level is None and node.tag in _HEADING_TAGS
        if held and (level or run_in or para not in {_ANY, own} or own is None):
            yield False, 0, " ".join(held)
            held = []
        if level:
            yield True, level, text
        else:
            held.append(text)
            para = _ANY if run_in else own
    if held:
        yield False, 0, " ".join(held)


def _level(node: LexborNode) -> int | None:
    """The level of a section's heading; None for all else, the heads of theorems among it."""
    if node.tag not in _HEADING_TAGS:
        return None
    named = _TITLED.findall(node.attributes.get("class") or "")
    if named:
        return next((_LEVELS[name] for name in named if name in _LEVELS), None)
    return max(int(node.tag[1]) - 1, 1)


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
