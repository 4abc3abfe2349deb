"""Sessions of reviewing, in the order in which the record has them, and the last one taken back.

A session is one report applied. Its number tells its place; of those from before there were
numbers the time does, and in each paper the order of its changes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summarizer.reviews.judgements import Change, Review


class Session(NamedTuple):
    """A session by its number, 0 where it has none, its time and the hash of its file."""

    number: int
    at: str
    file: str


def session_of(change: Change) -> Session:
    """The session in which a change was made."""
    return Session(change.session or 0, change.at, change.file)


def last_session(reviews: Iterable[Review]) -> Session | None:
    """The session to be undone first: no change of a later one stands on its own.

    Where records of several machines were put together so that none is so, the newest.
    """
    stacks = [_standing(review) for review in reviews]
    last = max((each for stack in stacks for each in stack), default=None)
    seen: set[Session] = set()
    while last and last not in seen:
        seen.add(last)
        above = {each for stack in stacks for each in _above(stack, last)}
        last = max(above, default=last)
    return last


def session_numbered(number: int, reviews: Iterable[Review]) -> Session | None:
    """The session of this number; None where it was undone, or where others changed it since."""
    stacks = [_standing(review) for review in reviews]
    found = next((each for stack in stacks for each in stack if each.number == number), None)
    if found is None or any(_above(stack, found) for stack in stacks):
        return None
    return found


def _standing(review: Review) -> list[Session]:
    """The sessions whose changes of a review stand, the first one first."""
    return [session_of(change) for change in review.changes if not change.undone]


def _above(stack: Sequence[Session], session: Session) -> Sequence[Session]:
    """What was changed by others after a session changed it."""
    if session not in stack:
        return ()
    last = max(place for place, each in enumerate(stack) if each == session)
    return stack[last + 1 :]


def undone(review: Review, session: Session, at: str) -> Review:
    """The review without its changes of one session, which stay on record.

    A change with a later one on it stays as it is.
    """
    changes, tags = list(review.changes), dict(review.tags)
    values: dict[str, Any] = {}
    for index in range(len(changes) - 1, -1, -1):
        change = changes[index]
        if change.undone:
            continue
        if session_of(change) != session:
            break
        changes[index] = replace(change, undone=at)
        values |= {name: value for name, value in change.before.items() if name != "tags"}
        for name, right in change.before.get("tags", {}).items():
            if right is None:
                tags.pop(name, None)
            else:
                tags[name] = right
    quotes = {name: quote for name, quote in review.quotes.items() if name in tags}
    return replace(review, **{**values, "tags": tags}, quotes=quotes, changes=tuple(changes))
