"""Kept answers held against the full texts that are at hand, without asking anybody.

An answer is kept by title and abstract, so that none is paid for again because a text came since.
What a text proves beside it is kept by the answer and the text, so that a text is read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.cache import BY_TEXT, Asked
from summarizer.engines import reads_texts
from summarizer.errors import UsageError
from summarizer.papers.wire import dumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.annotate.cache import Answers
    from summarizer.annotate.claims import Claim
    from summarizer.engines import Identity
    from summarizer.errors import NotKept
    from summarizer.papers.papertext import Texts
    from summarizer.papers.records import Annotation, Paper

RULES = "1"
"""Raise it whenever a text may prove something else than before."""


@dataclass
class Rereading:
    """The answers of a cache, as the texts at hand better them."""

    cache: Answers
    texts: Texts

    def get(self, paper: Paper, engine: Identity) -> Annotation | None:
        """The answer for this paper by this engine, or None."""
        answer = self.cache.get(paper, engine)
        return self.reread(paper, engine, answer) if answer else None

    def reread(self, paper: Paper, engine: Identity, answer: Annotation) -> Annotation:
        """An answer with what the paper's text proves beside title and abstract."""
        stamp = self.texts.stamp(paper)
        if not (stamp and reads_texts(engine)):
            return answer
        asked = _by_text(engine, answer, stamp)
        known = self.cache.get(paper, asked)
        if known:
            return known
        try:
            text = self.texts.text(paper)
        except UsageError:  # it can be read as soon as a library is installed
            return answer
        better = engine.reread(answer, paper, text) if text else answer
        self.cache.put(paper, asked, better)
        return better

    def put(self, paper: Paper, engine: Identity, answer: Annotation) -> None:
        """Keep an answer."""
        self.cache.put(paper, engine, answer)

    def put_all(self, answers: Sequence[tuple[Paper, Annotation]], engine: Identity) -> None:
        """Keep answers that came together. Raises NotKept where that fails for paid ones."""
        self.cache.put_all(answers, engine)

    def full(self) -> NotKept | None:
        """Why no answer can be kept now; None where one can."""
        return self.cache.full()

    def claim(self, paper: Paper, engine: Identity) -> Claim | None:
        """The right to ask about a paper; None where another run is asking."""
        return self.cache.claim(paper, engine)


def _by_text(engine: Identity, answer: Annotation, stamp: str) -> Asked:
    """Who is said to have answered by this text: what is kept so can be made again for nothing."""
    from hashlib import sha256

    told = sha256(f"{RULES}\n{stamp}\n{dumps(answer)}".encode()).hexdigest()[:16]
    topics = f"{engine.topics}{BY_TEXT}{told}"
    return Asked(engine.name, engine.model, engine.prompt, topics, paid=False)


def with_texts(cache: Answers, texts: Texts, *engines: Identity | None) -> Rereading:
    """A cache whose answers are held against texts, which the engines are given too."""
    for engine in filter(None, engines):
        if reads_texts(engine):
            engine.texts = texts
    return Rereading(cache, texts)
