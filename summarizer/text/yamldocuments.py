"""The documents of a text in YAML, every value a text, by the quick reader where there is one."""

from __future__ import annotations

from typing import Any

_DEEPEST = 100
"""A document that is nested deeper is none of papers, and could end the quick reader's stack."""


def documents(text: str) -> list[Any]:
    """Texts, lists and objects. Raises ValueError where it is no YAML, or refers to itself."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _check(yaml.parse(text, Loader=loader))
        return list(yaml.load_all(text, Loader=loader))
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(" ".join(str(error).split())) from error


def _check(events: Any) -> None:
    """Refuse aliases, with which a few lines may stand for gigabytes, and deep nesting."""
    import yaml

    depth = 0
    for each in events:
        if isinstance(each, yaml.AliasEvent):
            message = "it has aliases"
            raise yaml.YAMLError(message)
        if isinstance(each, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(each, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            message = f"it is nested more than {_DEEPEST} deep"
            raise yaml.YAMLError(message)
