"""What a full text proves of a model's words, from the copy on disk to what people are shown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from llm_server import fitted
from papers import paper

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.papers.wire import dumps

PAPER = paper(
    title="A Sparse Index for Dense Retrieval",
    abstract=(
        "Dense retrieval finds passages by vectors, which take much memory. We propose a sparse "
        "index that reduces the memory of dense retrieval by 30% on two data sets."
    ),
)
OF_TEXT = "instruction tuning of the retriever"
TEXT = f"""# A Sparse Index for Dense Retrieval

## Abstract

{PAPER.abstract}

## 1 Introduction

Dense retrieval is in wide use. Our index answers queries of legal retrieval in 12 ms.

## 2 Related Work

Doe et al. study quantization of all network weights.

## 3 Training Recipe

We find that {OF_TEXT} is what makes sparse vectors work. We train for 40 hours on one machine.

## References

- B. Author. Knowledge graphs of the whole world. 2020.
"""
MEMORY = "A sparse index reduces the memory of dense retrieval"
QUOTE = "a sparse index that reduces the memory of dense retrieval"


def keep(text=TEXT, identity=PAPER.id, damage=b""):
    url = f"https://huggingface.co/papers/{identity}.md"
    Run().texts.put(identity, Copy("hf", url, None, "2025-12-09", text.encode()))
    for path, _ in Run().texts.files() if damage else ():
        path.write_bytes(path.read_bytes() + damage)


@pytest.fixture
def papers(run, llm, tmp_path, monkeypatch):
    """The paper as annotated, by a model that says these things."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    path = tmp_path / "one.json"
    path.write_text(dumps([PAPER]))

    def call(*options, tags=(), tldr=f"{MEMORY}.", quotes=(QUOTE,), format_="json"):
        known = {"tldr": tldr, "tags": tags, "tldr_quotes": list(quotes)}
        llm.answer = lambda request: fitted(request.schema, known)
        given = ("papers", path, "--format", format_, "--model", "openai/scripted")
        code, out, err = run(*given, "--base-url", llm.url, *options)
        assert code == 0, err
        return json.loads(out)["papers"][0] if format_ == "json" else out

    return call


INSTRUCTED = (("instruction-tuning", OF_TEXT),)


def stands(proof):
    """Whether a quote is what stands at its place in the text that `fulltext --json` prints."""
    return proof["quote"] == WHOLE["text"][proof["start"] : proof["end"]]


WHOLE: dict[str, str] = {}


@pytest.fixture(autouse=True)
def whole(run):
    """The text as `fulltext --json` prints it."""

    def read():
        code, out, err = run("fulltext", PAPER.id, "--json", "--offline")
        assert code == 0, err
        WHOLE.update(text=json.loads(out)["text"])

    yield read
    WHOLE.clear()


def test_a_tags_quote_that_only_the_text_has_is_kept_with_its_section(papers, whole):
    keep()
    [proof] = papers(tags=INSTRUCTED)["evidence"]
    assert (proof["tag"], proof["field"]) == ("instruction-tuning", "text")
    assert (proof["quote"], proof["section"]) == (OF_TEXT, "Training Recipe")
    whole()
    assert stands(proof)


def test_the_abstract_stays_first(papers):
    keep()
    found = papers(tags=(("information-retrieval", "Dense retrieval"),))
    assert [each["field"] for each in found["evidence"]] == ["title"]
    assert "section" not in found["evidence"][0]


@pytest.mark.parametrize(
    "quote",
    [
        "study quantization of all network weights",  # what others did
        "Knowledge graphs of the whole world",  # a reference
        "40 hours",  # says too little
    ],
)
def test_what_is_not_the_papers_own_proves_nothing(papers, quote):
    keep()
    assert papers(tags=(("quantization", quote),))["tags"] == []


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"identity": "2512.00009"},
        {"text": TEXT.replace("A Sparse Index for Dense Retrieval", "Weather over Lakes", 1)},
        {"damage": b"x"},
    ],
    ids=["no copy", "of another paper", "with another title", "damaged"],
)
def test_without_its_text_a_quote_is_dropped(papers, kept):
    if kept:
        keep(**kept)
    found = papers(tags=INSTRUCTED)
    assert (found["tags"], found["evidence"]) == ([], [])


