"""The shapes in which models give the answer's values, brought into the form that was asked for.

Only what is said is kept: no value is made up, and one that fits no shape is left as it is, for
the form to refuse.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from summarizer.engines.llm.loosejson import DEEPEST, Broken, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_FIELDS = {
    "tags": "tags",
    "topics": "tags",
    "tldr": "tldr",
    "proposedtags": "proposed_tags",
    "proposedtopics": "proposed_tags",
    "tldrquotes": "tldr_quotes",
    "tldrquote": "tldr_quotes",
    "tldrevidence": "tldr_quotes",
    "reasons": "reasons",
    "why": "why",
    "relevance": "relevance",
    "relevancescore": "relevance",
    "novelty": "novelty",
    "noveltyscore": "novelty",
}
_TAG, _QUOTE = ("tag", "topic", "name", "label"), ("quote", "evidence", "quotes", "proof")
_WISH, _POINTS = ("wish", "interest", "reason"), ("score", "points", "value")
_OUT_OF_TEN = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*(?:(?:/|out of)\s*10)?\s*")
_MANY = 10**9
_HOLDERS = ("value", "const", "default")
"""Where a model that fills in the schema itself puts a value beside its `type`."""
_LETTERS, _DIVIDER = re.compile("[^a-z]"), re.compile(r"[,;\n]")
_PAIR = 2


def answers(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The answers in a decoded value, the outermost first, whatever is wrapped around them."""
    if isinstance(value, str):
        value = _decoded(value)
    if depth > DEEPEST or not isinstance(value, dict | list):
        return
    if isinstance(value, dict):
        own = _fields(value)
        if own.keys() & {"tags", "tldr"}:
            yield own
        value = [each for name, each in value.items() if _field(name) not in own]
    yield from chain.from_iterable(answers(each, depth + 1) for each in value)


def formed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """An answer's fields in the form asked for, as far as their shapes are known."""
    found = dict(fields)
    if "tags" in found:
        found["tags"] = _tags(found["tags"])
    if "tldr" in found:
        found["tldr"] = _only(found["tldr"])
    found["proposed_tags"] = _names(found.get("proposed_tags"))
    found["tldr_quotes"] = _quotes(found.get("tldr_quotes"))
    for name, shape in _OF_A_READER.items():
        if name in found:
            found[name] = shape(found[name])
    return found


def _fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the form that an object has, whatever the case and the signs of their names.

    What only repeats the schema is none.
    """
    found: dict[str, Any] = {}
    for name, each in value.items():
        field = _field(name)
        given, is_said = _without_schema(each)
        if field and is_said and (field not in found or name == field):
            found[field] = given
    return found


def _field(name: str) -> str | None:
    return _FIELDS.get(_LETTERS.sub("", name.lower()))


def _without_schema(value: Any) -> tuple[Any, bool]:
    """A value without the schema around it, and whether there is one."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return value, True
    if isinstance(value.get("items"), list):
        return value["items"], True
    holder = next((name for name in _HOLDERS if name in value), None)
    return (value[holder], True) if holder else (None, False)


def _decoded(text: str) -> Any:
    """What a string holds that is JSON itself; else the string."""
    if text.lstrip()[:1] not in {"{", "["}:
        return text
    try:
        return decode(text.strip())[0]
    except Broken:
        return text


def _only(value: Any) -> Any:
    """The one value in a list or an object that has but one."""
    while isinstance(value, list | dict) and len(value) == 1:
        value = value[0] if isinstance(value, list) else next(iter(value.values()))
    return value


def _tags(value: Any) -> Any:
    """Tags with their quotes, as a list of objects."""
    value = _decoded(value) if isinstance(value, str) else value
    if isinstance(value, str):
        value = [each for each in _DIVIDER.split(value) if each.strip()]
    if isinstance(value, dict):
        one = _named(value, _TAG) is not None and not isinstance(_named(value, _TAG), list | dict)
        chosen = {name: each for name, each in value.items() if each is not False}
        value = [value] if one else [_tag_of(name, each) for name, each in chosen.items()]
    is_list = isinstance(value, list)
    return [_tag(each) for each in value if each is not None] if is_list else value


