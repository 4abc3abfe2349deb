"""A page that LaTeXML did not make, taken apart: journals, R Markdown, pandoc, blogs.

What is known of them: hidden parts, menus, how MathJax and KaTeX set formulas, where pandoc has
footnotes and references, and the `citation_*` names in the head by which journals tell of a paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.latexml import each_once, outermost, words
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from summarizer.fulltext.draft import Draft

_HIDDEN = '[hidden], [style*="display:none"], [style*="display: none"], [aria-hidden="true"]'
_MENUS = "#TOC, #toc, .toc, #table-of-contents, .table-of-contents, [role=navigation], [role=menu]"
_FRONT = ".subtitle, .author, .authors, .affiliation, .affiliations, .byline, .date"
_NOTES = (
    'section.footnotes li[id], div.footnotes li[id], aside.footnotes li[id], [role="doc-endnote"]'
)
_BACK = '.footnote-back, .footnote-backref, [role="doc-backlink"]'
_ENTRIES = ".csl-entry, [role=doc-biblioentry], li[id^=cite_note]"
_PENS = deferred(r"^\s*(?:\\\((.{1,4000}?)\\\)|\\\[(.{1,8000}?)\\\]|\$\$(.{1,8000}?)\$\$)\s*$", 16)
_INLINE = deferred(r"\\\(([^\\$]{0,400}(?:\\[^()\[\]][^\\$]{0,400}){0,60})\\\)")
_APART = deferred(r"\$\$[^$]{1,8000}\$\$")
_RIGHT = deferred(r"(?i)creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)?")
_LINE_TAGS = frozenset("h1 h2 h3 h4 h5 p div span".split())
_SHARE, _LEAST_ITEMS, _LONGEST_LINE = 0.9, 3, 600


def strip_hidden(root: LexborNode, draft: Draft) -> None:
    """Take out what no reader sees: it may say anything."""
    for node in outermost(root, _HIDDEN):
        if node.tag in {"body", "article", "main"} or node.css_first("math, .katex-mathml"):
            continue
        draft.lost["hidden parts of the page"] += bool(words(node)) and "katex" not in _kinds(node)
        node.decompose()


def strip_menus(root: LexborNode) -> None:
    """Take out tables of contents: lists in which all is links to parts of the page."""
    for node in outermost(root, _MENUS):
        if node.tag not in {"body", "article", "main"}:
            node.decompose()
    for node in outermost(root, "ul, ol"):
        links = outermost(node, 'a[href^="#"]')
        linked = sum(len(words(each)) for each in links)
        if len(links) >= _LEAST_ITEMS and linked >= _SHARE * len(words(node)):
            node.decompose()


def spell_formulas(root: LexborNode) -> None:
    """Put formulas that a script would have set between dollars."""
    for node in outermost(root, 'script[type^="math/tex"]'):
        mark = "$$" if "display" in (node.attributes.get("type") or "") else "$"
        node.replace_with(f"{mark}{words(node)}{mark}")
    for node in outermost(root, ".MathJax, .MathJax_Preview, .MathJax_Display, .katex-html"):
        node.decompose()
    for node in outermost(root, ".math, d-math, dt-math, tex-math"):
        match = _PENS.match(node.text(deep=True))
        latex = next(filter(None, match.groups()), "") if match else words(node)
        block = "display" in _kinds(node) or "block" in node.attributes or (match and not match[1])
        mark = "$$" if block else "$"
        node.replace_with(f"{mark}{' '.join(latex.strip('$ ').split())}{mark}")


def dollars(text: str) -> str:
    r"""A line in which formulas between `\(` and `\)` stand between dollars."""
    return _INLINE.sub(lambda match: f"${match[1].strip()}$", text) if "\\(" in text else text


def is_formula(text: str) -> bool:
    """Whether a paragraph is one displayed formula: it belongs to the sentence before it."""
    return bool(_APART.fullmatch(text.strip()))


def take_notes(root: LexborNode, draft: Draft) -> None:
    """Take out the footnotes below a page; each is called where its mark stood."""
    found = {node.attributes.get("id") or "": node for node in outermost(root, _NOTES)}
    marks: dict[str, LexborNode] = {}
    for link in root.css('a[href^="#"]') if found else ():
        marks.setdefault((link.attributes.get("href") or "#")[1:], link)
    for name, node in found.items():
        for back in node.css(_BACK):
            back.decompose()
        mark = marks.get(name)
        label = words(mark).strip("[] ") if mark else ""
        sign = draft.called_footnote(label or None, words(node))
        if mark:
            raised = mark.parent if mark.parent and mark.parent.tag == "sup" else mark
            raised.replace_with(sign)
        node.decompose()


def take_references(root: LexborNode, draft: Draft) -> None:
    """Take out references that the page marks as such."""
    for node in outermost(root, _ENTRIES):
        for back in node.css(f"{_BACK}, .mw-cite-backlink"):
            back.decompose()
        label = node.css_first(".csl-left-margin")
        mark = words(label) if label else None
        if label:
            label.decompose()
        draft.reference(mark, words(node))
        node.decompose()


def take_front(root: LexborNode, head: LexborNode | None, draft: Draft) -> None:
    """Take out the lines that name the authors; a journal names them in the head as well."""
    told = _told(head)
    for node in outermost(root, _FRONT):
        text = words(node)
        if (
            node.tag in {"h1", "h2", "h3", "h4", "h5", "p", "div", "span"}
            and len(text) < _LONGEST_LINE
        ):
            draft.lines([text])
            node.decompose()
    if not draft.front:
        draft.lines(told)


def _told(head: LexborNode | None) -> list[str]:
    """Authors, and behind each where the author is."""
    names = ("citation_author", "citation_author_institution")
    metas = each_once(head, "meta[name][content]").values() if head else ()
    found: dict[str, None] = {}
    for meta in metas:
        value = (meta.attributes.get("content") or "").strip()
        if (meta.attributes.get("name") or "").lower() in names and value:
            found[value] = None
    return list(found)


def named(head: LexborNode | None, name: str) -> str | None:
    """What the head tells by this name, such as `citation_title`."""
    meta = head.css_first(f'meta[name="{name}"][content]') if head else None
    return (meta.attributes.get("content") or "").strip() or None if meta else None


def license_of(root: LexborNode | None) -> str | None:
    """The Creative Commons license that a page links as its own; None where it links several."""
    links = root.css('a[rel~="license"][href], link[rel~="license"][href]') if root else []
    found = {_RIGHT.search(link.attributes.get("href") or "") for link in links}
    said = {
        f"CC {match[2].upper()} {match[3] or ''}".strip() if match[1] == "licenses" else "CC0"
        for match in found
        if match
    }
    return said.pop() if len(said) == 1 else None


def _kinds(node: LexborNode) -> str:
    return node.attributes.get("class") or ""
