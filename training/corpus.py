"""How abstracts put words together, and lines whose words are exchanged."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.grounding.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.grounding.wording import Wording

Span = tuple[int, int]
_AFTER_NOUN = frozenset(
    "of in for with by on from to via using through as and or that which is are was , . ;".split()
)


@dataclass(frozen=True)
class Line:
    """A line, and the places of the words in it that are wrong."""

    text: str
    wrong: tuple[Span, ...] = ()
    kind: str = ""

    def put(self, start: int, end: int, new: str, *, wrong: bool, kind: str = "") -> Line:
        """Put other words at a place; places after it move along."""
        shift = len(new) - (end - start)
        moved = tuple(
            (a + shift, b + shift) if a >= end else (a, b)
            for a, b in self.wrong
            if not (a < end and b > start)
        )
        if wrong:
            moved += ((start, start + len(new)),)
        return Line(
            self.text[:start] + new + self.text[end:],
            moved,
            self.kind + ("+" + kind if kind and self.kind else kind),
        )


class Corpus:
    """Which modifiers abstracts put before which heads, and which words are verbs in them."""

    def __init__(self, texts: Sequence[str], wording: Wording) -> None:
        """Count pairs of words that close a noun phrase, and verbs behind `to`, `we` and `can`."""
        self.wording = wording
        pairs: Counter[tuple[str, str]] = Counter()
        verbs: Counter[str] = Counter()
        self.tails: list[str] = []
        for text in texts:
            line = words(text, wording)
            for number, (one, two) in enumerate(pairwise(line)):
                if one.kind == two.kind == "content":
                    after = line[number + 2].text if number + 2 < len(line) else "."
                    if after in _AFTER_NOUN and one.text.isalpha() and two.text.isalpha():
                        pairs[
                            one.text.lower() if not one.text[1:2].isupper() else one.text, two.lemma
                        ] += 1
                if one.lemma in {"to", "we", "can"} and two.kind == "content":
                    verbs[two.lemma] += 1
        self.modifiers: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.heads: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (one, two), count in sorted(pairs.items()):
            if (count > 1 and not one.endswith(("ed", "ly"))) or count > 4:
                self.modifiers[two].append((one, count))
                self.heads[one.lower()].append((two, count))
        self.verbs = [(verb, count) for verb, count in sorted(verbs.items()) if count > 30]
        self.verbal = {verb for verb, count in verbs.items() if count > 8}


def inflected(lemma: str, like: str, old: str) -> str:  # noqa: PLR0911 -- one an ending
    """A lemma with the ending that another word has over its own lemma."""
    lower = like.lower()
    if lower.endswith("ing") and not old.endswith("ing"):
        return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"
    if lower.endswith("ed") and not old.endswith("ed"):
        if lemma.endswith("y") and lemma[-2:-1] not in "aeou":
            return lemma[:-1] + "ied"
        return lemma + ("d" if lemma.endswith("e") else "ed")
    if lower.endswith("s") and lower != old and not old.endswith("s"):
        if lemma.endswith("y") and lemma[-2:-1] not in "aeou":
            return lemma[:-1] + "ies"
        return lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh")) else "s")
    if lower.endswith("er") and not old.endswith("er"):
        return {"good": "better", "bad": "worse"}.get(
            lemma,
            lemma + ("r" if lemma.endswith("e") else "er") if len(lemma) < 6 else "more " + lemma,
        )
    return lemma


def cased(new: str, like: str) -> str:
    """A word with another's capital."""
    return new[:1].upper() + new[1:] if like[:1].isupper() and not like[1:2].isupper() else new
