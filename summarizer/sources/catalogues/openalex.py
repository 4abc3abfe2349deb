"""OpenAlex: its works live, by words or by ids, answers of its API saved, lines of its snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Form, Parsed, Probe, Profile, Site, behind_prefix
from summarizer.sources.catalogues.asking import Catalogue, asked, without_abstract
from summarizer.sources.recognition import NO_FIT, Fit, certain

if TYPE_CHECKING:
    from datetime import date, datetime
    from urllib.parse import SplitResult

    from summarizer.network.http import Client
    from summarizer.settings import Settings
    from summarizer.sources import Ask, Fetched
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="openalex",
    reads="OpenAlex's JSON or JSON Lines",
    example='{"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1", "title": '
    '"A title", "abstract_inverted_index": {"An": [0], "abstract.": [1]}}]}',
    endings=(".json", ".jsonl"),
)


def _identity(text: str) -> str | None:
    """An id as the API takes it: `W123`, `doi:10...`, `pmid:1`; None where the text is none."""
    from summarizer.papers import dois
    from summarizer.papers.arxivids import typed

    text = text.strip()
    own = text.removeprefix(_SITE).removeprefix("works/").upper()
    if own[:1] == "W" and own[1:].isdigit() and own.isascii():
        return own
    if arxiv := typed(text):
        return f"doi:10.48550/arxiv.{arxiv}"
    kind, _, number = text.partition(":")
    if kind.casefold() == "pmid" and number.strip().isdigit() and number.isascii():
        return f"pmid:{number.strip()}"
    name = dois.whole(text)
    return f"doi:{name}" if name else None


CATALOGUE = Catalogue(
    name="OpenAlex",
    prefix="openalex",
    parts=("without", "title", "author", "since", "until"),
    sorts=("relevance", "date", "citations"),
    ids="ids (`W123`, a DOI, an arXiv id, `pmid:N`)",
    identity=_identity,
    key="OPENALEX_API_KEY",
    without="without a key little can be asked in a day: set `OPENALEX_API_KEY` to a free key",
)
SITE = Site(
    prefix=CATALOGUE.prefix,
    name=CATALOGUE.name,
    forms=(
        Form("openalex:?q=WORDS", "search; the first 50 results, or `--limit`; `&sort=date`"),
        Form("openalex:ID", "papers by `W123`, DOI, arXiv id or `pmid:N`; commas join several"),
    ),
    hosts=("openalex.org", "www.openalex.org", "api.openalex.org"),
    probes=(Probe("openalex_endpoint", "OpenAlex", "/works/W2741809807?select=id"),),
)
_SITE = "https://openalex.org/"
_SIGN = "openalex.org/W"


def recognises(content: Content) -> Fit:
    """An answer of the API, a work of it, or lines of works."""
    from summarizer.sources.catalogues import openalexworks

    if content.form == "lines":
        first = next(content.json_lines(), ("", None))[1]
        return certain("OpenAlex's works") if openalexworks.entries(first) else NO_FIT
    if content.form != "json" or not (_SIGN in content.text or '"meta"' in content.head):
        return NO_FIT
    is_ours = openalexworks.entries(content.json) is not None
    return certain("an answer of OpenAlex's API") if is_ours else NO_FIT


def parse(content: Content) -> Parsed:
    """Read an answer or lines. Raises InputError where it has no list of works."""
    from summarizer.sources.catalogues import openalexworks
    from summarizer.sources.mapping import papers

    if content.form == "lines":
        lines = ((place, each) for place, entry in content.json_lines()
                 for _, each in openalexworks.fields([entry]))  # fmt: skip
        return Parsed(papers(lines))
    entries = openalexworks.entries(content.json)
    if entries is None:
        message = f"`{content.name}`: no works where OpenAlex has them"
        raise InputError(message)
    bare = 0 if content.name.startswith(f"{SITE.prefix}:") else openalexworks.bare(entries)
    notes = [without_abstract(bare, len(entries))] if bare else []
    return Parsed(papers(openalexworks.fields(entries)), None, notes)


def ask(spec: str, settings: Settings) -> Ask | None:
    """`openalex:...` and the site's URLs. Raises UsageError for what is none of these."""
    rest = behind_prefix(spec, SITE, (settings.openalex_endpoint,), _named_by_url)
    return None if rest is None else asked(CATALOGUE, spec, rest)


def _named_by_url(parts: SplitResult) -> str:
    from urllib.parse import parse_qs, quote, unquote

    words = parse_qs(parts.query).get("search")
    if words:
        return f"?q={quote(words[0])}"
    return unquote(parts.path.strip("/").removeprefix("works/").removeprefix("https://doi.org/"))


def fetch(ask: Ask, most: int | None, client: Client) -> Fetched | None:
    """Papers by words, or by ids. Raises ServiceError, InputError where there is no such paper."""
    from summarizer.sources.catalogues import openalexrequests

    return openalexrequests.fetched(CATALOGUE, ask, most, client)


def why_empty(day: date, now: datetime) -> str:
    """Nothing is listed by day here."""
    del day, now
    return "OpenAlex lists no days"
