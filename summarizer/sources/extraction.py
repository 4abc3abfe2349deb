"""Contents to listings: the form is recognised, the source of that form parses, papers are merged.

`specs` and `remote` call in with contents; listings leave, with the report of their reading.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from summarizer.errors import NoPapers, UsageError
from summarizer.families import guarded
from summarizer.papers.identity import Register
from summarizer.papers.records import Dropped, Paper, Report
from summarizer.papers.wire import fields
from summarizer.sources import FAMILY, Listing, LiveSource, Parsed
from summarizer.sources.recognition import best
from summarizer.text.counting import counted
from summarizer.text.encodings import is_damaged
from summarizer.text.plain import encodable, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.sources import Ask, Fetched, Source
    from summarizer.sources.content import Content

_ASKED_FIRST = ("pasted", "huggingface", "arxiv")
"""Whose form is certain as a rule, and so common that the others need not be loaded for it."""
_SHOWN = 60
_RENAMED = {"openreviewpage": "openreview"}
"""What forms were called once."""


def answer_listing(source: Source, ask: Ask, fetched: Fetched) -> Listing:
    """The papers of what a source answered. Raises InputError where it is none of its forms."""
    parsed = [source.parse(content) for content in fetched.contents]
    items = chain(*(each.items for each in parsed), fetched.missing)
    completed = (item if isinstance(item, Dropped) else fetched.completed(item) for item in items)
    notes = [*fetched.notes, *(note for each in parsed for note in each.notes)]
    days = {each.day for each in parsed}
    with guarded(source):
        day = days.pop() if len(days) == 1 else None
        return gather(ask.label, Parsed(completed, day, notes), ask.spec)


def content_listing(content: Content, form: str | None = None) -> Listing:
    """Read a content by the form it has, or by the one that is named.

    Raises InputError where it has none we know, or no entries in it; UsageError for a name
    that is none.
    """
    from summarizer.sources.mailbody import opened

    content = opened(replace(content, forgiving=True))
    source, notes = (_named(form), []) if form else recognised(content)
    label = source.PROFILE.label or source.PROFILE.name
    with guarded(source):
        parsed = _parsed(source, content)
        found = gather(label, parsed, content.name)
        if not found.report.found:
            raise _without_entries(content, parsed, source)
    assumed = [content.assumed] if content.assumed else []
    dated = found.dated and isinstance(source, LiveSource)
    return replace(found, notes=(*assumed, *notes, *found.notes), dated=dated)


def _parsed(source: Source, content: Content) -> Parsed:
    """What a source makes of a content, without the papers whose bytes are not all text."""
    parsed = source.parse(content)
    return replace(parsed, items=map(_whole, parsed.items)) if content.damaged else parsed


def _whole(item: Paper | Dropped) -> Paper | Dropped:
    if isinstance(item, Dropped) or not is_damaged(f"{item.title}{item.abstract}"):
        return item
    return Dropped(f"`{one_line(item.title)[:_SHOWN]}`", "some bytes in it are not UTF-8 text")


def _without_entries(content: Content, parsed: Parsed, source: Source) -> NoPapers:
    why = f": {'; '.join(parsed.notes)}" if parsed.notes else ""
    message = f"`{content.name}`: no entries{why}; looked for {source.PROFILE.reads}"
    return NoPapers(message, Report())


def recognised(content: Content) -> tuple[Source, list[str]]:
    """The source in whose form a content is, and notes where that is not plain.

    Raises InputError, which says what the content is instead, where there is none.
    """
    from summarizer.sources.kinds import refuse_own, strange

    refuse_own(content)
    source, notes = best(content, FAMILY.all(_ASKED_FIRST))
    if source is None:
        raise strange(content, readable_forms())
    return source, notes


def _named(form: str) -> Source:
    """The source of a form's name. Raises UsageError."""
    source = FAMILY.get(_RENAMED.get(form, form))
    if source is None:
        from summarizer.text.spelling import question

        names = FAMILY.names()
        asked_back = question(form, names) or f": use {', '.join(f'`{each}`' for each in names)}"
        message = f"unknown form `{form}`{asked_back}"
        raise UsageError(message)
    return source


def readable_forms() -> str:
    """The names of all forms there are."""
    return ", ".join(FAMILY.names())


def stream(content: Content) -> Iterator[Paper | Dropped]:
    """Papers and dropped places as they are read, in memory that does not grow with them.

    For JSON Lines of any length; nothing is merged, counted or kept. Raises InputError.
    """
    content = replace(content, forgiving=True)
    return map(_readable, _parsed(recognised(content)[0], content).items)


def gather(label: str, parsed: Parsed, name: str) -> Listing:
    """Count what a parser gave, and merge the readings of one paper; messages call it `name`.

    Raises InputError where there are entries and none of them is a paper.
    """
    register = Register()
    dropped: list[Dropped] = []
    found = 0
    for found, item in enumerate(map(_readable, parsed.items), start=1):  # noqa: B007 - the count
        if isinstance(item, Dropped):
            dropped.append(item)
        else:
            register.add(item)
    papers = register.papers
    report = Report(found, len(papers), found - len(papers) - len(dropped), tuple(dropped))
    if dropped and not papers:
        first = dropped[0]
        message = f"`{name}`: no papers among {counted(found, 'entry')}; {first.where}: {first.why}"
        raise NoPapers(message, report)
    day = parsed.day or _common_day(papers)
    dated = parsed.day is not None and parsed.dated
    return Listing(label, papers, report, day, tuple(parsed.notes), dated=dated)


def _common_day(papers: Iterable[Paper]) -> str | None:
    """The day all papers were listed on; None where they are of several, or of none."""
    days = {paper.listed for paper in papers}
    return days.pop() if len(days) == 1 else None


def _readable(item: Paper | Dropped) -> Paper | Dropped:
    """An item as any output can hold it; nearly always it is one already."""
    if isinstance(item, Dropped):
        return Dropped(encodable(item.where), encodable(item.why))
    paper = item
    values = list(filter(None, vars(paper).values()))
    odd = [value for value in values if type(value) is str and not value.isascii()]
    odd += ["".join(value) for value in values if type(value) is tuple]
    try:
        "".join(odd).encode()
    except UnicodeEncodeError:
        pass
    else:
        return paper
    changes: dict[str, Any] = {}
    for name, value in fields(paper).items():
        if isinstance(value, str) and _has_surrogate(value):
            changes[name] = encodable(value)
        elif isinstance(value, tuple) and any(map(_has_surrogate, value)):
            changes[name] = tuple(map(encodable, value))
    return replace(paper, **changes)


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and encodable(text) != text
