"""True lines made false in the ways that language models make them, and reworded so that they stay true.

Every change says which characters of the new line are wrong, so that a model can learn of words.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.grounding.words import Word, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.grounding.wording import Wording

Span = tuple[int, int]
_AFTER_NOUN = frozenset("of in for with by on from to via using through as and or that which is are was , . ;".split())
_INCONCLUSIVE = (
    ", but the results are inconclusive", ", but without any improvement", ", but at a higher cost",
    ", although it fails in most cases", ", but only on small datasets", ", and show that it does not generalize",
    ", outperforming all existing methods", ", which requires no training data", ", at twice the speed",
    ", but with lower accuracy", " and prove its optimality", " in real-world applications", " in a single step",
    " without any supervision", " with minimal supervision", " on a single GPU", " in clinical practice",
)  # fmt: skip
_JUDGING = (
    "limited", "negative", "positive", "inefficient", "irrelevant", "unstable", "biased", "random", "manual", "traditional",
    "unreliable", "arbitrary", "minimal", "static", "simplistic", "expensive", "slow", "poor", "inaccurate", "incomplete",
    "powerful", "unique", "universal", "single", "individual", "specific", "additional", "optimal", "perfect", "lack of",
)  # fmt: skip
_TURNS = (
    (r"-based\b", "-driven"), (r"-based\b", "-guided"), (r"-conditioned\b", "-driven"), (r"\bway\b", "fashion"), (r"\bin order to\b", "to"),
    (r"\bis applied to\b", "is used for"), (r"\bdeal with\b", "handle"), (r"\bdue to\b", "because of"), (r"\bsuch as\b", "like"),
    (r"\bas well as\b", "and"), (r"\bbased on\b", "built on"), (r"\ba variety of\b", "various"), (r"\ba number of\b", "several"),
    (r"\bstate-of-the-art\b", "leading"), (r"\bkinds of\b", "types of"), (r"\bwith respect to\b", "regarding"), (r"\busing\b", "by means of"),
    (r"\busing\b", "with the help of"), (r"\bby using\b", "with"), (r"\bcan be\b", "may be"), (r"\bWe propose\b", "We put forward"),
    (r"\bWe show\b", "It is shown"), (r"\bour\b", "the proposed"), (r"\bleads to\b", "results in"), (r"\bthe problem of\b", "the task of"),
    (r"\busing\b", "leveraging"), (r"\bvia\b", "through"), (r"\bfor (\w+ing)\b", r"aimed at \1"),
)  # fmt: skip
_SINGULAR = {"has": "does not have", "is": "is not", "are": "are not", "was": "was not", "were": "were not", "can": "cannot",
             "could": "could not", "may": "may not", "will": "will not", "should": "should not", "does": "does not", "do": "do not"}  # fmt: skip
_STRONGER = {"may": "will", "might": "will", "could": "will", "can": "always", "often": "always", "sometimes": "always",
             "some": "all", "several": "all", "many": "all", "most": "all", "usually": "always", "typically": "always",
             "potentially": "certainly", "suggest": "prove", "suggests": "proves", "indicate": "prove", "partially": "fully",
             "partly": "fully", "approximately": "exactly", "approximate": "exact", "near": "fully", "nearly": "fully", "almost": "fully",
             "generally": "always", "likely": "certain", "helps": "guarantees", "help": "guarantee", "tend": "always", "certain": "all"}  # fmt: skip
_WEAKER = {"all": "some", "every": "some", "always": "sometimes", "each": "only one", "both": "neither", "fully": "partially",
           "any": "few", "various": "no", "several": "no", "multiple": "single", "many": "few"}  # fmt: skip


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
            (a + shift, b + shift) if a >= end else (a, b) for a, b in self.wrong if not (a < end and b > start)
        )
        if wrong:
            moved += ((start, start + len(new)),)
        return Line(self.text[:start] + new + self.text[end:], moved, self.kind + ("+" + kind if kind and self.kind else kind))


class Corpus:
    """How abstracts put words together: which modifiers go with which heads, which verbs there are."""

    def __init__(self, texts: Sequence[str], wording: Wording) -> None:
        self.wording = wording
        pairs: Counter[tuple[str, str]] = Counter()
        verbs: Counter[str] = Counter()
        self.tails: list[str] = []
        for text in texts:
            line = words(text, wording)
            for number, (one, two) in enumerate(zip(line, line[1:], strict=False)):
                if one.kind == two.kind == "content":
                    after = line[number + 2].text if number + 2 < len(line) else "."
                    if after in _AFTER_NOUN and one.text.isalpha() and two.text.isalpha():
                        pairs[one.text.lower() if not one.text[1:2].isupper() else one.text, two.lemma] += 1
                if one.lemma in {"to", "we", "can"} and two.kind == "content":
                    verbs[two.lemma] += 1
        self.modifiers: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.heads: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (one, two), count in sorted(pairs.items()):
            if count > 1 and not one.endswith(("ed", "ly")) or count > 4:
                self.modifiers[two].append((one, count))
                self.heads[one.lower()].append((two, count))
        self.verbs = [(verb, count) for verb, count in sorted(verbs.items()) if count > 30]
        self.verbal = {verb for verb, count in verbs.items() if count > 8}


def inflected(lemma: str, like: str, old: str) -> str:
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
        return {"good": "better", "bad": "worse"}.get(lemma, lemma + ("r" if lemma.endswith("e") else "er") if len(lemma) < 6 else "more " + lemma)
    return lemma


def cased(new: str, like: str) -> str:
    """A word with another's capital."""
    return new[:1].upper() + new[1:] if like[:1].isupper() and not like[1:2].isupper() else new


