"""The last session is taken back, whatever the clocks say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.papers.days import utc_now
from summarizer.review import session
from summarizer.review.sessions import Session, last_session, undone
from summarizer.reviews.judgements import Change, Review

AT = "2026-11-22T10:00:00Z"


def changed(review, number, at, file, topic, *, right):
    """The review with a topic judged by one more session."""
    change = Change(
        at=at, by="me", report="r", file=file, session=number, answer={},
        before={"tags": {topic: review.tags.get(topic)}}, after={"tags": {topic: right}},
    )  # fmt: skip
    tags = {**review.tags, topic: right}
    return Review(id=review.id, tags=tags, changes=(*review.changes, change))


def undo_all(reviews):
    """Every session that is taken back, in turn, and what is left."""
    told = []
    while last := last_session(reviews):
        told.append(last)
        after = [undone(each, last, "later") for each in reviews]
        assert after != reviews
        reviews = after
    return told, reviews


@pytest.mark.parametrize("times", [(AT, AT), (AT, "2020-01-01T00:00:00Z")])
@pytest.mark.parametrize("files", [("a", "b"), ("b", "a"), ("a", "a")])
def test_by_its_number_within_one_second_and_with_the_clock_set_back(times, files):
    one, other = Review(id="1"), Review(id="2")
    one = changed(one, 1, times[0], files[0], "rag", right=False)
    other = changed(other, 2, times[1], files[1], "rag", right=True)
    one = changed(one, 2, times[1], files[1], "rag", right=True)
    told, left = undo_all([one, other])
    assert [each.number for each in told] == [2, 1]
    assert [each.tags for each in left] == [{}, {}]


@pytest.mark.parametrize("times", [(AT, AT), (AT, "2020-01-01T00:00:00Z")])
@pytest.mark.parametrize("files", [("a", "b"), ("b", "a")])
def test_of_an_old_record_by_the_place_in_it(times, files):
    one = changed(Review(id="1"), None, times[0], files[0], "rag", right=False)
    one = changed(one, None, times[1], files[1], "rag", right=True)
    told, left = undo_all([one])
    assert [each.file for each in told] == [files[1], files[0]]
    assert left[0].tags == {}


def test_a_change_under_a_later_one_of_another_session_is_never_taken():
    one = changed(Review(id="1"), 2, AT, "a", "rag", right=False)
    one = changed(one, 1, AT, "b", "rag", right=True)
    other = changed(Review(id="2"), 1, AT, "b", "rag", right=True)
    other = changed(other, 2, AT, "a", "rag", right=False)
    after = undone(one, Session(2, AT, "a"), "later")
    assert after == one
    told, left = undo_all([one, other])
    assert [each.tags for each in left] == [{}, {}]
    assert len(told) >= 2


@given(
    st.lists(
        st.tuples(
            st.sets(st.sampled_from("123"), min_size=1),
            st.sampled_from([AT, "2020-01-01T00:00:00Z"]),
            st.sampled_from("ab"),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_undone_one_by_one_every_state_comes_back(steps):
    states = [{name: Review(id=name) for name in "123"}]
    for number, (ids, at, file, right) in enumerate(steps, start=1):
        now = dict(states[-1])
        for name in ids:
            now[name] = changed(now[name], number, at, file, "rag", right=right)
        states.append(now)
    reviews = list(states.pop().values())
    while states:
        before = states.pop()
        last = last_session(reviews)
        reviews = [undone(each, last, "later") for each in reviews]
        assert [each.tags for each in reviews] == [each.tags for each in before.values()]
    assert last_session(reviews) is None


@pytest.fixture
def two_reports(run, file, tmp_path, monkeypatch):
    """Two reports applied, the second of which judges what the first did, by one clock."""

    def applied(*times):
        clock = iter(times)
        monkeypatch.setattr(session, "utc_now", lambda: next(clock, utc_now()))
        first, second = tmp_path / "first.md", tmp_path / "second.md"
        for path, old, new in (
            (first, "[x] rag", "[ ] rag"),
            (second, "[ ] rag", "[x] rag"),
        ):
            assert run("review", file, "-o", path)[0] == 0
            path.write_text(path.read_text().replace(old, new, 1))
            assert run("review", "--apply", path)[0] == 0

    return applied


@pytest.mark.parametrize("seconds", [(0, 0), (3600, 0), (0, 3600)])
def test_two_reports_are_taken_back_the_second_first(run, file, two_reports, seconds):
    from datetime import timedelta

    now = utc_now()
    two_reports(*(now + timedelta(seconds=each) for each in seconds))
    states = []
    for _ in range(2):
        assert run("review", "--undo")[2] == "summarize: reviews of 1 paper undone\n"
        out = run("review", file)[1]
        states.append("[ ] rag" in out)
    assert states == [True, False]
    assert "no review to undo" in run("review", "--undo")[2]
    assert run("review", "--status")[1].count("undone") == 2