class TestTLDR:
    def test_a_number_that_only_the_text_has_is_kept_with_its_passage(self, papers, llm, whole):
        keep()
        line = f"{MEMORY} and answers queries of legal retrieval in 12 ms."
        found = papers(tldr=line)
        assert (found["tldr"], found["tldr_origin"]) == (line, "model")
        abstract, text = found["tldr_evidence"]
        assert abstract["field"] == "abstract"
        assert (text["field"], text["section"]) == ("text", "Introduction")
        assert "12 ms" in text["quote"]
        assert len(llm.requests) == 1
        whole()
        assert stands(text)

    def test_without_the_text_it_is_asked_again_and_not_kept(self, papers, llm):
        line = f"{MEMORY} and answers queries of legal retrieval in 12 ms."
        assert papers(tldr=line)["tldr_origin"] == "extracted"
        assert len(llm.requests) == 2

    @pytest.mark.parametrize(
        "line",
        [
            f"{MEMORY} by 12%.",  # the abstract says 30 %
            f"{MEMORY} by 40%.",  # a number that the text has of something else
            f"{MEMORY} in 40 hours of queries.",
            "A sparse index increases the memory of dense retrieval in 12 ms.",
        ],
    )
    def test_a_number_of_something_else_or_a_contradiction_is_refused(self, papers, line):
        naive = "A naive index reduces the memory of dense retrieval by 12%."
        keep(TEXT.replace("## 3 Training", f"## 3 Results\n\n{naive}\n\n## 4 Training"))
        assert papers(tldr=line)["tldr_origin"] == "extracted"

    def test_its_quote_may_stand_in_the_text_alone(self, papers):
        keep()
        quotes = (QUOTE, "Our index answers queries of legal retrieval in 12 ms")
        found = papers(quotes=quotes)
        assert [each["field"] for each in found["tldr_evidence"]] == ["abstract", "text"]


class TestTextThatComesLater:
    def test_what_was_paid_for_is_not_asked_again(self, papers, llm):
        line = f"{MEMORY} and answers queries of legal retrieval in 12 ms."
        assert papers(tldr=line, tags=INSTRUCTED)["tags"] == []
        asked = len(llm.requests)
        keep()
        found = papers()
        assert len(llm.requests) == asked
        assert found["tags"] == ["instruction-tuning"]
        assert (found["tldr"], found["tldr_origin"]) == (line, "model")
        assert found["cached"]
        assert papers() == found

    def test_a_quote_moves_with_the_text_and_goes_with_it(self, papers, llm):
        keep()
        [before] = papers(tags=INSTRUCTED)["evidence"]
        keep(
            TEXT.replace("## 1 Intro", "Words that came later, and stand before it.\n\n## 1 Intro")
        )
        [after] = papers()["evidence"]
        assert after["start"] > before["start"]
        assert (after["quote"], after["section"]) == (before["quote"], before["section"])
        keep(TEXT.replace(OF_TEXT, "something else"))
        assert papers()["evidence"] == []
        assert len(llm.requests) == 1

    def test_a_quote_stays_when_its_copy_is_removed(self, papers):
        keep()
        found = papers(tags=INSTRUCTED)
        for path, _ in Run().texts.files():
            path.unlink()
        assert papers()["evidence"] == found["evidence"]

    def test_the_text_is_read_once(self, papers, monkeypatch):
        keep()
        papers(tags=INSTRUCTED)
        papers()
        monkeypatch.setattr("summarizer.library.fulltexts._read", None)
        assert papers()["tags"] == ["instruction-tuning"]


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        ("markdown", "in the full text, section Training Recipe"),
        ("html", "in the full text, section Training Recipe"),
        ("atom", "in the full text, section Training Recipe"),
        ("csv", OF_TEXT),
    ],
)
def test_people_are_told_where_the_words_stand(papers, format_, said):
    keep()
    assert said in papers(tags=INSTRUCTED, format_=format_)


def test_explain_says_so_too(papers):
    keep()
    papers(tags=INSTRUCTED)
    told = papers("--explain", PAPER.id, format_="text")
    assert f"“{OF_TEXT}”, in the full text, section Training Recipe" in told


def test_a_review_shows_the_quote_and_reads_it_back(papers, run, tmp_path):
    keep()
    papers(tags=INSTRUCTED)
    report = tmp_path / "report.md"
    run("review", tmp_path / "one.json", "-o", report, "--model", "openai/scripted")
    text = report.read_text()
    assert f"- [x] instruction-tuning: “{OF_TEXT}” (1.00, in the full text)" in text
    report.write_text(text.replace("- [ ] reviewed", "- [x] reviewed"))
    code, _, err = run("review", "--apply", report)
    assert code == 0, err
    assert papers()["reviewed"]
    assert "instruction-tuning" in papers()["tags"]


def test_a_page_never_marks_the_abstract_by_places_of_the_text(papers):
    from summarizer.papers.records import Entry
    from summarizer.papers.wire import load
    from summarizer.renderers.html.passages import reading
    from summarizer.topics.labels import NAMES

    keep()
    entry = load(Entry, papers(tags=INSTRUCTED, quotes=(OF_TEXT,)))
    page = reading(replace(entry, tldr_evidence=entry.tldr_evidence[-1:]), NAMES)
    assert not page.marks_topics
    assert [each.at for each in page.proofs] == [None, None]
