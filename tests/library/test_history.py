from __future__ import annotations

from dataclasses import replace

import pytest
from engine_double import Heard
from papers import RAG, paper

from summarizer.library.history import History, earlier_day, is_revised
from summarizer.observer import Once
from summarizer.text.plain import content_id


@pytest.fixture
def history(tmp_path):
    return History(tmp_path / "data" / "shown.tsv", Once(Heard()))


def show(history, *papers, day="2025-12-09"):
    history.add(papers, day, history.of(papers))


def test_what_was_shown_is_known_and_nothing_else(history):
    assert history.of([paper(0)]) == {}
    show(history, paper(0), paper(1))
    assert set(history.of([paper(0), paper(2)])) == {paper(0).id}


def test_a_paper_is_written_again_only_under_an_earlier_day_or_changed(history):
    for day in ("2025-12-09", "2025-12-09", "2025-12-10", "2025-12-08"):
        show(history, paper(0), day=day)
    show(history, paper(0, abstract="Changed."), day="2025-12-11")
    days = [each.day for each in history.of([paper(0)])[paper(0).id]]
    assert days == ["2025-12-09", "2025-12-08", "2025-12-11"]


def test_an_earlier_day_is_one_before_this(history):
    show(history, paper(0))
    showings = history.of([paper(0)])[paper(0).id]
    assert earlier_day(showings, "2025-12-10") == "2025-12-09"
    assert earlier_day(showings, "2025-12-09") is None
    assert earlier_day(showings, "2025-12-08") is None


@pytest.mark.parametrize("first", [0, 1])
def test_a_paper_shown_without_its_arxiv_id_is_known_by_its_text(history, first):
    ways = (paper(0), replace(paper(0), id=content_id(paper(0).title, RAG)))
    show(history, ways[first])
    assert list(history.of([ways[1 - first]])) == [ways[1 - first].id]


def test_two_arxiv_ids_are_two_papers(history):
    show(history, paper(0), replace(paper(1), id="sha256:0123456789abcdef"))
    assert history.of([paper(0, id="2512.77777")]) == {}


@pytest.mark.parametrize(
    ("version", "abstract", "expected"),
    [(2, "Changed.", True), (2, RAG, False), (1, "Changed.", False), (None, "Changed.", False)],
)
def test_a_new_version_with_a_changed_abstract_is_revised(history, version, abstract, expected):
    show(history, paper(0, version=1))
    now = paper(0, version=version, abstract=abstract)
    assert is_revised(now, history.of([now])[now.id]) is expected


def test_a_torn_or_strange_line_is_no_trouble(history):
    show(history, paper(0))
    with history.path.open("ab") as stream:
        stream.write(b"\xff\tx\n2512.00001\t2025")
    show(history, paper(1), paper(2))
    assert set(history.of([paper(0), paper(1), paper(2)])) == {paper(n).id for n in range(3)}


def test_a_folder_that_takes_nothing_is_warned_of(tmp_path):
    (tmp_path / "data").write_text("in the way")
    history = History(tmp_path / "data" / "shown.tsv", Once(Heard()))
    show(history, paper(0))
    assert len(history.warnings._observer.warnings) == 1
