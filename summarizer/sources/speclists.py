"""A file of ids and addresses of papers, one a line: a list of SPECs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.papers.arxivids import NEW, OLD
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.sources.content import Content

_ID = rf"(?:{NEW}|{OLD})(?:v\d{{1,3}})?"
_ARXIV = deferred(
    rf"(?i:arxiv:\s*|https?://|www\.|export\.|arxiv\.org|alphaxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org"
    rf"|browse\.arxiv\.org|/(?:abs|pdf|html|format|overview)|/|doi:\s*|(?:dx\.)?doi\.org"
    rf"|10\.48550/arxiv\.)*({_ID})(?:\.pdf)?/?(?:[?#]\S*)?"
)
_LINE = deferred(r"\s*(?:[-*•+]\s+|\d{1,5}[.)]\s+|\[\d{1,5}\]\s*)?(?:<(\S+)>|(\S.*?))\s*(?:\s#.*)?")
_DOI = r"10\.\d{4,9}(?:\.\d+)*/\S+"
_ADDRESS = deferred(
    rf"(?:https?://\S+|(?i:doi:\s?)?{_DOI}"
    r"|(?:hf|arxiv|s2|openalex|crossref|pubmed|biorxiv|medrxiv|openreview):\S+)"
)
_NAKED = deferred(rf"(?i:doi:\s?)?({_DOI})")
_LONGEST = 1_000_000


class Named(NamedTuple):
    """A line of the list: its number from 1, and the arXiv id in it or else the SPEC it is."""

    line: int
    identity: str
    spec: str


def cited(spec: str) -> str | None:
    """The SPEC of a paper as it is cited: `2503.11111`, `arXiv:...`, its DOI, the usual pages."""
    match = _ARXIV.fullmatch(spec.strip())
    if match:
        return f"arxiv:{match[1]}"
    other = _NAKED.fullmatch(spec.strip())
    return f"https://doi.org/{other[1]}" if other else None


def named_in(content: Content) -> list[Named] | None:
    """What the lines of a list name; None where any line is something else."""
    if content.form != "text" or len(content.data) > _LONGEST:
        return None
    found: list[Named] = []
    for number, line in enumerate(content.text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith(("#", "//")):
            continue
        match = _LINE.fullmatch(line)
        items = re.split(r"[,;\s]+(?=\S)", (match[1] or match[2] or "") if match else "")
        for item in filter(None, (each.rstrip(",;") for each in items)):
            arxiv = _ARXIV.fullmatch(item)
            if not arxiv and not _ADDRESS.fullmatch(item):
                return None
            found.append(Named(number, arxiv[1] if arxiv else "", item))
    return found or None
