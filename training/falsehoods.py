"""True lines made false in the ways that language models make them.

Every change says which characters of the new line are wrong, so that a model can learn of words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.grounding.words import words
from training.corpus import Line, cased, inflected
from training.denials import Denier
from training.turns import INCONCLUSIVE, JUDGING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from summarizer.grounding.wording import Wording
    from training.corpus import Corpus


_THING = r"(?:[\w-]+ )?[\w-]{3,}"
_JOINT = "to|than|from|into|outperforms|by|for|over|using|improves|with"


class Forger(Denier):
    """Makes lines false."""

    def __init__(
        self, wording: Wording, corpus: Corpus, listed: list[list[str]], rng: random.Random
    ) -> None:
        """Take what a reworder takes, and weigh the kinds of change."""
        super().__init__(wording, corpus, listed, rng)
        self.kinds: list[tuple[Callable[[Line, str], Line | None], float]] = [
            (self.opposite, 4.0),
            (self.modifier, 4.0),
            (self.head, 1.6),
            (self.verb, 0.5),
            (self.negation, 2.2),
            (self.limited, 0.8),
            (self.inserted, 1.2),
            (self.added, 1.2),
            (self.tail, 0.8),
            (self.swapped, 0.7),
            (self.stronger, 1.0),
            (self.number, 0.4),
            (self.same_paper, 3.0),
            (self.prefix, 1.0),
            (self.phrase, 1.0),
        ]

    def false(self, text: str, paper: str) -> Line | None:
        """A line with one to three changes that make it false."""
        line = Line(text)
        made = 0
        wanted = self.rng.choices((1, 2, 3), (0.62, 0.32, 0.06))[0]
        for _ in range(14):
            make = self.rng.choices([k for k, _ in self.kinds], [w for _, w in self.kinds])[0]
            new = make(line, paper)
            if new and new.text != line.text and new.wrong:
                line, made = new, made + 1
            if made == wanted:
                break
        if not made:
            return None
        if self.rng.random() < 0.3:
            line = self.reworded(line)
        return line

    def opposite(self, line: Line, _paper: str) -> Line | None:
        """The opposite of a word."""
        options = [w for w in self._content(line) if self.wording.opposed.get(w.lemma)]
        if not options:
            return None
        word = self.rng.choice(options)
        new = self.rng.choice(sorted(self.wording.opposed[word.lemma]))
        return line.put(
            word.start,
            word.end,
            cased(inflected(new, word.text, word.lemma), word.text),
            wrong=True,
            kind="antonym",
        )

    def prefix(self, line: Line, _paper: str) -> Line | None:
        """A word with a prefix that turns it round, or without one."""
        options = []
        for w in self._content(line):
            lower = w.text.lower()
            for p in ("un", "in", "non", "im", "dis", "ir", "de", "mis", "sub"):
                if self.wording.rarity.get(p + w.lemma, 9) < 8:
                    options.append((w, p + lower))
                if lower.startswith(p) and self.wording.rarity.get(w.lemma[len(p) :], 9) < 7:
                    options.append((w, lower[len(p) :]))
        if not options:
            return None
        word, new = self.rng.choice(options)
        return line.put(word.start, word.end, cased(new, word.text), wrong=True, kind="antonym")

    def modifier(self, line: Line, _paper: str) -> Line | None:
        """Another word before a noun, as abstracts have it."""
        options = [
            (a, b)
            for a, b in self._pairs(line)
            if len(self.corpus.modifiers.get(b.lemma, ())) > 3 and a.lemma not in self.corpus.verbal
        ]
        if not options:
            return None
        a, b = self.rng.choice(options)
        new = self._other(self.corpus.modifiers[b.lemma], a.lemma)
        if not new:
            return None
        return line.put(a.start, a.end, cased(new, a.text), wrong=True, kind="entity")

    def head(self, line: Line, _paper: str) -> Line | None:
        """Another noun behind a word."""
        options = [
            (a, b)
            for a, b in self._pairs(line)
            if len(self.corpus.heads.get(a.text.lower(), ())) > 3
            and a.lemma not in self.corpus.verbal
        ]
        if not options:
            return None
        a, b = self.rng.choice(options)
        new = self._other(self.corpus.heads[a.text.lower()], b.lemma)
        if not new:
            return None
        return line.put(
            b.start,
            b.end,
            cased(inflected(new, b.text, b.lemma), b.text),
            wrong=True,
            kind="entity",
        )

    def phrase(self, line: Line, _paper: str) -> Line | None:
        """Another two-word thing."""
        options = [
            (a, b)
            for a, b in self._pairs(line)
            if a.lemma not in self.corpus.verbal and b.lemma in self.corpus.modifiers
        ]
        if not options:
            return None
        a, b = self.rng.choice(options)
        head = self.rng.choice(sorted(self.corpus.modifiers))
        kin = [h for h, _ in self.corpus.heads.get(a.text.lower(), ())]
        if kin and self.rng.random() < 0.7:
            head = self.rng.choice(kin)
        mods = self.corpus.modifiers[head]
        new = self._other(mods, a.lemma) if mods else None
        if not new or head == b.lemma:
            return None
        return line.put(
            a.start, b.end, f"{new} {inflected(head, b.text, b.lemma)}", wrong=True, kind="entity"
        )

    def same_paper(self, line: Line, paper: str) -> Line | None:
        """A word of the paper in another's place."""
        mine = self._content(line)
        have = {w.lemma for w in mine}
        theirs = [
            w for w in words(paper, self.wording) if w.kind == "content" and w.lemma not in have
        ]
        options = []
        for w in mine:
            verbal = w.lemma in self.corpus.verbal
            kin = [
                t
                for t in theirs
                if t.text[-2:] == w.text[-2:]
                and (t.lemma in self.corpus.verbal) == verbal
                and not self.wording.alike(t.lemma, w.lemma)
            ]
            if kin:
                options.append((w, kin))
        if not options:
            return None
        word, kin = self.rng.choice(options)
        new = self.rng.choice(kin).text
        return line.put(word.start, word.end, cased(new, word.text), wrong=True, kind="entity")

    def verb(self, line: Line, _paper: str) -> Line | None:
        """Another verb."""
        options = [
            w
            for w in self._content(line)
            if (w.lemma in self.corpus.verbal and w.text != w.lemma)
            or w.lemma in dict(self.corpus.verbs)
        ]
        options = [w for w in options if w.start > 8]
        if not options:
            return None
        word = self.rng.choice(options)
        new = self._other(self.corpus.verbs, word.lemma)
        if not new:
            return None
        return line.put(
            word.start, word.end, inflected(new, word.text, word.lemma), wrong=True, kind="entity"
        )

    def inserted(self, line: Line, _paper: str) -> Line | None:
        """A modifier that the paper does not have, before a noun."""
        all_ = words(line.text, self.wording)
        options = [
            w
            for n, w in enumerate(all_)
            if w.kind == "content"
            and len(self.corpus.modifiers.get(w.lemma, ())) > 3
            and n
            and line.text[w.start - 1] == " "
            and w.lemma not in self.corpus.verbal
        ]
        if not options:
            return None
        word = self.rng.choice(options)
        new = self._other(self.corpus.modifiers[word.lemma], word.lemma)
        if self.rng.random() < 0.35:
            new = self.rng.choice(JUDGING)
        if not new:
            return None
        return line.put(word.start, word.start, new + " ", wrong=True, kind="hallucination")

    def _thing(self) -> str:
        head = self.rng.choices(
            list(self.corpus.modifiers),
            [sum(c for _, c in v) for v in self.corpus.modifiers.values()],
        )[0]
        return f"{self.rng.choice(self.corpus.modifiers[head])[0]} {head}"

    def added(self, line: Line, _paper: str) -> Line | None:
        """One thing more: `and graph structure`, `using random search`."""
        pairs = self._pairs(line)
        if not pairs:
            return None
        _, b = self.rng.choice(pairs)
        thing = self._thing()
        if self.rng.random() < 0.4:
            a, head = self.rng.choice(pairs)
            options = self.corpus.heads.get(a.text.lower())
            if options and (other := self._other(options, head.lemma)):
                thing, b = f"{a.text.lower()} {other}", head
        new = self.rng.choices(
            (
                f" and {thing}",
                f" using {thing}",
                f" with {thing}",
                f" via {thing}",
                f" based on {thing}",
            ),
            (4, 2, 1, 1, 1),
        )[0]
        return line.put(b.end, b.end, new, wrong=True, kind="hallucination")

    def tail(self, line: Line, _paper: str) -> Line | None:
        """Another end: of another line, or made up."""
        end = len(line.text.rstrip(" .?!"))
        if self.rng.random() < 0.5 and self.corpus.tails:
            new = " " + self.rng.choice(self.corpus.tails)
        else:
            new = self.rng.choice(INCONCLUSIVE)
        return line.put(end, end, new, wrong=True, kind="hallucination")

    def swapped(self, line: Line, _paper: str) -> Line | None:
        """Two things in each other's place."""
        found = [
            m
            for m in re.finditer(rf"\b({_THING}) ({_JOINT}) ({_THING})\b", line.text)
            if m[1].split()[-1].lower() not in self.corpus.verbal
            and m[3].split()[0].lower() not in self.corpus.verbal
            and not set(m[1].lower().split() + m[3].lower().split())
            & {"the", "a", "we", "an", "our"}
        ]
        if not found:
            return None
        m = self.rng.choice(found)
        return line.put(m.start(), m.end(), f"{m[3]} {m[2]} {m[1]}", wrong=True, kind="role")
