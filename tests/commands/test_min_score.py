"""`--min-score` and `--tag none`: which topics are shown, and papers that have none."""

from __future__ import annotations

import json

import pytest
from digests import digest
from papers import paper
from stored_days import review

from summarizer import cli
from summarizer.annotate.entries import entry
from summarizer.library.run import Run
from summarizer.papers.records import Annotation, Tag

NO_TOPIC = "no topic of the vocabulary"
LINE = "A sparse index answers queries in 12 ms and improves retrieval-augmented generation."
TAGS = {0: {"rag": 0.93, "agents": 0.4}, 1: {"agents": 0.35}, 2: {}}


@pytest.fixture(autouse=True)
def day():
    """A stored day: a sure and a doubtful topic, a doubtful one alone, and none."""
    run = Run()
    made = []
    for number, tags in TAGS.items():
        one = paper(number, listed="2025-12-09", ai_summary=LINE)
        evidence = tuple(Tag(name, one.title[:8], "title", 0, 8, tags[name]) for name in tags)
        note = Annotation(
            tldr=f"Line {number}.",
            tldr_origin="extracted",
            tags=tuple(tags),
            evidence=evidence,
            engine="embedded",
        )
        made.append(entry(one, note))
    run.library.store("hf", digest(*made, source=("hf:2025-12-09",), date="2025-12-09"), made)


def told(capsys, *words):
    assert cli.main(list(words)) == 0
    return capsys.readouterr().out


def tags(capsys, *words):
    papers = json.loads(told(capsys, *words, "--json"))["papers"]
    return {each["id"][-1]: each["tags"] for each in papers}


SHOWS = pytest.mark.parametrize(
    "words", [("week",), ("month",), ("library", "show", "hf"), ("search", "since:2025")]
)


@SHOWS
def test_topics_below_the_score_are_not_shown_and_the_stored_day_keeps_them(capsys, words):
    whole = {"0": ["rag", "agents"], "1": ["agents"], "2": []}
    assert tags(capsys, *words) == whole
    assert tags(capsys, *words, "--min-score", "0.5") == {"0": ["rag"], "1": [], "2": []}
    found = json.loads(told(capsys, *words, "--json", "--min-score", "0.5"))["papers"]
    assert {each["tag"] for one in found for each in one["evidence"]} == {"rag"}
    assert tags(capsys, *words) == whole


