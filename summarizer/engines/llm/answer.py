"""The form of a model's answer: what is asked for, and how what came is read."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAX_CHARACTERS = 100_000
"""A longer answer is none: this form fits in a few thousand."""


class Evidence(BaseModel):
    """A topic of the paper with the words that prove it."""

    model_config = ConfigDict(extra="ignore")
    tag: str = Field(
        description="a name from the list of topics", json_schema_extra={"maxLength": 60}
    )
    quote: str = Field(
        description="words copied from the title or abstract that prove the topic",
        json_schema_extra={"maxLength": 200},
    )


class Reading(BaseModel):
    """What the paper is about. Every field is required: nothing is left to a default.

    The bounds are told to the server and not insisted on here: a small model
    that is held by them comes to an end, and what is too long is judged later.
    """

    model_config = ConfigDict(extra="ignore")
    tags: list[Evidence] = Field(json_schema_extra={"maxItems": 5})
    proposed_tags: list[Annotated[str, Field(json_schema_extra={"maxLength": 40})]] = Field(
        description="central subjects the list has no topic for",
        json_schema_extra={"maxItems": 2},
    )
    tldr: str = Field(
        description="one sentence of at most 30 words", json_schema_extra={"maxLength": 300}
    )


class NotRead(ValueError):
    """An answer is not of the form; the message is what a model can act on."""


def parse_answer(text: str) -> Reading:
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


def strict_schema(*, bounds: bool = True) -> dict[str, Any]:
    """The form as the strict dialect of JSON Schema: no references, all required, nothing else.

    `bounds` says how long texts and lists may be, which not every server takes.
    """
    schema = Reading.model_json_schema()
    left_out = {"title", "$defs"} | (set() if bounds else {"maxItems", "maxLength"})
    strict: dict[str, Any] = _strict(schema, schema.get("$defs", {}), left_out)
    return strict


def _strict(node: Any, definitions: dict[str, Any], left_out: set[str]) -> Any:
    """A schema with references put in place, objects closed, and some keywords left out."""
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        node = definitions[node["$ref"].rpartition("/")[2]]
    kept = {
        key: {name: _strict(each, definitions, left_out) for name, each in value.items()}
        if key == "properties"
        else _strict(value, definitions, left_out)
        for key, value in node.items()
        if key not in left_out and not (key == "description" and "properties" in node)
    }
    if "properties" in kept:
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept
