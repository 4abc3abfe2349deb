"""Marks: what one takes from another, how they are kept, and how they are taken back."""

from __future__ import annotations

import json
import os
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.errors import InputError, OutputError
from summarizer.observer import Once, Silent
from summarizer.papers.records import Entry
from summarizer.reviews.marks import (
    KINDS,
    Marked,
    Marking,
    changed,
    marked_of,
    merged,
    renamed,
    undone,
)
from summarizer.reviews.markstore import Marks
from summarizer.text.plain import content_id

ID = "2512.00001"


class Heard(Silent):
    def __init__(self):
        self.warnings = []

    def warn(self, message):
        self.warnings.append(message)


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def store(tmp_path, heard):
    return Marks(tmp_path / "data" / "marks", Once(heard))


def moment(number):
    return f"2026-01-01T00:00:{number:02d}Z"


def step(before, kind, second, *, on=True, session=1):
    """A mark given or taken away."""
    return changed(before, Marking(kind=kind, on=on, at=moment(second), session=session))


def marked(*kinds):
    """A paper marked with one kind after the other, a second and a session each."""
    found = Marked(id=ID)
    for number, kind in enumerate(kinds, start=1):
        found = step(found, kind, number, session=number)
    return found


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (("star", "hide"), ("hide",)),
        (("later", "hide"), ("hide",)),
        (("hide", "star"), ("star",)),
        (("hide", "later"), ("later",)),
        (("star", "later", "read"), ("star", "read")),
        (("read", "hide"), ("read", "hide")),
        (("star", "later"), ("star", "later")),
    ],
)
def test_a_mark_takes_its_contrary_away(given, left):
    assert marked(*given).marks == left


def test_the_history_tells_of_marks_given_and_of_those_taken_away_by_others():
    told = [(each.kind, each.on) for each in marked("star", "later", "hide").changes]
    assert told == [
        ("star", True),
        ("later", True),
        ("hide", True),
        ("star", False),
        ("later", False),
    ]


def test_a_mark_given_twice_keeps_its_moment():
    once = marked("star")
    assert step(once, "star", 9, session=9) is once


def test_taking_a_session_back_gives_the_marks_back_with_their_moments():
    assert undone(marked("star", "hide"), 2, moment(9)).given == {"star": moment(1)}


class TestMerging:
    def test_of_contrary_marks_the_newer_stands(self):
        ours = step(Marked(id=ID), "star", 1)
        theirs = step(Marked(id=ID), "hide", 2)
        assert merged(ours, theirs).given == merged(theirs, ours).given == {"hide": moment(2)}

    def test_a_mark_taken_away_later_stays_away(self):
        ours = step(marked("star"), "star", 5, on=False, session=5)
        assert merged(ours, marked("star")).given == {}
        assert merged(marked("star"), ours).given == {}

    def test_what_was_taken_back_in_one_place_is_taken_back(self):
        back = undone(marked("star"), 1, moment(5))
        assert merged(marked("star"), back).given == merged(back, marked("star")).given == {}

    def test_sessions_of_another_machine_are_none_of_this_one(self):
        after = merged(Marked(id=ID), marked("star"))
        assert [each.session for each in after.changes] == [None]

    def test_a_title_that_only_the_other_knows_is_taken_over(self):
        theirs = replace(marked("star"), title="A title", authors=("A. Author",))
        after = merged(marked("later"), theirs)
        assert (after.title, after.authors) == ("A title", ("A. Author",))

    @given(
        st.lists(st.tuples(st.sampled_from(KINDS), st.booleans(), st.integers(0, 59)), max_size=8),
        st.lists(st.tuples(st.sampled_from(KINDS), st.booleans(), st.integers(0, 59)), max_size=8),
    )
    def test_merging_again_changes_nothing_and_nothing_is_lost(self, one, other):
        def told(steps):
            found = Marked(id=ID)
            for kind, on, second in sorted(steps, key=lambda step: step[2]):
                found = step(found, kind, second, on=on)
            return found

        ours, theirs = told(one), told(other)
        after = merged(ours, theirs)
        assert merged(after, theirs) == after
        assert not {"star", "hide"} <= set(after.marks)
        assert not {"later", "hide"} <= set(after.marks)
        steps = {(each.kind, each.on, each.at) for each in (*ours.changes, *theirs.changes)}
        assert steps == {(each.kind, each.on, each.at) for each in after.changes}


def test_a_topics_new_name_is_carried_into_marks():
    assert renamed(Marked(id=ID, tags=("rag", "peft")), "rag", "peft").tags == ("peft",)


