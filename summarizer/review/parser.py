"""A report read back: what its reader ticked, unticked and wrote, and what could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.review.blocks import Piece, pieces, unescaped
from summarizer.review.report import COMMAND, EARLIER, INTRODUCTION, UNTAGGED, WITH_MARKS
from summarizer.review.snapshot import letters, mark, read_header, same, shown_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.review.snapshot import Shown

_FIELDS = {
    "new topic": "topics", "new topics": "topics", "new tag": "topics", "new tags": "topics",
    "better tldr": "tldr", "tldr": "tldr", "note": "notes", "notes": "notes",
    "mark": "given", "marks": "given",
}  # fmt: skip
_FIELD = re.compile(r"([^:：]{1,30})[:：][*_]{0,3}\s*(.*)$", re.DOTALL)  # noqa: RUF001
_REVIEWED = re.compile(r"[\s*_`]*reviewed\b", re.IGNORECASE)
_NAME = re.compile(r"[^:：“”\"„«(]+")  # noqa: RUF001
_MARKUP = " \t\xa0*_`#"
_QUOTE = re.compile(
    r"[\s:：]*[“”\"„«‘'](.+?)[“”\"»’']\s*(?=$|\((?:[\d.,\s]*(?:near|judged|not|in the|\d)))",  # noqa: RUF001
    re.DOTALL,
)
_FACTS = re.compile(
    r"[\s:：]*(?:\((?:[\d.,\s]|near miss|judged (?:right|wrong)|in the full text)*\))?[\s.;]*"  # noqa: RUF001
)
_LINK = re.compile(r"^\[(.*)\]\(.*\)$", re.DOTALL)
_SUMMARY = re.compile(r"\d+ papers? from .* · ")
_TAGS = re.compile(r"<summary>[^<]{0,80}</summary>|</?details[^<>]{0,40}>", re.IGNORECASE)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a report that was not applied: its line and why, or what to do."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """A topic as it stands in a report: a box with its state, or a name that was written.

    `ticked` is None, which no report says, where the topic shall no longer be judged.
    """

    line: int
    name: str
    ticked: bool | None
    quote: str | None = None


@dataclass
class Marks:
    """What a report says of a paper now; `shown` is what it said before anyone edited it.

    A text is None where its line is gone, and empty where nothing is written on it; `unclear`
    are topics whose box could not be read. `given` is the line of the reading marks, by its number.
    `apart`, of an edit that is no report: each of `topics` was said though it says what was shown,
    and an empty `better` takes the TL;DR back.
    """

    line: int
    shown: Shown
    boxes: list[Written] = field(default_factory=list)
    topics: list[Written] = field(default_factory=list)
    tldr: str | None = None
    better: str | None = None
    notes: str | None = None
    reviewed: bool | None = None
    given: tuple[int, str] | None = None
    unclear: set[str] = field(default_factory=set)
    apart: bool = False


@dataclass
class Report:
    """A report as it was read; `id` and `topics` are None where its first lines are gone."""

    id: str | None = None
    topics: str | None = None
    papers: list[Marks] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_report(text: str, name: str) -> Report:
    """Read a report. Raises InputError where the text, called `name`, is none."""
    reader = _Reader()
    for piece in pieces(text.removeprefix("\ufeff")):
        reader.take(piece)
    report = reader.report
    if report.id is None and not report.papers:
        message = f"`{name}` is not a review report: `summarize review SPEC -o FILE.md` makes one"
        raise InputError(message)
    report.problems.extend(_doubled(report.papers))
    report.problems.sort(key=lambda problem: problem.line)
    return report


class _Reader:
    """Takes one piece after the other; a paper lasts from its hidden line to the next heading."""

    def __init__(self) -> None:
        self.report = Report()
        self._paper: Marks | None = None
        self._heading: Piece | None = None
        self._open: Piece | None = None
        self._fold: list[str] | None = None
        self._lost = False
        self._before = 0

    def take(self, piece: Piece) -> None:
        if piece.kind in {"comment", "heading"}:
            self._fold = None
        if piece.kind == "comment":
            self._comment(piece)
        elif piece.kind == "heading":
            self._paper, self._open, self._heading, self._lost = None, None, piece, False
            self._before = len(self.report.problems)
        elif self._paper is None:
            self._outside(piece)
        else:
            self._inside(piece, self._paper)

    def _comment(self, piece: Piece) -> None:
        found = read_header(piece.text)
        shown = shown_in(piece.text) if piece.closed else None
        if found:
            self.report.id, self.report.topics = found
        elif shown:
            self._paper, self._open, self._lost = Marks(piece.line, shown), None, False
            self.report.papers.append(self._paper)
        elif piece.text.split()[:1] in (["paper"], ["summarizer"]):
            why = "this hidden line is damaged, so what follows is ignored; make the report again"
            self._problem(piece, why)
            self._paper, self._lost = None, True

    def _outside(self, piece: Piece) -> None:
        """A piece before the first paper, or of one whose hidden line is gone."""
        if self._lost or piece.kind == "code" or _is_our_own(piece.text):
            return
        if piece.kind == "box" and self._heading:
            del self.report.problems[self._before :]
            title = _short(unescaped(_LINK.sub(r"\1", self._heading.text[:1_000])))
            why = f"the hidden line under the heading `{title}` is gone, so the paper is ignored"
            self._problem(self._heading, why)
            self._lost = True
        else:
            self._unread(piece)

    def _inside(self, piece: Piece, paper: Marks) -> None:
        if piece.kind == "text" and piece.text[:8].lower() == "<details":
            self._fold = []
        if self._fold is not None and self._folded(piece, paper, self._fold):
            return
        if self._open and piece.kind in {"item", "box"} and piece.indent > self._open.indent:
            self._nested(piece, paper)
            return
        self._open = None
        if piece.kind == "box":
            self._box(piece, paper)
        elif piece.kind == "item" and _field(piece.text):
            self._open = piece
            self._write(piece, paper, *_field_of(piece.text))
        elif piece.kind == "quote" and paper.tldr is None:
            paper.tldr = unescaped(piece.text)
        elif piece.kind == "text" and same(unescaped(piece.text)) == same(UNTAGGED):
            pass
        else:
            self._unread(piece)

    def _folded(self, piece: Piece, paper: Marks, texts: list[str]) -> bool:
        """Whether a piece is of the folded abstract, in which nothing is read.

        Where its end is gone it ends at the first box: no verdict is taken for the abstract.
        """
        told = piece.kind == "box" or (piece.kind == "item" and _field(piece.text))
        goes_on = not (told and len(texts) > 1)
        if goes_on:
            texts.append(piece.text)
        if not goes_on or "</details>" in piece.text.lower():
            self._fold = None
            text = unescaped(_TAGS.sub("", " ".join(texts)))
            if paper.shown.abstract and letters(text) != paper.shown.abstract:
                why = "the abstract was changed: what was written into it is not read"
                self._problem(piece, why)
        return goes_on

    def _box(self, piece: Piece, paper: Marks) -> None:
        text = unescaped(piece.text)
        if piece.ticked is None:
            self._unclear(piece, paper, f"write `[x]` or `[ ]` before `{_short(text)}`")
        elif text.startswith("~~"):
            self._unclear(piece, paper, f"untick `{_short(text)}` to mark it as wrong")
        elif _REVIEWED.match(text):
            paper.reviewed = piece.ticked
        else:
            name, quote, rest = _topic(text)
            paper.boxes.append(Written(piece.line, name, piece.ticked, quote))
            if rest:
                self._problem(piece, f"ignored: {_short(rest)}")

    def _unclear(self, piece: Piece, paper: Marks, why: str) -> None:
        self._problem(piece, why)
        paper.unclear.add(_topic(unescaped(piece.text))[0].strip("~"))

    def _nested(self, piece: Piece, paper: Marks) -> None:
        """A list below `new topics:` or another such line belongs to it."""
        assert self._open is not None  # noqa: S101 - the caller has seen it
        name, _ = _field_of(self._open.text)
        if piece.kind == "box" and not piece.ticked:
            self._unread(piece)
        else:
            self._write(piece, paper, name, piece.text)

    def _write(self, piece: Piece, paper: Marks, name: str, text: str) -> None:
        text = unescaped(text).strip()
        if name == "topics":
            paper.topics += [Written(piece.line, each, True) for each in _names(text)]
        elif name == "tldr":
            paper.better = _joined(paper.better, text)
        elif name == "given":
            line, before = paper.given or (piece.line, "")
            paper.given = line, f"{before} {text}"
        else:
            paper.notes = _joined(paper.notes, text)

    def _unread(self, piece: Piece) -> None:
        self._problem(piece, f"ignored: {_short(unescaped(piece.text))}")

    def _problem(self, piece: Piece, why: str) -> None:
        self.report.problems.append(Problem(piece.line, why))


def _field(text: str) -> tuple[str, str] | None:
    """Which line of a paper this is and what is written on it; None for no such line."""
    match = _FIELD.match(text)
    key = re.sub(r"[^a-z ]", "", match[1].lower()).strip() if match else ""
    return (_FIELDS[key], match[2]) if match and key in _FIELDS else None


def _field_of(text: str) -> tuple[str, str]:
    found = _field(text)
    assert found is not None  # noqa: S101 - asked before
    return found


def _topic(text: str) -> tuple[str, str | None, str]:
    """A box's topic, its quote, and what stands there beside them."""
    match = _NAME.match(text)
    if not match:
        return text.strip(_MARKUP), None, ""
    rest = text[match.end() :]
    quote = _QUOTE.match(rest)
    rest = rest[quote.end() :] if quote else rest
    remark = _FACTS.sub("", rest, count=1).strip()
    return match[0].strip(_MARKUP), quote[1].strip() if quote else None, remark


