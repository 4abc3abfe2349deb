"""What the reviews at hand teach the embedded tagger: learned when first needed, then kept.

The file is derived from the reviews and may be thrown away. It is made anew after every
change of the reviews, the vocabulary or the engine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.settings import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.engines.embedded.shifts import Judged, Learned
    from summarizer.engines.embedded.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learned, as JSON, and eight hex digits that tell it from anything else."""

    hash: str
    body: bytes

    def learned(self) -> Learned:
        """The lessons as the tagger takes them."""
        from summarizer.engines.embedded.shifts import Learned

        return Learned(**json.loads(self.body))


def lessons(version: str, vocabulary: Path, topics: str) -> Lessons | None:
    """What the reviews teach this version of the engine; None where they teach nothing."""
    data = folder("data")
    try:
        changed = (data / "reviews").stat().st_mtime_ns
    except OSError:
        return None
    path = data / "learned.json"
    key = json.dumps([version, topics, changed]).encode()
    body = _kept(path, key)
    if body is None:
        body = _learn(data, vocabulary)
        _keep(path, key, body)
    if body == b"{}":
        return None
    from hashlib import sha256

    return Lessons(sha256(body).hexdigest()[:8], body)


def _kept(path: Path, key: bytes) -> bytes | None:
    """What was learned before, unless it was of other things, or is damaged."""
    try:
        head, found, body = path.read_bytes().partition(b"\n")
        json.loads(body)
    except (OSError, ValueError):
        return None
    return body.strip() if found and head == key else None


def _keep(path: Path, key: bytes, body: bytes) -> None:
    """Keep it for the next run; where that cannot be, it is learned again."""
    from contextlib import suppress

    from summarizer.files import write_atomic

    with suppress(OSError):
        write_atomic(path, f"{key.decode()}\n{body.decode()}\n", durable=False)


def _learn(data: Path, vocabulary: Path) -> bytes:
    from summarizer.engines.embedded import shifts, tagmodel
    from summarizer.engines.embedded.tagger import Tagger
    from summarizer.topics import vocabularyfile

    known = vocabularyfile.load(vocabulary)
    model = tagmodel.load(known.weights)
    rows = list(_judged(data, Tagger(known)))
    if not rows:
        return b"{}"
    found = shifts.learn(rows, frozenset(model.biases.keys() | model.lexicons.keys()))
    return json.dumps({"offsets": found.offsets, "weights": found.weights}).encode()


def _judged(data: Path, plain: Tagger) -> Iterator[Judged]:
    """The verdicts of all reviews whose papers are at hand."""
    from summarizer.observer import Once, Silent
    from summarizer.reviews.store import Reviews

    for review in Reviews(data / "reviews", Once(Silent())).all():
        if review.tags and review.title and review.abstract:
            yield from plain.judged(review.title, review.abstract, review.tags)
