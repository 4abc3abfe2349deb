"""A week or a month of stored days as one digest."""

from __future__ import annotations

import json
import re

import pytest
from engine_double import Heard
from papers import api_item, paper
from stored_days import review, store

from summarizer import cli
from summarizer.errors import NothingListed
from summarizer.library.rollup import newest_span, rollup
from summarizer.library.run import Run
from summarizer.library.store import StoredDay
from summarizer.papers.periods import parse_span
from summarizer.papers.schema import check

WEEK = parse_span("2025-W50", "week")


@pytest.fixture
def run():
    return Run(observer=Heard())


@pytest.fixture
def week(run):
    """Three days of a week, the last paper of which is listed on two of them."""
    store(run, [0], "2025-12-05", tags=("agents",))
    store(run, [1], "2025-12-08", tags=("agents", "rag"))
    store(run, [2], "2025-12-09", tags=("rag",))
    store(run, [3, 2], "2025-12-12", tags=("safety",))
    store(run, [4], "2025-12-15", tags=("agents",))
    return run


def ids(digest):
    return [each.id[-1] for each in digest.papers]


def test_each_paper_is_there_once_the_most_upvoted_first(week):
    made = rollup(WEEK, week)
    assert ids(made) == ["3", "2", "1"]
    assert made.period.most_upvoted == ("2512.00003", "2512.00002", "2512.00001")
    assert made.source == ("hf",)
    assert made.date is None
    assert made.report.found == 4
    assert made.report.duplicates == 1
    assert made.usage.requests == 0


def test_a_paper_has_its_first_listing_and_its_newest_answer(week):
    again = next(each for each in rollup(WEEK, week).papers if each.id == "2512.00002")
    assert again.listed == "2025-12-09"
    assert again.tags == ("safety",)


def test_the_period_names_its_days_and_the_topics_that_are_new(week):
    period = rollup(WEEK, week).period
    assert (period.name, period.since, period.until) == ("2025-W50", "2025-12-08", "2025-12-14")
    assert period.days == ("2025-12-08", "2025-12-09", "2025-12-12")
    assert period.new_topics == ("safety", "rag")


def test_no_topic_is_new_where_no_earlier_day_is_stored(week):
    assert rollup(parse_span("2025-W49", "week"), week).period.new_topics == ()


def test_weekdays_that_are_not_stored_are_said(week):
    rollup(WEEK, week)
    assert week.observer.notes == [
        "not stored for 2025-W50: Wednesday 2025-12-10 to Thursday 2025-12-11"
    ]


def test_days_to_come_are_not_missed(run):
    from summarizer.papers.days import utc_now
    from summarizer.papers.periods import containing

    today = utc_now().date()
    store(run, [1], today.isoformat())
    rollup(containing(today, "month"), run)
    said = re.findall(r"\d{4}-\d\d-\d\d", " ".join(run.observer.notes))
    assert all(day < today.isoformat() for day in said)


def test_reviewed_papers_come_first_as_their_reader_has_them(week, home):
    review(home, "2512.00001", tags={"rag": True, "agents": False}, complete=True)
    made = rollup(WEEK, week)
    assert ids(made) == ["1", "3", "2"]
    assert made.papers[0].tags == ("rag",)
    assert made.papers[0].reviewed


def test_topics_and_a_limit_choose_papers(week):
    assert ids(rollup(WEEK, week, {"safety", "agents"})) == ["3", "2", "1"]
    made = rollup(WEEK, week, {"safety", "agents"}, 1)
    assert ids(made) == ["3"]
    assert made.period.most_upvoted == ("2512.00003",)


def test_sources_are_one(week):
    store(week, [1, 5], "2025-12-10", label="arxiv-cs.CL", tags=("rag",))
    made = rollup(WEEK, week)
    assert ids(made) == ["5", "3", "2", "1"]
    assert made.source == ("hf", "arxiv-cs.CL")


def test_a_period_of_which_nothing_is_stored_names_what_is(week, run):
    with pytest.raises(NothingListed, match="only for 2025-W49, 2025-W50, 2025-W51"):
        rollup(parse_span("2025-W40", "week"), week)


def test_with_nothing_stored_at_all_it_says_what_to_do(run):
    with pytest.raises(NothingListed, match="run `summarize today` first"):
        newest_span("week", run)
    with pytest.raises(NothingListed, match="or any other day"):
        rollup(WEEK, run)


