"""What all pages of a site share: its title, its address, the vocabulary, the templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any, ClassVar

from summarizer import __version__, interests, renderers
from summarizer.library.store import shown_name
from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.days import is_day, parse_day
from summarizer.papers.periods import containing
from summarizer.renderers.html import pages
from summarizer.renderers.html.policy import FOLDER, Policy
from summarizer.settings import folder
from summarizer.site import sharedfiles
from summarizer.site.buildstate import hashed
from summarizer.topics.labels import Labels, of_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.renderers.html.cards import Card
    from summarizer.site.folder import File
    from summarizer.site.personal import Personal
    from summarizer.topics.vocabulary import Topic, Vocabulary

_CODE = {".py", ".html", ".css", ".js", ".json"}
_CARDS = 10_000
"""Cards kept at once, of about a kilobyte."""
_ROOT = f"root-{token_hex(8)}/"
"""Stands for the way to the folder of all pages; no paper can know it."""
TEMPLATES = Path(__file__).parent / "templates"
COPY = TEMPLATES.with_name("copy.js")
"""What the page of a paper has beside the scripts of all pages."""


def day_path(day: str) -> str:
    """Where the page of a day is, or one of a collection."""
    return f"days/{day}.html" if is_day(day) else f"collections/{day}.html"


def period_path(name: str) -> str:
    """Where the page of a week (`2025-W50`) is, or of a month (`2025-12`)."""
    return f"{'weeks' if 'W' in name else 'months'}/{name}.html"


@dataclass
class Look:
    """`url` is where the site will be found, ending in `/`; None where that is not known.

    `choices` are what the settings ask of all papers' TL;DRs and topics. `personal` is there where
    the site is for a reader; `labels` says what topics are called, `live` that pages are made as
    they are asked for, `pictures` that pages may show those of their own folder.
    """

    live: ClassVar[bool] = False
    title: str
    vocabulary: Vocabulary
    url: str | None = None
    choices: tuple[object, ...] = ()
    personal: Personal | None = None
    pictures: bool = False
    labels: Labels = field(init=False, repr=False)
    _topics: dict[str, Topic] = field(init=False, repr=False)
    _cards: dict[tuple[Card, int], str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Give the address the end that relative links need."""
        if self.url:
            self.url = self.url.rstrip("/") + "/"
        self._topics = {topic.name: topic for topic in self.vocabulary}
        self.labels = of_vocabulary(self.vocabulary)

    def called(self, name: str) -> str:
        """The label of a topic; of papers without one, what is said of them, as a heading."""
        return NO_TOPIC.capitalize() if name == NO_TOPIC else self.labels.of(name)

    def topic(self, name: str) -> Topic | None:
        """What the vocabulary says of a topic; None where it has none of this name."""
        return self._topics.get(name)

    @staticmethod
    def place(day: str) -> str:
        """Where the page of a day or a collection is."""
        return day_path(day)

    @staticmethod
    def period_place(name: str) -> str:
        """Where the page of a week or month is."""
        return period_path(name)

    @staticmethod
    def period(name: str) -> str:
        """What a week is called, or a month: `Week 50 of 2025`, `December 2025`."""
        year, _, part = name.partition("-")
        if part.startswith("W"):
            return f"Week {int(part[1:])} of {year}"
        first = parse_day(f"{name}-01")
        return f"{first:%B %Y}" if first else name

    @staticmethod
    def short_day(day: str) -> str:
        """A day within its month: `Tue 9`."""
        found = parse_day(day)
        return f"{found:%a} {found.day}" if found else day

    @staticmethod
    def periods_of(day: str) -> tuple[str, ...]:
        """The week and the month of a day; none of a collection."""
        found = parse_day(day)
        if found is None or not is_day(day):
            return ()
        return containing(found, "week").name, containing(found, "month").name

    @staticmethod
    def heading(day: str, *, short: bool = False) -> str:
        """What the page of a day is called, or one of a collection: by the file it came from."""
        if is_day(day):
            return day if short else pages.long_day(day)
        name, dot, number = day.rpartition(".")
        name, part = (name, f", page {number}") if dot and number.isdigit() else (day, "")
        return f"{'' if short else 'Collection: '}{shown_name(name)}{part}"

    def card(self, macro: Callable[..., str], card: Card, level: int, root: str) -> str:
        """A paper as it stands in lists; those of many topics stand in many, at several depths."""
        key = card, level
        if key not in self._cards:
            if len(self._cards) >= _CARDS:
                self._cards.clear()
            self._cards[key] = macro(card, level, _ROOT)
        return self._cards[key].replace(_ROOT, root)

    @cached_property
    def base(self) -> str:
        """A hash of all that every page is made with: title, address, choices, templates, code."""
        places = [FOLDER, *map(Path, renderers.__path__), *map(Path, interests.__path__)]
        code = [path for place in (*places, TEMPLATES.parent) for path in place.rglob("*.*")]
        texts = [path.read_text("utf-8") for path in sorted(code) if path.suffix in _CODE]
        whose = (self.personal.profile,) if self.personal else ()
        return hashed(__version__, self.title, self.url, self.choices, self.pictures, texts, *whose)

    def file(self, path: str, inputs: object, make: Callable[[], str]) -> File:
        """A file of the site, made anew when its inputs or what all pages share change."""
        from summarizer.site.folder import File

        return File(path, hashed(self.base, path, inputs), make)

    def page(
        self,
        path: str,
        template: str,
        inputs: object,
        values: Callable[[], dict[str, Any]],
        guard: Policy | None = None,
    ) -> File:
        """A page; `values` gives what its template needs, when it is made."""
        root = "../" * path.count("/")

        def make() -> str:
            return pages.render(
                template,
                TEMPLATES,
                guard=guard or sharedfiles.guard(pictures=self.pictures),
                kept=folder("cache") / "templates",
                site=self,
                root=root,
                path=path,
                **values(),
            )

        return self.file(path, inputs, make)
