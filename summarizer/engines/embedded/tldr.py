"""The TL;DR without a language model: candidates made by rule, the best chosen by a linear model.

Trained on SciTLDR's training papers (`training/tldr.py`); pure Python, no network.
"""

# ruff: noqa: RUF001 -- typographic signs are meant here

from __future__ import annotations

import json
import math
import operator
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.engines.embedded import candidates, features
from summarizer.engines.embedded.faithfulness import holds
from summarizer.engines.embedded.rewrites import MAX_WORDS, MIN_WORDS, Candidate, open_plainly
from summarizer.engines.embedded.wordmodel import WordModel
from summarizer.readability.contract import violations
from summarizer.readability.lexicon import Lexicon, lexicon_from
from summarizer.readability.stems import stems
from summarizer.text.prose import plain
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.engines.embedded.features import Context

MAX_CHARACTERS = 20_000
MAX_SENTENCES = 40
MAX_LINE = 400
_BETTER_THAN_BACKGROUND = frozenset({"title again", "empty"})
_LETTER = re.compile(r"[^\W\d_]")
_STOPS = ".!?。！？ \u2026"


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate as a finished line, with its score and what the score is made of.

    `score` is in ROUGE points, but only differences within a paper mean anything; `sentences` are
    indices into the abstract's sentences, `steps` what was done to them, in order.
    """

    text: str
    score: float
    sentences: tuple[int, ...]
    steps: tuple[str, ...]
    parts: dict[str, float]


class Line(NamedTuple):
    """A TL;DR, and what it was made of: the title, or `(start, end)` pairs of the abstract."""

    text: str
    spans: tuple[tuple[int, int], ...]
    titled: bool = False


class Text(NamedTuple):
    """A paper as plain text without full stops, and where its sentences stand in the abstract."""

    title: str
    sentences: list[str]
    spans: list[tuple[int, int]]

    def line(self, made: Candidate) -> Line:
        """A candidate as a finished line."""
        spans = tuple(self.spans[index] for index in sorted(made.sentences))
        return Line(f"{made.text}.", spans, titled=not spans or "title" in made.steps)


class Summarizer:
    """Writes one-line summaries from a title and an abstract.

    The model is read from `data/tldr.json` on first use; `model` replaces it.
    """

    def __init__(self, model: dict[str, Any] | None = None) -> None:
        """Take a model as `load` gives it, or read the packaged one when it is needed."""
        self._given = model

    @cached_property
    def model(self) -> dict[str, Any]:
        """The trained weights and the lower-case vocabulary."""
        return load() if self._given is None else self._given

    @cached_property
    def words(self) -> WordModel:
        """The model of words: how likely each is to be in a TL;DR."""
        return word_model_from(self.model["words"])

    @cached_property
    def _weights(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The weights for papers whose title has no name for their thing, and for the others."""
        score = self.model["score"]
        return tuple(score["weights"].values()), tuple(score["named weights"].values())

    @cached_property
    def _openings(self) -> tuple[float, ...]:
        return tuple(self.model["score"]["openings"].values())

    @cached_property
    def _grams(self) -> dict[str, float]:
        grams: dict[str, float] = self.model["score"]["grams"]
        return grams

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon_from(self.model["lexicon"])

    def summarize(self, title: str, abstract: str) -> str | None:
        """Say in one sentence of 8 to 30 words what a paper is about.

        An abstract that is too short or that holds no readable sentence gives what there is,
        cut to 30 words; None means that there is nothing to say (no letters).
        """
        (line,) = self.summarize_all([(title, abstract)])
        return line.text if line else None

    def summarize_all(self, papers: Iterable[tuple[str, str]]) -> list[Line | None]:
        """The same for many papers, title and abstract each, in two passes.

        What one step looks up for all of them stays in the processor's caches.
        """
        texts = [read(title, abstract) for title, abstract in papers]
        contexts = [features.context(each.title, each.sentences, self.words) for each in texts]
        made = []
        for text, context in zip(texts, contexts, strict=True):
            best = next(self._ranked(text.title, text.sentences, context), None)
            made.append(text.line(best) if best else _fallback(text))
        return made

    def explain(self, title: str, abstract: str, limit: int = 10) -> list[Scored]:
        """List the readable candidates, best first: the first is what `summarize` says.

        The list is empty where `summarize` has to fall back on a plain cut.
        """
        title, sentences = title_and_sentences(title, abstract)
        paper = features.context(title, sentences, self.words)
        best = islice(self._ranked(title, sentences, paper), limit)
        return [self._scored(candidate, paper) for candidate in best]

    def _ranked(self, title: str, sentences: list[str], paper: Context) -> Iterator[Candidate]:
        """Give what the paper says of itself first, then what says little, then the rest."""
        if sum(line.count(" ") + 1 for line in sentences) < MIN_WORDS:
            return
        found = candidates.pool(title, sentences, paper, self._lexicon)
        background: list[Candidate] = []
        told: list[Candidate] = []
        retold: list[Candidate] = []
        for one in found:
            (background if features.is_background(one, paper) else told).append(one)
        for one in self._sorted(told, paper):
            kinds = violations(f"{one.text}.", title)
            if not kinds and holds(one.text, one.sentences, title, sentences):
                yield one
            elif _BETTER_THAN_BACKGROUND.issuperset(kinds):
                retold.append(one)
        yield from retold
        for one in self._sorted(background, paper):
            if not violations(f"{one.text}.", title):
                yield one

    def _sorted(self, found: Iterable[Candidate], paper: Context) -> list[Candidate]:
        return sorted(found, key=lambda one: -self._score(one, paper))

    def _score(self, candidate: Candidate, paper: Context) -> float:
        words = stems(candidate.text)
        pairs = features.pairs_of(words)
        row = features.describe(candidate, words, pairs, paper)
        opened = self._openings[features.opening(candidate.text)]
        weights = self._weights[paper.name is not None]
        return sum(map(operator.mul, weights, row), opened) + self._wording(words, pairs)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._grams)

    def _wording(self, words: Sequence[str], pairs: list[str]) -> float:
        grams = self._grams
        known = self._known.intersection
        return math.fsum(map(grams.__getitem__, known(words) | known(pairs)))  # in any order

    def _scored(self, candidate: Candidate, paper: Context) -> Scored:
        words = stems(candidate.text)
        pairs = features.pairs_of(words)
        row = features.describe(candidate, words, pairs, paper)
        weights = self._weights[paper.name is not None]
        parts = {
            name: weight * value
            for name, weight, value in zip(features.FEATURES, weights, row, strict=True)
        }
        parts["opening"] = self._openings[features.opening(candidate.text)]
        parts["wording"] = self._wording(words, pairs)
        score = self._score(candidate, paper)
        return Scored(f"{candidate.text}.", score, candidate.sentences, candidate.steps, parts)


