from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from engine_double import Counting, Heard
from papers import paper

from summarizer.annotate import retention
from summarizer.annotate.cache import BY_TEXT, Cache
from summarizer.annotate.retention import File, Limits, Stores, chosen, since, size
from summarizer.fulltext.copies import Copies, Copy
from summarizer.keypoints.answers import Answers, Question
from summarizer.network.connection import Answer
from summarizer.network.webcache import WebCache
from summarizer.observer import Once
from summarizer.papers.records import Annotation

ANSWER = Annotation(tldr="A TL;DR.", tldr_origin="model", tags=("rag",), engine="counting")
DAY = 86_400
FREE = Counting(paid=False)
NOW = 1_000_000_000.0


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "answers", Once(Heard()))


@pytest.fixture
def pages(tmp_path):
    return WebCache(tmp_path / "http", Once(Heard()))


def texts_of(cache):
    return Copies(cache.folder.parent / "fulltext", Once(Heard()))


def points_of(cache):
    return Answers(cache.folder.parent / "points", Once(Heard()))


def prune(cache, pages, *given, **more):
    stores = Stores(cache, pages, texts_of(cache), points_of(cache))
    return retention.prune(stores, *given, **more)


def put(cache, number, engine=FREE, age=0.0):
    """An answer last used so many days ago; its file."""
    before = set(files(cache))
    cache.put(paper(number), engine, ANSWER)
    (path,) = set(files(cache)) - before
    aged(path, age)
    return path


def files(cache):
    return [each.path for each in cache.stored()]


def aged(path, days):
    os.utime(path, (time.time() - days * DAY,) * 2)


def ago(days):
    return time.time() - days * DAY


def removed(done):
    return {each.path for each in done.gone}


def test_what_old_versions_and_killed_runs_left_goes(cache, pages):
    put(cache, 0)
    old = put(cache, 1, Counting(paid=False, model="0"))
    (old.parent / ".x.json.12-ab.tmp").write_text("half")
    aged(old.parent / ".x.json.12-ab.tmp", 1)
    (old.parent / ".y.json.12-ab.tmp").write_text("of a run that is going on")
    (old.parent / "x.json.damaged").write_text("x")
    assert len(prune(cache, pages, FREE, Limits()).gone) == 3
    assert cache.get(paper(0), FREE) == ANSWER
    assert prune(cache, pages, FREE, Limits()).gone == ()


def test_without_a_limit_no_answer_goes_that_was_paid_for_or_is_anothers(cache, pages):
    put(cache, 0, Counting(model="0"), age=900)
    put(cache, 1, Counting(name="other", paid=False), age=900)
    assert prune(cache, pages, FREE, Limits()).gone == ()


def test_what_was_not_used_for_long_goes(cache, pages):
    old, new = put(cache, 0, age=40), put(cache, 1, age=20)
    assert removed(prune(cache, pages, FREE, Limits(since=ago(30)))) == {old}
    assert files(cache) == [new]


def test_an_answer_that_is_read_again_is_not_old(cache, pages):
    put(cache, 0, age=40)
    assert cache.get(paper(0), FREE) == ANSWER
    assert prune(cache, pages, FREE, Limits(since=ago(30))).gone == ()


def test_paid_answers_stay_and_are_counted_until_they_are_asked_for(cache, pages):
    paid = put(cache, 0, Counting(), age=400)
    free = put(cache, 1, age=300)
    for limits in (Limits(since=ago(30)), Limits(most_bytes=0)):
        done = prune(cache, pages, FREE, limits, dry_run=True)
        assert removed(done) == {free}
        assert [each.path for each in done.paid] == [paid]
    done = prune(cache, pages, FREE, Limits(since=ago(30), paid=True))
    assert removed(done) == {paid, free}
    assert done.paid == ()


def test_a_damaged_answer_is_taken_for_a_paid_one(cache, pages):
    path = put(cache, 0)
    path.write_text("x")
    aged(path, 90)
    assert prune(cache, pages, FREE, Limits(since=ago(30))).gone == ()
    assert removed(prune(cache, pages, FREE, Limits(since=ago(30), paid=True))) == {path}


