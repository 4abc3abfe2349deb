"""What a page shows of a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.papers import quotes
from summarizer.papers.certainty import given, has_no_topic
from summarizer.papers.places import made_with, places
from summarizer.papers.relevance import reasons
from summarizer.renderers import SITES_TLDR, dated, line_of_site, marks
from summarizer.renderers.html.copied import packed
from summarizer.renderers.html.filenames import safe_name
from summarizer.renderers.html.highlight import marked
from summarizer.text.counting import counted
from summarizer.text.plain import one_line, web_link
from summarizer.text.readable import readable
from summarizer.topics.labels import NAMES, Labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from summarizer.papers.records import Entry

_ORIGINS = {
    "extracted": "TL;DR from the abstract",
    "site": SITES_TLDR,
    "review": "TL;DR by a reader",
}
_NAMED = {_ORIGINS["site"], _ORIGINS["review"]}
_FEW = 3
"""How many models, datasets and spaces of a paper are linked."""
_VOTES = "▲ "
_SITE = re.compile(r"(?:hf|arxiv)(?::|$)|https?://")
_NAMES = {"huggingface.co": "Hugging Face", "arxiv.org": "arXiv", "github.com": "GitHub"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page elsewhere, with the name of the site."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the folder that all pages lie in, and its pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Card:
    """A paper in a list: everything but its abstract, as a reader is shown it.

    `slug` names it in files and ids. `page` leads to its own page, from the folder that all
    pages lie in; None where it has none.
    """

    id: str
    slug: str
    title: str
    tldr: str | None
    tags: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    link: Link | None = None
    page: str | None = None
    places: tuple[Link, ...] = ()
    """Where it can be read beside its link: its abstract and PDF at arXiv, its DOI; its code."""
    site_line: str | None = None
    """What its site says of it, where that is to stand under the TL;DR."""
    maybe: tuple[str, ...] = ()
    """Those of its topics that may well be wrong; they come last."""
    untagged: bool = False
    """Whether an engine has read it and gave it no topic."""
    given: tuple[str, ...] = ()
    """The reader's marks, such as `star`."""
    why: str | None = None
    """Why it is for its reader; None where it is not, or nobody asked."""
    sure: str | None = None
    """How likely she wants it, and by which profile of hers."""
    labels: tuple[str, ...] = ()
    """What people read for its topics, in their order; empty where that is their names."""

    picture: Picture | None = None
    """Its thumbnail, where the page's own folder has it."""
    bib: str = ""
    """Its citation, packed as `copied` has it; "" where nobody is to copy it."""

    @property
    def votes(self) -> str | None:
        """How many like it, which stands apart from what else is known."""
        return next((each[len(_VOTES) :] for each in self.facts if each.startswith(_VOTES)), None)

    @property
    def details(self) -> tuple[str, ...]:
        """What else is worth saying in a list: neither no comments, nor that the TL;DR is ours."""
        return tuple(each for each in self.facts if not each.startswith((_VOTES, "0 ", "TL;DR ")))

    @property
    def origin(self) -> str | None:
        """Whose words the TL;DR is, where they are not ours."""
        return next((each for each in self.facts if each in _NAMED), None)

    @property
    def labelled(self) -> tuple[tuple[str, str], ...]:
        """Its topics, each name with its label."""
        return tuple(zip(self.tags, self.labels or self.tags, strict=True))


@dataclass(frozen=True, slots=True)
class Quote:
    """A topic, or the TL;DR, with a quote that proves it; None where the paper has none.

    `score` says how likely the topic is right; None where that is not known.
    """

    topic: str
    text: str | None
    field: str | None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """What is shown of a paper beside its card: its abstract, evidence marked, quotes, facts."""

    abstract: Markup
    quotes: tuple[Quote, ...]
    proposed: tuple[str, ...]
    basis: tuple[Quote, ...] = ()
    """What the TL;DR stands on."""
    links: tuple[tuple[str, Link], ...] = ()
    site: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Background:
    """What a paper's own page shows of it beside its texts; nothing where the paper is lost."""

    proposed: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, Link], ...] = ()
    site: tuple[tuple[str, str], ...] = ()


def card(
    entry: Entry,
    page: str | None = None,
    *,
    site_lines: bool = False,
    labels: Labels = NAMES,
) -> Card:
    """The card of an entry; `labels` says what its topics are called."""
    line = line_of_site(entry) if site_lines else None
    title = one_line(entry.readable_title or readable(entry.title))
    tldr = readable(entry.tldr) if entry.tldr else None
    url = web_link(entry.url)
    topics = [each for each in given(entry) if one_line(each.name)]
    return Card(
        id=entry.id,
        slug=safe_name(entry.id),
        title=title,
        tldr=tldr,
        tags=tuple(each.name for each in topics),
        facts=tuple(_facts(entry)),
        marks=tuple(map(one_line, marks(entry, own=False))),
        link=named(url) if url else None,
        page=page,
        places=tuple(_places(entry)),
        site_line=readable(line) if line else None,
        maybe=tuple(each.name for each in topics if each.maybe),
        untagged=has_no_topic(entry),
        given=entry.marks,
        bib=packed(entry, title),
        why=readable(reasons(entry, labels.names)) or None,
        sure=_sure(entry),
        labels=labels.all(each.name for each in topics),
    )


