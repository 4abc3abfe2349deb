from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.engines.llm.answer import (
    NotRead,
    PersonalReading,
    Reading,
    parse_answer,
    parse_form,
    strict_schema,
)

GOOD = {
    "tags": [{"tag": "rag", "quote": "retrieval"}],
    "proposed_tags": ["new"],
    "tldr_quotes": ["It says so."],
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
        json.dumps({"answer": GOOD}),
        json.dumps([GOOD]),
        json.dumps(TEXT),
        json.dumps(json.dumps(TEXT)),
        json.dumps({"answer": TEXT}),
        json.dumps([TEXT]),
        TEXT.replace('"', '\\"'),
        f'<tool_call>\n{{"name": "annotate", "arguments": {TEXT}}}\n</tool_call>',
        json.dumps({"type": "object", "properties": GOOD}),
        json.dumps({"properties": {"tags": {"type": "array"}, "tldr": {"type": "string"}}} | GOOD),
        json.dumps(
            {
                "properties": {
                    "tags": {"type": "array", "items": GOOD["tags"]},
                    "proposed_tags": {"type": "array", "value": ["new"]},
                    "tldr_quotes": {"type": "array", "items": GOOD["tldr_quotes"]},
                    "tldr": {"type": "string", "value": GOOD["tldr"]},
                }
            }
        ),
        f"The set $\\{{a\\}}$ of {{x}}: {TEXT}",
        f"{json.dumps(GOOD | {'tldr': 'A first try.'})}\nBetter:\n{TEXT}",
    ],
)
def test_an_answer_is_read_from_whatever_surrounds_it(text):
    assert parse_answer(text).model_dump() == GOOD


@pytest.mark.parametrize(
    "changes",
    [
        {"tags": [["rag", "retrieval"]]},
        {"tags": {"rag": "retrieval"}},
        {"tags": {"rag": {"quote": ["retrieval", "more"]}, "robotics": False}},
        {"tags": {"tag": "rag", "quote": "retrieval"}},
        {"tags": [{"rag": "retrieval"}]},
        {"tags": json.dumps(GOOD["tags"])},
        {"tags": [{"Topic": "rag", "Evidence": "retrieval"}]},
        {"tldr": ["It says so."]},
        {"tldr": {"en": "It says so."}},
        {"proposed_tags": "new"},
        {"proposed_tags": [{"tag": "new"}, None, ""]},
    ],
)
def test_values_are_taken_in_the_shapes_that_models_give_them(changes):
    assert parse_answer(json.dumps(GOOD | changes)).model_dump() == GOOD


@pytest.mark.parametrize("tags", [["rag", "peft"], "rag, peft", {"rag": None, "peft": None}])
def test_tags_without_a_quote_have_an_empty_one(tags):
    read = parse_answer(json.dumps(GOOD | {"tags": tags}))
    assert [(each.tag, each.quote) for each in read.tags] == [("rag", ""), ("peft", "")]


def test_the_case_and_the_signs_of_names_make_no_difference():
    text = json.dumps({"TAGS": [{"Tag": "rag", "QUOTE": "retrieval"}], "TL;DR": "It says so."})
    assert parse_answer(text).model_dump() == GOOD | {"proposed_tags": [], "tldr_quotes": []}


@pytest.mark.parametrize(
    "text",
    [
        f'<think>maybe {json.dumps(GOOD | {"tldr": "A draft."})}</think>\n```json\n{TEXT}\n```',
        f'Well, {json.dumps(GOOD | {"tldr": "A draft."})}. No.\n</think>{TEXT}',
        f'<think>{{"tldr": "A draft\n</think>\n{TEXT}',
        f"[THINK]{json.dumps(GOOD | {'tldr': 'A draft.'})}[/THINK]{TEXT}",
        "<|channel|>analysis<|message|>" + json.dumps(GOOD | {"tldr": "A draft."})
        + f"<|end|><|start|>assistant<|channel|>final<|message|>{TEXT}",
    ],
)  # fmt: skip
def test_a_draft_within_thoughts_is_no_answer(text):
    assert parse_answer(text).model_dump() == GOOD


def test_thoughts_without_an_end_hold_no_answer():
    with pytest.raises(NotRead, match="only thoughts"):
        parse_answer(f"<think>\nA first idea: {TEXT}\nBut that is wrong. Better would be")


