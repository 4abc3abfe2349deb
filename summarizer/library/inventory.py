"""What is kept, by the names it is kept under: days of sources, and collections of files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.annotate.sitelines import chosen
from summarizer.errors import UsageError
from summarizer.library.search import on_index
from summarizer.library.store import UNDATED, is_collection, shown_name
from summarizer.papers.certainty import at_least
from summarizer.papers.records import Digest, Report, Usage
from summarizer.reviews.corrections import laid_over
from summarizer.text.spelling import question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.library.index import Index
    from summarizer.library.run import Run
    from summarizer.library.store import StoredDay

Place = tuple[str, str]
"""A name and a day of it, `undated` for a collection: one file of the library."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is kept under one name: its days, the newest first, and how many papers they hold."""

    name: str
    days: tuple[str, ...]
    papers: int

    @property
    def collection(self) -> bool:
        """Whether it came from files, and belongs to no day."""
        return is_collection(self.name)


def shelves(run: Run) -> list[Shelf]:
    """Everything kept: sources first, then collections, each by name."""
    rows = on_index(run, _rows) if run.library.stamps() else []
    days: dict[str, list[str]] = {}
    papers: dict[str, int] = {}
    for name, day, count in rows:
        papers[name] = papers.get(name, 0) + count
        days.setdefault(name, []).extend([day] if day != UNDATED else [])
    found = [Shelf(each, tuple(sorted(days[each], reverse=True)), papers[each]) for each in days]
    return sorted(found, key=lambda shelf: (shelf.collection, shelf.name))


def _rows(index: Index) -> list[tuple[str, str, int]]:
    return index.rows(
        "SELECT label, file.day, count(paper.id) FROM file LEFT JOIN paper ON paper.file = file.id "
        "GROUP BY file.id"
    )


def places(typed: str, run: Run) -> list[Place]:
    """The files that `NAME` or `NAME/DAY` means, the newest first. Raises UsageError for none.

    The name of a collection may be typed as its file's, where that says which is meant.
    """
    stamps = run.library.stamps()
    named, _, day = typed.partition("/") if typed.count("/") == 1 else (typed, "", "")
    names = sorted({label for label, _ in stamps})
    name = _name(named, names)
    found = sorted((each for each in stamps if each[0] == name), key=_day, reverse=True)
    chosen = [each for each in found if each[1] == day] if day else found
    if not chosen:
        kept = [each for _, each in found]
        message = f"`{name}` has nothing stored for `{day}`{question(day, kept)}"
        raise UsageError(message)
    return chosen


def _day(place: Place) -> str:
    return place[1]


def _name(typed: str, names: Sequence[str]) -> str:
    if typed in names:
        return typed
    likely = [each for each in names if is_collection(each) and shown_name(each) == typed]
    likely = likely or [each for each in names if each.startswith(typed)] if typed else []
    if len(likely) == 1:
        return likely[0]
    if likely:
        message = f"`{typed}` may be {' or '.join(f'`{each}`' for each in likely)}: type more of it"
        raise UsageError(message)
    hint = question(typed, [*names, *map(shown_name, names)])
    message = f"nothing is stored as `{typed}`{hint or ': `summarize library list` shows what is'}"
    raise UsageError(message)


def digest_of(place: Place, stored: StoredDay, run: Run) -> Digest:
    """A stored day or collection as a digest, as its reader corrected it."""
    head = stored.head
    source = head.get("source")
    shown = at_least(laid_over(stored.entries, run.reviews, run.marks), run.settings.min_score)
    return Digest(
        source=tuple(map(str, source)) if isinstance(source, list) else (place[0],),
        date=None if place[1] == UNDATED else place[1],
        generated_at=str(head.get("generated_at") or ""),
        engine=str(head.get("engine") or ""),
        model=head.get("model"),
        prompt=head.get("prompt"),
        topics=str(head.get("topics") or ""),
        usage=Usage(cached=len(stored.entries)),
        report=Report(found=len(stored.papers), kept=len(stored.papers)),
        papers=tuple(chosen(shown, run.settings, run.observer)),
        skipped=stored.skipped,
    )
