"""Stored days read for their pages, as their reader corrected them; the last few are kept.

So is what pages show of the last papers, as a paper's own page and its day's show the same.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.annotate.sitelines import chosen
from summarizer.papers.certainty import at_least
from summarizer.renderers.html.cards import detail
from summarizer.reviews.corrections import corrected
from summarizer.site.buildstate import entries
from summarizer.topics.labels import NAMES

if TYPE_CHECKING:
    from summarizer.library.store import Library, StoredDay
    from summarizer.papers.records import Entry
    from summarizer.renderers.html.cards import Detail
    from summarizer.reviews.store import Reviews
    from summarizer.settings import Settings
    from summarizer.site.personal import Personal
    from summarizer.topics.labels import Labels

_KEPT = 40
"""Days in memory at once: those of a month and more, as feeds show its papers in any order."""
_DETAILS = 1000
"""Papers of which the details are kept: of some days, even long ones, of about 4 kB each."""


@dataclass
class Reader:
    """Days of a library with the reviews laid over them, and the TL;DRs of the settings."""

    library: Library
    reviews: Reviews
    settings: Settings
    personal: Personal | None = None
    labels: Labels = NAMES
    _days: OrderedDict[tuple[str, str], StoredDay] = field(default_factory=OrderedDict)
    _entries: dict[tuple[str, str], dict[str, Entry]] = field(default_factory=dict)
    _details: dict[tuple[str, str, str], Detail] = field(default_factory=dict)

    @property
    def site_lines(self) -> bool:
        """Whether cards show the lines of papers' sites under the TL;DRs."""
        return self.settings.tldr == "both"

    def day(self, label: str, day: str) -> StoredDay | None:
        """A stored day; None where it cannot be read, which the reader was told."""
        key = label, day
        if key in self._days:
            self._days.move_to_end(key)
            return self._days[key]
        kept = self.library.read(label, day)
        if kept is None:
            return None
        reviews = self.reviews.of_papers(kept.entries)
        if reviews:
            shown = (
                corrected(each, reviews[each.id]) if each.id in reviews else each
                for each in kept.entries
            )
            kept = replace(kept, entries=tuple(shown))
        kept = replace(kept, entries=tuple(at_least(kept.entries, self.settings.min_score)))
        if self.settings.tldr == "site":
            kept = replace(kept, entries=tuple(chosen(kept.entries, self.settings)))
        self._days[key] = kept
        if len(self._days) > _KEPT:
            oldest, _ = self._days.popitem(last=False)
            self._entries.pop(oldest, None)
        return kept

    def listed(self, stored: StoredDay) -> list[Entry]:
        """All papers of a stored day, with what they are to the site's reader where it has one."""
        found = list(entries(stored))
        return self.personal.of(found) if self.personal else found

    def entry(self, label: str, day: str, identity: str) -> Entry | None:
        """A paper of a stored day; None where it is not there any more."""
        key = label, day
        kept = self.day(label, day)
        if kept is None:
            return None
        if key not in self._entries:
            self._entries[key] = {each.id: each for each in entries(kept)}
        return self._entries[key].get(identity)

    def detail(self, label: str, day: str, identity: str) -> Detail | None:
        """What is shown of a paper beside its card; None where it is not there any more."""
        key = label, day, identity
        if key not in self._details:
            entry = self.entry(*key)
            if entry is None:
                return None
            if len(self._details) >= _DETAILS:
                self._details.clear()
            self._details[key] = detail(entry, site_lines=self.site_lines, labels=self.labels)
        return self._details[key]