def test_marks_of_thoughts_in_an_answer_s_own_words_are_no_marks():
    said = "It writes <think> and </think> around thoughts."
    assert parse_answer(f"```{json.dumps(GOOD | {'tldr': said})}```").tldr == said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"the $\beta$-VAE", r"the $\beta$-VAE"),
        (r"$\alpha$ and $\upsilon$", r"$\alpha$ and $\upsilon$"),
        (r"$\frac{1}{2}$, $\rho$, \textbf{x}", r"$\frac{1}{2}$, $\rho$, \textbf{x}"),
        (r"$\nabla_\theta$, $\nu$, $\tau$", r"$\nabla_\theta$, $\nu$, $\tau$"),
        (r"$\\beta$ and $\\nabla$", r"$\beta$ and $\nabla$"),
        (r"50\% of it\'s \"all\"", r"""50\% of it's "all\""""[:-2] + '"'),
        (r"Poincar\'e caf\u00e9", r"Poincar\'e caf\u00e9".replace(r"\u00e9", "é")),
        (r"one\nnew line,\ta tab", "one\nnew line,\ta tab"),
        ("one\nnew line", "one\nnew line"),
        (r"\ud83d\ude00 done", "\U0001f600 done"),
        (r"a \u0008eta", r"a \beta"),
    ],
)
@pytest.mark.parametrize("wrapped", ["{}", "```{}```", "[{}]"])
def test_backslashes_of_latex_are_kept_and_right_escapes_are_read(written, meant, wrapped):
    text = '{"tags": [{"tag": "rag", "quote": "%s"}], "tldr": "%s"}' % (written, written)  # noqa: UP031
    read = parse_answer(wrapped.replace("{}", text))
    assert (read.tldr, read.tags[0].quote) == (meant, meant)


def test_proposals_may_be_left_out_where_no_schema_held_the_model():
    assert parse_answer(json.dumps({"tags": [], "tldr": "x"})).proposed_tags == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("no", "no JSON object"),
        (TEXT[:40], "breaks off before its end"),
        ('{"tags": [{"tag": "rag", "quote": "x"}]}', "the answer has no `tldr`"),
        ('{"summary": "x"}', "the answer has no `tags` and no `tldr`"),
        ('{"properties": {"tags": {"type": "array"}}}', "has no `tags` and no `tldr`"),
        (
            '{"tags": [{"tag": "rag", "quote": "x"}], "tldr": }',
            'a value is missing after .*"tldr":',
        ),
        ('{"tldr": "x, "tags": [{"tag": "rag", "quote": "y"}]}', "a string has no end"),
        ('{"tldr": 7, "tags": []}', "`tldr`: Input should be a valid string"),
        ('{"tldr": "x", "tags": 7}', "`tags`: Input should be a valid list"),
        ('{"' * 40_000, "a name is followed by no colon"),
        ("{" * 50_000, "no JSON object"),
        (json.dumps({"tldr": "a" * 10_000_000}), "far too long"),
    ],
)
def test_an_answer_that_is_none_says_why(text, said):
    with pytest.raises(NotRead, match=said):
        parse_answer(text)


def test_of_an_answer_that_breaks_off_its_whole_tags_are_kept_and_no_half_of_it():
    with pytest.raises(NotRead) as caught:
        parse_answer('{"tags": [{"tag": "a", "quote": "b"}, {"tag": "c", "quo')
    assert caught.value.rest == Reading(
        tags=[{"tag": "a", "quote": "b"}], proposed_tags=[], tldr_quotes=[], tldr=""
    )
    with pytest.raises(NotRead) as caught:
        parse_answer(TEXT[:-5])
    assert caught.value.rest.tldr == ""
    with pytest.raises(NotRead) as caught:
        parse_answer(TEXT[:40])
    assert caught.value.rest is None


def test_no_half_of_a_tldr_is_read_wherever_an_answer_breaks_off():
    whole = GOOD | {"tldr": 'It says so in "words", and in $\\beta$.'}
    text = json.dumps(whole)
    for end in range(1, len(text)):
        for broken in (
            text[:end],
            f"```{text[:end]}",
            f'{{"a": {text[:end]}',
            f"{text[:end]}\n```",
        ):
            with suppress(NotRead):
                assert parse_answer(broken).model_dump() == whole


