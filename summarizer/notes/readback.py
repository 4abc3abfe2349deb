"""What the reader changed in the properties of her notes, as reviews and marks of the papers.

It goes the way of a review's report: one session, with its conflicts, history and undo. What a
note showed when it was written is what she is taken to have edited.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from summarizer.notes.contents import DAY, EDITABLE, TOPIC
from summarizer.notes.meaning import named, topics_named
from summarizer.notes.records import Records, digest
from summarizer.notes.stylebook import style
from summarizer.notes.update import chosen_style
from summarizer.notes.vault import LARGEST, Vault
from summarizer.review import merge, session
from summarizer.review.application import Applied, Applying
from summarizer.review.parser import Marks, Report, Written
from summarizer.review.seen import Known
from summarizer.review.snapshot import Shown, mark, ticked
from summarizer.reviews.judgements import Review
from summarizer.topics import vocabularyfile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from summarizer.library.run import Run
    from summarizer.notes.packing import Record
    from summarizer.notes.styles import Style, Value
    from summarizer.topics.vocabulary import Vocabulary

_AGAIN = "to change it all the same, write into the note what the review says, then edit it again"


@dataclass
class Readback:
    """What came of it: `paths` are the notes that were read, by the line numbers of `applied`.

    `problems` are notes that could not be read, each with why.
    """

    applied: Applied = field(default_factory=Applied)
    paths: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Edited:
    """One note with its properties as they are now."""

    id: str
    path: str
    record: Record
    values: Mapping[str, Value]


def apply(run: Run, folder: Path, *, by: str | None = None, dry_run: bool = False) -> Readback:
    """Keep what the reader changed of topics, TL;DRs and marks; `dry_run` keeps nothing.

    Raises OutputError where reviews cannot be kept.
    """
    result = Readback()
    with Records(folder, run.observer).open(write=not dry_run) as records:
        form = style(chosen_style(folder, records.style, None))
        edited = [
            each for each in _edited(records, Vault(folder, form), result) if _differs(each, form)
        ]
    if not edited:
        return result
    result.paths = [each.path for each in edited]
    ids = [each.id for each in edited]
    papers = run.library.find(ids)
    reviews = run.reviews.of(ids) | run.reviews.of_papers(papers.values())
    vocabulary = vocabularyfile.in_use(run.settings)
    report = Report()
    for line, each in enumerate(edited, start=1):
        paper = papers.get(each.id)
        if paper is None:
            result.problems[each.path] = f"`{each.id}` is not in the library: its edits stay here"
            continue
        known = Known(paper, reviews.get(each.id) or Review(id=each.id))
        report.papers.append(_marks(each, known, form, vocabulary, line))
    origin = merge.Origin(at=session.now(), by=by, report=None, file="", again=_AGAIN)
    if dry_run:
        result.applied = Applying(report, origin, run).result()
    elif report.papers:
        result.applied = session.edited(report, origin, run)
    return result


def _edited(records: Records, vault: Vault, result: Readback) -> Iterator[_Edited]:
    """The notes of papers that may have been edited since they were written."""
    known = {each.path: (each.stamp, name) for name, each in records.notes.items()}
    found = vault.found(known)
    for identity, path in sorted(found.notes.items(), key=lambda each: each[1]):
        record = records.notes.get(identity)
        if record is None or identity.startswith((DAY, TOPIC)):
            continue
        if identity in found.doubles:
            others = ", ".join(f"`{each}`" for each in found.doubles[identity][1:])
            result.problems[path] = f"{others} has the same id: only this one is read"
        if record.stamp == found.stamps[path] and not record.pending:
            continue
        try:
            data, _ = vault.read(path)
        except OSError as error:
            result.problems[path] = f"cannot be read: {error.strerror}"
            continue
        if len(data) > LARGEST:
            result.problems[path] = f"is larger than {LARGEST // 10**6} MB: it is not read"
            continue
        if digest(data) == record.whole and not record.pending:
            continue
        text = data.decode("utf-8", "surrogateescape")
        head = vault.style.head([line.removesuffix("\r") for line in text.split("\n")])
        if head is None or head.broken:
            why = head.broken if head else "there are none"
            result.problems[path] = f"its properties cannot be read ({why})"
            continue
        if odd := [f"`{key}`" for key in EDITABLE if key in head.odd]:
            why = f"{' and '.join(odd)} can't be read: write a text, or a list of texts"
            result.problems[path] = why
        yield _Edited(identity, path, record, head.values)


def _differs(note: _Edited, form: Style) -> bool:
    """Whether a property that can be read back holds something else than was written."""
    for key in EDITABLE:
        value, before = note.values.get(key), note.record.fields.get(key)
        if value is None or before == "" or (key == "tldr" and not form.text(value)):
            continue
        if digest(form.held(value)) != before:
            return True
    return False


def _marks(note: _Edited, known: Known, form: Style, vocabulary: Vocabulary, line: int) -> Marks:
    """A note in the form of a report on its paper."""
    kinds = dict(note.record.shown.get("topics", {}))
    base = Shown(
        id=note.id,
        boxes=kinds,
        tldr=note.record.shown.get("tldr"),
        notes=mark(known.review.notes),
        complete=bool(note.record.shown.get("complete")),
        given=tuple(note.record.shown.get("marks", ())),
    )
    marks = Marks(line, base, tldr=known.line(base), apart=True)
    value = {key: note.values[key] for key in EDITABLE if _is_read(note, key)}
    tldr = form.text(value.get("tldr", ""))
    if tldr and mark(tldr) != base.tldr:
        marks.better = tldr
    if "marks" in value:
        given = ", ".join(named(each) for each in form.listed(value["marks"]))
        if set(given.split(", ")) - {""} != set(base.given):
            marks.given = (line, given)
    if "topics" in value:
        _judge(marks, topics_named(form.listed(value["topics"]), vocabulary), known, vocabulary)
    else:
        marks.unclear.update(kinds)
    return marks


def _is_read(note: _Edited, key: str) -> bool:
    """Whether what a property holds now tells of an edit: it was ours, or had nothing in it."""
    return key in note.values and note.record.fields.get(key) != ""


def _judge(marks: Marks, names: list[str], known: Known, vocabulary: Vocabulary) -> None:
    """Say of each topic whether it was added, taken away, or left."""
    written: dict[str, str] = {}
    for name in names:
        topic = vocabulary.resolve(name)
        written.setdefault(topic.name if topic else name, name)
    boxes = {}
    for name, kind in marks.shown.boxes.items():
        topic = vocabulary.resolve(name)
        boxes[topic.name if topic else name] = kind
    marks.shown = replace(marks.shown, boxes=boxes)
    unknown = any(not vocabulary.resolve(each) for each in written.keys() - boxes.keys())
    for name, kind in boxes.items():
        now = name in written
        if unknown and not now:
            marks.unclear.add(name)  # it may be the one that is misspelled
            continue
        box = Written(marks.line, name, now, known.quote(name))
        (marks.boxes if now == ticked(kind) else marks.topics).append(box)
    for name, said in written.items():
        if name not in boxes:
            marks.topics.append(Written(marks.line, said, ticked=True, quote=known.quote(name)))
