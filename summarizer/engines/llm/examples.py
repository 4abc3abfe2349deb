"""Reviewed papers as examples for a language model: the nearest ones, within a token budget.

They stand between the fixed message and the paper, so that the fixed one still caches.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from math import log, sqrt
from typing import TYPE_CHECKING

from summarizer.grounding.passages import sentences_of
from summarizer.papers.records import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from summarizer.engines.llm.prompts import Prompt
    from summarizer.observer import Observer
    from summarizer.papers.records import Annotation
    from summarizer.reviews.judgements import Review
    from summarizer.settings import Settings
    from summarizer.topics.vocabulary import Vocabulary

MOST = 3
MOST_TOKENS = 1_500
"""How much a paper's examples may add to its request, at four characters a token."""
LEAST_ALIKE = 0.05
_CHARACTERS = 4
_WORD = re.compile(r"[a-z][a-z0-9-]{2,}")


@dataclass(frozen=True, slots=True)
class Example:
    """A reviewed paper and the answer that its reader would have liked."""

    id: str
    title: str
    abstract: str
    answer: str


class Examples:
    """All reviewed papers that can serve as examples, ready to be compared with others."""

    def __init__(self, reviews: Iterable[Review], vocabulary: Vocabulary) -> None:
        """Make the examples, and count how rare their words are."""
        made = (_example(review, vocabulary) for review in reviews)
        self._examples = [each for each in made if each]
        words = [_words(each.title, each.abstract) for each in self._examples]
        counts = Counter(word for each in words for word in each)
        total = len(self._examples) + 1
        self._rarity = {word: log(total / count) for word, count in counts.items()}
        self._vectors = [_vector(each, self._rarity) for each in words]

    def nearest(self, paper: Paper) -> list[Example]:
        """The examples most like a paper, the likest last, never the paper itself."""
        if not self._examples:
            return []
        words = _words(paper.title, paper.abstract)
        own = _vector(words, self._rarity)
        rows = zip(self._examples, self._vectors, strict=True)
        ranked = sorted(
            ((_alike(own, vector), example.id, example) for example, vector in rows),
            key=lambda row: (-row[0], row[1]),
        )
        chosen: list[Example] = []
        left = MOST_TOKENS * _CHARACTERS
        for alike, _, example in ranked:
            if len(chosen) == MOST or alike < LEAST_ALIKE:
                break
            size = len(example.title) + len(example.abstract) + len(example.answer)
            same = example.id == paper.id or example.abstract == paper.abstract
            if not same and size <= left:
                chosen.append(example)
                left -= size
        return chosen[::-1]

    def messages(self, paper: Paper, prompt: Prompt) -> list[dict[str, str]]:
        """The nearest examples as a conversation: each paper, and the answer wished for."""
        messages = []
        for example in self.nearest(paper):
            asked = Paper(id=example.id, title=example.title, abstract=example.abstract)
            messages.append({"role": "user", "content": prompt.about(asked)})
            messages.append({"role": "assistant", "content": example.answer})
        return messages

    def noted(
        self, annotation: Annotation, paper: Paper, tell: Callable[[str], None]
    ) -> Annotation:
        """An answer that says in `prompt` how many examples it was given: `digest@...+3`."""
        shown = self.nearest(paper)
        if not shown:
            return annotation
        tell(f"{paper.id}: examples: {', '.join(each.id for each in shown)}")
        return replace(annotation, prompt=f"{annotation.prompt}+{len(shown)}")


def load(settings: Settings, vocabulary: Vocabulary, observer: Observer) -> Examples:
    """The examples that the kept reviews make; none where reviews are not to teach."""
    from summarizer.observer import Once
    from summarizer.reviews.store import Reviews
    from summarizer.settings import folder

    store = Reviews(folder("data") / "reviews", Once(observer))
    return Examples([] if settings.learn == "off" else store.all(), vocabulary)


def _example(review: Review, vocabulary: Vocabulary) -> Example | None:
    """A review as an example; None where its topics are not judged, or nothing proves them."""
    if not (review.title and review.abstract and review.tags and review.shown_tldr):
        return None
    tags = list(_proved(review, vocabulary))
    if not tags and not review.complete:
        return None
    paper = Paper(id=review.id, title=review.title, abstract=review.abstract)
    quotes = [each.quote for each in sentences_of(review.shown_tldr, paper, enough=0.0)]
    answer = {"tags": tags, "proposed_tags": [], "tldr_quotes": quotes, "tldr": review.shown_tldr}
    text = json.dumps(answer, ensure_ascii=False)
    return Example(review.id, review.title, review.abstract, text)


def _proved(review: Review, vocabulary: Vocabulary) -> Iterator[dict[str, str]]:
    """The right topics that are still in the vocabulary and have a quote in the paper."""
    from summarizer.text.folding import find

    for name in review.right:
        topic, quote = vocabulary.resolve(name), review.quotes.get(name)
        places = (
            [find(quote, text or "") for text in (review.title, review.abstract)] if quote else []
        )
        if topic and quote and any(places):
            yield {"tag": topic.name, "quote": quote}


def _words(title: str, abstract: str) -> frozenset[str]:
    return frozenset(_WORD.findall(f"{title} {abstract}".lower()))


def _vector(words: frozenset[str], rarity: Mapping[str, float]) -> dict[str, float]:
    """Words by their rarity among the examples, of length 1."""
    found = {word: rarity[word] for word in sorted(words & rarity.keys())}
    length = sqrt(sum(value * value for value in found.values())) or 1.0
    return {word: value / length for word, value in found.items()}


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two papers' words, 0 to 1."""
    return sum([one[word] * other[word] for word in one if word in other])
