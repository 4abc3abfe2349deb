"""The API's questions and changes that belong to reviewing, as OpenAPI describes them."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}
_VERDICT = {"type": ["boolean", "null"], "description": "right, wrong, or no longer judged"}
_SESSION = {"type": ["integer", "null"], "description": "what `undo` takes; null: nothing changed"}
_LINES = {"type": "array", "items": _TEXT}
_KINDS = {"type": "string", "enum": ["given", "near", "right", "wrong"]}


def _object(required: bool = False, **properties: Any) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "object", "properties": properties}
    return shape | ({"required": list(properties)} if required else {})


_STANDING = _object(
    required=True,
    id=_TEXT,
    tags={
        "type": "array",
        "items": _object(
            required=True,
            name=_TEXT,
            label=_TEXT,
            kind=_KINDS,
            quote={"type": ["string", "null"]},
            score={"type": ["number", "null"]},
        ),
    },
    tldr={"type": ["string", "null"]},
    tldr_is_mine=_FLAG,
    notes={"type": ["string", "null"]},
    complete=_FLAG,
    marks=_LINES,
)
_SHOWN = _object(
    tags={
        "description": "what was shown: topics, or each with how it stood",
        "anyOf": [_LINES, {"type": "object", "additionalProperties": _KINDS}],
    },
    tldr={"type": ["string", "null"]},
    notes={"type": ["string", "null"]},
    complete=_FLAG,
)
_EDIT = _object(
    shown=_SHOWN,
    tags={"type": "object", "additionalProperties": _VERDICT},
    tldr=_TEXT | {"description": "a better TL;DR; empty: the engine's again"},
    notes=_TEXT | {"description": "empty: none"},
    complete=_FLAG | {"description": "no right topic is missing"},
)
_TOPIC = _object(
    required=True,
    name=_TEXT,
    label=_TEXT,
    group={"type": ["string", "null"]},
    definition=_TEXT,
    fits={"type": ["string", "null"]},
)
QUESTIONS: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "/api/papers/{id}/review": (
        "A paper as it is reviewed: topics, texts, marks",
        ("id",),
        _STANDING,
    ),
    "/api/topics/complete": (
        "The topics that what was typed may mean",
        ("typed",),
        _object(required=True, topics={"type": "array", "items": _TOPIC}),
    ),
}
"""Each path with what it answers, its parameters, and the schema of the answer."""
CHANGES: dict[str, tuple[str, tuple[str, ...], dict[str, Any], dict[str, Any]]] = {
    "/api/papers/{id}/review": (
        "Judge topics, better the TL;DR, note; 409 where others changed all of it meanwhile",
        ("id",),
        _EDIT,
        _object(
            required=True,
            paper={"anyOf": [{"$ref": "#/components/schemas/Entry"}, {"type": "null"}]},
            review=_STANDING,
            conflicts=_LINES,
            notes=_LINES,
            session=_SESSION,
        ),
    ),
    "/api/papers/{id}/marks": (
        "Give a paper marks, or take them away",
        ("id",),
        _object(star=_FLAG, later=_FLAG, read=_FLAG, hide=_FLAG),
        _object(required=True, marks=_LINES, session=_SESSION),
    ),
    "/api/undo": (
        "Take back the last change, or that of a session; 409 where it was changed again since",
        (),
        _object(
            what={"type": "string", "enum": ["marks", "review"]},
            session={"type": "integer", "minimum": 1},
        )
        | {"required": ["what"]},
        _object(required=True, undone=_LINES, notes=_LINES),
    ),
}
"""Each path with what it changes, its parameters, and the schemas of its body and its answer."""
