"""One report applied: its marks against the reviews, the vocabulary and the stored papers."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.papers.records import Entry
from summarizer.review import merge, readingmarks
from summarizer.review.parser import Problem
from summarizer.reviews.judgements import Review
from summarizer.reviews.marks import Marked, with_paper
from summarizer.topics import vocabularyfile
from summarizer.topics.vocabulary import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.library.run import Run
    from summarizer.papers.records import Paper
    from summarizer.review.merge import Merged, Origin
    from summarizer.review.parser import Marks, Report, Written


_ASKED_BACK = 50
"""Unknown topics of a report that are looked for among those like them."""


@dataclass(frozen=True)
class Applied:
    """What a report, or an undo, changed: each paper's review before and after, and its marks.

    `problems` were not understood, `conflicts` are left to the reader, `notes` are worth
    knowing.
    """

    changes: tuple[tuple[Review, Review], ...] = ()
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    marks: tuple[tuple[Marked, Marked], ...] = ()


class Applying:
    """One report against the reviews as they are now."""

    def __init__(self, found: Report, origin: Origin, run: Run) -> None:
        """Take in the report; reviews and papers are read by `result`."""
        self._found = found
        self._origin = origin
        self._run = run
        self._vocabulary = vocabularyfile.in_use(run.settings)
        self._problems = list(found.problems)
        self._conflicts: list[Problem] = []
        self._notes: list[str] = []
        self._asked_back: dict[str, str] = {}

    def result(self) -> Applied:
        """Merge every paper of the report into its review as it is now."""
        ids = [marks.shown.id for marks in self._found.papers]
        papers = self._run.library.find(ids)
        reviews = self._run.reviews.of(ids) | self._run.reviews.of_papers(papers.values())
        merges = [self._merged(marks, reviews) for marks in self._found.papers]
        changed = [each for each in merges if each.before != each.after]
        changes = [(each.before, self._whole(each.after, papers)) for each in changed]
        reviewed = {each.after.id for each in changed}
        marked = self._marked(ids, papers)
        self._tell({name: paper for name, paper in papers.items() if name in reviewed})
        return Applied(
            tuple(changes),
            tuple(sorted(self._problems, key=lambda each: each.line)),
            tuple(self._conflicts),
            tuple(self._notes),
            tuple(marked),
        )

    def _marked(self, ids: Sequence[str], papers: dict[str, Paper]) -> list[tuple[Marked, Marked]]:
        """The marks that change, each paper's as they were and are."""
        known = self._run.marks.of(ids) | self._run.marks.of_papers(papers.values())
        pairs = []
        for report in self._found.papers:
            identity = report.shown.id
            before = known.get(identity) or Marked(id=identity)
            found = readingmarks.merged(report, before, self._origin)
            self._problems += found.problems
            self._conflicts += found.conflicts
            if found.after.changes != before.changes:
                paper = papers.get(identity)
                pairs.append((before, with_paper(found.after, paper) if paper else found.after))
        return pairs

    def _merged(self, marks: Marks, reviews: dict[str, Review]) -> Merged:
        """One paper's merge, all topics by the names they have now."""
        shown = marks.shown
        boxes = {self._current(name): kind for name, kind in shown.boxes.items()}
        marks = replace(marks, shown=replace(shown, boxes=boxes))
        review = reviews.get(shown.id) or Review(id=shown.id)
        found = merge.merged(marks, review, self._origin, self._named)
        self._problems += found.problems
        self._conflicts += found.conflicts
        return found

    def _current(self, name: str) -> str:
        topic = self._vocabulary.resolve(name)
        return topic.name if topic else name

    def _named(self, written: Written) -> str | Problem:
        """The topic that was written; a name that is none is asked back, never guessed."""
        topic = self._vocabulary.resolve(written.name)
        if topic:
            return topic.name
        if not written.name.strip():
            return Problem(written.line, "a ticked box without a topic: write its name behind it")
        name = shlex.quote(written.name)
        command = f"summarize topics add {name} --group GROUP --definition TEXT"
        return Problem(written.line, f"{self._unknown(written.name)}; `{command}` adds it")

    def _unknown(self, name: str) -> str:
        """What is said of an unknown topic; only the first few are asked back: each takes time."""
        if name not in self._asked_back and len(self._asked_back) >= _ASKED_BACK:
            return f"unknown topic `{name}`: `summarize topics` lists them"
        if name not in self._asked_back:
            self._asked_back[name] = unknown(name, self._vocabulary)
        return self._asked_back[name]

    def _whole(self, review: Review, papers: dict[str, Paper]) -> Review:
        """The review with the paper's text, and a quote for each right topic that has one."""
        paper = papers.get(review.id)
        if paper is None:
            return review
        quotes = dict(review.quotes)
        missing = [name for name in review.right if name not in quotes]
        if missing:
            likely = self._tagger.candidates(paper.title, paper.abstract)
            quotes |= {tag.tag: tag.quote for tag in likely if tag.tag in missing}
        return replace(review, title=paper.title, abstract=paper.abstract, quotes=quotes)

    @cached_property
    def _tagger(self) -> Tagger:
        from summarizer.engines.embedded.tagger import Tagger

        return Tagger(self._vocabulary)

    def _tell(self, papers: dict[str, Paper]) -> None:
        """Say what is worth knowing: another vocabulary, answers changed since the report."""
        ours = self._vocabulary.hash
        if self._found.topics not in {None, ours}:
            self._notes.append(
                "the report was made with another vocabulary: topics are matched by name"
            )
        for marks in self._found.papers:
            entry = papers.get(marks.shown.id)
            if isinstance(entry, Entry):
                new = [name for name in entry.tags if name not in marks.shown.boxes]
                if new:
                    names = ", ".join(f"`{name}`" for name in new)
                    told = "was annotated again after this report, which does not show"
                    if not self._found.id:
                        told = "was annotated again after it was shown, then without"
                    self._notes.append(f"{entry.id} {told} {names}")


def changed_lines(before: Review, after: Review) -> Iterator[str]:
    """A paper's changes as a diff."""
    from difflib import unified_diff

    title = f"{after.id} {after.title or ''}".rstrip()
    yield from unified_diff(
        list(before.lines()), list(after.lines()), "as stored", title, n=0, lineterm=""
    )
