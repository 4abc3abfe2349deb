"""Patterns compiled when they are first used."""

import importlib
import pkgutil
import re

import pytest

import summarizer
from summarizer.text.patterns import Deferred, deferred


def named():
    for module in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
        if module.name.startswith(("summarizer.text.", "summarizer.sources.")):
            yield from (
                (f"{module.name}.{name}", value)
                for name, value in vars(importlib.import_module(module.name)).items()
                if isinstance(value, Deferred)
            )


def test_nothing_is_compiled_before_it_is_used():
    words = deferred(r"[a-z]+", re.IGNORECASE)
    assert "compiled" not in vars(words)
    assert words.findall("One two") == ["One", "two"]
    assert words.search is vars(words)["search"]
    assert words.pattern == "[a-z]+"


def test_what_a_pattern_lacks_is_an_attribute_error():
    with pytest.raises(AttributeError):
        deferred("a").nothing  # noqa: B018


def test_every_pattern_compiles():
    found = dict(named())
    assert len(found) > 100
    assert all(isinstance(value.flags, int) for value in found.values())
