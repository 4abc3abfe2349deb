"""The vocabulary edited from the command line, and what is stored brought along."""

from __future__ import annotations

import json

import pytest
from papers import paper

from summarizer.library.curation import Curator
from summarizer.library.run import Run
from summarizer.papers.wire import dumps
from summarizer.settings import packaged
from summarizer.topics import vocabularyfile
from summarizer.topics.vocabulary import Topic


@pytest.fixture
def stored(run, tmp_path):
    """Three papers annotated and stored."""
    path = tmp_path / "papers.json"
    path.write_text(dumps([paper(0), paper(1), paper(2)]))
    assert run("papers", path, "-q")[0] == 0
    return path


@pytest.fixture
def own(home):
    """Where the reader's own vocabulary comes to lie."""
    return home / "topics.toml"


def counts(run):
    return {each["name"]: each["papers"] for each in json.loads(run("topics", "--json")[1])}


def review(home, number, **values):
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True, exist_ok=True)
    document = {"schema": "summarizer/review/1", "id": f"2512.0000{number}", **values}
    (folder / f"2512.0000{number}.json").write_text(json.dumps(document))
    return folder / f"2512.0000{number}.json"


def test_topics_are_listed_with_their_counts(run, stored):
    assert counts(run)["rag"] == 1
    assert "  rag                               1  Retrieval" in run("topics")[1]


def test_where_nothing_is_stored_listing_writes_nothing(run, home):
    assert counts(run)["rag"] == 0
    assert not home.exists()


def test_a_topic_is_shown_with_papers(run, stored):
    code, out, _ = run("topics", "show", "retrieval-augmented")
    assert code == 0
    assert out.startswith("name         rag\n")
    assert "2512.00000  A Sparse Index for Retrieval-Augmented Generation" in out
    shown = json.loads(run("topics", "show", "rag", "--json")[1])
    assert (shown["papers"], shown["samples"][0]["id"]) == (1, "2512.00000")


def test_the_packed_vocabulary_is_copied_before_it_is_edited(run, own, home):
    packed = vocabularyfile.default_path().read_bytes()
    (home).mkdir()
    (home / "config.toml").write_text('# mine\nmodel = "embedded"  # the only one\n')
    code, out, err = run("topics", "add", "tea", "--group", "applications", "--definition", "Tea.")
    assert code == 0
    assert '+name = "tea"' in out
    assert f"the vocabulary was copied to `{own}`" in err
    assert vocabularyfile.default_path().read_bytes() == packed
    config = (home / "config.toml").read_text()
    assert config.startswith('# mine\nmodel = "embedded"  # the only one\n')
    assert "tea" in counts(run)
    assert "copied" not in run("topics", "rename", "tea", "brewing")[2]


def test_the_vocabulary_of_arxiv_is_copied_too_and_keeps_its_weights(run, home):
    assert run("config", "set", "topics", "arxiv")[0] == 0
    assert run("topics", "show", "cs.CL")[1].startswith("name         computation-and-language\n")
    code, _, err = run("topics", "merge", "cs.SY", "robotics")
    assert code == 0
    own = home / "arxiv.toml"
    assert f"the vocabulary was copied to `{own}`" in err
    found = vocabularyfile.load(own)
    assert (found.weights, found.resolve("eess.SY").name) == ("arxiv", "robotics")
    assert vocabularyfile.load(packaged("arxiv.toml")).get("systems-and-control")


def test_a_file_called_arxiv_is_still_a_file(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = '[groups]\na = "A"\n[[topic]]\nname = "moles"\ngroup = "a"\ndefinition = "Moles."\n'
    (tmp_path / "arxiv").write_text(text)
    monkeypatch.setenv("SUMMARIZER_TOPICS", "./arxiv")
    assert list(counts(run)) == ["moles"]
    monkeypatch.setenv("SUMMARIZER_TOPICS", "arxiv")
    assert len(counts(run)) > 100


def test_a_dry_run_shows_the_change_and_writes_nothing(run, own, stored):
    code, out, err = run("topics", "rename", "rag", "retrieval", "--dry-run")
    assert code == 0
    assert '+name = "retrieval"' in out
    assert "nothing was changed" in err
    assert not own.exists()
    assert counts(run)["rag"] == 1


def test_a_renamed_topic_is_renamed_in_digests_and_reviews(run, stored, home):
    path = review(home, 0, tags={"rag": True}, quotes={"rag": "sparse index"})
    code, _, err = run("topics", "rename", "rag", "retrieval")
    assert code == 0
    assert "updated: 1 paper, 1 review" in err
    assert counts(run)["retrieval"] == 1
    assert json.loads(path.read_text())["tags"] == {"retrieval": True}
    assert run("search", "tag:rag", "-q")[1].startswith("1 paper")
    digest = json.loads(run("papers", stored, "--json", "--tag", "rag", "-q")[1])
    assert digest["papers"][0]["tags"][0] == "retrieval"
    assert run("topics", "check")[0] == 0


def test_a_renamed_topic_is_renamed_in_marks(run, stored):
    run("topics", "rename", "rag", "retrieval", "--dry-run")
    run("star", "2512.00000")
    assert "rag" in Run().marks.of(["2512.00000"])["2512.00000"].tags
    err = run("topics", "rename", "rag", "retrieval")[2]
    assert "updated: 1 paper, 0 reviews, marks of 1 paper" in err
    assert "retrieval" in Run().marks.of(["2512.00000"])["2512.00000"].tags
    assert "rag" not in Run().marks.of(["2512.00000"])["2512.00000"].tags


def test_a_rename_that_was_ended_half_way_is_finished_by_giving_it_again(run, stored, monkeypatch):
    from summarizer.errors import OutputError
    from summarizer.library.store import Library

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Library, "revise", full)
        code, _, err = run("topics", "rename", "rag", "retrieval")
    assert (code, OutputError.exit_code) == (2, 2)
    assert "again to finish it" in err
    assert counts(run)["retrieval"] == 0
    code, out, err = run("topics", "rename", "rag", "retrieval")
    assert (code, out) == (0, "")
    assert "updated: 1 paper" in err
    assert counts(run)["retrieval"] == 1


