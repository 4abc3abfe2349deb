"""A reader's marks of a paper, and every change that led to them, as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from summarizer.papers.records import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summarizer.papers.records import Paper

SCHEMA = "summarizer/mark/1"
KINDS = ("star", "later", "read", "hide")
WORDS = {"star": "starred", "later": "to read later", "read": "read", "hide": "hidden"}
"""What people call a paper with such a mark."""
OUSTS = {"star": ("hide",), "later": ("hide",), "read": ("later",), "hide": ("star", "later")}
"""The marks that one takes away, as they say the contrary."""


@dataclass(frozen=True, kw_only=True)
class Marking:
    """A mark given (`on`) or taken away at a moment; `undone` says when that was taken back.

    `session` is the number of the command among all that marked; None where it came with an
    import. `by` is the review report that it stood in, None where a command gave it.
    """

    kind: str
    on: bool
    at: str
    session: int | None = None
    by: str | None = None
    undone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A paper as it was when it was marked, its marks (`given`: kind and moment), and how it came.

    Title and abstract are None where only the id was known. Where all marks were taken away,
    `given` is empty, and the history stays.
    """

    id: str
    title: str | None = None
    abstract: str | None = None
    authors: tuple[str, ...] = ()
    organization: str | None = None
    tags: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Marking, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """The kinds of its marks, in the order of `KINDS`."""
        return tuple(kind for kind in KINDS if kind in self.given)

    @property
    def latest(self) -> str:
        """When the newest of its marks was given; empty where it has none."""
        return max(self.given.values(), default="")

    def paper(self) -> Entry:
        """The paper for whoever learns from it: its text, people and topics, nothing else."""
        return Entry(
            id=self.id,
            title=self.title or "",
            abstract=self.abstract or "",
            authors=self.authors,
            organization=self.organization,
            tldr=None,
            tldr_origin=None,
            tags=self.tags,
            engine="",
            marks=self.marks,
        )


def with_paper(marked: Marked, paper: Paper) -> Marked:
    """The marks with a paper's text as it is at hand now; what is not at hand stays as known."""
    if not paper.title:
        return marked
    return replace(
        marked,
        title=paper.title,
        abstract=paper.abstract or marked.abstract,
        authors=paper.authors or marked.authors,
        organization=paper.organization or marked.organization,
        tags=paper.tags if isinstance(paper, Entry) else marked.tags,
    )


def changed(marked: Marked, new: Marking) -> Marked:
    """With a mark given or taken away, and those that it ousts; the same where nothing changes."""
    if (new.kind in marked.given) is new.on:
        return marked
    ousted = [kind for kind in OUSTS.get(new.kind, ()) if new.on and kind in marked.given]
    gone = (replace(new, kind=kind, on=False) for kind in ousted)
    return _as_told(marked, (*marked.changes, new, *gone))


def undone(marked: Marked, session: int, at: str) -> Marked:
    """Without what one session changed, which stays on record."""
    return _as_told(
        marked,
        (
            replace(each, undone=at) if each.session == session and not each.undone else each
            for each in marked.changes
        ),
    )


def last_session(marked: Iterable[Marked], *, of_reports: bool) -> int:
    """The last session of reports, or of commands, of which anything stands; 0 for none."""
    standing = (
        change.session or 0
        for each in marked
        for change in each.changes
        if not change.undone and (change.by is not None) is of_reports
    )
    return max(standing, default=0)


def merged(ours: Marked, theirs: Marked) -> Marked:
    """Both histories in one, in the order of their moments: of what differs, the newer stands."""
    taken_back = {_key(each): each.undone for each in theirs.changes if each.undone}
    known = {_key(each) for each in ours.changes}
    both = [
        replace(each, undone=each.undone or taken_back.get(_key(each))) for each in ours.changes
    ]
    both += [replace(each, session=None) for each in theirs.changes if _key(each) not in known]
    paper = ours if ours.title else replace(theirs, id=ours.id, given=ours.given)
    return _as_told(paper, sorted(both, key=lambda each: each.at))


def renamed(marked: Marked, old: str, new: str) -> Marked:
    """With a topic's new name."""
    names = (new if name == old else name for name in marked.tags)
    return replace(marked, tags=tuple(dict.fromkeys(names)))


def _key(change: Marking) -> tuple[str, bool, str]:
    return change.kind, change.on, change.at


def _as_told(marked: Marked, changes: Iterable[Marking]) -> Marked:
    """With this history, and the marks that it comes to."""
    changes = tuple(changes)
    return replace(marked, changes=changes, given=_standing(changes))


def _standing(changes: Iterable[Marking]) -> dict[str, str]:
    """The marks that a history comes to."""
    given: dict[str, str] = {}
    for change in changes:
        if change.undone:
            continue
        if not change.on:
            given.pop(change.kind, None)
            continue
        given.setdefault(change.kind, change.at)
        for other in OUSTS.get(change.kind, ()):
            given.pop(other, None)
    return given


def marked_of(data: Any) -> Marked:
    """What a mark file says, from decoded JSON; unknown keys are left out. Raises ValueError.

    `given` is what people look at and may edit: a history that does not come to it is continued.
    """
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"no `{SCHEMA}`"
        raise ValueError(message)
    kinds: dict[str, tuple[type, ...]] = {"id": (str,), "given": (dict,), "changes": (list,)}
    kinds |= {"authors": (list,), "tags": (list,)}
    values = {name: data[name] for name in Marked.__dataclass_fields__ if name in data}
    for name, value in values.items():
        _check(name, value, kinds.get(name, (str, type(None))))
    for name in ("given", "authors", "tags"):
        listed = values.get(name, ())
        for each in listed.values() if isinstance(listed, dict) else listed:
            _check(name, each, (str,))
    changes = tuple(_marking(each) for each in values.pop("changes", ()))
    values |= {name: tuple(values[name]) for name in ("authors", "tags") if name in values}
    try:
        return _continued(Marked(**values, changes=changes))
    except TypeError as error:
        raise ValueError(str(error)) from error


def _continued(marked: Marked) -> Marked:
    """With a history that comes to its marks."""
    told = _standing(marked.changes)
    if told == marked.given:
        return marked
    last = max((each.at for each in marked.changes), default="")
    gone = [kind for kind in told if kind not in marked.given]
    new = [kind for kind in marked.given if kind not in told]
    more = [Marking(kind=kind, on=False, at=last) for kind in gone]
    more += [Marking(kind=kind, on=True, at=marked.given[kind]) for kind in new]
    return replace(marked, changes=(*marked.changes, *more))


def _marking(data: Any) -> Marking:
    _check("changes", data, (dict,))
    known = {name: data[name] for name in Marking.__dataclass_fields__ if name in data}
    text = (str, type(None))
    kinds: dict[str, tuple[type, ...]] = {"kind": (str,), "on": (bool,), "at": (str,)}
    kinds |= {"session": (int, type(None))}
    for name, value in known.items():
        _check(f"changes.{name}", value, kinds.get(name, text))
    try:
        return Marking(**known)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _check(name: str, value: object, kinds: tuple[type, ...]) -> None:
    if not isinstance(value, kinds):
        message = f"`{name}` is or contains {type(value).__name__}"
        raise ValueError(message)  # noqa: TRY004 - one error for every malformed document