def test_of_too_much_the_longest_unused_go_first_whatever_they_are(cache, pages):
    answers = [put(cache, each, age=each + 1) for each in range(3)]
    pages.put("key", Answer(200, {"etag": "1"}, b"x" * 500))
    page = pages.files()[0][0]
    aged(page, 1.5)
    order = [*reversed(answers[1:]), page, answers[0]]
    for number, path in enumerate(order, 1):
        most = sum(each.stat().st_size for each in order[number:])
        assert removed(prune(cache, pages, FREE, Limits(most_bytes=most))) == {path}
        assert prune(cache, pages, FREE, Limits(most_bytes=most)).gone == ()


def test_what_was_just_written_stays_at_any_size(cache, pages):
    new, old = put(cache, 0), put(cache, 1, age=1)
    done = prune(cache, pages, FREE, Limits(most_bytes=0))
    assert removed(done) == {old}
    assert [each.path for each in done.in_use] == [new]


def test_pages_go_without_a_limit_and_by_the_same_limits(cache, pages):
    for number in range(2):
        pages.put(str(number), Answer(200, {"etag": "1"}, b"x"))
    old = pages.files()[0][0]
    aged(old, 40)
    assert removed(prune(cache, pages, FREE, Limits(since=ago(30)))) == {old}
    assert len(prune(cache, pages, FREE, Limits()).gone) == 1
    assert pages.files() == []


def test_a_dry_run_says_the_same_and_removes_nothing(cache, pages):
    paths = [put(cache, each, age=40) for each in range(3)]
    done = prune(cache, pages, FREE, Limits(since=ago(30)), dry_run=True)
    assert removed(done) == set(paths)
    assert set(files(cache)) == set(paths)


def test_an_answer_written_while_pruning_stays(cache, pages, monkeypatch):
    old = put(cache, 0, age=40)

    def written_first(files, limits, now):
        found = chosen(files, limits, now)
        cache.put(paper(0), FREE, ANSWER)
        return found

    monkeypatch.setattr(retention, "chosen", written_first)
    done = prune(cache, pages, FREE, Limits(since=ago(30)))
    assert done.gone == ()
    assert files(cache) == [old]
    assert cache.get(paper(0), FREE) == ANSWER
    assert cache.litter("tmp") == []


@pytest.mark.parametrize("again", [False, True])
def test_an_answer_written_in_the_very_moment_stays(cache, pages, monkeypatch, again):
    old = put(cache, 0, age=40)
    rename = Path.rename

    def raced(path, target):
        cache.put(paper(0), FREE, ANSWER)
        rename(path, target)
        if again:
            cache.put(paper(0), FREE, ANSWER)

    monkeypatch.setattr(Path, "rename", raced)
    assert prune(cache, pages, FREE, Limits(since=ago(30))).gone == ()
    assert files(cache) == [old]
    assert cache.get(paper(0), FREE) == ANSWER
    assert cache.litter("tmp") == []


def test_a_file_system_without_links_loses_nothing(cache, pages, monkeypatch):
    old = put(cache, 0, age=40)
    rename = Path.rename

    def raced(path, target):
        if path == old:
            cache.put(paper(0), FREE, ANSWER)
        rename(path, target)

    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "rename", raced)
    monkeypatch.setattr(Path, "hardlink_to", refused)
    assert prune(cache, pages, FREE, Limits(since=ago(30))).gone == ()
    assert cache.get(paper(0), FREE) == ANSWER
    assert cache.litter("tmp") == []


def test_what_cannot_be_removed_is_said_and_the_rest_goes(cache, pages, monkeypatch):
    one, other = (put(cache, each, age=40) for each in range(2))
    rename = Path.rename

    def refused(path, target):
        if path == one:
            raise PermissionError(13, "Permission denied")
        rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    done = prune(cache, pages, FREE, Limits(since=ago(30)))
    assert removed(done) == {other}
    assert [(each.path, why) for each, why in done.failed] == [(one, "Permission denied")]
    assert files(cache) == [one]


def test_a_folder_in_an_answers_place_is_left_alone(cache, pages):
    path = put(cache, 0)
    path.unlink()
    path.mkdir()
    assert prune(cache, pages, FREE, Limits(most_bytes=0, paid=True)).gone == ()
    assert path.is_dir()


