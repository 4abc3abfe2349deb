"""A reader's edits merged into the reviews: three ways, with conflicts left to the reader.

The base is what the report, or the page, showed when it was made, or, for a report that the same
reader applied before, what it said then; the two sides are what the reader says and the review now.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.review.parser import Problem
from summarizer.review.snapshot import judged, mark, ticked
from summarizer.reviews.judgements import Change, Review
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from summarizer.review.parser import Marks, Written

_STATES = {True: "right", False: "wrong", None: "not judged"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose reading this is: time, reader, the report's id, the file's hash, and its number.

    An edit without a report has no id, and an empty hash. `again` is what a reader does who meets
    a conflict and means it.
    """

    at: str
    by: str | None
    report: str | None
    file: str
    session: int | None = None
    again: str = "make a new report to change it"


@dataclass
class Merged:
    """What becomes of a paper's review; `after` equals `before` where nothing is to be done."""

    before: Review
    after: Review
    problems: list[Problem] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)


def merged(
    marks: Marks, review: Review, origin: Origin, named: Callable[[Written], str | Problem]
) -> Merged:
    """Merge what a report says of a paper into its review.

    `named` gives the topic that was written, or why there is none.
    """
    merge = _Merge(marks, review, _applied(review, origin), origin.again)
    merge.topics(named)
    merge.texts()
    return merge.result(origin)


def _applied(review: Review, origin: Origin) -> dict[str, Any]:
    """What this reader said in this report when it was applied before: the later word of each.

    Another reader's copy of the report says nothing of what this one meant.
    """
    said: dict[str, Any] = {"tags": {}}
    for change in review.changes:
        is_same = change.report == origin.report and change.by == origin.by
        if origin.report and is_same and not change.undone:
            tags = {**said["tags"], **change.after.get("tags", {})}
            said = {**said, **change.after, "tags": tags}
    return said


