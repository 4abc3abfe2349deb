"""Where the full text of a paper is, in the order in which it is asked for.

Hugging Face has Markdown of what arXiv has as HTML, under an id without a version; arXiv has HTML
of most papers since late 2023, and the PDF of all. A mirror that is set as arXiv's endpoint is
asked for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import UsageError
from summarizer.papers import arxivids
from summarizer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARXIV = "https://arxiv.org"
_OF_PAGE = r"(?i)https?://[^/]+/(pdf|html)/"
NAMES = ("hf", "html", "pdf")
"""What places are called by `--from`."""


class Place(NamedTuple):
    """An address; `called` is what messages say, `form` what is expected there."""

    name: str
    called: str
    form: str
    url: str


@dataclass(frozen=True)
class Wanted:
    """A paper of arXiv, in a version or the newest; `only` is the one place to ask."""

    id: str
    version: str | None = None
    only: str | None = None

    @property
    def name(self) -> str:
        """Its id, with the version that was asked for."""
        return f"{self.id}{self.version or ''}"


def wanted(text: str) -> Wanted | None:
    """The paper that an id or address names; None where it names none.

    The address of a PDF or HTML page names its place too.
    """
    identity = arxivids.typed(text)
    if identity is None:
        return None
    match = arxivids.named(text.strip()) or arxivids.begins_address(text.strip())
    version = f"v{match[2]}" if match and match[2] else None
    page = re.match(_OF_PAGE, text.strip())
    return Wanted(identity, version, page[1].lower() if page else None)


def places(paper: Wanted, settings: Settings) -> Iterator[Place]:
    """Where a paper is asked for. Raises UsageError where it cannot be in the place it shall."""
    site = arxiv_site(settings)
    if not paper.version and "/" not in paper.id:
        base = settings.hf_endpoint.rstrip("/")
        yield Place("hf", "Hugging Face", "markdown", f"{base}/papers/{paper.id}.md")
    elif paper.only == "hf":
        message = f"Hugging Face has no `{paper.name}`: leave out the version, or `--from hf`"
        raise UsageError(message)
    yield Place("html", "arXiv's HTML", "html", f"{site}/html/{paper.name}")
    yield Place("pdf", "the PDF", "pdf", f"{site}/pdf/{paper.name}")


def arxiv_site(settings: Settings) -> str:
    """The address of arXiv's pages: its own, or that of the mirror that is set for the API."""
    chosen = settings.arxiv_endpoint.rstrip("/")
    return _ARXIV if chosen == Settings().arxiv_endpoint else chosen
