"""What a tool is given: kinds, bounds, what is missing, and what there is not."""

from __future__ import annotations

import pytest

from summarizer.agents.arguments import Argument, checked, schema
from summarizer.errors import UsageError

KNOWN = (
    Argument(name="query", about="what to look for", required=True),
    Argument(name="limit", about="how many", kind="integer", default=10, least=1, most=50),
    Argument(name="ids", about="papers", kind="array"),
    Argument(name="mark", about="which", choices=("star", "later")),
    Argument(name="on", about="on", kind="boolean", default=True),
)


def test_defaults_stand_for_what_is_not_given():
    expected = {"query": "x", "limit": 10, "ids": None, "mark": None, "on": True}
    assert checked({"query": " x "}, KNOWN) == expected
    assert checked({"query": "x", "limit": None, "mark": ""}, KNOWN) == expected
    assert checked({"query": "x", "limit": 10.0}, KNOWN) == expected


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, "`query` is missing: what to look for"),
        ({"query": " "}, "`query` is empty: what to look for"),
        ({"query": 3}, "`query` must be a text"),
        ({"query": "x" * 5000}, "`query` is too long: at most 4000 characters"),
        ({"query": "x", "limit": "ten"}, "`limit` must be a whole number"),
        ({"query": "x", "limit": True}, "`limit` must be a whole number"),
        ({"query": "x", "limit": 1.5}, "`limit` must be a whole number"),
        ({"query": "x", "limit": 0}, "`limit` must be from 1 to 50"),
        ({"query": "x", "ids": "a"}, "`ids` must be a list of texts"),
        ({"query": "x", "ids": [1]}, "`ids` must be a list of texts"),
        ({"query": "x", "mark": "stars"}, "`mark` can't be `stars`: did you mean `star`?"),
        ({"query": "x", "on": 1}, "`on` must be true or false"),
        ({"query": "x", "querry": 1}, "unknown argument `querry`: did you mean `query`?"),
    ],
)
def test_what_does_not_fit_is_said_in_a_line(given, line):
    with pytest.raises(UsageError) as failed:
        checked(given, KNOWN)
    assert str(failed.value) == line


def test_the_schema_says_the_same():
    found = schema(KNOWN)
    assert found["required"] == ["query"]
    assert found["additionalProperties"] is False
    assert found["properties"]["limit"] == {
        "type": "integer",
        "description": "how many",
        "minimum": 1,
        "maximum": 50,
        "default": 10,
    }
    assert found["properties"]["mark"]["enum"] == ["star", "later"]