class _Merge:
    def __init__(
        self, marks: Marks, review: Review, applied: Mapping[str, Any], again: str
    ) -> None:
        self._marks = marks
        self._again = again
        self._review = review
        self._applied = applied
        self._tags = dict(review.tags)
        self._quotes = dict(review.quotes)
        self._values: dict[str, Any] = {}
        self._said: list[str] = []
        self._problems: list[Problem] = []
        self._conflicts: list[Problem] = []

    def topics(self, named: Callable[[Written], str | Problem]) -> None:
        """Merge boxes, written topics and the reviewed mark."""
        was = self._applied.get("complete", self._marks.shown.complete)
        marked = self._marks.reviewed is not None and self._marks.reviewed != was
        if marked:
            self._values["complete"] = self._marks.reviewed
        edits, rest = self._edits(named)
        self._said = list(edits)
        for topic, box in edits.items():
            self._judge(topic, box, explicit=True)
        done = bool(marked and self._marks.reviewed)
        is_judged = any(box.ticked is not None for box in edits.values())
        if done or is_judged or (marked and not self._marks.apart):
            for topic, box in rest.items():
                self._judge(topic, box, explicit=done)
        self._miss({*edits, *rest})

    def _edits(
        self, named: Callable[[Written], str | Problem]
    ) -> tuple[dict[str, Written], dict[str, Written]]:
        """The boxes whose state the reader changed, or added; and those left as they were.

        What is judged apart counts as changed though it says what was shown: it was said.
        """
        edits: dict[str, Written] = {}
        rest: dict[str, Written] = {}
        boxes = len(self._marks.boxes)
        for place, box in enumerate((*self._marks.boxes, *self._marks.topics)):
            topic = named(box)
            if isinstance(topic, Problem):
                self._marks.unclear.add(box.name)
                if self._base(box.name)[0] != box.ticked:
                    self._problems.append(topic)
                continue
            said = self._marks.apart and place >= boxes
            changed = said or self._base(topic)[0] != box.ticked
            into = edits if changed else rest
            other = edits.get(topic) or rest.get(topic)
            if other and other.ticked != box.ticked and place < boxes:
                why = f"`{topic}` is both ticked and unticked (see line {other.line}): ignored"
                self._problems.append(Problem(box.line, why))
                self._marks.unclear.add(topic)
                edits.pop(topic, None)
                rest.pop(topic, None)
            elif not other or changed:
                rest.pop(topic, None)
                into[topic] = box
        return edits, rest

    def _base(self, topic: str) -> tuple[bool | None, bool | None]:
        """Whether a topic's box was ticked, and its verdict; None where there was neither."""
        said = self._applied["tags"].get(topic)
        if said is not None:
            return said, said
        kind = self._marks.shown.boxes.get(topic)
        return (ticked(kind), judged(kind)) if kind else (None, None)

    def _judge(self, topic: str, box: Written, *, explicit: bool) -> None:
        """Set a verdict, or take it away, unless it was changed meanwhile to something else."""
        now = self._review.tags.get(topic)
        if now in (box.ticked, self._base(topic)[1]) or (explicit and self._only_stood(topic)):
            if box.ticked is None:
                self._tags.pop(topic, None)
            elif now is None or explicit:
                self._tags[topic] = box.ticked
            if box.quote and topic not in self._quotes:
                self._quotes[topic] = box.quote
        elif explicit:
            self._conflict(box.line, f"`{topic}`", _STATES[box.ticked], _STATES[now])

    def _only_stood(self, topic: str) -> bool:
        """Whether a verdict is no word of anyone's: it was judged along with others, as it stood.

        Only an edit without a report counts that as unchanged.
        """
        standing = (each for each in reversed(self._review.changes) if not each.undone)
        change = next((each for each in standing if topic in each.after.get("tags", {})), None)
        if change is None or not self._marks.apart or change.after.get("complete"):
            return False
        if "said" in change.answer:
            return topic not in change.answer["said"]
        as_shown = topic in change.answer.get("tags", ())
        return bool(as_shown == change.after["tags"][topic])

    def _miss(self, read: set[str]) -> None:
        """Say which boxes of a paper are gone: a line cut out is no verdict."""
        read |= self._marks.unclear
        gone = [name for name in self._marks.shown.boxes if name not in read]
        if gone:
            names = ", ".join(f"`{name}`" for name in gone)
            why = f"the box of {names} is gone: not judged; untick a topic to mark it as wrong"
            self._problems.append(Problem(self._marks.line, why))

    def texts(self) -> None:
        """Merge the better TL;DR, written on its line or over the old one, and the notes."""
        marks = self._marks
        over = marks.tldr if mark(marks.tldr) != marks.shown.tldr else None
        if marks.apart:
            self._text("tldr", "TL;DR", marks.better)
        elif over and marks.better and mark(over) != mark(marks.better):
            why = "two better TL;DRs, one on its line and one over the old one: both ignored"
            self._problems.append(Problem(marks.line, why))
        else:
            self._text("tldr", "TL;DR", marks.better or over or None)
        self._text("notes", "notes", marks.notes)

    def _text(self, name: str, called: str, text: str | None) -> None:
        """Set a text; None leaves it as it is, and nothing written takes it back."""
        base = getattr(self._marks.shown, name)
        if name in self._applied:
            base = mark(self._applied[name])
        if text is None or mark(text) == base:
            return
        now = getattr(self._review, name)
        if mark(now) == mark(text):
            return
        if now is not None and mark(now) != base:
            self._conflict(self._marks.line, called, f"“{text or ''}”", f"“{now}”")
            return
        self._values[name] = one_line(text or "") or None

    def _conflict(self, line: int, what: str, theirs: str, ours: str) -> None:
        change = next((each for each in reversed(self._review.changes) if not each.undone), None)
        since = f" of {change.at[:16].replace('T', ' ')}" if change else ""
        why = (
            f"{self._review.id}: {what}: {theirs} here, {ours} in the review{since}, which is kept"
        )
        self._conflicts.append(Problem(line, f"{why}; {self._again}"))

    def result(self, origin: Origin) -> Merged:
        after: dict[str, Any] = {
            name: value
            for name, value in self._values.items()
            if value != getattr(self._review, name)
        }
        tags = {
            name: self._tags.get(name)
            for name in (*self._tags, *(self._review.tags.keys() - self._tags))
            if self._review.tags.get(name) != self._tags.get(name)
        }
        after |= {"tags": tags} if tags else {}
        if not after:
            return Merged(self._review, self._review, self._problems, self._conflicts)
        before = {name: getattr(self._review, name) for name in after}
        before |= {"tags": {name: self._review.tags.get(name) for name in tags}} if tags else {}
        change = Change(
            at=origin.at,
            by=origin.by,
            report=origin.report,
            file=origin.file,
            session=origin.session,
            answer=self._answer(),
            before=before,
            after=after,
        )
        review = replace(
            self._review,
            **{**after, "tags": self._tags},
            quotes=self._quotes,
            changes=(*self._review.changes, change),
        )
        return Merged(self._review, review, self._problems, self._conflicts)

    def _answer(self) -> dict[str, Any]:
        """What was shown: its ticked topics, and the TL;DR where it is still there.

        Of an edit without a report also the topics of which it says something.
        """
        shown = self._marks.shown
        unedited = self._marks.tldr and mark(self._marks.tldr) == shown.tldr
        tags = [name for name, kind in shown.boxes.items() if ticked(kind)]
        answer = {"tags": tags, "tldr": one_line(self._marks.tldr or "") if unedited else None}
        return answer | ({"said": self._said} if self._marks.apart else {})
