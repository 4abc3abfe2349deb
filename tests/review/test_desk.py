"""One paper edited without a report: beside reports, in every order, and by several at once."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
import stored_days

from summarizer import files
from summarizer.errors import OutputError, UsageError
from summarizer.library.run import Run
from summarizer.observer import Silent
from summarizer.review import desk
from summarizer.review.desk import Edit
from summarizer.review.seen import known, seen

PAPER = "2512.00000"
BOXES = {"information-retrieval": True, "inference-efficiency": False}
"""The other boxes of the paper in a report."""
BOTH = """
import json, sys
from summarizer.library.run import Run
from summarizer.review import desk
desk.edit(desk.Edit(id=sys.argv[1], **json.loads(sys.argv[2])), Run(), by="page")
"""


@pytest.fixture
def library():
    """A library of a day with two papers, tagged rag and agents; the run that is at hand."""
    run = Run()
    stored_days.store(run, (0, 1), tags=("rag", "agents"))
    return run


@pytest.fixture
def report(run, library, tmp_path):
    """A report on the day, and a way to edit and apply it."""
    path = tmp_path / "report.md"
    code, _, err = run("review", "hf:2025-12-09", "--offline", "-o", path)
    assert code == 0, err

    def edit(old, new):
        head, sign, paper = path.read_text().partition(f"<!-- paper {PAPER} ")
        assert old in paper
        path.write_text(head + sign + paper.replace(old, new, 1))

    return path, edit


def review(identity=PAPER):
    return Run().reviews.of([identity]).get(identity)


def why(applied):
    return [each.why for each in applied.conflicts]


class TestOneEdit:
    def test_it_judges_what_it_names_and_nothing_else(self, library):
        applied = desk.edit(Edit(id=PAPER, tags={"rag": True, "peft": False}), library, by="me")
        ((before, after),) = applied.changes
        assert (before.tags, after.tags) == ({}, {"rag": True, "peft": False})
        assert (review(), applied.problems, applied.conflicts) == (after, (), ())
        (change,) = after.changes
        assert (change.by, change.session, change.report, change.file) == ("me", 1, None, "")
        assert change.answer == {
            "tags": ["rag", "agents"],
            "tldr": "Line 0.",
            "said": ["rag", "peft"],
        }

    def test_of_what_was_shown_one_verdict_judges_all_as_a_report_does(self, library):
        values = {"tags": {"rag": "given", "agents": "given", "peft": "near"}}
        shown = seen(PAPER, values, library)
        desk.edit(Edit(id=PAPER, shown=shown, tags={"agents": False}), library)
        assert review().tags == {"agents": False, "rag": True, "peft": False}

    def test_a_verdict_taken_away_judges_nothing(self, library):
        desk.edit(Edit(id=PAPER, tags={"rag": True}), library)
        shown = known(PAPER, library).shown()
        desk.edit(Edit(id=PAPER, shown=shown, tags={"rag": None}), library)
        assert review().tags == {}

    @pytest.mark.parametrize("text", ["rag", "retrieval augmentation", "Retrieval-Augmented"])
    def test_a_topic_is_added_by_name_label_or_alias_with_its_quote(self, library, text):
        desk.edit(Edit(id=PAPER, tags={text: True}), library)
        assert review().tags == {"rag": True}
        assert review().quotes["rag"] in review().title + review().abstract

    def test_a_verdict_is_taken_away_and_undo_brings_it_back_with_its_quote(self, library):
        desk.edit(Edit(id=PAPER, tags={"rag": True}), library)
        quotes = review().quotes
        desk.edit(Edit(id=PAPER, tags={"rag": None}), library)
        assert (review().tags, review().corrects) == ({}, False)
        desk.undo(library)
        assert (review().tags, review().quotes) == ({"rag": True}, quotes)

    def test_texts_are_bettered_and_taken_away(self, library):
        desk.edit(Edit(id=PAPER, tldr="A better\n line.", notes="see also"), library)
        assert (review().tldr, review().notes, review().tags) == ("A better line.", "see also", {})
        desk.edit(Edit(id=PAPER, tldr="", notes=""), library)
        assert (review().tldr, review().notes) == (None, None)

    def test_the_tldr_as_it_is_is_no_better_one(self, library):
        assert desk.edit(Edit(id=PAPER, tldr="Line 0."), library).changes == ()

    def test_reviewed_judges_the_shown_topics_as_they_stood(self, library):
        desk.edit(Edit(id=PAPER, tags={"agents": False}, complete=True), library)
        assert (review().complete, review().tags) == (True, {"agents": False, "rag": True})
        desk.edit(Edit(id=PAPER, complete=False), library)
        assert not review().complete
        assert review().tags == {"agents": False, "rag": True}

    def test_near_misses_that_were_shown_are_judged_wrong_by_reviewed(self, library):
        shown = seen(PAPER, {"tags": {"rag": "given", "agents": "given", "peft": "near"}}, library)
        desk.edit(Edit(id=PAPER, shown=shown, complete=True), library)
        assert review().tags == {"rag": True, "agents": True, "peft": False}

    def test_it_shows_everywhere_and_the_stored_day_stays(self, library, run, home):
        day = home / "data" / "library" / "hf" / "2025-12-09.json"
        before = day.read_bytes()
        desk.edit(Edit(id=PAPER, tags={"agents": False}, tldr="Mine."), library)
        out = (
            run("library", "show", "hf", "2025-12-09", "--json")[1]
            or run("search", "sparse index", "--json")[1]
        )
        assert "Mine." in out
        assert day.read_bytes() == before

    def test_nothing_said_is_nothing_kept(self, library, home):
        assert desk.edit(Edit(id=PAPER), library).changes == ()
        assert not list((home / "data" / "reviews").glob("*.json"))


class TestWhatCannotBeMeant:
    @pytest.mark.parametrize(
        ("edit", "message"),
        [
            (Edit(id=PAPER, tags={"ragg": True}), "unknown topic `ragg`: did you mean `rag`"),
            (Edit(id=PAPER, tags={" ": True}), "a topic without a name"),
            (Edit(id=PAPER, tags={"rag": True, "RAG": False}), "`rag` is judged twice"),
            (Edit(id="2512.99999", notes="n"), "unknown paper `2512.99999`"),
            (Edit(id="../../etc/passwd", notes="n"), "unknown paper"),
        ],
    )
    def test_it_is_one_line_and_nothing_is_kept(self, library, home, edit, message):
        edit = replace(edit, notes="this too")
        with pytest.raises(UsageError, match=re.escape(message)) as told:
            desk.edit(edit, library)
        assert "\n" not in str(told.value)
        assert not list((home / "data").glob("reviews/*"))

    def test_what_was_shown_of_another_paper(self, library):
        shown = seen("2512.00001", {}, library)
        with pytest.raises(UsageError, match=r"what was shown is of `2512[.]00001`"):
            desk.edit(Edit(id=PAPER, shown=shown), library)

    @pytest.mark.parametrize(
        "values",
        [
            {"tags": "rag"},
            {"tags": {"rag": "yes"}},
            {"tags": {"rag": ["near"]}},
            {"tags": [1]},
            {"tldr": 1},
            {"notes": []},
            {"complete": "yes"},
            {"topics": []},
        ],
    )
    def test_what_was_shown_in_other_kinds(self, library, values):
        with pytest.raises(UsageError, match="what was `shown` cannot be read"):
            seen(PAPER, values, library)


class TestBesideAReport:
    """The same paper at the desk and in a report, made before and applied after or the reverse."""

    def test_what_each_says_of_other_things_is_kept_in_both_orders(self, run, library, report):
        path, edit = report
        edit("[x] rag", "[ ] rag")
        desk.edit(Edit(id=PAPER, tldr="Mine.", tags={"peft": True}), library)
        assert run("review", "--apply", path)[0] == 0
        desk.edit(Edit(id=PAPER, notes="later"), library)
        found = review()
        assert found.tags == {"peft": True, "rag": False, **BOXES}
        assert (found.tldr, found.notes) == ("Mine.", "later")
        assert [each.session for each in found.changes] == [1, 2, 3]

    def test_a_report_does_not_take_back_what_the_desk_said_since(self, run, library, report):
        path, edit = report
        desk.edit(Edit(id=PAPER, tags={"rag": False}, tldr="Desk."), library)
        edit("- better TL;DR:", "- better TL;DR: Report.")
        edit("- new topics:", "- new topics: peft")
        code, _, err = run("review", "--apply", path)
        assert code == 1
        assert re.search(r"conflict: 2512.00000: TL;DR: “Report.” here, “Desk.” in the review", err)
        assert (review().tags["rag"], review().tags["peft"], review().tldr) == (
            False,
            True,
            "Desk.",
        )

    def test_nor_a_verdict_that_the_desk_took_away(self, run, library, tmp_path):
        desk.edit(Edit(id=PAPER, tags={"rag": True}), library)
        path = tmp_path / "second.md"
        run("review", "hf:2025-12-09", "--offline", "-o", path)
        desk.edit(Edit(id=PAPER, tags={"rag": None}), library)
        text = path.read_text().replace("[x] rag", "[ ] rag")
        path.write_text(text.replace("- notes:", "- notes: both"))
        code, _, err = run("review", "--apply", path)
        assert code == 1
        assert "2512.00000: `rag`: wrong here, not judged in the review" in err
        assert "rag" not in review().tags
        assert review("2512.00001").notes == "both"

    def test_the_desk_does_not_take_back_what_a_report_said_since(self, run, library, report):
        path, edit = report
        shown = known(PAPER, library).shown()
        edit("[x] rag", "[ ] rag")
        edit("- notes:", "- notes: from the report")
        run("review", "--apply", path)
        applied = desk.edit(
            Edit(id=PAPER, shown=shown, tags={"rag": True, "peft": True}, notes="from the desk"),
            library,
        )
        assert [each.split(" in the review")[0] for each in why(applied)] == [
            "2512.00000: `rag`: right here, wrong",
            "2512.00000: notes: “from the desk” here, “from the report”",
        ]
        assert all("change it again if you still mean it" in each for each in why(applied))
        assert (review().tags["rag"], review().tags["peft"]) == (False, True)
        assert review().notes == "from the report"

    def test_what_the_desk_saw_is_changed_without_a_conflict(self, run, library, report):
        path, edit = report
        edit("[x] rag", "[ ] rag")
        run("review", "--apply", path)
        assert why(desk.edit(Edit(id=PAPER, tags={"rag": True}), library)) == []
        assert review().tags["rag"] is True

    def test_each_is_undone_the_last_first_by_the_same_command(self, run, library, report):
        path, edit = report
        edit("[x] rag", "[ ] rag")
        desk.edit(Edit(id=PAPER, tags={"peft": True}), library)
        run("review", "--apply", path)
        desk.edit(Edit(id=PAPER, tldr="Mine."), library)
        states = []
        for _ in range(3):
            assert run("review", "--undo")[2] == "summarize: reviews of 1 paper undone\n"
            states.append((review().tags, review().tldr))
        assert states == [
            ({"peft": True, "rag": False, **BOXES}, None),
            ({"peft": True}, None),
            ({}, None),
        ]
        assert "no review to undo" in run("review", "--undo")[2]

    def test_the_report_may_still_be_applied_after_the_desk_took_it_back(
        self, run, library, report
    ):
        path, edit = report
        edit("[x] rag", "[ ] rag")
        run("review", "--apply", path)
        desk.undo(library)
        assert "reviews of 1 paper applied" in run("review", "--apply", path)[2]

    def test_processes_at_once_lose_nothing(self, library, report):
        path, edit = report
        edit("- notes:", "- notes: from the report")
        (path.parent / "desk.py").write_text(BOTH)
        page = [sys.executable, str(path.parent / "desk.py"), PAPER]
        commands = [
            [*page, '{"tags": {"rag": true}}'],
            [*page, '{"tldr": "Mine."}'],
            [sys.executable, "-m", "summarizer", "review", "--apply", str(path)],
        ]
        processes = [subprocess.Popen(each) for each in commands]
        assert [process.wait(120) for process in processes] == [0, 0, 0]
        found = review()
        assert (found.tags, found.tldr, found.notes) == ({"rag": True}, "Mine.", "from the report")
        assert sorted(each.session for each in found.changes) == [1, 2, 3]


class TestSeveralDesks:
    def test_the_same_edit_twice_is_one(self, library):
        edit = Edit(id=PAPER, shown=known(PAPER, library).shown(), tags={"rag": True}, tldr="Mine.")
        assert len(desk.edit(edit, library).changes) == 1
        again = desk.edit(edit, Run())
        assert (again.changes, again.conflicts) == ((), ())

    def test_what_was_said_of_a_topic_is_a_conflict_and_the_rest_is_kept(self, library):
        shown = known(PAPER, library).shown()
        desk.edit(Edit(id=PAPER, shown=shown, tags={"rag": True}), library)
        assert review().tags == {"rag": True, "agents": True}
        applied = desk.edit(
            Edit(id=PAPER, shown=shown, tags={"rag": False, "agents": False}), library
        )
        assert [each[:25] for each in why(applied)] == ["2512.00000: `rag`: wrong "]
        assert review().tags == {"rag": True, "agents": False}

    def test_reviewed_is_said_of_every_topic(self, library):
        shown = known(PAPER, library).shown()
        desk.edit(Edit(id=PAPER, shown=shown, complete=True), library)
        assert len(why(desk.edit(Edit(id=PAPER, shown=shown, tags={"rag": False}), library))) == 1
        assert review().tags == {"rag": True, "agents": True}

    def test_of_a_mere_list_what_stands_now_was_seen(self, library):
        desk.edit(Edit(id=PAPER, tags={"rag": True, "peft": False}), library)
        shown = seen(PAPER, {"tags": ["rag", "agents"]}, library)
        assert shown.boxes == {"rag": "right", "agents": "given", "peft": "wrong"}
        edit = Edit(id=PAPER, shown=shown, tags={"rag": False, "peft": True})
        assert why(desk.edit(edit, library)) == []
        stale = seen(PAPER, {"tags": ["rag"]}, library)
        assert len(why(desk.edit(replace(edit, shown=stale, tags={"rag": True}), library))) == 1

    def test_each_takes_back_its_own(self, library):
        first = desk.edit(Edit(id=PAPER, tags={"rag": True}), library)
        desk.edit(Edit(id="2512.00001", notes="another's"), library)
        number = first.changes[0][1].changes[-1].session
        assert len(desk.undo(library, number).changes) == 1
        assert (review().tags, review("2512.00001").notes) == ({}, "another's")
        assert "not undone: it was undone before" in desk.undo(library, number).notes[0]

    def test_what_was_changed_again_since_is_not_taken_back(self, library):
        first = desk.edit(Edit(id=PAPER, tags={"rag": True}), library)
        desk.edit(Edit(id=PAPER, tags={"rag": False}), library)
        applied = desk.undo(library, first.changes[0][1].changes[-1].session)
        assert (applied.changes, len(applied.notes)) == ((), 1)
        assert review().tags == {"rag": False}


class TestTheTopicsAndTheStore:
    def test_a_topic_renamed_in_between_goes_by_its_new_name(self, run, library, tmp_path):
        desk.edit(Edit(id=PAPER, tags={"rag": True}), library)
        shown = known(PAPER, library).shown()
        code, _, err = run("topics", "rename", "rag", "retrieval-generation")
        assert code == 0, err
        applied = desk.edit(Edit(id=PAPER, shown=shown, tags={"rag": False}), Run())
        tags = {"retrieval-generation": False, "agents": True}
        assert (why(applied), review().tags) == ([], tags)

    def test_a_damaged_review_is_set_aside_and_said(self, library, home):
        class Told(Silent):
            said: list[str] = []  # noqa: RUF012 - one test's

            def warn(self, message):
                self.said.append(message)

        folder = home / "data" / "reviews"
        folder.mkdir()
        (folder / f"{PAPER}.json").write_text('{"schema": "summarizer/review/1", "id": 7}')
        desk.edit(Edit(id=PAPER, notes="n"), Run(observer=Told()))
        assert review().notes == "n"
        assert any("set aside as" in each for each in Told.said)
        assert any('"id": 7' in each.read_text() for each in folder.iterdir() if each.is_file())

    def test_a_full_disk_keeps_what_was_and_says_so(self, library, monkeypatch):
        desk.edit(Edit(id=PAPER, notes="first"), library)

        def full(draft):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(files._Draft, "settle", full)
            with pytest.raises(OutputError, match="No space left on device"):
                desk.edit(Edit(id=PAPER, notes="second"), library)
        assert review().notes == "first"
        desk.edit(Edit(id=PAPER, notes="second"), library)
        assert review().notes == "second"

    def test_an_answer_made_anew_since_is_told_of(self, library, home):
        shown = known(PAPER, library).shown()
        for day in (home / "data" / "library").rglob("*.json"):
            day.write_text(re.sub(r'"tags": ?\[', '"tags": ["peft", ', day.read_text()))
        applied = desk.edit(Edit(id=PAPER, shown=shown, complete=True), library)
        assert "annotated again after it was shown, then without `peft`" in applied.notes[0]
        assert "peft" not in review().tags


class TestMarks:
    def test_given_taken_away_and_back(self, library, run):
        change = desk.mark(PAPER, {"star": True, "read": True}, library)
        assert (change.given, change.taken) == (("star", "read"), ())
        assert desk.mark(PAPER, {"hide": True}, library).taken == ("star",)
        assert PAPER not in run("star", "--list", "--json")[1]
        desk.unmark(library)
        assert library.marks.of([PAPER])[PAPER].marks == ("star", "read")
        assert PAPER in run("star", "--list", "--json")[1]

    def test_each_takes_back_its_own(self, library, run):
        number = desk.mark(PAPER, {"star": True}, library).after.changes[-1].session
        run("later", "2512.00001")
        (change,) = desk.unmark(library, number)
        assert change.taken == ("star",)
        assert library.marks.of(["2512.00001"])["2512.00001"].marks == ("later",)
        assert desk.unmark(library, number) == []

    @pytest.mark.parametrize(
        ("identity", "kinds", "message"),
        [
            (PAPER, {"love": True}, "unknown mark `love`: give star, later, read, hide"),
            (PAPER, {"star": True, "hide": True}, "`star` takes `hide` away: give one"),
            ("2512.99999", {"star": True}, "unknown paper"),
        ],
    )
    def test_what_cannot_be_meant_is_one_line(self, library, identity, kinds, message):
        with pytest.raises(UsageError, match=message):
            desk.mark(identity, kinds, library)
