"""A model's answers about full texts, kept for their reader alone: none is paid for twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import NotKept
from summarizer.files import locked, write_atomic

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from summarizer.observer import Once

FORM = 1


@dataclass(frozen=True)
class Answers:
    """A folder of answers, each as the model gave it: a file for each question."""

    folder: Path
    warnings: Once

    def get(self, question: str) -> tuple[str, ...]:
        """The answers to a question, the one that was asked for again last; () where none is."""
        path = self._path(question)
        try:
            content = json.loads(path.read_bytes())
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, RecursionError):
            content = None
        known = content.get("answers") if isinstance(content, dict) else None
        if isinstance(known, list) and content and content.get("sha256") == _checksum(known):
            return tuple(map(str, known))
        self.warnings.warn("points", f"the answer `{path}` is damaged, and is asked for again")
        return ()

    def put(self, question: str, answers: tuple[str, ...]) -> None:
        """Keep answers; on return they are on disk. Raises NotKept."""
        content = {"form": FORM, "sha256": _checksum(list(answers)), "answers": answers}
        try:
            write_atomic(self._path(question), json.dumps(content), private=True)
        except OSError as error:
            message = (
                f"cannot keep answers in `{self.folder}`: {error.strerror}: nothing is asked: "
                "make room, or set `SUMMARIZER_HOME`"
            )
            raise NotKept(message) from error

    def mine(self, question: str) -> AbstractContextManager[None]:
        """Keep other runs from asking the same meanwhile. Raises OutputError."""
        return locked(self._path(question).with_suffix(".lock"))

    def _path(self, question: str) -> Path:
        return self.folder / question[:2] / f"{question[2:]}.json"


def _checksum(answers: list[str]) -> str:
    from hashlib import sha256

    return sha256(json.dumps(answers).encode()).hexdigest()[:16]
