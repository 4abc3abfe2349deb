"""Answers of the API as papers: its notes, without what answers them and what is not public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.papers.records import Dropped
from summarizer.sources import Parsed
from summarizer.sources.forumnotes import decided, is_public, is_reply, laid_open
from summarizer.sources.mapping import papers
from summarizer.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from summarizer.papers.records import Paper

PRIVATE = "not public: only some may read it"


def parsed(entries: Iterable[object]) -> Parsed:
    """A paper for each note that is one; replies beside them are none, and give the decisions."""
    notes: list[Any] = []
    replies: dict[str, list[Any]] = {}
    count = 0
    for entry in entries:
        if is_reply(entry):
            assert isinstance(entry, dict)  # noqa: S101 - a reply is one
            replies.setdefault(str(entry.get("forum")), []).append(entry)
            count += 1
        else:
            notes.append(entry)
    said = f"{counted(count, 'reply')} (reviews, comments, decisions) beside the papers"
    return Parsed(_read(notes, replies), notes=[said] if count else [])


def _read(notes: list[Any], replies: dict[str, list[Any]]) -> Iterator[Paper | Dropped]:
    for number, note in enumerate(notes, start=1):
        is_dict = isinstance(note, dict)
        named = note.get("id") if is_dict else None
        where = f"note {named}" if isinstance(named, str) and named else f"note {number}"
        if is_dict and not is_public(note):
            yield Dropped(where, PRIVATE)
        elif is_dict and isinstance(note.get("content"), dict):
            beside = replies.get(str(note.get("forum") or named), [])
            yield from papers([(where, laid_open(note, decided(beside)))])
        else:
            yield from papers([(where, note)])
