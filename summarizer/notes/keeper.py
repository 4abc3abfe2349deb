"""Notes written to their folder one by one, and what is known of each from then on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.notes.contents import EDITABLE
from summarizer.notes.packing import Record, told
from summarizer.notes.records import digest, mark
from summarizer.notes.renewal import renewed
from summarizer.notes.vault import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from summarizer.notes.contents import Listing, Note
    from summarizer.notes.meaning import Meaning
    from summarizer.notes.placement import Placement
    from summarizer.notes.renewal import Renewed


_VERSION = 2
"""Raise it whenever notes of the same papers come to look otherwise."""


@dataclass
class Updated:
    """What a run did, or would do.

    `papers`, `days` and `topics` count the notes there are. `written` are new ones, `changed`
    those brought up to date, by their paths; `deleted` counts those that the reader deleted.
    `kept` names what stays as she changed it though there is something newer, `pending` the notes
    with edits that can be read back, and `problems` what nothing was done about, each with why.
    """

    papers: int = 0
    days: int = 0
    topics: int = 0
    written: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    deleted: int = 0
    kept: dict[str, list[str]] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """What a note is made of, what of it can be edited, and what other notes say of its paper."""

    source: tuple[object, ...]
    shown: dict[str, Any] = field(default_factory=dict)
    listing: Listing | None = None

    def mark(self) -> str:
        """What changes whenever the note may."""
        return digest(repr((_VERSION, self.source)))

    def kept(self) -> dict[str, Any]:
        """What of it is kept with a note's record."""
        return {"shown": self.shown, "listing": self.listing}


@dataclass
class Keeper:
    """Writes notes where they belong; without a journal, only says what it would do."""

    place: Placement
    meaning: Meaning
    result: Updated
    journal: TextIO | None = None

    def put(self, identity: str, given: Given, make: Callable[[], Note]) -> None:
        """Write a note, or bring it up to date; what the reader deleted stays away.

        One is only made where what it is made of, or its file, has changed since.
        Raises OSError where the folder takes nothing.
        """
        path, record = self.place.paths[identity], self.place.records.notes.get(identity)
        there = identity in self.place.found.notes
        if self.place.found.is_out_of_reach(path):
            return
        if not there and not self.place.has(identity):
            self.result.deleted += 1
            return
        known = given.mark()
        stamp = self.place.found.stamps[path] if there else ""
        if record and there and (record.path, record.stamp) == (path, stamp):
            if record.source != known:
                note = make()
                made = digest("\n".join(note.lines(self.place.vault.style)))
                if record.made != made:
                    self._renew(note, Record(path, source=known, made=made, **given.kept()))
                    return
                record.source, record.listing = known, given.listing
                self.place.records.changed = True
            if record.pending:
                self.result.pending.append(path)
            return
        note = make()
        lines = note.lines(self.place.vault.style)
        fresh = Record(path, source=known, made=digest("\n".join(lines)), **given.kept())
        if there:
            self._renew(note, fresh)
        else:
            self._create(note, fresh, lines)

    def _create(self, note: Note, record: Record, lines: Sequence[str]) -> None:
        held = self.place.vault.style.held
        record.fields = {key: digest(held(value)) for key, value in note.fields.items()}
        record.parts = {name: mark(part) for name, part in note.parts.items()}
        data = ("\n".join(lines) + "\n").encode("utf-8", "surrogatepass")
        record.whole = digest(data)
        self.result.written.append(record.path)
        if self.journal:
            self.journal.write(told(note.id, record))
            record.stamp = self.place.vault.create(record.path, data)
            self.place.records.keep(note.id, record)

    def _renew(self, note: Note, after: Record) -> None:
        """Bring a note up to date; `after` is its record as it would be if nobody had edited it."""
        try:
            data, after.stamp = self.place.vault.read(after.path)
        except OSError as error:
            self.result.problems[after.path] = f"cannot be read: {error.strerror}"
            return
        if len(data) > LARGEST:
            larger = f"is larger than {LARGEST // 10**6} MB: left as it is"
            self.result.problems[after.path] = larger
            return
        record, after.whole = self._known(note.id, data), digest(data)
        text = data.decode("utf-8", "surrogateescape")
        done = renewed(text, record, note, self.meaning)
        if done.broken:
            broken = f"its properties cannot be read ({done.broken}): left as it is; mend them"
            self.result.problems[after.path] = broken
            return
        after.fields, after.parts = done.fields, done.parts
        after.shown = _as_written(after.shown, record, done)
        after.pending = not set(EDITABLE).isdisjoint(done.edited)
        if self._replaced(note.id, after, done.text, text, record):
            if done.kept:
                self.result.kept[after.path] = done.kept
            if after.pending:
                self.result.pending.append(after.path)
            if self.journal:
                self.place.records.keep(note.id, after)

    def _replaced(
        self, identity: str, after: Record, text: str, before: str, record: Record | None
    ) -> bool:
        """Write a note's new text; False where it was changed by another hand at this moment."""
        if text == before:
            return True
        data, stamp = text.encode("utf-8", "surrogateescape"), after.stamp
        hers = record is None or after.whole != record.whole
        after.whole = digest(data)
        if self.journal:
            self.journal.write(told(identity, after))
            written = self.place.vault.replace(after.path, data, stamp, durable=hers)
            if written is None:
                self.result.problems[after.path] = "was changed at this moment: run it again"
                return False
            after.stamp = written
        self.result.changed.append(after.path)
        return True

    def _known(self, identity: str, data: bytes) -> Record | None:
        """The record of a note, or that of a run that was ended in the middle."""
        begun = self.place.records.begun(identity)
        if begun and begun.whole == digest(data):
            return begun
        return self.place.records.notes.get(identity)


def _as_written(shown: dict[str, Any], record: Record | None, done: Renewed) -> dict[str, Any]:
    """What a note shows by now: of what the reader has edited, what it showed before that."""
    before = record.shown if record else {}
    hers = {key for key in EDITABLE if key in done.edited or not done.fields.get(key, "-")}
    if "topics" in hers:
        hers.add("complete")
    now = {key: value for key, value in shown.items() if key not in hers}
    return now | {key: value for key, value in before.items() if key in hers}
