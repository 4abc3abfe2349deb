"""Which day `today` shows, and why; what a day keeps."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime

import pytest
from engine_double import Heard
from papers import api_item, page

from summarizer import pipeline
from summarizer.errors import InputError, NothingListed, Refused, Unreachable, UsageError
from summarizer.library.run import Options, Run
from summarizer.sources import remote

TUESDAY = datetime(2025, 12, 9, 7, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Set the present."""

    def set_now(moment):
        monkeypatch.setattr(remote, "utc_now", lambda: moment)

    set_now(TUESDAY)
    return set_now


@pytest.fixture
def today(hugging_face, at):
    def run(**options):
        heard = Heard()
        digest = pipeline.today("hf", Options(**options), Run(observer=heard))
        return digest, heard

    return run


def test_today_is_the_day_in_utc(today):
    digest, heard = today()
    assert (digest.date, digest.source) == ("2025-12-09", ("hf:2025-12-09",))
    assert len(digest.papers) == 3
    assert heard.notes == ["hf: Tuesday 2025-12-09 (today, UTC), 3 papers"]


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        (datetime(2025, 12, 13, 9, tzinfo=UTC), "Saturday 2025-12-13: a weekend"),
        (datetime(2025, 12, 14, 9, tzinfo=UTC), "Sunday 2025-12-14: a weekend"),
        (datetime(2025, 12, 10, 0, 5, tzinfo=UTC), "Wednesday 2025-12-10: not open yet"),
    ],
)
def test_a_day_without_papers_gives_the_newest_listed_one_and_says_why(
    today, at, hugging_face, moment, why
):
    hugging_face.days["2025-12-12"] = []
    hugging_face.days["2025-12-11"] = []
    hugging_face.days["2025-12-10"] = []
    at(moment)
    digest, heard = today()
    assert digest.date == "2025-12-09"
    assert len(heard.notes) == 1
    assert why in heard.notes[0]


def test_nothing_anywhere_is_said(today, hugging_face):
    hugging_face.days.clear()
    with pytest.raises(NothingListed, match="nor for the 9 weekdays before"):
        today()
    assert len(hugging_face.requests) == remote.LOOK_BACK


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2025, 12, 6), "Saturday 2025-12-06: a weekend"),
        (date(2025, 12, 20), "in the future"),
        (date(2025, 12, 8), "perhaps a holiday"),
    ],
)
def test_a_day_asked_for_is_never_replaced_by_another(today, day, why):
    with pytest.raises(NothingListed, match=why):
        today(day=day)


def test_late_papers_are_added_and_none_is_dropped(today, hugging_face):
    today()
    hugging_face.days["2025-12-09"] = [api_item(3), api_item(1)]
    digest, heard = today()
    assert "4 papers, 1 new since it was last read" in heard.notes[1]
    assert [paper.id[-1] for paper in digest.papers] == ["3", "1", "0", "2"]
    assert "2 stored papers of 2025-12-09 no longer listed; kept" in heard.notes[0]
    assert [paper.cached for paper in digest.papers] == [False, True, True, True]


def test_a_day_that_answers_nothing_any_more_is_shown_as_stored(today, hugging_face):
    today()
    hugging_face.days.clear()
    digest, heard = today(day=date(2025, 12, 9))
    assert len(digest.papers) == 3
    assert "no longer lists anything for 2025-12-09" in heard.warnings[0]


def test_offline_is_the_newest_stored_day_without_a_request(today, hugging_face):
    first, _ = today()
    hugging_face.requests.clear()
    digest, heard = today(offline=True)
    assert hugging_face.requests == []
    assert [paper.id for paper in digest.papers] == [paper.id for paper in first.papers]
    assert "the newest day stored; offline" in heard.notes[0]
    assert today(offline=True, day=date(2025, 12, 9))[0].papers == digest.papers


