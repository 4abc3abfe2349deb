"""DOIs of papers, written in one way; which are preprints', and which else a paper's links name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred
from summarizer.text.plain import content_id

if TYPE_CHECKING:
    from typing import Protocol

    class Linked(Protocol):
        """What a paper says of its DOI, and where it links to."""

        @property
        def doi(self) -> str | None:
            """Its DOI, as it is given."""

        @property
        def links(self) -> tuple[str, ...]:
            """Addresses beside its own."""


_DOI = deferred(r"10\.\d{1,9}(?:\.\d+)*/\S+")
_WHOLE = deferred(
    r"(?i:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}(?:\.\d+)*(?:/|%2[fF])\S+)"
)
_VERSION = deferred(r"(?:[./_-]v\d{1,2}|(?<=\d)v\d{1,2})$")
_NUMBERED = deferred(r"(10\.12688/[a-z0-9]+\.\d+)\.\d{1,2}$")
"""F1000 counts its versions without a letter."""
_ARXIV = "10.48550/arxiv"
_PREPRINT = deferred(
    r"10\.(?:48550/arxiv|1101/(?:\d{6}$|\d{4}\.\d\d\.\d\d\.)|64898/|21203/rs\.|20944/preprints|"
    r"26434/chemrxiv|(?:312\d\d|35542)/osf|2139/ssrn|36227/techrxiv|22541/)"
)
"""What the DOIs of preprint servers begin with: arXiv, bioRxiv and medRxiv, Research Square and
so on. The journals of Cold Spring Harbor share 10.1101, but not numbers and dates behind it."""
_ADDRESS = "doi.org/10."
_OPENED = {")": "(", "]": "[", "}": "{", ">": "<"}


@lru_cache(maxsize=4096)
def bare(text: str) -> str | None:
    """The DOI in a text, in small letters, without its address and its version."""
    found = _DOI.search(text.casefold())
    if found is None:
        return None
    name = found[0].rstrip(".,;)}/")
    numbered = _NUMBERED.fullmatch(name)
    return numbered[1] if numbered else _VERSION.sub("", name)


def whole(text: str) -> str | None:
    """The DOI that a text is, with or without an address, its version kept; else None.

    A full stop or a bracket of the sentence around it is none of it.
    """
    found = _WHOLE.fullmatch(text.strip())
    if found is None:
        return None
    from urllib.parse import unquote

    name = _without_end(unquote(found[1]).casefold())
    return None if name.endswith("/") else name


def _without_end(name: str) -> str:
    """A DOI without the signs behind it; brackets that it opens itself are its own."""
    while (last := name[-1]) in ".,;" or name.count(last) > name.count(_OPENED.get(last, last)):
        name = name[:-1]
    return name


def doi(paper: Linked) -> str | None:
    """A paper's DOI, as `bare` has it; None for arXiv's, which is an id."""
    found = bare(paper.doi) if paper.doi else None
    return None if found is None or found.startswith(_ARXIV) else found


def linked(paper: Linked) -> frozenset[str]:
    """The other DOIs that a paper's links lead to, such as its journal's where it is a preprint."""
    found = [each for each in paper.links if _ADDRESS in each]
    if not found:
        return frozenset()
    return frozenset(name for each in found if (name := bare(each)) and not is_arxiv(name))


def is_arxiv(name: str) -> bool:
    """Whether a DOI is one that arXiv gave."""
    return name.startswith(_ARXIV)


def is_preprint(name: str) -> bool:
    """Whether a DOI, as `bare` has it, is a preprint server's."""
    return bool(_PREPRINT.match(name))


def identity(name: str) -> str:
    """The id of a paper that a site knows by its DOI, whatever its text."""
    return content_id("doi", name)


def page(name: str) -> str:
    """The address that a DOI leads to."""
    return f"https://doi.org/{name}"
