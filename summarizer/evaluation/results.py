"""What an evaluation says: plain records, None for what was not measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from summarizer.evaluation.scores import Interval, Test
    from summarizer.papers.records import Skipped, Usage

Schema = Literal["summarizer/evaluation/1"]


@dataclass(frozen=True, slots=True)
class TopicScore:
    """One topic's counts and rates."""

    topic: str
    right: int
    wrong: int
    missed: int
    precision: float | None
    recall: float | None
    f1: Interval


@dataclass(frozen=True, slots=True)
class Grounding:
    """What does not stand in the papers.

    `tags` are kept tags whose quote is not in the paper; `refused` are tags that were given
    without one and dropped, None where every answer was a kept one; `tldrs` are TL;DRs with
    something the paper does not say, or of another form; `replaced` are a model's TL;DRs that
    were refused.
    """

    tags: int
    refused: int | None
    tldrs: int
    replaced: int


@dataclass(frozen=True, kw_only=True)
class System:
    """One model's figures; what was not measured is None.

    Macro rates are means over the topics that are right or given somewhere. `seconds` is for
    the papers that were not answered before, `asked` says how many these are.
    """

    name: str
    engine: str
    model: str | None
    prompt: str | None
    precision: Interval
    recall: Interval
    f1: Interval
    macro: tuple[float | None, float | None, float | None]
    topics: tuple[TopicScore, ...]
    rouge: tuple[Interval, ...]
    grounding: Grounding
    usage: Usage
    asked: int
    seconds: float | None
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second system against the first: F1 and the three kinds of ROUGE."""

    f1: Test
    rouge: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A topic of a paper that the labels and a system see differently.

    `kind` is what the systems in `by` did: gave a wrong topic, or missed a right one.
    `quotes` are theirs; `phrases` is where the topic's phrases stand in the paper, and
    `score` what the embedded tagger makes of them.
    """

    topic: str
    kind: Literal["wrong", "missed"]
    by: tuple[str, ...]
    quotes: dict[str, str]
    phrases: tuple[str, ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A paper with what is disputed of it."""

    id: str
    title: str
    url: str | None
    right: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Everything that was measured."""

    schema: Schema = "summarizer/evaluation/1"
    gold: str
    papers: int
    with_topics: int
    with_tldr: int
    dropped: int
    unknown_topics: tuple[str, ...]
    vocabulary: str
    systems: tuple[System, ...]
    comparison: Comparison | None
    disputed: tuple[Disputed, ...]
