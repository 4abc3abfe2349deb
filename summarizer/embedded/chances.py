"""The word model at work: each stem's probability, from its places and the learned weights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import filterfalse
from operator import mul
from typing import TYPE_CHECKING

from summarizer.embedded.places import BESIDE, MANY
from summarizer.embedded.words import STOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.embedded.places import Places

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

    def _sums(self, at: Places) -> Iterator[tuple[str, float]]:
        """Each word's features times the weights, summed in their order.

        Most words are ordinary: neither in the title nor function words. Their row is not
        made, and what is zero for all of them is left out of the sum.
        """
        (
            _, _, _, in_cued, _, in_lead, in_last, _, number, log_count, often, share, seen,
            letters, _, spoken, just, then, after, _, neighbour, near, since, before, _, length,
        ) = self.weights  # fmt: skip
        total, rest = max(1, at.sentences), max(1, at.sentences - at.cue)
        length *= math.log1p(at.sentences)
        spread, late, ours, first, beside = at.spread, at.late, at.ours, at.first, at.beside
        cued, lead, last, nearest, titled = at.cued, at.lead, at.last, at.nearest, at.titled
        early, soon, later = at.proposed
        for word, count in at.counts.items():
            if word in STOP or word in titled:
                yield word, sum(map(mul, self.weights, at.row(word)))
                continue
            value = in_cued * (word in cued)
            value += in_lead * (word in lead)
            value += in_last * (word in last)
            value += number * word.isdigit()
            value += log_count * (_LOGS[count] if count < len(_LOGS) else math.log1p(count))
            value += often * min(count, MANY)
            value += share * (spread[word] / total)
            value += seen * (first[word] / total)
            value += letters * len(word)
            value += spoken * ours.get(word, 0)
            value += just * (word in early)
            value += then * (word in soon)
            value += after * (word in later)
            if word in beside:
                value += neighbour * min(beside[word], BESIDE)
            value += near * (word in nearest)
            value += since * (late[word] / rest) if word in late else before
            yield word, value + length
        for word in filterfalse(at.counts.__contains__, titled):
            yield word, sum(map(mul, self.weights, at.row(word)))
