"""Why a paper ranks as it does, line by line: what `summarize interests test` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.interests import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.interests.features import Features
    from summarizer.interests.scales import Scales, Weighed
    from summarizer.papers.records import Paper, Relevance

EVEN = 0.5
COMMON, MOST_MISSING = 0.4, 3
"""How many examples must have a topic for it to be missed in a paper."""


def lines(
    scales: Scales, entry: Paper, found: Features, weighed: Weighed, told: Relevance
) -> list[str]:
    """The score, what counts for the paper with its share, what against it, what is missing."""
    said = "rather wanted" if told.score >= EVEN else "rather not wanted"
    return [
        f"score {told.score:.2f}: {said} by the profile {told.profile}",
        *_counting_for(scales, entry, found, weighed),
        *_against(scales, entry, found, weighed),
        *_missing(scales, found, weighed),
    ]


def _counting_for(scales: Scales, entry: Paper, found: Features, weighed: Weighed) -> Iterator[str]:
    rows = scales.reasons(entry, found, weighed)
    total = sum(share for _, share in rows)
    wished = {str(each) for each in weighed.wished}
    for reason, share in rows:
        beside = [f"{100 * share / total:.0f} % of what counts for it"]
        if reason in wished:
            beside.insert(0, "wished for")
        elif reason.startswith("topic ") and scales.centre:
            mean = scales.centre.topics.get(reason.removeprefix("topic "), 0.0)
            beside.insert(0, f"{_often(mean)} examples have it")
        elif reason.startswith("like ") and (near := scales.nearest.nearest(found)):
            quoted = ", ".join(f"“{word}”" for word in near.words[:3])
            beside.insert(0, f"both have {quoted}")
        elif reason.startswith("author "):
            beside.insert(0, "wrote examples")
        yield f"for: {reason} ({', '.join(beside)})"
    if not rows and scales.centre is None and not scales.wanted:
        yield "the profile names nothing that is wanted"
    elif not rows:
        yield "no word, topic or example of the profile is near"


def _against(scales: Scales, entry: Paper, found: Features, weighed: Weighed) -> Iterator[str]:
    for each in weighed.broken:
        yield f"against: {each} (not wanted)"
    if weighed.hidden:
        yield "against: it is among the papers that are not wanted"
    elif weighed.unlike and scales.less:
        near = scales.nearest_against.nearest(found)
        shares = reasons.quotes(entry, found.text, scales.less.shares(found), 2)
        like = f"like {near.name}" if near else "more like papers that are not wanted"
        words = ", ".join(f"“{quote}”" for quote, _ in shares)
        yield f"against: {like}{f' ({words})' if words else ''}"


def _missing(scales: Scales, found: Features, weighed: Weighed) -> Iterator[str]:
    if not scales.centre or weighed.own:
        return
    topics = scales.centre.topics
    have = {*found.topics, *found.broader.values()}
    often = [name for name, mean in topics.items() if mean >= COMMON and name not in have]
    for name in sorted(often, key=lambda each: (-topics[each], each))[:MOST_MISSING]:
        wished = name in scales.wanted.topics
        why = "is wished for" if wished else f"{_often(topics[name])} examples have"
        yield f"missing: topic {name}, which {why}"
    if scales.examples and not reasons.any_word(scales.centre.shares(found)):
        yield "missing: no telling word of the examples stands in it"


def _often(mean: float) -> str:
    """How many of the examples have a topic, by its mean score."""
    return next(word for least, word in _OFTEN if mean >= least)


_OFTEN = ((0.85, "nearly all"), (0.5, "most"), (0.2, "some"), (0.0, "few"))
