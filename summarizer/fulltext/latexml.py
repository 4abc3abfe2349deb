"""A page of LaTeXML, as arXiv serves papers, taken apart: what is no prose leaves the tree.

Formulas become their LaTeX, footnotes, captions and references are taken out, and what the page
itself brings (menus, buttons, scripts) goes. What is left are headings and paragraphs. Pages of
other makers keep their captions and formulas too where they use the same elements of HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.fulltext.captions import kind_of, labelled
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

    from summarizer.fulltext.draft import Draft

_NOT_PROSE = (
    "script, style, noscript, template, nav, button, dialog, form, iframe, svg, object, video, "
    "audio, header, footer, aside, select, .ltx_page_navbar, .ltx_page_footer, .ltx_page_header, "
    ".ltx_TOC, .ltx_pagination, .package-alerts, .ltx_rdf, .sr-only, .ltx_author_before"
)
_NOTES = ".ltx_note"
_ERRORS = ".ltx_ERROR, .ltx_missing"
_CREATORS = ".ltx_contact, .ltx_creator, .ltx_personname, .ltx_author_notes, .ltx_td"
_COMMAS = deferred(r"\s*,(?:\s*,)+")
_ENDING = deferred(r"\s*,\s*(?:and|&)$")
_COMMENTED = deferred(r"%\s*\n\s*")
_STYLE = deferred(r"\\(?:displaystyle|textstyle|scriptstyle)\s*")
_SENTENCE = deferred(r"\w[.!?](?:\s|$)")
_EXTERNAL = deferred(r"\bExternal Links:\s*(.*?)\s*$")
_NAMELESS = frozenset({"Document", "Link", "Dataset", "Code"})
_BRACKETED = deferred(r"\s+(?=\d{1,2}\]\s?[^\W\d_]|\[[*\u2217\u2020\u2021]\])")
_FORMULA = deferred(r"\$+([^$]+)\$+")
_SETTINGS = 3
_UNCONVERTED = "LaTeX commands that were not converted"
_BREAK = "\n"


def words(node: LexborNode) -> str:
    """The text of a node on one line."""
    return " ".join(node.text(deep=True).split())


def outermost(root: LexborNode, selector: str) -> list[LexborNode]:
    """The nodes of a selector, each once; what lies within another goes or stays with that."""
    found = each_once(root, selector)
    return _outer(found.values(), set(found), root)


def each_once(root: LexborNode, selector: str) -> dict[int, LexborNode]:
    """The nodes of a selector in the order of the page: two of its parts may fit one node."""
    return {node.mem_id: node for node in root.css(selector)}


def _outer(nodes: Iterable[LexborNode], others: set[int], root: LexborNode) -> list[LexborNode]:
    """The nodes that lie in none of the others; what was found of a node above is remembered."""
    within: dict[int, bool] = {root.mem_id: False}
    kept: list[LexborNode] = []
    for node in nodes:
        path: list[int] = []
        above = node.parent
        while above is not None and above.mem_id not in within:
            if above.mem_id in others:
                within[above.mem_id] = True
                break
            path.append(above.mem_id)
            above = above.parent
        lies = within[above.mem_id] if above is not None else False
        within.update(dict.fromkeys(path, lies))
        if not lies:
            kept.append(node)
    return kept


def strip_page(root: LexborNode, draft: Draft) -> None:
    """Take out what the page brings, and commands that could not be converted."""
    _strip_settings(root, draft)
    for node in outermost(root, _NOT_PROSE):
        if node.tag != "header" or not node.css_first("h1"):
            node.decompose()
    for node in outermost(root, _ERRORS):
        if node.tag != "a":
            draft.lost[_UNCONVERTED] += 1
        node.decompose()
    for node in root.css("br"):
        node.replace_with(_BREAK)


def _strip_settings(root: LexborNode, draft: Draft) -> None:
    """Take out paragraphs in which commands that failed left their settings, and no words."""
    is_above = True
    for node in root.css(".ltx_para"):
        is_above = is_above and node.parent is not None and node.parent.mem_id == root.mem_id
        within = outermost(node, _ERRORS)
        failed = [*within, *_failed_before(node)]
        said = words(node)
        few = is_above and (not _SENTENCE.search(said) or said.count("=") >= _SETTINGS)
        if failed and (few or ("=" in said and len(said.split()) <= len(failed) + 1)):
            draft.lost[_UNCONVERTED] += len(within)
            node.decompose()


def _failed_before(node: LexborNode) -> list[LexborNode]:
    """The command right above a paragraph, where it failed and left its settings to that."""
    before = node.prev
    while before is not None and before.tag == "-text" and not words(before):
        before = before.prev
    kinds = (before.attributes.get("class") or "") if before is not None else ""
    return [before] if before is not None and "ltx_ERROR" in kinds else []


def spell_formulas(root: LexborNode, draft: Draft) -> None:
    """Put the LaTeX of each formula in its place, between dollars."""
    for node in outermost(root, "math, img.ltx_Math, span.ltx_Math"):
        latex = _latex(node)
        if latex is None:
            draft.lost["formulas without LaTeX, left as their signs"] += 1
            node.replace_with(f" {words(node)} " if node.tag != "img" else " ")
        else:
            mark = "$$" if node.attributes.get("display") == "block" else "$"
            node.replace_with(f"{mark}{latex}{mark}" if latex else "")


def _latex(node: LexborNode) -> str | None:
    attributes = node.attributes
    latex = attributes.get("alttext") or attributes.get("alt")
    if latex is None:
        found = node.css_first('annotation[encoding="application/x-tex"]')
        latex = words(found) if found else None
    if latex is None:
        return None
    return " ".join(_STYLE.sub("", _COMMENTED.sub("", latex)).split())


def take_notes(root: LexborNode, draft: Draft) -> None:
    """Take out the footnotes: each is `(label, text)` of the draft."""
    for node in outermost(root, _NOTES):
        content = node.css_first(".ltx_note_content") or node
        mark = node.css_first(".ltx_note_mark, .ltx_tag_note, .ltx_tag")
        label = words(mark) if mark else ""
        for each in outermost(content, ".ltx_note_mark, .ltx_note_type, .ltx_tag"):
            each.decompose()
        if "ltx_role_footnotemark" not in (node.attributes.get("class") or ""):
            node.insert_before(draft.called_footnote(label or None, words(content)))
            if "ltx_role_affiliation" in (node.attributes.get("class") or ""):
                draft.institutions.add(words(content))
        node.decompose()


def take_captions(root: LexborNode, draft: Draft) -> None:
    """Take out figures and tables, and keep their captions."""
    for figure in outermost(root, "figure, .ltx_figure, .ltx_table, .ltx_float"):
        captions = outermost(figure, "figcaption, .ltx_caption, caption")
        for caption in captions:
            _keep(caption, figure, draft)
        if not captions:
            draft.lost["figures and tables without a caption"] += 1
        figure.decompose()
    for table in _tables(root):
        own = table.css_first("caption")
        if own:
            _keep(own, table, draft)
        else:
            draft.lost["figures and tables without a caption"] += 1
        table.decompose()
    for table in outermost(root, "span.ltx_tabular, div.ltx_tabular"):
        draft.lost["figures and tables without a caption"] += 1
        table.decompose()


def _tables(root: LexborNode) -> list[LexborNode]:
    """Tables, but for those in which an equation is set."""
    found = [node for node in each_once(root, "table").values() if not _is_equation(node)]
    return _outer(found, {node.mem_id for node in found}, root)


def _is_equation(table: LexborNode) -> bool:
    kinds = table.attributes.get("class") or ""
    return "ltx_equation" in kinds or "ltx_eqn" in kinds


def _keep(caption: LexborNode, figure: LexborNode, draft: Draft) -> None:
    text = words(caption)
    match = labelled(text)
    tag = caption.css_first(".ltx_tag")
    label = match[1] if match else (words(tag).rstrip(" :.") if tag else None)
    kinds = figure.attributes.get("class") or ""
    kind = kind_of(match) if match else "table" if "table" in kinds else "figure"
    draft.caption(kind, label or None, text)


def take_listings(root: LexborNode, draft: Draft) -> None:
    """Take out code that is set line by line; what stands within a sentence stays."""
    for node in outermost(root, ".ltx_listing"):
        draft.lost["listings of code"] += 1
        node.decompose()


def take_references(root: LexborNode, draft: Draft) -> None:
    """Take out the list of references."""
    for item in outermost(root, ".ltx_bibitem"):
        tag = item.css_first(".ltx_tag_bibitem, .ltx_tag")
        label = words(tag) if tag else None
        for each in outermost(item, ".ltx_tag, .ltx_bib_cited"):
            each.decompose()
        draft.reference(label or None, _EXTERNAL.sub(_external, words(item)))
    for node in outermost(root, ".ltx_bibliography"):
        node.decompose()


def _external(match: re.Match[str]) -> str:
    """What stands behind a reference on the web, without links that have no name of their own."""
    return ", ".join(each for each in match[1].split(", ") if each.strip(" .") not in _NAMELESS)


def take_front(root: LexborNode, draft: Draft) -> None:
    """Take out title and authors; the authors' lines stay as they stand."""
    title = root.css_first("h1.ltx_title_document") or root.css_first(".ltx_title_document")
    if title:
        draft.title = words(title)
        title.decompose()
    for authors in outermost(root, ".ltx_authors"):
        for label in authors.css(".ltx_contact_name"):
            label.decompose()
        _part_addresses(authors, draft)
        for part in each_once(authors, _CREATORS).values():
            part.insert_before(_BREAK)
            part.insert_after(_BREAK)
        for mark in authors.css("sup"):
            mark.insert_before(" ")
            mark.insert_after(" ")
        lines = _BRACKETED.sub(_BREAK, authors.text(deep=True)).split(_BREAK)
        draft.lines([_ENDING.sub("", _COMMAS.sub(",", line).strip(" ,&")) for line in lines])
        authors.decompose()
    for node in outermost(root, ".ltx_dates, .ltx_keywords, .ltx_classification"):
        draft.lines([words(node)])
        node.decompose()


def _part_addresses(authors: LexborNode, draft: Draft) -> None:
    """Set commas between the parts of an address that the page tells apart."""
    for node in each_once(authors, '[class*="ltx_affiliation_"]').values():
        if "ltx_affiliation_institution" in (node.attributes.get("class") or ""):
            draft.institutions.add(words(node).strip(" ,"))
        node.insert_after(", ")


def set_equations_apart(root: LexborNode) -> None:
    """Leave of each displayed equation its formula alone, as a paragraph has it; a row is one."""
    for number in outermost(root, ".ltx_eqn_eqno"):
        number.decompose()
    for row in outermost(root, "tr.ltx_eqn_row"):
        cells = [cell for cell in outermost(row, "td") if words(cell)]
        parts = [match[1] for cell in cells if (match := _FORMULA.fullmatch(words(cell)))]
        if len(parts) == len(cells) > 1:
            cells[0].insert_before(f"$${' '.join(parts)}$$ ")
            for each in cells:
                each.decompose()
