"""What is stored, shown and looked after; nothing is lost by it."""

from __future__ import annotations

import json
import zipfile

import pytest
from papers import paper
from stored_days import review, store

from summarizer.library.run import Run
from summarizer.papers.wire import dumps


@pytest.fixture
def days():
    """Two days of a source."""
    stored = Run()
    store(stored, [0, 1], "2025-12-09")
    store(stored, [2], "2025-12-08")
    return stored.library


@pytest.fixture
def notes(run, tmp_path):
    """A file of three papers, read once: a collection."""
    path = tmp_path / "notes.json"
    path.write_text(dumps([paper(0), paper(1), paper(2)]))
    assert run("papers", path, "--quiet")[0] == 0
    return path


def stored(run):
    found = json.loads(run("library", "list", "--json")[1])["stored"]
    return {each["name"].rpartition("-")[0] or each["name"]: each for each in found}


class TestCollections:
    @pytest.mark.usefixtures("notes")
    def test_files_are_collections_and_belong_to_no_day(self, run):
        found = stored(run)["file-notes"]
        assert (found["collection"], found["days"], found["papers"]) == (True, [], 3)
        assert run("week")[0] == 3
        assert run("trends")[0] == 3
        assert run("search", "retrieval")[1].startswith("1 paper")

    def test_a_pasted_page_of_a_file_is_one_too_unless_its_day_is_given(self, run, example):
        run("papers", example, "--quiet")
        assert run("week")[0] == 3
        run("papers", example, "--quiet", "--date", "2025-12-09")
        assert run("week", "2025-W50", "--quiet")[0] == 0

    def test_a_limit_keeps_what_it_asked_about(self, run, tmp_path):
        path = tmp_path / "notes.json"
        path.write_text(dumps([paper(0), paper(1), paper(2)]))
        run("papers", path, "--quiet", "--limit", "2")
        assert stored(run)["file-notes"]["papers"] == 2
        run("papers", path, "--quiet")
        assert stored(run)["file-notes"]["papers"] == 3
        run("papers", path, "--quiet", "--limit", "1")
        assert stored(run)["file-notes"]["papers"] == 3

    def test_without_storing_nothing_is_kept(self, run, file):
        assert run("papers", file, "--no-store", "--json")[0] == 0
        assert stored(run) == {}


class TestTheLibrary:
    @pytest.mark.usefixtures("days", "notes")
    def test_it_lists_sources_and_collections(self, run):
        out = run("library")[1]
        lines = [" ".join(line.split()) for line in out.splitlines()]
        assert lines[:2] == ["sources", "hf 3 papers, 2 days: 2025-12-08 to 2025-12-09"]
        assert lines[2] == "collections"
        assert lines[3:] == ["notes 3 papers"]
        assert run("library", "show", "notes")[0] == 0

    @pytest.mark.usefixtures("days", "notes")
    def test_it_shows_a_day_the_newest_day_or_a_collection(self, run):
        assert "2 papers · 2025-12-09 · hf:2025-12-09" in run("library", "show", "hf")[1]
        assert "1 paper · 2025-12-08" in run("library", "show", "hf/2025-12-08")[1]
        digest = json.loads(run("library", "show", "notes", "--json")[1])
        assert len(digest["papers"]) == 3
        assert digest["date"] is None

    @pytest.mark.usefixtures("days")
    def test_reviews_are_laid_over_what_is_shown(self, run, home):
        review(home, "2512.00002", tldr="Mine.")
        assert "Mine." in run("library", "show", "hf/2025-12-08")[1]

    @pytest.mark.usefixtures("days", "notes")
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("hff", "did you mean `hf`?"),
            ("note", None),
            ("nots", "did you mean `notes`?"),
            ("hf/2025-12-10", "did you mean `hf/2025"),
            ("", "`summarize library list`"),
            ("../../etc", "nothing is stored as"),
        ],
    )
    def test_a_name_that_is_not_there_is_asked_back(self, run, typed, said):
        code, _, err = run("library", "show", typed)
        assert code == (2 if said else 0) or typed == "note"
        if said and not said.endswith("2025"):
            assert said.split("`")[0] in err

    @pytest.mark.usefixtures("days")
    def test_what_is_removed_comes_back_with_what_was_stored_since(self, run):
        before = run("library", "show", "hf", "--json")[1]
        assert "would be removed" in run("library", "remove", "hf/2025-12-09", "--dry-run")[2]
        assert "removed" in run("library", "remove", "hf/2025-12-09")[2]
        assert stored(run)["hf"]["days"] == ["2025-12-08"]
        store(Run(), [3], "2025-12-09")
        assert run("library", "restore")[0] == 0
        assert stored(run)["hf"]["papers"] == 4
        after = json.loads(run("library", "show", "hf", "--json")[1])["papers"]
        ids = {each["id"] for each in json.loads(before)["papers"]}
        assert ids < {each["id"] for each in after}
        assert run("library", "restore")[0] == 2

    @pytest.mark.usefixtures("days")
    def test_what_is_pruned_does_not(self, run):
        run("library", "remove", "hf")
        assert stored(run) == {}
        assert "2 removed files would be deleted" in run("library", "prune", "--dry-run")[2]
        assert "2 removed files deleted" in run("library", "prune")[2]
        code, _, err = run("library", "restore")
        assert (code, "nothing was removed" in err) == (2, True)

    @pytest.mark.usefixtures("days", "notes")
    def test_a_collection_is_renamed_and_added_to_a_day(self, run):
        assert "moved to `file-reading`" in run("library", "move", "notes", "reading")[2]
        assert run("library", "move", "file-reading", "hf/2025-12-08")[0] == 0
        found = stored(run)
        assert list(found) == ["hf"]
        assert "3 papers · 2025-12-08" in run("library", "show", "hf/2025-12-08")[1]

    @pytest.mark.usefixtures("days", "notes")
    @pytest.mark.parametrize("goal", ["a/b", "hf/2025-13-01", "x y", "", "notes/2025-12-09"])
    def test_a_move_that_makes_no_sense_changes_nothing(self, run, goal):
        before = stored(run)
        code, _, err = run("library", "move", "notes", goal)
        assert (code, err.count("\n")) == (2, 1)
        assert stored(run) == before


