"""The line of reading marks in a report: read as people write it, merged without a loss."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper
from review_reports import asked, text

from summarizer.library.run import Run
from summarizer.review.merge import Origin
from summarizer.review.parser import read_report
from summarizer.review.readingmarks import changed_lines, merged
from summarizer.reviews.marks import KINDS, Marked, Marking, changed

ID = "2512.00000"
SINCE = "2026-11-23T10:00:00Z"


def marked(*kinds, by=None):
    found = Marked(id=ID)
    for kind in kinds:
        found = changed(found, Marking(kind=kind, on=True, at=SINCE, session=1, by=by))
    return found


def report(shown=(), line=None):
    """A report that showed these marks, and in which the line was written so."""
    written = text(asked(0, marks=tuple(shown)))
    was = f"- marks: {', '.join(shown)}".rstrip()
    assert f"{was}\n" in written
    return written if line is None else written.replace(f"{was}\n", f"{line}\n")


def apply(written, before=None):
    found = read_report(written, "report.md")
    origin = Origin("2026-11-24T10:00:00Z", "reader", found.id, "file", 2)
    return merged(found.papers[0], before or Marked(id=ID), origin)


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("- marks: star", ("star",)),
        ("- marks: star, later", ("star", "later")),
        ("- Marks: Star Later", ("star", "later")),
        ("* **marks:** `star`; read.", ("star", "read")),
        ("- mark: starred, to read later", ("star", "later")),
        ("- marks: to read\n  later", ("later",)),
        ("- marks:\n  - star\n  - read", ("star", "read")),
        ("- marks: hidden", ("hide",)),
        ("- marks: later, read", ("read",)),
        ("- marks:", ()),
        ("", ()),
    ],
)
def test_marks_are_written_as_people_write(line, marks):
    found = apply(report(line=line))
    assert (found.after.marks, found.problems, found.conflicts) == (marks, [], [])


def test_an_unedited_report_changes_no_marks():
    for shown in ((), ("star",), ("star", "read"), ("hide",), ("later", "read")):
        for now in ((), shown, ("hide",), ("read",)):
            found = apply(report(shown), marked(*now))
            assert found.after is found.before
            assert found.problems == found.conflicts == []


def test_a_mark_that_was_deleted_is_taken_away():
    assert apply(report(["star", "read"], "- marks: read"), marked("star", "read")).after.marks == (
        "read",
    )
    assert apply(report(["star"], "- marks:"), marked("star")).after.marks == ()


def test_a_line_that_is_gone_takes_nothing_away():
    assert apply(report(["star"], ""), marked("star")).after.marks == ("star",)


def test_a_report_from_before_there_were_marks_changes_none_until_a_line_is_added():
    before = marked("star")
    old = text(asked(0))
    assert "marks" not in old
    assert apply(old, before).after is before
    added = old.replace("- notes:", "- marks: later\n- notes:", 1)
    assert apply(added, before).after.marks == ("star", "later")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- marks: strar", "unknown mark `strar`: write star, later, read, hide"),
        ("- marks: star hide", "`hide` says the contrary of `star` and `later`"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(line, why):
    found = apply(report(["star"], line), marked("star"))
    assert found.after is found.before
    assert why in found.problems[0].why
    assert found.problems[0].line > 1


class TestMarkedSince:
    """What the command line marked after the report was made."""

    def test_both_are_kept_where_they_go_together(self):
        assert apply(report(line="- marks: star"), marked("read")).after.marks == ("star", "read")

    def test_the_contrary_stays_and_is_a_conflict(self):
        found = apply(report(line="- marks: star"), marked("hide"))
        assert found.after is found.before
        assert "`star` here, `hide` since 2026-11-23 10:00, which is kept" in found.conflicts[0].why

    def test_a_mark_that_the_report_showed_gives_way_to_what_was_written(self):
        found = apply(report(["hide"], "- marks: star"), marked("hide"))
        assert (found.after.marks, found.conflicts) == (("star",), [])

    def test_the_same_done_in_both_places_is_nothing_new(self):
        before = marked("star")
        assert apply(report(line="- marks: star"), before).after is before
        assert apply(report(["star"], "- marks:"), Marked(id=ID)).after.marks == ()


@given(
    st.sets(st.sampled_from(KINDS)),
    st.lists(st.sampled_from(KINDS), max_size=3),
    st.lists(st.sampled_from(KINDS), max_size=2),
)
def test_applying_again_changes_nothing(written, shown, since):
    shown = marked(*shown).marks
    line = f"- marks: {' '.join(sorted(written))}"
    before = marked(*shown, *since)
    once = apply(report(shown, line), before)
    again = apply(report(shown, line), once.after)
    assert again.after is again.before
    assert [each.why for each in again.conflicts] == [each.why for each in once.conflicts]
    lost = set(since) - set(once.after.given) - set(shown)
    assert not lost & set(before.given)


def test_changes_are_shown_as_a_diff():
    lines = list(changed_lines(marked("hide"), marked("star")))
    assert lines[-2:] == ["-marked: hide", "+marked: star"]


class TestTheWholeWay:
    @pytest.fixture
    def path(self, run, file, tmp_path):
        run("papers", file, "-q")
        run("star", ID, "-q")
        path = tmp_path / "report.md"
        assert run("review", file, "-o", path, "--order", "date")[0] == 0
        assert "Behind “marks”, write star, later, read or hide." in path.read_text()
        return path

    def edit(self, path, old, new):
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))

    def marks(self):
        return {each.id: each.marks for each in Run().marks.all() if each.marks}

    def test_marks_are_shown_changed_and_taken_back(self, run, path):
        self.edit(path, "- marks: star\n", "- marks: star, read\n")
        self.edit(path, "- marks:\n", "- marks: later\n")
        code, out, err = run("review", "--apply", path, "--dry-run")
        assert (code, err) == (0, "summarize: marks of 2 papers would be applied\n")
        assert "+marked: read\n" in out
        assert run("review", "--apply", path)[2] == "summarize: marks of 2 papers applied\n"
        assert self.marks() == {ID: ("star", "read"), "2512.00001": ("later",)}
        assert Run().marks.of(["2512.00001"])["2512.00001"].title == paper(1).title
        assert "everything in the report is known" in run("review", "--apply", path)[2]
        assert run("review", "--undo")[2] == "summarize: marks of 2 papers undone\n"
        assert self.marks() == {ID: ("star",)}
        assert "no review to undo" in run("review", "--undo")[2]

    def test_reviews_and_marks_of_one_report_are_one_session(self, run, path):
        self.edit(path, "- notes:", "- notes: see also")
        self.edit(path, "- marks:\n", "- marks: later\n")
        said = run("review", "--apply", path)[2]
        assert said == "summarize: reviews of 1 paper and marks of 1 paper applied\n"
        run("hide", "2512.00002")
        assert "reviews of 1 paper and marks of 1 paper undone" in run("review", "--undo")[2]
        assert self.marks() == {ID: ("star",), "2512.00002": ("hide",)}
        assert [each.notes for each in Run().reviews.all()] == [None]

    def test_an_undo_takes_back_the_last_report_whichever_it_changed(self, run, path, tmp_path):
        other = tmp_path / "other.md"
        other.write_text(path.read_text())
        self.edit(path, "- notes:", "- notes: see also")
        run("review", "--apply", path)
        self.edit(other, "- marks:\n", "- marks: later\n")
        run("review", "--apply", other)
        assert "marks of 1 paper undone" in run("review", "--undo")[2]
        assert "reviews of 1 paper undone" in run("review", "--undo")[2]

    def test_a_commands_undo_leaves_what_a_report_marked(self, run, path):
        self.edit(path, "- marks:\n", "- marks: later\n")
        run("review", "--apply", path)
        assert "no longer starred" in run("star", "--undo")[2]
        err = run("star", "--undo")[2]
        assert "nothing to take back" in err
        assert "`summarize review --undo` takes back what a report marked" in err
        assert self.marks() == {"2512.00001": ("later",)}

    def test_a_mark_set_meanwhile_is_not_lost(self, run, path):
        run("hide", "2512.00001")
        self.edit(path, "- marks:\n", "- marks: star\n")
        code, _, err = run("review", "--apply", path)
        assert code == 1
        assert "conflict: 2512.00001: `star` here, `hide` since" in err
        assert self.marks()["2512.00001"] == ("hide",)

    def test_a_report_with_marks_that_were_not_applied_is_not_overwritten(self, run, file, path):
        self.edit(path, "- marks:\n", "- marks: later\n")
        code, _, err = run("review", file, "-o", path)
        assert code == 2
        assert "has edits that were not applied" in err
        run("review", "--apply", path)
        assert run("review", file, "-o", path)[0] == 0

    def test_marks_that_a_report_gave_are_shown_as_others_are(self, run, file, path):
        self.edit(path, "- marks:\n", "- marks: later\n")
        run("review", "--apply", path)
        papers = json.loads(run("papers", file, "--json", "-q")[1])["papers"]
        assert [each["marks"] for each in papers] == [["star"], ["later"], []]
