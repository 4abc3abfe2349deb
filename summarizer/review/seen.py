"""A paper as it stands with its review, and what of it a reader saw who edits it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from summarizer.errors import UnknownPaper, UsageError
from summarizer.papers.records import Entry, Paper
from summarizer.review.snapshot import Shown, mark, ticked
from summarizer.reviews.judgements import Review
from summarizer.text.plain import echoed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.library.run import Run

_KINDS = ("given", "near", "right", "wrong")
_VALUES = ("tags", "tldr", "notes", "complete")


@dataclass(frozen=True)
class Known:
    """A paper as it is stored, without text where nothing but its id is, and its review."""

    paper: Paper
    review: Review

    def shown(self) -> Shown:
        """What a reader sees of it now."""
        given = self._entry.tags if self._entry else ()
        boxes = dict.fromkeys(given, "near" if self.review.complete else "given")
        boxes |= {name: "right" if right else "wrong" for name, right in self.review.tags.items()}
        return Shown(
            id=self.paper.id,
            boxes=boxes,
            tldr=mark(next(self._lines(), None)),
            notes=mark(self.review.notes),
            complete=self.review.complete,
        )

    def line(self, shown: Shown) -> str | None:
        """The TL;DR that was seen; None where it is not one that is known."""
        return next((each for each in self._lines() if mark(each) == shown.tldr), None)

    def quote(self, topic: str) -> str | None:
        """The quote that the paper shows a topic with."""
        evidence = self._entry.evidence if self._entry else ()
        return next((each.quote for each in evidence if each.tag == topic), None)

    @property
    def _entry(self) -> Entry | None:
        return self.paper if isinstance(self.paper, Entry) else None

    def _lines(self) -> Iterator[str]:
        """The TL;DRs that it may be shown with, the one that a reader wrote first."""
        ours = self._entry.tldr if self._entry else None
        yield from filter(None, (self.review.tldr, ours, self.paper.ai_summary))


def known(identity: str, run: Run) -> Known:
    """The paper of an id. Raises UnknownPaper where nothing is stored of it."""
    paper = run.library.find([identity]).get(identity)
    reviews = run.reviews.of([identity])
    if paper is None:
        marked = run.marks.of([identity]).get(identity)
        if not (marked or reviews):
            message = f"unknown paper `{echoed(identity)}`: it is not in the library"
            raise UnknownPaper(message)
        paper = marked.paper() if marked else Paper(id=identity, title="", abstract="")
    elif not reviews:
        reviews = run.reviews.of_papers([paper])
    return Known(paper, reviews.get(identity) or Review(id=identity))


def seen(identity: str, values: Mapping[str, Any], run: Run) -> Shown:
    """What a reader saw of a paper, from JSON: `tags`, `tldr`, `notes` and `complete`.

    `tags` maps topics to `given` or `near`, as an engine had them, or to `right` or `wrong`, as
    they were judged. Of a mere list of topics, which tells no verdicts, those count as seen that
    stand now and fit it. What is not there counts as seen as it is stored now.
    Raises UsageError where the values are of other kinds.
    """
    now = known(identity, run).shown()
    strange = values.keys() - set(_VALUES)
    if strange:
        raise UsageError(_wrong(f"unknown `{echoed(min(strange))}`", ", ".join(_VALUES)))
    texts = {name: values[name] for name in ("tldr", "notes") if name in values}
    if not all(isinstance(each, str | None) for each in texts.values()):
        raise UsageError(_wrong("`tldr` or `notes` is of another kind", "a text or null"))
    complete = values.get("complete", now.complete)
    if not isinstance(complete, bool):
        raise UsageError(_wrong("`complete` is of another kind", "true or false"))
    marks: dict[str, Any] = {name: mark(text) for name, text in texts.items()}
    boxes = _boxes(values["tags"], now) if "tags" in values else now.boxes
    return replace(now, boxes=boxes, complete=complete, **marks)


def _boxes(tags: object, now: Shown) -> Mapping[str, str]:
    """The boxes that were seen. Raises UsageError."""
    if isinstance(tags, dict) and all(kind in _KINDS for kind in tags.values()):
        return tags
    if not isinstance(tags, list) or not all(isinstance(name, str) for name in tags):
        wanted = f"a list of topics, or each with one of {', '.join(_KINDS)}"
        raise UsageError(_wrong("`tags` is of another kind", wanted))
    boxes = {name: "right" if now.boxes.get(name) == "right" else "given" for name in tags}
    hidden = {name: kind for name, kind in now.boxes.items() if not ticked(kind)}
    return hidden | boxes


def _wrong(what: str, wanted: str) -> str:
    return f"what was `shown` cannot be read: {what}: give {wanted}"
