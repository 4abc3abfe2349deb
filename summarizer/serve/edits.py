"""What a reader says of a paper, from its page: marks, topics, TL;DR, notes; and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.errors import UsageError
from summarizer.papers.records import Entry
from summarizer.papers.wire import fields
from summarizer.review import desk
from summarizer.review.seen import known, seen
from summarizer.reviews.corrections import laid_over
from summarizer.serve import bodies
from summarizer.topics import labels, vocabularyfile
from summarizer.topics.suggestions import suggested

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from summarizer.library.run import Run
    from summarizer.serve.serving import Serving

Values = dict[str, Any]
_MOST_TOPICS = 200
_LONGEST = 20_000
_CONFLICT = 409
_EDITED = ("shown", "tags", "tldr", "notes", "complete")


def routes() -> list[BaseRoute]:
    """What is asked before an edit, and the edits. They stand before the API's wider paths."""
    from starlette.routing import Route

    return [
        Route("/api/topics/complete", complete, methods=["GET"]),
        Route("/api/papers/{id:path}/review", asked, methods=["GET"]),
        Route("/api/papers/{id:path}/review", _writing(review), methods=["POST"]),
        Route("/api/papers/{id:path}/marks", _writing(mark), methods=["POST"]),
        Route("/api/undo", _writing(undo), methods=["POST"]),
    ]


