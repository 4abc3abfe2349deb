from __future__ import annotations

import errno
import json
import os
import time
from dataclasses import replace

import pytest
from engine_double import Counting, Heard
from papers import paper

from summarizer import files
from summarizer.annotate.cache import Cache
from summarizer.observer import Once
from summarizer.papers.records import Annotation, Relevance, Tag

ANSWER = Annotation(
    tldr="A TL;DR.",
    tldr_origin="model",
    tags=("rag",),
    evidence=(Tag("rag", "RAG", "title", 0, 3, 0.5),),
    engine="counting",
)


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "answers", Once(Heard()))


def test_an_answer_is_found_again(cache):
    assert cache.get(paper(), Counting()) is None
    cache.put(paper(), Counting(), ANSWER)
    assert cache.get(paper(), Counting()) == ANSWER


@pytest.mark.parametrize(
    "other",
    [
        Counting(name="x"),
        Counting(model="2"),
        Counting(prompt="p@1"),
        Counting(topics="def"),
    ],
)
def test_an_answer_is_the_engines_that_gave_it(cache, other):
    cache.put(paper(), Counting(), ANSWER)
    assert cache.get(paper(), other) is None


def test_an_answer_is_for_the_text_that_was_read(cache):
    cache.put(paper(), Counting(), ANSWER)
    assert cache.get(paper(upvotes=99, id="other"), Counting()) == ANSWER
    assert cache.get(paper(abstract="Another abstract."), Counting()) is None


FOR_ME = replace(
    ANSWER, relevance=Relevance(0.8, ("words “sparse index”",), "mine"), prompt="p@1+reader@2"
)


class TestAnswersToAReader:
    mine, plain = Counting(prompt="p@1+reader@2"), Counting(prompt="p@1")

    def test_one_is_found_again_with_its_relevance(self, cache):
        cache.put(paper(), self.mine, FOR_ME)
        assert cache.get(paper(), self.mine) == FOR_ME

    def test_one_serves_whoever_asks_for_nobody_without_its_relevance(self, cache):
        cache.put_all([(paper(number), FOR_ME) for number in range(70)], self.mine)
        for number in range(70):
            assert cache.get(paper(number), self.plain) == replace(FOR_ME, relevance=None)

    def test_an_answer_for_nobody_is_none_for_a_reader_and_is_not_replaced(self, cache):
        cache.put(paper(), self.plain, ANSWER)
        assert cache.get(paper(), self.mine) is None
        cache.put(paper(), self.mine, FOR_ME)
        assert cache.get(paper(), self.plain) == ANSWER

    def test_other_interests_are_another_question(self, cache):
        cache.put(paper(), self.mine, FOR_ME)
        assert cache.get(paper(), Counting(prompt="p@1+reader@3")) is None

    def test_only_the_reader_can_read_it(self, cache):
        cache.put(paper(), self.mine, FOR_ME)
        cache.put(paper(1), self.plain, ANSWER)
        modes = {each.path.stat().st_mode & 0o077 for each in cache.stored() if is_hers(each)}
        assert modes == {0}


def is_hers(stored):
    return "reader" in stored.content["prompt"]


def only_file(cache):
    return next(iter(cache.stored())).path


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"answer": {}}', b"\xff\xfe", b"null"])
def test_a_damaged_answer_is_set_aside_with_one_warning(cache, damage):
    cache.put(paper(), Counting(), ANSWER)
    path = only_file(cache)
    path.write_bytes(damage)
    assert cache.get(paper(), Counting()) is None
    assert len(cache.warnings._observer.warnings) == 1
    assert path.with_name(f"{path.name}.damaged").read_bytes() == damage
    cache.put(paper(), Counting(), ANSWER)
    assert cache.get(paper(), Counting()) == ANSWER


def test_a_whole_answer_in_anothers_place_is_damage(cache):
    for number in range(2):
        cache.put(paper(number), Counting(), ANSWER)
    one, other = (stored.path for stored in cache.stored())
    other.write_bytes(one.read_bytes())
    assert [cache.get(paper(number), Counting()) for number in range(2)].count(None) == 1


def test_a_folder_in_an_answers_place_is_set_aside(cache):
    cache.put(paper(), Counting(), ANSWER)
    path = only_file(cache)
    path.unlink()
    path.mkdir()
    assert cache.get(paper(), Counting()) is None
    cache.put(paper(), Counting(), ANSWER)
    assert cache.get(paper(), Counting()) == ANSWER


def test_one_changed_letter_is_damage(cache):
    cache.put(paper(), Counting(), ANSWER)
    path = only_file(cache)
    path.write_text(path.read_text().replace("A TL;DR.", "B TL;DR."))
    assert cache.get(paper(), Counting()) is None


def test_many_damaged_answers_are_one_warning(cache):
    for number in range(3):
        cache.put(paper(number), Counting(), ANSWER)
    for stored in cache.stored():
        stored.path.write_text("x")
    for number in range(3):
        assert cache.get(paper(number), Counting()) is None
    assert len(cache.warnings._observer.warnings) == 1


def test_a_full_disk_is_warned_of_once_and_ends_nothing(cache, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    cache.put(paper(), Counting(), ANSWER)
    cache.put(paper(1), Counting(), ANSWER)
    assert len(cache.warnings._observer.warnings) == 1
    assert "No space left" in cache.warnings._observer.warnings[0]
    assert "SUMMARIZER_HOME" in cache.warnings._observer.warnings[0]


def test_a_folder_that_is_a_file_is_warned_of(tmp_path):
    (tmp_path / "answers").write_text("in the way")
    cache = Cache(tmp_path / "answers", Once(Heard()))
    assert cache.get(paper(), Counting()) is None
    cache.put(paper(), Counting(), ANSWER)
    assert cache.warnings._observer.warnings


def test_verify_sets_aside_what_is_damaged(cache):
    cache.put(paper(), Counting(), ANSWER)
    cache.put(paper(1), Counting(), ANSWER)
    only_file(cache).write_text("{}")
    assert cache.verify() == (1, 1)
    assert cache.verify() == (0, 1)
    assert len(list(cache.stored())) == 1


def test_an_answer_that_is_read_is_marked_as_used_once_a_day(cache):
    cache.put(paper(), Counting(), ANSWER)
    path, an_hour_ago = only_file(cache), time.time() - 3600
    for before, expected in ((an_hour_ago, an_hour_ago), (1, time.time())):
        os.utime(path, (before, before))
        assert cache.get(paper(), Counting()) == ANSWER
        assert path.stat().st_mtime == pytest.approx(expected, abs=60)


def test_an_answer_file_says_whose_it_is(cache):
    cache.put(paper(), Counting(prompt="digest@1"), ANSWER)
    content = json.loads(only_file(cache).read_text())
    assert (content["paper"], content["engine"], content["model"]) == (
        "2512.00000",
        "counting",
        "1",
    )
    assert (content["prompt"], content["topics"]) == ("digest@1", "abc")
