"""The conversations with sites that are recorded: what is asked, and the site that answers.

`python tests/support/record_sources.py` records them from the servers that play the sites
here, whose answers have the shapes of real captures; with `--live`, from the sites.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from anthology_server import LONG, AnthologyServer
from arxiv_server import ArxivServer, record
from catalogue_servers import (
    CrossrefServer,
    OpenAlexServer,
    PubMedServer,
    SemanticScholarServer,
    known,
)
from feedserver import FeedServer, item, rss
from hf_server import HuggingFaceServer
from openreview_server import VENUE, OpenReviewServer, note
from papers import api_item
from places import CASSETTES
from preprintserver import PreprintServer, preprint

FOLDER = CASSETTES / "test_conversations"
TUESDAY, MONDAY = date(2025, 12, 9), date(2025, 12, 8)
NOW = (2025, 12, 9, 9)


@dataclass(frozen=True)
class Conversation:
    """A SPEC with its options, the source it asks, and how many papers come of it.

    `SITE` in a SPEC stands for the address of the server that plays the site.
    """

    source: str
    spec: str
    count: int
    options: dict[str, object] = field(default_factory=dict)
    changed: str | None = None

    def at(self, url):
        """The SPEC, with the address of the server."""
        return self.spec.replace("SITE", url)


CONVERSATIONS = {
    "acl-volume": Conversation("acl", f"acl:{LONG}", 2),
    "acl-event": Conversation("acl", "acl:acl-2026", 3),
    "acl-papers": Conversation("acl", f"acl:{LONG}.1,P19-1001,{LONG}.77", 2),
    "hf-day": Conversation("hf", "hf:2025-12-09", 3),
    "hf-week": Conversation("hf", "hf:2025-W50", 4),
    "hf-month": Conversation("hf", "hf:2025-12", 120),
    "hf-trending": Conversation("hf", "hf:trending", 5, {"limit": 5}),
    "hf-search": Conversation("hf", "hf:?q=Scaling Laws", 40),
    "hf-paper": Conversation("hf", "hf:2512.00001", 1),
    "hf-user": Conversation("hf", "hf:user/reader", 5, {"limit": 5}),
    "hf-page-instead": Conversation("hf", "hf:2025-12-09", 3, changed="the API refuses"),
    "arxiv-day": Conversation("arxiv", "arxiv:cs.CL+cs.LG", 1),
    "arxiv-day-whole": Conversation(
        "arxiv", "arxiv:cs.CL", 4, {"cross_lists": True, "replacements": True}
    ),
    "arxiv-past-day": Conversation("arxiv", "arxiv:cs.CL", 2, {"day": date(2025, 12, 5)}),
    "arxiv-past-day-oai": Conversation(
        "arxiv", "arxiv:cs.CL", 2, {"day": date(2025, 12, 5)}, changed="the API refuses"
    ),
    "arxiv-papers-oai": Conversation(
        "arxiv", "arxiv:2512.00001v1,astro-ph/0601001", 2, changed="the API refuses"
    ),
    "arxiv-papers": Conversation("arxiv", "arxiv:2512.00001v1,astro-ph/0601001,2512.09999", 2),
    "arxiv-search": Conversation("arxiv", "arxiv:?q=sparse index", 2, {"limit": 2}),
    "biorxiv-day": Conversation("biorxiv", "biorxiv:2025-12-09", 35),
    "biorxiv-categories": Conversation(
        "biorxiv", "biorxiv:cell-biology+neuroscience", 3, {"day": MONDAY, "replacements": True}
    ),
    "biorxiv-week": Conversation("biorxiv", "biorxiv:neuroscience:2025-W50", 36),
    "biorxiv-papers": Conversation(
        "biorxiv", "biorxiv:10.1101/2025.12.01.600100,10.1101/2025.12.01.600999", 1
    ),
    "rss-feed": Conversation("rss", "rss:SITE/feed.xml", 3),
    "medrxiv-day": Conversation("medrxiv", "medrxiv:epidemiology:2025-12-08", 1),
    "openreview-venue": Conversation("openreview", f"openreview:{VENUE}", 5),
    "openreview-rejected": Conversation("openreview", f"openreview:{VENUE}?status=rejected", 1),
    "openreview-papers": Conversation("openreview", "openreview:orNote0001,orNote0404", 1),
    "s2-search": Conversation("s2", "s2:?q=sparse retrieval-augmented", 48),
    "s2-sorted": Conversation("s2", 's2:?q="learning rate" -index&sort=date', 30, {"limit": 30}),
    "s2-papers": Conversation("s2", "s2:2512.00000,10.5555/journal.1,10.5555/none", 2),
    "openalex-search": Conversation(
        "openalex", 'openalex:?q=sparse "data sets" since:2025-11-03 author:Author', 44
    ),
    "openalex-papers": Conversation("openalex", "openalex:W1,2512.00003,W999", 2),
    "crossref-search": Conversation(
        "crossref", "crossref:?q=sparse title:index&sort=citations", 48
    ),
    "crossref-papers": Conversation("crossref", "crossref:10.5555/journal.1,10.5555/none", 1),
    "pubmed-search": Conversation("pubmed", 'pubmed:?q="scaling laws" -index until:2025-11-20', 37),
    "pubmed-papers": Conversation("pubmed", "pubmed:1,2,999", 2),
}


def hugging_face():
    """Hugging Face with three papers on a Tuesday and more on other days."""
    server = HuggingFaceServer()
    server.days["2025-12-09"] = [api_item(number) for number in range(3)]
    server.linked["2512.00001"] = {
        "models": [{"id": f"example/model-{number}"} for number in range(3)],
        "datasets": [{"id": "example/questions"}],
        "spaces": [],
    }
    server.days["2025-12-08"] = [api_item(3, "2025-12-08")]
    server.days["2025-12-03"] = [api_item(number, "2025-12-03") for number in range(4, 120)]
    return server


def arxiv():
    """arXiv with a feed of each kind of announcement, and papers of some days."""
    server = ArxivServer()
    server.feed = [record(0), record(1, type="cross", categories=("cs.AI", "cs.CL"))]
    server.feed += [record(2, type="replace", version=2)]
    server.feed += [record(3, type="replace-cross", categories=("stat.ML", "cs.CL"))]
    server.records = [record(0), record(1)]
    server.records += [record(n, published="2025-12-04T10:00:00Z") for n in (4, 6)]
    server.records += [record(3, id="astro-ph/0601001", categories=("astro-ph",))]
    return server


def feeds():
    """A feed of a whole paper, a teaser, a blog's entry about a paper, and one about none."""
    server = FeedServer()
    server.records = [record(number) for number in range(4)]
    items = [
        item(link="https://arxiv.org/abs/2512.00001"),
        item("A Teaser", "https://arxiv.org/abs/2512.00002", "Read on ..."),
        item("We read", "https://example.org/1", "It is https://arxiv.org/abs/2512.00003."),
        item("Holidays", "https://example.org/2", "They were nice."),
    ]
    server.feeds["/feed.xml"] = rss(*items)
    return server


