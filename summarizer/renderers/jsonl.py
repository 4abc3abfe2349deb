"""Papers as JSON Lines: one object of the digest's `papers` a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.papers.places import linked
from summarizer.papers.wire import dumps
from summarizer.renderers import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Digest
    from summarizer.renderers import View

FORMAT = Format("jsonl", "one JSON object per line and paper", (".jsonl", ".ndjson"))


def render(digest: Digest, view: View) -> Iterator[str]:
    """Each paper on a line of its own."""
    del view
    for paper in digest.papers:
        yield dumps(linked(paper)) + "\n"