class TestArchives:
    @pytest.mark.usefixtures("days", "notes")
    def test_what_is_exported_is_imported_elsewhere(self, run, tmp_path, home, monkeypatch):
        review(home, "2512.00002", tldr="Mine.")
        path = tmp_path / "all.zip"
        assert "4 files written" in run("library", "export", "-o", path)[2]
        before = stored(run)
        monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "other"))
        store(Run(), [4], "2025-12-09")
        code, _, err = run("library", "import", path)
        assert (code, "1 review" in err) == (0, True)
        after = stored(run)
        assert after["file-notes"] == before["file-notes"]
        assert after["hf"]["papers"] == before["hf"]["papers"] + 1
        assert "Mine." in run("library", "show", "hf/2025-12-08")[1]

    def test_a_review_that_is_here_stays(self, run, tmp_path, home):
        store(Run(), [0])
        review(home, "2512.00000", tldr="Theirs.")
        path = tmp_path / "all.zip"
        run("library", "export", "-o", path)
        review(home, "2512.00000", tldr="Mine.")
        code, _, err = run("library", "import", path)
        assert code == 1
        assert "you have another review of this paper" in err
        assert "Mine." in run("library", "show", "hf")[1]

    def test_marks_go_along_and_are_merged(self, run, tmp_path, monkeypatch):
        here = Run().marks
        here.mark([paper(0), paper(1)], "star", "2026-01-01T00:00:00Z")
        here.mark([paper(1)], "hide", "2026-01-05T00:00:00Z")
        path = tmp_path / "all.zip"
        run("library", "export", "-o", path)
        assert path.stat().st_mode & 0o777 == 0o600
        monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "other"))
        there = Run().marks
        there.mark([paper(1), paper(2)], "star", "2026-01-03T00:00:00Z")
        there.mark([paper(0)], "later", "2026-01-03T00:00:00Z")
        code, _, err = run("library", "import", path)
        assert (code, "marks of 2 papers" in err) == (0, True)
        assert {each.id: each.marks for each in there.all()} == {
            "2512.00000": ("star", "later"),
            "2512.00001": ("hide",),
            "2512.00002": ("star",),
        }
        assert "marks of 0 papers" in run("library", "import", path)[2]

    def test_interests_go_along_and_those_that_are_here_stay(self, run, tmp_path, monkeypatch):
        from summarizer.interests import interestsfile

        interestsfile.path().parent.mkdir(parents=True)
        interestsfile.path().write_text('[mine]\nwords = ["sparse attention"]\n')
        path = tmp_path / "all.zip"
        run("library", "export", "-o", path)
        monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "other"))
        place = interestsfile.path()
        code, _, err = run("library", "import", path)
        assert (code, "your interests" in err) == (0, True)
        assert place.stat().st_mode & 0o777 == 0o600
        assert [each.name for each in interestsfile.read().profiles] == ["mine"]
        assert run("library", "import", path)[0] == 0
        place.write_text('[mine]\nwords = ["diffusion"]\n')
        code, _, err = run("library", "import", path)
        assert code == 1
        assert "interests.toml: you have another file of interests, which stays" in err
        assert "diffusion" in place.read_text()

    def test_marks_and_interests_that_are_none_are_left_out_and_said(self, run, tmp_path):
        path = tmp_path / "odd.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("marks/x.json", "{}")
            archive.writestr("interests.toml", "[mine")
        code, _, err = run("library", "import", path)
        assert (code, err.count("left out")) == (1, 2)
        assert list(Run().marks.all()) == []

    def test_what_is_no_stored_day_is_left_out_and_said(self, run, tmp_path):
        path = tmp_path / "odd.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("library/../../x/2025-12-09.json", "{}")
            archive.writestr("library/hf/2025-12-09.json", "{")
            archive.writestr("reviews/x.json", "[]")
            archive.writestr("notes.txt", "x")
        code, _, err = run("library", "import", path)
        assert code == 1
        assert err.count("left out") == 4
        assert stored(run) == {}

    @pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"text"])
    def test_a_file_that_is_no_archive_is_one_line(self, run, tmp_path, content):
        path = tmp_path / "x.zip"
        if content is not None:
            path.write_bytes(content)
        code, _, err = run("library", "import", path)
        assert (code, err.count("\n")) == (2, 1)
