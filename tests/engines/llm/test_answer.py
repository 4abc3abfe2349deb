from __future__ import annotations

import json

import pytest

from summarizer.engines.llm.answer import NotRead, Reading, parse_answer, strict_schema

GOOD = {
    "tags": [{"tag": "rag", "quote": "retrieval"}],
    "proposed_tags": ["new"],
    "tldr": "It says so.",
}
TEXT = json.dumps(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"```json\n{TEXT}\n```",
        f"Sure! Here is the {{answer}}:\n{TEXT}\nAnything else?",
        f'<think>maybe {{"tldr": 1}}</think>{TEXT}',
        TEXT + " " * 1_000_000,
        json.dumps(GOOD | {"more": 1}),
    ],
)
def test_an_answer_is_read_from_whatever_surrounds_it(text):
    assert parse_answer(text).model_dump() == GOOD


def test_proposals_may_be_left_out_where_no_schema_held_the_model():
    assert parse_answer(json.dumps({"tags": [], "tldr": "x"})).proposed_tags == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("no", "no JSON object"),
        (TEXT[:40], "no JSON object|`tldr`|`tags`"),
        ('{"tldr": 7, "tags": []}', "`tldr`: Input should be a valid string"),
        ('{"tldr": "x", "tags": "rag"}', "`tags`: Input should be a valid list"),
        ("{" * 50_000, "no JSON object"),
        (json.dumps({"tldr": "a" * 10_000_000}), "far too long"),
    ],
)
def test_an_answer_that_is_none_says_why(text, said):
    with pytest.raises(NotRead, match=said):
        parse_answer(text)


def test_the_schema_is_what_the_strict_mode_takes():
    def objects(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for each in node.values():
                yield from objects(each)

    schema = strict_schema(bounds=False)
    assert "max" not in json.dumps(schema)
    assert json.dumps(strict_schema()).count('"maxLength"') == 4
    found = list(objects(schema))
    assert len(found) == 2
    for each in found:
        assert each["required"] == list(each["properties"])
        assert each["additionalProperties"] is False
    assert "$ref" not in json.dumps(schema)
    assert "default" not in json.dumps(schema)
    assert list(schema["properties"]) == list(Reading.model_fields)
