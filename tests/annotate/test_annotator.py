from __future__ import annotations

from dataclasses import replace

import pytest
from engine_double import Counting, Heard
from papers import paper

from summarizer.annotate.annotator import How, annotate
from summarizer.annotate.cache import Cache
from summarizer.errors import InputError, NotAnnotated, Refused
from summarizer.observer import Once
from summarizer.papers.records import Skipped

PAPERS = [paper(0), paper(1), paper(2)]


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path, Once(Heard()))


def test_an_answer_that_is_kept_is_not_asked_for_again(cache):
    engine = Counting()
    first = list(annotate(PAPERS, engine, cache))
    second = list(annotate(PAPERS, engine, cache))
    assert len(engine.asked) == 3
    assert [entry.cached for entry in first] == [False] * 3
    assert [entry.cached for entry in second] == [True] * 3
    assert [entry.tldr for entry in first] == [entry.tldr for entry in second]


def test_refresh_asks_again(cache):
    engine = Counting()
    for _ in range(2):
        list(annotate(PAPERS, engine, cache, How(refresh=True)))
    assert len(engine.asked) == 6


def test_an_answer_is_kept_before_the_next_paper_is_begun(cache):
    engine = Counting()
    results = annotate(PAPERS, engine, cache)
    next(results)
    assert cache.get(PAPERS[0], engine)
    assert len(engine.asked) == 1


def test_a_paper_without_an_answer_is_skipped_with_the_reason(cache):
    engine = Counting(refuses={PAPERS[1].id})
    results = list(annotate(PAPERS, engine, cache))
    assert results[1] == Skipped(PAPERS[1].id, PAPERS[1].title, "the answer was cut off")
    assert cache.get(PAPERS[1], engine) is None


def test_what_was_finished_survives_an_engine_that_stops(cache):
    class Stopping(Counting):
        def annotate(self, paper):
            if len(self.asked) == 2:
                message = "the quota is used up"
                raise Refused(message)
            return super().annotate(paper)

    with pytest.raises(Refused):
        list(annotate(PAPERS, Stopping(), cache))
    assert cache.get(PAPERS[1], Counting())


class Together(Counting):
    """An engine that takes many papers at once."""

    def annotate_all(self, papers):
        self.sizes = [*getattr(self, "sizes", []), len(papers)]
        answers = []
        for each in papers:
            try:
                answers.append(self.annotate(each))
            except NotAnnotated as reason:
                answers.append(reason)
        return answers


def test_an_engine_that_takes_many_gets_one_first_and_then_more(cache):
    papers = [replace(paper(0), id=str(number), title=f"No. {number}") for number in range(150)]
    engine = Together(refuses={papers[70].id})
    results = list(annotate(papers, engine, cache))
    assert engine.sizes == [1, 2, 4, 8, 16, 32, 64, 23]
    assert [each.id for each in results] == [each.id for each in papers]
    assert [each.id for each in results if isinstance(each, Skipped)] == [papers[70].id]
    again = list(annotate(papers, engine, cache))
    assert sum(isinstance(each, Skipped) for each in again) == 1
    assert engine.sizes[8:] == [1]  # what is kept is not among them


def test_papers_before_a_source_breaks_are_annotated(cache):
    def broken():
        yield from (paper(number) for number in range(6))
        message = "cannot be read to its end"
        raise InputError(message)

    found = []
    with pytest.raises(InputError):
        found.extend(annotate(broken(), Together(), cache))
    assert len(found) == 6