def _writing(
    change: Callable[[str, Values, Run], tuple[Values, int]],
) -> Callable[[Request], Any]:
    """A change in a thread of its own; pages are made anew after it."""

    async def route(request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        body = await bodies.read(request)
        serving: Serving = request.app.state.serving
        identity = request.path_params.get("id", "")
        try:
            return bodies.answer(*await run_in_threadpool(change, identity, body, serving.run()))
        finally:
            serving.changed()

    return route


def complete(request: Request) -> Response:
    """The topics that what was typed may mean."""
    run: Run = request.app.state.serving.run()
    vocabulary = vocabularyfile.in_use(run.settings)
    called = labels.of_vocabulary(vocabulary)
    found = suggested(request.query_params.get("q", "")[:200], vocabulary)
    rows = [
        {
            "name": each.topic.name,
            "label": each.topic.label,
            "group": called.groups.get(each.topic.name),
            "definition": each.topic.definition,
            "fits": each.phrase,
        }
        for each in found
    ]
    return bodies.answer({"topics": rows})


def asked(request: Request) -> Response:
    """A paper as a reader judges it: its boxes, texts and marks."""
    run: Run = request.app.state.serving.run()
    return bodies.answer(_stands(request.path_params["id"], run))


def _stands(identity: str, run: Run) -> Values:
    from summarizer.annotate.entries import unannotated
    from summarizer.engines.embedded.engine import create
    from summarizer.review.doubt import asked as boxes_of

    found = known(identity, run)
    paper, review = found.paper, found.review
    entry = paper if isinstance(paper, Entry) else unannotated(paper)
    called = labels.in_use(run.settings)
    marked = run.marks.of([identity]).get(identity)
    boxes = boxes_of(entry, review, create(run.settings).tagger).boxes
    return {
        "id": identity,
        "tags": [
            {
                "name": box.name,
                "label": called.of(box.name),
                "kind": box.kind,
                "quote": box.quote,
                "score": box.score,
            }
            for box in boxes
        ],
        "tldr": review.tldr or entry.tldr,
        "tldr_is_mine": bool(review.tldr),
        "notes": review.notes,
        "complete": review.complete,
        "marks": list(marked.marks if marked else ()),
    }


def review(identity: str, body: Values, run: Run) -> tuple[Values, int]:
    """Keep an edit of a paper. What was changed elsewhere meanwhile is a conflict, and stays."""
    _only(body, _EDITED)
    shown = body.get("shown")
    if shown is not None and not isinstance(shown, dict):
        message = "`shown` must be an object: what the page showed when it was edited"
        raise UsageError(message)
    flag = body.get("complete")
    if flag is not None and not isinstance(flag, bool):
        message = "`complete` must be true or false"
        raise UsageError(message)
    change = desk.Edit(
        id=identity,
        shown=seen(identity, shown, run) if shown is not None else None,
        tags=_verdicts(body.get("tags") or {}),
        complete=flag,
        tldr=_text(body, "tldr"),
        notes=_text(body, "notes"),
    )
    applied = desk.edit(change, run, by=_reader())
    conflicts = [each.why for each in (*applied.conflicts, *applied.problems)]
    session = applied.changes[0][1].changes[-1].session if applied.changes else None
    answer = {
        "paper": _as_shown(identity, run),
        "review": _stands(identity, run),
        "conflicts": conflicts,
        "notes": list(applied.notes),
        "session": session,
    }
    return answer, _CONFLICT if conflicts and not applied.changes else 200


def mark(identity: str, body: Values, run: Run) -> tuple[Values, int]:
    """Give a paper marks, or take them away."""
    if not body or not all(isinstance(each, bool) for each in body.values()):
        message = 'say which marks to give (true) or take away (false), such as {"star": true}'
        raise UsageError(message)
    change = desk.mark(identity, body, run)
    changed = change.before.given != change.after.given
    return {
        "marks": list(change.after.marks),
        "session": change.after.changes[-1].session if changed else None,
    }, 200


def undo(_: str, body: Values, run: Run) -> tuple[Values, int]:
    """Take back the last change, or the one of a session."""
    _only(body, ("what", "session"))
    number, ids, notes = body.get("session"), list[str](), tuple[str, ...]()
    if number is not None and (type(number) is not int or number < 1):
        message = "`session` must be the number that an edit was answered with"
        raise UsageError(message)
    if body.get("what") == "marks":
        ids = [each.after.id for each in desk.unmark(run, number)]
        notes = () if ids else ("not undone: there is nothing to take back",)
    elif body.get("what") == "review":
        applied = desk.undo(run, number)
        ids = [after.id for _, after in applied.changes]
        ids += [after.id for _, after in applied.marks]
        notes = applied.notes
    else:
        message = "say `what` to undo: marks, or review"
        raise UsageError(message)
    if not ids:
        return {"error": notes[0] if notes else "nothing to take back", "undone": []}, _CONFLICT
    return {"undone": ids, "notes": list(notes)}, 200


def _as_shown(identity: str, run: Run) -> Values | None:
    """The paper as it is shown now; None where it has no annotation."""
    paper = known(identity, run).paper
    if not isinstance(paper, Entry):
        return None
    return fields(laid_over([paper], run.reviews, run.marks)[0])


def _verdicts(tags: object) -> dict[str, bool | None]:
    """The topics that are judged. Raises UsageError."""
    if not isinstance(tags, dict) or len(tags) > _MOST_TOPICS:
        message = f"`tags` must be an object of at most {_MOST_TOPICS} topics"
        raise UsageError(message)
    if not all(isinstance(each, bool | None) for each in tags.values()):
        message = "each of `tags` is true (right), false (wrong) or null (not judged)"
        raise UsageError(message)
    return tags


def _text(body: Values, name: str) -> str | None:
    """A text of the body; None where it is not there and stays as it is. Raises UsageError."""
    value = body.get(name)
    if value is not None and (not isinstance(value, str) or len(value) > _LONGEST):
        message = f"`{name}` must be a text of at most {_LONGEST:,} characters"
        raise UsageError(message)
    return value


def _only(body: Mapping[str, Any], names: tuple[str, ...]) -> None:
    strange = next((name for name in body if name not in names), None)
    if strange is not None:
        message = f"unknown field `{strange[:60]}`: {', '.join(names)} can be sent"
        raise UsageError(message)


def _reader() -> str | None:
    """Whose edits these are: whoever runs the server."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None
