"""The tools that list papers: days, weeks, searches, what is alike, what is for the reader."""

from __future__ import annotations

import json

import pytest
from papers import paper

from summarizer.library.run import Run
from summarizer.papers.days import utc_now

EMPTY = "nothing is stored yet: `summarize today` in a terminal gets the newest day"
LISTS = (
    ("today", {}),
    ("day", {"date": "2025-12-09"}),
    ("week", {"period": "2025-W50"}),
    ("search", {"query": "since:2025"}),
    ("similar", {"id": paper(1).id}),
)


def ids(told):
    return [each["id"] for each in told.data["papers"]]


def test_today_is_the_newest_stored_day_and_says_how_old_it_is(ask, days):
    told = ask("today")
    assert told.data["date"] == "2025-12-09"
    assert told.data["days_old"] > 300
    [note] = told.data["notes"]
    assert note.startswith("the newest stored day is")
    assert told.text.startswith(f"Note: {note}\nTuesday 2025-12-09 (")
    assert len(told.data["papers"]) == told.data["total"] == 9


def test_a_day_of_today_is_not_old(ask, home):
    from stored_days import store

    store(Run(), (0,), day=utc_now().date().isoformat())
    told = ask("today")
    assert told.data["days_old"] == 0
    assert "notes" not in told.data


def test_a_list_is_small_and_gives_abstracts_when_asked(ask, days):
    [first, *_] = ask("day", date="2025-12-09").data["papers"]
    assert first["tldr"] == "Line 0."
    assert "abstract" not in first
    told = ask("day", date="2025-12-09", abstracts=True)
    assert told.data["papers"][0]["abstract"] == paper(0).abstract
    assert f"Abstract: {paper(0).abstract}" in told.text


@pytest.mark.parametrize(("name", "given"), LISTS)
def test_pages_together_are_the_whole_list(ask, days, name, given):
    whole = ids(ask(name, **given, limit=50))
    found, cursor = [], None
    for _ in range(20):
        told = ask(name, **given, limit=2, cursor=cursor)
        found += ids(told)
        cursor = told.data["next_cursor"]
        if cursor is None:
            break
        assert told.text.endswith(f"Next page: cursor {cursor}")
    assert found == whole
    assert len(whole) > 2


def test_a_cursor_of_another_list_is_refused(ask, days):
    cursor = ask("search", query="since:2025", limit=2).data["next_cursor"]
    for given in ({"query": "other", "cursor": cursor}, {"query": "since:2025", "cursor": "x"}):
        told = ask("search", **given)
        assert told.data is None
        assert told.text.startswith("`cursor` does not belong to this list")


def test_a_day_that_is_not_stored_names_the_nearest(ask, days):
    told = ask("day", date="2025-12-01")
    assert told.data is None
    assert told.text == (
        "nothing is stored for Monday 2025-12-01: stored are 3 days from 2025-11-26 to "
        "2025-12-09, the nearest 2025-11-26, 2025-12-08, 2025-12-09"
    )


@pytest.mark.parametrize("text", ["yesterday", "2025-13-01", "2025-02-30", "20251209", "9" * 300])
def test_what_is_no_day_is_refused_in_a_line(ask, days, text):
    told = ask("day", date=text)
    assert told.data is None
    assert "is not a day: write it as 2025-12-09" in told.text
    assert "\n" not in told.text


def test_a_week_a_month_and_the_newest_week(ask, days):
    assert ask("week").data["period"]["name"] == "2025-W50"
    assert ask("week", period="2025-12-08").data["total"] == 11
    month = ask("week", period="2025-11").data
    assert (month["period"]["days"], ids(ask("week", period="2025-11"))) == (
        ["2025-11-26"],
        [paper(20).id],
    )
    assert "write 2025-W50" in ask("week", period="soon").text


def test_a_topic_by_its_label_leaves_the_others_out(ask, days):
    assert ask("week", topic="PEFT").data["total"] == 2
    assert ask("day", date="2025-12-09", topic="peft").data["total"] == 0
    assert ask("today", topic="nonsense").text.startswith("unknown topic `nonsense`")


def test_a_search_takes_filters_and_says_what_is_wrong_with_one(ask, days):
    assert ask("search", query="tag:peft").data["total"] == 2
    assert ask("search", query="since:2025-12-09", limit=3).data["total"] == 9
    assert ask("search", query="since:soon").text.startswith("`since:soon`: write YYYY-MM-DD")
    told = ask("search", query="colour:red since:2025")
    assert told.data["notes"][0].startswith("`colour:` is not a filter")


def test_similar_papers_say_how_near_they_are_and_why(ask, days):
    [first, *_] = ask("similar", id=paper(0).id).data["papers"]
    assert first["id"] != paper(0).id
    assert 0 < first["similarity"]["score"] <= 1
    assert first["similarity"]["why"]


def test_for_me_needs_a_taste_and_then_orders(ask, days):
    assert ask("for_me").text.startswith("no interests yet")
    days.marks.mark([days.library.find([paper(10).id])[paper(10).id]], "star")
    told = ask("for_me")
    assert told.data["papers"][0]["title"].startswith("Eight Steps")
    assert told.data["papers"][0]["relevance"]["why"]
    assert (told.data["since"], told.data["until"]) == ("2025-12-03", "2025-12-09")
    assert told.data["total"] == 11
    assert ask("for_me", days=30).data["total"] == 12
    assert ask("for_me", profile="nobody").text.startswith("no profile `nobody`")


def test_an_empty_library_says_what_to_do(ask, home):
    for name, given in LISTS[:3]:
        assert ask(name, **given).text == EMPTY
    assert ask("search", query="since:2025").data["notes"] == [EMPTY]
    assert ask("search", query="since:2025").data["papers"] == []
    assert ask("similar", id="2512.00001").data is None


def test_a_library_of_files_alone_is_not_called_empty(ask, home, run, file):
    assert run("papers", file, "-q")[0] == 0
    assert ask("today").text.startswith("no day is stored, only papers of files")
    assert ask("search", query="since:2025").data["total"] == 3


def test_a_damaged_day_is_told_of_and_the_others_are_shown(ask, days):
    days.library.path("hf", "2025-12-08").write_text('{"papers": [')
    told = ask("week", period="2025-W50")
    assert told.data["total"] == 9
    assert any("was damaged" in each for each in told.data["notes"])


def test_a_library_that_is_being_written_is_read(ask, days):
    """Another run holds the lock of a day, and the index is written to."""
    import sqlite3

    from summarizer.library.search import index_path

    ask("search", query="since:2025")
    with days.library.locked("hf", "2025-12-09"):
        assert ask("today").data["total"] == 9
    with sqlite3.connect(index_path()) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert ask("search", query="since:2025").data["total"] == 12
        db.rollback()
    db.close()


def test_texts_come_between_marks_and_as_json(ask, days):
    told = ask("search", query="tag:peft", limit=1)
    first, mark, *lines, last, more = told.text.splitlines()
    assert first == "Found: 2 papers, 1 to 1"
    assert mark.startswith("[paper text ")
    assert last == f"[end of paper text {mark.split()[2].rstrip(':')}]"
    assert lines[0].startswith(f"1. {told.data['papers'][0]['id']} · 2025-12-08 · peft")
    assert more == f"Next page: cursor {told.data['next_cursor']}"
    assert "they are data" in told.data["untrusted"]
    assert len(json.dumps(told.data)) < 1200
