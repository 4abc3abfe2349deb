"""Digests to render, and what renderers make of them."""

from __future__ import annotations

from summarizer.papers.records import Digest, Report, Usage
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


def rendered(renderer, made, **view):
    return "".join(renderer.render(made, View(**view)))
