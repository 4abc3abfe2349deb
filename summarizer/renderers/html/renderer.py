"""The digest as one HTML page that asks for no other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.renderers import Format, grouped
from summarizer.renderers.html.digestpage import digest_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.papers.records import Digest
    from summarizer.renderers import View

FORMAT = Format("html", "a single self-contained page", (".html", ".htm"))


def render(digest: Digest, view: View) -> Iterator[str]:
    """The whole page."""
    yield digest_page(digest, grouped(digest, view), view)
