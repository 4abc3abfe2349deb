"""Batches as JSON files, one each, beside the questions they hold.

A record is on disk before the call that makes its batch and after it, so that a killed run
never has a paper paid for twice: what was begun and has no id is looked for on the server.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from summarizer.annotate.cache import key
from summarizer.batch.job import Job, Question
from summarizer.errors import InputError, ServiceError
from summarizer.files import set_aside, write_atomic
from summarizer.papers.records import Paper, PartialUsage, Usage
from summarizer.papers.wire import dumps
from summarizer.papers.wire import fields as named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from summarizer.observer import Observer

_LOCK_SECONDS = 600.0


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

    def first_of(self, job: Job) -> Job | None:
        """The batch that is recorded in this one's place, where it was made twice."""
        known = self._read(self._path(job, "json"))
        return known if known and known.id not in {None, job.id} else None

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
        whole = (each for each in found if not each.known or _is_of(each, job))
        return {each.custom_id: each for each in whole}

    def asks(self, job: Job) -> bool:
        """Whether what a job asks is recorded here."""
        return self._path(job, "jsonl").exists()

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
                f"cannot read the requests of {job.id or job.token} (`{path}`: {why}): remove "
                f"`{path.with_suffix('.json')}`, and it is found again in the server's list"
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
            self.observer.note("another run is submitting; waiting for it")
            try:
                lock.acquire(timeout=_LOCK_SECONDS)
            except Timeout as error:
                message = (
                    f"another run has been submitting for {_LOCK_SECONDS:.0f} s: try again later"
                )
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
                f"the record of a batch was damaged and set aside as `{kept}`: its papers would be "
                "submitted again; check the provider's list of batches"
            )
            return None


def _is_of(question: Question, job: Job) -> bool:
    return question.key == key(question.paper, job.asked)


def _question(known: dict[str, Any]) -> Question:
    """The question of a decoded line. Raises KeyError, TypeError."""
    paper = Paper(id=known["id"], title=known["title"], abstract=known["abstract"])
    return Question(known["key"], paper, known["shown"], known["first"])


def _job(known: dict[str, Any]) -> Job:
    """A job of a decoded record. Raises ValueError, TypeError, KeyError, AttributeError."""
    names = {each.name for each in fields(Job)}
    values = {name: value for name, value in known.items() if name in names}
    if values.get("usage") is not None:
        partly = "untold" in values["usage"]
        values["usage"] = (PartialUsage if partly else Usage)(**values["usage"])
    job = Job(**values)
    datetime.fromisoformat(job.begun_at)
    if not (job.token.isalnum() and job.topics and job.model and job.base_url):
        message = "it is incomplete"
        raise ValueError(message)
    return job