def test_offline_without_a_stored_day_says_what_to_do(today):
    with pytest.raises(Unreachable, match="run once without `--offline`"):
        today(offline=True)
    with pytest.raises(Unreachable, match="for 2025-12-08"):
        today(offline=True, day=date(2025, 12, 8))


@pytest.mark.parametrize(
    "answer", [b"<html>", b'{"error": 1}', b"[1, 2]", b"[{]", b"", b'[{"foo": 1}]']
)
def test_a_nonsense_answer_is_never_a_day(today, hugging_face, answer):
    hugging_face.api_answer = (200, answer)
    hugging_face.days.clear()
    with pytest.raises(Unreachable, match="try again later"):
        today()
    with pytest.raises(Unreachable, match="nothing from hf is stored"):
        today(offline=True)


@pytest.mark.parametrize(
    ("fault", "error"),
    [(500, Unreachable), ("stall", Unreachable), ("cut", Unreachable), (429, Refused)],
)
def test_a_source_that_fails_is_not_taken_for_an_empty_day(today, hugging_face, fault, error):
    hugging_face.script = [fault] * 8
    with pytest.raises(error):
        today()


def test_a_day_of_more_than_a_page_is_read_to_its_end(today, hugging_face):
    hugging_face.days["2025-12-09"] = [api_item(number) for number in range(130)]
    digest, _ = today()
    assert len(digest.papers) == 130
    assert [query["p"] for _, query, _ in hugging_face.requests] == ["0", "1"]


def test_a_server_that_repeats_its_page_is_not_asked_for_ever(today, hugging_face):
    answer = json.dumps([api_item(number) for number in range(100)]).encode()
    hugging_face.script = [answer] * 30
    assert len(today()[0].papers) == 100
    assert len(hugging_face.requests) == 2


def test_offline_goes_back_past_a_damaged_day(today, hugging_face, home):
    today()
    newer = home / "data" / "library" / "hf" / "2025-12-10.json"
    newer.write_text("{")
    digest, heard = today(offline=True)
    assert digest.date == "2025-12-09"
    assert "was damaged" in heard.warnings[0]


@pytest.fixture
def digest(hugging_face, at):
    hugging_face.days["2025-12-08"] = [api_item(3, "2025-12-08")]
    hugging_face.days["2025-11-28"] = [api_item(4, "2025-11-28")]

    def run(spec, **options):
        heard = Heard()
        return pipeline.digest([spec], Options(**options), Run(observer=heard)), heard

    return run


def ids(made):
    return sorted(paper.id[-1] for paper in made.papers)


@pytest.mark.parametrize(
    ("spec", "expected", "day"),
    [
        ("hf:2025-W50", "0123", None),
        ("hf:2025-12", "0123", None),
        ("hf:2025-11", "4", None),
        ("hf:trending", "01234", "2025-12-09"),
        ("hf:?q=Scaling", "2", "2025-12-09"),
        ("hf:2512.00004", "4", None),
        ("https://huggingface.co/papers/week/2025-W50", "0123", None),
    ],
)
def test_weeks_months_rankings_searches_and_papers(digest, spec, expected, day, hugging_face):
    made, _ = digest(spec)
    assert ids(made) == list(expected)
    assert (made.date, made.source) == (day, (spec,))
    assert all(paper.listed for paper in made.papers)
    hugging_face.requests.clear()
    again, _ = digest(spec, offline=True)
    assert (ids(again), hugging_face.requests) == (list(expected), [])


def test_a_ranking_is_as_long_as_it_is_asked_for(digest, hugging_face):
    made, _ = digest("hf:trending", limit=2)
    assert [paper.id[-1] for paper in made.papers] == ["4", "3"]
    assert hugging_face.requests[0][1] == {"sort": "trending", "limit": "2", "p": "0"}


def test_papers_of_a_topic_are_looked_for_in_the_whole_ranking(digest, hugging_face):
    made, _ = digest("hf:trending", limit=1, tags=("scaling laws",))
    assert ids(made) == ["2"]
    assert hugging_face.requests[0][1]["limit"] == "50"


