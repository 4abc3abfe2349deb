"""The site's pages: the forum of a paper pasted as text, and lists of a venue as HTML or text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.papers.days import MONTHS
from summarizer.sources import Parsed
from summarizer.sources.forumnotes import SITE
from summarizer.sources.recognition import NO_FIT, Fit, strong
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from summarizer.sources.content import Content

_DATED = deferred(
    r"^(?:Published: )?(\d{1,2}) (\w{3}) (\d{4})[^\n]{0,80}?(?:Last Modified|modified)[: ][^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = deferred(
    r"(Keywords|TL;DR|TLDR|Abstract|Primary Area|Submission Number|Supplementary Material|Venue"
    r"|Code Of Ethics|Submission Guidelines|Anonymous Url|Reciprocal Reviewing|PDF|Title|Authors"
    r"|Authorids|No Acknowledgement Section|Track|Student Paper|Software|Data|Paperhash"
    r"|One-sentence Summary|License|Previous URL|Verify Author List)[ \t]*:[ \t]*(.*)"
)
_LINES = ("TL;DR", "TLDR", "One-sentence Summary")
"""What a line of the authors' is called."""
_ABSTRACT = deferred(r"^Abstract[ \t]*:", re.MULTILINE)
_NOTE = deferred(r"""class=["'][^"'<>]{0,60}\bnote-content-(?:field|value)\b""")
_BUTTONS = deferred(
    r"Download PDF|PDF|BibTeX|Everyone|Revisions|Show (?:Revisions|Bibtex|details)|Hide details"
)


def fit(content: Content) -> Fit:
    """The line with the days of publication and change, and fields such as `Keywords:` below."""
    if (
        content.form == "text"
        and "odified" in content.head
        and _DATED.search(content.head)
        and _ABSTRACT.search(content.head)
    ):
        return strong("OpenReview's days and fields")
    text = content.text if content.form == "markup" else ""
    if "note-content-" in text and _NOTE.search(text):
        return strong("OpenReview's fields in HTML")
    return NO_FIT


def parsed(content: Content) -> Parsed:
    """Read a page; a paper without its abstract is dropped.

    Raises InputError where HTML is nested as no page is.
    """
    from summarizer.sources.mapping import papers

    if content.form != "markup":
        return Parsed(papers(_entries(content.text.replace("\r\n", "\n"))))
    from summarizer.text.htmltree import tree_of

    tree = tree_of(content.text)
    if tree is None:
        message = f"`{content.name}`: its elements lie inside each other as on no page"
        raise InputError(message)
    notes = tree.css("li.note, div.note, .forum-note") or ([tree.root] if tree.root else [])
    return Parsed(papers((f"entry {n}", _note(each)) for n, each in enumerate(notes, 1)))


def _entries(text: str) -> Iterator[tuple[str, object]]:
    """The papers of a text: above the line of days the title and the authors, fields below it."""
    begun = 0
    dated = list(_DATED.finditer(text))
    ends = [*(match.start() for match in dated[1:]), len(text)]
    for match, end in zip(dated, ends, strict=False):
        above = [line.strip() for line in text[begun : match.start()].split("\n")]
        lines = [line for line in above if line and not _BUTTONS.fullmatch(line)]
        fields = dict(_fields(text[match.end() : end].split("\n")))
        begun = match.end()
        yield (
            f"line {text.count(chr(10), 0, match.start()) + 1}",
            {
                "title": fields.get("Title") or (lines[-2] if len(lines) > 1 else None),
                "authors": fields.get("Authors") or (lines[-1] if lines else None),
                "abstract": fields.get("Abstract"),
                "ai_summary": next(filter(None, map(fields.get, _LINES)), None),
                "published": _day(*match.groups()),
            },
        )


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Labelled fields with the lines below them; a blank line ends all but an abstract."""
    name, value = "", list[str]()
    for line in (*lines, "PDF:"):
        match = _FIELD.fullmatch(line.strip())
        if match or (not line.strip() and name != "Abstract"):
            if name:
                yield name, "\n".join(value).strip()
            name, value = (match[1], [match[2]]) if match else ("", [])
        elif name:
            value.append(line)


def _note(node: LexborNode) -> dict[str, Any]:
    link = node.css_first('a[href*="forum?id="]')
    title = node.css_first(".citation_title") or node.css_first("h4") or node.css_first("h2")
    address = link.attributes.get("href") if link is not None else None
    found: dict[str, Any] = {
        "title": str(title.text()).strip() if title is not None else None,
        "authors": [
            str(each.text()).strip() for each in node.css(".note-authors a, .forum-authors a")
        ],
    }
    if address:
        found["url"] = address if "://" in address else f"{SITE}/{address.lstrip('/')}"
    for label in node.css(".note-content-field"):
        value = label.next
        while value is not None and value.tag == "-text":
            value = value.next
        name = str(label.text()).strip(" :\n")
        field = "abstract" if name == "Abstract" else "ai_summary" if name in _LINES else None
        if value is not None and field:
            found[field] = str(value.text()).strip()
    return found


def _day(day: str, month: str, year: str) -> str | None:
    if month.title() not in MONTHS:
        return None
    return f"{year}-{MONTHS.index(month.title()) + 1:02}-{int(day):02}"
