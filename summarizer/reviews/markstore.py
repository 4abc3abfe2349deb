"""Marks as JSON files, one a paper, beside the reviews: given, taken away, taken back."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summarizer.reviews.paperfiles import PaperFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from summarizer.papers.records import Paper
    from summarizer.reviews.marks import Marked, Marking


@dataclass(frozen=True, slots=True)
class Change:
    """What a command did to the marks of one paper; nothing, where both are the same."""

    before: Marked
    after: Marked

    @property
    def given(self) -> tuple[str, ...]:
        """The kinds that the paper has now, and had not."""
        return tuple(kind for kind in self.after.marks if kind not in self.before.given)

    @property
    def taken(self) -> tuple[str, ...]:
        """The kinds that the paper had, and has no longer."""
        return tuple(kind for kind in self.before.marks if kind not in self.after.given)

    @property
    def undone(self) -> tuple[Marking, ...]:
        """What of the paper's history was taken back."""
        pairs = zip(self.before.changes, self.after.changes, strict=False)
        return tuple(new for old, new in pairs if new.undone and not old.undone)


class Marks(PaperFiles["Marked"]):
    """A folder of marks. `all` and `of` also tell of papers whose marks were all taken away."""

    one, many, said = "mark file", "marks", "marked"

    def decoded(self, data: Any) -> Marked:
        """A paper's marks from their JSON. Raises ValueError."""
        from summarizer.reviews.marks import marked_of

        return marked_of(data)

    def encoded(self, said: Marked) -> dict[str, Any]:
        """A paper's marks as a JSON object."""
        from summarizer.papers.wire import fields
        from summarizer.reviews.marks import SCHEMA

        return {"schema": SCHEMA, **fields(said)}

    def mark(self, papers: Iterable[Paper], kind: str, at: str | None = None) -> list[Change]:
        """Give papers a mark; what they were marked before stays as it was, but for its contrary.

        Raises OutputError.
        """
        return self.change([(paper, {kind: True}) for paper in papers], at)

    def unmark(self, ids: Iterable[str], kind: str, at: str | None = None) -> list[Change]:
        """Take a mark away from papers, by the ids that they are marked under; None is no error.

        Raises OutputError.
        """
        if not self.folder.is_dir():
            return []
        with self._writing():
            known = self.of(ids)
            wishes = [(each, {kind: False}) for each in known.values()]
            return self._changed(wishes, at)

    def change(
        self,
        wishes: Iterable[tuple[Paper, Mapping[str, bool]]],
        at: str | None = None,
    ) -> list[Change]:
        """Give each paper these marks (True) or take them away (False): one session.

        Raises OutputError.
        """
        from summarizer.reviews.marks import Marked, with_paper

        with self._writing():
            wished = list(wishes)
            known = self.of_papers(paper for paper, _ in wished)
            marked = [
                (with_paper(known.get(paper.id) or Marked(id=paper.id), paper), kinds)
                for paper, kinds in wished
            ]
            return self._changed(marked, at)

    def undo(self, at: str | None = None, number: int | None = None) -> list[Change]:
        """Take back what the last command changed, or that of a number; nothing where none is left.

        What a report marked is taken back with the report. Raises OutputError.
        """
        from summarizer.reviews.marks import last_session, undone

        if not self.folder.is_dir():
            return []
        with self._writing():
            everything = list(self.all())
            last = number or last_session(everything, of_reports=False)
            if not last:
                return []
            pairs = [Change(each, undone(each, last, at or _now())) for each in everything]
            changes = [each for each in pairs if each.before != each.after]
            self.keep(each.after for each in changes)
            return changes

    def bring_in(self, theirs: Iterable[Marked]) -> int:
        """Merge marks from elsewhere into these, the newer word first; how many papers changed.

        Raises OutputError.
        """
        from summarizer.reviews.marks import Marked, merged

        brought = {each.id: each for each in theirs}
        if not brought:
            return 0
        with self._writing():
            known = self.of_papers(each.paper() for each in brought.values())
            after = [
                merged(known.get(each.id, Marked(id=each.id)), each) for each in brought.values()
            ]
            changed = [each for each in after if each != known.get(each.id)]
            self.keep(changed)
            return len(changed)

    def keep(self, said: Iterable[Marked]) -> None:
        """Write marks, each file whole or not at all; call it within `locked`. Raises OSError.

        A paper that was known by its text alone and has an id by now leaves its old file.
        """
        from summarizer.text.plain import content_id

        marked = list(said)
        new = (each for each in marked if each.title and not self._path(each.id).exists())
        by_text = {each.id: content_id(each.title or "", each.abstract or "") for each in new}
        super().keep(marked)
        for identity, other in by_text.items():
            if identity != other:
                self._path(other).unlink(missing_ok=True)

    def rename_topic(self, old: str, new: str) -> int:
        """Carry a topic's new name into all marks; how many it stood in."""
        from summarizer.reviews.marks import renamed

        return self.revise(lambda each: renamed(each, old, new))

    def _changed(
        self,
        marked: Iterable[tuple[Marked, Mapping[str, bool]]],
        at: str | None,
    ) -> list[Change]:
        """Change marks and keep those that did change; a paper named twice is changed once."""
        from summarizer.reviews.marks import Marking, changed

        session, moment = self.sessions() + 1, at or _now()
        before: dict[str, Marked] = {}
        after: dict[str, Marked] = {}
        for each, kinds in marked:
            now = after.get(each.id, each)
            before.setdefault(each.id, each)
            for kind, on in kinds.items():
                new = Marking(kind=kind, on=on, at=moment, session=session)
                now = changed(now, new)
            after[each.id] = now
        changes = [Change(before[identity], after[identity]) for identity in after]
        self.keep(each.after for each in changes if each.before.given != each.after.given)
        return changes

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Change marks while no other run can. Raises OutputError, in one line."""
        from summarizer.errors import OutputError

        try:
            with self.locked():
                yield
        except OSError as error:
            why = error.strerror or error
            message = (
                f"cannot store marks in `{self.folder}`: {why}: make room or give rights there, "
                "or set `SUMMARIZER_HOME` to another folder"
            )
            raise OutputError(message) from error


def _now() -> str:
    from summarizer.papers.days import utc_now

    return utc_now().isoformat(timespec="seconds").replace("+00:00", "Z")
