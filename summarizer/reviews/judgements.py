"""What readers judged of a paper, and every change that led to it, as values.

Topics go by their names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMA = "summarizer/review/1"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One reading of a report as far as one paper goes, or one edit of the paper without one.

    `before` and `after` hold what it changed: `tags` (topic to right, wrong or None for not
    judged), `complete`, `tldr`, `notes`. `report` is the id written in the report, `file` the
    hash of the file that was read (None and "" without a report), `answer` what was shown,
    and without a report the topics that were `said` something of.
    `undone` says when it was taken back. `session` is the number of the reading among all, which
    no clock can set back; None in reviews from before there were numbers.
    """

    at: str
    by: str | None
    report: str | None
    file: str
    answer: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undone: str | None = None
    session: int | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """What is known of a paper by review; `title` and `abstract` are None where not at hand.

    `tags` tells of each judged topic whether it is right, `quotes` the quote it was shown
    with. `complete` says that no right topic is missing.
    """

    id: str
    title: str | None = None
    abstract: str | None = None
    tags: Mapping[str, bool] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)
    complete: bool = False
    tldr: str | None = None
    notes: str | None = None
    changes: tuple[Change, ...] = ()

    def lines(self) -> Iterator[str]:
        """What it says, line by line."""
        for name, right in self.tags.items():
            quote = f": “{self.quotes[name]}”" if right and name in self.quotes else ""
            yield f"{'right' if right else 'wrong'}: {name}{quote}"
        if self.complete:
            yield "reviewed: no topic is missing"
        if self.tldr:
            yield f"TL;DR: {self.tldr}"
        if self.notes:
            yield f"notes: {self.notes}"

    @property
    def corrects(self) -> bool:
        """Whether it says anything of tags or TL;DR; a note alone does not."""
        return bool(self.tags or self.complete or self.tldr)

    @property
    def right(self) -> tuple[str, ...]:
        """The topics judged right, in the order of judgement."""
        return tuple(name for name, right in self.tags.items() if right)

    @property
    def shown_tldr(self) -> str | None:
        """The reviewed TL;DR, else the one that the reader saw and left as it was."""
        shown = self.changes[-1].answer.get("tldr") if self.changes else None
        return self.tldr or shown


_TEXT = (str, type(None))
_KINDS: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "title": _TEXT,
    "abstract": _TEXT,
    "tags": (dict,),
    "quotes": (dict,),
    "complete": (bool,),
    "tldr": _TEXT,
    "notes": _TEXT,
    "changes": (list,),
}


def review_of(data: Any) -> Review:
    """A review from decoded JSON; unknown keys are left out. Raises ValueError."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        message = f"no `{SCHEMA}`"
        raise ValueError(message)
    values = {name: data[name] for name in _KINDS if name in data}
    for name, kinds in _KINDS.items():
        _check(name, values.get(name), kinds if name in values else _TEXT)
    for name, kind in (("tags", bool), ("quotes", str)):
        for each in values.get(name, {}).values():
            _check(name, each, (kind,))
    try:
        changes = tuple(_change(each) for each in values.pop("changes", ()))
        return Review(**values, changes=changes)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _check(name: str, value: object, kinds: tuple[type, ...]) -> None:
    if not isinstance(value, kinds):
        message = f"`{name}` is or contains {type(value).__name__}"
        raise ValueError(message)  # noqa: TRY004 - one error for every malformed document


def _change(data: Any) -> Change:
    if not isinstance(data, dict):
        message = "`changes` has an entry that is not a change"
        raise ValueError(message)  # noqa: TRY004 - one error for every malformed document
    known = {name: data[name] for name in Change.__dataclass_fields__ if name in data}
    change = Change(**known)
    if not all(isinstance(each, dict) for each in (change.answer, change.before, change.after)):
        message = "`changes` has an incomplete change"
        raise ValueError(message)
    if change.session is not None:
        _check("session", change.session, (int,))
    return change


def renamed(review: Review, old: str, new: str) -> Review:
    """A review with a topic's new name, in its history too; right wins where both were judged."""

    def tags(judged: Mapping[str, Any]) -> dict[str, Any]:
        names = {name: new if name == old else name for name in judged}
        both = old in judged and new in judged
        either = {new: judged[old] or judged[new]} if both else {}
        return {names[name]: value for name, value in judged.items()} | either

    def side(values: Mapping[str, Any]) -> dict[str, Any]:
        return {**values, "tags": tags(values["tags"])} if "tags" in values else dict(values)

    changes = tuple(
        replace(change, before=side(change.before), after=side(change.after))
        for change in review.changes
    )
    return replace(review, tags=tags(review.tags), quotes=tags(review.quotes), changes=changes)