def word_model_from(words: dict[str, Any]) -> WordModel:
    """Make the word model from its part of the file."""
    return WordModel(words["bias"], tuple(words["weights"].values()), words["stems"])


@lru_cache(maxsize=1)
def load() -> dict[str, Any]:
    """Read the packaged model."""
    text = (
        resources.files("summarizer.engines.embedded")
        .joinpath("data/tldr.json")
        .read_text(encoding="utf-8")
    )
    model: dict[str, Any] = json.loads(text)
    return model


def title_and_sentences(title: str, abstract: str) -> tuple[str, list[str]]:
    """Give a paper's title and sentences as plain text without full stops, within bounds."""
    text = read(title, abstract)
    return text.title, text.sentences


def read(title: str, abstract: str) -> Text:
    """The same, with the places of the sentences."""
    text = abstract[:MAX_CHARACTERS]
    lines = [
        (line, span)
        for span in islice(split(text), MAX_SENTENCES)
        if (line := _bare(plain(text[slice(*span)])))
    ]
    heading = plain(title[:MAX_LINE]).rstrip(". ")
    return Text(heading, [line for line, _ in lines], [span for _, span in lines])


def _bare(line: str) -> str:
    """Take the marks off a sentence's end, also the one before a closing quote."""
    line = line.rstrip(_STOPS)
    return f'{line[:-2].rstrip(_STOPS)}"' if line.endswith('."') else line


def _fallback(text: Text) -> Line | None:
    """Give the first sentence that has letters, as it is but for its opening and its length."""
    for index, sentence in enumerate(text.sentences):
        line = open_plainly(sentence, index).text
        if _LETTER.search(line):
            words = line.split()[:MAX_WORDS]
            shown = " ".join(words)[:MAX_LINE].rstrip(" ,;:.") + "."
            return Line(shown, (text.spans[index],))
    return None
