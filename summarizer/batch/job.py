"""A batch and the questions in it, as values, and how the server is told and heard of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from summarizer.annotate.cache import Asked
from summarizer.text.plain import whole_number

if TYPE_CHECKING:
    from summarizer.engines.llm.batches import BatchEngine
    from summarizer.papers.records import Paper, Usage

State = Literal["uploading", "creating", "made"]
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
MARK = "summarizer"
"""The key of the metadata by which our batches are known."""
AGAIN = "-2"
"""How the custom id of a re-ask ends."""


@dataclass(frozen=True)
class Question:
    """A paper in a batch: `first` is the answer before where this is the re-ask.

    `shown` is how many examples it was asked with. `key` is what its answer is kept by.
    """

    key: str
    paper: Paper
    shown: int = 0
    first: str | None = None

    @property
    def known(self) -> bool:
        """Whether the paper's text is known: that of a batch made elsewhere may not be."""
        return bool(self.paper.abstract)

    @property
    def custom_id(self) -> str:
        """What the server gives back with the answer."""
        return self.key if self.first is None else self.key + AGAIN


@dataclass(frozen=True, kw_only=True)
class Job:
    """A batch as it was last heard of; `id` is None until the server has given one.

    `status` and the counts are the server's, and so is `results`: whether it names a file of
    them. `usage` is known once it was fetched.
    """

    token: str
    state: State
    base_url: str
    model: str
    prompt: str | None
    topics: str
    language: str | None = None
    verify: str | None = None
    """The model that checks each TL;DR; None where none does."""
    requests: int = 0
    bytes: int | None = None
    begun_at: str = ""
    file: str | None = None
    id: str | None = None
    status: str | None = None
    completed: int | None = None
    failed: int | None = None
    results: bool | None = None
    fetched_at: str | None = None
    left: int | None = None
    usage: Usage | None = None

    @property
    def ended(self) -> bool:
        """Whether the server is done with it."""
        return self.status in ENDED

    @property
    def in_flight(self) -> bool:
        """Whether answers may yet come of it that were paid for; some fail with answers."""
        return not self.fetched_at and bool(
            self.status != "failed" or self.completed or self.results
        )

    @property
    def age(self) -> float:
        """Seconds since it was begun."""
        return (datetime.now(UTC) - datetime.fromisoformat(self.begun_at)).total_seconds()

    @property
    def asked(self) -> Asked:
        """Who answers: what the answers are kept by."""
        from summarizer.engines import COMPATIBLE

        return Asked(COMPATIBLE, self.model, self.prompt, self.topics)

    @property
    def metadata(self) -> dict[str, str]:
        """What the server is told to keep with the batch: all that another machine needs."""
        known = {
            MARK: self.token,
            "model": self.model,
            "prompt": self.prompt,
            "topics": self.topics,
            "language": self.language,
            "verify": self.verify,
            "requests": str(self.requests),
        }
        return {name: value for name, value in known.items() if value is not None}

    def heard(self, batch: dict[str, Any]) -> Job:
        """The job as the server now tells of it."""
        counts = batch.get("request_counts")
        counts = counts if isinstance(counts, dict) else {}
        return replace(
            self,
            state="made",
            id=str(batch["id"]),
            status=str(batch.get("status")),
            completed=_count(counts.get("completed")),
            failed=_count(counts.get("failed")),
            results=bool(batch.get("output_file_id") or batch.get("error_file_id")),
        )

    def is_made_of(self, batch: dict[str, Any]) -> bool:
        """Whether a batch of the server asks what this job does.

        Its metadata tells, or the file of its requests where the server gives none back.
        """
        known = batch.get("metadata")
        if isinstance(known, dict) and MARK in known:
            return bool(known[MARK] == self.token)
        return bool(self.file) and batch.get("input_file_id") == self.file


def begun(engine: BatchEngine, language: str | None, verify: str | None = None) -> Job:
    """A job for a batch that is about to be made."""
    return Job(
        token=os.urandom(8).hex(),
        state="uploading",
        base_url=engine.server.shown_url,
        model=engine.server.name,
        prompt=engine.prompt,
        topics=engine.topics,
        language=language,
        verify=verify,
        begun_at=now(),
    )


def of_batch(batch: dict[str, Any], base_url: str) -> Job | None:
    """The job that another machine made; None where the batch is none of ours."""
    known = batch.get("metadata")
    if not isinstance(known, dict) or not {MARK, "model", "topics"} <= known.keys():
        return None
    requests, created = str(known.get("requests")), _count(batch.get("created_at"))
    made = Job(
        token=str(known[MARK]),
        state="made",
        base_url=base_url,
        model=str(known["model"]),
        prompt=known.get("prompt"),
        topics=str(known["topics"]),
        language=known.get("language"),
        verify=known.get("verify"),
        requests=whole_number(requests) or 0,
        begun_at=_moment(datetime.fromtimestamp(created, UTC)) if created else now(),
        file=batch.get("input_file_id"),
    )
    return made.heard(batch) if made.token.isalnum() else None


def now() -> str:
    """The time in UTC, to the millisecond: several batches may be made in a second."""
    return _moment(datetime.now(UTC))


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
