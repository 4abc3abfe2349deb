"""Searching what is stored: the index follows the library, and is never the truth."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import replace

import pytest
from engine_double import Heard
from papers import paper
from stored_days import review, store

from summarizer import cli
from summarizer.assembly import Assembly
from summarizer.errors import UsageError
from summarizer.library import query
from summarizer.library.run import Run
from summarizer.library.search import index_path, search
from summarizer.papers.records import Report
from summarizer.text.plain import content_id


@pytest.fixture
def run():
    return Run(observer=Heard())


def ids(text, limit=10):
    run = Run(observer=Heard())
    return [each.id for each in search(query.parse_query(text), run, limit).papers]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("diffusion", [1]),
        ("difference", []),
        ("samplers", [1]),
        ('"sparse index"', [0]),
        ('"index sparse"', []),
        ("index sparse", [0]),
        ("learning -diffusion", [2]),
        ("-diffusion -scaling", [0]),
        ("text-to-image", [1]),
        ("title:retrieval", [0]),
        ("title:latency", []),
        ('author:"Second Author" sampler', [1]),
        ("abstract:latency", [0]),
        ("tldr:2", [2]),
        ("RETRIEVAL", [0]),
    ],
)
def test_words_and_phrases_find_papers(run, text, numbers):
    store(run, range(3))
    assert ids(text) == [f"2512.0000{number}" for number in numbers]


def test_a_title_counts_more_than_an_abstract(run):
    store(run, [0], title="Some Facts", abstract="On indexes. A catalogue of catalogues.")
    store(run, [1], title="A Catalogue", abstract="On indexes of facts in some places.")
    assert ids("catalogue") == ["2512.00001", "2512.00000"]


def test_filters_hold_all_at_once(run):
    store(run, [0], day="2025-12-08", tags=("rag", "benchmark"))
    store(run, [1], day="2025-12-09", tags=("diffusion-models",))
    store(run, [2], day="2025-12-10", label="dump")
    assert ids("tag:rag") == ["2512.00002", "2512.00000"]
    assert ids("tag:rag -tag:benchmark") == ["2512.00002"]
    assert ids("tag:benchmark,diffusion-models") == ["2512.00001", "2512.00000"]
    assert ids("since:2025-12-09") == ["2512.00002", "2512.00001"]
    assert ids("until:2025-12-09 tag:rag") == ["2512.00000"]
    assert ids("source:dump") == ["2512.00002"]
    assert ids("source:HF") == ["2512.00001", "2512.00000"]
    assert ids("-source:hf since:2025") == ["2512.00002"]


@pytest.fixture
def people(run):
    store(run, [0], authors=("Yann LeCun", "Second Author"), organization="Google DeepMind")
    store(run, [1], day="2025-12-10", authors=("Anna LeCun",), organization="Meta")
    store(run, [2], day="2025-12-11", authors=("Søren van der Berg", "Y. LeCun"))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('author:"Yann LeCun"', [2, 0]),
        ('author:"LeCun, Yann"', [2, 0]),
        ('author:"Y. LeCun"', [2, 0]),
        ("author:lecun", [2, 1, 0]),
        ("author:yann", [0]),
        ('-author:"Yann LeCun"', [1]),
        ('author:lecun -author:"Anna LeCun"', [2, 0]),
        ('author:"Soren van der Berg" author:lecun', [2]),
        ('author:"Author Yann"', []),
        ('author:"LeCun Second"', []),
        ("author:lecuns", []),
        ("author:lecun sampler", [1]),
        ("organization:deepmind", [0]),
        ('organization:"deep mind"', [0]),
        ("organisation:meta", [1]),
        ("-organization:meta", [2, 0]),
        ("organization:deep", []),
        ("organization:deepmind author:anna", []),
        ("deepmind", []),
        ("lecun", [0, 1, 2]),
    ],
)
def test_people_and_organisations_are_found_by_name(text, numbers):
    found = ids(text)
    expected = [f"2512.0000{number}" for number in numbers]
    assert (sorted(found) if text == "lecun" else found) == expected


@pytest.mark.usefixtures("people")
def test_names_are_found_as_a_review_or_a_newer_day_leaves_them(run):
    store(run, [0], authors=("Another Name",), organization="Elsewhere")
    assert ids("organization:deepmind") == []
    assert ids("author:second") == []
    assert ids("organization:elsewhere author:another") == ["2512.00000"]


def test_a_tag_may_be_a_label_or_an_alias(run):
    store(run, [0])
    assert ids('tag:"retrieval augmented"') == ["2512.00000"]


def test_a_tag_of_another_vocabulary_is_found_by_its_name(run):
    store(run, [0], tags=("my-own-topic",))
    assert ids("tag:my-own-topic") == ["2512.00000"]


def test_an_unknown_tag_is_asked_back(run):
    store(run, [0])
    with pytest.raises(UsageError, match="did you mean `diffusion-models`"):
        ids("tag:difusion-models")


def test_a_paper_stored_twice_is_found_once(run):
    store(run, [0], day="2025-12-08")
    store(run, [0, 1], day="2025-12-09", label="dump")
    found = search(query.parse_query("source:hf,dump"), run, 10)
    assert (found.total, len(found.papers)) == (2, 2)
    assert search(query.parse_query("retrieval"), run, 10).total == 1


def test_a_paper_without_annotation_is_found_too(run):
    half = replace(paper(5), id="2512.00005", title="Nothing But a Title", abstract=" ")
    made = Assembly(["hf:2025-12-09"], [], _NoEngine(), None, run)._made(Report())
    run.library.store("hf", replace(made, date="2025-12-09"), [half])
    assert ids("nothing title") == ["2512.00005"]


class _NoEngine:
    name, model, prompt, topics = "none", None, None, ""


def test_the_index_follows_new_changed_and_removed_days(run, home):
    store(run, [0])
    assert ids("since:2025") == ["2512.00000"]
    store(run, [0, 1])
    assert sorted(ids("since:2025")) == ["2512.00000", "2512.00001"]
    assert ids("diffusion") == ["2512.00001"]
    store(run, [1], tags=("benchmark",))
    assert ids("tag:benchmark") == ["2512.00001"]
    (home / "data" / "library" / "hf" / "2025-12-09.json").unlink()
    assert ids("since:2025") == ids("diffusion") == ids("benchmark") == []


def test_reviews_are_searched_as_they_stand(run, home):
    store(run, [0, 1])
    assert ids("reviewed:yes") == []
    review(home, "2512.00000", tags={"rag": False, "benchmark": True}, tldr="A better line.")
    assert ids("reviewed:yes") == ids("tag:benchmark") == ids("better") == ["2512.00000"]
    assert ids("tag:rag") == ids("reviewed:no") == ["2512.00001"]
    (home / "data" / "reviews" / "2512.00000.json").unlink()
    assert ids("reviewed:yes") == ids("better") == []
    assert sorted(ids("tag:rag")) == ["2512.00000", "2512.00001"]


def test_a_damaged_review_is_warned_of_and_left(run, home):
    store(run, [0])
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True)
    (folder / "2512.00000.json").write_bytes(b"\x00\xff")
    assert search(query.parse_query("retrieval"), run, 5).total == 1
    assert "is damaged" in run.observer.warnings[0]
    assert (folder / "2512.00000.json").read_bytes() == b"\x00\xff"


@pytest.mark.parametrize("content", [b"no index at all, but long enough" * 40, b"\x00" * 5000])
def test_a_damaged_index_is_made_anew(run, content):
    store(run, [0])
    assert ids("retrieval") == ["2512.00000"]
    for path in index_path().parent.glob("search.sqlite-*"):
        path.unlink()
    index_path().write_bytes(content)
    assert ids("retrieval") == ["2512.00000"]


def test_an_index_of_another_form_is_made_anew(run):
    store(run, [0])
    index_path().parent.mkdir(parents=True)
    other = sqlite3.connect(index_path())
    other.execute("PRAGMA user_version = 999")
    other.commit()
    other.close()
    assert ids("retrieval") == ["2512.00000"]


def test_where_no_index_can_be_kept_one_is_made_for_the_search(run, home):
    store(run, [0])
    (home / "cache").write_text("a file in the folder's place")
    assert search(query.parse_query("retrieval"), run, 5).total == 1
    assert "cannot store the search index" in run.observer.warnings[0]


def test_a_damaged_day_is_set_aside_and_the_others_found(run, home):
    store(run, [0])
    store(run, [1], day="2025-12-10")
    path = home / "data" / "library" / "hf" / "2025-12-10.json"
    path.write_text(path.read_text()[:200])
    assert search(query.parse_query("since:2025"), run, 5).total == 1
    assert "was damaged" in run.observer.warnings[0]
    assert path.with_name("2025-12-10.json.damaged").exists()


def test_several_searches_at_once_build_one_index(run):
    store(run, range(3))
    found = []
    threads = [threading.Thread(target=lambda: found.append(ids("since:2025"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert {len(each) for each in found} == {3}


def test_signs_without_blanks_are_found_one_by_one(run):
    store(run, [0], title="稀疏检索 for Retrieval")
    assert ids("检索") == ["2512.00000"]
    assert ids("索检") == []


@pytest.mark.parametrize(
    "text",
    [
        'a"b',
        "author:%z",
        'author:"x\'y"',
        "organization:z_%",
        "zz AND",
        "NEAR(a b)",
        "x* ^y",
        "a:b:c",
        "'; DROP TABLE paper",
        "zz(",
        "a\x00b",
    ],
)
def test_nothing_typed_is_taken_as_a_command(run, text):
    store(run, [0])
    assert ids(text) == []
    assert ids("retrieval") == ["2512.00000"]


def test_of_very_many_the_best_are_those_with_the_words_in_the_title(run, monkeypatch):
    monkeypatch.setattr("summarizer.library.search._COMMON", 1)
    store(run, [0], title="Some Facts", abstract="An index of indexes.")
    store(run, [1], title="An Index", abstract="Facts.")
    assert ids("index", limit=1) == ["2512.00001"]
    assert ids("index", limit=2) == ["2512.00001", "2512.00000"]


def summarize(capsys, *argv):
    code = cli.main(argv)
    return code, *capsys.readouterr()


def test_text_shows_the_papers_best_first(run, capsys):
    store(run, range(3))
    code, out, _ = summarize(capsys, "search", "learning", "rate", "--limit", "1")
    assert code == 0
    assert out.startswith("1 paper for learning rate\n\n  1 Scaling Laws and the Learning Rate\n")


def test_json_holds_the_entries_and_can_be_read_again(run, capsys, tmp_path):
    store(run, range(3))
    code, out, _ = summarize(capsys, "search", "since:2025", "--json", "--limit", "2")
    document = json.loads(out)
    assert code == 0
    assert (document["schema"], document["found"]) == ("summarizer/search/1", 3)
    assert [each["tags"] for each in document["papers"]] == [["rag"], ["rag"]]
    (tmp_path / "found.json").write_text(out)
    assert summarize(capsys, "papers", str(tmp_path / "found.json"), "--json")[0] == 0


def test_what_the_shell_took_the_quotes_from_is_a_phrase_still(run, capsys):
    store(run, range(3))
    assert summarize(capsys, "search", "index sparse", "-q")[1].startswith("1 paper")
    assert summarize(capsys, "search", "index sparse", "tag:rag", "-q")[1].startswith("0 papers")
    assert summarize(capsys, "search", "sparse index", "tag:rag", "-q")[1].startswith("1 paper")


def test_an_empty_library_is_said(capsys):
    code, out, err = summarize(capsys, "search", "anything")
    assert (code, out) == (0, "0 papers for anything\n")
    assert "nothing is stored yet" in err


def test_a_query_that_cannot_be_read_ends_with_2(capsys):
    code, out, err = summarize(capsys, "search", "since:soon")
    assert (code, out) == (2, "")
    assert err.startswith("summarize: `since:soon`: write")


def test_results_are_grouped_and_sorted_as_a_digest_is(run, capsys):
    store(run, range(3))
    assert cli.main(["search", "2512", "--by", "topic"]) == 0
    capsys.readouterr()
    assert cli.main(["search", "learning", "--by", "date", "--json"]) == 0
    papers = json.loads(capsys.readouterr().out)["papers"]
    days = [each["published"] or "" for each in papers]
    assert days == sorted(days, reverse=True)
    assert cli.main(["search", "reviewed:no", "--by", "topic"]) == 0
    shown = capsys.readouterr().out
    tags = {each["tags"][0] for each in papers if each["tags"]}
    assert tags == {"rag"}
    assert "\nLanguage models: RAG (3)\n" in shown


class TestMarks:
    """`marked:` asks the marks themselves: the index keeps nothing of them."""

    def test_papers_are_found_by_their_marks(self, run):
        store(run, range(3))
        run.marks.mark([paper(0), paper(1)], "star")
        run.marks.mark([paper(1)], "read")
        assert set(ids("marked:star")) == {"2512.00000", "2512.00001"}
        assert ids("marked:star -marked:read") == ["2512.00000"]
        assert set(ids("marked:read,star diffusion")) == set(ids("marked:read"))
        assert set(ids("-marked:any")) == {"2512.00002"}
        run.marks.unmark(["2512.00001"], "read")
        assert ids("marked:read") == []

    def test_found_papers_have_their_marks(self, run):
        store(run, range(3))
        run.marks.mark([paper(1)], "star")
        found = search(query.parse_query("-scaling"), Run(observer=Heard()), 10).papers
        assert {each.id: each.marks for each in found} == {
            "2512.00000": (),
            "2512.00001": ("star",),
        }

    def test_a_paper_marked_by_its_text_is_found_by_the_id_that_it_has_by_now(self, run):
        store(run, range(3))
        known = paper(1)
        run.marks.mark([replace(known, id=content_id(known.title, known.abstract))], "star")
        assert ids("marked:star") == ["2512.00001"]

    def test_without_marks_nothing_is_found(self, run):
        store(run, range(3))
        assert ids("marked:any") == []
