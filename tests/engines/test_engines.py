"""What holds for every engine, whichever there are."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from summarizer import engines
from summarizer.engines import FAMILY, Reader, Wish, create, models, without_reader
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


READER = Reader("mine", "wants words: rag", (Wish("rag", "words “rag”", "words", "mine"),))


def test_an_engine_that_knows_of_no_reader_is_made_as_ever():
    assert create(Settings(model="embedded"), READER) == create(Settings(model="embedded"))


def test_a_module_that_takes_only_settings_stays_one_of_the_family(monkeypatch):
    made = object()
    module = SimpleNamespace(models=lambda: [("ours", "x")], create=lambda _: made)
    monkeypatch.setattr(FAMILY, "get", lambda name: module if name == "ours" else None)
    monkeypatch.setattr(FAMILY, "all", lambda: [module])
    assert not engines._lacks(module)
    assert create(Settings(model="ours"), READER) is made


def test_a_module_that_knows_of_readers_is_given_one():
    assert "+reader@" in create(Settings(model="openai/x"), READER).prompt
    assert "+reader@" not in create(Settings(model="openai/x")).prompt


@pytest.mark.parametrize(
    ("prompt", "plain"),
    [(None, None), ("digest@1", "digest@1"), ("digest@1+reader@2+3", "digest@1")],
)
def test_the_prompt_without_its_reader(prompt, plain):
    assert without_reader(prompt) == plain


def test_several_profiles_are_named_as_such():
    assert (READER.named, Reader("a, b", "").named) == ("profile mine", "profiles a, b")
