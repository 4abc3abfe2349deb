"""Reviews as JSON files, one a paper: what a reader judged of it, kept apart from all answers.

A file holds the state and every change that led to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.reviews.paperfiles import PaperFiles

if TYPE_CHECKING:
    from pathlib import Path

    from summarizer.reviews.judgements import Review

_KEPT = 199
"""Reports that are remembered beside the last one."""


class Reviews(PaperFiles["Review"]):
    """A folder of reviews, and which reports were read into it."""

    one, many, said = "review", "reviews", "reviewed"

    def decoded(self, data: Any) -> Review:
        """A review from its JSON. Raises ValueError."""
        from summarizer.reviews.judgements import review_of

        return review_of(data)

    def encoded(self, said: Review) -> dict[str, Any]:
        """A review as a JSON object."""
        from summarizer.papers.wire import fields
        from summarizer.reviews.judgements import SCHEMA

        return {"schema": SCHEMA, **fields(said)}

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

    def rename_topic(self, old: str, new: str) -> int:
        """Carry a topic's new name into all reviews, their history too; how many it stood in.

        Where both names were judged, right wins: one of them was right.
        """
        from summarizer.reviews.judgements import renamed

        return self.revise(lambda each: renamed(each, old, new))