def _tag(value: Any) -> Any:
    """A tag with its quote, which is empty where none is given."""
    if isinstance(value, str):
        value = _decoded(value)
    if isinstance(value, str):
        return {"tag": value.strip(), "quote": ""}
    if isinstance(value, list) and len(value) == _PAIR:
        value = {"tag": value[0], "quote": value[1]}
    if not isinstance(value, dict):
        return value
    tag = _named(value, _TAG)
    if tag is None:
        return _tag_of(*next(iter(value.items()))) if len(value) == 1 else value
    return {"tag": tag, "quote": _first(_named(value, _QUOTE))}


def _tag_of(name: str, value: Any) -> Any:
    """A tag that is given as a name with its quote, or an object with both."""
    if isinstance(value, dict):
        own = _named(value, _TAG)
        quote = _named(value, _QUOTE)
        return {"tag": own if isinstance(own, str) else name, "quote": _first(quote)}
    return {"tag": name, "quote": _first(value) if not isinstance(value, bool | float) else ""}


def _quotes(value: Any) -> Any:
    """A TL;DR's quotes as a list of texts; none where nothing is said."""
    value = _decoded(value) if isinstance(value, str) else value
    if isinstance(value, dict):
        own = _named(value, _QUOTE)
        value = list(value.values()) if own is None else own
    value = [value] if isinstance(value, str) else value
    if not isinstance(value, list):
        return [] if value is None else value
    texts = (_named(each, _QUOTE) if isinstance(each, dict) else each for each in value)
    return [each for each in texts if each not in (None, "")]


def _named(value: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The member that one of these names stands for, in any case; None where there is none."""
    plain = {_LETTERS.sub("", name.lower()): each for name, each in value.items()}
    return next((plain[name] for name in names if name in plain), None)


def _first(value: Any) -> Any:
    """A quote, or the first of several; empty where there is none."""
    if isinstance(value, list):
        value = value[0] if value else None
    return "" if value is None else _only(value)


def _names(value: Any) -> Any:
    """Proposed topics as a list of names; none where nothing is said."""
    value = _decoded(value) if isinstance(value, str) else value
    if isinstance(value, str):
        value = [each.strip() for each in _DIVIDER.split(value)]
    if isinstance(value, dict):
        value = list(value)
    if not isinstance(value, list):
        return [] if value is None else value
    names = (_named(each, _TAG) if isinstance(each, dict) else each for each in value)
    return [each for each in names if each not in (None, "")]


def _reasons(value: Any) -> list[dict[str, str]]:
    """Wishes with their quotes; what is none of them is left out."""
    value = _decoded(value) if isinstance(value, str) else value
    value = [value] if isinstance(value, dict) else value
    found = (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()
    pairs = ((_only(_named(each, _WISH)), _first(_named(each, _QUOTE))) for each in found)
    return [
        {"wish": wish, "quote": quote}
        for wish, quote in pairs
        if isinstance(wish, str) and isinstance(quote, str)
    ]


def _sentence(value: Any) -> str:
    """A sentence; "" for what is none."""
    value = _only(value)
    return value if isinstance(value, str) else ""


def _points(value: Any) -> float | None:
    """A number of points, as `8`, "8" or "8/10"; None for what is no number of any use."""
    if isinstance(value, dict):
        own = _named(value, _POINTS)
        value = value if own is None else own
    value = _only(value)
    if isinstance(value, str):
        number = _OUT_OF_TEN.fullmatch(value)
        return float(number[1]) if number else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < _MANY else None


_OF_A_READER: dict[str, Callable[[Any], Any]] = {
    "reasons": _reasons,
    "why": _sentence,
    "relevance": _points,
    "novelty": _points,
}
