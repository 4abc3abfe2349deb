from __future__ import annotations

import json

import pytest
from papers import DIFFUSION, RAG, paper

from summarizer import pipeline
from summarizer.engines.llm import examples, prompts
from summarizer.engines.llm.examples import Examples
from summarizer.library.run import Run
from summarizer.papers.wire import dumps
from summarizer.reviews.judgements import Review
from summarizer.settings import Settings
from summarizer.topics import vocabularyfile

VOCABULARY = vocabularyfile.load()


def review(number, **values):
    given = paper(number)
    known = {
        "id": given.id,
        "title": given.title,
        "abstract": given.abstract,
        "tags": {"rag": True, "agents": False},
        "quotes": {"rag": "Retrieval-augmented generation"},
        "tldr": "A line.",
    }
    return Review(**(known | values))


def keep(*reviews):
    store = Run().reviews
    with store.locked():
        store.keep(reviews)


def ids(found):
    return [each.id for each in found]


def test_the_nearest_comes_last_and_never_the_paper_itself():
    store = [
        review(0),
        review(1, quotes={"rag": "diffusion models"}),
        review(3, id="2512.00003", abstract=f"{RAG} It also pays attention to generation."),
    ]
    found = Examples(store, VOCABULARY).nearest(paper(0, abstract=f"{RAG} And latency."))
    assert ids(found)[-1] == "2512.00003"
    assert "2512.00000" not in ids(found)


def test_the_answer_holds_what_is_right_and_proved_in_the_form_that_is_asked_for():
    (found,) = Examples([review(0)], VOCABULARY).nearest(paper(5, abstract=f"{RAG} And more."))
    assert json.loads(found.answer) == {
        "tags": [{"tag": "rag", "quote": "Retrieval-augmented generation"}],
        "proposed_tags": [],
        "tldr_quotes": [],
        "tldr": "A line.",
    }


@pytest.mark.parametrize(
    "values",
    [
        {"abstract": None},
        {"tags": {}},
        {"tldr": None},
        {"quotes": {}},
        {"quotes": {"rag": "not in there"}},
        {"tags": {"bygone": True}, "quotes": {"bygone": "latency"}},
    ],
)
def test_a_review_that_proves_nothing_is_no_example(values):
    assert Examples([review(0, **values)], VOCABULARY).nearest(paper(5, abstract=RAG + "!")) == []


def test_no_more_than_the_budget_and_never_more_than_three():
    long = [review(0, id=f"2512.1000{n}", abstract=f"{RAG} {'long ' * 700}{n}") for n in range(4)]
    assert len(Examples(long, VOCABULARY).nearest(paper(0))) == 1
    short = [review(0, id=f"2512.1000{n}", abstract=f"{RAG} {n}") for n in range(9)]
    assert len(Examples(short, VOCABULARY).nearest(paper(0))) == examples.MOST


def test_a_paper_of_another_world_is_shown_no_example():
    assert (
        Examples([review(0)], VOCABULARY).nearest(paper(0, title="Zebras", abstract="Eat.")) == []
    )


def test_without_reviews_the_messages_are_what_they_were():
    engine = pipeline.engines.create(Settings(model="openai/m"))
    assert [each["role"] for each in engine.messages(paper(0))] == ["system", "user"]


def test_examples_stand_between_the_fixed_part_and_the_paper():
    fixed = pipeline.engines.create(Settings(model="openai/m")).messages(paper(1))
    like = {"id": "2512.00007", "title": "Steps", "abstract": f"{DIFFUSION} Or so."}
    keep(review(0, abstract="Zebras."), review(1, **like, quotes={"rag": "diffusion models"}))
    engine = pipeline.engines.create(Settings(model="openai/m"))
    found = engine.messages(paper(1))
    assert [each["role"] for each in found] == ["system", "user", "assistant", "user"]
    assert (found[0], found[-1]) == (fixed[0], fixed[-1])
    assert found[1]["content"] == prompts.load().about(paper(1, **like))
    off = pipeline.engines.create(Settings(model="openai/m", learn="off"))
    assert off.messages(paper(1)) == fixed


def test_a_review_pays_for_no_answer_twice(llm, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    file = tmp_path / "papers.json"
    file.write_text(dumps([paper(0), paper(1)]))
    run = Run(Settings(model="openai/scripted", base_url=llm.url))
    assert pipeline.digest([str(file)], run=run).usage.requests == 2
    keep(review(2, abstract=f"{RAG} {DIFFUSION}", title="Both"))
    again = pipeline.digest([str(file)], run=run)
    assert (again.usage.requests, again.usage.cached) == (0, 2)
    file.write_text(dumps([paper(0), paper(1), paper(0, id="2512.00009", abstract=f"{RAG} New.")]))
    run = Run(Settings(model="openai/scripted", base_url=llm.url))
    third = pipeline.digest([str(file)], run=run)
    assert third.usage.requests == 1
    assert [entry.prompt.partition("+")[2] for entry in third.papers] == ["", "", "1"]
    assert third.prompt == again.prompt
