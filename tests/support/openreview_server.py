"""A real HTTP server that plays OpenReview's APIs: the new one, and the old one at `/v1`."""

from __future__ import annotations

import json

from papers import ABSTRACTS, TITLES
from site_server import SiteServer

VENUE = "ICLR.cc/2026/Conference"
OLD_VENUE = "ICLR.cc/2020/Conference"
DAY = 86_400_000
SUBMITTED, DECIDED = 1_758_000_000_000, 1_769_400_000_000
"""2025-09-16 and 2026-01-26, in milliseconds."""
STATES = {
    "accepted": ("", "ICLR 2026 Poster", "Accept (Poster)"),
    "oral": ("", "ICLR 2026 Oral", "Accept (Oral)"),
    "rejected": ("/Rejected_Submission", "Submitted to ICLR 2026", "Reject"),
    "withdrawn": ("/Withdrawn_Submission", "ICLR 2026 Conference Withdrawn Submission", None),
    "submitted": ("/Submission", "ICLR 2026 Conference Submission", None),
}
"""The end of a paper's venue id, the line of the venue, and the decision."""


def note(number=0, state="accepted", of=VENUE, **changes):
    """A paper as API 2 gives it; `changes` are fields of its content, None to leave one out."""
    end, line, decision = STATES[state]
    identity = f"orNote{number:04d}"
    invitation = f"{of}/-/Submission"
    fields = {
        "title": TITLES[number % 3],
        "abstract": f"{ABSTRACTS[number % 3]} Variant {number}.",
        "authors": ["First Author", "Second Author"],
        "authorids": ["~First_Author1", "~Second_Author1"],
        "keywords": ["sparse index", "retrieval"],
        "TLDR": f"A line by the authors, number {number}.",
        "primary_area": "generative models",
        "venue": line,
        "venueid": f"{of}{end}",
        "pdf": f"/pdf/{number:040x}.pdf",
        "_bibtex": f"@inproceedings{{x{number},\ntitle={{A title}}\n}}",
        "paperhash": f"author|a_title_{number}",
    } | changes
    found = {
        "id": identity,
        "forum": identity,
        "number": number,
        "invitations": [invitation, f"{of}/-/Edit"],
        "domain": of,
        "readers": ["everyone"],
        "signatures": [f"{of}/Submission{number}/Authors"],
        "cdate": SUBMITTED,
        "odate": SUBMITTED + DAY,
        "mdate": DECIDED + DAY,
        "tcdate": SUBMITTED,
        "content": {name: {"value": each} for name, each in fields.items() if each is not None},
    }
    if decision:
        found["pdate"] = DECIDED
        found["decision"] = decision
    return found


def private(known, *names):
    """The same note, or these fields of it, for some people only."""
    readers = [f"{VENUE}/Program_Chairs"]
    if not names:
        return known | {"readers": readers}
    content = {
        name: {**field, "readers": readers} if name in names else field
        for name, field in known["content"].items()
    }
    return known | {"content": content}


def old_note(number=0, decision="Accept (Poster)", of=OLD_VENUE, **changes):
    """A paper as API 1 gives it: the values themselves, and no venue before 2021."""
    identity = f"oldNote{number:03d}"
    fields = {
        "title": TITLES[number % 3],
        "abstract": f"{ABSTRACTS[number % 3]} Variant {number}.",
        "authors": ["First Author", "Second Author"],
        "authorids": ["first@example.org", "second@example.org"],
        "keywords": ["sparse index"],
        "TL;DR": f"A line by the authors, number {number}.",
        "pdf": f"/pdf/{number:040x}.pdf",
    } | changes
    return {
        "id": identity,
        "original": f"{identity}x",
        "forum": identity,
        "number": number,
        "replyto": None,
        "invitation": f"{of}/-/Blind_Submission",
        "readers": ["everyone"],
        "cdate": 1_569_439_160_000,
        "content": {name: each for name, each in fields.items() if each is not None},
        "decision": decision,
    }


