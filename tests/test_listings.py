"""Which day `today` shows, and why; what a day keeps."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from engine_double import Heard
from papers import api_item

from summarizer import listings, pipeline
from summarizer.errors import NothingListed, Refused, Unreachable, UsageError
from summarizer.run import Options, Run

TUESDAY = datetime(2025, 12, 9, 7, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Set the present."""

    def set_now(moment):
        monkeypatch.setattr(listings, "utc_now", lambda: moment)

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
    assert len(hugging_face.requests) == listings.LOOK_BACK


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
    assert [paper.id[-1] for paper in digest.papers] == ["3", "1", "0", "2"]
    assert "2 stored papers of 2025-12-09 are listed no more; kept" in heard.notes[0]
    assert [paper.cached for paper in digest.papers] == [False, True, True, True]


def test_a_day_that_answers_nothing_any_more_is_shown_as_stored(today, hugging_face):
    today()
    hugging_face.days.clear()
    digest, heard = today(day=date(2025, 12, 9))
    assert len(digest.papers) == 3
    assert "lists nothing for 2025-12-09 any more" in heard.warnings[0]


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
    with pytest.raises(Unreachable, match="of 2025-12-08"):
        today(offline=True, day=date(2025, 12, 8))


@pytest.mark.parametrize(
    "answer", [b"<html>", b'{"error": 1}', b"[1, 2]", b"[{]", b"", b'[{"foo": 1}]']
)
def test_a_nonsense_answer_is_never_a_day(today, hugging_face, answer):
    hugging_face.script = [answer]
    with pytest.raises(Unreachable, match="try again later"):
        today()
    with pytest.raises(Unreachable, match="nothing of hf is stored"):
        today(offline=True)


@pytest.mark.parametrize(
    ("fault", "error"),
    [(500, Unreachable), ("stall", Unreachable), ("cut", Unreachable), (429, Refused)],
)
def test_a_source_that_fails_is_not_taken_for_an_empty_day(today, hugging_face, fault, error):
    hugging_face.script = [fault] * 4
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


def test_two_days_at_once_are_refused(hugging_face):
    with pytest.raises(UsageError, match="are two days: give one"):
        pipeline.digest(["hf:2025-12-09"], Options(day=date(2025, 12, 8)))


@pytest.mark.parametrize("spec", ["x.txt", "dump", "nonsense"])
def test_today_is_for_sources_with_days(spec):
    with pytest.raises(UsageError, match="a source that lists papers by day"):
        pipeline.today(spec)
