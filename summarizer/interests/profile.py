"""A profile: what one reader, or one side of her work, wants and does not want to read."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("words", "topics", "authors", "organizations", "papers", "sources")
"""The lists of a profile, each of them wanted or not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """One side of a profile: what is wanted, or what is not.

    `words` are words and phrases, `topics` names of the vocabulary, `papers` ids, and `sources`
    SPECs and files whose papers are examples (`from` in the file).
    """

    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is named at all."""
        return any(getattr(self, kind) for kind in KINDS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """A named profile; one of a higher `weight` counts for more beside the others."""

    name: str
    weight: float = 1.0
    wanted: Wishes = field(default_factory=Wishes)
    unwanted: Wishes = field(default_factory=Wishes)
