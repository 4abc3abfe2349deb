from __future__ import annotations

import os

import pytest
from engine_double import Heard

from summarizer.network import webcache
from summarizer.network.connection import Answer
from summarizer.network.webcache import WebCache, conditions
from summarizer.observer import Once

ANSWER = Answer(200, {"etag": '"1"', "date": "today", "set-cookie": "secret"}, b"[\n1]")


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def cache(tmp_path, heard):
    return WebCache(tmp_path / "http", Once(heard))


def test_an_answer_is_kept_with_its_mark_and_without_what_is_private(cache):
    cache.put("key", ANSWER)
    kept = cache.get("key")
    assert (kept.status, kept.body, kept.headers) == (200, b"[\n1]", {"etag": '"1"'})
    assert cache.get("other") is None
    assert conditions(kept) == {"If-None-Match": '"1"'}


@pytest.mark.parametrize("headers", [{}, {"etag": "x", "cache-control": "no-store"}])
def test_an_answer_that_may_not_or_cannot_be_asked_for_again_is_not_kept(cache, headers):
    cache.put("key", Answer(200, headers, b"x"))
    assert cache.files() == []


@pytest.mark.parametrize("damage", [b"", b"{}", b"x" * 50, b"[]\n", b'{"key": "key"}\nx'])
def test_a_damaged_answer_is_warned_of_and_not_used(cache, heard, damage):
    cache.put("key", ANSWER)
    cache.files()[0][0].write_bytes(damage)
    assert cache.get("key") is None
    assert "is damaged and is fetched again" in heard.warnings[0]


def test_a_changed_body_is_damage(cache):
    cache.put("key", ANSWER)
    path = cache.files()[0][0]
    path.write_bytes(path.read_bytes() + b"x")
    assert cache.get("key") is None


def test_the_oldest_answers_go(cache, monkeypatch):
    monkeypatch.setattr(webcache, "MOST_FILES", 2)
    for number in range(4):
        cache.put(str(number), ANSWER)
        os.utime(cache.files()[0][0], (number, number)) if number < 3 else None
    assert len(cache.files()) == 2
    assert cache.get("3")


def test_large_answers_go_before_there_are_many(cache, monkeypatch):
    monkeypatch.setattr(webcache, "MOST_BYTES", 5000)
    for number in range(4):
        cache.put(str(number), Answer(200, {"etag": "x"}, bytes(2000)))
    assert len(cache.files()) == 2
    assert cache.prune()
    assert cache.files() == []


def test_a_full_disk_is_a_warning(cache, heard, tmp_path):
    (tmp_path / "http").write_text("a file in its place")
    cache.put("key", ANSWER)
    assert "cannot store an answer" in heard.warnings[0]
