"""The word model at work: each stem's probability, from its places and the learned weights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.embedded.words import STOP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summarizer.embedded.places import Places

_LOGS = list(map(math.log1p, range(20)))


@dataclass(frozen=True, slots=True)
class WordModel:
    """How likely a stem of the paper is to stand in its TL;DR."""

    bias: float
    weights: Sequence[float]
    stems: Mapping[str, float]

    def chances(self, at: Places) -> dict[str, float]:
        """Give each word's probability from its places.

        It is the sum of `places.word_rows` times the weights, feature by feature in their
        order; what is zero is left out, for most features of most words are.
        """
        bias, known, exp = self.bias, self.stems.get, math.exp
        return {
            word: 1.0 / (1.0 + exp(-(bias + known(word, 0.0) + value)))
            for word, value in self._sums(at).items()
        }

    def _sums(self, at: Places) -> dict[str, float]:
        """Each word's features by their weights."""
        (
            in_title, content, in_name, in_cued, both, in_lead, in_last, function, number,
            log_count, often, share, seen, letters, title_only,
            spoken, just, then, after, called, neighbour, near, since, before,
            title_length, length,
        ) = self.weights  # fmt: skip
        total, rest = max(1, at.sentences), max(1, at.sentences - at.cue)
        title_length *= at.long_title
        length *= math.log1p(at.sentences)
        counts, spread, late, ours = at.counts, at.spread, at.late, at.ours
        first, titled, beside = at.first, at.titled, at.beside
        name, cued, lead, last, nearest = at.name, at.cued, at.lead, at.last, at.nearest
        early, soon, later = at.proposed
        sums: dict[str, float] = {}
        for word in at.words():
            stop, head, count = word in STOP, word in titled, counts[word]
            value = 0.0
            if head:
                value += in_title
                if not stop:
                    value += content
            if word in name:
                value += in_name
            if word in cued:
                value += in_cued
                if head:
                    value += both
            if word in lead:
                value += in_lead
            if word in last:
                value += in_last
            if stop:
                value += function
            if word.isdigit():
                value += number
            value += log_count * (_LOGS[count] if count < len(_LOGS) else math.log1p(count))
            if not stop:
                value += often * (count if count < 6 else 6)
            value += share * (spread[word] / total)
            value += seen * (first.get(word, total) / total)
            value += letters * len(word)
            if head and not count:
                value += title_only
            if word in ours:
                value += spoken * ours[word]
            if word in early:
                value += just
            elif word in soon:
                value += then
            elif word in later:
                value += after
            if head:
                if word in early or word in soon or word in later:
                    value += called
            elif word in beside and not stop:
                value += neighbour * min(beside[word], 4)
            if word in nearest:
                value += near
            if word in late:
                value += since * (late[word] / rest)
            elif not (stop or head):
                value += before
            if head:
                value += title_length
            if not stop:
                value += length
            sums[word] = value
        return sums
