"""Papers under their topics, as people read them: by the vocabulary's groups.

A paper stands once, under its first topic. So that a day by topic is no list of headings with a
paper each, the topics of a group that have one paper alone share a heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from summarizer.papers.certainty import NO_TOPIC, NOT_ANNOTATED
from summarizer.topics.labels import ELSEWHERE, Labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Paper = TypeVar("Paper")
"""An entry, or whatever else stands for one."""
_LAST = (NO_TOPIC, NOT_ANNOTATED)
_OTHERS = "other topics"
"""What is said of the topics of a group that have one paper each, after those that have more."""
_EACH = "One paper each"


@dataclass(frozen=True, slots=True)
class Section(Generic[Paper]):
    """Papers under a heading.

    `topic` is the one topic that they are under; None for the several that share a heading, and
    for papers without a topic.
    """

    heading: str
    papers: list[Paper]
    topic: str | None = None

    def size(self, totals: Mapping[str, int]) -> str:
        """How many there are: `2 of 5` where three more have the topic, and stand under another.

        `totals` says how many papers have each topic, wherever they stand.
        """
        here = len(self.papers)
        total = totals.get(self.topic, here) if self.topic else here
        return f"{here} of {total}" if total > here else str(here)


def totals(tags: Iterable[Sequence[str]]) -> Counter[str]:
    """How many papers have each topic, by the topics of each paper."""
    return Counter(tag for each in tags for tag in dict.fromkeys(each))


def by_topic(papers: Iterable[tuple[str, Paper]], labels: Labels) -> Iterator[Section[Paper]]:
    """Papers by the groups of the vocabulary, in each the topics with most papers first.

    Each paper comes with the topic that it stands under (see `certainty.heading`). After the
    vocabulary's topics come those that it does not know, then the papers without a topic, and
    those that were not annotated.
    """
    topics: dict[str, list[Paper]] = defaultdict(list)
    for name, paper in papers:
        topics[name].append(paper)
    last = [(name, topics.pop(name)) for name in _LAST if name in topics]
    order = sorted(topics, key=lambda name: -len(topics[name]))
    groups = dict.fromkeys(labels.groups.values())
    if groups:
        for group in (*groups, ELSEWHERE):
            names = [name for name in order if labels.groups.get(name, ELSEWHERE) == group]
            yield from _group(group if len(groups) > 1 else "", names, topics, labels)
    else:
        yield from (Section(name, topics[name], name) for name in order)
    yield from (Section(name, found) for name, found in last)


def _group(
    group: str, names: Sequence[str], topics: Mapping[str, list[Paper]], labels: Labels
) -> Iterator[Section[Paper]]:
    """The topics of a group: those with several papers, and the others together.

    Of a vocabulary with one group alone, that group is not named.
    """
    single = [name for name in names if len(topics[name]) == 1]
    single = single if len(single) > 1 else []
    several = [name for name in names if name not in single]
    before = f"{group}: " if group else ""
    for name in several:
        label = labels.of(name)
        yield Section(label if label == group else f"{before}{label}", topics[name], name)
    if single:
        together = [paper for name in single for paper in topics[name]]
        others = f"{before}{_OTHERS}" if group else _OTHERS.capitalize()
        yield Section(others if several else group or _EACH, together)
