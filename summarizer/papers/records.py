"""The values that flow from a source to a renderer.

Plain frozen dataclasses: importing pydantic takes longer than a whole cached
run may. `summarizer.papers.schema` is pydantic's view of these same classes; it prints
the JSON Schema and checks documents against it.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal

from summarizer.papers.points import Points  # noqa: TC001 - pydantic looks for it here

Field = Literal["title", "abstract", "text"]
"""Where a quote stands. The full text is no field of a paper: only quotes of it are known."""
Origin = Literal["model", "extracted", "site", "review"]
Schema = Literal["summarizer/digest/1"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper as its source gave it; what the source did not say is None.

    `id` has no version, `version` holds it; `categories` are its site's, the primary one first.
    `published`, `updated` and `listed` are days. `ai_keywords` and `ai_summary` are the
    site's own and never ours: those are an annotation's. `thumbnail` is the address of a small
    picture of it, `markdown_url` that of its text in Markdown; `models`, `datasets` and `spaces`
    are those of what was made with it, as far as its site was asked. `origins` says which field
    came from which source, where a paper was merged from several.
    """

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organization: str | None = None
    published: str | None = None
    listed: str | None = None
    upvotes: int | None = None
    comments: int | None = None
    url: str | None = None
    links: tuple[str, ...] = ()
    source: str | None = None
    version: int | None = None
    updated: str | None = None
    withdrawn: bool | None = None
    categories: tuple[str, ...] = ()
    announce_type: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    code: str | None = None
    stars: int | None = None
    project_page: str | None = None
    submitter: str | None = None
    ai_keywords: tuple[str, ...] = ()
    ai_summary: str | None = None
    thumbnail: str | None = None
    markdown_url: str | None = None
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    spaces: tuple[str, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic with its evidence: `getattr(paper, field)[start:end] == quote`.

    Of the field "text", `start` and `end` are places in the full text as it was read then, and
    `section` is the heading above the quote; it is None for the others, and where there is none.
    """

    tag: str
    quote: str
    field: Field
    start: int
    end: int
    score: float
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a TL;DR stands on, placed as those of a `Tag` are."""

    quote: str
    field: Field
    start: int
    end: int
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Relevance:
    """How likely a reader wants a paper, by a profile of hers: 0.5 means one in two such papers.

    `why` are the reasons, the strongest first: "topic rag", "like 2503.23895". `novelty` (0 to 1)
    and `sentence` are a language model's, None where none was asked.
    """

    score: float
    why: tuple[str, ...]
    profile: str
    novelty: float | None = None
    sentence: str | None = None


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """What an engine says of one paper, and which engine said it.

    `relevance` is there where the engine was asked for it.
    """

    tldr: str | None
    tldr_origin: Origin | None
    tldr_evidence: tuple[Passage, ...] = ()
    tags: tuple[str, ...] = ()
    evidence: tuple[Tag, ...] = ()
    relevance: Relevance | None = None
    proposed_tags: tuple[str, ...] = ()
    engine: str
    model: str | None = None
    prompt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Answer(Annotation):
    """An annotation as it is kept, with what a model said that title and abstract do not prove.

    A full text may prove it later: `unproven` are quotes by their topics, `refused` is a TL;DR
    that did not hold, then its quotes.
    """

    unproven: dict[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Entry(Annotation, Paper):
    """A paper with its annotation: one item of a digest's `papers`.

    The readable texts are title and abstract with LaTeX as signs; None where the original
    reads as it is. Evidence points into the original. `shown_before` is the earlier day under
    which the reader was shown the paper; `revised` says that a new version with another
    abstract has come since. `marks` are the reader's, such as `star`; `follows` are
    what she follows that this paper is news of.
    """

    cached: bool = False
    reviewed: bool = False
    shown_before: str | None = None
    revised: bool = False
    readable_title: str | None = None
    readable_abstract: str | None = None
    marks: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A paper that got no annotation, and why."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A place in an input that did not become a paper, and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Report:
    """How an input was read: `found == kept + duplicates + len(dropped)`."""

    found: int = 0
    kept: int = 0
    duplicates: int = 0
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a digest took; None where it is not known: no answer told tokens, or has no price."""

    requests: int = 0
    input_tokens: int | None = 0
    output_tokens: int | None = 0
    cached: int = 0
    usd: float | None = None


@dataclass(frozen=True, slots=True)
class PartialUsage(Usage):
    """Usage where the server did not tell the tokens of `untold` requests: the others' count."""

    untold: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """What a digest of stored days says beside its papers.

    `name` is a week ("2025-W50") or a month ("2025-12"), `days` are those that are stored of it;
    `most_upvoted` are ids, the most upvoted first; `new_topics` are those that no paper
    stored for an earlier day has.
    """

    name: str
    since: str
    until: str
    days: tuple[str, ...]
    most_upvoted: tuple[str, ...]
    new_topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForMe:
    """How a digest was ordered for its reader.

    `profile` is the one asked for, None for all. The first `relevant` papers of the digest are
    for her. `hidden` counts those left out because she hid them, `below` those left out by
    `--min-relevance` or a limit.
    """

    profile: str | None
    relevant: int
    hidden: int = 0
    below: int = 0


@dataclass(frozen=True, kw_only=True)
class Digest:
    """Papers of one or more sources with their annotations.

    `period` is there where it is a roll-up, `for_me` where it is ordered for its reader, and
    `points` where key points of full texts were asked for: by id those of each paper that has some.
    """

    schema: Schema = "summarizer/digest/1"
    source: tuple[str, ...]
    date: str | None
    generated_at: str
    engine: str
    model: str | None
    prompt: str | None
    topics: str
    usage: Usage
    report: Report
    papers: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]
    period: Period | None = None
    for_me: ForMe | None = None
    points: dict[str, Points] | None = None


def paper_of(known: dict[str, Any]) -> Paper:
    """A paper of the fields that are known; the same as `Paper(**known)` in a tenth of its time.

    A frozen dataclass sets its fields one by one, which is most of reading a large file.
    """
    paper = object.__new__(Paper)
    object.__setattr__(paper, "__dict__", _BLANK | known)
    return paper


_BLANK: dict[str, Any] = {
    **{each.name: each.default for each in fields(Paper) if each.default is not MISSING},
    "origins": {},
}


def merge(old: Paper, new: Paper) -> Paper:
    """One paper from two readings of it: nothing known before is lost.

    Newest counts; the newest version's text, or else the longest abstract, with the title it
    came with; first listing; other fields from the newer reading where it has them. A later
    version, or a later listing, is the newer reading whichever was read first. An arXiv id
    stands before one made of the text, a journal's DOI before a preprint's, which stays a link;
    the journal is that of the DOI; whole lists of authors, and names that are written out,
    before shorter ones of another source. `origins` says which field came from where, as soon as it
    came from more than one place.
    """
    if _order(old) > _order(new):
        old, new = new, old
    chosen = {
        name: new if getattr(new, name) not in _UNKNOWN else old
        for name in Paper.__dataclass_fields__
    }
    text = old if _newest_text(old, new) is old else new
    chosen |= {"title": text, "abstract": text, "id": text}
    if new.id.startswith("sha256:") != old.id.startswith("sha256:"):
        chosen["id"] = old if new.id.startswith("sha256:") else new
        for name in ("categories", "version"):  # arXiv's, as the id is
            chosen[name] = chosen["id"] if getattr(chosen["id"], name) else chosen[name]
    if old.listed and (not new.listed or old.listed <= new.listed):
        chosen |= {"listed": old, "source": old if old.source else new}
    if old.source != new.source and _fuller(old.authors, new.authors):
        chosen |= {"authors": old, "author_count": old if old.author_count else new}
    links = _with_dois(chosen, old, new) if old.doi or new.doi else None
    values = {name: getattr(paper, name) for name, paper in chosen.items()}
    values |= {"links": links} if links else {}
    values["origins"] = _origins(chosen, old, new)
    return Paper(**values)


def _fuller(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a list names all people of the other, and more of them, or with fewer initials."""
    ends = [[each.split()[-1:] for each in names] for names in (one, other)]
    if ends[0] == ends[1]:
        return sum(map(len, one)) > sum(map(len, other))
    rest = list(ends[0])
    return len(one) > len(other) > 0 and all(end in rest for end in ends[1])


def _with_dois(chosen: dict[str, Paper], old: Paper, new: Paper) -> tuple[str, ...]:
    """Choose the DOI, and the journal with it; the links, with every other DOI that was known."""
    from summarizer.papers import dois

    names = {id(each): dois.doi(each) for each in (old, new)}
    preprints = [not (name := names[id(each)]) or dois.is_preprint(name) for each in (new, old)]
    if old.doi and new.doi and preprints == [True, False]:
        chosen["doi"] = old
    if chosen["doi"].journal_ref:
        chosen["journal_ref"] = chosen["doi"]
    kept = names[id(chosen["doi"])]
    given = chosen["links"].links
    known = {*map(dois.bare, filter(None, given)), kept, None}
    others = [name for each in (old, new) for name in (names[id(each)], *sorted(dois.linked(each)))]
    lost = dict.fromkeys(name for name in others if name and name not in known)
    return (*given, *map(dois.page, lost))


_UNKNOWN: tuple[object, ...] = (None, (), {})


def _order(paper: Paper) -> tuple[int, str]:
    """What tells which of two readings is the newer: version and listing, where both have them."""
    return paper.version or 0, paper.listed or ""


def _newest_text(old: Paper, new: Paper) -> Paper:
    if old.version and new.version and old.version != new.version:
        return new
    return old if len(old.abstract) > len(new.abstract) else new


def _origins(chosen: dict[str, Paper], old: Paper, new: Paper) -> dict[str, str]:
    """Where each known field came from; empty where all came from one place."""
    if old.source == new.source and not old.origins and not new.origins:
        return {}
    origins = {}
    for name, paper in chosen.items():
        place = paper.origins.get(name) or paper.source
        if place and name not in {"source", "origins"} and getattr(paper, name) not in _UNKNOWN:
            origins[name] = place
    return origins
