"""Batches as JSON files, one each, beside the questions they hold.

A record is on disk before the call that makes its batch and after it, so that a killed run
never has a paper paid for twice: what was begun and has no id is looked for on the server.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from summarizer.cache import Asked, key
from summarizer.errors import InputError, ServiceError
from summarizer.files import set_aside, write_atomic
from summarizer.records import Paper, Usage
from summarizer.wire import dumps
from summarizer.wire import fields as named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from summarizer.engines import BatchEngine
    from summarizer.observer import Observer

State = Literal["uploading", "creating", "made"]
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
MARK = "summarizer"
"""The key of the metadata by which our batches are known."""
_AGAIN = "-2"
_LOCK_SECONDS = 600.0


@dataclass(frozen=True)
class Question:
    """A paper in a batch: `first` is the answer before where this is the re-ask.

    `shown` is how many examples it was asked with. `key` is what its answer is kept by.
    """

    key: str
    paper: Paper
    shown: int = 0
    first: str | None = None

    @classmethod
    def unknown(cls, custom_id: str) -> Question:
        """A question whose paper is not known; its key is."""
        return cls(custom_id.removesuffix(_AGAIN), Paper(id="", title="", abstract=""))

    @property
    def custom_id(self) -> str:
        """What the server gives back with the answer."""
        return self.key if self.first is None else self.key + _AGAIN


@dataclass(frozen=True, kw_only=True)
class Job:
    """A batch as it was last heard of; `id` is None until the server has given one.

    `status` and the counts are the server's; `usage` is known once it was fetched.
    """

    token: str
    state: State
    base_url: str
    model: str
    prompt: str | None
    topics: str
    language: str | None = None
    requests: int = 0
    bytes: int | None = None
    begun_at: str = ""
    file: str | None = None
    id: str | None = None
    status: str | None = None
    completed: int | None = None
    failed: int | None = None
    fetched_at: str | None = None
    left: int | None = None
    usage: Usage | None = None

    @property
    def ended(self) -> bool:
        """Whether the server is done with it."""
        return self.status in ENDED

    @property
    def in_flight(self) -> bool:
        """Whether answers may yet come of it that were paid for."""
        return not self.fetched_at and self.status != "failed"

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
        )


def begun(engine: BatchEngine, language: str | None) -> Job:
    """A job for a batch that is about to be made."""
    return Job(
        token=os.urandom(8).hex(),
        state="uploading",
        base_url=engine.server.shown_url,
        model=engine.server.name,
        prompt=engine.prompt,
        topics=engine.topics,
        language=language,
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
        requests=int(requests) if requests.isascii() and requests.isdigit() else 0,
        begun_at=_moment(datetime.fromtimestamp(created, UTC)) if created else now(),
        file=batch.get("input_file_id"),
    )
    return made.heard(batch) if made.token.isalnum() else None


def now() -> str:
    """The time in UTC, to the millisecond: several batches may be made in a second."""
    return _moment(datetime.now(UTC))


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class Jobs:
    """The folder of jobs."""

    folder: Path
    observer: Observer

    def all(self) -> list[Job]:
        """Every job there is a record of, the oldest first; a damaged record is set aside."""
        found = (self._read(path) for path in self.folder.glob("*.json"))
        return sorted((job for job in found if job), key=lambda job: (job.begun_at, job.token))

    def find(self, identity: str) -> Job | None:
        """The job whose batch has this id."""
        return next((job for job in self.all() if job.id == identity), None)

    def keep(self, job: Job) -> Job:
        """Write a job's record; on return it is on disk. Raises OSError."""
        write_atomic(self._path(job, "json"), dumps(named(job)))
        return job

    def keep_questions(self, job: Job, questions: Iterable[Question]) -> None:
        """Write what a job asks, on disk before its record is. Raises OSError."""
        lines = (
            dumps(
                {
                    "key": each.key,
                    "id": each.paper.id,
                    "title": each.paper.title,
                    "abstract": each.paper.abstract,
                    "shown": each.shown,
                    "first": each.first,
                }
            )
            for each in questions
        )
        write_atomic(self._path(job, "jsonl"), "".join(f"{line}\n" for line in lines))

    def questions(self, job: Job) -> dict[str, Question]:
        """What a job asks, by custom id; those that cannot be read are left out."""
        found = (_question(known) for known in self._lines(job))
        return {each.custom_id: each for each in found if each.key == key(each.paper, job.asked)}

    def _keys(self, job: Job) -> Iterator[str]:
        return (str(known["key"]) for known in self._lines(job))

    def _lines(self, job: Job) -> Iterator[dict[str, Any]]:
        """The decoded lines of what a job asks. Raises InputError where they are damaged."""
        path = self._path(job, "jsonl")
        try:
            with path.open(encoding="utf-8") as stream:
                for line in stream:
                    known = json.loads(line)
                    _question(known)
                    yield known
        except (OSError, ValueError, KeyError, TypeError) as error:
            why = getattr(error, "strerror", None) or "it is damaged"
            message = (
                f"cannot read what batch {job.id or job.token} asks (`{path}`: {why}): remove "
                f"`{path.with_suffix('.json')}`, then the server's list tells of the batch"
            )
            raise InputError(message) from error

    def in_flight(self) -> dict[str, Job]:
        """The job that each paper in flight is in, by the key of its answer."""
        flying = [job for job in self.all() if job.in_flight]
        return {key: job for job in flying for key in self._keys(job)}

    def hear(self, job: Job, batch: dict[str, Any]) -> Job:
        """Keep what the server now tells of a job. Raises OSError."""
        return self.keep((self._read(self._path(job, "json")) or job).heard(batch))

    def forget(self, job: Job) -> None:
        """Remove a job that came to nothing."""
        for ending in ("json", "jsonl", "requests.jsonl"):
            self._path(job, ending).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Remove what killed runs left; only for the one that submits."""
        for path in self.folder.glob("*.jsonl"):
            whole = path.with_name(f"{path.name.partition('.')[0]}.json").exists()
            if not whole or path.name.endswith(".requests.jsonl"):
                path.unlink(missing_ok=True)

    def request_file(self, job: Job) -> Path:
        """Where the request file of a job is put together."""
        return self._path(job, "requests.jsonl")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other run submit meanwhile. Raises ServiceError where another takes too long."""
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            self.observer.note("another run is submitting; waiting until it is done")
            try:
                lock.acquire(timeout=_LOCK_SECONDS)
            except Timeout as error:
                message = f"another run submits for over {_LOCK_SECONDS:.0f} s: try again later"
                raise ServiceError(message) from error
        try:
            yield
        finally:
            lock.release()

    def _path(self, job: Job, ending: str) -> Path:
        return self.folder / f"{job.token}.{ending}"

    def _read(self, path: Path) -> Job | None:
        try:
            known = json.loads(path.read_bytes())
            return _job(known)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, AttributeError, KeyError) as error:
            if isinstance(error, OSError):
                raise
            kept = set_aside(path)
            self.observer.warn(
                f"the record of a batch was damaged and is set aside as `{kept}`: its papers "
                "would be submitted again; see the provider's list of batches"
            )
            return None


def _question(known: dict[str, Any]) -> Question:
    """The question of a decoded line. Raises KeyError, TypeError."""
    paper = Paper(id=known["id"], title=known["title"], abstract=known["abstract"])
    return Question(known["key"], paper, known["shown"], known["first"])


def _job(known: dict[str, Any]) -> Job:
    """A job of a decoded record. Raises ValueError, TypeError, KeyError, AttributeError."""
    names = {each.name for each in fields(Job)}
    values = {name: value for name, value in known.items() if name in names}
    if values.get("usage") is not None:
        values["usage"] = Usage(**values["usage"])
    job = Job(**values)
    if not (job.token.isalnum() and job.topics and job.model and job.base_url):
        message = "not a whole record"
        raise ValueError(message)
    return job


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
