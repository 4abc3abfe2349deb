"""What the reader was shown, and when first: a file of lines, only ever added to.

A line holds the paper's id, the day it was shown under (its listing's, or that of the run),
its version, a hash of its abstract, and a hash of title and abstract's beginning, by which
a paper is known again that came without its arXiv id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.papers.textkeys import BY_TEXT, beginning, by_text, letters
from summarizer.text.plain import normalised, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from summarizer.observer import Once
    from summarizer.papers.records import Paper

_FIELDS, _MARK = 5, 16


@dataclass(frozen=True, slots=True)
class Showing:
    """A day under which a paper was shown, its version, and a hash of its abstract then."""

    id: str
    day: str
    version: int | None
    abstract: str


@dataclass
class History:
    """A file of showings. Trouble with the disk is warned of once and never ends a run."""

    path: Path
    warnings: Once
    _torn: bool = False

    def of(self, papers: Sequence[Paper]) -> dict[str, list[Showing]]:
        """The showings of each of these papers that was shown, by its id."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as error:
            self.warnings.warn("history", f"cannot read `{self.path}`: {error.strerror}")
            return {}
        self._torn = text[-1:] not in {"", "\n"}
        same = {paper.id: paper for paper in papers}
        rows = _rows(text, lambda line: line.partition("\t")[0] in same)
        marks = _known_by_text(papers, {row[0] for row in rows}, text)
        if marks:
            same |= marks
            rows = _rows(
                text, lambda line: line.partition("\t")[0] in same or line[-_MARK:] in marks
            )
        found: dict[str, list[Showing]] = {}
        for identity, day, version, abstract, mark in rows:
            paper = same.get(identity) or same.get(mark)
            if paper and (paper.id == identity or _text_decides(paper.id, identity)):
                number = whole_number(version)
                showing = Showing(identity, day, number, abstract)
                found.setdefault(paper.id, []).append(showing)
        return found

    def add(
        self, papers: Iterable[Paper], day: str, known: Mapping[str, Sequence[Showing]]
    ) -> None:
        """Keep that papers were shown under a day, unless they were before, as they are now."""
        lines = []
        for paper in papers:
            before = known.get(paper.id, ())
            abstract = _mark(normalised(paper.abstract))
            if any(each.day <= day and each.abstract == abstract for each in before):
                continue
            version = str(paper.version or "")
            lines.append("\t".join((paper.id, day, version, abstract, _text_mark(paper))) + "\n")
        if not lines:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab", buffering=0) as stream:
                stream.write(("\n" * self._torn + "".join(lines)).encode())
        except OSError as error:
            self.warnings.unwritable(f"the list of papers shown in `{self.path}`", error)


def earlier_day(showings: Iterable[Showing], day: str) -> str | None:
    """The first day before `day` that a paper was shown under; None where there is none."""
    return min((each.day for each in showings if each.day < day), default=None)


def is_revised(paper: Paper, showings: Sequence[Showing]) -> bool:
    """Whether a later version than any that was shown has another abstract."""
    versions = [each.version for each in showings if each.version]
    if not paper.version or not versions or paper.version <= max(versions):
        return False
    abstract = _mark(normalised(paper.abstract))
    return all(each.abstract != abstract for each in showings)


def _rows(text: str, is_wanted: Callable[[str], bool]) -> list[list[str]]:
    """The rows of the lines that are wanted; the file grows for ever, so only they are split."""
    rows = (line.split("\t") for line in text.split("\n") if is_wanted(line))
    return [row for row in rows if len(row) == _FIELDS]


def _known_by_text(papers: Iterable[Paper], shown: AbstractSet[str], text: str) -> dict[str, Paper]:
    """By the marks of their texts, the papers that only these may tell to have been shown."""
    others = text.startswith(BY_TEXT) or f"\n{BY_TEXT}" in text
    return {
        _text_mark(paper): paper
        for paper in papers
        if paper.id not in shown and (others or by_text(paper))
    }


def _text_decides(one: str, other: str) -> bool:
    """Whether equal texts make two ids one paper's: two arXiv ids are always two papers."""
    return one.startswith(BY_TEXT) or other.startswith(BY_TEXT)


def _text_mark(paper: Paper) -> str:
    return _mark(f"{letters(paper.title)} {beginning(paper.abstract)}")


def _mark(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
