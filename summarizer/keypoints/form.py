"""The form of a model's answer: five lines with the passages that they stand on."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from summarizer.engines.llm.latex import restored
from summarizer.engines.llm.loosejson import Broken, decode
from summarizer.engines.llm.thoughts import spoken
from summarizer.keypoints import NAMES

LONGEST = 60_000
"""Characters of an answer; a longer one is none."""
_MOST_TRIED = 100


class Line(BaseModel):
    """One of the five; `line` is None where the paper does not say it."""

    model_config = ConfigDict(extra="ignore")
    quotes: list[Annotated[str, Field(json_schema_extra={"maxLength": 600})]] = Field(
        description="passages copied from the paper", json_schema_extra={"maxItems": 2}
    )
    line: str | None = Field(description="one sentence of at most 35 words, or null")

    @field_validator("quotes", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        """Models give one passage alone as a string, and none as null."""
        if value is None:
            return []
        return [value] if isinstance(value, str) else value


class Reading(BaseModel):
    """What a paper says, as a model gives it."""

    model_config = ConfigDict(extra="ignore")
    problem: Line
    approach: Line
    results: Line
    limits: Line
    code: Line

    @field_validator("*", mode="before")
    @classmethod
    def _there(cls, value: Any) -> Any:
        """Models say null for all of a line that the paper does not have."""
        return {"quotes": [], "line": None} if value is None else value


class NotRead(ValueError):
    """An answer is not of the form; the message is what a model can act on."""


def parse(text: str) -> Reading:
    """The last answer in a model's text, after what was thought aloud. Raises NotRead."""
    if len(text) > LONGEST:
        message = f"the answer has {len(text):,} characters: far too long"
        raise NotRead(message)
    begin, end = spoken(text)
    found = _object(text[begin:end])
    missing = [f"`{name}`" for name in NAMES if name not in found]
    if missing:
        message = f"the answer is no JSON object with {', '.join(missing)}"
        raise NotRead(message)
    try:
        return Reading.model_validate(_restored(found))
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, wrong["loc"]))
        message = f"the answer did not fit the form: `{place}`: {wrong['msg']}"
        raise NotRead(message) from error


def reads(text: str) -> bool:
    """Tell whether a text is an answer, and complete."""
    try:
        parse(text)
    except NotRead:
        return False
    return True


def _object(text: str) -> dict[str, Any]:
    """The last object of the text that has most of the five; {} where none has any."""
    best: dict[str, Any] = {}
    place = text.find("{")
    for _ in range(_MOST_TRIED):
        if place < 0:
            break
        try:
            value, end = decode(text, place)
        except Broken:
            end = place + 1
        else:
            if isinstance(value, dict) and _known(value) >= max(_known(best), 1):
                best = value
        place = text.find("{", end)
    return best


def _restored(value: Any) -> Any:
    """A decoded value with the backslashes of LaTeX that JSON's escapes have eaten."""
    if isinstance(value, str):
        return restored(value)
    if isinstance(value, dict):
        return {name: _restored(each) for name, each in value.items()}
    return [_restored(each) for each in value] if isinstance(value, list) else value


def _known(value: dict[str, Any]) -> int:
    return sum(name in value for name in NAMES)
