"""Reviews as JSON files, one a paper: what a reader said of it, kept apart from all answers.

A file holds the state and every change that led to it.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from summarizer.observer import Once
    from summarizer.papers.records import Paper
    from summarizer.reviews.judgements import Review

_LOCK_SECONDS = 30
_KEPT = 199
"""Reports that are remembered beside the last one."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The files of a folder of reviews; whether any is of a paper without an id of its own."""

    names: frozenset[str]
    by_text: bool


@dataclass
class Reviews:
    """A folder of reviews. A damaged one is warned of, left as it is and never overwritten."""

    folder: Path
    warnings: Once
    _listed: _Names | None = None

    def listed(self) -> Reviews:
        """The reviews there are now, the folder looked into once: for days asked one by one."""
        return replace(self, _listed=self._names())

    def remember(self, file: str) -> None:
        """Keep that a report was read to its end, by the hash of its file. Raises OSError."""
        from summarizer.files import write_atomic

        known = [each for each in self._remembered() if each != file]
        write_atomic(self._applied, "".join(f"{each}\n" for each in (*known[-_KEPT:], file)))

    def remembers(self, file: str) -> bool:
        """Whether a report was read to its end as it is, and nothing was taken back since."""
        return file in self._remembered()

    def forget(self) -> None:
        """Remember no report any more: something was taken back. Raises OSError."""
        self._applied.unlink(missing_ok=True)

    @property
    def _applied(self) -> Path:
        return self.folder / "applied.txt"

    def _remembered(self) -> list[str]:
        try:
            return self._applied.read_text(encoding="ascii", errors="replace").split()
        except OSError:
            return []

    def of(self, ids: Iterable[str]) -> dict[str, Review]:
        """The reviews of these papers, by id; next to nothing where no review is kept."""
        there = self._names()
        wanted = (each for each in ids if _name(each) in there.names) if there.names else ()
        found = ((each, self._read(self._path(each))) for each in wanted)
        return {identity: review for identity, review in found if review}

    def of_papers(self, papers: Iterable[Paper]) -> dict[str, Review]:
        """The reviews of papers, by the ids they have now.

        A paper that had no id of its own when it was reviewed is known again by its text.
        """
        there = self._names()
        if not there.names:
            return {}
        papers = list(papers)
        found = self.of(paper.id for paper in papers)
        if not there.by_text:
            return found
        from summarizer.text.plain import content_id

        others = {paper.id: content_id(paper.title, paper.abstract) for paper in papers}
        by_text = self.of({others[paper.id] for paper in papers if paper.id not in found})
        for identity, other in others.items():
            if other in by_text and identity not in found:
                found[identity] = replace(by_text[other], id=identity)
        return found

    def _names(self) -> _Names:
        if self._listed:
            return self._listed
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - a hundred times as fast
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                why = error.strerror or error
                self.warnings.warn("read", f"cannot read reviews in `{self.folder}`: {why}")
            names = []
        by_text = any(name.startswith("sha256") for name in names)
        return _Names(frozenset(names), by_text)

    def all(self) -> Iterator[Review]:
        """Every review, in the order of the file names."""
        for path in sorted(self.folder.glob("*.json")):
            review = self._read(path)
            if review:
                yield review

    def sessions(self) -> int:
        """The highest number that a session has in any review; 0 where none has one."""
        import re

        number = re.compile(rb'"session": ?(\d{1,15})\b')
        found = (number.findall(path.read_bytes()) for path in self.folder.glob("*.json"))
        return max((int(each) for numbers in found for each in numbers), default=0)

    def stamps(self) -> dict[str, str]:
        """The file names of all reviews, each with what changes when the review does."""
        from summarizer.files import file_stamp

        try:
            with os.scandir(self.folder) as files:
                names = [each for each in files if each.name.endswith(".json")]
                return {each.name: file_stamp(each.stat()) for each in names}
        except OSError:
            return {}

    def keep(self, reviews: Iterable[Review]) -> None:
        """Write reviews, each whole or not at all; call it within `locked`. Raises OSError."""
        from summarizer.files import set_aside, write_atomic
        from summarizer.papers.wire import dumps, fields
        from summarizer.reviews.judgements import SCHEMA

        for review in reviews:
            path = self._path(review.id)
            if path.exists() and self._read(path) is None:
                self.warnings.warn(f"aside {path}", f"damaged: set aside as `{set_aside(path)}`")
            write_atomic(path, dumps({"schema": SCHEMA, **fields(review)}) + "\n", private=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs from changing reviews meanwhile. Raises OSError, OutputError."""
        from filelock import FileLock, Timeout

        from summarizer.errors import OutputError

        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / ".lock", timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            message = (
                f"another run has been using `{self.folder}` for {_LOCK_SECONDS} s: try again later"
            )
            raise OutputError(message) from error

    def rename_topic(self, old: str, new: str) -> int:
        """Carry a topic's new name into all reviews, their history too; how many it stood in.

        Where both names were judged, right wins: one of them was right.
        """
        from summarizer.reviews.judgements import renamed

        return self.revise(lambda each: renamed(each, old, new))

    def revise(self, change: Callable[[Review], Review]) -> int:
        """Change all reviews; how many did change. Raises OSError, OutputError."""
        if not self.folder.is_dir():
            return 0
        with self.locked():
            changed = [after for each in self.all() if (after := change(each)) != each]
            self.keep(changed)
        return len(changed)

    def _path(self, identity: str) -> Path:
        return self.folder / _name(identity)

    def _read(self, path: Path) -> Review | None:
        import json

        from summarizer.reviews.judgements import review_of

        try:
            return review_of(json.loads(path.read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            why = getattr(error, "strerror", None) or error
            advice = "repair it or move it away; until then the paper counts as not reviewed"
            message = f"the review `{path}` is damaged ({why}): {advice}"
            self.warnings.warn(f"damaged {path}", message)
            return None


def _name(identity: str) -> str:
    """The file of a paper; ids are arXiv's, also old ones with a slash, or `sha256:` and a hash."""
    if identity.replace(".", "").isdigit():
        return f"{identity}.json"
    from urllib.parse import quote

    return f"{quote(identity, safe='')}.json"
