"""One small content in the form of each source, by the source's name."""

from __future__ import annotations

from summarizer.sources import FAMILY

FORMS = {
    source.PROFILE.name: source.PROFILE.example for source in FAMILY.own() if source.PROFILE.example
}
"""A workbook is no text: it has tests of its own."""
