"""Edits of properties read back: as reviews of the papers, once, with conflicts and undo."""

from __future__ import annotations

import re

import pytest
import stored_days
from vaults import note

from summarizer.errors import UsageError
from summarizer.library.run import Run
from summarizer.notes import readback
from summarizer.notes.selection import Choice, stored
from summarizer.notes.update import Manner, update
from summarizer.review import desk, session
from summarizer.review.desk import Edit

PAPER = "2512.00000"
STYLES = ("obsidian", "logseq")


def bring(vault, style=None):
    run = Run()
    return update(run, vault, stored(Choice(), run), Manner(style))


@pytest.fixture(params=STYLES)
def vault(request, tmp_path):
    """Notes of a stored day, in either style."""
    stored_days.store(Run(), (0, 1), tags=("rag", "agents"))
    bring(tmp_path / "vault", request.param)
    return tmp_path / "vault"


def edit(vault, topics=None, tldr=None, marks=None, number=0):
    """Change properties of a paper's note as its style has them."""
    path = next(
        each for each in vault.rglob("*.md") if f"2512.0000{number}" in each.read_text()[:30]
    )
    lines = path.read_text().split("\n")
    logseq = lines[0].startswith("note-id::")
    sign = "::" if logseq else ":"
    end = lines.index("" if logseq else "---", 1)
    given = {"topics": topics, "marks": marks, "tldr": tldr}
    for key, value in given.items():
        if value is None:
            continue
        new = [f"{key}{sign} {value}"]
        at = next((at for at in range(end) if lines[at].startswith(f"{key}{sign}")), end)
        last = at + (at < end)
        while last < end and lines[last].startswith("  "):
            last += 1
        lines[at:last] = new
        end += len(new) - (last - at)
    path.write_text("\n".join(lines))
    return path


def listed(vault, *names):
    is_logseq = (vault / "pages").is_dir()
    return ", ".join(names) if is_logseq else f"[{', '.join(names)}]"


def review(identity=PAPER):
    return Run().reviews.of([identity]).get(identity)


def test_notes_that_nobody_edited_say_nothing(vault):
    read = readback.apply(Run(), vault)
    assert (read.paths, read.applied.changes, review()) == ([], (), None)


def test_topics_added_and_taken_away_are_verdicts(vault):
    edit(vault, topics=listed(vault, "rag", "PEFT"))
    read = readback.apply(Run(), vault, by="me")
    assert review().tags == {"rag": True, "agents": False, "peft": True}
    assert (review().changes[0].by, read.applied.problems) == ("me", ())
    assert review("2512.00001") is None


@pytest.mark.parametrize("vault", ["obsidian"], indirect=True)
@pytest.mark.parametrize(
    "topics",
    [
        "rag, PEFT",
        '"rag, PEFT"',
        '["rag, PEFT"]',
        "[[[Papers on RAG]], [[Papers on PEFT]]]",
        "\n  - [[Papers on RAG]]\n  - peft",
        '"#rag #peft"',
        "\n- '#rag' # mine\n- \"[[Papers on PEFT|PEFT]]\"",
    ],
)
def test_topics_are_read_however_a_reader_lists_them(vault, topics):
    edit(vault, topics=topics)
    assert readback.apply(Run(), vault).applied.problems == ()
    assert review().tags == {"rag": True, "agents": False, "peft": True}


@pytest.mark.parametrize("vault", ["obsidian"], indirect=True)
def test_a_property_that_is_neither_text_nor_list_is_named(vault):
    path = edit(vault, topics="{rag: 1}", tldr="Mine.")
    read = readback.apply(Run(), vault)
    name = path.relative_to(vault).as_posix()
    assert read.problems == {name: "`topics` can't be read: write a text, or a list of texts"}
    assert review().tldr == "Mine."


@pytest.mark.parametrize("vault", ["obsidian"], indirect=True)
@pytest.mark.parametrize(
    ("tldr", "why"),
    [
        (
            "A line: with a colon",
            r"line \d+: mapping values .*; a text with `: ` in it needs quotes",
        ),
        ("[a", r"line \d+: "),
        ("*a", "aliases"),
        ("\0", "control characters|special characters"),
    ],
)
def test_what_is_wrong_with_properties_is_said_with_its_line(vault, tldr, why):
    edit(vault, tldr=tldr)
    (problem,) = readback.apply(Run(), vault).problems.values()
    assert re.search(why, problem)
    assert "unicode string" not in problem


def test_a_tldr_is_a_better_one(vault):
    edit(vault, tldr='"Mine: a line with “signs” and 3.5%."')
    readback.apply(Run(), vault)
    assert review().tldr == "Mine: a line with “signs” and 3.5%."
    assert review().tags == {}


def test_marks_are_given_and_taken(vault):
    path = edit(vault, marks=listed(vault, "star", "later"))
    readback.apply(Run(), vault)
    assert set(Run().marks.of([PAPER])[PAPER].marks) == {"star", "later"}
    bring(vault)
    edit(vault, marks=listed(vault, "star"))
    readback.apply(Run(), vault)
    assert Run().marks.of([PAPER])[PAPER].marks == ("star",)
    assert path.is_file()


