"""Answers as JSON files, keyed by all that an answer depends on."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, Protocol

from summarizer.engines import without_reader
from summarizer.errors import NotKept
from summarizer.files import set_aside, write_atomic, write_together
from summarizer.papers.records import Annotation, Answer, Paper
from summarizer.papers.wire import dumps, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from summarizer.annotate.claims import Claim
    from summarizer.engines import Identity
    from summarizer.observer import Once
    from summarizer.topics.carryover import Earlier

FORM = 1
_TOGETHER = 64
"""Files that are open at once at the most."""
_PROBE = 4096
"""Bytes of an answer, about."""
BY_TEXT = "+text@"
"""What the vocabulary of an answer has that was held against a full text; its hash follows."""
_MORE = frozenset({"unproven", "refused"})
"""What an answer has of which a model said more than title and abstract prove."""
_DAY = 86_400
"""Seconds after which an answer that is read is marked as used again."""


@dataclass(frozen=True)
class Stored:
    """An answer file: where it is, its size in bytes, and what it says; None if damaged."""

    path: Path
    size: int
    content: dict[str, Any] | None


@dataclass(slots=True)
class Asked:
    """Who answered: what of an engine an answer is kept by."""

    name: str
    model: str | None
    prompt: str | None
    topics: str
    paid: bool = True


class Answers(Protocol):
    """Where annotating looks for an answer, and puts a new one."""

    def get(self, paper: Paper, engine: Identity) -> Annotation | None:
        """The answer for this paper by this engine, or None."""

    def put(self, paper: Paper, engine: Identity, answer: Annotation) -> None:
        """Keep an answer."""

    def put_all(self, answers: Sequence[tuple[Paper, Annotation]], engine: Identity) -> None:
        """Keep answers that came together. Raises NotKept where that fails for paid ones."""

    def reread(self, paper: Paper, engine: Identity, answer: Annotation) -> Annotation:
        """A new answer as `get` will give it."""

    def full(self) -> NotKept | None:
        """Why no answer can be kept now, told before one is paid for; None where one can."""

    def claim(self, paper: Paper, engine: Identity) -> Claim | None:
        """The right to ask about a paper; None where another run is asking."""


@dataclass
class Cache:
    """A folder of answers. Trouble with the disk is warned of once and never ends a run."""

    folder: Path
    warnings: Once
    earlier: Earlier | None = None

    def get(self, paper: Paper, engine: Identity) -> Annotation | None:
        """The answer for this paper by this engine, or None."""
        path = self._path(paper, engine)
        try:
            text = _read(path)
        except FileNotFoundError:
            return self._carried(paper, engine) if engine.paid else None
        except IsADirectoryError:
            self._set_aside(path, ValueError("it is a folder"))
            return None
        except OSError as error:
            self.warnings.warn("read", f"cannot read answers in `{self.folder}`: {error.strerror}")
            return None
        try:
            return _loaded(_answer(path, text))
        except ValueError as error:
            self._set_aside(path, error)
            return None

    def put(self, paper: Paper, engine: Identity, annotation: Annotation) -> None:
        """Keep an answer; on return it is whole in its place, on disk where it was paid for."""
        for error in self._written([(paper, annotation)], engine):
            self._unwritable(error)

    def put_all(self, answers: Sequence[tuple[Paper, Annotation]], engine: Identity) -> None:
        """Keep answers as `put` does; the disk is waited for once for some dozens.

        Raises NotKept where one that was paid for is not kept; the others then are.
        """
        failed = self._written(answers, engine)
        if failed and engine.paid:
            raise self._not_kept(failed[0])
        for error in failed:
            self._unwritable(error)

    def _written(
        self, answers: Sequence[tuple[Paper, Annotation]], engine: Identity
    ) -> list[OSError]:
        """Write answers; the errors of what was not written."""
        failed: list[OSError] = []
        private = without_reader(engine.prompt) != engine.prompt
        files = self._files(answers, engine)
        while some := list(islice(files, _TOGETHER)):
            failed += write_together(some, durable=engine.paid, private=private)
        if engine.paid and self.earlier and not failed:
            try:
                self.earlier.remember(engine.topics)
            except OSError as error:
                self._unwritable(error)
        return failed

    def _files(
        self, answers: Sequence[tuple[Paper, Annotation]], engine: Identity
    ) -> Iterator[tuple[Path, str]]:
        """Where answers are kept, and what the files say.

        What was answered to a reader is also kept for nobody in particular, unless such an answer
        is there: paid once, it serves both.
        """
        prompt = without_reader(engine.prompt)
        plain = Asked(engine.name, engine.model, prompt, engine.topics, engine.paid)
        for paper, annotation in answers:
            yield self._file(paper, engine, annotation)
            if prompt != engine.prompt and not self._path(paper, plain).exists():
                yield self._file(paper, plain, replace(annotation, relevance=None))

    def reread(self, paper: Paper, engine: Identity, answer: Annotation) -> Annotation:  # noqa: ARG002 - as `Answers` has it
        """A new answer as it is: `Rereading` is for those that a full text may better."""
        return answer

    def full(self) -> NotKept | None:
        """Why no answer can be kept now; None where one can: one is written, and taken away."""
        probe = self.folder / f".probe.{os.getpid()}-{os.urandom(4).hex()}.tmp"
        try:
            write_atomic(probe, bytes(_PROBE), durable=False)
            probe.unlink()
        except OSError as error:
            return self._not_kept(error)
        return None

    def claim(self, paper: Paper, engine: Identity) -> Claim | None:
        """The right to ask about a paper; None where another run is asking."""
        path = self._path(paper, engine)
        from summarizer.annotate.claims import claim

        return claim(path.with_name(f".{path.stem}.claim.tmp"))

    def _not_kept(self, error: OSError) -> NotKept:
        self.warnings.mute("unwritable")
        advice = "make room, or set `SUMMARIZER_HOME` to a folder that can be written"
        what = f"cannot keep answers in `{self.folder}`: {error.strerror or error}"
        return NotKept(f"{what}: nothing more is asked: {advice}")

    def _unwritable(self, error: OSError) -> None:
        self.warnings.unwritable(f"answers in `{self.folder}`", error)

    def _file(self, paper: Paper, engine: Identity, annotation: Annotation) -> tuple[Path, str]:
        """Where an answer is kept, and what its file says."""
        answer, path = dumps(annotation), self._path(paper, engine)
        head = {
            "form": FORM,
            "paper": paper.id,
            "engine": engine.name,
            "model": engine.model,
            "prompt": engine.prompt,
            "topics": engine.topics,
            "paid": engine.paid,
            "sha256": _checksum(path, answer),
        }
        return path, f'{dumps(head)[:-1]}, "answer": {answer}}}'

    def _carried(self, paper: Paper, engine: Identity) -> Annotation | None:
        """An answer by an earlier vocabulary, where what changed since does not touch it."""
        if self.earlier is None:
            return None
        for topics, change in self.earlier.changes(engine.topics):
            path = self._path(paper, Asked(engine.name, engine.model, engine.prompt, topics))
            try:
                answer = _loaded(_answer(path, path.read_bytes()))
            except (OSError, ValueError):
                continue
            carried = change.carried(paper, answer)
            if carried:
                self.put(paper, engine, carried)
                return carried
        return None

    def stored(self) -> Iterator[Stored]:
        """Every answer file there is, in the order of their names."""
        folders = sorted(self.folder.glob("??"))
        for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
            raw = b""
            try:
                raw = path.read_bytes()
                yield Stored(path, len(raw), _content(path, raw))
            except FileNotFoundError:
                continue  # removed meanwhile
            except (IsADirectoryError, ValueError):
                yield Stored(path, len(raw), None)

    def verify(self) -> tuple[int, int]:
        """Set every damaged answer aside; how many there were, and how many are whole."""
        damaged = whole = 0
        for each in self.stored():
            if each.content is None:
                self._set_aside(each.path, ValueError("found by verify"))
                damaged += 1
            else:
                whole += 1
        return damaged, whole

    def litter(self, kind: Literal["tmp", "damaged*"]) -> list[Path]:
        """Left-over temporary files of killed runs, or damaged files set aside."""
        hidden = "." if kind == "tmp" else ""
        return sorted(self.folder.glob(f"??/{hidden}*.{kind}"))

    def _path(self, paper: Paper, engine: Identity) -> Path:
        name = key(paper, engine)
        return self.folder / name[:2] / f"{name[2:]}.json"

    def _set_aside(self, path: Path, error: ValueError) -> None:
        try:
            kept = set_aside(path)
        except OSError:
            kept = path
        self.warnings.warn(
            "damaged",
            f"a kept answer was damaged ({error}); it was set aside as `{kept}`, and is made again",
        )


def key(paper: Paper, engine: Identity) -> str:
    """What an answer is kept by: papers with one key are one question."""
    return _key(paper.title, paper.abstract, *identity(engine))


@lru_cache(maxsize=256)  # a paper's key is asked for when it is looked up, begun and kept
def _key(*parts: str | None) -> str:
    from hashlib import sha256

    return sha256(json.dumps(parts).encode()).hexdigest()[:40]


def identity(engine: Identity) -> tuple[str | None, ...]:
    """What tells one engine's answers from another's."""
    return engine.name, engine.model, engine.prompt, engine.topics


def _read(path: Path) -> bytes:
    """The bytes of an answer file, which is marked as used today. Raises OSError."""
    with path.open("rb", buffering=0) as stream:
        if time.time() - os.fstat(stream.fileno()).st_mtime > _DAY:
            with suppress(OSError):  # a folder that cannot be written can be read
                os.utime(path)
        return stream.read()


def _checksum(path: Path, answer: str) -> str:
    """A checksum of an answer as text that also fails for a whole one in another's place."""
    from hashlib import sha256

    return sha256(f"{path.parent.name}{path.stem} {answer}".encode()).hexdigest()[:16]


def _answer(path: Path, raw: bytes) -> object:
    """The answer in a file's bytes. Raises ValueError where they are not what was written."""
    return _content(path, raw)["answer"]


def _loaded(answer: object) -> Annotation:
    """An answer from decoded JSON. Raises ValueError where it is none."""
    more = isinstance(answer, dict) and not _MORE.isdisjoint(answer)
    return load(Answer if more else Annotation, answer)


def _content(path: Path, raw: bytes) -> dict[str, Any]:
    """All that a file's bytes say. Raises ValueError where they are not what was written."""
    try:
        content: dict[str, Any] = json.loads(raw)
        answer, checksum = content["answer"], content["sha256"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = "it is incomplete"
        raise ValueError(message) from error
    if _checksum(path, dumps(answer)) != checksum:
        message = "its checksum does not match"
        raise ValueError(message)
    return content
