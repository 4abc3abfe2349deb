"""Edits of the file of interests: one list changes, nothing else, and nobody else may read it."""

from __future__ import annotations

import multiprocessing
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InterestsError, OutputError
from summarizer.interests import editor, interestsfile
from summarizer.interests.edits import ProfileFile
from summarizer.interests.profile import Wishes
from summarizer.text.tomltext import table_of
from summarizer.topics import vocabularyfile

TEXT = """\
# What I read.
follow = ["sparse attention"]  # since June

# My work.
[mine]
words = ["a"]  # the oldest
papers = [
  "2503.23895",  # a good one
  "2305.10601",
]

# What I have seen enough of.
[mine.not]
topics = ["robotics"]

# For the evening.
[tea]
words = ["tea"]
# the end
"""


@pytest.fixture
def place(home):
    home.mkdir()
    path = home / "interests.toml"
    path.write_text(TEXT)
    return path


def lost(before, after):
    """The lines that are gone."""
    return [line for line in before.splitlines() if line not in after.splitlines()]


def test_a_first_profile_makes_the_file(home):
    edited = editor.add("mine", Wishes(words=("sparse attention",)), weight=2.0)
    assert edited.changed
    assert edited.path.read_text() == '[mine]\nwords = ["sparse attention"]\nweight = 2.0\n'
    assert interestsfile.read() == edited.after


def test_wishes_are_added_to_their_lists_and_all_else_stays(place):
    more = Wishes(words=("b",), topics=("rag",), papers=("2401.00001",))
    edited = editor.add("mine", more, Wishes(words=("survey",), topics=("cad-generation",)))
    text = place.read_text()
    assert lost(TEXT, text) == ['words = ["a"]  # the oldest', 'topics = ["robotics"]']
    assert 'words = ["a", "b"]  # the oldest\n' in text
    assert '  "2305.10601",\n  "2401.00001",\n]\ntopics = ["rag"]\n\n# What I have' in text
    assert 'topics = ["robotics", "cad-generation"]\nwords = ["survey"]\n\n# For the' in text
    mine = edited.after.named("mine")
    assert mine.wanted.papers == ("2503.23895", "2305.10601", "2401.00001")
    assert mine.unwanted == Wishes(words=("survey",), topics=("robotics", "cad-generation"))


def test_what_is_there_already_changes_nothing(place):
    edited = editor.add("MINE", Wishes(words=("A",), papers=("2503.23895",)))
    assert not edited.changed
    assert place.read_text() == TEXT


def test_a_profile_that_wants_nothing_not_gets_a_table_for_it(place):
    editor.add("tea", Wishes(), Wishes(words=("coffee",)))
    assert place.read_text() == TEXT.replace(
        'words = ["tea"]\n', 'words = ["tea"]\n\n[tea.not]\nwords = ["coffee"]\n'
    )


def test_a_new_profile_stands_at_the_end(place):
    editor.add("強化", Wishes(words=("x",)), Wishes(words=("y",)))
    added = '\n["強化"]\nwords = ["x"]\n\n["強化".not]\nwords = ["y"]\n'
    assert place.read_text() == TEXT + added


def test_the_template_is_kept_when_something_is_added(home):
    path = editor.made()
    assert path.read_text() == editor.TEMPLATE
    assert not interestsfile.read()
    editor.add("mine", Wishes(words=("x",)))
    editor.follow("tag:rag")
    text = path.read_text()
    assert lost(editor.TEMPLATE, text) == []
    assert text.startswith('follow = ["tag:rag"]\n\n# What')
    assert text.endswith('\n\n[mine]\nwords = ["x"]\n')


def test_the_template_is_valid_where_its_marks_are_taken_away(home):
    path = editor.made()
    lines = [
        line.removeprefix("# ") if "=" in line or line.startswith("# [") else line
        for line in editor.TEMPLATE.splitlines()
    ]
    path.write_text("\n".join(lines))
    found = interestsfile.read(vocabulary=vocabularyfile.load())
    assert len(found.follows) == 2
    mine = found.named("mine")
    assert all(getattr(mine.wanted, kind) for kind in ("words", "authors", "papers", "sources"))
    assert mine.unwanted.topics == ("robotics",)


def test_wishes_are_taken_out_and_all_else_stays(place):
    edited = editor.remove("mine", Wishes(papers=("arXiv:2503.23895v3",)))
    assert lost(TEXT, place.read_text()) == ['  "2503.23895",  # a good one']
    assert edited.after.named("mine").wanted.papers == ("2305.10601",)


def test_a_list_and_a_table_that_nothing_is_left_in_go_too(place):
    editor.remove("mine", Wishes(words=("A",)), Wishes(topics=("Robotics",)))
    text = place.read_text()
    assert "words = []" not in text
    assert "[mine.not]" not in text
    assert "# For the evening." in text
    assert interestsfile.read().named("mine").unwanted == Wishes()


