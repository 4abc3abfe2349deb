"""A digest as one page that needs no other file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True, slots=True)
class Group:
    """Papers under a heading, or without one, each with its details where they are shown.

    `size` stands beside the heading; None where that says itself how many there are.
    """

    heading: str | None
    papers: tuple[tuple[Card, Detail | None], ...]
    size: int | None = None


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
    *,
    site_lines: bool = False,
) -> str:
    """The page of a digest, its entries under their headings."""
    shown = {entry.id: card(entry, site_lines=site_lines) for entry in digest.papers}
    groups = [
        group(
            heading,
            [(shown[each.id], detail(each, site_lines=site_lines)) for each in entries],
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
        counts=topic_counts(shown.values()),
        total=len(digest.papers),
        news=followed(digest),
        not_shown=not_shown(digest.for_me),
        found=groups,
        left_out=[left_out(item) for item in digest.skipped],
        making=making(_head(digest), digest.report),
    )


def group(heading: str | None, papers: Sequence[tuple[Card, Detail | None]]) -> Group:
    """Papers under a heading as `grouped` gives it: `rag (2)` is one of the size 2."""
    size = len(papers)
    name = heading.removesuffix(f" ({size})") if heading else None
    return Group(name, tuple(papers), size if name != heading else None)


def topic_counts(cards: Iterable[Card]) -> list[tuple[str, int]]:
    """The topics of papers with how many have each, most frequent first; last those without."""
    cards = list(cards)
    counted = Counter(tag for each in cards for tag in dict.fromkeys(each.tags))
    without = sum(each.untagged for each in cards)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [*ordered, (NO_TOPIC, without)] if without else ordered


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
