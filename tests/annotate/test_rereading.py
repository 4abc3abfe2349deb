"""Kept answers held against full texts: when a text is looked at, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from engine_double import Counting, Heard
from papers import paper

from summarizer.annotate.annotator import How, annotate
from summarizer.annotate.cache import Cache
from summarizer.annotate.rereading import with_texts
from summarizer.errors import UsageError
from summarizer.observer import Once
from summarizer.papers.papertext import PaperText


@dataclass
class Reader(Counting):
    """An engine that adds what a text says to the TL;DR."""

    texts: object = None

    def reread(self, answer, paper, text):
        return replace(answer, tldr=f"{answer.tldr} {text.text}")


@dataclass
class Kept:
    """Texts by the ids of papers; a text that is an error cannot be read now."""

    known: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def stamp(self, paper):
        return str(self.known.get(paper.id, ""))

    def text(self, paper):
        self.asked.append(paper.id)
        found = self.known[paper.id]
        if isinstance(found, Exception):
            raise found
        return PaperText(found, ()) if found != "damaged" else None


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "answers", Once(Heard()))


@pytest.fixture
def lines(cache):
    """The TL;DRs of two papers, by an engine and with texts."""

    def call(engine, texts, **options):
        found = annotate([paper(0), paper(1)], engine, cache, How(texts=texts, **options))
        return [each.tldr.partition(". ")[2] for each in found]

    return call


ID = paper(0).id


def test_only_papers_with_a_text_are_held_against_one(lines):
    texts = Kept({ID: "It says more."})
    assert lines(Reader(), texts) == ["It says more.", ""]
    assert texts.asked == [ID]


def test_a_text_is_read_once_and_again_when_it_changes(lines):
    texts = Kept({ID: "It says more."})
    for _ in range(3):
        assert lines(Reader(), texts)[0] == "It says more."
    assert texts.asked == [ID]
    texts.known[ID] = "It says else."
    assert lines(Reader(), texts)[0] == "It says else."
    assert texts.asked == [ID, ID]


def test_a_text_that_comes_later_asks_nothing_again(lines):
    engine = Reader()
    lines(engine, None)
    assert lines(engine, Kept({ID: "It says more."}))[0] == "It says more."
    assert lines(engine, None)[0] == ""
    assert engine.asked == [paper(0).id, paper(1).id]


def test_a_new_answer_is_held_against_the_text_anew(lines):
    texts = Kept({ID: "It says more."})
    lines(Reader(), texts)
    lines(Reader(), texts, refresh=True)
    assert texts.asked == [ID]  # the same answer, and the same text
    lines(Reader(model="2"), texts)
    assert texts.asked == [ID, ID]


def test_a_damaged_text_is_as_none_and_is_not_tried_again(lines):
    texts = Kept({ID: "damaged"})
    for _ in range(2):
        assert lines(Reader(), texts) == ["", ""]
    assert texts.asked == [ID]


def test_one_that_cannot_be_read_yet_is_tried_again(lines):
    texts = Kept({ID: UsageError("install it")})
    for _ in range(2):
        assert lines(Reader(), texts) == ["", ""]
    assert texts.asked == [ID, ID]


def test_an_engine_that_knows_of_no_texts_answers_as_before(lines):
    texts = Kept({ID: "It says more."})
    assert lines(Counting(), texts) == ["", ""]
    assert texts.asked == []


def test_engines_are_given_the_texts(cache):
    texts, engine = Kept(), Reader()
    with_texts(cache, texts, engine, None, Counting())
    assert engine.texts is texts
