"""The values that flow from a source to a renderer.

Plain frozen dataclasses: importing pydantic takes longer than a whole cached
run may. `summarizer.schema` is pydantic's view of these same classes; it prints
the JSON Schema and checks documents against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "abstract"]
Origin = Literal["model", "extracted", "review"]
Schema = Literal["summarizer/digest/1"]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper as its source gave it; what the source did not say is None.

    `id` has no version, `version` holds it; `categories` are arXiv's, the primary one first.
    `published`, `updated` and `listed` are days. `ai_keywords` and `ai_summary` are the
    site's own and never ours: those are an annotation's.
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


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic with its evidence: `getattr(paper, field)[start:end] == quote`."""

    tag: str
    quote: str
    field: Field
    start: int
    end: int
    score: float


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """What an engine says of one paper, and which engine said it."""

    tldr: str | None
    tldr_origin: Origin | None
    tags: tuple[str, ...] = ()
    evidence: tuple[Tag, ...] = ()
    proposed_tags: tuple[str, ...] = ()
    engine: str
    model: str | None = None
    prompt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Entry(Annotation, Paper):
    """A paper with its annotation: one item of a digest's `papers`."""

    cached: bool = False
    reviewed: bool = False


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
    """What a digest took; `usd` is None where the price is not known."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached: int = 0
    usd: float | None = None


@dataclass(frozen=True, kw_only=True)
class Digest:
    """Papers of one or more sources with their annotations."""

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


def merge(old: Paper, new: Paper) -> Paper:
    """One paper from two readings of it: nothing known before is lost.

    Newest counts, longest abstract with the title it came with, first listing;
    other fields from the newer reading where it has them.
    """
    values = {
        name: value if value not in (None, ()) else getattr(old, name)
        for name, value in ((name, getattr(new, name)) for name in Paper.__dataclass_fields__)
    }
    if len(old.abstract) > len(new.abstract):
        values |= {"id": old.id, "title": old.title, "abstract": old.abstract}
    values["listed"] = min(filter(None, (old.listed, new.listed)), default=None)
    return Paper(**values)
