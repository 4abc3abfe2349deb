"""`star`, `later`, `read` and `hide`: papers marked, listed, and marks taken back."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
from arxiv_server import ArxivServer, record
from papers import TITLES, paper
from stored_days import store

from summarizer import files
from summarizer.library.run import Run
from summarizer.reviews.marks import Marked, Marking

ONE, TWO = "2512.00001", "2512.00002"


@pytest.fixture(autouse=True)
def stored():
    """Three stored papers."""
    run = Run()
    store(run, range(3))
    return run


@pytest.fixture
def arxiv(monkeypatch):
    """A server that plays arXiv; it knows one paper that is not stored."""
    with ArxivServer() as server:
        server.records = [record(9, title="Known to arXiv")]
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5")
        yield server


def typed(monkeypatch, text):
    stream = SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stream)


def marks(identity=ONE):
    found = Run().marks.of([identity])
    return found[identity].marks if found else ()


def listed(run, kind="star"):
    return [each["id"] for each in json.loads(run(kind, "--list", "--json")[1])["papers"]]


class TestMarking:
    @pytest.mark.parametrize(
        ("kind", "said"),
        [("star", "starred"), ("later", "to read later"), ("hide", "hidden")],
    )
    def test_each_kind_says_what_was_done(self, run, kind, said):
        code, out, err = run(kind, ONE)
        assert (code, out) == (0, "")
        assert err == f"summarize: {said}: Eight Steps Are Enough for Diffusion Models\n"
        assert marks() == (kind,)

    def test_papers_by_id_address_and_title_at_once(self, run):
        given = [f"https://arxiv.org/abs/{ONE}v2", "scaling laws", "2512.00000"]
        assert run("star", *given)[0] == 0
        assert marks() == marks(TWO) == marks("2512.00000") == ("star",)

    def test_marked_again_is_no_error(self, run):
        run("star", ONE)
        assert run("star", ONE)[2].startswith("summarize: already starred: Eight")

    def test_a_mark_that_takes_another_away_says_so(self, run):
        run("star", ONE)
        run("later", ONE)
        assert "hidden (no longer starred or to read later): Eight" in run("hide", ONE)[2]

    def test_topics_are_kept_with_the_mark(self, run):
        run("star", ONE)
        assert Run().marks.of([ONE])[ONE].tags == ("rag",)

    def test_nothing_is_marked_unless_all_are_found(self, run):
        code, _, err = run("star", ONE, "no such title", "nor this")
        assert (code, err.count("\n"), marks()) == (2, 1, ())
        assert "`no such title` is no arXiv id" in err
        assert "(and 1 more)" in err

    def test_quiet_says_nothing(self, run):
        assert run("star", ONE, "-q") == (0, "", "")

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ((), "which papers? Give an ID"),
            (("--list", ONE), "`--list` stands alone"),
            (("--list", "--undo"), "`--list` stands alone"),
            ((ONE, "--json"), "`--json` belongs to `--list`"),
        ],
    )
    def test_wrong_use_is_one_line(self, run, words, said):
        code, out, err = run("star", *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert said in err


class TestPapersThatAreNotStored:
    def test_arxiv_is_asked_for_their_titles(self, run, arxiv):
        assert "starred: Known to arXiv" in run("star", "2512.00009", ONE)[2]
        found = Run().marks.of(["2512.00009"])["2512.00009"]
        assert (found.title, found.authors) == ("Known to arXiv", ("First Author", "Second Author"))
        assert len(arxiv.requests) == 1

    def test_one_that_arxiv_does_not_know_is_not_marked(self, run, arxiv):
        code, _, err = run("star", "2512.00009", "2512.00077")
        assert code == 2
        assert err.splitlines()[-1] == "summarize: 2512.00077: arXiv has no such paper"
        code, _, err = run("star", "2512.00077")
        assert (code, err.count("\n")) == (2, 1)
        assert "arXiv has no paper `2512.00077`" in err
        assert list(Run().marks.all()) == []

    def test_offline_they_are_marked_by_their_ids(self, run, arxiv):
        code, _, err = run("star", "2512.00009", "--offline")
        assert code == 0
        assert "2512.00009: not stored, marked by the id alone" in err
        assert marks("2512.00009") == ("star",)
        assert arxiv.requests == []
        assert "  1 2512.00009\n" in run("star", "--list")[1]

    def test_where_arxiv_is_not_reached_too(self, run, arxiv):
        arxiv.script = [500] * 9
        code, _, err = run("star", "2512.00009")
        assert code == 0
        assert "marked by the id alone" in err
        assert "500" in err

    def test_they_are_asked_for_in_parts(self, run, arxiv, monkeypatch):
        from summarizer import pipeline

        arxiv.records = [record(number) for number in range(10, 15)]
        monkeypatch.setattr(pipeline, "_AT_ONCE", 2)
        assert run("star", *(f"2512.{number:05d}" for number in range(10, 15)))[0] == 0
        assert len(arxiv.requests) == 3


class TestStandardInput:
    def test_each_line_is_an_id_or_a_title(self, run, monkeypatch):
        typed(monkeypatch, f"{ONE}\n\n  scaling laws and \r\n")
        assert run("star", "-")[0] == 0
        assert marks() == marks(TWO) == ("star",)

    @pytest.mark.parametrize("text", ["", "\n \n"])
    def test_without_a_line_nothing_is_marked(self, run, monkeypatch, text):
        typed(monkeypatch, text)
        code, _, err = run("star", "-")
        assert (code, err) == (0, "summarize: no ID on standard input: nothing was marked\n")

    def test_bytes_that_are_no_text_are_one_line(self, run, monkeypatch):
        stream = SimpleNamespace(buffer=io.BytesIO(b"\x00\xff\x00\x01\x02"), isatty=lambda: False)
        monkeypatch.setattr(sys, "stdin", stream)
        code, _, err = run("star", "-")
        assert (code, err.count("\n")) == (2, 1)

    def test_many_are_counted(self, run, monkeypatch):
        typed(monkeypatch, "".join(f"2401.{number:05d}\n" for number in range(200)))
        code, _, err = run("star", "-", "--offline")
        assert code == 0
        assert err.splitlines() == [
            "summarize: 200 papers: not stored, marked by the id alone: the title is not known",
            "summarize: starred: 200 papers",
        ]
        assert len(list(Run().marks.all())) == 200


class TestTakingBack:
    def test_the_mark_of_some_papers(self, run):
        run("star", ONE, TWO)
        run("read", ONE)
        assert "no longer starred: Eight" in run("star", "--undo", ONE)[2]
        assert (marks(), marks(TWO)) == (("read",), ("star",))
        assert "not starred: Eight" in run("star", "--undo", ONE)[2]

    def test_a_paper_that_is_not_marked_is_not_looked_for(self, run, arxiv):
        code, _, err = run("star", "--undo", "2512.00009")
        assert (code, err, arxiv.requests) == (0, "summarize: not starred: 2512.00009\n", [])

    def test_what_the_last_command_did_whichever_it_was(self, run):
        run("star", ONE, TWO)
        run("hide", ONE)
        err = run("star", "--undo")[2]
        said = "summarize: `hide` taken back: no longer hidden, starred again: Eight Steps"
        assert err.startswith(said)
        assert run("star", "--undo")[2].count("summarize: no longer starred") == 2
        assert run("star", "--undo")[2] == (
            "summarize: nothing to take back: no change by `star`, `later`, `read` or `hide` is "
            "left\n"
        )

    def test_each_step_of_a_way_back_says_what_is_so_now(self, run):
        def said(*command):
            words, _, title = run(*command)[2].removeprefix("summarize: ").rpartition(": ")
            assert title == "Eight Steps Are Enough for Diffusion Models\n"
            return words

        quiet = ("--no-text",)
        assert said("later", ONE) == "to read later"
        assert said("read", ONE, *quiet) == "marked as read (no longer to read later)"
        assert said("read", ONE, *quiet) == "already marked as read"
        assert said("read", ONE, "--undo") == "no longer marked as read"
        assert said("read", ONE, "--undo") == "not marked as read"
        assert said("read", "--undo") == "`read --undo` taken back: marked as read again"
        assert said("read", "--undo") == "no longer marked as read, to read later again"
        assert said("read", "--undo") == "`later` taken back: no longer to read later"
        assert marks() == ()

    def test_a_mark_that_stands_otherwise_still_stands(self, run, stored):
        run("star", ONE)
        theirs = Marked(id=ONE, changes=(Marking(kind="star", on=True, at="2020-01-01T00:00:00Z"),))
        stored.marks.bring_in([theirs])
        assert run("star", "--undo")[2].startswith("summarize: still starred: Eight")
        assert marks() == ("star",)


class TestListing:
    def test_the_newest_mark_comes_first(self, run, stored):
        stored.marks.mark([paper(1)], "star", "2026-01-01T00:00:00Z")
        stored.marks.mark([paper(2)], "star", "2026-01-02T00:00:00Z")
        assert listed(run) == [TWO, ONE]
        out = run("star", "--list")[1]
        assert out.startswith("2 papers starred\n\nmarked on 2026-01-02 (1)\n")
        assert out.index("marked on 2026-01-02 (1)") < out.index(TITLES[2])
        assert out.index(TITLES[2]) < out.index("marked on 2026-01-01 (1)")

    def test_json_has_the_entries_with_their_marks_and_moments(self, run, stored):
        stored.marks.mark([paper(1)], "star", "2026-01-01T00:00:00Z")
        stored.marks.mark([paper(1)], "read", "2026-01-03T00:00:00Z")
        found = json.loads(run("star", "--list", "--json")[1])
        assert (found["schema"], found["mark"]) == ("summarizer/marks/1", "star")
        (entry,) = found["papers"]
        assert (entry["tldr"], entry["marks"]) == ("Line 1.", ["star", "read"])
        assert entry["marked"] == {
            "star": "2026-01-01T00:00:00Z",
            "read": "2026-01-03T00:00:00Z",
        }

    def test_nothing_marked_is_said(self, run):
        code, out, err = run("later", "--list")
        assert (code, out) == (0, "")
        assert "nothing is to read later yet: `summarize later ID` marks a paper" in err
        assert json.loads(run("later", "--list", "--json")[1])["papers"] == []

    def test_a_paper_that_is_not_stored_is_listed_as_it_was_marked(self, run, stored):
        stored.marks.mark([paper(0, id="2401.00009", title="Only marked")], "star")
        assert "Only marked" in run("star", "--list")[1]


class TestTrouble:
    def test_runs_that_mark_at_once_lose_nothing(self, run):
        kinds = ("star", "read", "star", "later")
        papers = (ONE, ONE, TWO, TWO)
        commands = [
            [sys.executable, "-m", "summarizer", kind, each, "-q"]
            for kind, each in zip(kinds, papers, strict=True)
        ]
        processes = [subprocess.Popen(command) for command in commands]
        assert [process.wait(60) for process in processes] == [0] * 4
        assert (marks(), marks(TWO)) == (("star", "read"), ("star", "later"))
        sessions = {
            change.session for each in Run().marks.all() for change in each.changes if change.on
        }
        assert len(sessions) == 4

    def test_a_full_disk_is_one_line(self, run, monkeypatch):
        def full(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files._Draft, "settle", full)
        code, _, err = run("star", ONE)
        assert (code, err.count("\n"), marks()) == (2, 1, ())
        assert "cannot store marks" in err
        assert "No space left on device" in err

    def test_a_run_that_is_killed_leaves_whole_files(self, run, monkeypatch):
        class Killed(BaseException):
            pass

        def killed(_):
            raise Killed

        run("star", ONE)
        with monkeypatch.context() as patched:
            patched.setattr(files._Draft, "place", killed)
            with pytest.raises(Killed):
                run("hide", ONE)
        assert marks() == ("star",)
        assert "hidden (no longer starred)" in run("hide", ONE)[2]

    def test_a_damaged_file_costs_one_warning_and_no_other_mark(self, run, stored):
        run("star", ONE, TWO)
        path = stored.marks.folder / f"{ONE}.json"
        path.write_text("{")
        code, out, err = run("star", "--list")
        assert (code, err.count("\n")) == (0, 1)
        assert out.startswith("1 paper starred")
        assert f"the mark file `{path}` is damaged" in err
        code, _, err = run("read", ONE)
        assert "set aside" in err
        assert path.with_name(f"{ONE}.json.damaged").read_text() == "{"


class TestShown:
    """Marks stand with the papers, wherever these are shown."""

    @pytest.fixture(autouse=True)
    def starred(self, run, stored):
        del stored
        run("star", ONE)
        run("read", ONE)

    @pytest.mark.parametrize(
        "command",
        [
            ("week", "2025-W50", "--json"),
            ("month", "2025-12", "--json"),
            ("library", "show", "hf/2025-12-09", "--json"),
            ("search", "diffusion", "--json"),
        ],
        ids=lambda command: command[0],
    )
    def test_in_what_is_stored(self, run, command):
        papers = json.loads(run(*command)[1])["papers"]
        assert {each["id"]: each["marks"] for each in papers if each["marks"]} == {
            ONE: ["star", "read"]
        }

    def test_in_a_digest_as_text_and_markdown(self, run, file):
        assert "starred · read · 2025-12-08" in run("papers", file)[1]
        assert "**starred** · **read** · 2025-12-08" in run("papers", file, "-f", "markdown")[1]

    def test_they_are_not_kept_with_the_day(self, run, file):
        run("papers", file)
        run("star", ONE, "--undo")
        run("read", ONE, "--undo")
        assert "starred" not in run("papers", file)[1]


@pytest.mark.parametrize("arguments", [("--list",), ("--list", "--json"), ("--undo",)])
def test_a_folder_that_cannot_be_read_is_an_error_and_not_said_to_be_empty(run, stored, arguments):
    stored.marks.folder.parent.mkdir(parents=True, exist_ok=True)
    stored.marks.folder.write_text("no folder")
    code, out, err = run("star", *arguments)
    assert (code, out) == (2, "")
    assert "cannot read marks in" in err
    assert "yet" not in err


def test_standard_input_that_is_not_text_is_said(run, monkeypatch):
    stream = SimpleNamespace(buffer=io.BytesIO(b"\xff\xfe\n2305.1"), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stream)
    code, _, err = run("star", "-", "--offline")
    assert (code, "cannot read standard input: it is not text" in err) == (2, True)


@pytest.mark.parametrize(("typed", "shown"), [("\udcff", "`\\xff`"), ("x" * 10_000, "xxx…`")])
def test_what_names_no_paper_is_shown_as_it_was_typed_and_cut(run, typed, shown):
    code, _, err = run("star", "--offline", typed)
    assert (code, f"{shown} is no arXiv id" in " ".join(err.split())) == (2, True)
    assert len(err) < 500
