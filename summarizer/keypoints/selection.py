"""What of a full text a language model is shown: the sections that matter, within a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.fulltext.records import Span
from summarizer.keypoints import cues
from summarizer.keypoints.roles import roles as roles_of
from summarizer.text.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summarizer.fulltext.records import FullText, Section
    from summarizer.keypoints.roles import Role

MOST_CHARACTERS = 60_000
"""Of all that is shown together: about 15,000 tokens, more than most papers have."""
_LEAST = 6_000
"""Characters that are worth asking about, where a model holds no more."""
_MOST_OF_NOTES = 3_000
_WORTH: tuple[Role, ...] = (
    "abstract", "limits", "conclusion", "introduction", "code", "results", "method", "other",
)  # fmt: skip
"""Kinds of sections, those first that tell most; what is not named is never shown."""
_APPENDED = frozenset({"limits", "code"})
"""What is shown of an appendix."""


@dataclass(frozen=True)
class Shown:
    """Paragraphs of a section, or of the footnotes where it is None."""

    section: Section | None
    paragraphs: tuple[Span, ...]


@dataclass(frozen=True)
class Selection:
    """What is shown, in the order of the text, and the headings of what is not, or in part."""

    parts: tuple[Shown, ...]
    left_out: tuple[str, ...]


def selection(text: FullText, most: int = MOST_CHARACTERS) -> Selection:
    """The sections that matter in at most so many characters, and footnotes with an address."""
    roles = roles_of(text.sections)
    notes = _addresses(text)
    left = most - sum(each.end - each.start for each in notes)
    kept: dict[int, tuple[Span, ...]] = {}
    for place in _by_worth(text.sections, roles):
        fitting = _fitting(text, text.sections[place].paragraphs, left)
        left -= sum(each.end - each.start for each in fitting)
        kept[place] = fitting
    parts = [
        Shown(section, kept[place])
        for place, section in enumerate(text.sections)
        if kept.get(place)
    ]
    if notes:
        parts.append(Shown(None, notes))
    return Selection(tuple(parts), tuple(_left_out(text.sections, kept)))


def fingerprint(chosen: Selection, text: FullText) -> str:
    """A hash of what is shown of a text, and of its title."""
    from hashlib import sha256

    parts = (text.of(each) for part in chosen.parts for each in part.paragraphs)
    shown = "\n".join((text.title, *parts))
    return sha256(shown.encode("utf-8", "replace")).hexdigest()[:16]


def selections(text: FullText, most: int) -> Iterator[Selection]:
    """What is shown, and ever less of it for models that hold no more; none that shows nothing."""
    before = None
    while most >= _LEAST or before is None:
        chosen = selection(text, most)
        if chosen.parts and chosen != before:
            yield chosen
        before, most = chosen, most // 2


def _by_worth(sections: Sequence[Section], roles: Sequence[Role]) -> list[int]:
    """The places of sections that may be shown, the worthiest first."""
    places = [
        place
        for place, (section, role) in enumerate(zip(sections, roles, strict=True))
        if section.paragraphs
        and (role in _APPENDED if section.kind == "appendix" else role in _WORTH)
    ]
    return sorted(places, key=lambda place: (_WORTH.index(roles[place]), place))


def _fitting(text: FullText, paragraphs: Sequence[Span], room: int) -> tuple[Span, ...]:
    """As many paragraphs from the beginning as there is room for, the last up to a sentence."""
    fitting: list[Span] = []
    for each in paragraphs:
        if each.end - each.start > room:
            part = text.text[each.start : each.start + max(room, 0)]
            whole = split(part)[:-1]  # the last sentence may go on
            if whole:
                fitting.append(Span(each.start, each.start + whole[-1][1]))
            break
        room -= each.end - each.start
        fitting.append(each)
    return tuple(fitting)


def _addresses(text: FullText) -> tuple[Span, ...]:
    """The footnotes that may say where code and data are."""
    notes = [each for each in text.footnotes if cues.ADDRESS.search(text.of(each))]
    return _fitting(text, [Span(each.start, each.end) for each in notes], _MOST_OF_NOTES)


def _left_out(sections: Sequence[Section], kept: Mapping[int, tuple[Span, ...]]) -> Iterator[str]:
    for place, section in enumerate(sections):
        shown = kept.get(place, ())
        if section.paragraphs and (not shown or shown[-1].end < section.paragraphs[-1].end):
            yield f"{section.heading} (in part)" if shown else section.heading
