"""An engine that counts what it is asked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from summarizer.errors import NotAnnotated
from summarizer.papers.records import Annotation


@dataclass
class Counting:
    name: str = "counting"
    model: str | None = "1"
    prompt: str | None = None
    topics: str = "abc"
    paid: bool = True
    asked: list[str] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    def annotate(self, paper):
        self.asked.append(paper.id)
        if paper.id in self.refuses:
            message = "the answer was cut off"
            raise NotAnnotated(message)
        return Annotation(
            tldr=f"About {paper.title}.", tldr_origin="extracted", tags=("rag",), engine=self.name
        )


class Heard:
    """An observer that keeps what it hears."""

    def __init__(self):
        self.notes, self.details, self.warnings, self.states = [], [], [], []

    def note(self, message):
        self.notes.append(message)

    def detail(self, message):
        self.details.append(message)

    def warn(self, message):
        self.warnings.append(message)

    def progress(self, state):
        self.states.append(replace(state))
