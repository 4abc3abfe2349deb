"""The ACL Anthology: the papers of an event or a volume as HTML, and its pages pasted as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from summarizer.sources.content import Content

PROFILE = Profile(
    name="anthology",
    reads="pages of the ACL Anthology, pasted or as HTML",
    example="pdf bib abs\nA title\nAnn One | Bo Two\nAn abstract.\n",
    label="anthology",
    endings=(".txt", ".text", ".html", ".htm"),
)

_SITE = "https://aclanthology.org"
_BUTTONS = deferred(
    r"[ \t]*(?:\[?pdf\]?)[ \t]*(?:\[?bib\]?)[ \t]*(?:\[?abs\]?)?(?:[ \t].*)?", re.IGNORECASE
)
_SIGN = deferred(r"(?:bib\]?[ \t]{1,4}\[?abs)", re.IGNORECASE)
_LISTED = deferred(rf"^{_BUTTONS.pattern}$", re.MULTILINE | re.IGNORECASE)
_PAGE = deferred(r"^Anthology ID:[ \t]*\S+", re.MULTILINE)
_ABSTRACT = deferred(r"^Abstract[ \t]*$", re.MULTILINE)
_CARD = deferred(r"""\bid=["']?abstract-[\w.-]{3,60}""")
_FACTS = deferred(
    r"^(Anthology ID|Volume|Month|Year|URL|DOI):[ \t]*\n?[ \t]*(\S[^\n]*)$", re.MULTILINE
)


def recognises(content: Content) -> Fit:
    """Lines `pdf bib abs`, or `Anthology ID:`, or the folded abstracts of the site's HTML."""
    if content.form == "text":
        if "Anthology ID:" in content.head and _ABSTRACT.search(content.head):
            return strong("`Anthology ID:` and an abstract")
        if not _SIGN.search(content.head):
            return NO_FIT
        buttons = (line.lower() for line in _LISTED.findall(content.head))
        return strong("lines `pdf bib abs`") if any("abs" in each for each in buttons) else NO_FIT
    text = content.text if content.form == "markup" else ""
    if "abstract-" in text and _CARD.search(text):
        return strong("folded abstracts of the ACL Anthology")
    return NO_FIT


def parse(content: Content) -> Parsed:
    """Read a page; a paper without its abstract is dropped.

    Raises InputError where HTML is nested as no page is.
    """
    from summarizer.sources.mapping import papers

    if content.form == "markup":
        from summarizer.text.htmltree import tree_of

        tree = tree_of(content.text)
        if tree is None:
            message = f"`{content.name}`: its elements lie inside each other as on no page"
            raise InputError(message)
        cards = tree.css('[id^="abstract-"]')
        return Parsed(papers((f"entry {n}", _card(each)) for n, each in enumerate(cards, 1)))
    text = content.text.replace("\r\n", "\n")
    return Parsed(papers(_pages(text) if _PAGE.search(text) else _listed(text)))


def _card(node: LexborNode) -> dict[str, Any]:
    """A folded abstract, and the title and the authors in the row above it."""
    found: dict[str, Any] = {"abstract": str(node.text()).strip()}
    row = node.prev
    while row is not None and not (row.tag != "-text" and row.css_first("strong")):
        row = row.prev
    if row is None:
        return found
    title = row.css_first("strong a") or row.css_first("strong")
    found["title"] = str(title.text()).strip() if title is not None else None
    found["authors"] = [
        str(each.text()).strip()
        for each in row.css("a")
        if "/people/" in (each.attributes.get("href") or "")
    ]
    address = title.attributes.get("href") if title is not None else None
    if address:
        found["url"] = address if "://" in address else f"{_SITE}/{address.lstrip('/')}"
    return found


def _listed(text: str) -> Iterator[tuple[str, object]]:
    """The papers of a list: a line of buttons, the title, the authors, the abstract."""
    entry: list[str] = []
    first = 0
    for number, line in enumerate((*text.split("\n"), "pdf bib abs"), start=1):
        if _BUTTONS.fullmatch(line):
            if first:
                yield f"line {first}", _entry(entry)
            entry, first = [], number
        elif line.strip():
            entry.append(line.strip())


def _entry(lines: list[str]) -> dict[str, Any]:
    title, authors, *abstract = (*lines, "", "")[: max(2, len(lines))]
    return {
        "title": title,
        "authors": [each.strip() for each in authors.split("|") if each.strip()],
        "abstract": "\n".join(abstract),
    }


def _pages(text: str) -> Iterator[tuple[str, object]]:
    """The papers of pages of one paper each."""
    begun = 0
    for page in _PAGE.finditer(text):
        above, below = text[begun : page.start()], text[page.start() : page.start() + 3000]
        head, _, abstract = above.rpartition("\nAbstract")
        lines = [line.strip() for line in head.split("\n") if line.strip()]
        facts = dict(_FACTS.findall(below))
        line = text.count("\n", 0, page.start()) + 1
        abstract = re.sub(r"\n(?:PDF|Cite|Search|BibTeX|Fix data)\s*(?=\n|$)", "\n", abstract)
        yield (
            f"line {line}",
            {
                "title": lines[-2] if len(lines) > 1 else None,
                "authors": lines[-1] if lines else None,
                "abstract": abstract.strip(),
                "url": facts.get("URL"),
                "doi": facts.get("DOI"),
                "journal": facts.get("Volume"),
            },
        )
        begun = page.end()
