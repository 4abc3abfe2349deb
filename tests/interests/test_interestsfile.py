"""The file of interests: what is accepted, what is refused and how that is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InterestsError
from summarizer.interests import interestsfile
from summarizer.interests.profile import Profile, Wishes
from summarizer.topics import vocabularyfile

GOOD = """# what I read
follow = ["sparse attention tag:rag", 'author:"A. Author"']

[mine]
weight = 2
words = ["sparse attention"]
topics = ["rag"]
authors = ["A. Author"]
organizations = ["Example Lab"]
papers = ["2503.23895", "https://arxiv.org/abs/2305.10601v2"]
from = ["/papers/my.bib", "hf:2025-12-09"]

[mine.not]
topics = ["robotics"]
words = ["survey"]

[tea]
words = ["tea"]
"""


@pytest.fixture
def write(tmp_path):
    def _write(text):
        path = tmp_path / "interests.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return _write


@pytest.fixture(scope="module")
def vocabulary():
    return vocabularyfile.load()


def problem(path, vocabulary=None):
    """What is said of a file that is refused: one line, which names it."""
    with pytest.raises(InterestsError) as caught:
        interestsfile.read(path, vocabulary)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    assert caught.value.exit_code == 2
    return message


def test_no_file_is_no_interests(tmp_path):
    found = interestsfile.read(tmp_path / "interests.toml")
    assert not found
    assert found.profiles == found.follows == ()


def test_it_lies_in_the_configuration_folder(home):
    assert interestsfile.path() == home / "interests.toml"
    assert not interestsfile.read()


def test_profiles_and_follows_are_read(write, vocabulary):
    found = interestsfile.read(write(GOOD), vocabulary)
    assert found.follows == ("sparse attention tag:rag", 'author:"A. Author"')
    assert found.profiles == (
        Profile(
            name="mine",
            weight=2.0,
            wanted=Wishes(
                words=("sparse attention",),
                topics=("rag",),
                authors=("A. Author",),
                organizations=("Example Lab",),
                papers=("2503.23895", "2305.10601"),
                sources=("/papers/my.bib", "hf:2025-12-09"),
            ),
            unwanted=Wishes(words=("survey",), topics=("robotics",)),
        ),
        Profile(name="tea", wanted=Wishes(words=("tea",))),
    )


def test_a_topic_is_taken_by_its_label_or_an_alias_too(write, vocabulary):
    found = interestsfile.read(write('[a]\ntopics = ["Retrieval-Augmented"]'), vocabulary)
    assert found.profiles[0].wanted.topics == ("rag",)


def test_without_a_vocabulary_topics_are_as_they_are_written(write):
    found = interestsfile.read(write('[a]\ntopics = ["no such  topic"]'))
    assert found.profiles[0].wanted.topics == ("no such topic",)


def test_what_is_written_twice_counts_once(write):
    text = '[a]\nwords = ["Sparse Attention", "sparse-attention"]\nauthors = ["A. B", "a.  b"]'
    wanted = interestsfile.read(write(text)).profiles[0].wanted
    assert wanted == Wishes(words=("Sparse Attention",), authors=("A. B",))


def test_files_are_found_beside_the_file_and_at_home(write, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    (tmp_path / "two  blanks.bib").write_text("")
    path = write('[a]\nfrom = ["two  blanks.bib", "~/my.bib", "hf", "arxiv:cs.CL", "gone.bib"]')
    assert interestsfile.read(path).profiles[0].wanted.sources == (
        str(tmp_path / "two  blanks.bib"),
        str(tmp_path / "me" / "my.bib"),
        *("hf", "arxiv:cs.CL", "gone.bib"),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('["sparse attention"]', '["sparse" "attention"]', 6, "not valid TOML"),
        ('words = ["tea"]', 'words = ["tea', 18, "not valid TOML"),
        ('words = ["tea"]', 'words = ["tea"', 19, "not valid TOML"),
        ('words = ["tea"]', "", 17, "the profile `tea` is empty: give it one of `words`"),
        ('words = ["tea"]', "words = []", 17, "is empty"),
        ('words = ["tea"]', 'not = {words = ["tea"]}', 17, "says only what is not wanted"),
        ("weight = 2", "weight = 0", 5, "`weight` must be a number above 0, at most 100"),
        ("weight = 2", "weight = true", 5, "`weight` must be a number"),
        ("weight = 2", 'weight = "2"', 5, "`weight` must be a number"),
        ("weight = 2", "weight = nan", 5, "`weight` must be a number"),
        ("weight = 2", "weight = inf", 5, "`weight` must be a number"),
        ("weight = 2", f"weight = {10**400}", 5, "`weight` must be a number"),
        ("organizations =", "organisations =", 9, "did you mean `organizations`?"),
        ("authors =", "author =", 8, "did you mean `authors`?"),
        ("authors =", "xyz =", 8, "unknown key `xyz`: use weight, words, topics"),
        ("[mine.not]\ntopics", "[mine.not]\ntopcis", 14, "did you mean `topics`?"),
        ("[mine.not]\n", "[mine.not]\nweight = 1\n", 14, "write it under `[mine]`"),
        ("[tea]\n", "[tea]\nfollow = []\n", 18, "`follow` stands before the first profile"),
        ("[mine.not]\n", "[tea.not.at]\n", 13, "unknown key `at`"),
        ("[tea]\n", "[tea]\nnot = 3\n", 18, "`not` must be a table: begin it with `[tea.not]`"),
        ('follow = ["', 'words = ["', 2, "`words` stands in no profile: write a line such as"),
        ('follow = ["', 'folow = ["', 2, "did you mean `follow`?"),
        ('follow = ["', 'xyz = ["', 2, "a profile begins with a line such as `[mine]`"),
        ("follow = [", "follow = [3, ", 2, "`follow` must be a list of texts"),
        ("follow = [", 'follow = [" ", ', 2, "`follow` has an empty text"),
        ('["Example Lab"]', '"Example Lab"', 9, "`organizations` must be a list of texts"),
        ('["A. Author"]', '["A. Author", 3]', 8, "`authors` must be a list of texts"),
        ('["A. Author"]', '[""]', 8, "`authors` has an empty text"),
        ('["survey"]', '["-- !"]', 15, "`-- !` has no letter or digit"),
        ('["survey"]', r'["sur\u202evey"]', 15, "control or invisible characters"),
        ('"2503.23895"', '"attention"', 10, "`attention` is not the id of a paper"),
        ('["robotics"]', '["robotcs"]', 14, "unknown topic `robotcs`: did you mean `robotics`?"),
        ('["robotics"]', '["RAG"]', 14, "`rag` is both wanted and not wanted in `mine`"),
        ('["survey"]', '["Sparse-Attention"]', 15, "both wanted and not wanted"),
        ("[tea]", "[follow]", 2, "not valid TOML"),
        ("[tea]", "[all]", 17, "which stands for all profiles: choose another name"),
        ("[tea]", "[Starred]", 17, "stands for the papers that you starred"),
        ("[tea]", "[not]", 17, "stands for what is not wanted"),
        ("[tea]", '["a b"]', 17, "write letters, digits and hyphens"),
        ("[tea]", '["../x"]', 17, "write letters, digits and hyphens"),
        ("[tea]", r'["\u001b[31m"]', 17, "cannot be the name of a profile"),
        ("[tea]", '[""]', 17, "cannot be the name of a profile"),
        ("[tea]", f"[{'x' * 61}]", 17, "cannot be the name of a profile"),
        ("[tea]", "[Mine]", 17, "the profile `Mine` is there twice"),
        ("[tea]", "[[tea]]", 17, "a profile begins with a line such as `[mine]`"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_place(write, vocabulary, old, new, line, what):
    assert GOOD.count(old) == 1
    message = problem(path := write(GOOD.replace(old, new)), vocabulary)
    assert what in message
    if "not valid TOML" not in what:
        assert message.startswith(f"`{path}` line {line}: ")


def said(text):
    """What is said of a text that is no file of interests; empty where it is one."""
    try:
        interestsfile.parse(text.encode("utf-8", "surrogatepass"), Path("interests.toml"))
    except InterestsError as error:
        return str(error)
    return ""


def one_line_or_none(text):
    message = said(text)
    return not message or (message.startswith("`interests.toml` line ") and "\n" not in message)


@pytest.mark.parametrize("cut", range(0, len(GOOD), 7))
def test_a_half_written_file_is_read_or_refused_with_its_line(cut):
    assert one_line_or_none(GOOD[:cut])


def test_what_to_do_about_a_half_written_file_is_said(write):
    message = problem(write(GOOD[:-4]))
    assert message.endswith("correct this line: `summarize interests edit` opens the file")


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"[a]\nwords = ['\xff']", b"\x89PNG\r\n\x1a\n"])
def test_a_binary_file_is_refused(write, data):
    assert "line " in problem(write(data))


def test_a_folder_in_its_place_is_told(tmp_path):
    path = tmp_path / "interests.toml"
    path.mkdir()
    assert problem(path).endswith("is not a file: move it away")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_its_place_is_not_waited_for(tmp_path):
    path = tmp_path / "interests.toml"
    os.mkfifo(path)
    assert problem(path).endswith("is not a file: move it away")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read_is_told(write):
    path = write(GOOD)
    path.chmod(0)
    assert "check its permissions" in problem(path)


def test_marks_and_line_ends_of_other_editors_are_read(write):
    path = write(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(interestsfile.read(path).profiles) == 2


def test_a_hundred_thousand_examples_are_read(write):
    ids = ", ".join(
        f'"{number // 10_000 + 1001}.{number % 10_000:05}"' for number in range(100_000)
    )
    assert (
        len(interestsfile.read(write(f"[a]\npapers = [{ids}]")).profiles[0].wanted.papers)
        == 100_000
    )


def test_a_profile_is_found_by_its_name_and_asked_back_for(write):
    found = interestsfile.read(write(GOOD))
    assert found.named("Mine").name == "mine"
    with pytest.raises(InterestsError, match="no profile `mien`: did you mean `mine`"):
        found.named("mien")
    with pytest.raises(InterestsError, match="no profile `xyz`: there is `mine`, `tea`"):
        found.named("xyz")
    with pytest.raises(InterestsError, match=r"`summarize interests add xyz --words \.\.\.`"):
        interestsfile.Interests().named("xyz")


@pytest.mark.parametrize("name", ["mine", "work-2026", "強化学習", "a", "für_mich"])
def test_names_as_people_write_them_are_taken(write, name):
    assert interestsfile.checked_name(name) == name
    assert interestsfile.read(write(f'["{name}"]\nwords = ["x"]')).find(name)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    assert one_line_or_none(text)


@given(st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=2), max_size=3))
def test_any_profile_is_read_or_refused(lists):
    assert one_line_or_none(tomlkit.dumps({"a": {"words": ["x"], "not": lists}}))
