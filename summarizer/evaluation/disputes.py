"""Where labels and answers disagree, with the evidence of both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from summarizer.evaluation.results import Disagreement, Disputed
from summarizer.evaluation.scores import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.evaluation.gold import Gold, Labelled
    from summarizer.evaluation.systems import Answers
    from summarizer.topics.vocabulary import Vocabulary

Kind = Literal["wrong", "missed"]


def disputes(gold: Gold, systems: Sequence[Answers], vocabulary: Vocabulary) -> Iterator[Disputed]:
    """The papers of which some system and the labels say different topics."""
    from summarizer.engines.embedded.tagger import Tagger

    tagger = Tagger(vocabulary)
    for each in gold.papers:
        found = tuple(_disagreements(each, systems, tagger))
        if found:
            paper, right = each.paper, tuple(sorted(each.tags or ()))
            yield Disputed(paper.id, paper.title, paper.url, right, found)


def _disagreements(
    labelled: Labelled, systems: Sequence[Answers], tagger: Tagger
) -> Iterator[Disagreement]:
    paper = labelled.paper
    by: dict[tuple[str, Kind], list[Answers]] = {}
    for answers in systems if labelled.tags is not None else ():
        for topic, counts in compared(labelled, answers.tags(paper)).items():
            if not counts.right:
                kind: Kind = "wrong" if counts.wrong else "missed"
                by.setdefault((topic, kind), []).append(answers)
    if not by:
        return
    verdicts = {each.topic: each for each in tagger.explain(paper.title, paper.abstract)}
    for (topic, kind), those in sorted(by.items(), key=lambda row: row[0]):
        verdict = verdicts.get(topic)
        quotes = {each.name: each.quote(topic, paper) for each in systems}
        yield Disagreement(
            topic,
            kind,
            tuple(each.name for each in those),
            {name: quote for name, quote in quotes.items() if quote},
            verdict.phrases if verdict else (),
            verdict.score if verdict else None,
        )


def compared(labelled: Labelled, tags: Iterable[str]) -> dict[str, Counts]:
    """One paper's counts by topic; acceptable and not judged topics count neither way."""
    right, given = labelled.tags or frozenset(), frozenset(tags)
    wrong = given - right - labelled.also
    if labelled.wrong is not None:
        wrong &= labelled.wrong
    found = {name: Counts(right=1) for name in right & given}
    found |= {name: Counts(wrong=1) for name in wrong}
    return found | {name: Counts(missed=1) for name in right - given}
