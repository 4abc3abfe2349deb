from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from summarizer import pipeline
from summarizer.papers.schema import check, json_schema
from summarizer.papers.wire import dumps
from summarizer.renderers import View, for_format


def faults(schema, document):
    """Where a document does not fit the schema."""
    found = Draft202012Validator(schema).iter_errors(document)
    return [(each.json_path, each.message) for each in found]


def test_the_schema_is_one():
    assert not faults(Draft202012Validator.META_SCHEMA, json_schema())


def test_a_real_digest_fits_the_schema(example):
    document = json.loads(dumps(pipeline.digest([str(example)])))
    assert not faults(json_schema(), document)


def test_every_line_of_jsonl_is_a_paper_of_the_schema(example):
    of_a_paper = {"$defs": json_schema()["$defs"], "$ref": "#/$defs/Entry"}
    made = pipeline.digest([str(example)])
    lines = [json.loads(line) for line in for_format("jsonl").render(made, View())]
    assert len(lines) == 35
    assert [faults(of_a_paper, line) for line in lines] == [[]] * 35


def test_every_field_is_required():
    paper = json_schema()["$defs"]["Entry"]
    assert set(paper["required"]) == set(paper["properties"])


@pytest.mark.parametrize("change", [{"papers": [{}]}, {"schema": "x/2"}, {"usage": None}])
def test_what_does_not_fit_is_refused(example, change):
    document = json.loads(dumps(pipeline.digest([str(example)]))) | change
    with pytest.raises(ValidationError):
        check(json.dumps(document))


def test_a_quote_of_the_full_text_fits_with_its_section_and_others_without(example):
    document = json.loads(dumps(pipeline.digest([str(example)])))
    proof = document["papers"][0]["evidence"][0]
    assert "section" not in proof
    proof |= {"field": "text", "section": "Method"}
    assert not faults(json_schema(), document)
    found = check(json.dumps(document)).papers
    assert found[0].evidence[0].section == "Method"
    assert {tag.section for each in found[1:] for tag in each.evidence} == {None}
    proof["field"] = "footnote"
    assert faults(json_schema(), document)