def test_merged_topics_are_one_everywhere(run, stored, home):
    path = review(home, 1, tags={"image-generation": True})
    assert run("topics", "merge", "image-generation", "diffusion-models")[0] == 0
    assert json.loads(path.read_text())["tags"] == {"diffusion-models": True}
    assert counts(run)["diffusion-models"] == 1
    assert "image-generation" not in counts(run)
    assert run("search", "tag:image-generation", "-q")[1].startswith("1 paper")


LAWS = """\
[groups]
one = "One"

[[topic]]
name = "laws"
group = "one"
definition = "Laws."
aliases = ["scaling laws", "power laws"]
"""


def test_papers_with_a_moved_phrase_follow_a_split(run, own, home, tmp_path, monkeypatch):
    home.mkdir()
    own.write_text(LAWS)
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(own))
    other = {"title": "Power Laws", "abstract": "We find power laws in the noise of training."}
    (tmp_path / "papers.json").write_text(dumps([paper(2), paper(1, **other)]))
    run("papers", tmp_path / "papers.json", "-q")
    assert counts(run) == {"laws": 2}
    path = review(home, 2, tags={"laws": True}, quotes={"laws": "scaling laws"})
    argv = ("split", "laws", "scaling", "--definition", "Scaling.", "--alias")
    assert run("topics", *argv, "phlogiston")[0] == 2
    assert run("topics", *argv, "scaling laws")[0] == 0
    assert counts(run) == {"laws": 1, "scaling": 1}
    assert json.loads(path.read_text())["tags"] == {"scaling": True}


def test_a_changed_topic_costs_a_language_model_only_what_it_touches(run, stored, llm):
    argv = ("papers", stored, "--model", "openai/scripted", "--base-url", llm.url, "--json")
    before = json.loads(run(*argv)[1])
    asked = len(llm.requests)
    assert asked == 3
    assert any(entry["tags"] for entry in before["papers"])
    given = before["papers"][0]["tags"][0]
    assert run("topics", "rename", given, "another-name")[0] == 0
    after = json.loads(run(*argv)[1])
    assert len(llm.requests) == asked
    assert after["papers"][0]["tags"][0] == "another-name"
    options = (
        "--group",
        "agents",
        "--definition",
        "Of exponents.",
        "--alias",
        "changes the exponent",
    )
    assert run("topics", "add", "exponents", *options)[0] == 0
    assert json.loads(run(*argv, "--dry-run")[1])["requests"] == 1
    assert json.loads(run(*argv)[1])["usage"]["requests"] == 1
    assert len(llm.requests) == asked + 1


def test_a_removed_topic_stays_as_a_proposed_one(run, stored, home):
    path = review(home, 1, tags={"rag": True})
    before = path.read_text()
    assert run("topics", "remove", "rag")[0] == 0
    found = json.loads(run("search", "sparse", "--json", "-q")[1])["papers"][0]
    assert "rag" not in found["tags"]
    assert found["proposed_tags"] == ["rag"]
    assert path.read_text() == before


