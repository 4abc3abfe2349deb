"""A paper's text with its evidence marked.

Evidence points into the original text, while people read a copy with LaTeX as signs. There a
quote is found anew; one that is not in the copy is not marked, rather than something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.text.folding import find
from summarizer.text.markup import clean
from summarizer.text.plain import single_spaced
from summarizer.text.readable import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from summarizer.papers.records import Tag

Place = tuple[int, int, tuple[str, ...]]


def marked(original: str, shown: str, evidence: Iterable[Tag]) -> Markup:
    """The shown text as HTML, each piece of evidence in a `mark` whose title names its topics.

    `evidence` is that of this one text. Pieces that overlap become one mark.
    """
    from markupsafe import Markup

    parts, done = [], 0
    for start, end, topics in places(original, shown, evidence):
        parts += [
            _escaped(shown[done:start]),
            f'<mark title="{_escaped(", ".join(topics))}">{_escaped(shown[start:end])}</mark>',
        ]
        done = end
    parts.append(_escaped(shown[done:]))
    return Markup(clean("".join(parts)))  # noqa: S704 - every part is escaped, and sanitised again


def places(original: str, shown: str, evidence: Iterable[Tag]) -> list[Place]:
    """Where evidence stands in the shown text: start, end and topics; in order, no overlaps."""
    found: list[Place] = []
    located = (
        (place, tag.tag) for tag in evidence if (place := _place(tag, original, shown)) is not None
    )
    for (start, end), topic in sorted(located):
        if found and start < found[-1][1]:
            first, last, topics = found[-1]
            both = topics if topic in topics else (*topics, topic)
            found[-1] = (first, max(last, end), both)
        else:
            found.append((start, end, (topic,)))
    return found


def _place(tag: Tag, original: str, shown: str) -> tuple[int, int] | None:
    """Where one quote stands in the shown text; None where it does not."""
    if not tag.quote.strip():
        return None
    if shown == original and original[tag.start : tag.end] == tag.quote:
        return tag.start, tag.end
    quote = tag.quote if shown == original else readable(tag.quote)
    starts = [match.start() for match in re.finditer(re.escape(quote), shown)]
    if starts:
        share = tag.start / max(1, len(original))
        nearest = min(starts, key=lambda start: abs(start / len(shown) - share))
        return nearest, nearest + len(quote)
    return find(quote, shown)


def _escaped(text: str) -> str:
    from markupsafe import escape

    return str(escape(single_spaced(text)))