def test_the_newest_period_is_that_of_the_newest_stored_day(week):
    assert newest_span("week", week).name == "2025-W51"
    assert newest_span("month", week).name == "2025-12"


def test_a_damaged_day_is_set_aside_and_the_others_are_shown(week, home):
    (home / "data" / "library" / "hf" / "2025-12-08.json").write_text("{}")
    assert ids(rollup(WEEK, week)) == ["3", "2"]


def test_papers_that_were_skipped_are_listed_unless_another_day_has_them(run, capsys):
    store(run, [1], "2025-12-08", skipped=(2, 3))
    store(run, [3], "2025-12-09")
    made = rollup(WEEK, run)
    assert [(each.id, each.reason) for each in made.skipped] == [("2512.00002", "no answer")]
    assert cli.main(["week", "2025-W50"]) == 1
    output = capsys.readouterr()
    assert "no answer" in output.out
    assert "1 paper skipped" in output.err


@pytest.mark.parametrize(("kind", "name"), [("week", "2025-W50"), ("month", "2025-12")])
@pytest.mark.parametrize("by_day", [True, False], ids=["stored by day", "stored as a whole"])
def test_it_agrees_with_the_listing_that_the_site_has(capsys, hugging_face, kind, name, by_day):
    hugging_face.days["2025-12-10"] = [api_item(5, "2025-12-10")]
    hugging_face.days["2026-01-05"] = [api_item(6, "2026-01-05")]
    assert cli.main(["papers", f"hf:{name}", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["papers"]
    if by_day:
        (Run().library.folder / f"hf-{name}" / "undated.json").unlink(missing_ok=True)
        for day in ("2025-12-09", "2025-12-10"):
            assert cli.main(["papers", f"hf:{day}", "--json"]) == 0
        capsys.readouterr()
    assert cli.main([kind, name, "--json", "-q"]) == 0
    stored = json.loads(capsys.readouterr().out)
    known = sorted((each["id"], each["tldr"], each["tags"]) for each in listed)
    assert len(known) == 4
    assert sorted((each["id"], each["tldr"], each["tags"]) for each in stored["papers"]) == known
    assert stored["period"]["days"] == ["2025-12-09", "2025-12-10"]


@pytest.mark.usefixtures("week")
def test_the_command_needs_no_network_and_prints_every_format(capsys, tmp_path):
    for kind, name in (("week", "2025-W50"), ("month", "2025-12")):
        assert cli.main([kind, name, "--json"]) == 0
        document = capsys.readouterr().out
        assert check(document).period.name == name
        assert cli.main([kind, name]) == 0
        text = capsys.readouterr().out
        assert f"· {name} · hf" in text
        assert "Most upvoted" in text
        assert "\nAgents (" in text
        place = tmp_path / f"{kind}.md"
        assert cli.main([kind, name, "-o", str(place)]) == 0
        assert place.read_text().startswith(f"# Papers of {name}\n")
        assert "## Most upvoted" in place.read_text()
    assert "## New topics\n\n- Safety (2)\n- RAG (1)" in (tmp_path / "week.md").read_text()


@pytest.mark.usefixtures("week")
def test_without_a_name_the_newest_is_shown_and_topics_are_known_by_alias(capsys):
    assert cli.main(["week", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["period"]["name"] == "2025-W51"
    assert cli.main(["month", "--json", "--tag", "Retrieval Augmented"]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)["papers"]] == ["2512.00001"]


@pytest.mark.usefixtures("week")
def test_exit_codes_of_the_command(capsys):
    assert cli.main(["week", "2025-W40"]) == 3
    assert cli.main(["week", "soon"]) == 2
    assert "write it like 2025-W50" in capsys.readouterr().err
    assert cli.main(["month", "--tag", "nonsense"]) == 2


def test_papers_without_an_annotation_or_a_reason_are_counted(capsys):
    store(Run(), [0])
    left_out = StoredDay({"source": ["hf"]}, unannotated=(paper(1), paper(2)))
    Run().library.merge("hf", "2025-12-09", left_out)
    assert cli.main(["week", "2025-W50", "--json"]) == 0
    output = capsys.readouterr()
    assert len(json.loads(output.out)["papers"]) == 1
    assert "2 stored papers of 2025-W50 not annotated" in output.err