def test_check_says_what_is_stored_under_names_that_are_gone(run, stored, own):
    run("topics", "add", "tea", "--group", "applications", "--definition", "Tea.")
    own.write_text(own.read_text().replace('name = "rag"', 'name = "lookup"'))
    code, out, _ = run("topics", "check")
    assert code == 1
    assert "stored with 1 paper: `rag`, now `lookup`" in out
    assert run("topics", "check", own.parent / "none.toml")[0] == 2


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (("rename", "saftey", "x"), "unknown topic `saftey`: did you mean `safety`?"),
        (("rename", "rag", "agents"), "`agents` already means `agents`"),
        (("rename", "rag", "none"), "`none` stands for papers without a topic"),
        (("add", "None", "--group", "vision", "--definition", "x"), "`None` stands for papers"),
        (("split", "rag", "none", "--definition", "x"), "`none` stands for papers"),
        (
            ("add", "tea", "--group", "vision", "--definition", "x", "--alias", "none"),
            "`none` stands for papers without a topic: choose another",
        ),
        (("rename", "rag", "red tea"), "cannot be the name of a topic"),
        (("rename", "rag", ""), "cannot be the name of a topic"),
        (
            ("add", "a\nb", "--group", "agents", "--definition", "x"),
            "cannot be the name of a topic",
        ),
        (("merge", "rag", "rag"), "into itself"),
        (("merge", "rag", "nonsense-of-all"), "`summarize topics` lists them"),
        (("remove", "phlogiston-theory"), "unknown topic `phlogiston-theory`"),
        (("add", "rag", "--group", "agents", "--definition", "x"), "`rag` already means `rag`"),
        (("add", "tea", "--group", "drinks", "--definition", "x"), "unknown group `drinks`"),
        (
            ("add", "tea", "--definition", "x"),
            "missing: --group (see `summarize topics add --help`)",
        ),
        (("add", "tea", "--group", "agents", "--definition", " "), "`definition` is empty"),
        (
            ("add", "tea", "--group", "agents", "--definition", "x", "--alias", "RAG"),
            "`RAG` already means `rag`",
        ),
        (("add", "a", "--group", "agents", "--definition", "x", "--parent", "b"), "unknown parent"),
        (
            ("promote", "tea", "--group", "agents", "--definition", "x"),
            "not a proposed subject",
        ),
        (("show", "saftey"), "did you mean `safety`?"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(run, own, argv, reason):
    code, out, err = run("topics", *argv)
    assert (code, out) == (2, "")
    assert reason in err
    assert err.count("\n") == 1
    assert not own.exists()


def test_an_invalid_vocabulary_is_not_touched(run, own, home, monkeypatch):
    home.mkdir()
    own.write_bytes(b"[[topic]]\nname = 3\n")
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(own))
    code, _, err = run("topics", "rename", "a", "b")
    assert code == 2
    assert f"`{own}` line 2" in err
    assert own.read_bytes() == b"[[topic]]\nname = 3\n"


def test_a_file_in_the_place_of_the_copy_is_not_overwritten(run, own, home):
    home.mkdir()
    own.write_text("mine")
    code, _, err = run("topics", "rename", "rag", "retrieval")
    assert code == 2
    assert "exists but is not in use" in err
    assert own.read_text() == "mine"


@pytest.mark.parametrize("used", [None, "arxiv"])
def test_two_first_edits_at_once_are_both_kept(run, home, used):
    if used:
        run("config", "set", "topics", used)
    both = [Curator(Run()), Curator(Run())]
    group = next(iter(vocabularyfile.load(both[0].run.settings.topics_path).groups))
    for curator, name in zip(both, ("tea", "coffee"), strict=True):
        edited = curator.add(Topic(name, name.title(), group, f"{name.title()}."))
        assert edited.copied == (name == "tea")
        assert edited.path == home / f"{used or 'topics'}.toml"
    assert {"tea", "coffee"} <= set(counts(run))


def test_line_ends_and_a_byte_order_mark_stay(run, own, home, monkeypatch):
    home.mkdir()
    text = vocabularyfile.default_path().read_text(encoding="utf-8").replace("\n", "\r\n")
    own.write_bytes(b"\xef\xbb\xbf" + text.encode())
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(own))
    assert run("topics", "rename", "rag", "retrieval")[0] == 0
    data = own.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf#")
    assert data.count(b"\r\n") == data.count(b"\n")
    assert b'name = "retrieval"\r\n' in data


def propose(path, home, *names):
    """Give a stored paper proposed topics, as a language model does."""
    for day in (home / "data" / "library").rglob("*.json"):
        document = json.loads(day.read_text())
        for entry, proposed in zip(document["papers"], names, strict=False):
            entry["proposed_tags"] = proposed
        day.write_text(json.dumps(document))


def test_a_proposed_subject_becomes_a_topic(run, stored, home):
    propose(stored, home, ["sketch-learning"], ["sketch learnings"], ["Sketch Learning"])
    wanted = json.loads(run("topics", "propose", "--json")[1])
    assert [(each["name"], each["papers"]) for each in wanted] == [("sketch-learning", 3)]
    assert "    3  sketch-learning  (a model 3)" in run("topics", "propose")[1]
    argv = ("--group", "agents", "--definition", "Learning to sketch.")
    assert run("topics", "promote", "sketch-learning", *argv)[0] == 0
    topic = json.loads(run("topics", "show", "sketch-learning", "--json")[1])
    assert topic["aliases"] == ["sketch learnings"]
    assert run("topics", "propose")[2].startswith("summarize: nothing to propose")
