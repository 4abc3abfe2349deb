"""The review report as Markdown: boxes to tick, lines to write on."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import TYPE_CHECKING, Literal

from summarizer.papers import quotes
from summarizer.papers.certainty import NO_TOPIC, has_no_topic
from summarizer.renderers.markdown import escaped
from summarizer.review.snapshot import Shown, header, letters, mark, sealed
from summarizer.text.counting import counted
from summarizer.text.plain import web_link
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from summarizer.papers.records import Digest, Entry
    from summarizer.review.doubt import Asked, Box

Order = Literal["doubt", "date", "topic"]
ORDERS: tuple[Order, ...] = ("doubt", "date", "topic")

INTRODUCTION = (
    "Tick the topics that are right, untick those that are wrong, and add what is missing after "
    "the colons. Changing one box of a paper judges all its boxes. Tick “reviewed” if no topic is "
    "missing, even if you changed nothing. You can move papers, delete them or leave them for "
    "later. Then run"
)
WITH_MARKS = INTRODUCTION.replace(
    " You can move", " Behind “marks”, write star, later, read or hide. You can move"
)
EARLIER = (
    "Tick the topics that are right, untick those that are wrong, and write after the colons "
    "what is missing. A paper with a box changed counts as judged, all its boxes with it; tick "
    "“reviewed” where no right topic is missing, also where nothing was to be changed. Papers "
    "may be moved, cut out or left for later. Then run"
)
"""The introduction of earlier reports, which can still be applied."""
UNTAGGED = f"{NO_TOPIC.capitalize()}."
"""Stands before the boxes of a paper that was given no topic."""
COMMAND = "summarize review --apply"
FOLDED = "<details><summary>Abstract</summary>"
BOLD = "<details><summary>Abstract (bold: what the TL;DR stands on)</summary>"
_STATES = {"near": "near miss", "right": "judged right", "wrong": "judged wrong"}


def report(digest: Digest, papers: Sequence[Asked], order: Order, identity: str, file: str) -> str:
    """The whole report, by an id that is its own; `file` is the name it will be applied by."""
    body = "".join(
        f"\n{paper}"
        for paper in ("\n".join(_paper(each)) + "\n" for each in ordered(papers, order))
    )
    day = f" of {digest.date}" if digest.date else ""
    sources = ", ".join(escaped(source) for source in digest.source)
    introduction = INTRODUCTION if all(each.marks is None for each in papers) else WITH_MARKS
    who = digest.engine if digest.model is None else digest.model
    return sealed(
        f"# Review{day}\n\n{header(identity, digest.topics)}\n\n"
        f"{counted(len(papers), 'paper')} from {sources} · {escaped(who)} · "
        f"{digest.generated_at}\n\n{introduction}\n\n    {COMMAND} {shlex.quote(file)}\n{body}"
    )


def ordered(papers: Sequence[Asked], order: Order) -> list[Asked]:
    """The most doubtful first, or the newest, or by the topic that most papers are given."""
    if order == "doubt":
        return sorted(papers, key=lambda each: -each.doubt)
    if order == "date":
        return sorted(papers, key=lambda each: each.entry.published or "", reverse=True)
    topics = [next((box.name for box in each.boxes if box.ticked), NO_TOPIC) for each in papers]
    counts = Counter(topics)

    def place(row: tuple[str, Asked]) -> tuple[bool, int, str]:
        return row[0] == NO_TOPIC, -counts[row[0]], row[0]

    return [each for _, each in sorted(zip(topics, papers, strict=True), key=place)]


def _paper(asked: Asked) -> Iterator[str]:
    entry, review = asked.entry, asked.review
    tldr = review.tldr if review and review.tldr else entry.tldr
    notes = review.notes if review else None
    complete = bool(review and review.complete)
    abstract = entry.readable_abstract or entry.abstract
    shown = Shown(
        id=entry.id,
        boxes={box.name: box.kind for box in asked.boxes},
        tldr=mark(tldr),
        notes=mark(notes),
        complete=complete,
        abstract=letters(abstract),
        given=asked.marks or (),
    )
    title, url = escaped(entry.title), web_link(entry.url)
    yield f"## {f'[{title}](<{url}>)' if url else title}\n"
    yield f"{shown.comment()}\n"
    if tldr:
        yield f"> {escaped(tldr)}\n"
    if abstract.strip():
        yield _folded(abstract, entry, tldr)
    if has_no_topic(entry) and not any(box.kind == "right" for box in asked.boxes):
        yield f"{UNTAGGED}\n"
    for box in asked.boxes:
        yield _box(box)
    yield f"- [{'x' if complete else ' '}] reviewed: no topic is missing"
    yield "- new topics:"
    yield "- better TL;DR:"
    yield f"- notes:{f' {escaped(notes)}' if notes else ''}"
    if asked.marks is not None:
        yield f"- marks: {', '.join(asked.marks)}".rstrip()


def _folded(abstract: str, entry: Entry, tldr: str | None) -> str:
    """The abstract, folded; bold are the words that the TL;DR stands on, where it is shown."""
    from summarizer.text.folding import find

    found = (each.quote for each in entry.tldr_evidence if each.field == "abstract")
    places = [find(readable(quote), abstract) for quote in found] if tldr == entry.tldr else []
    text, place = "", 0
    for start, end in sorted(filter(None, places)):
        if start >= place:
            text += f"{_part(abstract[place:start])}**{escaped(abstract[start:end])}**"
            place = end
    opened = BOLD if text else FOLDED
    return f"{opened}\n\n{text}{_part(abstract[place:])}\n\n</details>\n"


def _part(text: str) -> str:
    """Text beside bold words: a blank at its ends stays."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{escaped(text)}{after}" if text.strip() else before


def _box(box: Box) -> str:
    sign = "x" if box.ticked else " "
    quote = f": “{escaped(box.quote)}”" if box.quote else ""
    told = [] if box.score is None else [f"{box.score:.2f}"]
    told += [_STATES[box.kind]] if box.kind in _STATES else []
    told += [quotes.IN_THE_TEXT] if box.of_text else []
    facts = f" ({', '.join(told)})" if told else ""
    return f"- [{sign}] {escaped(box.name)}{quote}{facts}"
