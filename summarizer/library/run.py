"""What one run has at hand: its options, settings, stores and HTTP client."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.annotate.cache import Cache
from summarizer.library.history import History
from summarizer.library.store import Library
from summarizer.observer import Observer, Once, Silent
from summarizer.reviews.markstore import Marks
from summarizer.reviews.store import Reviews
from summarizer.settings import Settings, folder, load
from summarizer.topics.carryover import Earlier
from summarizer.topics.vocabularyfile import default_path

if TYPE_CHECKING:
    from datetime import date

    from summarizer.fulltext.copies import Copies
    from summarizer.keypoints.answers import Answers
    from summarizer.network.http import Client
    from summarizer.network.webcache import WebCache


@dataclass(frozen=True)
class Options:
    """What a digest shall be made of, beside its SPECs.

    `cross_lists` and `replacements`: show those too, where a listing of a day has them.
    `new`: only papers, and changed versions, that no digest has shown yet.
    `form`: read files in the form of this name, whatever they look like.
    `for_me`: order papers for their reader, by the profile of this name or by `all`, without
    those whose relevance is below `min_relevance`.
    `bare`: take papers without an abstract too, of forms with named fields.
    `known`: the reader knows these papers already; they do not count as shown by a digest.
    `corrected` lays reviews, and the sites' lines where they are wished for, over the answers;
    `keep_all` keeps the papers of standard input too,
    and without `store` no papers are kept at all.
    """

    day: date | None = None
    tags: tuple[str, ...] = ()
    limit: int | None = None
    refresh: bool = False
    offline: bool = False
    cross_lists: bool = False
    replacements: bool = False
    new: bool = False
    corrected: bool = True
    keep_all: bool = False
    store: bool = True
    known: bool = False
    form: str | None = None
    bare: bool = False
    for_me: str | None = None
    min_relevance: float | None = None


@dataclass
class Run:
    """One run's settings and stores, made once and passed down."""

    settings: Settings = field(default_factory=load)
    observer: Observer = field(default_factory=Silent)
    _client: Client | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Name the stores; nothing is created before something is written."""
        self._warnings = warnings = Once(self.observer)
        data = folder("data")
        earlier = Earlier(data / "vocabularies", self.settings.topics_path or default_path())
        self.cache = Cache(folder("cache") / "answers", warnings, earlier)
        self.library = Library(data / "library", warnings)
        self.history = History(data / "shown.tsv", warnings)
        self.reviews = Reviews(data / "reviews", warnings)
        self.marks = Marks(data / "marks", warnings)

    @property
    def pages(self) -> WebCache:
        """What sites answered, to be asked for again only where it has changed."""
        from summarizer.network.webcache import WebCache

        return WebCache(folder("cache") / "http", self._warnings)

    @property
    def texts(self) -> Copies:
        """The full texts that were read, kept for their reader alone."""
        from summarizer.fulltext.copies import Copies

        return Copies(folder("data") / "fulltext", self._warnings)

    @property
    def points(self) -> Answers:
        """What language models said of full texts, kept for their reader alone."""
        from summarizer.keypoints.answers import Answers

        return Answers(folder("cache") / "points", self._warnings)

    @property
    def keeps_texts(self) -> bool:
        """Whether there may be any: what reads them is not loaded for nothing."""
        return (folder("data") / "fulltext").is_dir()

    def http(self) -> Client:
        """The run's one HTTP client."""
        from summarizer.network.http import Client

        self._client = self._client or Client(self.settings, self.observer, self.pages)
        return self._client

    def close(self) -> None:
        """Let go of the network."""
        if self._client:
            self._client.close()
