"""The form of a model's answer: what is asked for, and how what came is read."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

MAX_CHARACTERS = 100_000
"""A longer answer is none: this form fits in a few thousand."""
TOP = 10
"""The most points of relevance and novelty."""


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
    tldr_quotes: list[Annotated[str, Field(json_schema_extra={"maxLength": 300})]] = Field(
        description="passages copied from the title or abstract that the TL;DR stands on",
        json_schema_extra={"maxItems": 3},
    )
    tldr: str = Field(
        description="one sentence of at most 30 words", json_schema_extra={"maxLength": 300}
    )


class Reason(BaseModel):
    """A wish of the reader that the paper meets, with the words that show it."""

    model_config = ConfigDict(extra="ignore")
    wish: str = Field(
        description="one of the reader's wishes", json_schema_extra={"maxLength": 150}
    )
    quote: str = Field(
        description="words copied from the paper that meet the wish",
        json_schema_extra={"maxLength": 200},
    )


Mark = Annotated[
    float | None,
    Field(strict=True),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": TOP}),
]
"""A number of points as a server is asked for it; None where none was given."""


def _all_required(schema: dict[str, Any]) -> None:
    """Have a schema ask for every field; what is not given all the same has a default."""
    schema["required"] = list(schema["properties"])
    for each in schema["properties"].values():
        each.pop("default", None)


class PersonalReading(Reading):
    """A reading with what the paper is to its reader.

    The schema requires all of it. What an answer lacks is judged later: the rest of it stands.
    """

    model_config = ConfigDict(extra="ignore", json_schema_extra=_all_required)
    reasons: list[Reason] = Field(default_factory=list, json_schema_extra={"maxItems": 3})
    why: str = Field(
        default="",
        description="one sentence of at most 25 words",
        json_schema_extra={"maxLength": 250},
    )
    relevance: Mark = None
    novelty: Mark = None


R = TypeVar("R", bound=Reading)


_BOUNDS = {"maxItems", "maxLength", "minimum", "maximum"}


class NotRead(ValueError):
    """An answer is not of the form; the message is what a model can act on.

    `rest` is what was complete of one that breaks off: its tags, and no TL;DR.
    """

    rest: Reading | None = None


def parse_answer(text: str) -> Reading:
    """Read an answer in whatever form models give it; see `objects` and `shapes`. Raises NotRead.

    No string of it holds a control character that stands for a command of LaTeX.
    """
    return parse_form(text, Reading)


def parse_form(text: str, form: type[R]) -> R:
    """Read an answer that was asked for in a form. Raises NotRead as `parse_answer` does."""
    text = text.strip()
    if len(text) > MAX_CHARACTERS:
        message = f"the answer has {len(text):,} characters: far too long"
        raise NotRead(message)
    try:
        reading = form.model_validate_json(text)
    except ValidationError:
        reading = _looked_for(text, form)
    return reading if "\\" not in text and text.isprintable() else _restored(reading)


def _looked_for(text: str, form: type[R]) -> R:
    """The answer that stands somewhere in a text. Raises NotRead."""
    from summarizer.engines.llm.objects import find
    from summarizer.engines.llm.shapes import formed

    found = find(text)
    if not found.reason:
        return _validated(formed(found.answer or {}), form)
    problem = NotRead(found.reason)
    if found.answer and found.answer.get("tags"):
        kept = formed(found.answer) | {"tldr": ""}
        with suppress(NotRead):
            problem.rest = _validated(kept, form)
    raise problem


def _validated(data: dict[str, Any], form: type[R]) -> R:
    missing = [f"`{name}`" for name in ("tags", "tldr") if name not in data]
    if missing:
        message = f"the answer has no {' and no '.join(missing)}"
        raise NotRead(message)
    try:
        return form.model_validate(data)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, wrong["loc"]))
        message = f"the answer did not fit the form: `{place}`: {wrong['msg']}"
        raise NotRead(message) from error


def _restored(reading: R) -> R:
    """A reading with the backslashes that JSON's escapes have eaten."""
    from summarizer.engines.llm.latex import restored

    def mended(value: Any) -> Any:
        if isinstance(value, str):
            return restored(value)
        if isinstance(value, dict):
            return {name: mended(each) for name, each in value.items()}
        return [mended(each) for each in value] if isinstance(value, list) else value

    return type(reading).model_validate(mended(reading.model_dump()))


def strict_schema(form: type[BaseModel] = Reading, *, bounds: bool = True) -> dict[str, Any]:
    """A form as the strict dialect of JSON Schema: no references, all required, nothing else.

    `bounds` says how long texts and lists may be, which not every server takes.
    """
    schema = form.model_json_schema()
    left_out = {"title", "$defs"} | (set() if bounds else _BOUNDS)
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