@SHOWS
def test_the_setting_does_the_same_and_an_option_goes_before_it(capsys, words, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MIN_SCORE", "0.95")
    assert tags(capsys, *words) == {"0": [], "1": [], "2": []}
    assert tags(capsys, *words, "--min-score", "0.9")["0"] == ["rag"]
    assert tags(capsys, *words, "--min-score", "0")["0"] == ["rag", "agents"]


@pytest.mark.parametrize("value", ["1.5", "-0.1", "nan", "half", "0,5"])
def test_what_is_no_such_number_is_one_line(capsys, value, monkeypatch):
    with pytest.raises(SystemExit) as caught:
        cli.main(["week", f"--min-score={value}"])
    assert caught.value.code == 2
    assert "is not a number from 0 to 1" in capsys.readouterr().err
    monkeypatch.setenv("SUMMARIZER_MIN_SCORE", value)
    assert cli.main(["week"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "must be a number from 0 to 1" in line


def test_papers_without_a_topic_can_be_asked_for(capsys):
    assert set(tags(capsys, "week", "--tag", "none")) == {"2"}
    assert set(tags(capsys, "week", "--tag", "none", "--min-score", "0.5")) == {"1", "2"}
    assert set(tags(capsys, "week", "--tag", "none", "--tag", "rag")) == {"0", "2"}
    assert set(tags(capsys, "week", "--tag", "agents", "--min-score", "0.5")) == set()
    assert set(tags(capsys, "search", "tag:none")) == {"2"}
    assert set(tags(capsys, "search", "tag:none", "--min-score", "0.5")) == {"1", "2"}
    assert set(tags(capsys, "search", "since:2025 -tag:none")) == {"0", "1"}
    assert set(tags(capsys, "search", "tag:agents", "--min-score", "0.5")) == set()
    assert set(tags(capsys, "search", "tag:agents,none")) == {"0", "1", "2"}


def test_what_a_reader_judged_right_stays_and_is_no_maybe(capsys, home):
    review(home, paper().id, tags={"agents": True})
    assert tags(capsys, "week", "--min-score", "1")["0"] == ["agents"]
    shown = told(capsys, "search", "title:sparse")
    assert "RAG · Agents\n" in shown
    assert "maybe" not in shown


def test_statistics_count_papers_without_a_topic(capsys):
    assert f"{NO_TOPIC}          1\n" in told(capsys, "topics")
    line = told(capsys, "trends").splitlines()[-2]
    assert line.startswith(NO_TOPIC)
    assert line.split()[-3:] == ["33%", "33%", "33%"]
    assert told(capsys, "trends", "--tag", "none").startswith(f"{NO_TOPIC}: 1 of 3 papers\n")
    assert json.loads(told(capsys, "trends", "--json"))["untagged"] == [1]
    found = json.loads(told(capsys, "trends", "--json", "--min-score", "0.5"))
    assert found["untagged"] == [2]
    assert [each["topic"] for each in found["topics"]] == ["rag"]


def test_week_groups_them_at_the_end(capsys):
    shown = told(capsys, "week")
    assert shown.index("RAG (1") < shown.index(f"{NO_TOPIC} (1)")
    assert "    maybe Agents\n" in shown


def test_a_site_has_a_page_for_them_and_follows_the_score(capsys, tmp_path):
    from selectolax.lexbor import LexborHTMLParser

    def tree(name):
        return LexborHTMLParser((tmp_path / "site" / name).read_text())

    build = ("site", "build", "-o", str(tmp_path / "site"))
    told(capsys, *build)
    link = tree("topics/index.html").css(".overview a")[-1]
    assert link.text() == NO_TOPIC
    name = f"topics/{link.attributes['href']}"
    assert [each.text() for each in tree(name).css("article.paper .title")] == [paper(2).title]
    assert tree(name).css_first("h1").text() == NO_TOPIC.capitalize()
    (shown,) = tree(name).css("article.paper .untagged a")
    assert shown.attributes["href"].endswith(name)
    assert (tmp_path / "site" / name).with_name("feed.xml").exists()
    assert "maybe Agents" in tree("days/2025-12-09.html").body.text()
    told(capsys, *build, "--min-score", "0.5")
    assert len(tree(name).css("article.paper")) == 2
    assert "maybe" not in tree("days/2025-12-09.html").body.text()
    assert not (tmp_path / "site" / "topics" / "agents").exists()


def test_papers_that_are_annotated_now_are_kept_whole(capsys, tmp_path):
    path = tmp_path / "one.json"
    path.write_text(json.dumps([{"title": paper(2).title, "abstract": paper(2).abstract}]))
    command = ("papers", str(path), "--json", "--min-score", "0.99")
    (shown,) = json.loads(told(capsys, *command))["papers"]
    (kept,) = json.loads(told(capsys, "library", "show", "one", "--json"))["papers"]
    assert {each["tag"] for each in kept["evidence"] if each["score"] >= 0.99} == set(shown["tags"])
    assert len(kept["tags"]) > len(shown["tags"])


@SHOWS
def test_the_lines_of_sites_and_the_score_are_chosen_together(capsys, words):
    both = (*words, "--min-score", "0.5", "--tldr", "site", "--json")
    papers = {each["id"][-1]: each for each in json.loads(told(capsys, *both))["papers"]}
    assert {name: (each["tldr_origin"], each["tags"]) for name, each in papers.items()} == {
        "0": ("site", ["rag"]),
        "1": ("extracted", []),
        "2": ("extracted", []),
    }


@SHOWS
def test_the_sites_line_stands_between_ours_and_the_topics(capsys, words):
    shown = " ".join(told(capsys, *words, "--tldr", "both", "--min-score", "0.5").split())
    assert shown.count("The site's line: A sparse index") == 3
    assert "agents" not in shown
    assert f"Line 2. The site's line: {LINE} {NO_TOPIC}" in shown
    assert f"The site's line: {LINE} RAG" in shown


def test_a_site_follows_both_choices_and_takes_them_back(capsys, tmp_path):
    folder = tmp_path / "site"
    build = ("site", "build", "-o", str(folder))
    pages = []
    for choice in ((), ("--tldr", "both", "--min-score", "0.5"), ("--tldr", "both"), ()):
        told(capsys, *build, *choice)
        pages.append((folder / "days" / "2025-12-09.html").read_text())
    assert [page.count("The site's line:") for page in pages] == [0, 3, 3, 0]
    assert ["maybe</span>" in page for page in pages] == [True, False, True, True]
    assert pages[0] == pages[3]
    changed = json.loads(told(capsys, *build, "--tldr", "both", "--min-score", "0.5", "--json"))
    again = json.loads(told(capsys, *build, "--tldr", "both", "--min-score", "0.5", "--json"))
    assert changed["written"] > 0
    assert again["written"] == 0