def test_the_next_run_shows_what_was_read_as_reviewed(vault):
    path = edit(vault, topics=listed(vault, "peft"), tldr='"Mine."')
    assert len(bring(vault).pending) == 1
    readback.apply(Run(), vault)
    done = bring(vault)
    assert (done.pending, done.kept) == ([], {})
    text = path.read_text()
    assert "reviewed:" in text
    assert "> Mine.\n" in text
    assert bring(vault).changed == []
    assert readback.apply(Run(), vault).applied.changes == ()


def test_reading_twice_changes_nothing_more(vault):
    edit(vault, topics=listed(vault, "rag"), tldr='"Mine."')
    readback.apply(Run(), vault)
    once = review()
    read = readback.apply(Run(), vault)
    assert (read.applied.changes, read.applied.conflicts, review()) == ((), (), once)


def test_a_dry_run_keeps_nothing(vault):
    edit(vault, topics=listed(vault, "rag"))
    assert len(readback.apply(Run(), vault, dry_run=True).applied.changes) == 1
    assert review() is None


def test_all_notes_are_one_session_that_undo_takes_back(vault):
    edit(vault, tldr='"Mine."')
    edit(vault, tldr='"Mine, too."', number=1)
    assert len(readback.apply(Run(), vault).applied.changes) == 2
    session.undo(run=Run())
    assert (review().tldr, review("2512.00001").tldr) == (None, None)
    bring(vault)
    assert readback.apply(Run(), vault).applied.changes[0][1].tldr == "Mine."


def test_an_unknown_topic_is_asked_back_and_the_rest_is_kept(vault):
    edit(vault, topics=listed(vault, "rag", "agents", "peftt"))
    read = readback.apply(Run(), vault)
    (problem,) = read.applied.problems
    assert "did you mean `peft`" in problem.why
    assert read.paths[problem.line - 1].endswith(".md")
    assert review() is None
    edit(vault, topics=listed(vault, "rag", "peftt"))
    readback.apply(Run(), vault)
    assert review() is None  # `agents` may be the topic that is misspelled
    edit(vault, topics=listed(vault, "rag", "peft"))
    readback.apply(Run(), vault)
    assert review().tags == {"rag": True, "agents": False, "peft": True}


def test_a_change_elsewhere_meanwhile_is_a_conflict_and_stays(vault):
    edit(vault, tldr='"Mine."')
    desk.edit(Edit(id=PAPER, tldr="Another's."), Run(), by="another")
    read = readback.apply(Run(), vault, by="me")
    (conflict,) = read.applied.conflicts
    assert "“Mine.” here, “Another's.” in the review" in conflict.why
    assert review().tldr == "Another's."
    bring(vault)
    edit(vault, tldr='"Another\'s."')
    bring(vault)
    edit(vault, tldr='"Mine."')
    assert readback.apply(Run(), vault).applied.conflicts == ()
    assert review().tldr == "Mine."


def test_a_property_that_is_gone_is_no_verdict(vault):
    path = edit(vault, tldr='"Mine."')
    lines = path.read_text().split("\n")
    path.write_text("\n".join(each for each in lines if "rag" not in each and "topics" not in each))
    readback.apply(Run(), vault)
    assert (review().tags, review().tldr) == ({}, "Mine.")


def test_a_tldr_that_was_cleared_is_no_verdict(vault):
    edit(vault, tldr="")
    assert bring(vault).pending == []
    assert readback.apply(Run(), vault).applied.changes == ()


def test_an_empty_list_judges_all_topics_wrong(vault):
    edit(vault, topics=listed(vault))
    readback.apply(Run(), vault)
    assert review().tags == {"rag": False, "agents": False}


def test_properties_that_cannot_be_read_are_told_of(tmp_path):
    stored_days.store(Run(), (0,))
    bring(tmp_path)
    path = note(tmp_path, 0)
    path.write_text(path.read_text().replace("tldr: Line 0.", 'tldr: "Mine'))
    read = readback.apply(Run(), tmp_path)
    assert ["cannot be read" in why for why in read.problems.values()] == [True]


def test_links_and_tags_are_read_as_topics(tmp_path):
    stored_days.store(Run(), (0,))
    bring(tmp_path)
    edit(tmp_path, topics='["[[Papers on RAG|RAG]]", "#agents"]')
    readback.apply(Run(), tmp_path)
    assert review().tags == {"rag": True, "agents": True}


def test_a_folder_of_another_style_is_not_read(vault):
    other = "logseq" if not (vault / "pages").is_dir() else "obsidian"
    with pytest.raises(UsageError):
        bring(vault, other)


def test_a_tldr_with_signs_that_we_would_part_is_known_once_it_is_read(vault):
    line = "Mine: {{x}} <% y %> [[z]] a::b."
    edit(vault, tldr=f'"{line}"')
    readback.apply(Run(), vault)
    assert review().tldr == line
    done = bring(vault)
    assert (done.kept, done.pending) == ({}, [])
    assert f'"{line}"' in edit(vault).read_text()
    assert readback.apply(Run(), vault).paths == []


@pytest.mark.parametrize("vault", ["logseq"], indirect=True)
@pytest.mark.parametrize(
    "topics", ["#rag #peft", "#rag, [[PEFT]]", '"rag; PEFT"', "[[rag]] , peft"]
)
def test_topics_are_read_however_logseq_lists_them(vault, topics):
    path = edit(vault, topics=topics)
    path.write_text(f"\n\n{path.read_text()}")
    assert readback.apply(Run(), vault).applied.problems == ()
    assert review().tags == {"rag": True, "agents": False, "peft": True}
    assert bring(vault).deleted == 0