class TestStore:
    def test_marks_read_back_are_the_same(self, store):
        (change,) = store.mark([paper(1)], "star", moment(1))
        assert (change.given, change.taken) == (("star",), ())
        assert store.of([ID, "2512.00002"]) == {ID: change.after}
        assert list(store.all()) == [change.after]
        assert change.after.given == {"star": moment(1)}

    def test_a_paper_is_kept_with_its_text_people_and_topics(self, store):
        entry = Entry(
            **vars(paper(1)) | {"organization": "Example Lab"},
            tldr="One.",
            tldr_origin="model",
            tags=("rag",),
            engine="embedded",
        )
        store.mark([entry], "star")
        back = store.of([ID])[ID].paper()
        assert (back.title, back.abstract) == (entry.title, entry.abstract)
        assert (back.authors, back.organization) == (entry.authors, "Example Lab")
        assert (back.tags, back.marks) == (("rag",), ("star",))

    def test_a_paper_known_by_its_id_alone_gets_its_text_when_it_is_there(self, store):
        store.mark([paper(1, title="", abstract="", authors=())], "star", moment(1))
        assert store.of([ID])[ID].title is None
        store.mark([paper(1)], "read", moment(2))
        assert store.of([ID])[ID].title == paper(1).title
        store.mark([paper(1, title="", abstract="", authors=())], "later", moment(3))
        assert store.of([ID])[ID].title == paper(1).title

    def test_marked_twice_is_written_once(self, store):
        store.mark([paper(1)], "star", moment(1))
        stamps = store.stamps()
        (change,) = store.mark([paper(1)], "star", moment(2))
        assert (change.given, store.stamps()) == ((), stamps)

    def test_a_paper_named_twice_is_marked_once(self, store):
        assert len(store.mark([paper(1), paper(1)], "star")) == 1
        assert len(store.of([ID])[ID].changes) == 1

    def test_a_mark_is_taken_away_and_the_history_stays(self, store):
        store.mark([paper(1)], "star")
        (change,) = store.unmark([ID, "2512.00009"], "star")
        assert (change.taken, change.after.marks) == (("star",), ())
        assert len(store.of([ID])[ID].changes) == 2

    def test_undo_takes_back_one_session_after_the_other(self, store):
        store.mark([paper(1), paper(2)], "star", moment(1))
        store.mark([paper(2)], "hide", moment(2))
        (change,) = store.undo(moment(3))
        assert (change.given, change.taken) == (("star",), ("hide",))
        assert {each.before.id for each in store.undo()} == {ID, "2512.00002"}
        assert store.undo() == []
        assert all(not each.marks for each in store.all())

    def test_a_clock_set_back_confuses_no_undo(self, store):
        store.mark([paper(1)], "star", moment(30))
        store.mark([paper(1)], "hide", moment(1))
        assert store.undo()[0].after.given == {"star": moment(30)}

    def test_without_marks_nothing_is_made(self, store):
        assert (store.of([ID]), list(store.all()), store.undo()) == ({}, [], [])
        assert store.unmark([ID], "star") == []
        assert not store.folder.exists()

    def test_a_paper_that_gets_an_id_keeps_its_marks_in_one_file(self, store):
        known = paper(1)
        old = content_id(known.title, known.abstract)
        store.mark([replace(known, id=old)], "star", moment(1))
        assert store.of_papers([known])[ID].marks == ("star",)
        store.mark([known], "read", moment(2))
        assert [each.id for each in store.all()] == [ID]
        assert store.of([ID])[ID].given == {"star": moment(1), "read": moment(2)}

    def test_marks_are_for_their_readers_eyes(self, store):
        store.mark([paper(1)], "star")
        (path,) = store.folder.glob("*.json")
        assert path.stat().st_mode & 0o777 == 0o600
        assert store.folder.stat().st_mode & 0o777 == 0o700

    def test_a_file_says_what_it_is_and_what_is_marked(self, store):
        store.mark([paper(1)], "star", moment(1))
        data = json.loads((store.folder / f"{ID}.json").read_text())
        assert (data["schema"], data["given"]) == ("summarizer/mark/1", {"star": moment(1)})

    def test_a_full_disk_is_one_line(self, store, monkeypatch):
        from summarizer import files

        def full(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files._Draft, "settle", full)
        with pytest.raises(OutputError, match=r"marks in .*: No space left .*: make room"):
            store.mark([paper(1)], "star")
        assert [*store.folder.glob("*.json"), *store.folder.glob("*.tmp")] == []

    def test_a_topic_is_renamed_in_all_marks(self, store):
        entry = Entry(
            **vars(paper(1)), tldr=None, tldr_origin=None, tags=("rag",), engine="embedded"
        )
        store.mark([entry], "star")
        assert store.rename_topic("rag", "retrieval") == 1
        assert store.of([ID])[ID].tags == ("retrieval",)


