"""A model's answers about full texts, kept for their reader alone: none is paid for twice.

They lie in a folder for each paper, so that those about a text are found without its model's name.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import NotKept
from summarizer.files import file_stamp, locked, write_atomic

if TYPE_CHECKING:
    import os
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Any

    from summarizer.observer import Once

FORM = 2


@dataclass(frozen=True)
class Question:
    """What is asked: of which paper, whom, in which language.

    `key` is a hash of all that an answer depends on, `shown` one of what is shown of the text.
    """

    paper: str
    key: str
    shown: str
    model: str
    language: str


@dataclass(frozen=True)
class Answer:
    """What a model said about a text, first and when asked again; `asked` is the time."""

    said: tuple[str, ...]
    shown: str
    model: str
    language: str
    asked: str


class Kept(NamedTuple):
    """How much is kept: answers, and their bytes."""

    answers: int
    size: int


@dataclass(frozen=True)
class Answers:
    """A folder of answers, each as the model gave it: a file for each question."""

    folder: Path
    warnings: Once

    def get(self, question: Question) -> tuple[str, ...]:
        """The answers to a question, the one that was asked for again last; () where none is."""
        content = self._read(self._path(question)) or self._read(self._former_path(question))
        return tuple(content["answers"]) if content else ()

    def put(self, question: Question, answers: tuple[str, ...]) -> None:
        """Keep answers; on return they are on disk. Raises NotKept."""
        from datetime import UTC, datetime

        content = {
            "form": FORM,
            "shown": question.shown,
            "model": question.model,
            "language": question.language,
            "asked": datetime.now(UTC).isoformat(timespec="microseconds"),
            "answers": answers,
        }
        try:
            sealed = json.dumps(content | {"sha256": _checksum(content)})
            write_atomic(self._path(question), sealed, private=True)
            self._former_path(question).unlink(missing_ok=True)
        except OSError as error:
            message = (
                f"cannot keep answers in `{self.folder}`: {error.strerror}: nothing is asked: "
                "make room, or set `SUMMARIZER_HOME`"
            )
            raise NotKept(message) from error

    def forget(self, question: Question) -> None:
        """Keep no answer to a question any longer."""
        with suppress(OSError):
            self._path(question).unlink(missing_ok=True)

    def about(self, paper: str) -> list[Answer]:
        """The answers about a paper, whoever gave them, the newest first."""
        found = []
        for path in sorted((self.folder / paper).glob("*.json")):
            content = self._read(path)
            if content and content["form"] == FORM and content["answers"]:
                names = ("shown", "model", "language", "asked")
                said = tuple(map(str, content["answers"]))
                found.append(Answer(said, **{name: str(content[name]) for name in names}))
        return sorted(found, key=lambda each: each.asked, reverse=True)

    def mine(self, question: Question) -> AbstractContextManager[None]:
        """Keep other runs from asking the same meanwhile. Raises OutputError."""
        return locked(self._path(question).with_suffix(".lock"))

    def is_former(self, question: Question) -> bool:
        """Whether an answer lies where earlier versions kept it, and pages do not find it."""
        return not self._path(question).exists() and self._former_path(question).exists()

    def stamps(self) -> dict[str, str]:
        """By the name of each paper, what changes whenever an answer about it does."""
        stamps: dict[str, list[str]] = {}
        for path, status in self.files():
            stamps.setdefault(path.parent.name, []).append(f"{path.name} {file_stamp(status)}")
        return {name: "\n".join(each) for name, each in stamps.items()}

    def stamp(self, paper: str) -> str:
        """What changes whenever an answer about this paper does; "" where none is kept."""
        found = _statuses(sorted((self.folder / paper).glob("*.json")))
        return "\n".join(f"{path.name} {file_stamp(status)}" for path, status in found)

    def files(self) -> list[tuple[Path, os.stat_result]]:
        """The file of each answer, in order."""
        return _statuses(sorted(self.folder.glob("*/*.json")))

    def kept(self) -> Kept:
        """How much is kept."""
        found = self.files()
        return Kept(len(found), sum(status.st_size for _, status in found))

    def _path(self, question: Question) -> Path:
        return self.folder / question.paper / f"{question.key}.json"

    def _former_path(self, question: Question) -> Path:
        """Where an answer was kept before answers had a folder for each paper."""
        return self.folder / question.key[:2] / f"{question.key[2:]}.json"

    def _read(self, path: Path) -> dict[str, Any] | None:
        """What a file holds; None where there is none, or it is damaged."""
        try:
            content = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            content = None
        if isinstance(content, dict) and isinstance(content.get("answers"), list):
            sealed = content["answers"]
            if content.get("form") == FORM:
                sealed = {name: each for name, each in content.items() if name != "sha256"}
            if content.get("sha256") == _checksum(sealed):
                return content
        self.warnings.warn("points", f"the answer `{path}` is damaged, and is asked for again")
        return None


def _statuses(paths: list[Path]) -> list[tuple[Path, os.stat_result]]:
    found = []
    for path in paths:
        with suppress(OSError):
            found.append((path, path.stat()))
    return found


def _checksum(content: object) -> str:
    from hashlib import sha256

    return sha256(json.dumps(content).encode()).hexdigest()[:16]
