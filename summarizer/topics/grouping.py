"""Papers under their topics, as people read them: by the vocabulary's groups.

A paper stands once, under its first topic. So that a day by topic is no list of headings with a
paper each, the topics of a group that have one paper alone share a heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.papers.certainty import NO_TOPIC, NOT_ANNOTATED, heading
from summarizer.topics.labels import ELSEWHERE, Labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summarizer.papers.records import Entry

    Topics = Mapping[str, list[Entry]]

_LAST = (NO_TOPIC, NOT_ANNOTATED)
_OTHERS = "other topics"
"""What is said of the topics of a group that have one paper each, after those that have more."""
_EACH = "One paper each"


@dataclass(frozen=True, slots=True)
class Section:
    """Papers under a heading.

    `topic` is the one topic that they are under; None for the several that share a heading, and
    for papers without a topic.
    """

    heading: str
    entries: list[Entry]
    topic: str | None = None

    def counted(self, totals: Mapping[str, int]) -> str:
        """The heading with how many there are: `RAG (2 of 5)`, as three are under another topic.

        `totals` says how many papers have each topic, wherever they stand.
        """
        here = len(self.entries)
        total = totals.get(self.topic, here) if self.topic else here
        return f"{self.heading} ({here}{f' of {total}' if total > here else ''})"


def totals(entries: Iterable[Entry]) -> Counter[str]:
    """How many papers have each topic."""
    return Counter(tag for entry in entries for tag in dict.fromkeys(entry.tags))


def by_topic(entries: Iterable[Entry], labels: Labels) -> Iterator[Section]:
    """Papers by the groups of the vocabulary, in each the topics with most papers first.

    After them come topics that the vocabulary does not know, then the papers without a topic, and
    those that were not annotated.
    """
    topics: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        topics[heading(entry)].append(entry)
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


def _group(group: str, names: Sequence[str], topics: Topics, labels: Labels) -> Iterator[Section]:
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
        together = [entry for name in single for entry in topics[name]]
        others = f"{before}{_OTHERS}" if group else _OTHERS.capitalize()
        yield Section(others if several else group or _EACH, together)