def test_a_topic_is_taken_out_whatever_it_is_called(place):
    place.write_text('[mine]\nwords = ["a"]\ntopics = ["Retrieval-Augmented"]\n')
    editor.remove("mine", Wishes(topics=("rag",)), vocabulary=vocabularyfile.load())
    assert place.read_text() == '[mine]\nwords = ["a"]\n'


def test_an_unknown_topic_can_be_taken_out(place):
    place.write_text('[mine]\nwords = ["a"]\ntopics = ["of another vocabulary"]\n')
    gone = Wishes(topics=("of another vocabulary",))
    editor.remove("mine", gone, vocabulary=vocabularyfile.load())
    assert place.read_text() == '[mine]\nwords = ["a"]\n'


def test_a_profile_is_taken_out_with_what_it_does_not_want(place):
    editor.remove("mine")
    text = place.read_text()
    assert [each.name for each in interestsfile.read().profiles] == ["tea"]
    assert "# For the evening.\n[tea]\n" in text
    assert "# What I read.\n" in text
    assert text.endswith("# the end\n")


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (lambda: editor.remove("mien"), "no profile `mien`: did you mean `mine`"),
        (lambda: editor.remove("mine", Wishes(words=("b",))), "`b` is nothing that `mine` wants"),
        (
            lambda: editor.remove("mine", Wishes(), Wishes(words=("a",))),
            "`a` is nothing that `mine` does not want: `summarize interests show mine`",
        ),
        (
            lambda: editor.remove("tea", Wishes(words=("Tea",))),
            "nothing would be left that `tea` wants: `summarize interests remove tea` removes",
        ),
        (
            lambda: editor.add("tea", Wishes(words=("x",)), Wishes(words=("X",))),
            "`x` can't be both wanted and not wanted: give it once",
        ),
        (
            lambda: editor.add("mine", Wishes(topics=("robotics",))),
            "in `mine`: first `summarize interests remove mine --not-topic 'robotics'`",
        ),
        (
            lambda: editor.add("tea", Wishes(), Wishes(words=("TEA",))),
            "`TEA` is wanted in `tea`: first `summarize interests remove tea --words 'TEA'`",
        ),
        (lambda: editor.add("all", Wishes(words=("x",))), "stands for all profiles"),
        (lambda: editor.add("a b", Wishes(words=("x",))), "write letters, digits and hyphens"),
        (lambda: editor.add("new", Wishes(), weight=2.0), "say what the new profile `new` wants"),
        (lambda: editor.add("new", Wishes(), Wishes(words=("x",))), "`--words`, `--topic`"),
        (lambda: editor.add("mine", Wishes(), weight=0.0), "nothing was changed, as the interests"),
        (lambda: editor.unfollow("sparse atention"), "did you mean `sparse attention`?"),
        (lambda: editor.unfollow("xyz"), "`xyz` is not followed"),
    ],
)
def test_an_edit_that_makes_no_sense_changes_nothing(place, edit, what):
    with pytest.raises(InterestsError) as caught:
        edit()
    assert what in str(caught.value)
    assert place.read_text() == TEXT


@pytest.mark.parametrize("cut", [0, 30, 64, 70, 90, 120, 180, 230])
def test_a_half_written_file_is_never_written_over(place, cut):
    place.write_text(TEXT[:cut] + "\nwords = [")
    before = place.read_bytes()
    for edit in (
        lambda: editor.add("mine", Wishes(words=("x",))),
        lambda: editor.remove("mine"),
        lambda: editor.follow("x"),
        lambda: editor.unfollow("x"),
    ):
        with pytest.raises(InterestsError, match=r"line \d+: .*`summarize interests edit`"):
            edit()
    assert editor.made().read_bytes() == before


def test_an_unknown_topic_in_the_file_is_told_before_something_is_added(place):
    place.write_text('[mine]\ntopics = ["robotcs"]\n')
    with pytest.raises(InterestsError, match=r"line 2: .*did you mean `robotics`"):
        editor.add("mine", Wishes(words=("x",)), vocabulary=vocabularyfile.load())
    editor.add("mine", Wishes(words=("x",)))


def test_what_is_followed_is_added_and_taken_out(place):
    editor.follow(" author:  Somebody ")
    assert 'follow = ["sparse attention", "author: Somebody"]  # since June\n' in place.read_text()
    assert not editor.follow("author: Somebody").changed
    editor.unfollow("author:  Somebody")
    assert place.read_text() == TEXT
    editor.unfollow("sparse attention")
    assert interestsfile.read().follows == ()
    assert "# What I read.\n" in place.read_text()


