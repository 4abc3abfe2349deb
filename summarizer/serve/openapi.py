"""The description of the API, as OpenAPI 3.1, from one table of its questions."""

from __future__ import annotations

from functools import cache
from typing import Any

from summarizer import __version__
from summarizer.serve import changes

_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
_PAGE = ("limit", "offset")
_PARAMETERS: dict[str, tuple[str, dict[str, Any], str]] = {
    "day": ("path", {"type": "string", "format": "date"}, "a day, as 2025-12-09"),
    "id": ("path", _TEXT, "a paper's id, percent-encoded, such as 2503.23895"),
    "name": ("path", _TEXT, "a topic, by name, label or alias"),
    "typed": ("query", _TEXT, "the beginning of a name, a label or an alias"),
    "q": ("query", _TEXT, "what `summarize search` takes: words, phrases, filters"),
    "limit": ("query", _NUMBER | {"minimum": 1, "maximum": 200, "default": 20}, "how many at most"),
    "offset": ("query", _NUMBER | {"minimum": 0, "default": 0}, "after how many"),
    "weeks": ("query", _NUMBER | {"minimum": 1, "default": 12}, "how many weeks, the newest"),
}
_PAPERS = {"type": "array", "items": {"$ref": "#/components/schemas/Entry"}}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_PART = {"total": _NUMBER, "offset": _NUMBER, "papers": _PAPERS}
QUESTIONS: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "/api/days": (
        "Every day with papers, the newest first",
        (),
        _object(days={"type": "array", "items": _object(day=_TEXT, papers=_NUMBER)}),
    ),
    "/api/days/{day}": (
        "A day's papers as a digest",
        ("day",),
        {"$ref": "#/components/schemas/Digest"},
    ),
    "/api/papers/{id}": (
        "One paper with its evidence, and the days on which it was listed",
        ("id",),
        {
            "allOf": [
                {"$ref": "#/components/schemas/Entry"},
                _object(days={"type": "array", "items": _TEXT}),
            ]
        },
    ),
    "/api/papers/{id}/similar": (
        "The stored papers that are most like one, and why",
        ("id", "limit"),
        _object(papers=_PAPERS),
    ),
    "/api/search": ("What a query finds", ("q", *_PAGE), _object(query=_TEXT, **_PART)),
    "/api/topics": (
        "The topics, and how many papers have each",
        (),
        _object(topics={"type": "array", "items": {"type": "object"}}, without=_NUMBER),
    ),
    "/api/topics/{name}": (
        "The papers of a topic, the newest first",
        ("name", *_PAGE),
        _object(name=_TEXT, label=_TEXT, **_PART),
    ),
    "/api/for-me": ("The newest papers in your order", _PAGE, _object(**_PART)),
    "/api/trends": (
        "Papers by week, and with each topic",
        ("weeks",),
        _object(
            weeks={"type": "array", "items": _TEXT},
            papers={"type": "array", "items": _NUMBER},
            topics={"type": "array", "items": {"type": "object"}},
        ),
    ),
}
"""Each path with what it answers, its parameters, and the schema of the answer."""


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    from summarizer.papers.schema import json_schema

    schema = json_schema()
    parts = schema.pop("$defs", {})
    del schema["$schema"]
    schemas = _moved({"Digest": schema, **parts, "Error": _object(error=_TEXT)})
    return {
        "openapi": "3.1.0",
        "info": {"title": "summarize serve", "version": __version__},
        "paths": _paths(),
        "components": {"schemas": schemas},
    }


def _paths() -> dict[str, Any]:
    questions = QUESTIONS | changes.QUESTIONS
    paths: dict[str, Any] = {path: {"get": _question(*told)} for path, told in questions.items()}
    for path, (what, names, body, answer) in changes.CHANGES.items():
        sent = {"required": True, "content": {"application/json": {"schema": body}}}
        change = _question(what, names, answer) | {"requestBody": sent}
        paths.setdefault(path, {})["post"] = change
    return paths


def _question(what: str, names: tuple[str, ...], schema: dict[str, Any]) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "summary": what,
        "parameters": [_parameter(name) for name in names],
        "responses": {
            "200": {"description": what, "content": {"application/json": {"schema": schema}}},
            "default": {"description": "what went wrong, as one line", "content": error},
        },
    }


def _parameter(name: str) -> dict[str, Any]:
    place, schema, what = _PARAMETERS[name]
    required = {"required": True} if place == "path" or name == "q" else {}
    return {
        "name": "q" if name == "typed" else name,
        "in": place,
        "schema": schema,
        "description": what,
    } | required


def _moved(part: Any) -> Any:
    """A schema whose references lead to where OpenAPI keeps schemas."""
    if isinstance(part, dict):
        return {
            name: value.replace("#/$defs/", "#/components/schemas/")
            if name == "$ref"
            else _moved(value)
            for name, value in part.items()
        }
    return [_moved(each) for each in part] if isinstance(part, list) else part
