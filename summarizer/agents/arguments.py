"""What a tool may be given: each argument by name, kind and bounds, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from summarizer.errors import UsageError
from summarizer.text.plain import echoed
from summarizer.text.spelling import question

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["string", "integer", "number", "boolean", "array"]
_TYPES: dict[Kind, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
}
_SAID: dict[Kind, str] = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list of texts",
}
LONGEST = 4000
"""Characters of a text, at most."""
_MOST = 100
"""Texts of a list, at most."""


@dataclass(frozen=True, kw_only=True)
class Argument:
    """One argument of a tool. `least` and `most` bound a number, both included."""

    name: str
    about: str
    kind: Kind = "string"
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def schema(self) -> dict[str, Any]:
        """The argument as JSON Schema."""
        found: dict[str, Any] = {"type": self.kind, "description": self.about}
        if self.kind == "array":
            found["items"] = {"type": "string"}
        given = {
            "enum": list(self.choices),
            "minimum": self.least,
            "maximum": self.most,
            "default": self.default,
        }
        return found | {name: value for name, value in given.items() if value not in (None, [])}

    def value(self, given: object) -> Any:
        """What was given, if it can be this argument. Raises UsageError."""
        if isinstance(given, float) and self.kind == "integer" and given.is_integer():
            given = int(given)  # some models write 10.0
        fits = isinstance(given, _TYPES[self.kind])
        if isinstance(given, bool) and self.kind != "boolean":
            fits = False
        if isinstance(given, list):
            fits = fits and all(isinstance(each, str) for each in given) and len(given) <= _MOST
        if not fits:
            self._refuse(f"must be {_SAID[self.kind]}")
        texts = given if isinstance(given, list) else [given]
        if any(isinstance(each, str) and len(each) > LONGEST for each in texts):
            self._refuse(f"is too long: at most {LONGEST} characters")
        if self.choices and given not in self.choices:
            near = question(str(given), self.choices) or f": use {', '.join(self.choices)}"
            self._refuse(f"can't be `{echoed(str(given))}`{near}")
        if isinstance(given, int | float) and not self._within(given):
            self._refuse(f"must be from {self.least} to {self.most}")
        return given.strip() if isinstance(given, str) else given

    def _within(self, number: float) -> bool:
        return (self.least is None or number >= self.least) and (
            self.most is None or number <= self.most
        )

    def _refuse(self, what: str) -> NoReturn:
        message = f"`{self.name}` {what}"
        raise UsageError(message)


def schema(arguments: Sequence[Argument]) -> dict[str, Any]:
    """The arguments of a tool as a JSON Schema."""
    found: dict[str, Any] = {
        "type": "object",
        "properties": {each.name: each.schema() for each in arguments},
        "additionalProperties": False,
    }
    required = [each.name for each in arguments if each.required]
    return found | ({"required": required} if required else {})


def checked(given: Mapping[str, Any], arguments: Sequence[Argument]) -> dict[str, Any]:
    """Every argument's value, its default where it was not given. Raises UsageError.

    Null is as good as nothing: models write it for what they leave out.
    """
    known = {each.name: each for each in arguments}
    for name in given:
        if name not in known:
            near = question(name, known) or f": use {', '.join(known) or 'none at all'}"
            message = f"unknown argument `{echoed(name)}`{near}"
            raise UsageError(message)
    values = {}
    for name, argument in known.items():
        value = given.get(name)
        if value is None or (value == "" and not argument.required):
            if argument.required:
                message = f"`{name}` is missing: {argument.about}"
                raise UsageError(message)
            values[name] = argument.default
        else:
            values[name] = argument.value(value)
            if argument.required and values[name] in ("", []):
                message = f"`{name}` is empty: {argument.about}"
                raise UsageError(message)
    return values
