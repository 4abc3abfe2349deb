"""The files of a batch's results: downloaded whole, and what they are missing told."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from hashlib import file_digest
from typing import TYPE_CHECKING

from summarizer.batch import batchfiles
from summarizer.errors import Refused, Unreachable
from summarizer.network.retries import pause
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from summarizer.batch.endpoints import BatchServer
    from summarizer.batch.job import Job

_REASONS = 3
_DOWNLOADS = 4
_BEFORE_ANOTHER = 2.0


@dataclass
class ResultFiles:
    """The results of one batch that are about its own requests; `notes` are what was amiss."""

    job: Job
    server: BatchServer
    wanted: Container[str]
    notes: list[str] = field(default_factory=list)
    _told: Counter[str] = field(default_factory=Counter)

    async def download(self, batch: dict[str, object], folder: Path) -> dict[str, Path]:
        """Get the files that the server names: of answers, and of failures."""
        found = {}
        for name, number in (("output", self.job.completed), ("error", self.job.failed)):
            file = batch.get(f"{name}_file_id")
            if isinstance(file, str) and file:
                found[name] = folder / name
                await self._download(file, found[name], number or 0)
        return found

    async def _download(self, file: str, path: Path, expected: int) -> None:
        """Get a file of results; one with damaged lines until it comes the same again.

        What a fetch did not see would be asked, and paid for, anew. Raises Unreachable where
        the file holds no result at all and the server counts some.
        """
        before = None
        for _ in range(_DOWNLOADS):
            await self.server.download(file, path)
            with path.open("rb") as stream:
                kinds = Counter(type(each) for each in batchfiles.results(stream))
                stream.seek(0)
                digest = file_digest(stream, "sha256").digest()
            if kinds[batchfiles.Result] >= expected and not kinds[batchfiles.Unread]:
                return
            if digest == before:
                break
            before = digest
            await pause(_BEFORE_ANOTHER)
        if expected and not kinds[batchfiles.Result]:
            message = (
                f"{self.server.server.shown_url}: the file `{file}` has no results: try again later"
            )
            raise Unreachable(message)

    def results(self, files: dict[str, Path]) -> Iterator[batchfiles.Result]:
        """The results in the files, one by one.

        Raises Unreachable behind the last where there must be others: they are not in any file
        yet, and to take them for lost would have their papers paid for again.
        """
        for name, path in files.items():
            yield from self._results(name, path)
        missing = self.job.completed and not self._told["output"] and not self._told["answers"]
        if missing or (self.job.status == "completed" and not self._told.total()):
            counted = self.job.completed or self.job.requests
            message = (
                f"{self.server.server.shown_url} says that batch {self.job.id} has ended, and its "
                f"files hold none of {counted} answers: try again later; its papers stay in flight"
            )
            raise Unreachable(message)

    def _results(self, name: str, path: Path) -> Iterator[batchfiles.Result]:
        strangers = 0
        with path.open("rb") as stream:
            for each in batchfiles.results(stream):
                if isinstance(each, batchfiles.Unread):
                    self.notes.append(
                        f"line {each.line} of the {name} file cannot be read: {each.why}"
                    )
                elif each.custom_id in self.wanted:
                    self._told[name] += 1
                    self._told["answers"] += each.data is not None
                    yield each
                else:
                    strangers += 1
        if strangers:
            self.notes.append(
                f"{counted(strangers, 'line')} of the {name} file matched no paper of this batch"
            )


def failed(job: Job, batch: dict[str, object], server: BatchServer) -> Refused:
    """The error of a batch that the server did not accept: nothing of it was asked or paid."""
    return Refused(
        f"batch {job.id} was not accepted: {why_failed(batch, server)}: nothing in it was "
        "answered; `summarize batch submit` submits its papers again"
    )


def why_failed(batch: dict[str, object], server: BatchServer) -> str:
    """The server's reasons, the most frequent ones first."""
    errors = batch.get("errors")
    data = errors.get("data") if isinstance(errors, dict) else None
    said = [
        f"line {each['line']}: {each.get('message')}" if each.get("line") else each.get("message")
        for each in (data if isinstance(data, list) else [])
        if isinstance(each, dict)
    ]
    counted = Counter(str(each) for each in said if each)
    why = "; ".join(text for text, _ in counted.most_common(_REASONS)) or "no reason given"
    more = f" (and {len(counted) - _REASONS} more)" if len(counted) > _REASONS else ""
    return f"{server.server.hidden(why)}{more}"