def _places(entry: Entry) -> Iterable[Link]:
    """Where it can be read beside its link, and its code."""
    found = [Link(each.url, each.name) for each in places(entry) if each.name]
    yield from found
    code = web_link(entry.code)
    if code and code not in {web_link(entry.url), *(each.url for each in found)}:
        yield Link(code, "Code")


def _sure(entry: Entry) -> str | None:
    if entry.relevance is None:
        return None
    novelty = entry.relevance.novelty
    new = "" if novelty is None else f", novelty {novelty:.2f}"
    return f"score {entry.relevance.score:.2f}{new}, profile {one_line(entry.relevance.profile)}"


def detail(entry: Entry, *, site_lines: bool = False, labels: Labels = NAMES) -> Detail:
    """The rest of an entry; `site_lines` where its card shows what its site says of it."""
    abstract = entry.readable_abstract or readable(entry.abstract)
    tags = [
        replace(tag, tag=labels.of(tag.tag))
        for tag in entry.evidence
        if tag.field == "abstract" and tag.tag in entry.tags
    ]
    return Detail(
        abstract=marked(entry.abstract, abstract, tags),
        quotes=tuple(_quotes(entry, labels)),
        proposed=entry.proposed_tags,
        basis=tuple(
            Quote("TL;DR", quotes.shown(each), quotes.place(each)) for each in entry.tldr_evidence
        ),
        links=tuple(_links(entry)),
        site=tuple(_by_the_site(entry, shown=site_lines)),
    )


def background(entry: Entry, *, site_lines: bool = False) -> Background:
    """The same for a paper's own page."""
    return Background(
        proposed=entry.proposed_tags,
        authors=entry.authors,
        facts=tuple(_more_facts(entry)),
        links=tuple(_links(entry)),
        site=tuple(_by_the_site(entry, shown=site_lines)),
    )


def named(url: str) -> Link:
    """A link with the name of its site."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Link(url, _NAMES.get(host, host or url))


def source_name(spec: str) -> str:
    """Where papers came from: of a file its name alone, as a page may be for others too."""
    return spec if _SITE.match(spec) else PurePath(spec).name


def _quotes(entry: Entry, labels: Labels) -> Iterable[Quote]:
    for each in given(entry, labels.names):
        if each.proof:
            proof = each.proof
            yield Quote(each.said, quotes.shown(proof), quotes.place(proof), each.score)
        else:
            yield Quote(each.said, None, None)


def _facts(entry: Entry) -> Iterable[str]:
    yield dated(entry)
    if entry.author_count:
        yield counted(entry.author_count, "author")
    if entry.organization:
        yield entry.organization
    if entry.upvotes is not None:
        yield f"{_VOTES}{entry.upvotes}"
    if entry.comments is not None:
        yield counted(entry.comments, "comment")
    if entry.reviewed:
        yield "reviewed"
    if entry.tldr:
        yield _origin(entry)


def _origin(entry: Entry) -> str:
    """Whose words the TL;DR is."""
    return _ORIGINS.get(entry.tldr_origin or "", f"TL;DR by {entry.model or entry.engine}")


def _more_facts(entry: Entry) -> Iterable[tuple[str, str]]:
    values = (
        ("Identifier", entry.id),
        ("Organization", entry.organization),
        ("Upvotes", entry.upvotes),
        ("Comments", entry.comments),
        ("GitHub stars", entry.stars),
        ("Categories", " ".join(entry.categories)),
        ("Author's comment", entry.comment),
        ("Journal", entry.journal_ref),
        ("Submitted by", entry.submitter),
        ("Made with it", ", ".join(made_with(entry))),
        ("Source", entry.source and source_name(entry.source)),
        (
            "Topics by" if entry.tldr_origin == "site" else "Topics and TL;DR by",
            " · ".join(filter(None, (entry.engine, entry.model))),
        ),
        ("Prompt", entry.prompt),
    )
    yield from ((name, str(value)) for name, value in values if value not in {None, ""})


def _links(entry: Entry) -> Iterable[tuple[str, Link]]:
    """Where the paper leads to, each address once."""
    given = [
        ("Paper", entry.url),
        ("Code", entry.code),
        ("Project page", entry.project_page),
        *(("Model", each) for each in entry.models[:_FEW]),
        *(("Dataset", each) for each in entry.datasets[:_FEW]),
        *(("Space", each) for each in entry.spaces[:_FEW]),
        *((place.name or "Link", place.url) for place in places(entry)),
    ]
    seen: set[str] = set()
    for name, address in given:
        url = web_link(address)
        if url and url not in seen:
            seen.add(url)
            yield name, named(url)


def _by_the_site(entry: Entry, *, shown: bool) -> Iterable[tuple[str, str]]:
    """What the paper's site says itself, which is never ours, as far as the card does not."""
    line = None if shown else line_of_site(entry)
    if line:
        yield "Summary", readable(line)
    if entry.ai_keywords:
        yield "Keywords", ", ".join(entry.ai_keywords)
