"""The documents of a text in YAML, every value a text, by the quick reader where there is one."""

from __future__ import annotations

import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 100
"""A document that is nested deeper is none of papers, and could end the quick reader's stack."""


def documents(text: str) -> list[Any]:
    """Texts, lists and objects. Raises ValueError where it is no YAML, or refers to itself."""
    import yaml

    if _SURROGATE.search(text):
        message = "it has bytes that are no UTF-8 text"
        raise ValueError(message)
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _check(yaml.parse(text, Loader=loader))
        return list(yaml.load_all(text, Loader=loader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(_told(error)) from error


def _told(error: Exception) -> str:
    """What is wrong, and in which line of the text."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    if mark and problem:
        return f"line {mark.line + 1}: {problem}"
    return str(getattr(error, "reason", "") or " ".join(str(error).split()))


def _check(events: Any) -> None:
    """Refuse aliases, with which a few lines may stand for gigabytes, and deep nesting."""
    import yaml

    depth = 0
    for each in events:
        if isinstance(each, yaml.AliasEvent):
            message = "it has aliases (`*name`), which are not read"
            raise yaml.YAMLError(message)
        if isinstance(each, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(each, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            message = f"it is nested more than {_DEEPEST} deep"
            raise yaml.YAMLError(message)
