"""Stored days as the pages of a site take them, read when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from summarizer.library.history import earlier_day
from summarizer.papers.days import is_day
from summarizer.renderers.html.filenames import safe_name
from summarizer.reviews.corrections import marked
from summarizer.serve.pages import rendered
from summarizer.site.buildstate import known_of, shelf
from summarizer.site.contents import Contents
from summarizer.site.dayreader import Reader
from summarizer.site.folder import File
from summarizer.site.frame import Look
from summarizer.site.personal import Personal
from summarizer.topics import vocabularyfile
from summarizer.topics.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from summarizer.library.run import Run
    from summarizer.renderers.html.policy import Policy
    from summarizer.serve.serving import Serving
    from summarizer.site.buildstate import Shelf

Key = tuple[str, str]


class Live(Look):
    """What all pages share that are made as they are asked for."""

    live: ClassVar[bool] = True

    def page(
        self,
        path: str,
        template: str,
        inputs: object,
        values: Callable[[], dict[str, Any]],
        guard: Policy | None = None,
    ) -> File:
        """A page as a site would have it, which may also ask its server."""
        del inputs, guard
        root = "../" * path.count("/")
        return File(path, "", lambda: rendered(template, self, root, **values()))


@dataclass
class OfDays(Contents):
    """Some days of a library. What other days had is known from what the reader was shown."""

    shown: dict[str, str] = field(default_factory=dict)

    def before(self, identity: str, day: str) -> str | None:
        """The day before this one on which a paper was shown; None where it was on none."""
        earlier = self.shown.get(identity)
        return earlier if earlier and is_day(day) and earlier < day else None


@dataclass
class Shelves:
    """What one request reads of the library; `look` is what its pages share."""

    serving: Serving
    run: Run
    reader: Reader = field(init=False)
    look: Look = field(init=False)
    stamps: dict[Key, str] = field(init=False)

    def __post_init__(self) -> None:
        """Look what there is; no day is read yet."""
        run = self.run
        ranking = self.serving.ranking(run)
        personal = Personal(ranking) if ranking else None
        self.stamps = run.library.stamps()
        vocabulary = vocabularyfile.in_use(run.settings)
        self.look = Live(self.serving.title, vocabulary, personal=personal)
        reviews, labels = run.reviews.listed(), self.look.labels
        self.reader = Reader(run.library, reviews, run.settings, personal, labels)

    @property
    def days(self) -> list[str]:
        """The days that have a listing, the newest first."""
        return sorted({day for _, day in self.stamps if is_day(day)}, reverse=True)

    @property
    def collections(self) -> dict[str, Key]:
        """What came from files, by the names of its pages."""
        return {safe_name(label): (label, day) for label, day in self.stamps if not is_day(day)}

    def of_day(self, day: str) -> OfDays:
        """A day's papers, by all its sources; nothing where none is stored or can be read."""
        return self.of([each for each in self.stamps if each[1] == day])

    def of(self, keys: Iterable[Key]) -> OfDays:
        """The papers of some files."""
        found = [each for key in keys if (each := self._shelf(key))]
        return OfDays(found, shown=self._shown(found))

    def _shelf(self, key: Key) -> Shelf | None:
        stored = self.reader.day(*key)
        if stored is None:
            return None
        entries = self.reader.listed(stored)
        if not self.reader.personal:
            entries = list(marked(entries, self.run.marks))
        stamp = self.stamps.get(key, "")
        labels, site_lines = self.look.labels, self.reader.site_lines
        papers = tuple(
            known_of(each, labels, site_lines=site_lines, compared=False) for each in entries
        )
        return shelf(key, stamp, stored, papers)

    def _shown(self, shelves: Iterable[Shelf]) -> dict[str, str]:
        """The first day on which papers were shown that were shown before their own."""
        days = {(paper.id, each.day) for each in shelves for paper in each.papers}
        entries = [
            entry
            for each in shelves
            for paper in each.papers
            if (entry := self.reader.entry(each.label, each.day, paper.id))
        ]
        known = self.run.history.of(entries)
        found = {
            identity: earlier_day(known.get(identity, ()), day)
            for identity, day in days
            if is_day(day)
        }
        return {identity: day for identity, day in found.items() if day}


def bare_look(serving: Serving) -> Look:
    """What a page needs that says one line only, whatever the settings hold."""
    return Live(serving.title, Vocabulary(()))
