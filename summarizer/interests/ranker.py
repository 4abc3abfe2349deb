"""What a reader wants, learned from what she names and from papers she wants and does not want."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

from summarizer.interests import background, terms
from summarizer.interests.finder import Finder, Found
from summarizer.interests.profile import Wishes
from summarizer.papers.records import Relevance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.interests.profile import Profile
    from summarizer.papers.records import Paper

VERSION = "1"
"""To be raised with every change of what is learned: what was learned before is then forgotten."""
MOST_REASONS = 4
_TELLING, _NEAR = 0.01, 0.3


@dataclass(frozen=True, slots=True)
class Taste:
    """A profile with its examples read: papers that are wanted, and papers that are not.

    An example that is an `Entry` brings its topics; one marked `later` alone counts half.
    """

    profile: Profile
    wanted: Sequence[Paper] = ()
    unwanted: Sequence[Paper] = ()


@dataclass(frozen=True)
class Ranker:
    """What was learned of a taste; a score depends on the paper alone."""

    name: str
    wanted: Wishes
    unwanted: Wishes
    weights: dict[str, float]
    examples: tuple[tuple[str, dict[str, float]], ...] = ()
    _finders: list[Finder] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Make what looks for the wishes."""
        self._finders.extend((Finder(self.wanted), Finder(self.unwanted)))

    def relevance(self, entry: Paper) -> Relevance:
        """How likely the reader wants a paper, and why."""
        text = terms.read(entry.title, entry.abstract)
        own = vector(entry, text)
        wished, against = (each.find(entry, text) for each in self._finders)
        score = self._score(own, wished, against)
        return Relevance(round(score, 4), tuple(self._why(entry, own, wished)), self.name)

    def relevances(self, entries: Iterable[Paper]) -> list[Relevance]:
        """The same of many papers, in their order."""
        return [self.relevance(each) for each in entries]

    def explain(self, entry: Paper) -> list[str]:
        """What counts for a paper and what against it, as lines."""
        text = terms.read(entry.title, entry.abstract)
        own = vector(entry, text)
        wished, against = (each.find(entry, text) for each in self._finders)
        lines = [f"score {self._score(own, wished, against):.2f} by the profile {self.name}"]
        lines += [f"for: {each}" for each in self._why(entry, own, wished)]
        lines += [f"against: {each}" for each in against]
        if len(lines) == 1:
            lines.append("no word, topic or example of the profile is near")
        return lines

    def _score(self, own: dict[str, float], wished: list[Found], against: list[Found]) -> float:
        value = sum(weight * self.weights.get(term, 0.0) for term, weight in own.items())
        score = 1 / (1 + exp(-max(-30.0, min(30.0, 12 * (value - 0.25)))))
        if wished:
            score = 1 - (1 - max(score, 0.5)) * 0.7 ** len(wished)
        return score * 0.3 ** len(against)

    def _why(self, entry: Paper, own: dict[str, float], wished: list[Found]) -> list[str]:
        why = [str(each) for each in wished]
        shares = {term: own[term] * self.weights.get(term, 0.0) for term in own}
        for term in sorted(shares, key=lambda each: (-shares[each], each)):
            if shares[term] < _TELLING or len(why) >= MOST_REASONS:
                break
            if term.startswith("topic:"):
                why.append(f"topic {term.removeprefix('topic:')}")
            elif quote := quoted(entry, term):
                why.append(f"words “{quote}”")
        for name, other in self.examples:
            if sum(weight * other.get(term, 0.0) for term, weight in own.items()) > _NEAR:
                why.append(f"like {name}")
                break
        return list(dict.fromkeys(why))[:MOST_REASONS]

    def packed(self) -> dict[str, Any]:
        """All of it as JSON can hold it."""
        from dataclasses import asdict

        return {
            "name": self.name,
            "wanted": asdict(self.wanted),
            "unwanted": asdict(self.unwanted),
            "weights": self.weights,
            "examples": self.examples,
        }

    @classmethod
    def unpacked(cls, table: dict[str, Any]) -> Ranker:
        """The ranker that was packed."""
        wanted, unwanted = (
            Wishes(**{kind: tuple(names) for kind, names in table[side].items()})
            for side in ("wanted", "unwanted")
        )
        examples = tuple((name, weights) for name, weights in table["examples"])
        return cls(table["name"], wanted, unwanted, table["weights"], examples)


def learn(taste: Taste) -> Ranker:
    """Learn a taste: the mean of what is wanted, less a part of what is not."""
    weights = defaultdict[str, float](float)
    vectors = [(each, vector(each)) for each in taste.wanted]
    for sign, papers in ((1.0, [own for _, own in vectors]), (-0.5, map(vector, taste.unwanted))):
        found = list(papers)
        for own in found:
            for term, weight in own.items():
                weights[term] += sign * weight / len(found)
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return Ranker(
        taste.profile.name,
        taste.profile.wanted,
        taste.profile.unwanted,
        {term: round(weight / length, 5) for term, weight in weights.items()},
        tuple((_called(each), own) for each, own in vectors),
    )


def vector(paper: Paper, text: terms.Text | None = None) -> dict[str, float]:
    """A paper's words and topics by how rare they are, of length 1."""
    text = text or terms.read(paper.title, paper.abstract)
    known = background.load()
    counts = Counter(text.abstract)
    counts.update(text.title)
    found = {
        word: (1 + log(count)) * known.rarity(word)
        for word, count in counts.items()
        if len(word) > 1 and not word.isdigit()
    }
    length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
    for tag in getattr(paper, "tags", ()):
        found[f"topic:{tag}"] = 0.4 * length
    length = sqrt(sum(weight * weight for weight in found.values())) or 1.0
    return {word: weight / length for word, weight in found.items()}


def quoted(paper: Paper, term: str) -> str | None:
    """A word as it stands in a paper's title or abstract."""
    for text in (paper.title, paper.abstract):
        for word, start, end in terms.places(text):
            if word == term:
                return text[start:end]
    return None


def _called(paper: Paper) -> str:
    return paper.title if paper.id.startswith("sha256:") else paper.id