class Forger:
    """Makes lines false or other; the lists of synonyms it takes are its own."""

    def __init__(self, wording: Wording, corpus: Corpus, listed: list[list[str]], seed: int) -> None:
        self.wording, self.corpus = wording, corpus
        self.rng = random.Random(seed)
        self.synonyms: dict[str, list[str]] = defaultdict(list)
        for group in listed:
            for word in group:
                self.synonyms[word] += [other for other in group if other != word]
        self.kinds: list[tuple[Callable[[Line, str], Line | None], float]] = [
            (self.opposite, 4.0), (self.modifier, 4.0), (self.head, 1.6), (self.verb, 0.5), (self.negation, 2.2),
            (self.limited, 0.8), (self.inserted, 1.2), (self.added, 1.2), (self.tail, 0.8), (self.swapped, 0.7),
            (self.stronger, 1.0), (self.number, 0.4), (self.same_paper, 3.0), (self.prefix, 1.0), (self.phrase, 1.0),
        ]  # fmt: skip

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

    def reworded(self, line: Line, most: int = 4) -> Line:
        """A line with one to three words said otherwise."""
        for _ in range(self.rng.choices(range(1, most + 1), [4, 3, 2, 1][:most])[0]):
            options = [
                w for w in words(line.text, self.wording)
                if w.kind == "content" and self.synonyms.get(w.lemma) and not any(a < w.end and b > w.start for a, b in line.wrong)
            ]
            if not options:
                break
            word = self.rng.choice(options)
            new = self.rng.choice(self.synonyms[word.lemma])
            line = line.put(word.start, word.end, cased(inflected(new, word.text, word.lemma), word.text), wrong=False)
        if self.rng.random() < 0.12:
            line = self._opened(line)
        if self.rng.random() < 0.3:
            line = self._turned(line)
        return line

    def _turned(self, line: Line) -> Line:
        """A turn of phrase said otherwise."""
        options = [(m, new) for old, new in _TURNS if (m := re.search(old, line.text))]
        options = [(m, new) for m, new in options if not any(a < m.end() and b > m.start() for a, b in line.wrong)]
        if not options:
            return line
        match, new = self.rng.choice(options)
        return line.put(match.start(), match.end(), match.expand(new), wrong=False)

    def _opened(self, line: Line) -> Line:
        match = re.match(r"We (propose|present|introduce|develop|study|investigate|describe|show) ", line.text)
        if match:
            verb = match[1] + ("es" if match[1].endswith(("s", "h")) else "s")
            if match[1] == "study":
                verb = "studies"
            return line.put(0, match.end(), f"This {self.rng.choice(['paper', 'work'])} {verb} ", wrong=False)
        return line

    def _content(self, line: Line) -> list[Word]:
        return [w for w in words(line.text, self.wording) if w.kind == "content"]

    def opposite(self, line: Line, paper: str) -> Line | None:
        options = [w for w in self._content(line) if self.wording.opposed.get(w.lemma)]
        if not options:
            return None
        word = self.rng.choice(options)
        new = self.rng.choice(sorted(self.wording.opposed[word.lemma]))
        return line.put(word.start, word.end, cased(inflected(new, word.text, word.lemma), word.text), wrong=True, kind="antonym")

    def prefix(self, line: Line, paper: str) -> Line | None:
        options = []
        for w in self._content(line):
            lower = w.text.lower()
            for p in ("un", "in", "non", "im", "dis", "ir", "de", "mis", "sub"):
                if self.wording.rarity.get(p + w.lemma, 9) < 8:
                    options.append((w, p + lower))
                if lower.startswith(p) and self.wording.rarity.get(w.lemma[len(p):], 9) < 7:
                    options.append((w, lower[len(p):]))
        if not options:
            return None
        word, new = self.rng.choice(options)
        return line.put(word.start, word.end, cased(new, word.text), wrong=True, kind="antonym")

    def _pairs(self, line: Line) -> list[tuple[Word, Word]]:
        all_ = words(line.text, self.wording)
        return [
            (a, b) for a, b in zip(all_, all_[1:], strict=False)
            if a.kind == b.kind == "content" and line.text[a.end : b.start] in {" ", "-"}
        ]

    def _other(self, options: list[tuple[str, int]], old: str) -> str | None:
        good = [
            (o, c) for o, c in options
            if not self.wording.alike(self.wording.lemma(o.lower()), old) and self.wording.root(self.wording.lemma(o.lower())) != self.wording.root(old)
        ]
        if not good:
            return None
        return self.rng.choices([o for o, _ in good], [c**0.7 for _, c in good])[0]

    def modifier(self, line: Line, paper: str) -> Line | None:
        options = [(a, b) for a, b in self._pairs(line) if len(self.corpus.modifiers.get(b.lemma, ())) > 3 and a.lemma not in self.corpus.verbal]
        if not options:
            return None
        a, b = self.rng.choice(options)
        new = self._other(self.corpus.modifiers[b.lemma], a.lemma)
        if not new:
            return None
        return line.put(a.start, a.end, cased(new, a.text), wrong=True, kind="entity")

    def head(self, line: Line, paper: str) -> Line | None:
        options = [(a, b) for a, b in self._pairs(line) if len(self.corpus.heads.get(a.text.lower(), ())) > 3 and a.lemma not in self.corpus.verbal]
        if not options:
            return None
        a, b = self.rng.choice(options)
        new = self._other(self.corpus.heads[a.text.lower()], b.lemma)
        if not new:
            return None
        return line.put(b.start, b.end, cased(inflected(new, b.text, b.lemma), b.text), wrong=True, kind="entity")

    def phrase(self, line: Line, paper: str) -> Line | None:
        """Another two-word thing."""
        options = [(a, b) for a, b in self._pairs(line) if a.lemma not in self.corpus.verbal and b.lemma in self.corpus.modifiers]
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
        return line.put(a.start, b.end, f"{new} {inflected(head, b.text, b.lemma)}", wrong=True, kind="entity")

    def same_paper(self, line: Line, paper: str) -> Line | None:
        """A word of the paper in another's place."""
        mine = self._content(line)
        have = {w.lemma for w in mine}
        theirs = [w for w in words(paper, self.wording) if w.kind == "content" and w.lemma not in have]
        options = []
        for w in mine:
            verbal = w.lemma in self.corpus.verbal
            kin = [t for t in theirs if t.text[-2:] == w.text[-2:] and (t.lemma in self.corpus.verbal) == verbal and not self.wording.alike(t.lemma, w.lemma)]
            if kin:
                options.append((w, kin))
        if not options:
            return None
        word, kin = self.rng.choice(options)
        new = self.rng.choice(kin).text
        return line.put(word.start, word.end, cased(new, word.text), wrong=True, kind="entity")

    def verb(self, line: Line, paper: str) -> Line | None:
        options = [w for w in self._content(line) if w.lemma in self.corpus.verbal and w.text != w.lemma or w.lemma in dict(self.corpus.verbs)]
        options = [w for w in options if w.start > 8]
        if not options:
            return None
        word = self.rng.choice(options)
        new = self._other(self.corpus.verbs, word.lemma)
        if not new:
            return None
        return line.put(word.start, word.end, inflected(new, word.text, word.lemma), wrong=True, kind="entity")

    def negation(self, line: Line, paper: str) -> Line | None:
        all_ = words(line.text, self.wording)
        for w in self.rng.sample(all_, len(all_)):
            lower = w.text.lower()
            if w.kind == "negation" and lower in {"not", "without", "no"}:
                new = {"not": "", "without": "with", "no": "some"}[lower]
                start = w.start - 1 if lower == "not" and w.start else w.start
                end = w.end
                if not new:
                    after = next((x for x in all_ if x.start > w.end), None)
                    if not after:
                        continue
                    made = line.put(start, end, "", wrong=False, kind="negation")
                    return Line(made.text, (*made.wrong, (after.start - (end - start), after.end - (end - start))), made.kind)
                return line.put(w.start, w.end, new, wrong=True, kind="negation")
            if lower in _SINGULAR and w.start:
                return line.put(w.start, w.end, _SINGULAR[lower], wrong=True, kind="negation")
            if lower in {"with", "using"} and self.rng.random() < 0.5:
                return line.put(w.start, w.end, "without" if lower == "with" else "without using", wrong=True, kind="negation")
            if w.lemma in self.corpus.verbal and w.kind == "content":
                before = line.text[: w.start].rstrip().rsplit(" ", 1)[-1].lower()
                if before == "to":
                    new = self.rng.choice(("avoid " + inflected(w.lemma, "ing", ""), "not " + lower, "prevent " + inflected(w.lemma, "ing", ""), "fail to " + lower))
                    return line.put(w.start, w.end, new, wrong=True, kind="negation")
                if before in {"that", "which", "and"} and lower.endswith("s") and lower != w.lemma:
                    new = self.rng.choice((f"does not {w.lemma}", f"fails to {w.lemma}", f"cannot {w.lemma}", f"avoids {inflected(w.lemma, 'ing', '')}", f"no longer {lower}"))
                    return line.put(w.start, w.end, new, wrong=True, kind="negation")
                if before == "we" and self.rng.random() < 0.4:
                    return line.put(w.start, w.end, self.rng.choice((f"do not {w.lemma}", f"fail to {w.lemma}", f"avoid {inflected(w.lemma, 'ing', '')}")), wrong=True, kind="negation")
                if before in {"by", "for"} and lower.endswith("ing"):
                    return line.put(w.start, w.start, self.rng.choice(("not ", "never ", "avoiding ")), wrong=True, kind="negation")
            if lower == "the" and w.start and self.rng.random() < 0.25:
                return line.put(w.end, w.end, " lack of", wrong=True, kind="negation")
        return None

    def limited(self, line: Line, paper: str) -> Line | None:
        match = re.search(r"([\w-]+(?: [\w-]+)?), ([\w-]+(?: [\w-]+)?),? and ([\w-]+)", line.text) or re.search(r"()([\w-]+) and ([\w-]+)\b", line.text)
        if not match:
            return None
        a, b, c = match[1], match[2], match[3]
        if not a:
            new = self.rng.choice((f"{b} but not {c}", f"only {b} and not {c}", f"{c} rather than {b}", f"{b} instead of {c}"))
        else:
            new = self.rng.choice((f"{a} and {b}, but not {c}", f"{a}, but not {b} and {c}", f"only {a}, and not {b} or {c}", f"{c}, but not {a} and {b}"))
        made = line.put(match.start(), match.end(), new, wrong=False, kind="negation")
        bad = tuple((match.start() + m.start(), match.start() + m.end()) for m in re.finditer(r"\b(?:not|only|rather|instead)\b", new))
        return Line(made.text, (*made.wrong, *bad), made.kind)

    def inserted(self, line: Line, paper: str) -> Line | None:
        """A modifier that the paper does not have, before a noun."""
        all_ = words(line.text, self.wording)
        options = [
            w for n, w in enumerate(all_)
            if w.kind == "content" and len(self.corpus.modifiers.get(w.lemma, ())) > 3 and n and line.text[w.start - 1] == " " and w.lemma not in self.corpus.verbal
        ]
        if not options:
            return None
        word = self.rng.choice(options)
        new = self._other(self.corpus.modifiers[word.lemma], word.lemma)
        if self.rng.random() < 0.35:
            new = self.rng.choice(_JUDGING)
        if not new:
            return None
        return line.put(word.start, word.start, new + " ", wrong=True, kind="hallucination")

    def _thing(self) -> str:
        head = self.rng.choices(list(self.corpus.modifiers), [sum(c for _, c in v) for v in self.corpus.modifiers.values()])[0]
        return f"{self.rng.choice(self.corpus.modifiers[head])[0]} {head}"

    def added(self, line: Line, paper: str) -> Line | None:
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
        new = self.rng.choices((f" and {thing}", f" using {thing}", f" with {thing}", f" via {thing}", f" based on {thing}"), (4, 2, 1, 1, 1))[0]
        return line.put(b.end, b.end, new, wrong=True, kind="hallucination")

    def tail(self, line: Line, paper: str) -> Line | None:
        end = len(line.text.rstrip(" .?!"))
        if self.rng.random() < 0.5 and self.corpus.tails:
            new = " " + self.rng.choice(self.corpus.tails)
        else:
            new = self.rng.choice(_INCONCLUSIVE)
        return line.put(end, end, new, wrong=True, kind="hallucination")

    def swapped(self, line: Line, paper: str) -> Line | None:
        """Two things in each other's place."""
        found = list(re.finditer(r"\b((?:[\w-]+ )?[\w-]{3,}) (to|than|from|into|outperforms|by|for|over|using|improves|with) ((?:[\w-]+ )?[\w-]{3,})\b", line.text))
        found = [m for m in found if m[1].split()[-1].lower() not in self.corpus.verbal and m[3].split()[0].lower() not in self.corpus.verbal and not set(m[1].lower().split() + m[3].lower().split()) & {"the", "a", "we", "an", "our"}]
        if not found:
            return None
        m = self.rng.choice(found)
        return line.put(m.start(), m.end(), f"{m[3]} {m[2]} {m[1]}", wrong=True, kind="role")

    def stronger(self, line: Line, paper: str) -> Line | None:
        """More, or less, than the paper says."""
        table = _STRONGER if self.rng.random() < 0.7 else _WEAKER
        options = [w for w in words(line.text, self.wording) if w.text.lower() in table and w.start]
        if options:
            word = self.rng.choice(options)
            return line.put(word.start, word.end, table[word.text.lower()], wrong=True, kind="scope")
        if self.rng.random() < 0.25:
            plural = [w for w in self._content(line) if w.text.endswith("s") and w.lemma in self.corpus.modifiers and line.text[w.start - 1 : w.start] == " "]
            if plural:
                word = self.rng.choice(plural)
                return line.put(word.start, word.start, self.rng.choice(("all ", "only ", "no ", "few ")), wrong=True, kind="scope")
        return None

    def number(self, line: Line, paper: str) -> Line | None:
        options = [w for w in words(line.text, self.wording) if w.kind == "number" and w.text.isdigit()]
        if not options:
            return None
        word = self.rng.choice(options)
        new = str(int(word.text) + self.rng.choice((-1, 1, 2, 5, 10)) or 3)
        return line.put(word.start, word.end, new, wrong=True, kind="number")
