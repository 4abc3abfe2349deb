"""`summarize interests` shows and changes profiles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.interests import interestsfile
from summarizer.interests.editor import TEMPLATE
from summarizer.interests.wishes import KEYS

BIBTEX = """
@article{a, title={A Sparse Index}, author={Author, A.}, eprint={2512.00000}}
@article{b, title={Another Title}, author={Author, A. and Writer, B.}}
@article{c, title={One with an Abstract}, author={Author, A.}, abstract={It says what it is about.}}
"""
EXPORTS = {
    "zotero.bib": BIBTEX,
    "zotero.ris": "TY  - JOUR\nTI  - A Title\nAU  - Author, A.\nER  - \n",
    "zotero.json": '[{"id":"x","type":"book","title":"A Title","author":[{"family":"Author"}]}]',
    "zotero.csv": '"Key","Item Type","Author","Title","Abstract Note"\n"K","book","A","T",""\n',
}


@pytest.fixture
def place(home):
    return home / "interests.toml"


def mine(run, *more):
    return run("interests", "add", "mine", "--topic", "rag", *more)


def test_a_first_profile_is_made_and_what_comes_next_is_said(run, place):
    code, out, err = run(
        *("interests", "add", "mine", "--words", "sparse attention, kv cache", "survey"),
        *("--topic", "Retrieval-Augmented", "--author", "A. Author", "--weight", "2"),
    )
    assert code == 0
    assert out.splitlines() == [
        "mine  (weight 2)",
        "  words             sparse attention; kv cache; survey",
        "  topics            rag",
        "  authors           A. Author",
    ]
    said = " ".join(err.split())
    assert f"`mine` is in `{place}`, on this machine alone" in said
    assert "`summarize today --for-me`" in said
    assert place.stat().st_mode & 0o777 == 0o600


def test_options_can_be_repeated_and_added_later(run):
    mine(run)
    code, out, err = run(
        *("interests", "add", "mine", "--topic", "agents", "--topic", "peft", "--not-topic"),
        *("robotics", "--not-words", "survey", "--paper", "https://arxiv.org/abs/2503.23895v2"),
        *("--organization", "Example Lab", "--not-author", "B. Writer", "--from", "arxiv:cs.CL"),
    )
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "mine",
        "  topics            rag; agents; peft",
        "  organizations     Example Lab",
        "  papers            2503.23895",
        "  from              arxiv:cs.CL",
        "  not words         survey",
        "  not topics        robotics",
        "  not authors       B. Writer",
    ]


def test_what_is_there_already_is_told(run, place):
    mine(run)
    before = place.read_bytes()
    code, out, err = mine(run)
    assert (code, out) == (0, "")
    assert err == "summarize: nothing was changed: `mine` has all of this already\n"
    assert place.read_bytes() == before


@pytest.mark.parametrize(("name", "text"), EXPORTS.items())
def test_an_export_is_counted_even_without_abstracts(run, tmp_path, monkeypatch, name, text):
    (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    code, out, err = run("interests", "add", "mine", "--from", name)
    assert code == 0
    assert f"  from              {tmp_path / name}" in "".join(out.split("\n    "))
    count = "3 papers, 2 without" if name == "zotero.bib" else "1 paper, 1 without"
    assert f"from {name}: {count} an abstract\n" in err


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (["--topic", "robotcs"], "unknown topic `robotcs`: did you mean `robotics`?"),
        (["--topic", "rag,agents"], "give each topic on its own"),
        (["--paper", "Attention"], "`Attention` is not the id of a paper"),
        (["--from", "papers.bib"], "cannot read `papers.bib`: no such file"),
        (["--from", ""], "an empty text says nothing: write what `--from` means"),
        (["--topic", "rag", "--not-from", " "], "an empty text says nothing"),
        (["--paper", "9913.00001"], "`9913.00001` is not the id of a paper"),
        (["--paper", "x" * 10_000], f"`{'x' * 79}…` is not the id of a paper"),
        (["--words", "\udcff"], "`\\xff` has no letter or digit"),
        (["--from", "hff"], "`hff` is neither a file nor a source"),
        (["--from", "hf:nonsense"], "`hf:nonsense`: give `hf`"),
        (["--from", "-"], "standard input can't be read again: save it in a file"),
        (["--from", "/"], "no papers"),
        (["--words", "--x"], "--words: expected at least one argument"),
        (["--words", "..."], "`...` has no letter or digit"),
        (["--topic", "rag", "--weight", "0"], "--weight: '0' is not a number above 0"),
        ([], "say what `mine` wants, or does not want: `--words`, `--topic`"),
        (["--not-topic", "rag"], "say what the new profile `mine` wants"),
        (["--topic", "rag", "--not-topic", "RAG"], "`rag` can't be both wanted and not wanted"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line_and_nothing_is_written(
    run, place, tmp_path, monkeypatch, given, what
):
    (tmp_path / "empty").mkdir()
    given = [str(tmp_path / "empty") if each == "/" else each for each in given]
    what = "no files there" if given[-1:] == [str(tmp_path / "empty")] else what
    monkeypatch.chdir(tmp_path)
    code, out, err = run("interests", "add", "mine", *given)
    assert (code, out) == (2, "")
    assert what in " ".join(err.split())
    assert not place.exists()


def test_a_stored_paper_is_taken_by_its_title(run, file):
    run("papers", file, "--quiet")
    out = run("interests", "add", "mine", "--paper", "eight steps", "2512.00002v3")[1]
    assert "  papers            2512.00001; 2512.00002" in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_list_of_examples(run, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    code, _, err = run("interests", "add", "mine", "--from", tmp_path / "pipe")
    assert code == 2
    assert "is neither a file nor a folder: save the papers in a file" in " ".join(err.split())


def test_a_hundred_thousand_examples_are_a_list_of_their_own(run, tmp_path, place):
    rows = (
        f'{{"id": "{n // 9000 + 1001}.{n % 9000:05}", "title": "T {n}"}}' for n in range(100_000)
    )
    (tmp_path / "many.jsonl").write_text("\n".join(rows))
    code, _, err = run("interests", "add", "mine", "--from", tmp_path / "many.jsonl")
    assert code == 0
    assert "from many.jsonl: 100000 papers, 100000 without an abstract\n" in err
    assert len(place.read_text()) < 1000


def test_profiles_are_shown_and_one_alone(run):
    mine(run)
    run("interests", "add", "tea", "--words", "tea")
    both = run("interests")
    assert both == run("interests", "show")
    assert both[1].splitlines()[::2] == ["mine", "tea"]
    assert run("interests", "show", "Tea")[1].splitlines()[0] == "tea"
    code, out, err = run("interests", "show", "teaa")
    assert (code, out) == (2, "")
    assert "no profile `teaa`: did you mean `tea`?" in err


def test_profiles_are_shown_as_json(run, place):
    mine(run, "--not-words", "survey")
    place.write_text('follow = ["tag:rag"]\n' + place.read_text())
    table = json.loads(run("interests", "show", "--json")[1])
    assert table == json.loads(run("interests", "--json")[1])
    nothing = {key: [] for key in KEYS.values()}
    assert table == {
        "schema": "summarizer/interests/1",
        "path": str(place),
        "profiles": [
            {
                "name": "mine",
                "weight": 1.0,
                "wanted": nothing | {"topics": ["rag"]},
                "unwanted": nothing | {"words": ["survey"]},
            }
        ],
        "follow": ["tag:rag"],
    }
    assert "followed\n  tag:rag\n" in run("interests")[1]


def test_long_lists_are_counted(run, place):
    mine(run)
    ids = [f"2512.{number:05}" for number in range(100)]
    place.write_text(f"[mine]\npapers = {ids}\n")
    assert "; and 80 more" in " ".join(run("interests")[1].split())


def test_where_there_are_none_it_says_how_they_are_made(run):
    code, out, err = run("interests")
    assert (code, out) == (0, "")
    assert "`summarize interests add mine --topic rag` makes a profile" in " ".join(err.split())


def test_a_topic_that_the_vocabulary_lacks_is_shown_and_warned_of(run, place):
    mine(run)
    place.write_text('[mine]\ntopics = ["robotcs"]\n')
    code, out, err = run("interests")
    assert code == 0
    assert "robotcs" in out
    assert "line 2: unknown topic `robotcs`: did you mean `robotics`?" in " ".join(err.split())


def test_wishes_and_profiles_are_removed(run):
    mine(run, "--words", "a", "b", "--not-topic", "robotics")
    code, out, _ = run("interests", "remove", "mine", "--words", "A", "--not-topic", "Robotics")
    assert code == 0
    assert out.splitlines() == ["mine", "  words             b", "  topics            rag"]
    code, _, err = run("interests", "remove", "mine", "--words", "a")
    assert code == 2
    assert "`a` is nothing that `mine` wants" in err
    code, out, err = run("interests", "remove", "mine")
    assert (code, out, err) == (0, "", "summarize: the profile `mine` was removed\n")
    assert not interestsfile.read()


def test_a_file_is_removed_by_its_name(run, tmp_path, monkeypatch):
    (tmp_path / "my.bib").write_text(BIBTEX)
    monkeypatch.chdir(tmp_path)
    mine(run, "--from", "my.bib")
    assert run("interests", "remove", "mine", "--from", "my.bib")[0] == 0
    mine(run, "--from", "my.bib")
    (tmp_path / "my.bib").unlink()
    assert run("interests", "remove", "mine", "--from", tmp_path / "my.bib")[0] == 0


@pytest.mark.parametrize(
    "action",
    [
        *(["add", "mine", "--topic", "rag"], ["remove", "mine"], ["show"], []),
        *(["learn"], ["train"], ["test", "hf"], ["test", "--paper", "x"]),
    ],
)
def test_a_half_written_file_is_told_with_its_line_and_kept(run, place, action):
    mine(run)
    place.write_text('[mine]\nwords = ["x", "y\n')
    before = place.read_bytes()
    code, out, err = run("interests", *action)
    assert (code, out) == (2, "")
    said = " ".join(err.split())
    assert f"`{place}` line 2: not valid TOML" in said
    assert "`summarize interests edit` opens the file" in said
    assert place.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
@pytest.mark.parametrize("action", [["add", "mine", "--topic", "rag"], ["show"], ["edit"]])
def test_what_is_no_file_is_told_and_not_waited_for(run, home, place, make, action):
    home.mkdir()
    make(place)
    code, _, err = run("interests", *action)
    assert code == 2
    assert "is not a file: move it away" in " ".join(err.split())


def test_two_runs_at_the_same_time_lose_nothing(home):
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "summarizer", "interests", "add", "mine", "--words", f"w{each}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for each in range(3)
    ]
    assert [each.wait(60) for each in runs] == [0, 0, 0]
    assert sorted(interestsfile.read().named("mine").wanted.words) == ["w0", "w1", "w2"]


class TestEdit:
    @pytest.fixture
    def editor(self, tmp_path, monkeypatch):
        """Make an editor that writes a text instead of what is in the file."""

        def chosen(text):
            program = tmp_path / "editor.py"
            line = f"open(sys.argv[1], 'w').write({text!r})" if text is not None else ""
            program.write_text(f"import os, sys\nos.chmod(sys.argv[1], 0o644)\n{line}\n")
            monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")

        return chosen

    def test_a_new_file_has_examples(self, run, place, editor):
        editor(None)
        assert run("interests", "edit") == (0, "", "")
        assert place.read_text() == TEMPLATE
        assert place.stat().st_mode & 0o777 == 0o600

    def test_what_is_wrong_then_is_told(self, run, place, editor):
        editor('[mine]\ntopics = ["robotcs"]\n')
        code, _, err = run("interests", "edit")
        assert code == 2
        assert "line 2: unknown topic `robotcs`: did you mean `robotics`?" in " ".join(err.split())
        assert "`summarize interests edit` opens the file again" in err
        editor('[mine]\ntopics = ["rag"]\n')
        assert run("interests", "edit") == (0, "", "")
        assert place.stat().st_mode & 0o777 == 0o600


def test_names_are_completed(run, capsys):
    from summarizer import cli

    mine(run)
    run("interests", "add", "tea", "--words", "tea")
    capsys.readouterr()
    for line, expected in (
        ("interests show ", ["mine\trag", "tea\ttea"]),
        ("interests remove m", ["mine\trag"]),
        ("today --for-me=t", ["--for-me=tea\ttea"]),
    ):
        assert cli.main(["__complete", "bash", f"summarize {line}"]) == 0
        assert capsys.readouterr().out.splitlines() == expected


def test_a_file_that_is_gone_is_removed_by_the_name_it_was_added_with(
    run, file, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.txt").write_bytes(Path(file).read_bytes())
    assert run("interests", "add", "mine", "--words", "tea", "--from", "my.txt")[0] == 0
    (tmp_path / "my.txt").unlink()
    code, out, _ = run("interests", "remove", "mine", "--from", "my.txt")
    assert (code, "my.txt" in out) == (0, False)


def test_an_example_in_digits_of_another_script_is_that_paper(run):
    folded = "\u0662\u0663\u0660\u0665.\u0661\u0660\u0666\u0660\u0661"
    assert "2305.10601" in run("interests", "add", "mine", "--paper", folded)[1]


def test_no_profile_is_called_none(run):
    code, _, err = run("interests", "add", "None", "--words", "tea")
    assert (code, "stands for no profile at all" in " ".join(err.split())) == (2, True)
