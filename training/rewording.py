"""True lines reworded so that they stay true."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.grounding.words import Word, words
from training.corpus import Line, cased, inflected
from training.turns import TURNS

if TYPE_CHECKING:
    import random

    from summarizer.grounding.wording import Wording
    from training.corpus import Corpus


class Reworder:
    """Says lines otherwise; the lists of synonyms it takes are its own."""

    def __init__(
        self, wording: Wording, corpus: Corpus, listed: list[list[str]], rng: random.Random
    ) -> None:
        """Take groups of words that say the same; all chances come from `rng`."""
        self.wording, self.corpus, self.rng = wording, corpus, rng
        self.synonyms: dict[str, list[str]] = defaultdict(list)
        for group in listed:
            for word in group:
                self.synonyms[word] += [other for other in group if other != word]

    def reworded(self, line: Line, most: int = 4) -> Line:
        """A line with one to three words said otherwise."""
        for _ in range(self.rng.choices(range(1, most + 1), [4, 3, 2, 1][:most])[0]):
            options = [
                w
                for w in words(line.text, self.wording)
                if w.kind == "content"
                and self.synonyms.get(w.lemma)
                and not any(a < w.end and b > w.start for a, b in line.wrong)
            ]
            if not options:
                break
            word = self.rng.choice(options)
            new = self.rng.choice(self.synonyms[word.lemma])
            line = line.put(
                word.start,
                word.end,
                cased(inflected(new, word.text, word.lemma), word.text),
                wrong=False,
            )
        if self.rng.random() < 0.12:
            line = self._opened(line)
        if self.rng.random() < 0.3:
            line = self._turned(line)
        return line

    def _turned(self, line: Line) -> Line:
        """A turn of phrase said otherwise."""
        options = [(m, new) for old, new in TURNS if (m := re.search(old, line.text))]
        options = [
            (m, new)
            for m, new in options
            if not any(a < m.end() and b > m.start() for a, b in line.wrong)
        ]
        if not options:
            return line
        match, new = self.rng.choice(options)
        return line.put(match.start(), match.end(), match.expand(new), wrong=False)

    def _opened(self, line: Line) -> Line:
        match = re.match(
            r"We (propose|present|introduce|develop|study|investigate|describe|show) ", line.text
        )
        if match:
            verb = match[1] + ("es" if match[1].endswith(("s", "h")) else "s")
            if match[1] == "study":
                verb = "studies"
            return line.put(
                0, match.end(), f"This {self.rng.choice(['paper', 'work'])} {verb} ", wrong=False
            )
        return line

    def _content(self, line: Line) -> list[Word]:
        return [w for w in words(line.text, self.wording) if w.kind == "content"]

    def _pairs(self, line: Line) -> list[tuple[Word, Word]]:
        all_ = words(line.text, self.wording)
        return [
            (a, b)
            for a, b in pairwise(all_)
            if a.kind == b.kind == "content" and line.text[a.end : b.start] in {" ", "-"}
        ]

    def _other(self, options: list[tuple[str, int]], old: str) -> str | None:
        good = [
            (o, c)
            for o, c in options
            if not self.wording.alike(self.wording.lemma(o.lower()), old)
            and self.wording.root(self.wording.lemma(o.lower())) != self.wording.root(old)
        ]
        if not good:
            return None
        return self.rng.choices([o for o, _ in good], [c**0.7 for _, c in good])[0]
