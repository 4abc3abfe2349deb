"""The lines of a papers page saved as text: what each of them is.

Pure line work, shared by no one but the dump source; the dialects (plain,
links on lines of their own, Markdown with reference links) end here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.papers.arxivids import NEW, addressed_in
from summarizer.papers.days import MONTHS
from summarizer.sources.files import clippings
from summarizer.sources.organizations import organization
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    import re

Kind = Literal[
    "text", "title", "organization", "authors", "dot", "date", "count", "upvotes", "link", "code",
    "names", "submitter", "site", "day", "blank",
]  # fmt: skip

_LONGEST_ORGANIZATION = 80
_REFERENCE = deferred(r"(?:\]\[\d+\])+$")
_REFERENCE_LINE = deferred(r"\]\[\d+\]")
_INLINE_LINK = deferred(r"(?<=\S)\]\(https?://[^\s()]+\)$")
_DATE = deferred(
    rf"(?:Published on )?({'|'.join(MONTHS)}) (\d{{1,2}})(?:, (\d{{4}}))?(?:\s+\[?\s*(\d{{1,9}}))?"
)
_WHOLE_LINK = deferred(r"(#{1,6} )?\[(.*)\]\((?:https?://huggingface\.co)?/([^\s()]*)\)")
_LINKED = deferred(r"\[([^\[\]]*)\]\((?:https?:/)?/[^\s()]+\)")
_PAPER = deferred(rf"papers/({NEW})(?:v\d+)?")
_PAPER_URL = "https://huggingface.co/papers/"
_ELSEWHERE = deferred(r"(?:[-*•] )?\[([^\[\]]*)\]\((https?://(?!huggingface\.co/)[^\s()]+)\)")
_USER = deferred(r"\[([^\[\]]*)\]\((?:https?://huggingface\.co)?/[\w.-]+/?\)")
_CODE = deferred(r"https?://(?:www\.)?(?:github|gitlab)\.com/[^/\s]+/[^/\s]+")
_STARS = deferred(r"(\d+(?:\.\d+)?k?)\s*$")
_HEADING = deferred(r"#{1,6} +([^\[\]].*?)(?: #+)?")
_RULE = deferred(r"(?:-{3,}|\*{3,}|_{3,})")
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("dot", deferred("·")),
    ("authors", deferred(r"(?:[•*-]\s*)?(\d{1,9})\s?authors?")),
    ("upvotes", deferred(r"(?:\[-\]\s|[▲△⬆↑])\s*(\d{1,9}|-)")),
    ("upvotes", deferred(r"Upvotes?:?\s+(\d{1,9}|-)")),
    ("count", deferred(r"(\d{1,9}|-)")),
    (
        "link",
        deferred(r"((?:GitHub\s*)?\d+(?:\.\d+)?k|GitHub(?: \d+)?|arXiv Page|Submitted by.*)"),
    ),
    ("link", deferred(r"(https?://\S+)")),
    ("date", _DATE),
)
_AT_END = deferred(
    rf"(?:^|[\s.])[•*·|-]?\s*(\d{{1,9}})\s?authors?\s*[·•|,–-]?\s*"  # noqa: RUF001 - as typed
    rf"((?:Published on )?(?:{'|'.join(MONTHS)}) \d{{1,2}}(?:, \d{{4}})?(?:\s+\d{{1,9}})?)\s*$"
)
_ENDS = frozenset("0123456789")
_LONGEST_METADATA = 90
_MARKS, _BLANKS = frozenset("•*-–>◦▪●"), frozenset((" ", "\t", "\xa0", ""))  # noqa: RUF001
_QUOTES = deferred(r"\s*(?:>[ \t]?)+")
"""The marks of a mail that was answered, perhaps several times."""
_EMPHASIS = frozenset("*_")
_EMPHASISED = deferred(r"(\*{1,3}|_{1,3})([^\s*_][^*_]*[^\s*_])\1")
_FEWEST, _MOST, _MANY = 4, 0.8, 0.5
"""Lines of a text, and the share of them that begin with one mark: it was added to each."""
_BEGINS_METADATA = deferred(
    r"[·•*\d▲△⬆↑-]|\[-|https?:|GitHub|arXiv Page|Submitted|Published|Upvote"
    rf"|(?:{'|'.join(MONTHS)}) \d"
)


class Line(NamedTuple):
    """A line: its number from 1, what it is, its text, and the groups of its pattern."""

    number: int
    kind: Kind
    text: str
    groups: tuple[str | None, ...] = ()
    paper: str = ""
    """The arXiv id where the whole line is a link to a paper."""


def classify(text: str) -> list[Line]:
    """Every line of the text, blank ones too, with the kind that it has by itself."""
    plain = text.replace("\xa0", " ") if "\xa0" in text else text
    raw = unmarked([each.removesuffix("\r") for each in plain.split("\n")])
    marked = any(_REFERENCE_LINE.fullmatch(each.strip()) for each in raw)
    clipped = not marked and clippings.is_clipped(text)
    numbered = clippings.unfolded(raw) if clipped else list(enumerate(raw, start=1))
    lines: list[Line] = []
    for number, each in numbered:
        line = _clipped(number, each.strip()) if clipped else None
        if line:
            lines.append(line)
        elif not marked and each[-4:].strip()[-1:] in _ENDS and (joined := _joined(number, each)):
            lines += joined
        elif not marked and ("](" in each or "·" in each):
            lines += _linked(number, each)
        else:
            lines.append(_line(number, each, marked=marked))
    return lines


def unmarked(lines: list[str]) -> list[str]:
    """The lines without the bullet or the `>` before (nearly) each of them, and without `*` around.

    In a mail, what is not quoted below the last line that is was written by its sender.
    """
    shown = [each for each in map(str.lstrip, lines) if each]
    first = next((each[0] for each in shown if each[0] in _MARKS), "")
    apart = (*_BLANKS, ">") if first == ">" else _BLANKS
    marks = sum(each[0] == first and each[1:2] in apart for each in shown) if first else 0
    if len(shown) >= _FEWEST and marks >= (_MANY if first == ">" else _MOST) * len(shown):
        if first == ">":
            return unmarked([_QUOTES.sub("", each) for each in _quoted(lines)])
        bare = [each.lstrip() for each in lines]
        lines = [each[1:].removeprefix(" ") if each[:1] == first else each for each in bare]
    return [_plain(each) if each[:1] in _EMPHASIS else each for each in lines]


def _quoted(lines: list[str]) -> list[str]:
    last = max(index for index, each in enumerate(lines) if each.lstrip()[:1] == ">")
    return [each if index <= last else "" for index, each in enumerate(lines)]


def _plain(line: str) -> str:
    """A line in bold or italics without the marks around it."""
    match = _EMPHASISED.fullmatch(line.strip())
    return match[2] if match else line


def _joined(number: int, raw: str) -> list[Line]:
    """Authors and date in one line, alone or at the end of a text; nothing where they are not."""
    match = _AT_END.search(raw[-_LONGEST_METADATA:])
    if match is None:
        return []
    before = raw[: len(raw) - len(match[0])].rstrip(" \t·•*-|,")
    authors, day = match[1], match[2]
    if before.strip() and (len(raw) <= _LONGEST_METADATA or not day):
        return []
    parts = [Line(number, "text", before)] if before.strip() else []
    parts.append(Line(number, "authors", f"{authors} authors", (authors,)))
    if day and (dated := _DATE.fullmatch(day.strip())):
        parts += [Line(number, "dot", "·"), Line(number, "date", day.strip(), dated.groups())]
    return parts


def _linked(number: int, raw: str) -> list[Line]:
    """A line with links in Markdown or a `·`: what it is without them, or text as it stands."""
    before, dot, after = _LINKED.sub(r"\1", raw).partition("·")
    if dot and after.strip():
        parts = [_line(number, each, marked=False) for each in (before, dot, after)]
        if parts[2].kind in {"date", "authors"} and len(before) <= _LONGEST_ORGANIZATION:
            return parts if before.strip() else parts[1:]
    link = _WHOLE_LINK.fullmatch(raw.strip())
    if link is None or "](" in link[2]:
        return [_line(number, raw, marked=False)]
    line = _line(number, link[2], marked=False)
    if link[3].startswith("login"):
        return [line._replace(kind="upvotes" if line.kind == "count" else "blank")]
    paper = _PAPER.fullmatch(link[3])
    if line.kind == "text" and paper:
        kind: Kind = "title" if link[1] else "text"
        return [line._replace(kind=kind, text=line.text.strip(), paper=paper[1])]
    return [line]


def _clipped(number: int, text: str) -> Line | None:
    """What only a clipper writes so: headings, rules, links out of the page; None for the rest."""
    if upvotes := clippings.upvotes_in(text):
        return Line(number, "upvotes", upvotes[1], (upvotes[2],))
    if (label := clippings.labelled(text)) and (line := _of_label(number, *label)):
        return line
    if heading := _HEADING.fullmatch(text):
        return Line(number, "title", heading[1])
    if _RULE.fullmatch(text):
        return Line(number, "blank", text)
    if user := _USER.fullmatch(text):
        return Line(number, "organization", organization(user[1]))
    elsewhere = _ELSEWHERE.fullmatch(text)
    return _out_of_the_page(number, elsewhere[1], elsewhere[2]) if elsewhere else None


def _of_label(number: int, name: str, value: str) -> Line | None:
    """The line that a labelled field is; None for a label that is not known."""
    if name in {"abstract", "summary"}:
        return Line(number, "text", value)
    if name == "authors":
        return Line(number, "names", value)
    if name in {"organization", "organisation"}:
        return Line(number, "organization", organization(value))
    if name == "upvotes" and (upvotes := clippings.upvotes_in(f"Upvote {value}")):
        return Line(number, "upvotes", upvotes[1], (upvotes[2],))
    if name in {"published", "date"} and (day := _DATE.fullmatch(value)):
        return Line(number, "date", value, day.groups())
    return None


def _out_of_the_page(number: int, text: str, url: str) -> Line:
    """A link to another site: to a paper's code, to arXiv, or to anything else."""
    if _CODE.match(url):
        stars = _STARS.search(text)
        return Line(number, "code", url, (stars[1] if stars else None,))
    match = addressed_in(url)
    return Line(number, "link", f"{_PAPER_URL}{match[1]}" if match else url)


def _line(number: int, raw: str, *, marked: bool) -> Line:
    """Classify a line by itself; `marked` text is Markdown with reference links."""
    text = raw.strip()
    if marked and "]" in text:
        text = _REFERENCE.sub("", text).strip()
    if marked:
        if text.startswith("### "):
            return Line(number, "title", text.removeprefix("### ").removeprefix("["))
        text = text.removeprefix("[") if text.startswith("[[") else text
    if text == "" or (marked and text in {"[", "]"}):
        return Line(number, "blank", raw.strip())
    if _BEGINS_METADATA.match(text):
        for kind, pattern in _PATTERNS:
            linked = _INLINE_LINK.sub("", text) if kind == "authors" else text
            if match := pattern.fullmatch(linked):
                shown = "Upvote" if text.startswith("Upvote") else text
                return Line(number, kind, shown, match.groups())
    if text == "[":
        return Line(number, "blank", text)
    return Line(number, "text", text if marked else raw)