def _names(text: str) -> Iterator[str]:
    """The topics on a line, whatever divides them."""
    for part in re.split(r"[,;|·\n]", text):
        name = part.strip().strip("`*_#\"'“”‘’ .")  # noqa: RUF001
        if name:
            yield name


def _joined(before: str | None, text: str) -> str:
    return f"{before}; {text}" if before and text else before or text


def _is_our_own(text: str) -> bool:
    plain = same(unescaped(text))
    ours = plain in map(same, (INTRODUCTION, WITH_MARKS, EARLIER)) or plain.lstrip("` ").startswith(
        same(COMMAND)
    )
    return ours or bool(_SUMMARY.match(plain))


def _doubled(papers: list[Marks]) -> Iterator[Problem]:
    """A paper that stands twice is read once, unless its two places say different things."""
    first: dict[str, Marks] = {}
    for paper in list(papers):
        other = first.setdefault(paper.shown.id, paper)
        if other is paper:
            continue
        papers.remove(paper)
        if _says(other) != _says(paper):
            where = f"line {other.line}"
            why = f"{paper.shown.id} appears again here, marked differently from {where}"
            yield Problem(paper.line, f"{why}: this one is ignored")


def _says(paper: Marks) -> object:
    boxes = {(box.name, box.ticked) for box in (*paper.boxes, *paper.topics)}
    texts = paper.tldr, paper.better, paper.notes, paper.given and paper.given[1]
    return boxes, *map(mark, texts), paper.reviewed


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
