"""A site's reader: how likely she wants each paper, and which of a day's she is shown first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from summarizer.papers.records import ForMe
from summarizer.papers.relevance import FOR_HER
from summarizer.renderers import OTHERS, for_you
from summarizer.site.buildstate import hashed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.papers.records import Entry
    from summarizer.ranking import Ranking
    from summarizer.site.buildstate import Known, Shelf

    Shown = tuple[Known, Shelf]


@dataclass(frozen=True)
class Personal:
    """What is known of the reader of a site, by the ranking that was asked for."""

    ranking: Ranking

    @property
    def profile(self) -> str | None:
        """The one profile that was asked for; None for all."""
        return self.ranking.profiles[0].name if self.ranking.name else None

    @cached_property
    def mark(self) -> str:
        """Changes whenever her interests or marks do."""
        from summarizer.interests.ranker import VERSION

        marks = sorted(self.ranking.run.marks.stamps().items())
        return hashed(VERSION, [each.ranker.packed() for each in self.ranking.learned], marks)

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries with their relevance and her marks."""
        marked = self.ranking.run.marks.of_papers(entries)
        relevances = self.ranking.relevances(entries)
        return [
            replace(
                entry,
                relevance=relevance,
                marks=marked[entry.id].marks if entry.id in marked else (),
            )
            for entry, relevance in zip(entries, relevances, strict=True)
        ]


def groups(
    papers: Sequence[Shown], profile: str | None
) -> tuple[list[tuple[str | None, list[Shown]]], ForMe | None]:
    """Papers under their headings, those for the reader first, and how they were ordered.

    One group without a heading where the site is for nobody.
    """
    if not any(known.mine for known, _ in papers):
        return [(None, list(papers))], None
    seen = [each for each in papers if not each[0].hidden]
    seen.sort(key=lambda each: -each[0].score)
    relevant = sum(known.score >= FOR_HER for known, _ in seen)
    first = for_you(relevant, len(seen))
    found: list[tuple[str | None, list[Shown]]] = [(first, seen[:relevant])]
    if others := seen[relevant:]:
        found.append((f"{OTHERS} ({len(others)})", others))
    return found, ForMe(profile, relevant, len(papers) - len(seen))
