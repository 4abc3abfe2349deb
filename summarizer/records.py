"""The values that flow from a source to a renderer.

Plain frozen dataclasses: importing pydantic takes longer than a whole cached
run may. `summarizer.schema` gives pydantic's view of these same classes, which
validates what comes from outside and prints the JSON Schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "abstract"]
Origin = Literal["model", "extracted", "review"]

SCHEMA = "summarizer/digest/1"


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as its source gave it; what the source did not say is None."""

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


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic with its evidence: `getattr(paper, field)[start:end] == quote`."""

    tag: str
    quote: str
    field: Field
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """What an engine says of one paper, and which engine said it."""

    tldr: str | None
    tldr_origin: Origin | None
    tags: tuple[str, ...] = ()
    evidence: tuple[Tag, ...] = ()
    proposed_tags: tuple[str, ...] = ()
    engine: str = "embedded"
    model: str | None = None
    prompt: str | None = None
