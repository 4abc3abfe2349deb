"""What is stored as a whole, asked of the index: counts of topics, days, first listings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.library.index import SHOWN
from summarizer.library.search import on_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.library.index import Index
    from summarizer.library.run import Run
    from summarizer.papers.records import Paper


Listed = tuple[str, str, "list[str] | None"]
"""A paper's id, a day, and its topics; None where it was not annotated."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is stored of some days.

    `files` are labels and days of the library, the oldest day first; `days` those on which a
    paper was listed; `earlier` the topics of papers listed before, None where there are none.
    """

    files: tuple[tuple[str, str], ...]
    days: tuple[str, ...]
    earlier: frozenset[str] | None


def counts(run: Run) -> dict[str, int]:
    """How many stored papers have each topic, by the names stored; reviews count."""
    if not run.library.stamps():
        return {}
    statement = "SELECT tag, count(DISTINCT paper) FROM tag JOIN paper USING (id) GROUP BY tag"
    return dict(on_index(run, lambda index: index.rows(statement)))


def without_topic(run: Run) -> int:
    """How many stored papers were annotated and have no topic; reviews count."""
    if not run.library.stamps():
        return 0
    statement = (
        "SELECT count(DISTINCT paper) FROM paper WHERE annotated "
        "AND paper NOT IN (SELECT paper FROM paper JOIN tag USING (id))"
    )
    return int(on_index(run, lambda index: index.rows(statement))[0][0])


def papers(run: Run) -> Iterator[Paper]:
    """Every stored paper once, as it was read last."""
    seen: set[str] = set()
    for day in run.library.all():
        for paper in (*day.entries, *day.unannotated):
            if paper.id not in seen:
                seen.add(paper.id)
                yield paper


def listed(run: Run, least: float | None = None) -> list[Listed]:
    """Every stored paper that a day lists: id, the first such day, its topics there.

    The topics are None where it was not annotated; those with a score below `least` are left out.
    """
    return on_index(run, lambda index: _listed(index, least or 0.0)) if run.library.stamps() else []


def listed_days(run: Run) -> list[str]:
    """Every day of which a paper is stored, the oldest first."""
    if not run.library.stamps():
        return []
    statement = "SELECT DISTINCT listed FROM paper WHERE listed IS NOT NULL ORDER BY listed"
    return on_index(run, lambda index: [day for (day,) in index.rows(statement)])


def days_of_papers(run: Run) -> dict[str, list[str]]:
    """The days that list each stored paper, by its id, the oldest first."""
    if not run.library.stamps():
        return {}
    statement = "SELECT DISTINCT paper, listed FROM paper WHERE listed IS NOT NULL ORDER BY listed"
    found: dict[str, list[str]] = {}
    for paper, day in on_index(run, lambda index: index.rows(statement)):
        found.setdefault(paper, []).append(day)
    return found


def part(run: Run, since: str, until: str) -> Part:
    """What is stored of the days from one to another, both included."""
    return on_index(run, lambda index: _part(index, since, until))


def _part(index: Index, since: str, until: str) -> Part:
    within = (since, until)
    files = index.rows(
        "SELECT DISTINCT file.label, file.day FROM file JOIN paper ON paper.file = file.id "
        "WHERE listed BETWEEN ? AND ? ORDER BY file.day, file.label",
        within,
    )
    days = index.rows(
        "SELECT DISTINCT listed FROM paper WHERE listed BETWEEN ? AND ? ORDER BY listed", within
    )
    if not index.rows("SELECT 1 FROM paper WHERE listed < ? LIMIT 1", (since,)):
        earlier = None
    else:
        before = "SELECT DISTINCT tag FROM tag JOIN paper USING (id) WHERE listed < ?"
        earlier = frozenset(tag for (tag,) in index.rows(before, (since,)))
    return Part(tuple(files), tuple(day for (day,) in days), earlier)


def _listed(index: Index, least: float) -> list[Listed]:
    tags: dict[int, list[str]] = {}
    for number, tag in index.rows(f"SELECT id, tag FROM tag WHERE {SHOWN}", (least,)):  # noqa: S608 - a constant
        tags.setdefault(number, []).append(tag)
    first = (
        "SELECT id, paper, min(listed), annotated FROM paper WHERE listed IS NOT NULL "
        "GROUP BY paper"
    )
    return [
        (paper, day, tags.get(number, []) if annotated else None)
        for number, paper, day, annotated in index.rows(first)
    ]