def test_a_last_bracket_that_is_missing_leaves_nothing_in_doubt():
    assert parse_answer(TEXT[:-1]).model_dump() == GOOD
    with pytest.raises(NotRead):
        parse_answer('{"tldr": "x y z", "tags": [{"tag": "a", "quote": "b"}')


PIECES = [
    *"{ } [ ] \" ' : , // \\ \\n tags tldr tag quote null 7 <think> </think>".split(),
    *('"tags": [', '"tldr": "x"', "x y", "\n", "\ud83d"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_is_said_is_read_or_refused(text):
    with suppress(NotRead):
        assert isinstance(parse_answer(text), Reading)


FOR_ME = {
    "reasons": [{"wish": "rag", "quote": "retrieval"}],
    "why": "It says so.",
    "relevance": 8.0,
    "novelty": 3.0,
}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.just(10**400) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


class TestForAReader:
    def read(self, **changes):
        return parse_form(json.dumps(GOOD | FOR_ME | changes), PersonalReading)

    def test_it_is_read_with_the_rest_and_no_rest_is_needed(self):
        assert self.read().model_dump() == GOOD | FOR_ME
        plain = parse_form(TEXT, PersonalReading)
        assert (plain.reasons, plain.why, plain.relevance, plain.novelty) == ([], "", None, None)
        assert parse_answer(json.dumps(GOOD | FOR_ME)).model_dump() == GOOD

    @pytest.mark.parametrize(
        "given",
        [8, 8.0, "8", "8/10", " 8 out of 10 ", {"score": 8}, {"score": "8/10"}, [8], {"points": 8}],
    )
    def test_points_are_read_in_the_shapes_that_models_give_them(self, given):
        assert self.read(relevance=given).relevance == 8.0

    @pytest.mark.parametrize("given", [None, "high", True, [], {}, "8 or 9", [1, 2], "7" * 400])
    def test_what_is_no_number_is_none(self, given):
        found = self.read(relevance=given, novelty=given)
        assert (found.relevance, found.novelty) == (None, None)
        assert found.tldr == GOOD["tldr"]

    @pytest.mark.parametrize(
        "given",
        [
            {"wish": "rag", "quote": "retrieval"},
            [{"wish": ["rag"], "quote": ["retrieval", "x"]}],
            [{"Interest": "rag", "evidence": "retrieval"}, "x", None, {"wish": 7}],
            json.dumps([{"wish": "rag", "quote": "retrieval"}]),
        ],
    )
    def test_reasons_are_read_in_the_shapes_that_models_give_them(self, given):
        assert self.read(reasons=given).model_dump()["reasons"] == FOR_ME["reasons"]

    @given(JSON)
    def test_whatever_is_given_there_leaves_the_rest_as_it_is(self, value):
        found = self.read(reasons=value, why=value, relevance=value, novelty=value)
        assert found.tldr == GOOD["tldr"]
        assert found.relevance is None or isinstance(found.relevance, float)

    def test_its_schema_asks_for_all_of_it(self):
        schema = strict_schema(PersonalReading, bounds=False)
        assert schema["required"] == list(PersonalReading.model_fields)
        assert not {"maximum", "maxItems", "maxLength"} & set(json.dumps(schema).split('"'))
        assert "default" not in json.dumps(PersonalReading.model_json_schema())


def test_the_schema_is_what_the_strict_mode_takes():
    def objects(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for each in node.values():
                yield from objects(each)

    schema = strict_schema(bounds=False)
    assert "max" not in json.dumps(schema)
    assert json.dumps(strict_schema()).count('"maxLength"') == 5
    found = list(objects(schema))
    assert len(found) == 2
    for each in found:
        assert each["required"] == list(each["properties"])
        assert each["additionalProperties"] is False
    assert "$ref" not in json.dumps(schema)
    assert "default" not in json.dumps(schema)
    assert list(schema["properties"]) == list(Reading.model_fields)


@pytest.mark.parametrize(
    "given",
    [["It says so."], "It says so.", [{"quote": "It says so."}], {"quotes": ["It says so."]}],
)
def test_the_quotes_of_a_tldr_are_read_in_the_shapes_that_models_give_them(given):
    assert parse_answer(json.dumps(GOOD | {"tldr_quotes": given})).tldr_quotes == ["It says so."]
