"""A paper's relevance to a reader: what a model is asked of it, and what of its answer holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from summarizer.engines import BY_READER
from summarizer.engines.llm import prompts
from summarizer.engines.llm.latex import CONTROLS
from summarizer.papers.records import Relevance
from summarizer.text.folding import find, fold
from summarizer.text.plain import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from string import Template

    from summarizer.engines import Proofs, Reader, Wish
    from summarizer.engines.llm.answer import PersonalReading, Reason
    from summarizer.papers.records import Paper
    from summarizer.topics.vocabulary import Vocabulary

MOST, TOP = 3, 10
NEEDS_A_REASON = 5
"""Points from which on a paper is for the reader, which something in it must show."""
_PARTS = {"system": {"interests", "language"}, "user": {"people"}}
_PEOPLE = frozenset({"authors", "organizations"})
_MOST_AUTHORS = 20
_LONGEST_QUOTE, _SHOWN = 100, 80


@dataclass(frozen=True)
class Question:
    """What is asked for one reader, beside topics and TL;DR."""

    reader: Reader
    system: Template
    user: Template

    @cached_property
    def identity(self) -> str:
        """What the question adds to the name of the prompt."""
        from hashlib import sha256

        reader = self.reader
        wishes = (part for wish in reader.wishes for part in wish)
        told = (self.system.template, self.user.template, reader.profile, reader.text, *wishes)
        return (
            f"{BY_READER}{sha256(chr(10).join(told).encode('utf-8', 'replace')).hexdigest()[:12]}"
        )

    def fixed(self, language: str | None) -> str:
        """What follows the instructions that all readers have in common."""
        told = prompts.as_data(self.reader.text)
        return self.system.substitute(interests=told, language=language or prompts.DEFAULT_LANGUAGE)

    def about(self, paper: Paper) -> str:
        """What follows the paper: whose it is, where a wish is about that, and what to give."""
        people = "".join(f"{line}\n" for line in self._people(paper))
        return self.user.substitute(people=people)

    def _people(self, paper: Paper) -> Iterator[str]:
        if _PEOPLE.isdisjoint(wish.kind for wish in self.reader.wishes):
            return
        if paper.authors:
            names = "; ".join(map(one_line, paper.authors[:_MOST_AUTHORS]))
            yield f"<authors>{prompts.as_data(names)}</authors>"
        if paper.organization:
            yield f"<organization>{prompts.as_data(one_line(paper.organization))}</organization>"

    def jury(self, language: str | None, vocabulary: Vocabulary, proofs: Proofs | None) -> Jury:
        """What judges the answers."""
        return Jury(self.reader, language, vocabulary, proofs)


def question(reader: Reader) -> Question:
    """What is asked for a reader. Raises SettingsError where the packaged question is damaged."""
    _, parts = prompts.packaged("reader", _PARTS)
    return Question(reader, **parts)


class Opinion(NamedTuple):
    """A relevance that holds, or None and what is wrong with it, for the model to put right.

    `dropped` says what does not count and need not be asked about again.
    """

    relevance: Relevance | None
    problems: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Jury:
    """Judges what a model says of relevance to one reader, in one language."""

    reader: Reader
    language: str | None
    vocabulary: Vocabulary
    proofs: Proofs | None

    def opinion(self, reading: PersonalReading, paper: Paper) -> Opinion:
        """What holds of a reading's relevance.

        Of a paper that speaks to whoever annotates it nothing does: that may have steered it.
        """
        from summarizer.grounding.injections import pleads

        if pleads(paper.title) or pleads(paper.abstract):
            return Opinion(None, (), ("no relevance: its text tells the annotator what to say",))
        points = reading.relevance
        met, dropped = self._met(reading.reasons, paper)
        problems = [*_unusable(points), *self._of_sentence(reading.why, paper)]
        if points is not None and NEEDS_A_REASON <= points <= TOP and not met:
            why = dropped[0] if dropped else "name a wish, and words of the paper that meet it"
            problems.append(f"`relevance` is {points:g} without a reason that holds: {why}")
        if problems or points is None:
            return Opinion(None, tuple(problems), tuple(dropped))
        novelty = reading.novelty
        if novelty is None or not 0 <= novelty <= TOP:
            dropped.append(f"no novelty: it is not a number from 0 to {TOP}")
            novelty = None
        relevance = Relevance(
            points / TOP,
            tuple(f"{wish.said}: “{quote}”" for wish, quote in met),
            met[0][0].profile if met else self.reader.profile,
            None if novelty is None else novelty / TOP,
            _tidy(reading.why),
        )
        return Opinion(relevance, (), tuple(dropped))

    def _met(self, reasons: list[Reason], paper: Paper) -> tuple[list[tuple[Wish, str]], list[str]]:
        """The wishes that are met, each with words of the paper, and why others do not count."""
        met: dict[str, tuple[Wish, str]] = {}
        dropped: list[str] = []
        for reason in reasons[:MOST]:
            wish = _wish(reason.wish, self.reader)
            if wish is None:
                said = one_line(reason.wish)[:_SHOWN]
                dropped.append(f"“{said}” is no wish of the reader")
                continue
            quote, doubt = self._shown(wish, reason.quote, paper)
            if doubt:
                dropped.append(f"“{wish.name}” is not met: {doubt}")
            else:
                met.setdefault(wish.said, (wish, shortened(quote, _LONGEST_QUOTE)))
        return list(met.values()), dropped

    def _shown(self, wish: Wish, quote: str, paper: Paper) -> tuple[str, str]:
        """The words of a paper that meet a wish, and why they do not; "" where they do."""
        from summarizer.grounding.checks import Claim, grounded

        if CONTROLS.search(quote):
            return "", "its quote holds a control character"
        if wish.kind in _PEOPLE:
            named = paper.authors if wish.kind == "authors" else (paper.organization or "",)
            whole = next((name for name in named if _is_named(wish, quote, name)), None)
            return (whole, "") if whole else ("", "the paper does not name it")
        found = grounded([Claim(wish.said, quote)], paper)
        if not found.evidence:
            return "", found.dropped[0].partition(" dropped: ")[2]
        topic = self.vocabulary.resolve(wish.name) if wish.kind == "topics" else None
        if topic and self.proofs:
            doubt = self.proofs.doubt(topic.name, quote, paper.title, paper.abstract)
            if doubt:
                return "", doubt
        return found.evidence[0].quote, ""

    def _of_sentence(self, sentence: str, paper: Paper) -> Iterator[str]:
        """What is wrong with the sentence that says why: it is held to what a TL;DR is."""
        from summarizer.grounding.checks import tldr_problems
        from summarizer.grounding.support import contradictions, unsupported_names
        from summarizer.text.languages import is_english_name

        if CONTROLS.search(sentence):
            yield "`why` holds a control character: write each backslash twice"
            return
        line = _tidy(sentence)
        found = tldr_problems(line, paper, self.language)
        found = found or contradictions(line, paper, self.language)
        yield from (f"`why`: {each.replace('the TL;DR', 'it', 1)}" for each in found)
        if is_english_name(self.language) and not found:
            names = unsupported_names(line, paper)
            yield from (f"`why` names `{each}`, which the paper does not" for each in names)


def _tidy(sentence: str) -> str:
    from summarizer.grounding.checks import tidy

    return tidy(sentence)


def _unusable(points: float | None) -> Iterator[str]:
    if points is None:
        yield f"`relevance` is missing: give a whole number from 0 to {TOP}"
    elif not 0 <= points <= TOP:
        yield f"`relevance` is {points:g}: give a whole number from 0 to {TOP}"


def _wish(said: str, reader: Reader) -> Wish | None:
    """The wish that a model names: as it stands, with words around it, or most of it.

    A topic may be named as the vocabulary has it.
    """
    wanted = fold(said).text
    if not wanted:
        return None
    named = [(name, wish) for wish in reader.wishes for name in _names(wish)]
    exact = (wish for name, wish in named if fold(name).text == wanted)
    around = (wish for name, wish in named if find(name, said))
    part = (
        wish for name, wish in named if 2 * len(wanted) >= len(fold(name).text) and find(said, name)
    )
    return next(exact, None) or next(around, None) or next(part, None)


def _names(wish: Wish) -> tuple[str, ...]:
    """What a wish may be called."""
    return (wish.name, wish.said.partition(" ")[2]) if wish.kind == "topics" else (wish.name,)


def _is_named(wish: Wish, quote: str, name: str) -> bool:
    """Tell whether a person or organization of a paper is who is quoted and who is wished for.

    A person may be named with initials.
    """
    if not name or not (find(quote, name) or find(name, quote)):
        return False
    if find(wish.name, name) or find(name, wish.name):
        return True
    one, other = fold(wish.name).text, fold(name).text
    last = wish.name.split()[-1:]
    is_person = wish.kind == "authors" and bool(last)
    return is_person and one[:1] == other[:1] and bool(find(last[0], name))
