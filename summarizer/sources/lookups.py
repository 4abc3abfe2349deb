"""Papers asked of their own sites by their ids, for a source that knows only the ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer import sources
from summarizer.errors import InputError, ServiceError, UsageError
from summarizer.papers.days import utc_now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.network.http import Client
    from summarizer.papers.records import Paper

MOST_IDS, MOST_DOIS = 300, 20
"""Papers that are looked up: arXiv's by one request for all, others by one for each."""


def of_arxiv(ids: Sequence[str], client: Client) -> tuple[tuple[Paper, ...], str]:
    """Papers of arXiv by their ids, and in words what could not be had, if anything."""
    found, why = _asked(f"arxiv:{','.join(ids[:MOST_IDS])}", client) if ids else ((), "")
    if not why and len(ids) > MOST_IDS:
        why = f"only the first {MOST_IDS} of {len(ids)} arXiv ids are looked up"
    return found, why


def of_dois(dois: Sequence[str], client: Client) -> tuple[tuple[Paper, ...], str]:
    """The papers of DOIs, of the source that each leads to, and what could not be had.

    A site that fails is not asked again.
    """
    found: list[Paper] = []
    failed: dict[str, str] = {}
    for doi in dois[:MOST_DOIS]:
        site = _site_of(doi, client)
        if site and site not in failed:
            papers, why = _asked(f"https://doi.org/{doi}", client)
            found += papers
            failed |= {site: why} if why else {}
    whys = [*failed.values()]
    if len(dois) > MOST_DOIS:
        whys.append(f"only the first {MOST_DOIS} of {len(dois)} DOIs are looked up")
    return tuple(found), "; ".join(whys)


def _site_of(doi: str, client: Client) -> str:
    """The prefix of the source that a DOI leads to; nothing where no source has it."""
    try:
        known = sources.asked(f"https://doi.org/{doi}", client.settings)
    except UsageError:
        return ""
    return known[0].SITE.prefix if known else ""


def _asked(spec: str, client: Client) -> tuple[tuple[Paper, ...], str]:
    """What a SPEC names. A site that does not know it, or fails, is no error here."""
    from summarizer.sources.extraction import answer_listing

    try:
        known = sources.asked(spec, client.settings)
        if known is None:
            return (), ""
        source, ask = known[0], replace(known[1], now=utc_now())
        fetched = source.fetch(ask, None, client)
        return (answer_listing(source, ask, fetched).papers, "") if fetched else ((), "")
    except (InputError, UsageError):
        return (), ""
    except ServiceError as error:
        return (), str(error)
