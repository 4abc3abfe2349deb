"""A digest as one page that needs no other file."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.papers.certainty import NO_TOPIC
from summarizer.papers.parsereport import losses, summary
from summarizer.papers.relevance import not_shown
from summarizer.renderers import followed
from summarizer.renderers.html.cards import Card, Detail, card, detail
from summarizer.renderers.html.pages import long_day, render
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summarizer.papers.records import Digest, Entry, Report, Skipped
    from summarizer.renderers import View

_SIZE = re.compile(r" \((\d+(?: of \d+)?)\)$")


@dataclass(frozen=True, slots=True)
class Group:
    """Papers under a heading, or without one, each with its details where they are shown.

    `size` stands beside the heading: how many there are, `2 of 5` where others that have the topic
    stand under another; None where the heading says it itself.
    """

    heading: str | None
    papers: tuple[tuple[Card, Detail | None], ...]
    size: str | None = None


class TopicCount(NamedTuple):
    """A topic, how many papers have it, and what it is called."""

    name: str
    papers: int
    label: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper that got no annotation, why, and its own page where it has one."""

    title: str
    reason: str
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Making:
    """How a digest was made: named facts, and what of its input was no paper."""

    facts: tuple[tuple[str, str], ...]
    losses: tuple[str, ...]


def digest_page(
    digest: Digest,
    arranged: Sequence[tuple[str | None, Sequence[Entry]]],
    view: View,
) -> str:
    """The page of a digest, its entries under their headings."""
    labels, lines = view.labels, view.site_lines
    shown = {each.id: card(each, site_lines=lines, labels=labels) for each in digest.papers}
    groups = [
        group(
            heading,
            [(shown[each.id], detail(each, site_lines=lines, labels=labels)) for each in entries],
        )
        for heading, entries in arranged
    ]
    period = digest.period
    return render(
        "digest.html",
        heading=_heading(digest),
        sources=[one_line(source) for source in digest.source],
        period=period,
        most_upvoted=[shown[each] for each in period.most_upvoted if each in shown]
        if period
        else [],
        new_topics=labels.all(period.new_topics) if period else (),
        counts=topic_counts(shown.values()),
        total=len(digest.papers),
        news=followed(digest),
        not_shown=not_shown(digest.for_me),
        found=groups,
        left_out=[left_out(item) for item in digest.skipped],
        making=making(_head(digest), digest.report),
    )


def group(heading: str | None, papers: Sequence[tuple[Card, Detail | None]]) -> Group:
    """Papers under a heading as `grouped` gives it: `RAG (2)` is one of the size 2."""
    match = _SIZE.search(heading or "")
    if heading is None or match is None:
        return Group(heading, tuple(papers))
    return Group(heading[: match.start()], tuple(papers), match[1])


def topic_counts(cards: Iterable[Card]) -> list[TopicCount]:
    """The topics of papers with how many have each, most frequent first; last those without."""
    cards = list(cards)
    labels = {tag: label for each in cards for tag, label in each.labelled}
    counted = Counter(tag for each in cards for tag in dict.fromkeys(each.tags))
    return topic_filters(counted, labels, sum(each.untagged for each in cards))


def topic_filters(
    counts: Mapping[str, int], labels: Mapping[str, str], without: int
) -> list[TopicCount]:
    """Topics to filter by, most frequent first; last the papers without one."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    found = [TopicCount(name, count, labels.get(name, name)) for name, count in ordered]
    return [*found, TopicCount(NO_TOPIC, without, NO_TOPIC)] if without else found


def left_out(item: Skipped, page: str | None = None) -> LeftOut:
    """A skipped paper as it is shown."""
    return LeftOut(readable(item.title), item.reason, page)


def making(head: Mapping[str, Any], report: Report | None) -> Making:
    """How a digest was made, of the JSON contract's head; what is not known is left out."""
    usage = head.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    requests = usage.get("requests") or 0
    cost = usage.get("usd")
    taken = f"{usage.get('input_tokens')} tokens in, {usage.get('output_tokens')} out"
    if usage.get("input_tokens") is None:
        taken = "tokens not known"
    facts = [
        ("Source", ", ".join(map(str, head.get("source") or ()))),
        ("Made", head.get("generated_at")),
        ("Engine", head.get("engine")),
        ("Model", head.get("model")),
        ("Prompt", head.get("prompt")),
        ("Vocabulary", head.get("topics")),
        ("Input", summary(report) if report and report.found else None),
        ("Requests", requests and f"{requests}, {taken}"),
        ("Cost", (f"${cost:.4f}" if cost is not None else "unknown") if requests else None),
    ]  # fmt: skip
    kept = tuple((name, str(value)) for name, value in facts if value)
    return Making(kept, tuple(losses(report)) if report else ())


def _heading(digest: Digest) -> str:
    if digest.period:
        return f"Papers of {digest.period.name}"
    return f"Papers of {long_day(digest.date)}" if digest.date else "Papers"


def _head(digest: Digest) -> dict[str, Any]:
    from summarizer.papers.wire import fields

    return {**fields(digest), "usage": fields(digest.usage)}
