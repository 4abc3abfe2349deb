"""`summarize notes`, as it is typed: which papers, what is said, which exit code."""

from __future__ import annotations

import json
import re

import pytest
import stored_days

from summarizer.library.run import Run


@pytest.fixture
def vault(tmp_path):
    """A place for notes; three papers of two days are stored."""
    stored_days.store(Run(), (0, 1), tags=("rag",))
    stored_days.store(Run(), (2,), day="2025-12-10", tags=("agents",))
    return tmp_path / "vault"


def papers(vault):
    return sorted(re.search(r"2512\.\d+", each.name)[0] for each in vault.glob("Papers/*.md"))


def test_everything_stored_gets_a_note_once(run, vault):
    code, out, err = run("notes", vault)
    assert (code, err) == (0, "")
    assert out == f"{vault}: notes on 3 papers, 2 days, 2 topics; 7 written, 0 changed\n"
    code, out, _ = run("notes", vault)
    assert (code, out.partition("; ")[2]) == (0, "0 written, 0 changed\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--since", "2025-12-10"], ["2512.00002"]),
        (["--until", "2025-12-09"], ["2512.00000", "2512.00001"]),
        (["--since", "2025-W50", "--limit", "1"], ["2512.00002"]),
        (["--date", "2025-12-10"], ["2512.00002"]),
        (["--tag", "RAG"], ["2512.00000", "2512.00001"]),
        (["--marked", "star"], ["2512.00001"]),
    ],
)
def test_papers_are_chosen_as_elsewhere(run, vault, words, found):
    assert run("star", "2512.00001")[0] == 0
    assert run("notes", vault, *words)[0] == 0
    assert papers(vault) == found


def test_a_spec_gives_the_papers_of_its_digest(run, vault):
    assert run("notes", vault, "hf:2025-12-10", "--offline")[0] == 0
    assert papers(vault) == ["2512.00002"]


def test_for_me_gives_those_for_the_reader(run, vault):
    assert run("star", "2512.00001")[0] == 0
    assert run("notes", vault, "--for-me")[0] == 0
    assert "2512.00001" in papers(vault)
    assert len(papers(vault)) < 3


def test_what_is_done_is_json_too(run, vault):
    _, out, _ = run("notes", vault, "--json")
    assert len(json.loads(out)["written"]) == 7


def test_a_dry_run_lists_the_notes(run, vault):
    code, out, err = run("notes", vault, "--dry-run")
    assert (code, vault.exists()) == (0, False)
    assert "7 would be written" in out
    assert "Days/Papers 2025-12-09.md: new" in err


def test_edits_are_read_back(run, vault):
    run("notes", vault)
    path = next(vault.glob("Papers/*2512.00000.md"))
    path.write_text(path.read_text().replace("tldr: Line 0.", "tldr: Mine."))
    _, _, err = run("notes", vault)
    assert "1 note with edited topics, TL;DR or marks: `--apply`" in err
    code, out, err = run("notes", vault, "--apply", "--dry-run")
    assert (code, "+TL;DR: Mine." in out) == (0, True)
    assert "would be applied" in err
    assert "reviews of 1 paper applied" in run("notes", vault, "--apply")[2]
    assert "no new edits" in run("notes", vault, "--apply")[2]
    _, out, _ = run("papers", vault / "Papers", "--json", "--no-store")
    mine = next(each for each in json.loads(out)["papers"] if each["id"] == "2512.00000")
    assert (mine["tldr"], mine["reviewed"]) == ("Mine.", True)


def test_an_unknown_topic_is_one_line_with_its_note(run, vault):
    run("notes", vault)
    path = next(vault.glob("Papers/*2512.00000.md"))
    path.write_text(path.read_text().replace("  - rag", "  - ragg"))
    code, _, err = run("notes", vault, "--apply")
    assert code == 1
    assert f"{path}: unknown topic `ragg`: did you mean `rag`" in err


def test_a_note_that_is_left_alone_is_told_of(run, vault):
    run("notes", vault)
    path = next(vault.glob("Papers/*2512.00000.md"))
    path.write_text(path.read_text().replace("tldr: Line", 'tldr: "Line'))
    code, _, err = run("notes", vault)
    assert code == 1
    assert f"{path}: its properties cannot be read (" in err


def test_notes_that_were_deleted_are_told_of(run, vault):
    run("notes", vault)
    next(vault.glob("Papers/*2512.00000.md")).unlink()
    assert "1 note that you deleted" in run("notes", vault)[2]
    assert "1 written" in run("notes", vault, "--restore")[1]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["hf", "--since", "2025"], "`--since` chooses among stored papers"),
        (["--apply"], "there are no notes in"),
        (["--apply", "hf"], "`--apply` reads all notes"),
        (["--since", "yesterday"], "write YYYY-MM-DD"),
        (["--tag", "ragg"], "did you mean `rag`"),
        (["--marked", "stars"], "did you mean `star`"),
    ],
)
def test_wrong_use_is_one_line(run, vault, words, why):
    code, out, err = run("notes", vault, *words)
    assert (code, out) == (2, "")
    assert why in err
    assert err.count("\n") == 1


def test_a_file_is_no_folder(run, vault):
    vault.write_text("x")
    code, _, err = run("notes", vault)
    assert (code, err) == (2, f"summarize: `{vault}` is a file: give a folder\n")


def test_a_folder_without_a_name_is_none(run, vault, monkeypatch):
    monkeypatch.chdir(vault.parent)
    code, _, err = run("notes", "")
    assert (code, "has no name" in err) == (2, True)
    assert not (vault.parent / "Papers").exists()


def test_nothing_stored_writes_nothing(run, tmp_path):
    code, out, err = run("notes", tmp_path / "vault")
    assert code == 0
    assert "no papers are stored that fit" in err
    assert "0 written" in out
    assert not (tmp_path / "vault").exists()
