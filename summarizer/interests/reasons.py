"""Words as reasons: quoted as they stand in the paper, and only such as name a subject."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.interests import background, terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.interests.terms import Text
    from summarizer.papers.records import Paper

TELLING = 2.4
"""How rare a word must be to be a reason: at most every eleventh paper has it."""
LEAST = 0.012
"""What a word or phrase must add to the likeness to be a reason."""
LEAST_PART = 0.004
"""The same for a word that is a part of one."""
SHORTEST, MOST_TERMS, LONGEST = 3, 24, 4


def quotes(
    paper: Paper, text: Text, shares: Mapping[str, float], most: int
) -> list[tuple[str, float]]:
    """The words of a paper that speak most for it, and how much; the strongest first.

    Words that stand side by side are one quote, and no word is quoted twice.
    """
    strong = _strong(shares)
    if not strong:
        return []
    found: dict[tuple[str, ...], tuple[str, float]] = {}
    for quote, parts in _runs(paper, text, strong):
        pairs = [f"{one} {two}" for one, two in pairwise(parts)]
        share = sum(strong.get(each, 0.0) for each in (*parts, *pairs))
        if parts not in found:
            found[parts] = quote, share
    ordered = sorted(found, key=lambda parts: (-found[parts][1], parts))
    chosen: list[tuple[str, float]] = []
    used: set[str] = set()
    for parts in ordered:
        if used.isdisjoint(parts) and found[parts][1] >= LEAST and len(chosen) < most:
            chosen.append(found[parts])
            used.update(parts)
    return chosen


def any_word(shares: Mapping[str, float]) -> bool:
    """Whether any of the words could be a reason."""
    return any(share >= LEAST for share in _strong(shares).values())


def _strong(shares: Mapping[str, float]) -> dict[str, float]:
    """The terms that may be quoted, or be a part of a quote."""
    known = background.load()
    unseen = known.unseen()
    rated = [(term, share) for term, share in shares.items() if share >= LEAST_PART]
    rated.sort(key=lambda row: (-row[1], row[0]))
    found: dict[str, float] = {}
    for term, share in rated:
        pair = " " in term
        rare = known.weights.get(term, unseen) / (background.PAIR if pair else 1.0) >= TELLING
        named = pair or (len(term) >= SHORTEST and not any(map(str.isdigit, term)))
        if rare and named and known.telling(term) and not _is_manner(term):
            found[term] = share
            if len(found) == MOST_TERMS:
                break
    return found


def _is_manner(term: str) -> bool:
    """Whether a word is an adverb, which names nothing."""
    return any(part.endswith("ly") and len(part) > SHORTEST + 1 for part in term.split())


def _runs(
    paper: Paper, text: Text, strong: Mapping[str, float]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Quotes: neighbours that are pairs, and single words, with the words as they are counted."""
    known = {part for term in strong for part in term.split()}
    for original, found in ((paper.title, text.title), (paper.abstract, text.abstract)):
        spots = [place for place, word in enumerate(found) if word in known]
        if not spots:
            continue
        spans = terms.spans(original)
        joined = {
            place
            for place in spots
            if place + 1 < len(found)
            and f"{found[place]} {found[place + 1]}" in strong
            and not original[spans[place][1] : spans[place + 1][0]].strip(" -\n")
        }
        past = -1
        for start in spots:
            end = start
            while end in joined and end - start < LONGEST - 1:
                end += 1
            if start > past and (end > start or found[start] in strong):
                quote = " ".join(original[spans[start][0] : spans[end][1]].split())
                yield quote, tuple(found[start : end + 1])
                past = end
