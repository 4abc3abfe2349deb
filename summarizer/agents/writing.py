"""The tools that change what is stored: marks, notes and reviews, as the reader's own edits do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.agents.answers import Answer
from summarizer.agents.arguments import Argument
from summarizer.agents.reference import called
from summarizer.agents.tools import Tool
from summarizer.errors import UsageError
from summarizer.text.plain import one_line, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from summarizer.library.run import Run
    from summarizer.review.application import Applied

BY = "agent (MCP)"
"""Who is named in a review's history."""
_KINDS = ("star", "later", "read", "hide")
_ID = Argument(name="id", about="an id, or how the title begins", required=True)
_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


def tools() -> tuple[Tool, ...]:
    """Every tool of this module."""
    return (
        Tool(
            name="mark",
            title="Mark papers",
            about="Give stored papers a mark of the reader's, or take it away. A star teaches what "
            "the reader wants; hide keeps a paper out of lists. Only when the reader asks for it.",
            arguments=(
                Argument(name="ids", about="ids of papers", kind="array", required=True),
                Argument(name="mark", about="which mark", choices=_KINDS, required=True),
                Argument(name="on", about="false takes it away", kind="boolean", default=True),
            ),
            output=_marks_schema,
            answer=mark,
            writes=True,
        ),
        Tool(
            name="note",
            title="Note on a paper",
            about="Add a note to a stored paper; what is noted already stays, unless `replace`.",
            arguments=(
                _ID,
                Argument(name="text", about="the note; empty with `replace`: none"),
                Argument(
                    name="replace",
                    about="put it in the place of what is noted",
                    kind="boolean",
                    default=False,
                ),
            ),
            output=_review_schema,
            answer=note,
            writes=True,
            replaces=True,
            repeats=True,
        ),
        Tool(
            name="review",
            title="Correct a paper",
            about="Correct a stored paper's topics and TL;DR, as the reader's own review: the "
            "program learns from it. Only with corrections that the reader gave or agreed to.",
            arguments=(
                _ID,
                Argument(name="right", about="topics that are right", kind="array"),
                Argument(name="wrong", about="topics that are wrong", kind="array"),
                Argument(name="unjudged", about="topics to judge no longer", kind="array"),
                Argument(name="tldr", about="a better TL;DR, in one sentence"),
                Argument(name="complete", about="no right topic is missing", kind="boolean"),
            ),
            output=_review_schema,
            answer=review,
            writes=True,
            replaces=True,
        ),
    )


def mark(run: Run, given: Mapping[str, Any]) -> Answer:
    """Mark papers, or none of them where one is not stored. Raises UsageError, OutputError."""
    kind, on = given["mark"], given["on"]
    papers = [called(each, run) for each in given["ids"]]
    changes = run.marks.change([(paper, {kind: on}) for paper in papers])
    rows: list[dict[str, Any]] = [
        {"id": each.after.id, "marks": list(each.after.marks)} for each in changes
    ]
    changed = sum(bool(each.given or each.taken) for each in changes)
    said = f"{kind} {'given' if on else 'taken away'}: {changed} of {len(rows)} papers changed"
    listed = [f"{one_line(each['id'])}: {', '.join(each['marks']) or 'no mark'}" for each in rows]
    data = {"changed": changed, "papers": rows}
    return Answer(data, "\n".join([said, *listed]))


def note(run: Run, given: Mapping[str, Any]) -> Answer:
    """Add or replace a paper's note. Raises UsageError, OutputError."""
    from summarizer.review.desk import Edit

    text = printable(given["text"] or "").strip()
    if not text and not given["replace"]:
        message = "`text` is empty: give the note, or `replace` to take away what is noted"
        raise UsageError(message)
    paper = called(given["id"], run)
    known = run.reviews.of_papers([paper]).get(paper.id)
    before = known.notes if known and not given["replace"] else None
    notes = f"{before} {text}" if before else text
    return _edited(Edit(id=paper.id, notes=notes), run)


def review(run: Run, given: Mapping[str, Any]) -> Answer:
    """Correct topics and TL;DR. Raises UsageError for an unknown topic or one judged twice."""
    from summarizer.review.desk import Edit

    paper = called(given["id"], run)
    tags: dict[str, bool | None] = {}
    for name, verdict in (("right", True), ("wrong", False), ("unjudged", None)):
        for each in given[name] or ():
            if each in tags:
                message = f"`{each}` is named twice: a topic is right, wrong, or not judged"
                raise UsageError(message)
            tags[each] = verdict
    tldr = None if given["tldr"] is None else one_line(given["tldr"])
    if not tags and tldr is None and given["complete"] is None:
        message = "nothing to correct: give `right`, `wrong`, `unjudged`, `tldr` or `complete`"
        raise UsageError(message)
    return _edited(Edit(id=paper.id, tags=tags, tldr=tldr, complete=given["complete"]), run)


def _edited(change: Any, run: Run) -> Answer:
    """Make an edit; what is stored afterwards, and what could not be kept."""
    from summarizer.review import desk

    applied: Applied = desk.edit(change, run, by=BY)
    known = run.reviews.of([change.id]).get(change.id)
    left = [each.why for each in (*applied.problems, *applied.conflicts)]
    data: dict[str, Any] = {
        "id": change.id,
        "changed": bool(applied.changes),
        "right": [name for name, right in known.tags.items() if right] if known else [],
        "wrong": [name for name, right in known.tags.items() if not right] if known else [],
        "complete": bool(known and known.complete),
        "tldr": known.tldr if known else None,
        "note": known.notes if known else None,
        "conflicts": left,
    }
    said = "changed" if applied.changes else "nothing changed"
    lines = [f"{one_line(change.id)}: {said}"]
    for name in ("right", "wrong"):
        lines += [f"Judged {name}: {', '.join(data[name])}"] if data[name] else []
    lines += [f"Not kept: {one_line(each)}" for each in left]
    lines.append("`summarize review --undo` takes it back.")
    return Answer(data, "\n".join(lines), list(applied.notes))


def _marks_schema() -> dict[str, Any]:
    row = {"type": "object", "properties": {"id": _TEXT, "marks": _TEXTS}}
    return {
        "type": "object",
        "properties": {
            "changed": {"type": "integer"},
            "papers": {"type": "array", "items": row},
            "notes": _TEXTS,
        },
        "required": ["changed", "papers"],
    }


def _review_schema() -> dict[str, Any]:
    maybe = {"type": ["string", "null"]}
    flag = {"type": "boolean"}
    names = {"right": _TEXTS, "wrong": _TEXTS, "conflicts": _TEXTS, "notes": _TEXTS}
    return {
        "type": "object",
        "properties": {
            "id": _TEXT,
            "changed": flag,
            "complete": flag,
            "tldr": maybe,
            "note": maybe,
            **names,
        },
        "required": ["id", "changed", "conflicts"],
    }
