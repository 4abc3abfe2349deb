"""True lines denied, limited, or made to say more, or other numbers."""

from __future__ import annotations

import re

from summarizer.grounding.words import words
from training.corpus import Line, inflected
from training.rewording import Reworder
from training.turns import SINGULAR, STRONGER, WEAKER


class Denier(Reworder):
    """Turns round what a line says, or how far it goes."""

    def negation(self, line: Line, _paper: str) -> Line | None:  # noqa: C901, PLR0911 -- one step a form
        """A word that denies, put in or taken out."""
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
                    return Line(
                        made.text,
                        (*made.wrong, (after.start - (end - start), after.end - (end - start))),
                        made.kind,
                    )
                return line.put(w.start, w.end, new, wrong=True, kind="negation")
            if lower in SINGULAR and w.start:
                return line.put(w.start, w.end, SINGULAR[lower], wrong=True, kind="negation")
            if lower in {"with", "using"} and self.rng.random() < 0.5:
                return line.put(
                    w.start,
                    w.end,
                    "without" if lower == "with" else "without using",
                    wrong=True,
                    kind="negation",
                )
            if w.lemma in self.corpus.verbal and w.kind == "content":
                before = line.text[: w.start].rstrip().rsplit(" ", 1)[-1].lower()
                if before == "to":
                    new = self.rng.choice(
                        (
                            "avoid " + inflected(w.lemma, "ing", ""),
                            "not " + lower,
                            "prevent " + inflected(w.lemma, "ing", ""),
                            "fail to " + lower,
                        )
                    )
                    return line.put(w.start, w.end, new, wrong=True, kind="negation")
                if before in {"that", "which", "and"} and lower.endswith("s") and lower != w.lemma:
                    new = self.rng.choice(
                        (
                            f"does not {w.lemma}",
                            f"fails to {w.lemma}",
                            f"cannot {w.lemma}",
                            f"avoids {inflected(w.lemma, 'ing', '')}",
                            f"no longer {lower}",
                        )
                    )
                    return line.put(w.start, w.end, new, wrong=True, kind="negation")
                if before == "we" and self.rng.random() < 0.4:
                    return line.put(
                        w.start,
                        w.end,
                        self.rng.choice(
                            (
                                f"do not {w.lemma}",
                                f"fail to {w.lemma}",
                                f"avoid {inflected(w.lemma, 'ing', '')}",
                            )
                        ),
                        wrong=True,
                        kind="negation",
                    )
                if before in {"by", "for"} and lower.endswith("ing"):
                    return line.put(
                        w.start,
                        w.start,
                        self.rng.choice(("not ", "never ", "avoiding ")),
                        wrong=True,
                        kind="negation",
                    )
            if lower == "the" and w.start and self.rng.random() < 0.25:
                return line.put(w.end, w.end, " lack of", wrong=True, kind="negation")
        return None

    def limited(self, line: Line, _paper: str) -> Line | None:
        """One or two things of a list left out, and said so."""
        match = re.search(
            r"([\w-]+(?: [\w-]+)?), ([\w-]+(?: [\w-]+)?),? and ([\w-]+)", line.text
        ) or re.search(r"()([\w-]+) and ([\w-]+)\b", line.text)
        if not match:
            return None
        a, b, c = match[1], match[2], match[3]
        if not a:
            new = self.rng.choice(
                (
                    f"{b} but not {c}",
                    f"only {b} and not {c}",
                    f"{c} rather than {b}",
                    f"{b} instead of {c}",
                )
            )
        else:
            new = self.rng.choice(
                (
                    f"{a} and {b}, but not {c}",
                    f"{a}, but not {b} and {c}",
                    f"only {a}, and not {b} or {c}",
                    f"{c}, but not {a} and {b}",
                )
            )
        made = line.put(match.start(), match.end(), new, wrong=False, kind="negation")
        bad = tuple(
            (match.start() + m.start(), match.start() + m.end())
            for m in re.finditer(r"\b(?:not|only|rather|instead)\b", new)
        )
        return Line(made.text, (*made.wrong, *bad), made.kind)

    def stronger(self, line: Line, _paper: str) -> Line | None:
        """More, or less, than the paper says."""
        table = STRONGER if self.rng.random() < 0.7 else WEAKER
        options = [w for w in words(line.text, self.wording) if w.text.lower() in table and w.start]
        if options:
            word = self.rng.choice(options)
            return line.put(
                word.start, word.end, table[word.text.lower()], wrong=True, kind="scope"
            )
        if self.rng.random() < 0.25:
            plural = [
                w
                for w in self._content(line)
                if w.text.endswith("s")
                and w.lemma in self.corpus.modifiers
                and line.text[w.start - 1 : w.start] == " "
            ]
            if plural:
                word = self.rng.choice(plural)
                return line.put(
                    word.start,
                    word.start,
                    self.rng.choice(("all ", "only ", "no ", "few ")),
                    wrong=True,
                    kind="scope",
                )
        return None

    def number(self, line: Line, _paper: str) -> Line | None:
        """Another number."""
        options = [
            w for w in words(line.text, self.wording) if w.kind == "number" and w.text.isdigit()
        ]
        if not options:
            return None
        word = self.rng.choice(options)
        new = str(int(word.text) + self.rng.choice((-1, 1, 2, 5, 10)) or 3)
        return line.put(word.start, word.end, new, wrong=True, kind="number")
