"""`summarize interests train`: papers are asked about, each answer is kept at once."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys

import pytest

from summarizer.library.run import Run

RAG, DIFFUSION, SCALING = range(3)


@pytest.fixture
def answers(run, monkeypatch):
    """Train with these answers on standard input."""

    def _train(text, *arguments):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        return run("interests", "train", *arguments)

    return _train


def marks():
    return {each.id: each.marks for each in Run().marks.all() if each.marks}


def shown(out):
    """The ids of the papers that were asked about."""
    return [line.split(" · ")[1] for line in out.splitlines() if " of " in line and " · " in line]


def test_answers_mark_papers(answers, stored):
    code, out, err = answers("y\nno\nS\n\nq\n")
    assert code == 0
    ids = shown(out)
    assert len(ids) == len(set(ids)) == 5
    assert marks() == {ids[0]: ("star",), ids[1]: ("hide",)}
    assert "2 papers marked: 1 starred, 1 hidden" in err
    assert "at least 2 papers of each kind are needed: you have 1 that you want, and 1" in out


def test_ten_are_asked_about_and_no_marked_one(answers, stored):
    first = shown(answers("s\n" * 10)[1])
    assert len(first) == 10
    out = answers("y\n" * 20)[1]
    assert len(shown(out)) == 10
    again = shown(answers("y\n" * 20)[1])
    assert not set(again) & set(shown(out))


def test_limit_asks_as_many(answers, stored):
    assert len(shown(answers("s\n" * 10, "--limit", "3")[1])) == 3


def test_the_end_of_the_input_ends_it(answers, stored):
    code, out, _ = answers("y\n")
    assert code == 0
    assert len(shown(out)) == 2
    assert len(marks()) == 1
    assert answers("")[0] == 0


def test_another_answer_is_asked_for_again(answers, stored):
    code, out, err = answers("maybe\ny\nq\n")
    assert code == 0
    assert "answer y, n, s or q" in err
    assert len(shown(out)) == 2
    assert len(marks()) == 1


def test_the_figures_are_said_before_and_now(answers, stored, mark):
    mark("star", stored[RAG][:3])
    mark("hide", stored[DIFFUSION][:3])
    out = answers("y\ny\nq\n")[1]
    lines = out.splitlines()
    at = lines.index("How well your ranking predicts your 8 marks, each left out in turn:")
    before, now = (float(line.split()[1]) for line in lines[at + 1 : at + 3])
    assert [line.split()[0] for line in lines[at + 1 : at + 3]] == ["before", "now"]
    assert 0 < before <= 1
    assert 0 < now <= 1
    assert lines[at + 3].startswith("1.00 is when every paper that you want comes before")
    assert "chance has a part in it" in lines[at + 3]


def test_without_marks_before_only_what_is_now_is_said(answers, stored):
    out = answers("y\ny\nn\nn\nq\n")[1]
    assert "  before" not in out
    assert "  now  " in out


def test_what_is_least_sure_is_asked_first(answers, run, stored):
    run("interests", "add", "mine", "--topic", "rag")
    out = answers("q\n", "mine")[1]
    assert "your ranking is unsure about this one" in out
    code, _, err = answers("q\n", "mien")
    assert code == 2
    assert "no profile `mien`: did you mean `mine`?" in err


def test_examples_that_cannot_be_read_are_warned_of_once(answers, run, stored, tmp_path):
    examples = tmp_path / "gone.bib"
    examples.write_text("@article{a, title={A Title}}")
    run("interests", "add", "mine", "--from", examples)
    examples.unlink()
    code, _, err = answers("y\nq\n")
    assert code == 0
    assert " ".join(err.split()).count("cannot read") == 1
    assert len(marks()) == 1


def test_what_is_like_a_mistake_is_asked_about(answers, stored, mark, monkeypatch):
    from summarizer.interests import accuracy

    mark("hide", stored[RAG][:1])
    mark("star", stored[SCALING][:3])
    monkeypatch.setattr(accuracy, "foretold", lambda _, papers: {each.id: 0.99 for each in papers})
    out = answers("q\n")[1]
    assert f"like {stored[RAG][0]}, about which your ranking is wrong" in out


def test_where_nothing_is_stored_it_says_so(answers):
    code, out, err = answers("y\n")
    assert (code, out) == (0, "")
    assert "no stored paper is left to ask about: `summarize today` stores more" in err


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_what_was_answered_is_kept_when_it_is_killed(stored):
    with subprocess.Popen(
        [sys.executable, "-m", "summarizer", "interests", "train"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as train:
        train.stdin.write("y\nn\n")
        train.stdin.flush()
        for _ in range(3):  # the third question is asked when both answers are kept
            while train.stderr.read(1) != "?":
                pass
        train.send_signal(signal.SIGKILL)
        train.stdin.close()
    assert sorted(marks().values()) == [("hide",), ("star",)]
