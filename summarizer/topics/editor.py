"""The vocabulary's file, edited.

An edit is checked as a whole vocabulary before anything is written. A vocabulary of the package
is never changed: the first edit copies it to the reader's own folder and says so.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import OutputError, UsageError, VocabularyError
from summarizer.files import locked, write_output
from summarizer.settings import config_path, configfile, folder, load
from summarizer.topics import vocabularyfile
from summarizer.topics.edits import TopicFile
from summarizer.topics.vocabularyfile import parse_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from summarizer.topics.vocabulary import Vocabulary


@dataclass(frozen=True)
class Edited:
    """An edit: the file before and after, what stands in it now, and what was brought along.

    `papers`, `reviews` and `marks` count the stored ones that were changed. `copied` says that the
    file is new, a copy of the packed vocabulary.
    """

    path: Path
    before: str
    after: str
    copied: bool = False
    papers: int = 0
    reviews: int = 0
    marks: int = 0


@dataclass(frozen=True)
class VocabularyFile:
    """The file in use, None for the default one; `dry_run` writes nothing."""

    used: Path | None
    dry_run: bool = False

    def edited(self, edit: Callable[[TopicFile, Vocabulary], None]) -> Edited:
        """Change the file, or raise UsageError, VocabularyError or OutputError and leave it."""
        with nullcontext() if self.dry_run else locked(folder("data") / "vocabulary.lock"):
            path, copied = self._place()
            source = (self.used or vocabularyfile.default_path()) if copied else path
            try:
                raw = source.read_bytes()
            except OSError as error:
                message = f"`{source}` cannot be read ({error.strerror}): check the path"
                raise VocabularyError(message) from error
            known = parse_vocabulary(raw, str(source))
            before = raw.decode("utf-8-sig")
            file = TopicFile(before.replace("\r\n", "\n"))
            edit(file, known)
            after = file.text.replace("\n", "\r\n") if "\r\n" in before else file.text
            data = after if not raw.startswith(b"\xef\xbb\xbf") else f"\ufeff{after}"
            try:
                parse_vocabulary(data.encode(), str(path))
            except VocabularyError as error:
                message = f"nothing was changed, as the vocabulary would not be valid: {error}"
                raise VocabularyError(message) from error
            if not self.dry_run:
                self._write(path, data, copied=copied)
        return Edited(path, before, after, copied)

    def _place(self) -> tuple[Path, bool]:
        """The reader's own file, and whether it has yet to be made.

        Another run may have made it, and put it to use, since this one read its settings.
        """
        path = self.used
        if path and not vocabularyfile.shipped(path):
            return path, False
        name = path.name if path else vocabularyfile.FILE_NAME
        own = config_path().with_name(name).absolute()
        if own.exists():
            if load().topics_path == own:
                return own, False
            line = f"`topics = '{own}'` in `{config_path()}`"
            message = f"`{own}` exists but is not in use: write {line}, or move it away"
            raise UsageError(message)
        return own, True

    def _write(self, path: Path, text: str, *, copied: bool) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_output(path, text)
            if copied:
                configfile.put({"topics": str(path)})
        except OSError as error:
            message = f"cannot write `{path}`: {error.strerror}: the vocabulary was not changed"
            raise OutputError(message) from error
