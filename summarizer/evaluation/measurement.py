"""Answers measured against labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.evaluation import rouge, scores
from summarizer.evaluation.disputes import compared, disputes
from summarizer.evaluation.results import Comparison, Evaluation, Grounding, System, TopicScore
from summarizer.evaluation.systems import Answers, Subject, answers_of
from summarizer.grounding.checks import checked, tldr_problems
from summarizer.papers.records import Digest, Report, Usage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.evaluation.gold import Gold
    from summarizer.evaluation.results import Disputed
    from summarizer.evaluation.scores import Counts
    from summarizer.library.run import Run
    from summarizer.reviews.store import Reviews
    from summarizer.topics.vocabulary import Vocabulary


def evaluate(
    gold: Gold, subjects: Sequence[Subject], run: Run, *, refresh: bool = False
) -> Measured:
    """Measure systems on labelled papers.

    A paper that a system did not answer counts as answered with nothing. Raises ServiceError
    where a model's server cannot be asked, InputError for an unreadable digest.
    """
    from summarizer.topics import vocabularyfile

    vocabulary = vocabularyfile.in_use(run.settings)
    answers = [answers_of(each, gold, run, vocabulary, refresh=refresh) for each in subjects]
    for number, each in enumerate(answers):
        if any(each.name == other.name for other in answers[:number]):
            each.name = f"{each.name} ({number + 1})"
    return Measured(gold, answers, vocabulary, run.settings.language, run.reviews)


@dataclass
class Measured:
    """All answers beside the labels; the figures are worked out when they are asked for."""

    gold: Gold
    answers: list[Answers]
    vocabulary: Vocabulary
    language: str | None
    reviews: Reviews

    def evaluation(self) -> Evaluation:
        """All figures."""
        papers = self.gold.papers
        return Evaluation(
            gold=self.gold.name,
            papers=len(papers),
            with_topics=sum(each.tags is not None for each in papers),
            with_tldr=sum(bool(each.tldrs) for each in papers),
            dropped=len(self.gold.dropped),
            unknown_topics=self.gold.unknown,
            vocabulary=self.vocabulary.hash,
            systems=tuple(map(self._system, self.answers)),
            comparison=self._comparison() if len(self.answers) > 1 else None,
            disputed=self.disputed,
        )

    def digest(self, generated_at: str) -> Digest:
        """The first system's answers on the disputed papers, to be reviewed."""
        ids = {each.id for each in self.disputed}
        first = self.answers[0]
        papers = tuple(each for each in first.entries.values() if each.id in ids)
        return Digest(
            source=(self.gold.name,),
            date=None,
            generated_at=generated_at,
            engine=first.engine,
            model=first.model,
            prompt=first.prompt,
            topics=self.vocabulary.hash,
            usage=Usage(cached=len(papers)),
            report=Report(found=len(ids), kept=len(ids)),
            papers=papers,
            skipped=tuple(each for each in first.skipped if each.id in ids),
        )

    def _counts(self, answers: Answers) -> list[dict[str, Counts]]:
        """Each paper's counts by topic, for the papers whose topics are labelled."""
        return [
            compared(each, answers.tags(each.paper))
            for each in self.gold.papers
            if each.tags is not None
        ]

    def _lines(self, answers: Answers) -> list[tuple[float, ...]]:
        """Each paper's ROUGE, for the papers with a TL;DR."""
        if not rouge.available():
            return []
        found = []
        for each in self.gold.papers:
            if each.tldrs:
                answer = answers.entries.get(each.paper.id)
                found.append(rouge.rouge((answer.tldr if answer else None) or "", each.tldrs))
        return found

    def _system(self, answers: Answers) -> System:
        rows = self._counts(answers)
        precision, recall, f1 = scores.rates([scores.total(list(row.values())) for row in rows])
        topics = tuple(_topic_scores(rows))
        lines = list(zip(*self._lines(answers), strict=True))
        return System(
            name=answers.name,
            engine=answers.engine,
            model=answers.model,
            prompt=answers.prompt,
            precision=precision,
            recall=recall,
            f1=f1,
            macro=_macro(topics),
            topics=topics,
            rouge=tuple(map(scores.mean, lines)),
            grounding=self._grounding(answers),
            usage=answers.usage,
            asked=answers.asked,
            seconds=answers.seconds,
            skipped=tuple(answers.skipped),
        )

    def _grounding(self, answers: Answers) -> Grounding:
        given = [
            (each.paper, answers.entries[each.paper.id])
            for each in self.gold.papers
            if each.paper.id in answers.entries
        ]
        return Grounding(
            tags=sum(len(checked(answer, paper)[1]) for paper, answer in given),
            refused=answers.refused,
            tldrs=sum(
                bool(answer.tldr and tldr_problems(answer.tldr, paper, self.language))
                for paper, answer in given
            ),
            replaced=sum(
                answer.tldr_origin == "extracted" and answer.engine != "embedded"
                for _, answer in given
            ),
        )

    def _comparison(self) -> Comparison:
        one, other = (
            [scores.total(list(row.values())) for row in self._counts(answers)]
            for answers in self.answers[:2]
        )
        lines = [list(zip(*self._lines(answers), strict=True)) for answers in self.answers[:2]]
        return Comparison(
            scores.compare_f1(one, other),
            tuple(scores.compare_means(*pair) for pair in zip(*lines, strict=True)),
        )

    @cached_property
    def disputed(self) -> tuple[Disputed, ...]:
        """The papers that labels and answers see differently."""
        return tuple(disputes(self.gold, self.answers, self.vocabulary))


def _topic_scores(rows: Sequence[dict[str, Counts]]) -> Iterator[TopicScore]:
    """Every topic that is right or given somewhere, the most frequent errors first."""
    spread = scores.intervals(rows)
    counts = {name: scores.total([row[name] for row in rows if name in row]) for name in spread}
    ordered = sorted(counts.items(), key=lambda row: (-row[1].wrong - row[1].missed, row[0]))
    for name, each in ordered:
        yield TopicScore(name, *each, each.precision, each.recall, spread[name])


def _macro(topics: Sequence[TopicScore]) -> tuple[float | None, float | None, float | None]:
    """Means over the topics for which a rate can be told."""
    return (
        _mean(each.precision for each in topics),
        _mean(each.recall for each in topics),
        _mean(each.f1.value for each in topics),
    )


def _mean(rates: Iterable[float | None]) -> float | None:
    known = [rate for rate in rates if rate is not None]
    return sum(known) / len(known) if known else None
