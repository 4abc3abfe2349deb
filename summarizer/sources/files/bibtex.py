"""BibTeX: entries with an abstract, as arXiv, publishers and reference managers export them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.sources import Parsed, Profile

if TYPE_CHECKING:
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="bibtex",
    reads="BibTeX with abstracts",
    example="@misc{k, title = {A title}, abstract = {An abstract.}, eprint = {2410.05434}}",
    endings=(".bib",),
)

_START = re.compile(
    r"^[ \t\ufeff]*@[ \t]*(?:(?:comment|string|preamble)[ \t]*[{(]"
    r"|\w+[ \t]*\{\s*(?:[^,{}\"=\n]{0,200},|\w+\s*=)"
    r"|(?:article|book|misc|in[a-z]+|techreport|\w*thesis|unpublished|online|report)[ \t]*\()",
    re.MULTILINE | re.IGNORECASE,
)
"""A key and a comma, or a field: style sheets and decorators have neither behind their `@`."""


def recognises(content: Content) -> bool:
    """Text with a line that begins an entry: `@article{key,`."""
    return content.form == "text" and "@" in content.head and bool(_START.search(content.head))


def parse(content: Content) -> Parsed:
    """Read entries; one that is broken, or has no abstract, is dropped with its line."""
    from summarizer.sources.files.bibentries import entries
    from summarizer.sources.mapping import papers

    return Parsed(papers(entries(content.text)))
