"""The description of the API, as OpenAPI 3.1, made of the tables of what it answers and changes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.serve.changes import CHANGES
from summarizer.serve.endpoints import PARAMETERS, TEXT, one, ref
from summarizer.serve.questions import READING

if TYPE_CHECKING:
    from summarizer.serve.endpoints import Endpoint, Schema


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    from summarizer.papers.schema import json_schema

    schema = json_schema()
    parts = schema.pop("$defs", {})
    del schema["$schema"]
    paths: dict[str, dict[str, Any]] = {}
    for each in (*READING, *CHANGES):
        paths.setdefault(each.path, {})[each.method] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "summarize serve", "version": __version__},
        "paths": paths,
        "components": {"schemas": _moved({"Digest": schema, **parts, "Error": one(error=TEXT)})},
    }


def _operation(each: Endpoint) -> dict[str, Any]:
    given = {str(status): _answer(each.what, each.gives) for status in each.statuses}
    told = {
        "summary": each.what,
        "parameters": [_parameter(name) for name in each.parameters],
        "responses": given | {"default": _answer("what went wrong, as one line", ref("Error"))},
    }
    if each.takes is None:
        return told
    return told | {"requestBody": {"required": True, "content": _json(each.takes)}}


def _answer(what: str, schema: Schema | None) -> dict[str, Any]:
    content = _json(schema) if schema else {"text/event-stream": {"schema": TEXT}}
    return {"description": what, "content": content}


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameter(name: str) -> dict[str, Any]:
    place, schema, what = PARAMETERS[name]
    required = {"required": True} if place == "path" or name == "q" else {}
    name = "q" if name == "typed" else name
    return {"name": name, "in": place, "schema": schema, "description": what} | required


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
