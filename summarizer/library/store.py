"""Digests as JSON files, one per source and day; a stored day never shrinks."""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from summarizer.files import file_stamp, set_aside, write_atomic
from summarizer.papers.identity import Register
from summarizer.papers.records import Digest, Entry, Paper, Skipped, merge
from summarizer.papers.wire import dumps, dumps_each, fields, load
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from summarizer.observer import Once

UNDATED = "undated"
COLLECTION = "file-"
"""How the names of collections begin: papers of files, which are no listing of a day."""
_PLACE_HASH = deferred("-[0-9a-f]{8}$")
"""What tells files of one name apart."""
_DAY_FILE = deferred(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(rb'"id": ?("(?:[^"\\]|\\.)*")')
_LOCK_SECONDS = 30
_NOT_WHOLE = "not a whole digest"
_AS_KEPT: dict[str, Any] = {
    "cached": True,
    "shown_before": None,
    "revised": False,
    "relevance": None,
    "marks": (),
    "follows": (),
}
"""What of an entry depends on when it is shown, and to whom."""


@dataclass(frozen=True)
class StoredDay:
    """What is kept of a day: annotated papers, those without annotation, and the digest's head."""

    head: dict[str, Any]
    entries: tuple[Entry, ...] = ()
    unannotated: tuple[Paper, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers of the day, without annotations."""
        bare = (load_paper(entry) for entry in self.entries)
        return (*bare, *self.unannotated)


def is_collection(label: str) -> bool:
    """Whether what is kept under a name came from files, and belongs to no day."""
    return label.startswith(COLLECTION) or label == "stdin"


def source_of(label: str, head: Mapping[str, Any]) -> str:
    """Where what is kept under a name came from, as it is searched: the name, and its SPECs."""
    specs = head.get("source")
    return " ".join(map(str, (label, *(specs if isinstance(specs, list) else ()))))


def shown_name(label: str) -> str:
    """What people call what is kept under a name: of a collection, its file without the ending."""
    if not label.startswith(COLLECTION):
        return label
    name = label.removeprefix(COLLECTION)
    return _PLACE_HASH.sub("", name)


@dataclass
class Library:
    """A folder of days. Trouble with the disk is warned of and never ends a run."""

    folder: Path
    warnings: Once

    def read(self, label: str, day: str | None) -> StoredDay | None:
        """What is kept of a source's day; a damaged file is set aside with a warning."""
        path = self.path(label, day)
        try:
            return _decode(path.read_bytes())
        except FileNotFoundError:
            return None
        except IsADirectoryError:
            self._set_aside(path, ValueError("a folder in its place"))
            return None
        except OSError as error:
            self.warnings.warn("read", f"cannot read the stored day `{path}`: {error.strerror}")
            return None
        except ValueError as error:
            self._set_aside(path, error)
            return None

    def days(self, label: str) -> list[str]:
        """The days kept of a source, the newest first."""
        try:
            names = os.listdir(self.folder / label)  # noqa: PTH208 - ten times as fast
        except OSError:
            return []
        days = (name.removesuffix(".json") for name in names if name.endswith(".json"))
        return sorted(filter(_DAY_FILE.fullmatch, days), reverse=True)

    def stamps(self) -> dict[tuple[str, str], str]:
        """Every file there is, by label and day, with what changes when its content does."""
        found = {}
        for folder, _, _ in os.walk(self.folder):
            label = os.path.relpath(folder, self.folder)
            with contextlib.suppress(OSError), os.scandir(folder) as files:
                for file in files:
                    day, _, ending = file.name.rpartition(".")
                    if ending == "json" and (day == UNDATED or _DAY_FILE.fullmatch(day)):
                        found[label, day] = file_stamp(file.stat())
        return found

    def files(self) -> list[Path]:
        """Every file there is, the one written last first."""
        return sorted(self.folder.glob("*/*.json"), key=_age)

    def find(self, ids: Iterable[str]) -> dict[str, Paper]:
        """The papers with these ids, as entries where annotated; from the file written last."""
        missing, found = set(ids), {}
        for path in self.files():
            if not missing:
                break
            for paper in self._among(path, missing):
                found[paper.id] = paper
            missing.difference_update(found)
        return found

    def _among(self, path: Path, ids: set[str]) -> list[Paper]:
        """The papers of a file that are among these; a file that names none is not decoded."""
        try:
            raw = path.read_bytes()
            if ids.isdisjoint(_ids(raw)):
                return []
            return _decode_some(raw, ids)
        except (OSError, ValueError):
            return []

    def revise(self, topic: str, change: Callable[[Entry], Entry]) -> int:
        """Change every stored entry that may name a topic; how many papers did change.

        Raises OSError, Timeout where a day cannot be written.
        """
        changed = 0
        for label, day in self.stamps():
            with self.locked(label, day) as path:
                if dumps(topic).encode() not in path.read_bytes():
                    continue
                kept = self.read(label, day)
                if kept is None:
                    continue
                entries = tuple(map(change, kept.entries))
                differ = sum(a != b for a, b in zip(entries, kept.entries, strict=True))
                if differ:
                    write_atomic(path, _encode(replace(kept, entries=entries)))
                    changed += differ
        return changed

    def all(self) -> Iterator[StoredDay]:
        """Every stored day."""
        for label, day in sorted(self.stamps(), key=lambda each: each[1], reverse=True):
            kept = self.read(label, day)
            if kept:
                yield kept

    def store(self, label: str, digest: Digest, papers: Iterable[Paper]) -> None:
        """Merge a digest into its day; `papers` are all it was made of, skipped ones too."""
        new = _stored(digest, papers)
        if not new.papers:
            return
        path = self.path(label, digest.date)
        try:
            if self.merge(label, digest.date, new):
                self.warnings.detail(f"stored as {path}")
        except TimeoutError:  # that of `filelock` is one
            used = f"another run has been using `{path}` for {_LOCK_SECONDS} s"
            self.warnings.warn("lock", f"{used}: the day was not stored")
        except OSError as error:
            self.warnings.unwritable(f"the day as `{path}`", error)

    def merge(self, label: str, day: str | None, new: StoredDay) -> bool:
        """Put papers into a day, beside those it has; whether that changed it.

        Raises OSError, Timeout where it cannot be written.
        """
        old = self.read(label, day)
        if old and _same(old, _union(old, new)):
            return False
        self.path(label, day).parent.mkdir(parents=True, exist_ok=True)
        with self.locked(label, day) as path:
            old = self.read(label, day)
            write_atomic(path, _encode(_union(old, new) if old else new))
        return True

    @contextlib.contextmanager
    def locked(self, label: str, day: str | None) -> Iterator[Path]:
        """The file of a day, with other runs kept away from it. Raises OSError, Timeout."""
        from filelock import FileLock

        path = self.path(label, day)
        with FileLock(path.with_suffix(".lock"), timeout=_LOCK_SECONDS):
            yield path

    @staticmethod
    def decoded(content: bytes | Path) -> StoredDay:
        """A stored day from its file, wherever that is. Raises OSError, ValueError."""
        return _decode(content if isinstance(content, bytes) else content.read_bytes())

    def path(self, label: str, day: str | None) -> Path:
        """The file of a source's day; without a day, of what belongs to none."""
        return self.folder / label / f"{day or UNDATED}.json"

    def _set_aside(self, path: Path, error: ValueError) -> None:
        try:
            kept = set_aside(path)
        except OSError:
            kept = path
        message = f"the stored day `{path}` was damaged ({error}); set aside as `{kept}`"
        self.warnings.warn(f"damaged {path}", message)


def _ids(raw: bytes) -> Iterator[str]:
    """What stands in a file as an id, of whatever; one pass, however many are looked for."""
    for found in _ID.findall(raw):
        with contextlib.suppress(ValueError):
            yield json.loads(found)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def merge_papers(old: Iterable[Paper], new: Iterable[Paper]) -> tuple[Paper, ...]:
    """The papers of two readings of one day: the new one's order, then what it no longer lists."""
    register = Register()
    for paper in new:
        register.add(paper)
    for paper in old:
        register.add(paper, older=True)
    return register.papers


def load_paper(paper: Paper) -> Paper:
    """The paper alone, where an entry carries more."""
    return Paper(**{name: getattr(paper, name) for name in Paper.__dataclass_fields__})


def _stored(digest: Digest, papers: Iterable[Paper]) -> StoredDay:
    """A digest in the form it is kept in: all answers are cached, nothing is a reader's own."""
    head = fields(digest)
    del head["period"], head["for_me"], head["points"]
    entries = tuple(replace(entry, **_AS_KEPT) for entry in head.pop("papers"))
    annotated = {entry.id for entry in entries}
    rest = tuple(paper for paper in papers if paper.id not in annotated)
    return StoredDay(head, entries, rest, head.pop("skipped"))


def _union(old: StoredDay, new: StoredDay) -> StoredDay:
    """Both days in one: newer answers win, but no answer at all never replaces one."""
    entries = {entry.id: entry for entry in old.entries}
    for entry in new.entries:
        entries[entry.id] = _fuller(entries.get(entry.id), entry)
    papers = merge_papers(old.papers, new.papers)
    annotated = tuple(updated(entries[paper.id], paper) for paper in papers if paper.id in entries)
    skipped = {item.id: item for item in (*old.skipped, *new.skipped) if item.id not in entries}
    rest = tuple(paper for paper in papers if paper.id not in entries)
    return StoredDay(new.head, annotated, rest, tuple(skipped.values()))


def _fuller(old: Entry | None, new: Entry) -> Entry:
    """The newer answer, unless the older one was made of the text that stays."""
    return old if old and merge(old, new).abstract != new.abstract else new


def updated(entry: Entry, paper: Paper) -> Entry:
    """An entry with a later reading's fields; its text stays the one its evidence points into."""
    return replace(entry, **(fields(paper) | {"title": entry.title, "abstract": entry.abstract}))


def _same(one: StoredDay, other: StoredDay) -> bool:
    return (one.entries, one.unannotated, one.skipped) == (
        other.entries,
        other.unannotated,
        other.skipped,
    )


def _encode(day: StoredDay) -> str:
    lists = {"papers": day.entries, "skipped": day.skipped, "unannotated": day.unannotated}
    listed = ", ".join(f'"{name}": {dumps_each(values)}' for name, values in lists.items())
    head = dumps(day.head)[1:-1]
    return f"{{{head}{', ' if head else ''}{listed}}}\n"


def _decode_some(raw: bytes, ids: set[str]) -> list[Paper]:
    """The papers of a stored day that are among these; of the others no record is made.

    Raises ValueError as `_decode` does, for what it reads.
    """
    try:
        head = json.loads(raw)
        bare = [load(Paper, item) for item in head.get("unannotated", ()) if item["id"] in ids]
        entries = [load(Entry, item) for item in head["papers"] if item["id"] in ids]
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(_NOT_WHOLE) from error
    return [*bare, *entries]


def _decode(raw: bytes) -> StoredDay:
    """Raises ValueError where the bytes are no whole stored day."""
    try:
        head = json.loads(raw)
        entries = tuple(load(Entry, item) for item in head.pop("papers"))
        skipped = tuple(load(Skipped, item) for item in head.pop("skipped"))
        rest = tuple(load(Paper, item) for item in head.pop("unannotated", ()))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(_NOT_WHOLE) from error
    return StoredDay(head, entries, rest, skipped)
