"""The word model at work: each stem's probability, from its places and the learned weights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import filterfalse
from operator import mul
from typing import TYPE_CHECKING

from summarizer.engines.embedded.positions import BESIDE, MANY
from summarizer.readability.stems import STOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.engines.embedded.positions import Places

_LOGS = list(map(math.log1p, range(20)))


@dataclass(frozen=True, slots=True)
class WordModel:
    """How likely a stem of the paper is to stand in its TL;DR."""

    bias: float
    weights: Sequence[float]
    stems: Mapping[str, float]

    def chances(self, at: Places) -> dict[str, float]:
        """Give each word's probability from its places."""
        bias, known, exp = self.bias, self.stems.get, math.exp
        return {
            word: 1.0 / (1.0 + exp(-(bias + known(word, 0.0) + value)))
            for word, value in self._sums(at)
        }

    def _sums(self, at: Places) -> Iterator[tuple[str, float]]:  # noqa: C901, PLR0912 -- one step a feature
        """Each word's features times the weights, summed in their order.

        Most words do not stand in the title. Their row is not made, and what is zero for all
        of them is left out of the sum.
        """
        (
            _, _, _, in_cued, _, in_lead, in_last, function, number, log_count, often, share, seen,
            letters, _, spoken, just, then, after, _, neighbour, near, since, before, _, length,
        ) = self.weights  # fmt: skip
        total, rest = max(1, at.sentences), max(1, at.sentences - at.cue)
        length *= math.log1p(at.sentences)
        spread, late, ours, first, beside = at.spread, at.late, at.ours, at.first, at.beside
        cued, lead, last, nearest, titled = at.cued, at.lead, at.last, at.nearest, at.titled
        early, soon, later = at.proposed
        for word, count in at.counts.items():
            if word in titled:
                yield word, sum(map(mul, self.weights, at.row(word)))
                continue
            stop = word in STOP
            value = in_cued if word in cued else 0.0
            if word in lead:
                value += in_lead
            if word in last:
                value += in_last
            if stop:
                value += function
            elif word.isdigit():
                value += number
            value += log_count * (_LOGS[count] if count < len(_LOGS) else math.log1p(count))
            if not stop:
                value += often * min(count, MANY)
            value += share * (spread[word] / total)
            value += seen * (first[word] / total)
            value += letters * len(word)
            if word in ours:
                value += spoken * ours[word]
            if word in early:
                value += just
            elif word in soon:
                value += then
            elif word in later:
                value += after
            if word in beside and not stop:
                value += neighbour * min(beside[word], BESIDE)
            if word in nearest:
                value += near
            if word in late:
                value += since * (late[word] / rest)
            elif not stop:
                value += before
            yield word, value if stop else value + length
        for word in filterfalse(at.counts.__contains__, titled):
            yield word, sum(map(mul, self.weights, at.row(word)))
