"""A model's answer judged: what of it may be kept, and what the model is told of the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.engines.llm.answer import NotRead, parse_answer
from summarizer.engines.llm.tags import chosen
from summarizer.grounding.checks import tldr_problems
from summarizer.grounding.support import contradictions
from summarizer.text.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.engines.llm.answer import Reading
    from summarizer.papers.records import Annotation, Paper
    from summarizer.topics.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer read, and what is wrong with it; `reading` is None where it is not of the form."""

    reading: Reading | None
    problems: tuple[str, ...] = ()

    def better_of(self, second: Judged) -> Judged:
        """This answer, unless the second one, asked for because of it, is no worse."""
        return self if self.reading and not second.reading else second


@dataclass
class Judge:
    """Judges by one vocabulary and language; `blank` is an annotation that says but whose it is.

    `extract` makes the TL;DR, of title and abstract, that stands in for one with problems.
    """

    vocabulary: Vocabulary
    language: str | None
    blank: Annotation
    extract: Callable[[str, str], str | None]

    def judged(self, text: str, paper: Paper) -> Judged:
        """Read an answer and hold its TL;DR against the paper."""
        try:
            reading = parse_answer(text)
        except NotRead as problem:
            return Judged(None, (str(problem),))
        tldr = _tidy(reading.tldr)
        problems = tldr_problems(tldr, paper, self.language)
        return Judged(reading, tuple(problems or contradictions(tldr, paper, self.language)))

    def annotation(
        self, reading: Reading, problems: tuple[str, ...], paper: Paper, tell: Callable[[str], None]
    ) -> Annotation:
        """What is kept: grounded tags, and the TL;DR, or an extracted one where it has problems.

        `tell` is given the reason for everything that is not kept.
        """
        found = chosen(reading, paper, self.vocabulary)
        for note in (*found.dropped, *problems):
            tell(f"{paper.id}: {note}")
        extracted = self.extract(paper.title, paper.abstract) if problems else None
        return replace(
            self.blank,
            tldr=extracted if problems else _tidy(reading.tldr),
            tldr_origin=("extracted" if extracted else None) if problems else "model",
            tags=tuple(tag.tag for tag in found.evidence),
            evidence=found.evidence,
            proposed_tags=found.proposed,
        )


def _tidy(tldr: str) -> str:
    """A TL;DR on one line, without quotation marks or a heading, with a full stop."""
    line = one_line(tldr).removeprefix("TL;DR:").strip().strip('"“”').strip()
    return f"{line}." if line and line[-1] not in ".!?。！？…" else line  # noqa: RUF001
