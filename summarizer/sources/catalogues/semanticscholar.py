"""Semantic Scholar: its Academic Graph live, by words or by ids, and answers of it saved."""

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
    name="semanticscholar",
    reads="Semantic Scholar's JSON",
    example='{"total": 1, "offset": 0, "data": [{"paperId": "1", "title": "A title", '
    '"abstract": "An abstract."}]}',
    endings=(".json", ".jsonl"),
)


def _identity(text: str) -> str | None:
    """An id as the API takes it: `arXiv:2503.11111`, `DOI:10...`, `PMID:1`, its own.

    None where the text is none of these.
    """
    from summarizer.papers import dois
    from summarizer.papers.arxivids import typed

    text = text.strip()
    kind, colon, rest = text.partition(":")
    kinds = {"pmid": "PMID", "pmcid": "PMCID", "corpusid": "CorpusId", "mag": "MAG", "acl": "ACL"}
    if colon and kind.casefold() in kinds:
        number = rest.strip().upper().removeprefix("PMC")
        named = number if kind.casefold() == "acl" else number if number.isdigit() else ""
        return f"{kinds[kind.casefold()]}:{named}" if named else None
    if arxiv := typed(text):
        return f"arXiv:{arxiv}"
    own = text.casefold()
    if len(own) == 40 and all(each in "0123456789abcdef" for each in own):  # noqa: PLR2004 - SHA-1
        return own
    name = dois.whole(text)
    return f"DOI:{name}" if name else None


CATALOGUE = Catalogue(
    name="Semantic Scholar",
    prefix="s2",
    parts=("without", "since", "until"),
    sorts=("relevance", "date", "citations"),
    ids="ids (`arXiv:ID`, a DOI, `PMID:N`, its own)",
    identity=_identity,
    key="S2_API_KEY",
    without="all who ask without a key share one limit: set `S2_API_KEY` to a free key of your own",
)
SITE = Site(
    prefix="s2",
    name=CATALOGUE.name,
    forms=(
        Form("s2:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
        Form("s2:ID", "papers by arXiv id, DOI, `PMID:N` or its own id; commas join several"),
    ),
    hosts=("www.semanticscholar.org", "semanticscholar.org", "api.semanticscholar.org"),
    probes=(
        Probe("s2_endpoint", "Semantic Scholar", "/graph/v1/paper/arXiv:1706.03762?fields=title"),
    ),
)
_PAPER = deferred(r"(?:paper|reader)/(?:[^/]+/)?([0-9a-f]{40})")
_ASKED = deferred(r"graph/v1/paper/(?!search|batch)(.+)")
_SIGN = '"paperId"'


def recognises(content: Content) -> Fit:
    """An answer of the API: its papers have a `paperId`."""
    from summarizer.sources.catalogues import s2papers

    if content.form == "lines":
        first = next(content.json_lines(), ("", None))[1]
        return certain("Semantic Scholar's papers") if s2papers.entries(first) else NO_FIT
    if content.form != "json" or _SIGN not in content.text:
        return NO_FIT
    is_ours = s2papers.entries(content.json) is not None
    return certain("an answer of Semantic Scholar's API") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read an answer. Raises InputError where it has no list of papers."""
    from summarizer.sources.catalogues import s2papers
    from summarizer.sources.mapping import papers

    if content.form == "lines":
        lines = ((place, each) for place, entry in content.json_lines()
                 for _, each in s2papers.fields([entry]))  # fmt: skip
        return Parsed(papers(lines))
    entries = s2papers.entries(content.json)
    if entries is None:
        message = f"`{content.name}`: no papers where Semantic Scholar has them"
        raise InputError(message)
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else s2papers.bare(entries)
    notes = [without_abstract(bare, len(entries))] if bare else []
    return Parsed(papers(s2papers.fields(entries)), None, notes)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`s2:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.s2_endpoint,), _named_by_url)
    return None if rest is None else asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote, unquote

    path = parts.path.strip("/")
    words = parse_qs(parts.query).get("query" if path.startswith("graph") else "q")
    if words and "search" in path:
        return f"?q={quote(words[0])}"
    shown = _PAPER.match(path) or _ASKED.match(path)
    return unquote(shown[1]) if shown else f" {path}"


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Papers by words, or by ids. Raises ServiceError, InputError where there is no such paper."""
    from summarizer.sources.catalogues import s2requests

    return s2requests.fetched(CATALOGUE, ask, most, client)


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "Semantic Scholar lists no days"
