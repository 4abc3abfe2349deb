"""Notes of OpenReview's, of both its APIs, as objects whose fields are laid open.

In API 2 every field of `content` is an object with a `value`, and with `readers` where it has
others than its note; in API 1 it is the value. A paper is a note of its own; reviews, comments
and decisions are replies to it.
"""

from __future__ import annotations

import re
from typing import Any

from summarizer.sources import dates
from summarizer.text.patterns import deferred

SITE = "https://openreview.net"
PUBLIC = "everyone"
_NOBODY = deferred(r"\s*anonymous(?:\s+(?:author|submission)s?)?(?:\s*\d+)?\s*", re.IGNORECASE)
"""What stands in the place of authors while they are not named."""
_PENDING = deferred(
    r"submitted to\b|submission(?:\s|$)|under[ _]review|withdrawn|\b(?:desk[ _])?reject",
    re.IGNORECASE,
)
"""What a venue's line says of a paper that did not appear there, or not yet."""
_WITHDRAWN = deferred(r"\bwithdrawn[ _]", re.IGNORECASE)
_DECISION = deferred(r"/-/(?:Acceptance_)?Decision$")
_NOT_FIELDS = ("pdf", "source", "version", "code", "status", "decision", "html")
"""Names that stand for something else here: addresses of files, and the site's own states."""


def is_note(entry: object) -> bool:
    """Whether an object is a note of OpenReview's that has a title: a paper."""
    return isinstance(entry, dict) and _is_known(entry) and isinstance(value(entry, "title"), str)


def is_reply(entry: object) -> bool:
    """Whether an object is a note that answers another: a review, a comment, a decision."""
    if not isinstance(entry, dict) or not _is_known(entry):
        return False
    above = entry.get("replyto")
    return isinstance(above, str) and above not in {"", entry.get("id")}


def _is_known(entry: dict[str, Any]) -> bool:
    forum = entry.get("forum") or entry.get("id")
    return isinstance(forum, str) and isinstance(entry.get("content"), dict)


def value(note: dict[str, Any], name: str) -> Any:
    """The value of a field of a note; None where it has none, or none for everyone."""
    return _open(note["content"].get(name))


def _open(field: object) -> Any:
    if not isinstance(field, dict) or "value" not in field:
        return field
    return field["value"] if is_public(field) else None


def is_public(holder: dict[str, Any]) -> bool:
    """Whether everyone may read a note, or a field of one; also where it does not say who may."""
    readers = holder.get("readers")
    return not isinstance(readers, list) or PUBLIC in readers


def laid_open(note: dict[str, Any], decision: str | None = None) -> dict[str, Any]:
    """A note's fields by the names that are read here; those that not everyone may read are out.

    `decision` is the venue's; where it is not given, it is looked for among the replies inside.
    """
    found = {name: _open(field) for name, field in note["content"].items()}
    told = found.get("venue")
    venue = told if isinstance(told, str) and told.strip() else None
    pending = _PENDING.search(f"{found.get('venueid') or ''} {venue or ''}")
    decision = decision or decision_of(note)
    for name in (*_NOT_FIELDS, "venue"):
        found.pop(name, None)
    found["url"] = forum_url(note) or found.get("url")
    found["journal"] = None if pending else venue
    found["comment"] = _comment(venue if pending else None, decision, found.get("primary_area"))
    found["authors"] = _authors(found.get("authors"))
    found["ai_keywords"] = found.pop("keywords", None)
    found["published"] = _first_day(note, "pdate", "odate", "cdate", "tcdate")
    found["updated"] = _first_day(note, "mdate", "tmdate")
    if is_withdrawn(note):
        found["withdrawn"] = True
    return found


def forum_url(note: dict[str, Any]) -> str | None:
    """The page of a note; None where its id is none of the site's."""
    forum = note.get("forum") or note.get("id")
    named = isinstance(forum, str) and forum and "/" not in forum
    return f"{SITE}/forum?id={forum}" if named else None


def is_withdrawn(note: dict[str, Any]) -> bool:
    """Whether the authors have withdrawn a paper, as the venue's line says."""
    said = (value(note, "venueid"), value(note, "venue"))
    return any(isinstance(each, str) and _WITHDRAWN.search(f"{each} ") for each in said)


def decided(replies: list[Any]) -> str | None:
    """The decision among the replies to a paper, such as `Accept (poster)`; only a public one."""
    for reply in replies:
        if isinstance(reply, dict) and _is_known(reply) and is_public(reply):
            listed = reply.get("invitations")
            named = listed if isinstance(listed, list) else [reply.get("invitation")]
            if any(isinstance(each, str) and _DECISION.search(each) for each in named):
                fields = {name: _open(field) for name, field in reply["content"].items()}
                return _decision_in(fields)
    return None


def decision_of(note: object) -> str | None:
    """The public decision on a paper, in it or among the replies that came with it."""
    if not isinstance(note, dict) or not isinstance(note.get("content"), dict):
        return None
    fields = {name: _open(field) for name, field in note["content"].items()}
    return _decision_in(fields) or decided(_replies(note))


def _decision_in(fields: dict[str, Any]) -> str | None:
    for name in ("decision", "recommendation"):
        said = fields.get(name)
        if isinstance(said, str) and said.strip():
            return " ".join(said.split())
    return None


def _replies(note: dict[str, Any]) -> list[Any]:
    details = note.get("details")
    found = [
        details.get(name)
        for name in ("directReplies", "replies")
        if isinstance(details, dict) and isinstance(details.get(name), list)
    ]
    return found[0] or [] if found else []


def _comment(venue: str | None, decision: str | None, area: object) -> str | None:
    """What is said of a paper's state and place at the venue, in a line."""
    parts = [venue] if venue else []
    parts += [f"decision: {decision}"] if decision else []
    if isinstance(area, str) and area.strip():
        parts.append(f"primary area: {' '.join(area.split())}")
    return "; ".join(parts) or None


def _authors(given: Any) -> Any:
    """Who wrote it, without what stands there while nobody may know."""
    people = [given] if isinstance(given, str) else given
    if not isinstance(people, list):
        return None
    if all(isinstance(each, str) and _NOBODY.fullmatch(each) for each in people):
        return None
    return given


def _first_day(note: dict[str, Any], *names: str) -> str | None:
    return next(filter(None, (dates.moment(note.get(name)) for name in names)), None)