def preprints():
    """bioRxiv and medRxiv: a day of two pages, and one before with versions and a category."""
    server = PreprintServer()
    server.records = [preprint(number, date="2025-12-09") for number in range(35)]
    server.records += [preprint(100), preprint(100, version="2", date="2025-12-09")]
    server.records += [preprint(101, category="cell biology"), preprint(102, version="3")]
    server.records += [preprint(200, "medRxiv")]
    return server


def openreview():
    """OpenReview with a venue whose accepted papers take three pages."""
    server = OpenReviewServer()
    server.most = 2
    server.notes = [note(number, "accepted" if number else "oral") for number in range(5)]
    server.notes += [note(7, "rejected"), note(8, "withdrawn"), note(9, "submitted", authors=None)]
    return server


def catalogued(server):
    """A catalogue of 150 papers, two of them at arXiv too, one retracted, one a data set."""
    server.records = [known(number) for number in range(150)]
    server.records[0] = known(0, arxiv="2512.00000", tldr="What the site's own model says.")
    server.records[3] = known(3, arxiv="2512.00003")
    server.records[6] = known(6, retracted=True)
    server.records[9] = known(9, type="dataset")
    server.records[12] = known(12, abstract=None)
    return server


PLAYED = {
    "hf": hugging_face,
    "arxiv": arxiv,
    "biorxiv": preprints,
    "medrxiv": preprints,
    "rss": feeds,
    "openreview": openreview,
    "acl": AnthologyServer,
    "s2": lambda: catalogued(SemanticScholarServer()),
    "openalex": lambda: catalogued(OpenAlexServer()),
    "crossref": lambda: catalogued(CrossrefServer()),
    "pubmed": lambda: catalogued(PubMedServer()),
}
"""What plays each site, by the prefix of its SPECs."""


@contextmanager
def played(conversation):
    """The server that plays a conversation's site."""
    with PLAYED[conversation.source]() as server:
        if conversation.changed:
            server.api_answer = (403, b'{"error":"Forbidden"}')
        yield server
