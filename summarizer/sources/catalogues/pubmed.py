"""PubMed: articles by words or by their numbers, live by the E-utilities, and its XML saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues.asking import Catalogue, asked, without_abstract
from summarizer.sources.recognition import NO_FIT, Fit, certain
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="pubmed",
    reads="PubMed's XML",
    example="<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article>"
    "<ArticleTitle>A title.</ArticleTitle><Abstract><AbstractText>An abstract.</AbstractText>"
    "</Abstract></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    endings=(".xml",),
)
_NUMBER = deferred(r"(?:PMID:?\s*|pmid:?\s*)?([1-9]\d{0,8})")


def _number(text: str) -> str | None:
    match = _NUMBER.fullmatch(text.strip())
    return match[1] if match else None


CATALOGUE = Catalogue(
    name="PubMed",
    prefix="pubmed",
    parts=("without", "title", "author", "since", "until"),
    sorts=("relevance", "date"),
    ids="numbers of articles (PMID)",
    identity=_number,
    key="NCBI_API_KEY",
    without="a free key in `NCBI_API_KEY` may ask ten times a second, without one three times",
)
SITE = Site(
    prefix=CATALOGUE.prefix,
    name=CATALOGUE.name,
    forms=(
        Form("pubmed:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
        Form("pubmed:PMID", "articles by their numbers; commas join several"),
    ),
    hosts=("pubmed.ncbi.nlm.nih.gov", "eutils.ncbi.nlm.nih.gov"),
    probes=(Probe("pubmed_endpoint", "PubMed", "/entrez/eutils/einfo.fcgi?retmode=json"),),
)
_SIGN = deferred(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle)[\s>]")


def recognises(content: Content) -> Fit:
    """A set of articles, or one."""
    is_ours = content.form == "markup" and _SIGN.search(content.head)
    return certain("PubMed's articles") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read a set of articles. Raises InputError where it is malformed."""
    from summarizer.sources.catalogues import pubmedxml
    from summarizer.sources.mapping import papers

    try:
        found = pubmedxml.articles(pubmedxml.root(content.text))
    except ValueError as error:
        message = f"`{content.name}`: cannot be read as PubMed's XML: {error}"
        raise InputError(message) from error
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else pubmedxml.bare(found)
    notes = [without_abstract(bare, len(found))] if bare else []
    return Parsed(papers(pubmedxml.fields(found)), None, notes)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`pubmed:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.pubmed_endpoint,), _named_by_url)
    return None if rest is None else asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote

    words = parse_qs(parts.query).get("term")
    return f"?q={quote(words[0])}" if words else parts.path.strip("/")


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Papers by words, or by ids. Raises ServiceError, InputError where there is no such paper."""
    from summarizer.sources.catalogues import pubmedrequests

    return pubmedrequests.fetched(CATALOGUE, ask, most, client)


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "PubMed lists no days"
