"""What was sent to whom: a file for each day, source and address, so that nothing goes twice.

A file says `sending` from just before something is handed over until the server has answered;
where it still says so later, the run was killed, and nobody here knows whether it was taken.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from summarizer.errors import OutputError, Refused
from summarizer.files import write_atomic
from summarizer.papers.wire import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from summarizer.papers.records import Digest

State = Literal["sending", "sent"]
_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError,
            OverflowError)  # fmt: skip
UNKNOWN = "an unknown time"
"""When something was sent of which the record cannot be read."""
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.:]+(?:\+00:00|Z)")
PATIENCE = 300.0
"""Seconds to wait for another run that is sending the same."""


@dataclass(frozen=True)
class Piece:
    """One message of several: the ids of its papers, and whether the server said that it has it."""

    papers: tuple[str, ...]
    sent: bool
    at: str


@dataclass(frozen=True)
class Sending:
    """How far something got, when that was, and how many times it has been sent before.

    `parts` are the messages that were handed over so far, where it goes in several.
    """

    state: State
    at: str
    times: int = 0
    parts: tuple[Piece, ...] = ()

    @property
    def when(self) -> str:
        """That moment as people write it, to the minute."""
        moment = _MOMENT.fullmatch(self.at)
        return f"{moment[1]} {moment[2]} UTC" if moment else self.at


@dataclass(frozen=True)
class Sendings:
    """A folder of records."""

    folder: Path

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold a mail's record, alone among all runs. Raises Refused, OutputError."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path(key).with_suffix(".lock"))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock.acquire(timeout=PATIENCE)
        except Timeout as error:
            waited = f"{PATIENCE:.0f} s"
            message = f"another run has been sending the same digest for {waited}: try again later"
            raise Refused(message) from error
        except OSError as error:
            raise self._unwritable(error) from error
        try:
            yield
        finally:
            lock.release()

    def read(self, key: str) -> Sending | None:
        """What is known of a mail; a record that cannot be read leaves it open."""
        path = self._path(key)
        try:
            found = json.loads(path.read_bytes())
            parts = tuple(
                Piece(tuple(map(str, each["papers"])), each["sent"] is True, str(each["at"]))
                for each in found.get("parts", ())
            )
            return Sending(found["state"], found["at"], int(found["times"]), parts)
        except FileNotFoundError:
            return None
        except _DAMAGED:
            return Sending("sending", UNKNOWN)

    def write(self, key: str, sending: Sending, **about: str) -> None:
        """Keep how far a mail got, on disk before this returns. Raises OutputError."""
        record = {**vars(sending), "parts": [vars(each) for each in sending.parts], **about}
        try:
            write_atomic(self._path(key), dumps(record) + "\n", private=True)
            _settle(self.folder)
        except OSError as error:
            raise self._unwritable(error) from error

    def forget(self, key: str, before: Sending | None) -> None:
        """Put back what was known before: the server has surely not taken the mail."""
        if before:
            self.write(key, before)
        else:
            self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _unwritable(self, error: OSError) -> OutputError:
        why = error.strerror or error
        return OutputError(f"cannot record what is sent in `{self.folder}`: {why}: nothing is sent")


def key(day: str, sources: str, recipient: str) -> str:
    """The name of a mail's record."""
    import hashlib

    words = dumps([day, sources, recipient.casefold()]).encode()
    return f"{day}-{hashlib.sha256(words).hexdigest()[:16]}"


def day_of(digest: Digest) -> str:
    """The day or period that a digest is of; without one, its papers tell it from others."""
    if digest.period:
        return re.sub(r"[^\w-]+", "-", digest.period.name)
    if digest.date:
        return digest.date
    from hashlib import sha256

    return sha256(" ".join(each.id for each in digest.papers).encode()).hexdigest()[:16]


def _settle(folder: Path) -> None:
    """Wait until the disk knows the folder's new file, where the system can say so."""
    if os.name == "posix":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
