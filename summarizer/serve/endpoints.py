"""The table of the API: what each address takes and gives, of which OpenAPI is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TEXT, NUMBER, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
MAYBE_TEXT, MAYBE_NUMBER = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
ANY_OBJECT: Schema = {"type": "object"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method of a path: what it does, its parameters' names, and the schemas of its JSON.

    `takes` is the body's, None where it has none; `statuses` are those of an answer that is as it
    should be. `gives` is None for a stream of events.
    """

    method: str
    path: str
    what: str
    gives: Schema | None
    parameters: tuple[str, ...] = ()
    takes: Schema | None = None
    statuses: tuple[int, ...] = (200,)


def many(of: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": of}


def one(**properties: Schema) -> Schema:
    """An object that has all of these."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def some(**properties: Schema) -> Schema:
    """An object that has some of these."""
    return {"type": "object", "properties": properties}


def ref(name: str) -> Schema:
    """One of the schemas that the whole description has."""
    return {"$ref": f"#/components/schemas/{name}"}


PARAMETERS: dict[str, tuple[str, Schema, str]] = {
    "day": ("path", {"type": "string", "format": "date"}, "a day, as 2025-12-09"),
    "id": ("path", TEXT, "a paper's id (or a run's), percent-encoded, such as 2503.23895"),
    "name": ("path", TEXT, "a topic, by name, label or alias"),
    "q": ("query", TEXT, "what `summarize search` takes: words, phrases, filters"),
    "limit": ("query", NUMBER | {"minimum": 1, "maximum": 200, "default": 20}, "how many at most"),
    "offset": ("query", NUMBER | {"minimum": 0, "default": 0}, "after how many"),
    "weeks": ("query", NUMBER | {"minimum": 1, "default": 12}, "how many weeks, the newest"),
}
"""Where each parameter stands, its schema, and what it is."""

_PAPERS = many(ref("Entry"))
_PART = {"total": NUMBER, "offset": NUMBER, "papers": _PAPERS}
_TOPIC = {"name": TEXT, "label": TEXT, "group": MAYBE_TEXT, "definition": MAYBE_TEXT}
_BOX = one(name=TEXT, label=TEXT, kind=TEXT, quote=MAYBE_TEXT, score={"type": ["number", "null"]})
_RUN = {"anyOf": [ANY_OBJECT, {"type": "null"}]}
_SETTING = one(name=TEXT, value={}, origin=TEXT, help=TEXT)
_SETTINGS = one(path=TEXT, settings=many(_SETTING), problems=many(TEXT))
_FILE = one(path=TEXT, shown=TEXT, text=TEXT)
_REVIEW = one(
    id=TEXT,
    tags=many(_BOX),
    tldr=MAYBE_TEXT,
    tldr_is_mine=TRUTH,
    notes=MAYBE_TEXT,
    complete=TRUTH,
    marks=many(TEXT),
)
_VERDICTS = {"type": "object", "additionalProperties": {"type": ["boolean", "null"]}}
_EDIT = some(
    shown=some(tags=many(TEXT), tldr=MAYBE_TEXT, notes=MAYBE_TEXT, complete=TRUTH),
    tags=_VERDICTS,
    tldr=MAYBE_TEXT,
    notes=MAYBE_TEXT,
    complete=TRUTH,
)
_PAPER = {"allOf": [ref("Entry"), one(days=many(TEXT))]}
_PAGE = ("limit", "offset")

READING = (
    Endpoint(
        "get",
        "/api/days",
        "Every day with papers, the newest first",
        one(days=many(one(day=TEXT, papers=NUMBER))),
    ),
    Endpoint("get", "/api/days/{day}", "A day's papers as a digest", ref("Digest"), ("day",)),
    Endpoint(
        "get",
        "/api/papers/{id}",
        "One paper with its evidence, and the days on which it was listed",
        _PAPER,
        ("id",),
    ),
    Endpoint(
        "get",
        "/api/papers/{id}/similar",
        "The stored papers that are most like one, and why",
        one(papers=_PAPERS),
        ("id", "limit"),
    ),
    Endpoint("get", "/api/search", "What a query finds", one(query=TEXT, **_PART), ("q", *_PAGE)),
    Endpoint(
        "get",
        "/api/topics",
        "The topics, and how many papers have each",
        one(topics=many(one(**_TOPIC, papers=NUMBER)), without=NUMBER),
    ),
    Endpoint(
        "get",
        "/api/topics/{name}",
        "The papers of a topic, the newest first",
        one(name=TEXT, label=TEXT, definition=MAYBE_TEXT, **_PART),
        ("name", *_PAGE),
    ),
    Endpoint("get", "/api/for-me", "The newest papers in your order", one(**_PART), _PAGE),
    Endpoint(
        "get",
        "/api/trends",
        "Papers by week, and with each topic",
        one(
            weeks=many(TEXT),
            papers=many(NUMBER),
            topics=many(one(topic=TEXT, papers=many(NUMBER))),
        ),
        ("weeks",),
    ),
)
EDITING = (
    Endpoint(
        "get",
        "/api/topics/complete",
        "The topics that what was typed may mean",
        one(topics=many(one(**_TOPIC, fits=MAYBE_TEXT))),
        ("q",),
    ),
    Endpoint(
        "get", "/api/papers/{id}/review", "A paper's boxes, texts and marks", _REVIEW, ("id",)
    ),
    Endpoint(
        "post",
        "/api/papers/{id}/review",
        "Keep an edit: right topics true, wrong ones false; 409 where nothing could be kept",
        one(
            paper={"anyOf": [ref("Entry"), {"type": "null"}]},
            review=_REVIEW,
            conflicts=many(TEXT),
            notes=many(TEXT),
            session=MAYBE_NUMBER,
        ),
        ("id",),
        _EDIT,
        (200, 409),
    ),
    Endpoint(
        "post",
        "/api/papers/{id}/marks",
        "Give marks (true) or take them away (false): star, later, read, hide",
        one(marks=many(TEXT), session=MAYBE_NUMBER),
        ("id",),
        {"type": "object", "additionalProperties": TRUTH},
    ),
    Endpoint(
        "post",
        "/api/undo",
        "Take back the last marks or edit, or those of a session",
        one(undone=many(TEXT), notes=many(TEXT)),
        (),
        some(what={"enum": ["marks", "review"]}, session=NUMBER),
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
        one(groups=ANY_OBJECT, topics=many(one(**_TOPIC, aliases=many(TEXT)))),
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
ENDPOINTS = (*READING, *EDITING, *PREFERENCES, *RUNS)