@pytest.mark.parametrize(
    "text",
    [
        'mine = {words = ["a"]}\ntea.words = ["b"]',
        'mine.words = ["a"]\nmine.not.words = ["c"]\n[tea]\nwords = ["b"]',
        '[mine]\nwords = ["a"]\nnot = {words = ["c"]}\n[tea]\nwords = ["b"]\n',
        '[mine]\nnot.words = ["c"]\nwords = ["a"]\n[tea]\nwords = ["b"]\n',
        '[mine.not]\nwords = ["c"]\n[tea]\nwords = ["b"]\n[mine]\nwords = ["a"]',
        '[tea]\nwords = ["b"]\n[tea.not]\nwords = ["c"]\n["mine"]\nwords = ["a"]',
    ],
)
def test_tables_are_edited_in_whatever_way_they_are_written(place, text):
    place.write_text(text)
    editor.add("mine", Wishes(words=("x",), topics=("rag",)), Wishes(topics=("robotics",)), 3.0)
    editor.add("tea", Wishes(), Wishes(words=("y",)))
    editor.follow("z")
    editor.add("new", Wishes(words=("n",)))
    found = interestsfile.read()
    assert found.follows == ("z",)
    mine = found.named("mine")
    assert mine.wanted == Wishes(words=("a", "x"), topics=("rag",))
    assert mine.unwanted.topics == ("robotics",)
    assert mine.weight == 3
    assert found.named("tea").unwanted.words[-1] == "y"
    editor.remove("mine", Wishes(words=("a",)), Wishes(topics=("robotics",)))
    editor.remove("tea", Wishes(), Wishes(words=("y",)))
    editor.remove("new")
    assert interestsfile.read().named("mine").wanted == Wishes(words=("x",), topics=("rag",))
    editor.remove("mine")
    assert [each.name for each in interestsfile.read().profiles] == ["tea"]


def test_marks_and_line_ends_of_other_editors_are_kept(place):
    place.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    editor.add("mine", Wishes(topics=("rag",)))
    data = place.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# What I read.\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert interestsfile.read().named("mine").wanted.topics == ("rag",)


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_nobody_else_may_read_it(home, monkeypatch):
    monkeypatch.setattr(os, "umask", os.umask)
    modes = []
    opened = os.open

    def watched(path, flags, mode=0o777, **more):
        if "interests.toml" in str(path):
            modes.append(mode)
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", watched)
    path = editor.add("mine", Wishes(words=("x",))).path
    assert modes == [0o600]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
@pytest.mark.parametrize("word", ["a", "x"])
def test_a_file_that_others_may_read_is_tightened(place, word):
    place.chmod(0o644)
    editor.add("mine", Wishes(words=(word,)))
    assert place.stat().st_mode & 0o777 == 0o600


def test_a_link_is_followed(place, tmp_path):
    real = tmp_path / "dotfiles.toml"
    place.rename(real)
    place.symlink_to(real)
    editor.add("mine", Wishes(topics=("rag",)))
    assert place.is_symlink()
    assert "rag" in real.read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_told_and_not_waited_for(home, make):
    home.mkdir()
    make(home / "interests.toml")
    for edit in (lambda: editor.follow("x"), editor.made):
        with pytest.raises(InterestsError, match="is not a file: move it away"):
            edit()


def test_a_disk_that_takes_nothing_leaves_the_file(place, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(editor, "write_atomic", full)
    with pytest.raises(OutputError, match="No space left on device: the interests were not"):
        editor.follow("x")
    assert place.read_text() == TEXT


def _add(number):
    editor.add("mine", Wishes(words=(f"word {number}",)))
    editor.follow(f"query {number}")


def test_runs_at_the_same_time_lose_nothing(home):
    context = multiprocessing.get_context("fork")
    runs = [context.Process(target=_add, args=(number,)) for number in range(8)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    found = interestsfile.read()
    assert sorted(found.follows) == [f"query {number}" for number in range(8)]
    assert sorted(found.named("mine").wanted.words) == [f"word {number}" for number in range(8)]


NAMES = st.sampled_from(["mine", "tea", "new"])
WORDS = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=3)
TABLES = st.one_of(st.tuples(NAMES), st.tuples(NAMES, st.just("not")))
STEPS = st.lists(
    st.tuples(TABLES, st.sampled_from(["words", "topics", "papers"]), WORDS), max_size=6
)


@given(STEPS)
def test_any_edits_give_the_table_that_is_meant(steps):
    file, expected = ProfileFile(TEXT), table_of(TEXT)
    for number, (path, name, values) in enumerate(steps):
        table = expected
        if number % 3 == 2:
            for key in path:
                table = table.get(key, {})
            kept = [each for each in table.get(name, []) if each not in values]
            file.drop(path, name, lambda each, values=values: each in values)
            if name in table:
                table[name] = kept
        else:
            for key in path:
                table = table.setdefault(key, {}) if values else table.get(key, {})
            file.extend(path, name, values)
            if values:
                table.setdefault(name, []).extend(values)
    assert whole(table_of(file.text)) == whole(expected)
    if all(step % 3 != 2 for step in range(len(steps))):
        assert [line for line in TEXT.splitlines() if line.startswith("#")] == [
            line for line in file.text.splitlines() if line.startswith("#") and line in TEXT
        ]


def whole(table):
    """The table without lists and tables that hold nothing."""
    kept = {name: whole(each) if isinstance(each, dict) else each for name, each in table.items()}
    return {name: each for name, each in kept.items() if each}
