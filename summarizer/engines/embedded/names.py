"""Names that a topic's ending knows, such as MathBench: introduced by the paper, or only used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.engines.embedded.phrases import Hit

_BEFORE = re.compile(
    r"\b(?:introduc|present|propos|releas|develop|construct|creat|build|built|call|nam|dub|term"
    r"|contribut|establish|curat|design|unveil|provid|offer|our|new|novel)"
    r"(?:e|es|ed|s|ing)?\b([^.;!?]{0,70})$",
    re.IGNORECASE,
)
"""What comes before a name that is introduced, and what may stand between."""
_USE = re.compile(
    r"\b(?:on|using|with|against|across|over|than|from|like|including|as|evaluat\w*|test\w*"
    r"|outperform\w*|surpass\w*|achiev\w*|compar\w*|experiments?|results?)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s*\([^)]{0,40}\))?\s*(?:[,:-]+\s*(?:the first|a|an)\b"
    r"|(?:also |further )?(?:compris|contain|consist|spans?|cover|featur|includ|provid|offer"
    r"|evaluat|assess|is\b|has\b|reveal|focus|test|measur|support|enabl))",
    re.IGNORECASE,
)
"""What follows a name that is the subject of what is said."""
_REACH = 90


def all_introduced(hits: list[Hit]) -> list[Hit]:
    """Make the names among a title's hits aliases: what a title names, the paper introduces."""
    if all(hit.kind != "named" for hit in hits):
        return hits
    return [hit._replace(kind="alias") if hit.kind == "named" else hit for hit in hits]


def introduced(hits: list[Hit], title: str, abstract: str) -> list[Hit]:
    """Make the names that the paper introduces aliases, and leave out those it only uses."""
    named = [hit for hit in hits if hit.kind == "named"]
    if not named:
        return hits
    told = {
        abstract[hit.start : hit.end]
        for hit in named
        if abstract[hit.start : hit.end] in title or _is_introduced(hit, abstract)
    }
    return [
        hit._replace(kind="alias") if hit.kind == "named" else hit
        for hit in hits
        if hit.kind != "named" or abstract[hit.start : hit.end] in told
    ]


def _is_introduced(hit: Hit, abstract: str) -> bool:
    before = _BEFORE.search(abstract[max(hit.start - _REACH, 0) : hit.start])
    if before and not _USE.search(before[1]):
        return True
    return bool(_AFTER.match(abstract, hit.end)) and not _is_used(abstract, hit.start)


def _is_used(abstract: str, start: int) -> bool:
    """Whether the words just before a name say that something is done on it or with it."""
    return bool(_USE.search(abstract[max(start - 25, 0) : start]))
