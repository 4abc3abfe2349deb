"""Where the words stand that a topic or a TL;DR stands on, as people are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.plain import one_line
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from summarizer.papers.records import Paper, Passage, Tag

FULL_TEXT = "full text"
IN_THE_TEXT = f"in the {FULL_TEXT}"
LONGEST = 300
"""Characters that are shown of a quote from a full text: others may not publish more of it."""
_LONGEST_SECTION = 80


def place(proof: Tag | Passage) -> str:
    """The part of the paper, as in "in the abstract" or "in the full text, section Method"."""
    if proof.field != "text":
        return proof.field
    section = one_line(readable(proof.section or ""))
    if len(section) > _LONGEST_SECTION:
        section = f"{section[: _LONGEST_SECTION - 1]}…"
    return f"{FULL_TEXT}, section {section}" if section else FULL_TEXT


def elsewhere(proof: Tag | Passage) -> str:
    """The same where a quote stands in neither title nor abstract; "" for all others."""
    return f"in the {place(proof)}" if proof.field == "text" else ""


def shown(proof: Tag | Passage) -> str:
    """A quote as people read it, on one line; of a full text, no more than a sentence has."""
    quote = readable(proof.quote)
    if proof.field == "text" and len(quote) > LONGEST:
        cut = quote[:LONGEST].rpartition(" ")[0] or quote[:LONGEST]
        return f"{cut} …"
    return quote


def stands(proof: Tag | Passage, paper: Paper) -> bool:
    """Whether a quote is what stands at its place in title or abstract.

    Of one from the full text, which a paper does not hold, that was asked when it was made.
    """
    if proof.field == "text":
        return bool(proof.quote.strip())
    text: str = getattr(paper, proof.field)
    return text[proof.start : proof.end] == proof.quote
