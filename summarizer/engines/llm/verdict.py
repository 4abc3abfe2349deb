"""A model's answer judged: what of it may be kept, and what the model is told of the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.engines import Extract
from summarizer.engines.llm.answer import NotRead, PersonalReading, Reading, parse_form
from summarizer.engines.llm.latex import CONTROLS
from summarizer.engines.llm.tags import MOST as MOST_TAGS
from summarizer.engines.llm.tags import chosen, of_text
from summarizer.grounding.checks import tidy, tldr_problems
from summarizer.grounding.passages import MOST, passages, sentences_of
from summarizer.grounding.support import contradictions
from summarizer.grounding.textproofs import relocated, supported
from summarizer.papers.records import Answer
from summarizer.papers.wire import fields
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.engines import Proofs
    from summarizer.engines.llm.relevance import Jury, Opinion
    from summarizer.papers.papertext import PaperText
    from summarizer.papers.records import Annotation, Paper, Passage
    from summarizer.topics.vocabulary import Vocabulary

_SHOWN = 80
_NOT_LITERAL = "stands in neither title nor abstract: copy it letter by letter"
_WITHOUT_QUOTES = "`tldr_quotes` is empty: copy one to three passages that the TL;DR stands on"
_CONTROLS = "the TL;DR holds a control character: write each backslash twice"


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer read, and what is wrong with it; `reading` is None where it is not of the form.

    Of an answer that breaks off it holds the tags that were complete. `passages` are what its
    TL;DR stands on, and `problems` what is wrong with that; `opinion` is of the relevance,
    None where none was asked for.
    """

    reading: Reading | None
    problems: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    opinion: Opinion | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        """All that the model is to put right."""
        return (*self.problems, *(self.opinion.problems if self.opinion else ()))

    def better_of(self, second: Judged) -> Judged:
        """This answer, unless the second one, asked for because of it, is no worse.

        Where only its relevance was wrong, its TL;DR and tags stay if the second's do not hold;
        and a relevance that held stays if the second has none.
        """
        if not second.reading:
            return self if self.reading else second
        one, other = self.opinion, second.opinion
        stays = one and not one.problems and (other is None or other.problems)
        keeps_words = self.reading and not self.problems and second.problems
        return replace(self if keeps_words else second, opinion=one if stays else other)


def _no_text(_: Paper) -> None:
    """There is none at hand."""


@dataclass
class Judge:
    """Judges by one vocabulary and language; `blank` is an annotation that says but whose it is.

    `extract` makes the TL;DR, of title and abstract, that stands in for one with problems;
    `proofs` says what a quote proves of a topic; `jury` judges what is said of relevance, where
    that was asked for. `texts` gives the full text of a paper, which may prove what its abstract
    does not.
    """

    vocabulary: Vocabulary
    language: str | None
    blank: Annotation
    extract: Callable[[str, str], Extract | None]
    proofs: Proofs | None = None
    jury: Jury | None = None
    texts: Callable[[Paper], PaperText | None] = _no_text

    def judged(self, text: str, paper: Paper) -> Judged:
        """Read an answer and hold it against the paper."""
        try:
            reading = parse_form(text, PersonalReading if self.jury else Reading)
        except NotRead as problem:
            return Judged(problem.rest, (str(problem),))
        judged = self._of_words(reading, paper)
        if self.jury is None or not isinstance(reading, PersonalReading):
            return judged
        return replace(judged, opinion=self.jury.opinion(reading, paper))

    def _of_words(self, reading: Reading, paper: Paper) -> Judged:
        """Hold an answer's TL;DR against the paper."""
        if CONTROLS.search(reading.tldr):
            return Judged(reading, (_CONTROLS,))
        tldr = tidy(reading.tldr)
        problems = tldr_problems(tldr, paper, self.language)
        problems = problems or contradictions(tldr, paper, self.language)
        found, wrong = _proved(reading.tldr_quotes, tldr, paper)
        text = self.texts(paper) if problems or wrong else None
        more = supported(tldr, reading.tldr_quotes, paper, text, self.language) if text else None
        if more:
            return Judged(reading, (), more)
        return Judged(reading, (*problems, *([wrong] if wrong else ())), found)

    def annotation(self, judged: Judged, paper: Paper, tell: Callable[[str], None]) -> Annotation:
        """What is kept: grounded tags, and the TL;DR, or an extracted one where it has problems.

        `tell` is given the reason for everything that is not kept. `judged` has a reading.
        """
        reading, problems = judged.reading, judged.problems
        assert reading  # noqa: S101 - as its caller sees to
        found = chosen(reading, paper, self.vocabulary, self.proofs, self.texts(paper))
        opinion = judged.opinion
        relevance, said = (opinion.relevance, opinion.dropped) if opinion else (None, ())
        for note in (*found.dropped, *judged.faults, *said):
            tell(f"{paper.id}: {note}")
        own = Extract(tidy(reading.tldr), judged.passages)
        shown = self.extract(paper.title, paper.abstract) if problems else own
        kept = replace(
            self.blank,
            tldr=shown.tldr if shown else None,
            tldr_origin=("extracted" if problems else "model") if shown else None,
            tldr_evidence=shown.evidence if shown else (),
            tags=tuple(tag.tag for tag in found.evidence),
            evidence=found.evidence,
            relevance=relevance,
            proposed_tags=found.proposed,
        )
        refused = (reading.tldr, *reading.tldr_quotes) if problems else ()
        if not (found.unproven or refused):
            return kept
        return Answer(**fields(kept), unproven=found.unproven, refused=refused)

    def reread(self, answer: Annotation, paper: Paper, text: PaperText) -> Annotation:
        """An answer of which a full text may prove more than title and abstract do."""
        answer = relocated(answer, text)
        if not isinstance(answer, Answer):
            return answer
        found = of_text(answer.unproven, self.vocabulary, text)
        new = [each for each in found if each.tag not in answer.tags][
            : MOST_TAGS - len(answer.tags)
        ]
        tags = (*answer.tags, *(each.tag for each in new))
        answer = replace(answer, tags=tags, evidence=(*answer.evidence, *new))
        return self._with_refused(answer, paper) if answer.refused else answer

    def _with_refused(self, answer: Answer, paper: Paper) -> Annotation:
        """The answer with the model's own TL;DR, where that holds now."""
        line, *quotes = answer.refused
        reading = Reading.model_construct(tags=[], tldr_quotes=quotes, tldr=line)
        judged = self._of_words(reading, paper)
        if judged.problems:
            return answer
        return replace(
            answer, tldr=tidy(line), tldr_origin="model", tldr_evidence=judged.passages, refused=()
        )


def _proved(
    quotes: Sequence[str], tldr: str, paper: Paper
) -> tuple[tuple[Passage, ...], str | None]:
    """The passages a TL;DR stands on, and what is wrong with its quotes.

    Where a model gives none, they may be plain: sentences that hold the TL;DR's words.
    """
    found, missing = passages(quotes[:MOST], paper)
    if missing:
        return found, f"`tldr_quotes`: “{one_line(missing[0])[:_SHOWN]}” {_NOT_LITERAL}"
    found = found or sentences_of(tldr, paper)
    return found, None if found else _WITHOUT_QUOTES
