"""Digests to render, and what renderers make of them."""

from __future__ import annotations

from dataclasses import replace

from summarizer.papers.records import Digest, Entry, ForMe, Relevance, Report, Usage
from summarizer.papers.relevance import FOR_HER
from summarizer.renderers import View


def digest(*entries, **changes):
    values = {
        "source": ("x.json",),
        "date": "2025-12-09",
        "generated_at": "2025-12-09T08:00:00Z",
        "engine": "embedded",
        "model": "extractive",
        "prompt": None,
        "topics": "abc",
        "usage": Usage(),
        "report": Report(),
        "papers": entries,
        "skipped": (),
    }
    return Digest(**(values | changes))


def entry(number, text="A thing is studied.", tags=(), **changes):
    """A paper with these topics, and nothing else said of it."""
    return Entry(
        id=f"2512.{number:05}",
        title=f"Paper {number}",
        abstract=text,
        tags=tuple(tags),
        tldr=None,
        tldr_origin=None,
        engine="embedded",
        **changes,
    )


def rendered(renderer, made, **view):
    return "".join(renderer.render(made, View(**view)))


def personal(*entries, profile=None, hidden=0, below=0, **changes):
    """A digest for its reader: those of the entries with a relevance of 0.5 or more stand first."""
    relevant = sum(each.relevance.score >= FOR_HER for each in entries)
    return digest(*entries, for_me=ForMe(profile, relevant, hidden, below), **changes)


def relevant(entry, score, *why, profile="mine", **more):
    """The entry with its relevance, and whatever else is known of it."""
    said = {name: more.pop(name) for name in ("novelty", "sentence") if name in more}
    return replace(entry, relevance=Relevance(score, why, profile, **said), **more)