def kept(number, used, **values):
    return File(Path(str(number)), "answers", 10, used, "", **values)


def test_size_counts_what_age_has_taken(cache):
    old, middle, new = (kept(each, NOW - (9 - each) * DAY) for each in range(3))
    limits = Limits(since=NOW - 8.5 * DAY, most_bytes=20)
    assert chosen([new, old, middle], limits, NOW) == {old}
    assert chosen([new, old, middle], Limits(most_bytes=15), NOW) == {old, middle}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30d", "2026-02-01"),
        ("0d", "2026-03-03"),
        ("2w", "2026-02-17"),
        ("1m", "2026-02-03"),
        ("15M", "2024-12-03"),
    ],
)
def test_ages_are_days_weeks_and_calendar_months(text, day):
    now = datetime(2026, 3, 3, 12, 30, tzinfo=UTC)
    assert datetime.fromtimestamp(since(text, now), UTC).isoformat() == f"{day}T12:30:00+00:00"


def test_a_month_before_its_last_days_is_the_shorter_months_last():
    now = datetime(2026, 3, 31, tzinfo=UTC)
    assert since("1m", now) == datetime(2026, 2, 28, tzinfo=UTC).timestamp()


def test_a_day_is_its_beginning():
    now = datetime(2026, 3, 31, 12, tzinfo=UTC)
    assert since("2026-01-02", now) == datetime(2026, 1, 2, tzinfo=UTC).timestamp()


@pytest.mark.parametrize("text", ["", "30", "d", "-1d", "1y", "99999m", "2026-02-30", "3 0d"])
def test_what_is_no_age_is_refused(text):
    with pytest.raises(ValueError, match="write"):
        since(text, datetime(2026, 3, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("12", 12),
        ("500MB", 500_000_000),
        ("1.5 gb", 1_500_000_000),
        ("7k", 7000),
        ("1B", 1),
    ],
)
def test_sizes_are_in_thousands(text, expected):
    assert size(text) == expected


@pytest.mark.parametrize("text", ["", "MB", "-1MB", "1e9", "5 MiB", "1,5GB", "9XB"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(ValueError, match="write 500MB"):
        size(text)


def test_full_texts_go_only_where_they_are_asked_for(cache, pages):
    texts = texts_of(cache)
    for number, age in ((1, 40), (2, 20)):
        copy = Copy("html", "https://arxiv.org/html/x", None, "2025-12-09", b"<html>")
        texts.put(f"2512.0000{number}", copy)
        aged(texts.files()[-1][0], age)
    old = texts.files()[0][0]
    assert prune(cache, pages, FREE, Limits(since=ago(30))).gone == ()
    done = prune(cache, pages, FREE, Limits(since=ago(30), texts=True))
    assert removed(done) == {old}
    assert [each.kind for each in done.left] == ["full texts"]
    assert texts.kept().papers == 1


def test_key_points_go_only_where_they_are_asked_for(cache, pages):
    points = points_of(cache)
    for number, age in ((1, 40), (2, 20)):
        question = Question(f"2512.0000{number}", "a" * 40, "b", "openai/scripted", "")
        points.put(question, ("{}",))
        aged(points.files()[-1][0], age)
    old, newer = [path for path, _ in points.files()]
    assert prune(cache, pages, FREE, Limits(since=ago(30), paid=True, texts=True)).gone == ()
    done = prune(cache, pages, FREE, Limits(since=ago(30), points=True))
    assert removed(done) == {old}
    assert [(each.kind, each.path) for each in done.left] == [("key points", newer)]
    assert points.kept().answers == 1


def test_what_a_full_text_proved_stays_with_the_answer_that_it_was_held_against(cache, pages):
    kept = put(cache, 0)
    by_text = put(cache, 0, Counting(paid=False, topics=f"{FREE.topics}{BY_TEXT}0123"), age=9)
    old = put(cache, 0, Counting(paid=False, topics=f"other{BY_TEXT}0123"), age=9)
    assert removed(prune(cache, pages, FREE, Limits())) == {old}
    assert {kept, by_text} <= set(files(cache))
