"""A page of Hugging Face's papers as served or saved: entries in the shape of its API.

The data stands in an attribute; where it does not (a page saved by a browser, or
of another year), the cards are read, which show less of each paper.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from summarizer.text.htmltree import tree_of
from summarizer.text.patterns import deferred
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_ABSTRACT_LENGTH = 80
_COUNT = deferred(r"(\d+(?:[.,]\d+)?)\s*([kKmM]?)")
_AUTHORS = deferred(r"(?<!\d)(\d{1,6})\s{1,40}authors?\s{0,200}<")
_SCALES = {"": 1, "k": 1000, "m": 1_000_000}


def entries_and_props(html: str) -> tuple[list[Any] | None, dict[str, Any]]:
    """The page's entries, and what the page says of itself; None where it holds neither."""
    tree = tree_of(html)
    if tree is None:
        return None, {}
    props = _props(tree)
    entries = props.get("dailyPapers")
    known = entries if isinstance(entries, list) else None
    if known or tree.css_first("article article"):
        return known, props  # cards lie side by side: each is read once, so no page takes for ever
    return [_card(card) for card in tree.css("article") if _link(card)] or known, props


def _props(tree: LexborHTMLParser) -> dict[str, Any]:
    node = tree.css_first('div[data-target="DailyPapers"]')
    try:
        props = json.loads((node.attributes.get("data-props") if node else None) or "")
    except (ValueError, RecursionError):
        return {}
    return props if isinstance(props, dict) else {}


def _card(card: LexborNode) -> dict[str, Any]:
    """An entry with what a card shows; the abstract only where the card has one."""
    link = _link(card)
    href = re.split(r"[?#]", str(link.attributes.get("href")))[0] if link else ""
    paper = {
        "id": href.removesuffix("/").rpartition("/")[2],
        "title": one_line(link.text()) if link else "",
        "summary": _abstract(card),
        "upvotes": _count(card.css_first('a[href*="/login?next="] div.leading-none')),
        "author_count": _author_count(card),
    }
    return {"paper": paper, "numComments": _count(card.css_first('a[href$="#community"]'))}


def _link(card: LexborNode) -> LexborNode | None:
    return card.css_first('h3 a[href*="/papers/"]')


def _abstract(card: LexborNode) -> str | None:
    texts = (one_line(node.text()) for node in card.css("p"))
    longest = max(texts, key=len, default="")
    return longest if len(longest) >= _ABSTRACT_LENGTH else None


def _author_count(card: LexborNode) -> int | None:
    """The number the card writes out, which its few pictures of authors do not show."""
    match = _AUTHORS.search(card.html or "")
    return int(match[1]) if match else None


def _count(node: LexborNode | None) -> int | None:
    """A count such as `94`, `11.3k`, or `-` for none yet."""
    text = one_line(node.text()) if node else ""
    if text == "-":
        return 0
    match = _COUNT.fullmatch(text)
    if not match:
        return None
    if not match[2]:
        return int(re.sub(r"\D", "", match[1]))
    return round(float(match[1].replace(",", ".")) * _SCALES[match[2].lower()])
