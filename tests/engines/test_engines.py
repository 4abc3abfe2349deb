"""What holds for every engine, whichever there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.engines import FAMILY, create, models
from summarizer.errors import SettingsError
from summarizer.settings import Settings

EACH = pytest.mark.parametrize("name", FAMILY.names())


@EACH
def test_an_engine_says_what_a_model_may_be_called(name):
    told = list(FAMILY.get(name).models())
    assert told
    assert all(value.strip("/") and line for value, line in told)


@EACH
def test_an_engine_is_made_for_each_of_its_models_and_says_who_it_is(name, monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://example.openai.azure.com")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    for value, _ in FAMILY.get(name).models():
        model = f"{value}some-model" if value.endswith("/") else value
        made = create(Settings(model=model))
        assert made.name
        assert isinstance(made.topics, str)
        assert isinstance(made.paid, bool)


def test_no_two_engines_take_one_model():
    heads = [value.partition("/")[0] for value, _ in models()]
    assert len(heads) == len(set(heads))


@pytest.mark.parametrize("model", ["nothing", "nothing/x", "llm", "llm/x", "openai"])
def test_what_no_engine_takes_is_one_line_that_says_what_there_is(model):
    with pytest.raises(SettingsError, match=r"does not name a model|unknown model"):
        create(replace(Settings(), model=model))
