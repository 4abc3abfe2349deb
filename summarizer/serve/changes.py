"""What the API changes, and what it answers before: edits, settings, interests, topics, runs."""

from __future__ import annotations

from summarizer.serve.endpoints import (
    ANY_OBJECT,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    TOPIC,
    TRUTH,
    Endpoint,
    many,
    one,
    ref,
    some,
)

_VERDICT = {"type": ["boolean", "null"], "description": "right, wrong, or no longer judged"}
_SESSION = {"type": ["integer", "null"], "description": "what `undo` takes; null: nothing changed"}
_KINDS = {"type": "string", "enum": ["given", "near", "right", "wrong"]}
_BOX = one(name=TEXT, label=TEXT, kind=_KINDS, quote=MAYBE_TEXT, score={"type": ["number", "null"]})
_REVIEW = one(
    id=TEXT,
    tags=many(_BOX),
    tldr=MAYBE_TEXT,
    tldr_is_mine=TRUTH,
    notes=MAYBE_TEXT,
    complete=TRUTH,
    marks=many(TEXT),
)
_SHOWN = some(
    tags={
        "description": "what was shown: topics, or each with how it stood",
        "anyOf": [many(TEXT), {"type": "object", "additionalProperties": _KINDS}],
    },
    tldr=MAYBE_TEXT,
    notes=MAYBE_TEXT,
    complete=TRUTH,
)
_EDIT = some(
    shown=_SHOWN,
    tags={"type": "object", "additionalProperties": _VERDICT},
    tldr=TEXT | {"description": "a better TL;DR; empty: the engine's again"},
    notes=TEXT | {"description": "empty: none"},
    complete=TRUTH | {"description": "no right topic is missing"},
)
_RUN = {"anyOf": [ANY_OBJECT, {"type": "null"}]}
_SETTING = one(name=TEXT, value={}, origin=TEXT, help=TEXT)
_SETTINGS = one(path=TEXT, settings=many(_SETTING), problems=many(TEXT))
_FILE = one(path=TEXT, shown=TEXT, text=TEXT)

EDITING = (
    Endpoint(
        "get",
        "/api/topics/complete",
        "The topics that what was typed may mean",
        one(topics=many(one(**TOPIC, fits=MAYBE_TEXT))),
        ("typed",),
    ),
    Endpoint(
        "get",
        "/api/papers/{id}/review",
        "A paper as it is reviewed: topics, texts, marks",
        _REVIEW,
        ("id",),
    ),
    Endpoint(
        "post",
        "/api/papers/{id}/review",
        "Judge topics, better the TL;DR, note; 409 where others changed all of it meanwhile",
        one(
            paper={"anyOf": [ref("Entry"), {"type": "null"}]},
            review=_REVIEW,
            conflicts=many(TEXT),
            notes=many(TEXT),
            session=_SESSION,
        ),
        ("id",),
        _EDIT,
        (200, 409),
    ),
    Endpoint(
        "post",
        "/api/papers/{id}/marks",
        "Give a paper marks, or take them away",
        one(marks=many(TEXT), session=_SESSION),
        ("id",),
        some(star=TRUTH, later=TRUTH, read=TRUTH, hide=TRUTH),
    ),
    Endpoint(
        "post",
        "/api/undo",
        "Take back the last change, or that of a session; 409 where it was changed again since",
        one(undone=many(TEXT), notes=many(TEXT)),
        (),
        one(what={"enum": ["marks", "review"]})
        | {"properties": {"what": {"enum": ["marks", "review"]}, "session": NUMBER}},
    ),
)
PREFERENCES = (
    Endpoint("get", "/api/settings", "Every setting, where it comes from", _SETTINGS),
    Endpoint(
        "post",
        "/api/settings",
        "Keep a setting; null takes it out of the file",
        _SETTINGS,
        (),
        one(name=TEXT, value={"type": ["string", "number", "null"]}),
    ),
    Endpoint("get", "/api/interests", "The file of interests", _FILE),
    Endpoint(
        "put",
        "/api/interests",
        "Keep the file as it was edited; `shown` is the text it was made of",
        one(path=TEXT, shown=TEXT, text=TEXT, profiles=many(TEXT)),
        (),
        one(text=TEXT, shown=TEXT),
    ),
    Endpoint(
        "get",
        "/api/vocabulary",
        "The topics with their phrases",
        one(groups=ANY_OBJECT, topics=many(one(**TOPIC, aliases=many(TEXT)))),
    ),
    Endpoint(
        "post",
        "/api/vocabulary",
        "Add, rename, merge or remove a topic; changes nothing unless `dry_run` is false",
        one(diff=many(TEXT), dry_run=TRUTH, papers=NUMBER, reviews=NUMBER),
        (),
        {
            **some(other=TEXT, label=TEXT, group=TEXT, definition=TEXT, aliases=TEXT),
            "allOf": [
                one(action={"enum": ["add", "rename", "merge", "remove"]}, name=TEXT),
                some(dry_run=TRUTH),
            ],
        },
    ),
)
RUNS = (
    Endpoint("get", "/api/runs", "The run that is going on, if any", one(run=_RUN)),
    Endpoint(
        "post",
        "/api/runs",
        "Get a day; what costs money is only forecast until it is `agreed` to",
        one(forecast={"anyOf": [ANY_OBJECT, {"type": "null"}]}, spec=TEXT, run=_RUN),
        (),
        some(spec=TEXT, agreed=TRUTH),
        (200, 202),
    ),
    Endpoint("get", "/api/runs/{id}", "A run with all it told", one(run=_RUN), ("id",)),
    Endpoint("post", "/api/runs/{id}/stop", "End a run, as Ctrl-C does", one(run=_RUN), ("id",)),
    Endpoint("get", "/api/runs/{id}/events", "What a run tells, as it comes", None, ("id",)),
)

CHANGES = (*EDITING, *PREFERENCES, *RUNS)
