"""The form of a model's answer: what is asked for, and how what came is read."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_CHARACTERS = 100_000
"""A longer answer is none: this form fits in a few thousand."""


class Evidence(BaseModel):
    """A topic of the paper with the words that prove it."""

    model_config = ConfigDict(extra="ignore")
    tag: str = Field(description="a name from the list of topics")
    quote: str = Field(description="words copied from the title or abstract that prove the topic")


class Reading(BaseModel):
    """What the paper is about. Every field is required: nothing is left to a default."""

    model_config = ConfigDict(extra="ignore")
    tags: list[Evidence]
    proposed_tags: list[str] = Field(description="central subjects the list has no topic for")
    tldr: str = Field(description="one sentence of at most 30 words")


class NotRead(ValueError):
    """An answer is not of the form; the message is what a model can act on."""


def read(text: str) -> Reading:
    """Read an answer, also where the JSON stands in a fence or among prose. Raises NotRead."""
    text = text.strip()
    if len(text) > MAX_CHARACTERS:
        message = f"the answer has {len(text):,} characters: far too long"
        raise NotRead(message)
    try:
        return Reading.model_validate_json(text)
    except ValidationError as error:
        found = cut(text)
        if found is None:
            message = "the answer was empty" if not text else "the answer was no JSON object"
            raise NotRead(message) from error
    return _validated(found)


def _validated(data: dict[str, Any]) -> Reading:
    try:
        return Reading.model_validate({"proposed_tags": []} | data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, wrong["loc"]))
        message = f"the answer did not fit the form: `{place}`: {wrong['msg']}"
        raise NotRead(message) from error


def cut(text: str) -> dict[str, Any] | None:
    """Find the JSON object of an answer in a text, by its keys; None where there is none."""
    decoder = json.JSONDecoder()
    best: dict[str, Any] | None = None
    place = text.find("{")
    while place >= 0:
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            place += 1
        else:
            if isinstance(value, dict) and (best is None or "tldr" in value):
                best = value
        place = text.find("{", place)
    return best


def strict_schema() -> dict[str, Any]:
    """The form as the strict dialect of JSON Schema: no references, all required, nothing else."""
    schema = Reading.model_json_schema()
    strict: dict[str, Any] = _strict(schema, schema.get("$defs", {}))
    return strict


def _strict(node: Any, definitions: dict[str, Any]) -> Any:
    """A schema with references put in place, objects closed, and no titles."""
    if isinstance(node, list):
        return [_strict(each, definitions) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _strict(definitions[node["$ref"].rpartition("/")[2]], definitions)
    kept = {
        key: {name: _strict(each, definitions) for name, each in value.items()}
        if key == "properties"
        else _strict(value, definitions)
        for key, value in node.items()
        if key not in {"title", "$defs"} and not (key == "description" and "properties" in node)
    }
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept
