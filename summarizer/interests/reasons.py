"""Words as reasons: quoted as they stand in the paper, and only such as name a subject."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.interests import background, terms
from summarizer.topics.proposals import EMPTY
from summarizer.topics.proposals import VAGUE as VAGUE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from summarizer.interests.terms import Text
    from summarizer.papers.records import Paper

TELLING = 1.8
"""How rare a word must be to be a reason: at most every sixth paper has it."""
LEAST = 0.009
"""What a word or phrase must add to the likeness to be a reason."""
LEAST_PART = 0.004
"""The same for a word that is a part of one."""
RARE_PAIR = 3.4
"""How rare two common words must be side by side: one paper in thirty has them."""
SHORTEST, MOST_TERMS, LONGEST = 3, 24, 4

VAGUE = (
    EMPTY
    | VAGUE_WORDS
    | frozenset(
        "accurate acquisition action adapting adaptive addressing advanced again aligned "
        "analyzing answer area aspect assessment attribute augmented automated automatic "
        "available aware background base based behavior benchmark best better boost boundary "
        "building chain change choice class clear closed co code coherent collection compact "
        "comparison concept construction content context contextual continuous control controlled "
        "cost could cover creation cross cue data dataset decision degradation dependent "
        "description design detail detect detecting difference difficulty dimension direct "
        "direction distance driven driving dual early edge effect end engineering error evidence "
        "evolving expert explicit extended extracting fact factor failure fast field fine "
        "flexible following form forward free frequency full function future gap generating "
        "global goal ground group guided hand hard human humans identifying impact importance "
        "independent industrial insight inspired integrated integrating iterative joint knowledge "
        "layer learned length level leveraging lie light lightweight limit linear local long "
        "mapping matching measure methodology metric missing mode named native natural net noise "
        "noisy non number objective observation open optimal optimization optimizing order "
        "oriented outcome page pair paradigm parallel parameter part pass path pattern phase "
        "pipeline platform play point pose position power pre precision predict prediction "
        "preference preserving principle prior processing project property public quantitative "
        "question random rank ratio raw re real realistic reference refinement relative reliable "
        "resource response review rich robust role rule sampled scalable scene score search "
        "second selection self sequential set shape shared shift short shot single size small "
        "solution solve solving source space speed stable stage static steps strong structure "
        "structured style sub surface synthetic systematic target term test thought three time "
        "topic trade train transition turn understand unified unifying unit unlocking update user "
        "utility validation value variable variant vector view weak web weight window wise word "
        "world zero".split()
    )
)
"""Words that stand in titles too, and name no subject by themselves."""


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
        rarity = known.weights.get(term, unseen) / (background.PAIR if pair else 1.0)
        rare = rarity >= TELLING
        named = _is_name(term, rarity) if pair else _names(term)
        if rare and named and known.telling(term) and not _is_manner(term):
            found[term] = share
            if len(found) == MOST_TERMS:
                break
    return found


def _names(word: str) -> bool:
    return len(word) >= SHORTEST and word not in VAGUE and not any(map(str.isdigit, word))


def _is_name(pair: str, rarity: float) -> bool:
    """Whether two words may name a subject: one does alone, or both are rare side by side.

    So `long context` is a name, and `fine grained` is none.
    """
    parts = pair.split()
    if any(part in _LOOSE for part in parts):
        return False
    return rarity >= RARE_PAIR or not all(part in VAGUE for part in parts)


_LOOSE = EMPTY | frozenset(
    "make need help enough again toward towards beyond about any could should do vs improving "
    "enhancing leveraging making identifying addressing exploring rethinking revisiting all one "
    "two three first new better best more most less many much show use using based".split()
)
"""Words that a quote of several words neither begins nor ends with, nor holds."""


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
