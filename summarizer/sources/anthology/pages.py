"""The site's pages: the papers of an event or a volume as HTML, and pages pasted as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.sources import Parsed
from summarizer.sources.anthology.bibliography import in_year
from summarizer.sources.anthology.ids import SITE, is_front_matter, named_in, volume_of, year_of
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from summarizer.sources.content import Content

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


def fit(content: Content) -> Fit:
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


def parsed(content: Content) -> Parsed:
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
        return Parsed(papers(_rows(tree)))
    text = content.text.replace("\r\n", "\n")
    return Parsed(papers(_pages(text) if _PAGE.search(text) else _listed(text)))


def _rows(tree: LexborHTMLParser) -> Iterator[tuple[str, object]]:
    """The papers of a page: a row with title and authors each, its abstract folded below it.

    Abstracts are found by the id of their paper: a paper without one takes no other's. Front
    matter is none.
    """
    abstracts = {
        str(each.attributes.get("id")): str(each.text()).strip()
        for each in tree.css('[id^="abstract-"]')
    }
    volumes = _volumes(tree)
    for identity, row in _listed_in(tree):
        journal = volumes.get(volume_of(identity))
        yield (
            identity,
            {
                "title": row.title,
                "authors": row.people,
                "abstract": abstracts.get(f"abstract-{identity.replace('.', '--')}"),
                "url": f"{SITE}/{identity}/",
                "journal": in_year(journal, year_of(identity)) if journal else None,
                "comment": "; ".join(row.awards) or None,
                "withdrawn": row.retracted or None,
            },
        )


@dataclass
class _Row:
    """What a page shows of a paper in its list."""

    title: str
    awards: list[str]
    retracted: bool
    people: list[str] = field(default_factory=list)


def _listed_in(tree: LexborHTMLParser) -> Iterator[tuple[str, _Row]]:
    """Papers by their ids, as they follow each other: awards, then the title, then the authors."""
    awards: list[str] = []
    rows: list[tuple[str, _Row | None]] = []
    for each in tree.css('strong a, a[href*="/people/"], i.fa-award'):
        address = each.attributes.get("href") or ""
        if each.tag == "i":
            told = each.parent.attributes.get("title") if each.parent else None
            awards += [told] if told else []
        elif identity := named_in(address):
            is_paper = not is_front_matter(identity)
            row = _Row(_line(each), awards, _is_struck(each)) if is_paper else None
            rows.append((identity, row))
            awards = []
        elif rows and "/people/" in address and (row := rows[-1][1]):
            row.people.append(_line(each))
    yield from ((identity, row) for identity, row in rows if row)


def _line(node: LexborNode) -> str:
    return " ".join(str(node.text()).split())


def _is_struck(link: LexborNode) -> bool:
    """Whether a title is struck through, as those of retracted papers are."""
    above = link.parent.parent if link.parent else None
    return above is not None and "line-through" in (above.attributes.get("style") or "")


def _volumes(tree: LexborHTMLParser) -> dict[str, str]:
    """The titles of the volumes on a page, by their ids: headings, or the one that it is of."""
    found: dict[str, str] = {}
    for link in tree.css('h4 a[href*="/volumes/"]'):
        name = (link.attributes.get("href") or "").rstrip("/").rpartition("/")[2]
        if not name.endswith(".bib"):
            found[name] = _line(link)
    title, own = tree.css_first("h2#title"), tree.css_first('a[href*="/volumes/"][href$=".bib"]')
    if not found and title is not None and own is not None:
        name = (own.attributes.get("href") or "").rpartition("/")[2].removesuffix(".bib")
        found[name] = _line(title)
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
