"""A paper's title and abstract for its own page: which words prove what, and where that is said.

Nothing here is HTML: a template makes it. Words that prove a topic, or that the TL;DR stands on,
lead to their row in the list of evidence, and a row leads back to its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.papers import quotes
from summarizer.papers.certainty import MAYBE, given
from summarizer.papers.records import Tag
from summarizer.renderers.html.highlight import places
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Entry, Field
    from summarizer.renderers.html.highlight import Place
    from summarizer.topics.labels import Labels

TLDR = "TL;DR"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row that prove the same; `parts` are its words, and whether the TL;DR's.

    `topic` says that they prove one. `number` names the place and `row` what it leads to; None
    where the words prove nothing, or only go on with what was begun. `says` is what is proved.
    """

    parts: tuple[tuple[str, bool], ...]
    topic: bool = False
    number: int | None = None
    row: int | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A row of the list of evidence: what is proved, by which words, and where they stand first.

    `text` is None for a topic that a reader added; `at` is the number of a stretch, None for
    words that no text of the page has.
    """

    what: str
    text: str | None = None
    field: str | None = None
    score: float | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A paper's texts as its page shows them, and the rows of evidence below."""

    title: tuple[Stretch, ...]
    abstract: tuple[Stretch, ...]
    proofs: tuple[Proof, ...]

    @property
    def marks_topics(self) -> bool:
        """Whether words of the abstract prove a topic."""
        return any(each.topic for each in self.abstract)

    @property
    def marks_tldr(self) -> bool:
        """Whether the TL;DR stands on words of the abstract."""
        return any(tldrs for each in self.abstract for _, tldrs in each.parts)


def reading(entry: Entry, labels: Labels) -> Reading:
    """The texts of an entry, its topics called by their labels."""
    page = _Page(entry, labels)
    title = entry.readable_title or readable(entry.title)
    abstract = entry.readable_abstract or readable(entry.abstract)
    marked = (
        tuple(page.stretches("title", entry.title, title.strip())),
        tuple(page.stretches("abstract", entry.abstract, abstract.strip())),
    )
    return Reading(*marked, tuple(page.proofs))


@dataclass
class _Page:
    """The rows of evidence, and the stretches numbered so far."""

    entry: Entry
    labels: Labels
    proofs: list[Proof] = field(init=False)
    _rows: dict[str, int] = field(init=False)
    _number: int = 0

    def __post_init__(self) -> None:
        passages, topics = self.entry.tldr_evidence, given(self.entry)
        self.proofs = [Proof(TLDR, quotes.shown(each), quotes.place(each)) for each in passages]
        self._rows = {topic.name: row for row, topic in enumerate(topics, start=len(self.proofs))}
        for each in topics:
            what = f"{MAYBE} " * each.maybe + self.labels.of(each.name)
            proof = each.proof
            quoted = (quotes.shown(proof), quotes.place(proof), each.score) if proof else ()
            self.proofs.append(Proof(what, *quoted))

    def stretches(self, name: Field, original: str, shown: str) -> Iterator[Stretch]:
        """A text cut where something begins or ends to be proved."""
        tags = [
            each for each in self.entry.evidence if each.field == name and each.tag in self._rows
        ]
        passages = [
            Tag(str(row), each.quote, name, each.start, each.end, 1.0)
            for row, each in enumerate(self.entry.tldr_evidence)
            if each.field == name
        ]
        basis = places(original, shown, passages)
        done = 0
        for start, end, topics in places(original, shown, tags):
            yield from self._beside(shown, done, start, basis)
            parts = tuple(
                (shown[a:b], found is not None) for a, b, found in _cut(start, end, basis)
            )
            rows = [self._rows[each] for each in topics]
            yield self._begun(Stretch(parts, topic=True), rows)
            done = end
        yield from self._beside(shown, done, len(shown), basis)

    def _beside(self, shown: str, start: int, end: int, basis: list[Place]) -> Iterator[Stretch]:
        """The words between those that prove topics; the TL;DR's lead to its rows, once each."""
        for first, last, found in _cut(start, end, basis):
            plain = Stretch(((shown[first:last], found is not None),))
            rows = [int(each) for each in found or ()]
            begun = not rows or self.proofs[rows[0]].at is not None
            yield plain if begun else self._begun(plain, rows)

    def _begun(self, stretch: Stretch, rows: list[int]) -> Stretch:
        """The stretch with a number, by which its rows know it."""
        self._number += 1
        for row in rows:
            if self.proofs[row].at is None:
                self.proofs[row] = replace(self.proofs[row], at=self._number)
        says = ", ".join(dict.fromkeys(self.proofs[row].what for row in rows))
        return replace(stretch, number=self._number, row=rows[0], says=says)


def _cut(
    start: int, end: int, basis: list[Place]
) -> Iterator[tuple[int, int, tuple[str, ...] | None]]:
    """From `start` to `end`, cut where the TL;DR's words begin and end; which passages they are."""
    within = [each for each in basis if each[0] < end and start < each[1]]
    edges = {start, end, *(max(start, each[0]) for each in within)}
    edges |= {min(end, each[1]) for each in within}
    for first, last in pairwise(sorted(edges)):
        yield first, last, next((each[2] for each in within if each[0] <= first < each[1]), None)
