"""`summarize topics`: what its listing says of the topics, and a vocabulary drafted from papers."""

from __future__ import annotations

import json

import pytest

from summarizer.topics import vocabularyfile


@pytest.fixture
def papers(tmp_path):
    path = tmp_path / "papers.jsonl"
    rows = [
        {"id": f"2501.0000{number}", "title": f"Moss Gardens, Part {number}", "abstract": "Moss."}
        for number in range(4)
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def test_the_listing_says_what_field_the_topics_are_of(run, monkeypatch):
    code, out, err = run("topics")
    assert code == 0
    assert "topics of machine learning" in err
    assert "summarize config set topics arxiv" in err
    assert "machine learning:" not in out
    monkeypatch.setenv("SUMMARIZER_TOPICS", "arxiv")
    assert "149 topics, arXiv's categories" in run("topics")[2]


def test_the_help_says_it_too(run):
    assert "topics are of machine learning" in " ".join(run("topics", "--help")[1].split())


def test_a_vocabulary_is_drafted_and_used(run, papers, tmp_path):
    mine = tmp_path / "mine.toml"
    code, out, err = run("topics", "new", mine, "--from", papers)
    assert code == 0
    assert "    4  moss-gardens  (titles 4)\n" in out
    assert "4 of 4 papers get a topic with it as it is" in err
    assert f"summarize config set topics {mine}" in err
    assert run("topics", "check", mine)[0] == 0
    assert run("config", "set", "topics", mine)[0] == 0
    tagged = json.loads(run("papers", papers, "--json")[1])["papers"]
    assert [each["tags"] for each in tagged] == [["moss-gardens"]] * 4
    assert run("topics")[2].endswith(f"1 topic in `{mine}`\n")


def test_a_file_is_overwritten_only_where_that_is_wanted(run, papers, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("# written by hand\n")
    code, _, err = run("topics", "new", mine, "--from", papers)
    assert code == 2
    assert f"`{mine}` exists: write to another file, or give `--force`" in err
    assert mine.read_text() == "# written by hand\n"
    assert run("topics", "new", mine, "--from", papers, "--force")[0] == 0
    assert len(vocabularyfile.load(mine)) == 1


def test_a_file_that_comes_into_being_meanwhile_is_kept(run, papers, tmp_path, monkeypatch):
    from summarizer.topics import draft

    mine, text_of = tmp_path / "mine.toml", draft.text_of

    def meanwhile(*arguments):
        mine.write_text("# written by hand\n")
        return text_of(*arguments)

    monkeypatch.setattr(draft, "text_of", meanwhile)
    code, _, err = run("topics", "new", mine, "--from", papers)
    assert code == 2
    assert err == f"summarize: `{mine}` exists: write to another file, or give `--force`\n"
    assert mine.read_text() == "# written by hand\n"
    assert run("topics", "new", mine, "--from", papers, "--force")[0] == 0


def test_a_draft_never_replaces_its_papers(run, papers):
    assert run("topics", "new", papers, "--from", papers, "--force")[0] == 2


def test_a_draft_can_be_printed(run, papers):
    code, out, _ = run("topics", "new", "-", "--from", papers)
    assert code == 0
    assert vocabularyfile.parse_vocabulary(out.encode(), "-").get("moss-gardens")


def test_stored_papers_are_taken_where_none_are_named(run, papers, tmp_path):
    mine = tmp_path / "mine.toml"
    code, _, err = run("topics", "new", mine)
    assert code == 2
    assert "no paper is stored yet: name some with `--from`" in err
    run("papers", papers)
    assert run("topics", "new", mine)[0] == 0
    assert vocabularyfile.load(mine).get("moss-gardens")


def test_where_nothing_recurs_nothing_is_written(run, file, tmp_path):
    mine = tmp_path / "mine.toml"
    code, _, err = run("topics", "new", mine, "--from", file, "--limit", "1")
    assert code in {0, 2}
    assert mine.exists() == (code == 0)
    assert code == 0 or "nothing recurs in 3 papers: give more papers" in err


def test_a_model_is_told_of_the_categories_in_a_prompt_that_stays_short(run, file, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_TOPICS", "arxiv")
    _, out, _ = run("prompt", file, "--model", "openai/NAME")
    assert "- computation-and-language: Natural language by computer" in out
    assert "perceptual" not in out  # a phrase that only the embedded engine needs
    assert len(out) < 24_000