class TestDamage:
    @pytest.mark.parametrize(
        "damage",
        [
            b"",
            b"{",
            b"[]",
            b"\xff\xfe",
            b'{"schema": "summarizer/mark/2", "id": "2512.00001"}',
            b'{"schema": "summarizer/mark/1"}',
            b'{"schema": "summarizer/mark/1", "id": "2512.00001", "given": []}',
            b'{"schema": "summarizer/mark/1", "id": "2512.00001", "given": {"star": 1}}',
            b'{"schema": "summarizer/mark/1", "id": "2512.00001", "tags": [1]}',
            b'{"schema": "summarizer/mark/1", "id": "2512.00001", "changes": [1]}',
            b'{"schema": "summarizer/mark/1", "id": "2512.00001", "changes": [{"kind": "x"}]}',
        ],
    )
    def test_a_damaged_file_is_warned_of_left_and_set_aside_by_a_new_mark(
        self, store, heard, damage
    ):
        store.folder.mkdir(parents=True)
        path = store.folder / f"{ID}.json"
        path.write_bytes(damage)
        assert store.of([ID]) == {}
        assert f"the mark file `{path}` is damaged" in heard.warnings[0]
        store.mark([paper(1)], "star")
        assert store.of([ID])[ID].marks == ("star",)
        assert path.with_name(f"{path.name}.damaged").read_bytes() == damage

    @given(
        st.dictionaries(
            st.sampled_from([*Marked.__dataclass_fields__, "more"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(max_size=9),
                lambda inner: (
                    st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner)
                ),
                max_leaves=8,
            ),
        )
    )
    def test_whatever_stands_in_a_file_is_marks_or_a_clear_error(self, values):
        try:
            found = marked_of({"schema": "summarizer/mark/1", "id": ID} | values)
        except ValueError:
            return
        assert step(found, "star", 1).marks

    def test_a_file_edited_by_hand_counts_as_it_was_edited(self):
        data = {"schema": "summarizer/mark/1", "id": ID, "given": {"later": moment(5)}}
        found = marked_of(data)
        assert found.marks == ("later",)
        assert undone(found, 1, moment(9)).given == {"later": moment(5)}
        history = [{"kind": "star", "on": True, "at": moment(1), "session": 1}]
        found = marked_of(data | {"changes": history})
        assert step(found, "read", 9, session=2).marks == ("read",)

    def test_kinds_of_a_later_version_are_kept_and_not_shown(self):
        data = {"schema": "summarizer/mark/1", "id": ID, "given": {"pin": moment(5)}}
        found = step(marked_of(data), "star", 6)
        assert (found.marks, set(found.given)) == (("star",), {"pin", "star"})

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_in_the_place_of_a_file_is_damaged_and_nobody_waits_for_it(self, store, heard):
        store.mark([paper(2)], "star")
        path = store.folder / f"{ID}.json"
        os.mkfifo(path)
        assert [each.id for each in store.all()] == ["2512.00002"]
        assert (store.sessions(), set(store.stamps())) == (1, {"2512.00002.json"})
        assert heard.warnings[0].startswith(f"the mark file `{path}` is damaged (it is not a file)")
        assert path.is_fifo()
        store.mark([paper(1)], "star")
        assert store.of([ID])[ID].marks == ("star",)

    def test_a_file_with_the_id_of_another_paper_is_damaged(self, store, heard):
        store.mark([paper(1)], "star")
        path = (store.folder / f"{ID}.json").rename(store.folder / "2512.00002.json")
        assert (store.of(["2512.00002"]), list(store.all())) == ({}, [])
        assert f"`{path}` is damaged (it is named for another paper" in heard.warnings[0]
        (change,) = store.mark([paper(2)], "star")
        assert (change.after.id, change.given) == ("2512.00002", ("star",))

    def test_a_folder_that_cannot_be_read_is_said(self, store, monkeypatch):
        store.check()

        def denied(_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "listdir", denied)
        with pytest.raises(InputError, match=r"cannot read marks in .*: Permission denied: check"):
            store.check()


def test_what_a_killed_run_left_goes_with_the_next_mark(store):
    store.mark([paper(1)], "star")
    old, new = (store.folder / f".{ID}.json.{number}-ab.tmp" for number in (1, 2))
    for each in (old, new):
        each.write_text("{")
    os.utime(old, (1, 1))
    store.mark([paper(2)], "star")
    assert (old.exists(), new.exists()) == (False, True)
