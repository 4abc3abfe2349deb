"""Who fetches full texts for a run, and where copies are kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.library.run import Run
    from summarizer.observer import Observer


@contextmanager
def retrieval(run: Run, observer: Observer) -> Iterator[Retrieval]:
    """Who asks, with a client that keeps no answers: copies are kept instead."""
    from summarizer.fulltext.copies import Copies
    from summarizer.fulltext.retrieval import Retrieval
    from summarizer.network.http import Client
    from summarizer.observer import Once
    from summarizer.papers.days import utc_now
    from summarizer.settings import folder

    copies = Copies(folder("data") / "fulltext", Once(run.observer))
    client = Client(run.settings, observer)
    try:
        yield Retrieval(client, copies, observer, utc_now().date())
    finally:
        client.close()
