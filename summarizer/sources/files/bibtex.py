"""BibTeX: entries with an abstract, as arXiv, publishers and reference managers export them."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.sources import Parsed, Profile
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from summarizer.sources.content import Content

PROFILE = Profile(
    name="bibtex",
    reads="BibTeX with abstracts",
    example="@misc{k, title = {A title}, abstract = {An abstract.}, eprint = {2410.05434}}",
    endings=(".bib",),
)

_SIGN = deferred(
    r"@[ \t]*[A-Za-z]\w*\s*[{(][^,={}\"#]{0,300},\s*(?:%[^\n\r]*[\n\r]\s*)*[A-Za-z][\w:.+-]*\s*="
    r"|(?:^|[\n\r}\ufeff])[ \t]*@[ \t]*(?:comment|preamble|string)\s*[{(]"
    r"|(?:^|[\n\r}\ufeff])[ \t]*@[ \t]*[A-Za-z]\w*\s*[{(]\s*(?:title|author)\s*=",
    re.IGNORECASE,
)
"""An entry's beginning up to its first field, or what stands beside entries."""


def recognises(content: Content) -> bool:
    """Text with an entry that has a field (`@article{key, title =`), a comment or a string."""
    return content.form == "text" and "@" in content.head and bool(_SIGN.search(content.head))


def parse(content: Content) -> Parsed:
    """Read entries; one that is broken, or has no abstract, is dropped with its line.

    Raises InputError where there is none, only comments and strings.
    """
    from summarizer.sources.bibentries import entries
    from summarizer.sources.mapping import papers

    items = papers(entries(content.text))
    first = next(items, None)
    if first is None:
        message = f"`{content.name}`: BibTeX without an entry: give one with entries and abstracts"
        raise InputError(message)
    return Parsed(chain([first], items))
