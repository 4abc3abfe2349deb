"""What a venue is called in the APIs, which of its papers are which, and why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.sources.forumnotes import SITE, decision_of, value
from summarizer.text.spelling import asked, question

if TYPE_CHECKING:
    from summarizer.sources.openreview.api import Api

ACCEPTED, ALL = "accepted", "all"
_LISTED = f"{SITE}/venues"
_IDS = {
    "rejected": ("rejected_venue_id", "Rejected_Submission"),
    "withdrawn": ("withdrawn_venue_id", "Withdrawn_Submission"),
    "desk-rejected": ("desk_rejected_venue_id", "Desk_Rejected_Submission"),
    "submitted": ("submission_venue_id", "Submission"),
}
"""Where a venue says how the papers of a state are called, and how they are called by custom."""
_MOST_MEANT = 4


def query(venue: str, status: str, group: dict[str, Any] | None) -> dict[str, str]:
    """What asks the new API for a venue's papers of a status."""
    if status == ACCEPTED:
        return {"content.venueid": venue}
    if status == ALL:
        return {"invitation": _told(group, "submission_id") or f"{venue}/-/Submission"}
    name, usual = _IDS[status]
    return {"content.venueid": _told(group, name) or f"{venue}/{usual}"}


def _told(group: dict[str, Any] | None, name: str) -> str | None:
    """What a venue says of itself; None where it does not."""
    if not group or not isinstance(group.get("content"), dict):
        return None
    found = value(group, name)
    return found if isinstance(found, str) and found else None


def is_new(group: dict[str, Any]) -> bool:
    """Whether a venue is one of the new API."""
    return _told(group, "submission_id") is not None


def invitations(venue: str, status: str) -> tuple[str, ...]:
    """Where papers of a status may have been submitted to, in the old API."""
    if status in {"withdrawn", "desk-rejected"}:
        return (f"{venue}/-/{_IDS[status][1]}",)
    return tuple(f"{venue}/-/{each}" for each in ("Blind_Submission", "Submission", "submission"))


def is_in(note: object, status: str) -> bool:
    """Whether a paper of the old API is of a status, by the decision that everyone may read."""
    if status not in {ACCEPTED, "rejected"}:
        return True
    decision = (decision_of(note) or "").lower()
    refused = "reject" in decision
    return refused if status == "rejected" else "accept" in decision and not refused


def why_empty(group: dict[str, Any], status: str) -> str:
    """Why a venue that there is shows no papers of a status."""
    content = group.get("content")
    shown = value(group, "public_submissions") if isinstance(content, dict) else None
    if status == ACCEPTED:
        instead = (
            f"`openreview:{group.get('id')}?status=submitted` lists what is under review"
            if shown
            else "it does not show what is under review"
        )
        return f"the venue has not said which papers it takes; {instead}"
    if status == ALL and not shown:
        return "the venue does not show its submissions"
    return "the venue has, or shows, no such papers"


def meant(venue: str, api: Api) -> str:
    """What to ask for instead of a venue that there is not: those it may be, or where they are."""
    listed = (api.group("venues") or {}).get("members")
    known = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    below = [each for each in known if each.lower().startswith(f"{venue.lower()}/")]
    back = asked([f"openreview:{each}" for each in below[:_MOST_MEANT]])
    back = back or question(venue, known).replace(": did you mean `", ": did you mean `openreview:")
    return f"{back or ':'} all venues are listed at {_LISTED}"