def reply(known, name="Decision", **fields):
    """A reply to a paper: its decision, where nothing else is said."""
    fields = fields or {"decision": known["decision"]}
    new = "invitations" in known
    where = f"{known.get('domain', OLD_VENUE)}/{'Submission' if new else 'Paper'}{known['number']}"
    named = f"{where}/-/{name}"
    return {
        "id": f"{known['id'][:9]}{name[0]}",
        "forum": known["id"],
        "replyto": known["id"],
        "readers": ["everyone"],
        **({"invitations": [named]} if new else {"invitation": named}),
        "content": {key: {"value": each} if new else each for key, each in fields.items()},
    }


def group(name=VENUE, **changes):
    """A venue of the new API, which says how its papers are called."""
    content = {
        "submission_id": f"{name}/-/Submission",
        "submission_venue_id": f"{name}/Submission",
        "rejected_venue_id": f"{name}/Rejected_Submission",
        "withdrawn_venue_id": f"{name}/Withdrawn_Submission",
        "desk_rejected_venue_id": f"{name}/Desk_Rejected_Submission",
        "public_submissions": True,
    } | changes
    return {"id": name, "domain": name, "members": [],
            "content": {key: {"value": each} for key, each in content.items()}}  # fmt: skip


def error(status, name, message):
    return status, json.dumps({"name": name, "message": message, "status": status}).encode()


class OpenReviewServer(SiteServer):
    """`notes` and `old_notes` are the papers of both APIs, `groups` the venues, by their ids.

    `most` is what a page may hold at most. Notes for some people only are listed for those with
    `token`; where `challenge` is set, nobody else gets notes at all.
    """

    def __init__(self):
        super().__init__()
        self.notes, self.old_notes = [], []
        self.groups = {VENUE: group(), OLD_VENUE: {"id": OLD_VENUE, "members": []}}
        self.most, self.token, self.challenge = 1000, "a-token", False

    @property
    def environment(self):
        """The settings that lead to both APIs here."""
        return {
            "SUMMARIZER_OPENREVIEW_ENDPOINT": self.url,
            "SUMMARIZER_OPENREVIEW_V1_ENDPOINT": f"{self.url}/v1",
            "SUMMARIZER_SITE_PAUSE": "0.001",
        }

    def reply(self, path, query):
        given = self.requests[-1][2].get("Authorization")
        if given and given != f"Bearer {self.token}":
            return error(401, "TokenExpiredError", "Token has expired, please log in again")
        old = path.startswith("/v1/")
        if path.endswith("/notes"):
            if self.challenge and not given:
                return error(403, "ChallengeRequiredError", "Challenge verification required")
            return self.listed(self.old_notes if old else self.notes, query, bool(given), old)
        if path.endswith("/groups"):
            return self.group(query.get("id", ""))
        return error(404, "NotFoundError", f"The path {path} was not found")

    def group(self, name):
        if name in {"venues", "active_venues"}:
            return 200, json.dumps({"groups": [{"id": name, "members": [*self.groups]}]}).encode()
        if name not in self.groups:
            return error(404, "NotFoundError", f"Group Not Found: {name}")
        return 200, json.dumps({"groups": [self.groups[name]]}).encode()

    def listed(self, notes, query, trusted, old):
        found = [each for each in notes if self.is_asked(each, query)]
        seen = [each for each in found if trusted or "everyone" in each["readers"]]
        if "id" in query and found and not seen:
            return error(403, "ForbiddenError", "You don't have permission to read this note")
        if "id" in query and not found and not old:
            return error(404, "NotFoundError", f"The Note {query['id']} was not found")
        start, size = int(query.get("offset", 0)), int(query.get("limit", 1000))
        page = [self.shown(each, query) for each in seen[start : start + min(size, self.most)]]
        return 200, json.dumps({"notes": page, "count": len(seen)}).encode()

    @staticmethod
    def is_asked(known, query):
        content = known["content"]
        venue = content.get("venueid")
        venue = venue["value"] if isinstance(venue, dict) else venue
        named = [*known.get("invitations", []), known.get("invitation")]
        return all(
            (
                query.get("id", known["id"]) == known["id"],
                query.get("content.venueid", venue) == venue,
                "invitation" not in query or query["invitation"] in named,
            )
        )

    @staticmethod
    def shown(known, query):
        bare = {name: each for name, each in known.items() if name != "decision"}
        if query.get("details") == "directReplies":
            beside = [reply(known)] if known.get("decision") else []
            bare["details"] = {"directReplies": beside}
        return bare
