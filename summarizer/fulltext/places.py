"""Where the full text of a paper is, in the order in which it is asked for.

Hugging Face has Markdown of what arXiv has as HTML, under an id without a version; arXiv has HTML
of most papers since late 2023, and the PDF of all. A mirror that is set as arXiv's endpoint is
asked for both. Of other papers, the PDF is asked for where their sources say that it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from summarizer.errors import UsageError
from summarizer.papers import arxivids
from summarizer.settings import Settings
from summarizer.text.plain import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARXIV = "https://arxiv.org"
_TITLE = 60
_MOST_PDFS = 3
_PAUSE = 3.0
"""Seconds between PDFs of one site that says nothing of its pace: as long as at arXiv."""
_OF_PAGE = r"(?i)https?://[^/]+/(pdf|html)/"
NAMES = ("hf", "html", "pdf")
"""What places are called by `--from`."""


class Place(NamedTuple):
    """An address; `called` is what messages say, `form` what is expected there.

    `pause` is how long its site is left alone after a request, in seconds, if it isn't arXiv's.
    """

    name: str
    called: str
    form: str
    url: str
    pause: float = 0.0


@dataclass(frozen=True)
class Wanted:
    """A paper of arXiv, in a version or the newest; `only` is the one place to ask.

    A paper that arXiv does not have comes with its title, and where its PDF is (`pdfs`).
    """

    id: str
    version: str | None = None
    only: str | None = None
    title: str = ""
    pdfs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its id, with the version that was asked for; its title where it is none of arXiv."""
        if self.of_arxiv or not self.title:
            return f"{self.id}{self.version or ''}"
        return f"“{shortened(one_line(self.title), _TITLE)}”"

    @property
    def of_arxiv(self) -> bool:
        """Whether arXiv has it."""
        return bool(arxivids.bare_id(self.id))

    @property
    def askable(self) -> bool:
        """Whether it is known where to ask for it."""
        return self.of_arxiv or bool(self.pdfs)

    @property
    def asked(self) -> str:
        """Whom asking for it is asking: "Hugging Face or arXiv", or the host of its PDF."""
        hosts = (urlsplit(each).hostname for each in self.pdfs)
        return "Hugging Face or arXiv" if self.of_arxiv else next(filter(None, hosts), "")


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
    if not paper.of_arxiv:
        yield from _elsewhere(paper, settings)
        return
    site = arxiv_site(settings)
    if not paper.version and "/" not in paper.id:
        base = settings.hf_endpoint.rstrip("/")
        yield Place("hf", "Hugging Face", "markdown", f"{base}/papers/{paper.id}.md")
    elif paper.only == "hf":
        message = f"Hugging Face has no `{paper.name}`: leave out the version, or `--from hf`"
        raise UsageError(message)
    yield Place("html", "arXiv's HTML", "html", f"{site}/html/{paper.name}")
    yield Place("pdf", "the PDF", "pdf", f"{site}/pdf/{paper.name}")


def _elsewhere(paper: Wanted, settings: Settings) -> Iterator[Place]:
    """Where a paper that arXiv does not have is asked for. Raises UsageError."""
    if paper.only not in {None, "pdf"}:
        message = f"`--from {paper.only}` is for papers of arXiv: leave it out for {paper.name}"
        raise UsageError(message)
    if not paper.pdfs:
        message = (
            f"{paper.name} has no arXiv id, and its source tells no address of a PDF: keep a file "
            f"or page of yours with `summarize fulltext FILE --keep-as {paper.id}`"
        )
        raise UsageError(message)
    usual, chosen = Settings().acl_endpoint, settings.acl_endpoint.rstrip("/")
    for url in paper.pdfs[:_MOST_PDFS]:
        asked = f"{chosen}{url.removeprefix(usual)}" if url.startswith(f"{usual}/") else url
        yield Place("pdf", f"the PDF at {urlsplit(url).hostname}", "pdf", asked, _PAUSE)


def arxiv_site(settings: Settings) -> str:
    """The address of arXiv's pages: its own, or that of the mirror that is set for the API."""
    chosen = settings.arxiv_endpoint.rstrip("/")
    return _ARXIV if chosen == Settings().arxiv_endpoint else chosen
