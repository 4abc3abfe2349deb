"""What a system says of labelled papers: an engine asked, or a digest made earlier."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer import engines
from summarizer.annotate.annotator import How, annotate
from summarizer.annotate.entries import skipped
from summarizer.errors import InputError, UsageError
from summarizer.papers.records import Entry, Skipped, Usage
from summarizer.papers.wire import load
from summarizer.sources import content

if TYPE_CHECKING:
    from summarizer.evaluation.gold import Gold
    from summarizer.library.run import Run
    from summarizer.observer import Observer, Progress
    from summarizer.papers.records import Paper
    from summarizer.sources.content import Content
    from summarizer.topics.vocabulary import Vocabulary

_FILES = (".json", ".jsonl", ".gz")


class Subject(NamedTuple):
    """What is measured: an engine or a digest's file, asked with a prompt of its own or not."""

    model: str
    prompt: str | None = None

    @property
    def name(self) -> str:
        """What tables call it."""
        return f"{self.model} with {self.prompt}" if self.prompt else self.model


@dataclass
class Answers:
    """What one system said of every paper; a paper without an answer is not in `entries`.

    `seconds` and `refused` (tags given without grounds) are of the papers that were `asked`
    about now, and None where all answers were kept ones.
    """

    name: str
    engine: str
    model: str | None
    prompt: str | None
    entries: dict[str, Entry] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    asked: int = 0
    seconds: float | None = None
    refused: int | None = None

    def tags(self, paper: Paper) -> tuple[str, ...]:
        """The topics a paper was given; none where it has no answer."""
        answer = self.entries.get(paper.id)
        return answer.tags if answer else ()

    def quote(self, topic: str, paper: Paper) -> str | None:
        """The evidence for a topic of a paper."""
        answer = self.entries.get(paper.id)
        tags = answer.evidence if answer else ()
        return next((tag.quote for tag in tags if tag.tag == topic), None)


def answers_of(
    subject: Subject, gold: Gold, run: Run, vocabulary: Vocabulary, *, refresh: bool
) -> Answers:
    """Everything a system says of the papers.

    Raises ServiceError where its server cannot be asked, InputError for an unreadable digest.
    """
    if subject.model.endswith(_FILES) and Path(subject.model).is_file():
        return _read_answers(subject.model, gold, vocabulary)
    prompt = subject.prompt or run.settings.prompt
    engine = engines.create(replace(run.settings, model=subject.model, prompt=prompt))
    if subject.prompt and engine.prompt is None:
        message = f"`{subject.model}` takes no prompt: `--prompt` is for language models"
        raise UsageError(message)
    found = Answers(subject.name, engine.name, engine.model, engine.prompt)
    tally = _Tally(run.observer)
    how = How(refresh=refresh or not engine.paid, observer=tally, total=len(gold.papers))
    start = time.perf_counter()
    for item in annotate((each.paper for each in gold.papers), engine, run.cache, how):
        if isinstance(item, Skipped):
            found.skipped.append(item)
        else:
            found.entries[item.id] = item
            found.asked += not item.cached
    if found.asked:
        found.seconds = time.perf_counter() - start
        found.refused = tally.refused
    usage = engine.usage if engines.waits(engine) else Usage()
    found.usage = replace(usage, cached=len(found.entries) - found.asked)
    return found


def _read_answers(path: str, gold: Gold, vocabulary: Vocabulary) -> Answers:
    """The answers in a digest made earlier: by another prompt, version or vocabulary."""
    try:
        entries = {each.id: each for each in _entries(content.read_content(path))}
    except (ValueError, KeyError, TypeError) as error:
        message = f"`{path}` is not a digest: give one made with `--json` ({error})"
        raise InputError(message) from error
    first = next(iter(entries.values()), None)
    found = Answers(
        path,
        first.engine if first else "",
        first.model if first else None,
        first.prompt if first else None,
    )
    for labelled in gold.papers:
        paper = labelled.paper
        answer = entries.get(paper.id)
        if answer is None:
            found.skipped.append(skipped(paper, "it is not in the digest"))
            continue
        found.entries[paper.id] = _renamed(answer, vocabulary)
    return found


def _entries(given: Content) -> list[Entry]:
    if given.form == "lines":
        return [load(Entry, row) for _, row in given.json_lines()]
    return [load(Entry, row) for row in given.json["papers"]]


def _renamed(answer: Entry, vocabulary: Vocabulary) -> Entry:
    """An answer with topics by the names they have now."""

    def now(name: str) -> str:
        topic = vocabulary.resolve(name)
        return topic.name if topic else name

    return replace(
        answer,
        tags=tuple(dict.fromkeys(map(now, answer.tags))),
        evidence=tuple(replace(tag, tag=now(tag.tag)) for tag in answer.evidence),
    )


class _Tally:
    """An observer that counts the tags an engine gave without grounds."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self.refused = 0

    def note(self, message: str) -> None:
        self._observer.note(message)

    def detail(self, message: str) -> None:
        self.refused += "` dropped: its quote" in message or "` dropped: it has no" in message
        self._observer.detail(message)

    def warn(self, message: str) -> None:
        self._observer.warn(message)

    def progress(self, state: Progress) -> None:
        self._observer.progress(state)
