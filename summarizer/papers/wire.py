"""Records as JSON text and back, without pydantic: the path every run takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.papers.records import (
    Annotation,
    Answer,
    Entry,
    Paper,
    Passage,
    Relevance,
    Skipped,
    Tag,
)
from summarizer.text.patterns import deferred
from summarizer.text.plain import UNSAFE, safe

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

R = TypeVar("R", Paper, Annotation, Answer, Entry, Skipped, Tag, Passage, Relevance)

# Characters JSON allows raw but a terminal, an encoder, or who splits lines, does not take well.
_RAW = deferred(f"[\u2028\u2029]|{UNSAFE.pattern}")
_STRINGS = "tuple[str, ...]"
_NAMED = "dict[str, str]"
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "str | None": (str, type(None)),
    "int": (int,),
    "int | None": (int, type(None)),
    "float": (int, float),
    "float | None": (int, float, type(None)),
    "bool": (bool,),
    "bool | None": (bool, type(None)),
    "Field": (str,),
    "Origin | None": (str, type(None)),
    _STRINGS: (list,),
    _NAMED: (dict,),
    "tuple[Tag, ...]": (list,),
    "tuple[Passage, ...]": (list,),
    "Relevance | None": (dict, type(None)),
}
_FIELDS: dict[type, list[tuple[str, str, frozenset[type]]]] = {
    record: [
        (field.name, str(field.type), frozenset(_TYPES[str(field.type)]) - {list, dict})
        for field in record.__dataclass_fields__.values()
    ]
    for record in (Paper, Annotation, Answer, Entry, Skipped, Tag, Passage, Relevance)
}
"""Of each field its name, its type as written, and the types of values that stay as they are."""
_QUOTED = frozenset({Tag, Passage})


def fields(record: object) -> dict[str, Any]:
    """A record's fields by name, in the order of the contract; children as they are.

    A quote has a `section` only where it stands in one of the full text.
    """
    kind = type(record)
    found = {name: getattr(record, name) for name in kind.__dataclass_fields__}  # type: ignore[attr-defined] # every record is a dataclass
    if kind in _QUOTED and found["section"] is None:
        del found["section"]
    return found


def dumps(value: object) -> str:
    """One line of JSON, safe to print: nothing in it can steer a terminal."""
    line = json.dumps(value, ensure_ascii=False, default=fields)
    return line if safe(line) else _RAW.sub(_escaped, line)


def dumps_each(values: Iterable[object]) -> str:
    """The same for a list of any length: what is unsafe in one value slows down no other."""
    return f"[{', '.join(map(dumps, values))}]"


def _escaped(match: re.Match[str]) -> str:
    if "\ud800" <= match[0] <= "\udfff":
        return "\\ufffd"  # a surrogate: strict readers of JSON refuse the escape too
    return "\\u007f" if match[0] == "\x7f" else json.dumps(match[0])[1:-1]


def load(record: type[R], data: object) -> R:
    """Make a record from decoded JSON; unknown keys are left out.

    Raises ValueError that names the first field of the wrong type.
    """
    if not isinstance(data, dict):
        message = f"{record.__name__}: an object was expected"
        raise ValueError(message)  # noqa: TRY004 - one error for every malformed document
    values: dict[str, Any] = {}
    for name, kind, plain in _FIELDS[record]:
        if name in data:
            value = data[name]
            known = type(value) in plain
            values[name] = value if known else _value(f"{record.__name__}.{name}", kind, value)
    try:
        return record(**values)
    except TypeError as error:
        raise ValueError(str(error)) from error


def _value(where: str, kind: str, value: object) -> object:
    if not isinstance(value, _TYPES[kind]) or (
        isinstance(value, bool) and bool not in _TYPES[kind]
    ):
        message = f"{where}: {type(value).__name__}, but {kind} was expected"
        raise ValueError(message)
    if isinstance(value, list):
        if kind != _STRINGS:
            child: type[Any] = Tag if "Tag" in kind else Passage
            return tuple(load(child, item) for item in value)
        if not all(isinstance(item, str) for item in value):
            message = f"{where}: a list of strings was expected"
            raise ValueError(message)
        return tuple(value)
    if isinstance(value, dict) and "Relevance" in kind:
        return load(Relevance, value)
    if isinstance(value, dict) and not all(isinstance(item, str) for item in value.values()):
        message = f"{where}: an object of strings was expected"
        raise ValueError(message)
    return value
