"""Searching the full texts that are kept: passages, filters, and an index that follows them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import stat
import zipfile
from dataclasses import replace

import pytest
from engine_double import Heard
from fulltexts import ARXIV_PAGE
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_days import review, store

from summarizer.fulltext import Content, readings
from summarizer.fulltext.copies import Copy
from summarizer.fulltext.reading import read
from summarizer.library import textindex
from summarizer.library.passages import place_of
from summarizer.library.query import Words, parse_query
from summarizer.library.run import Run
from summarizer.library.textindex import on_texts, text_index_path
from summarizer.library.textsearch import excerpt, search_texts

FILLER = "This line says nothing that anybody could look for in here. " * 8


def markdown(title, *sections):
    parts = "".join(f"## {heading}\n\n{words}\n\n" for heading, words in sections)
    return f"# {title}\n\n{parts}## 9 End\n\n{FILLER}\n".encode()


def keep(number, data, fetched="2025-12-09", version=None, place="hf"):
    url = f"https://huggingface.co/papers/2512.0000{number}.md"
    Run().texts.put(f"2512.0000{number}", Copy(place, url, version, fetched, data))


def found(text, limit=10):
    return search_texts(parse_query(text), Run(observer=Heard()), limit)


def ids(text):
    return [each.id for each in found(text).papers]


def test_half_a_sign_in_a_text_hinders_no_search(home, monkeypatch):
    keep(1, markdown("Sparse Readers", ("Abstract", "On readers.")))
    whole = readings.full_text

    def halved(copy, copies):
        text = whole(copy, copies)
        words = text.text.replace("On", "\ud83d.")
        return replace(text, title="Sparse \ud83d", text=words)

    monkeypatch.setattr(readings, "full_text", halved)
    assert ids("readers") == ["2512.00001"]


@pytest.fixture
def texts(home):
    """Three papers that were read; the first two of them are stored too."""
    run = Run()
    store(run, [1], day="2025-12-08", tags=("rag",))
    store(run, [2], day="2025-12-09", tags=("agents",), authors=("Yann LeCun",))
    decoding = f"{FILLER}We use greedy decoding with a beam of four. {FILLER}"
    keep(1, markdown("Sparse Readers", ("Abstract", "On readers."), ("1 Method", decoding)))
    keep(
        2,
        markdown(
            "Dense Readers",
            ("Abstract", "On beams."),
            ("5 Limitations", "It is greedy. Only English."),
        ),
    )
    keep(
        3,
        markdown(
            "Beams in Print", ("Abstract", "On printing."), ("2 Data", "Greedy beams of light.")
        ),
    )


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('"greedy decoding"', [1]),
        ("GREEDY", [1, 2, 3]),
        ("greedy english", [2]),
        ("method four", [1]),
        ("greedy -light", [1, 2]),
        ("title:beams", [3]),
        ("greedy title:readers", [1, 2]),
        ("abstract:beam", [2]),
        ("limitations", [2]),
        ("greedy tag:rag", [1]),
        ("greedy -tag:rag", [2, 3]),
        ("greedy since:2025-12-09", [2]),
        ("greedy author:lecun", [2]),
        ("greedy source:hf", [1, 2]),
        ("greedy reviewed:no", [1, 2]),
        ("nowhere", []),
    ],
)
def test_words_and_filters(text, numbers):
    assert sorted(ids(text)) == [f"2512.0000{number}" for number in numbers]


@pytest.mark.usefixtures("texts")
def test_a_passage_is_the_sentence_with_its_section_and_place():
    [paper] = found('"greedy decoding"').papers
    [passage] = paper.passages
    assert (passage.section, passage.kind) == ("Method", "body")
    assert "We use greedy decoding with a beam of four." in passage.quote
    assert len(passage.quote) < 400
    [(start, end)] = passage.marks
    assert passage.quote[start:end] == "greedy decoding"
    copy = Run().texts.newest(paper.id)
    text = read(Content(copy.url, copy.data, copy.url)).text
    assert text[passage.start : passage.end] == passage.quote


@pytest.mark.usefixtures("texts")
def test_papers_that_are_not_stored_are_found_by_their_own_title():
    papers = {each.id: each for each in found("greedy").papers}
    assert papers["2512.00003"].title == "Beams in Print"
    assert papers["2512.00003"].entry is None
    assert papers["2512.00001"].entry.tags == ("rag",)


@pytest.mark.usefixtures("texts")
def test_papers_of_arxiv_that_are_stored_under_another_id_are_known_too():
    names = {"id": "sha256:00000000000000aa", "title": "Beams in Print", "links": ()}
    store(Run(), [3], label="notes", tags=("llm",), url="https://arxiv.org/abs/2512.00003", **names)
    papers = {each.id: each.entry for each in found("greedy").papers}
    assert papers["2512.00003"].id == names["id"]
    assert ids("greedy tag:llm") == ["2512.00003"]
    assert sorted(ids("greedy -tag:llm")) == ["2512.00001", "2512.00002"]


@pytest.mark.usefixtures("texts")
def test_papers_that_arxiv_does_not_have_are_found_as_stored():
    names = {"id": "a/strange:id", "title": "A Paper in Print", "links": (), "url": None}
    store(Run(), [4], label="notes", tags=("llm",), **names)
    data = markdown("A Paper in Print", ("1 Intro", "As greedy as any."))
    Run().texts.put(names["id"], Copy("file", "x.md", None, "2025-12-09", data))
    assert ids("any tag:llm") == [names["id"]]
    assert found("any").papers[0].entry.id == names["id"]


@pytest.mark.usefixtures("texts")
def test_no_more_papers_than_asked_for_and_all_counted():
    answer = found("greedy", limit=2)
    assert (answer.total, len(answer.papers), answer.kept) == (3, 2, 3)


@pytest.mark.usefixtures("texts")
def test_marks_and_reviews_are_filters_too(home):
    review(home, "2512.00002", tags={"agents": True})
    assert ids("greedy reviewed:yes") == ["2512.00002"]


@pytest.mark.usefixtures("texts")
def test_only_new_and_changed_copies_are_read(monkeypatch):
    ids("greedy")
    seen = []
    whole = readings.full_text
    monkeypatch.setattr(
        readings, "full_text", lambda copy, copies: seen.append(copy.id) or whole(copy, copies)
    )
    ids("greedy")
    assert seen == []
    keep(2, markdown("Dense Readers", ("1 Intro", "Nothing is here now.")), fetched="2025-12-10")
    keep(4, markdown("A Fourth", ("1 Intro", "As greedy as others.")))
    assert sorted(ids("greedy")) == ["2512.00001", "2512.00003", "2512.00004"]
    assert sorted(seen) == ["2512.00002", "2512.00004"]
    next(Run().texts.folder.glob("2512.00001/*")).unlink()
    assert sorted(ids("greedy")) == ["2512.00003", "2512.00004"]
    left = on_texts(Run(), lambda index: index.rows("SELECT count(*) FROM passage"))
    both = on_texts(Run(), lambda index: index.rows("SELECT count(DISTINCT copy) FROM passage"))
    assert (both, left[0][0] > 3) == ([(3,)], True)


@pytest.mark.usefixtures("texts")
def test_the_newest_of_several_copies_counts():
    newer = markdown("Sparse Readers", ("1 Method", "Now it is thrifty."))
    keep(1, newer, fetched="2025-12-11", version="v2", place="html")
    assert ids("thrifty") == ["2512.00001"]
    assert ids('"greedy decoding"') == []


def test_a_copy_that_holds_no_paper_is_told_once_and_the_others_are_found(home):
    keep(1, b"\0\1 no paper")
    keep(2, markdown("A Title", ("1 Intro", "Some words are here.")))
    heard = Heard()
    query = parse_query("words")
    answer = search_texts(query, Run(observer=heard), 10)
    assert [each.id for each in answer.papers] == ["2512.00002"]
    assert answer.kept == 1
    assert "a copy of 2512.00001 cannot be searched" in str(heard.__dict__)
    again = Heard()
    search_texts(query, Run(observer=again), 10)
    assert "cannot be searched" not in str(again.__dict__)


def test_a_damaged_index_or_one_of_another_form_is_made_again(texts, home):
    ids("greedy")
    text_index_path().write_bytes(b"no database at all" * 100)
    assert ids('"greedy decoding"') == ["2512.00001"]
    with sqlite3.connect(text_index_path()) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert ids('"greedy decoding"') == ["2512.00001"]


def test_an_index_that_another_run_holds_is_left_alone(texts, monkeypatch):
    ids("greedy")
    before = text_index_path().stat().st_ino
    monkeypatch.setattr(textindex, "_PATIENCE", 0.01)
    with contextlib.closing(sqlite3.connect(text_index_path(), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        heard = Heard()
        keep(1, markdown("Sparse Readers", ("1 Intro", "Now it is thrifty.")))
        answer = search_texts(parse_query("thrifty"), Run(observer=heard), 10)
    assert [each.id for each in answer.papers] == ["2512.00001"]
    assert "it is built for this run only" in str(heard.__dict__)
    assert text_index_path().stat().st_ino == before


def test_where_no_file_can_be_kept_the_search_works_too(texts, home, monkeypatch):
    text_index_path().parent.mkdir(parents=True, exist_ok=True)
    text_index_path().mkdir()
    assert ids('"greedy decoding"') == ["2512.00001"]


def test_only_its_reader_may_open_the_index(texts):
    ids("greedy")
    assert stat.S_IMODE(text_index_path().stat().st_mode) == 0o600


def test_signs_without_blanks_are_found_in_their_place(home):
    keep(1, markdown("題名", ("1 方法", "我們 使用 貪婪解碼 的 方法。")))
    [paper] = found("貪婪").papers
    [passage] = paper.passages
    [(start, end)] = passage.marks
    assert passage.quote[start:end] == "貪婪"


def test_references_are_not_searched(home):
    keep(1, ARXIV_PAGE.encode(), place="html", version="v2")
    assert ids('"another title"') == []
    assert found("panels").papers[0].passages[0].kind == "caption"


def test_a_footnote_stands_in_the_section_that_calls_it(home):
    keep(1, ARXIV_PAGE.encode(), place="html", version="v2")
    [passage] = found('"see https"').papers[0].passages
    assert (passage.kind, passage.section) == ("footnote", "Introduction")
    assert place_of(passage) == "Introduction (footnote)"
    assert place_of(replace(passage, section=None)) == "footnote"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["a reader", "Reading.", "No\u00e9", "方法", "x", ". ", "Only this! "]),
        max_size=60,
    ),
    st.sampled_from(["reader", "noe", "方法", "only this"]),
)
def test_an_excerpt_is_a_part_of_its_passage_and_marks_lie_in_it(pieces, word):
    text = " ".join(pieces)
    start, end, marks = excerpt(text, [Words(word)])
    assert 0 <= start <= end <= len(text)
    assert all(start <= first < last <= end for first, last in marks)


class TestCommand:
    def test_text_and_json(self, run, texts):
        code, out, err = run("search", "greedy decoding", "--in", "text")
        assert (code, err) == (0, "")
        assert out.splitlines()[0] == "1 paper for greedy decoding, of 3 whose full text is kept"
        assert "    Method\n" in out
        code, out, _ = run("search", "greedy", "--in", "text", "--json", "--limit", "3")
        told = json.loads(out)
        assert (told["schema"], told["found"], told["read"]) == ("summarizer/textsearch/1", 3, 3)
        stored = {each["id"]: each["stored"] for each in told["papers"]}
        assert stored == {"2512.00001": True, "2512.00002": True, "2512.00003": False}

    def test_words_stand_out_on_a_terminal(self, texts):
        from summarizer.library.passages import as_text

        lines = "".join(as_text("q", found("greedy -light english"), 60, color=True))
        assert "\x1b[1mgreedy\x1b[0m" in lines
        assert "\u23b8" not in lines

    def test_nothing_that_steers_a_terminal_is_printed(self, run, home):
        keep(1, markdown("T\x1b[31m", ("1 S\u202e", "A \x1b[2Jgreedy\x07 word.")))
        for argv in ([], ["--json"]):
            out = run("search", "greedy", "--in", "text", *argv)[1]
            assert not {"\x1b", "\u202e", "\x07"} & set(out)

    def test_nothing_kept_and_wrong_options(self, run, home):
        code, out, err = run("search", "x", "--in", "text")
        assert (code, out) == (0, "0 papers for x, of 0 whose full text is kept\n")
        assert "`summarize fulltext ID` fetches one" in err
        code, _, err = run("search", "x", "--in", "text", "--by", "date")
        assert (code, "leave it out" in err) == (2, True)

    def test_what_is_kept_is_counted(self, run, texts):
        assert "\nfull texts of 3 papers, 0.0 MB\n" in run("library")[1]
        assert json.loads(run("library", "--json")[1])["full_texts"]["papers"] == 3
        assert "full texts 3, of 3 papers, 0.0 MB" in run("cache", "info")[1]
        assert "full texts of 3 papers kept" in run("doctor", "--offline")[1]

    def test_no_text_is_in_an_archive(self, run, texts, tmp_path):
        run("search", "greedy", "--in", "text")
        assert run("library", "export", "-o", str(tmp_path / "x.zip"))[0] == 0
        with zipfile.ZipFile(tmp_path / "x.zip") as packed:
            held = [packed.read(each) for each in packed.namelist()]
        assert held
        assert not any(b"greedy" in each.lower() for each in held)

    def test_texts_are_pruned_by_age(self, run, texts):
        assert run("cache", "prune", "--texts")[0] == 2
        code, out, _ = run("cache", "prune", "--texts", "--max-size", "0MB", "--dry-run")
        assert code == 0
        assert "/fulltext, 0.0 MB; 3 left" in out
        assert "used within the last hour" in out
