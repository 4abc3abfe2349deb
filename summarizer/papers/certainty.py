"""How sure the topics of a paper are, and what is said of a paper that has none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from summarizer.papers.records import Annotation, Entry, Tag

    Labels = Mapping[str, str]

NO_TOPIC = "no topic of the vocabulary"
"""Said of a paper that an engine has read and gave no topic; one never read may have some."""
NONE = "none"
"""What a reader types for it where a topic is asked for."""
NOT_ANNOTATED = "not annotated"
SURE = 0.5
"""Of the tags with a lower score fewer than half are right (docs/quality.md): each is a `maybe`."""
MAYBE = "maybe"
_NAMES: Labels = MappingProxyType({})
"""Topics called by their names."""


@dataclass(frozen=True, slots=True)
class Given:
    """A topic of a paper with its score and its first proof; None where it has none.

    `label` is what people read for it; None where that is its name.
    """

    name: str
    score: float | None = None
    proof: Tag | None = None
    label: str | None = None

    @property
    def maybe(self) -> bool:
        """Whether it is more likely wrong than right."""
        return self.score is not None and self.score < SURE

    @property
    def said(self) -> str:
        """The topic as people are shown it."""
        return f"{MAYBE} {self.called}" if self.maybe else self.called

    @property
    def called(self) -> str:
        """The same without a doubt."""
        return self.label or self.name


def scores(paper: Annotation) -> dict[str, float]:
    """The score of each topic that has one: that of its best proof."""
    found: dict[str, float] = {}
    for each in paper.evidence:
        found[each.tag] = max(each.score, found.get(each.tag, each.score))
    return found


def given(paper: Annotation, labels: Labels = _NAMES) -> list[Given]:
    """A paper's topics as they are shown: those that may be wrong come last.

    `labels` says by their names what they are called.
    """
    known = scores(paper)
    proofs = {each.tag: each for each in reversed(paper.evidence)}
    found = [
        Given(name, known.get(name), proofs.get(name), labels.get(name)) for name in paper.tags
    ]
    return sorted(found, key=lambda each: each.maybe)


def has_no_topic(paper: Annotation) -> bool:
    """Whether an engine has read the paper and gave it no topic."""
    return bool(paper.engine) and not paper.tags


def said(paper: Annotation, labels: Labels = _NAMES) -> list[str]:
    """What is said of a paper's topics: of one that was not annotated, nothing."""
    return [NO_TOPIC] if has_no_topic(paper) else [each.said for each in given(paper, labels)]


def heading(paper: Annotation) -> str:
    """What a paper stands under where papers are grouped by topic."""
    if paper.tags:
        return given(paper)[0].name
    return NO_TOPIC if paper.engine else NOT_ANNOTATED


def fits(paper: Annotation, wanted: Collection[str]) -> bool:
    """Whether it has one of the wanted topics; `NO_TOPIC` among them means those without."""
    return not set(wanted).isdisjoint(paper.tags) or (NO_TOPIC in wanted and has_no_topic(paper))


def at_least(entries: Iterable[Entry], least: float | None) -> Sequence[Entry]:
    """The entries without the tags whose score is below `least`; all where that is None.

    A tag without a score stays, and so does a reader's, whose score is 1.
    """
    if not least:
        return tuple(entries)
    return tuple(_at_least(each, least) for each in entries)


def _at_least(entry: Entry, least: float) -> Entry:
    doubtful = {name for name, score in scores(entry).items() if score < least}
    if not doubtful:
        return entry
    return replace(
        entry,
        tags=tuple(name for name in entry.tags if name not in doubtful),
        evidence=tuple(each for each in entry.evidence if each.tag not in doubtful),
    )
