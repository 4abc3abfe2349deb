"""What is told of each address of the API: what it takes and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TEXT, NUMBER, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
MAYBE_NUMBER: Schema = {"type": ["integer", "null"]}
ANY_OBJECT: Schema = {"type": "object"}
TOPIC = {"name": TEXT, "label": TEXT, "group": MAYBE_TEXT, "definition": MAYBE_TEXT}
"""What is told of every topic."""


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
    "typed": ("query", TEXT, "the beginning of a name, a label or an alias"),
    "q": ("query", TEXT, "what `summarize search` takes: words, phrases, filters"),
    "limit": ("query", NUMBER | {"minimum": 1, "maximum": 200, "default": 20}, "how many at most"),
    "offset": ("query", NUMBER | {"minimum": 0, "default": 0}, "after how many"),
    "weeks": ("query", NUMBER | {"minimum": 1, "default": 12}, "how many weeks, the newest"),
}
"""Where each parameter stands, its schema, and what it is."""
