"""What a reader wants, learned from what she names and from papers she wants and does not want.

A score depends on the profile and the paper alone, never on the papers it is ranked with.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from summarizer.interests import examples, model, terms
from summarizer.interests.explanation import lines
from summarizer.interests.features import Features, features, vector
from summarizer.interests.profile import Wishes
from summarizer.interests.scales import Scales
from summarizer.papers.records import Entry, Relevance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.interests.profile import Profile
    from summarizer.interests.scales import Weighed
    from summarizer.papers.records import Paper
    from summarizer.topics.vocabulary import Vocabulary

VERSION = "4"
"""To be raised with every change of what is learned: what was learned before is then forgotten."""
MOST_REASONS = 4
UNSAID = 0.49
"""The most that a paper scores for which nothing can be said."""
MOST_READ, MOST_TAGGED = 1500, 250
"""Examples whose words are read; those that have no topics and get some."""
LATER = 0.5
"""What a paper counts that was put off for later and not starred."""
WISHES_COUNT = 0.2
"""What the wishes together count beside so many examples; at least one."""


@dataclass(frozen=True, slots=True)
class Taste:
    """A profile with its examples read: papers that are wanted, and papers that are not.

    An example that is an `Entry` brings its topics; one marked `later` and not `star` counts
    half. There may be any number: of more than 1,500 so many are read, taken evenly.
    """

    profile: Profile
    wanted: Sequence[Paper] = ()
    unwanted: Sequence[Paper] = ()


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned of a taste, for the profile of that name.

    A score of p becomes 1 - (1 - p) ** weight: one of a higher weight says more beside others.
    `vocabulary` finds the topics of papers that no engine has read, and is not packed.
    """

    name: str
    scales: Scales
    weight: float = 1.0
    vocabulary: Vocabulary | None = None

    def relevance(self, entry: Paper) -> Relevance:
        """How likely the reader wants a paper, and why."""
        found = features(entry, self.vocabulary)
        return self._relevance(entry, found, self.scales.weigh(entry, found))

    def relevances(self, entries: Iterable[Paper]) -> list[Relevance]:
        """The same of many papers, in their order."""
        return [self.relevance(each) for each in entries]

    def explain(self, entry: Paper) -> list[str]:
        """What counts for a paper, what against it and what is missing, as lines."""
        found = features(entry, self.vocabulary)
        weighed = self.scales.weigh(entry, found)
        told = self._relevance(entry, found, weighed)
        return lines(self.scales, entry, found, weighed, told)

    def _relevance(self, entry: Paper, found: Features, weighed: Weighed) -> Relevance:
        why = [reason for reason, _ in self.scales.reasons(entry, found, weighed)]
        score = weighed.score
        if self.weight != 1:
            score = 1 - (1 - score) ** max(self.weight, 0.0)
        if not why:
            score = min(score, UNSAID)
        return Relevance(round(score, 4), _shown(why), self.name)

    def packed(self) -> dict[str, Any]:
        """All of it but the vocabulary, as JSON can hold it."""
        scales = self.scales
        return {
            "form": VERSION,
            "name": self.name,
            "weight": self.weight,
            "wanted": asdict(scales.wanted),
            "unwanted": asdict(scales.unwanted),
            "centre": asdict(scales.centre) if scales.centre else None,
            "less": asdict(scales.less) if scales.less else None,
            "examples": scales.examples,
            "against": scales.against,
            "writers": dict(scales.writers),
            "own": sorted(scales.own),
            "hidden": sorted(scales.hidden),
        }

    @classmethod
    def unpacked(cls, table: dict[str, Any], vocabulary: Vocabulary | None = None) -> Ranker:
        """The ranker that was packed. Raises ValueError for a table of another form."""
        if table.get("form") != VERSION:
            message = "a ranker of another version"
            raise ValueError(message)
        wanted, unwanted = (
            Wishes(**{kind: tuple(names) for kind, names in table[side].items()})
            for side in ("wanted", "unwanted")
        )
        centre, less = (
            model.Centre(**table[side]) if table[side] else None for side in ("centre", "less")
        )
        near, against = (
            tuple((name, words) for name, words in table[side]) for side in ("examples", "against")
        )
        own, hidden = frozenset(table["own"]), frozenset(table["hidden"])
        scales = Scales(
            wanted, unwanted, centre, less, near, against, table["writers"], own, hidden
        )
        return cls(table["name"], scales, table["weight"], vocabulary)


def _shown(why: list[str]) -> tuple[str, ...]:
    """The strongest reasons; the nearest example is always one of them."""
    near = [reason for reason in why[MOST_REASONS:] if reason.startswith("like ")]
    return (*why[: MOST_REASONS - len(near)], *near)


def learn(taste: Taste, vocabulary: Vocabulary | None = None) -> Ranker:
    """Learn a taste; `vocabulary` finds the topics of examples that come without.

    Of more than 1,500 examples the words of so many are read, and topics looked for in 250.
    """
    wanted = _read(taste.wanted, vocabulary)
    unwanted = _read(taste.unwanted, vocabulary)
    wishes = taste.profile.wanted
    counted = [(found, _counts(paper)) for paper, found in wanted]
    counted += _wished(wishes, sum(count for _, count in counted))
    scales = Scales(
        wishes,
        taste.profile.unwanted,
        model.centre(counted) if counted else None,
        model.centre((found, 1.0) for _, found in unwanted) if unwanted else None,
        _one_by_one(wanted),
        _one_by_one(unwanted),
        examples.writers((each, _counts(each)) for each in taste.wanted),
        frozenset(each.id for each in taste.wanted),
        frozenset(each.id for each in taste.unwanted),
    )
    return Ranker(taste.profile.name, scales, taste.profile.weight, vocabulary)


def _read(papers: Sequence[Paper], vocabulary: Vocabulary | None) -> list[tuple[Paper, Features]]:
    """The features of at most so many papers; the topics of those only that may be tagged."""
    chosen = examples.evenly(papers, MOST_READ)
    bare = [each for each in chosen if not isinstance(each, Entry)]
    tagged = {id(each) for each in examples.evenly(bare, MOST_TAGGED)}
    return [
        (each, features(each, vocabulary, tag=isinstance(each, Entry) or id(each) in tagged))
        for each in chosen
    ]


def _counts(paper: Paper) -> float:
    marks = paper.marks if isinstance(paper, Entry) else ()
    return LATER if "later" in marks and "star" not in marks else 1.0


def _wished(wishes: Wishes, beside: float) -> Iterator[tuple[Features, float]]:
    """The words and topics wished for, as if they were a paper."""
    if wishes.words or wishes.topics:
        text = terms.Text([], [])
        counts = Counter[str]()
        for phrase in wishes.words:
            counts.update(terms.terms(terms.words(phrase)))
        words, usual = vector(counts)
        topics = dict.fromkeys(wishes.topics, 1.0)
        yield Features(text, words, usual, topics, bool(topics)), max(1.0, WISHES_COUNT * beside)


def _one_by_one(papers: list[tuple[Paper, Features]]) -> tuple[examples.Example, ...]:
    step = max(1, -(-len(papers) // examples.MOST))
    return tuple(examples.example(*each) for each in papers[::step])