def test_a_month_of_several_pages_is_read_to_its_end_and_grows(digest, hugging_face):
    hugging_face.days["2025-10-01"] = [api_item(number, "2025-10-01") for number in range(230)]
    assert len(digest("hf:2025-10")[0].papers) == 230
    hugging_face.days["2025-10-02"] = [api_item(300, "2025-10-02")]
    made, heard = digest("hf:2025-10")
    assert len(made.papers) == 231
    assert heard.notes == ["hf:2025-10: 231 papers, 1 new since it was last read"]


def test_what_came_before_a_failure_is_kept_and_the_rest_is_named(digest, hugging_face):
    hugging_face.days["2025-10-01"] = [api_item(number, "2025-10-01") for number in range(130)]
    hugging_face.script = [None, *[429] * 4]
    made, heard = digest("hf:2025-10")
    assert len(made.papers) == 100
    assert made.report.dropped[0].where == "pages from 2 on"
    assert "allows no more requests now" in made.report.dropped[0].why
    assert made.report.found == 101
    assert any("dropped pages from 2 on" in note for note in heard.notes)


@pytest.mark.parametrize("answer", [(403, b"{}"), (500, b"{}"), (200, b"<html>"), (200, b"[1]")])
@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ("hf:2025-12-09", "012"),
        ("hf:2025-W50", "0123"),
        ("hf:trending", "01234"),
        ("hf:?q=x", "01234"),
    ],
)
def test_the_page_is_read_where_the_api_does_not_answer(
    digest, hugging_face, answer, spec, expected
):
    hugging_face.api_answer = answer
    made, heard = digest(spec)
    assert ids(made) == list(expected)
    assert any("the page was read instead" in note for note in heard.notes)


def test_a_page_that_shows_another_day_is_not_taken_for_the_one_asked_for(digest, hugging_face):
    hugging_face.script = [403, page([api_item()], "2025-12-09").encode()]
    with pytest.raises(Refused, match="status 403"):
        digest("hf:2025-12-08")


def test_a_paper_that_is_not_there_is_said(digest):
    with pytest.raises(InputError, match=r"has no paper `2512\.99999`: try `arxiv"):
        digest("hf:2512.99999")


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("hf:2030-W01", "lists nothing: it is in the future"),
        ("hf:2026-01", "lists nothing: it is in the future"),
        ("hf:2025-10", "lists nothing$"),
        ("hf:?q=nothing", "lists nothing$"),
    ],
)
def test_nothing_there_is_said(digest, spec, said):
    with pytest.raises(NothingListed, match=said):
        digest(spec)


def test_a_day_for_what_has_no_days_is_wrong_use(digest):
    with pytest.raises(UsageError, match="`--date` does not apply to"):
        digest("hf:trending", day=date(2025, 12, 9))


def test_another_site_is_never_asked(digest, hugging_face):
    with pytest.raises(UsageError, match=r"not on a supported .* `rss:http"):
        digest("https://evil.test/papers/2512.00001")
    with pytest.raises(UsageError, match=r"not on a supported .* `rss:http"):
        digest("http://127.0.0.1:9/papers")
    assert hugging_face.requests == []


def test_the_reader_s_own_clock_is_shown_where_it_has_another_day(today, at, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    at(datetime(2025, 12, 9, 12, 30, tzinfo=UTC))
    _, heard = today()
    monkeypatch.undo()
    time.tzset()
    assert "(today, UTC; here it is Wednesday 2025-12-10, 01:30)" in heard.notes[0]


def test_two_days_at_once_are_refused(hugging_face):
    with pytest.raises(UsageError, match="are different days: give one"):
        pipeline.digest(["hf:2025-12-09"], Options(day=date(2025, 12, 8)))


@pytest.mark.parametrize("spec", ["x.txt", "dump", "nonsense"])
def test_today_is_for_sources_with_days(spec):
    with pytest.raises(UsageError, match="a source that lists papers by day"):
        pipeline.today(spec)
