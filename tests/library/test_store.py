from __future__ import annotations

import json
import os
import threading

import digests
import pytest
from engine_double import Counting, Heard
from papers import paper

from summarizer.annotate.annotator import entry
from summarizer.library.store import Library, merge_papers
from summarizer.observer import Once
from summarizer.papers.records import Skipped
from summarizer.papers.schema import check


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "library", Once(Heard()))


def digest(*papers, skipped=(), engine=None):
    engine = engine or Counting()
    return digests.digest(
        *(entry(each, engine.annotate(each)) for each in papers),
        source=("hf:2025-12-09",),
        engine=engine.name,
        model=engine.model,
        skipped=tuple(Skipped(each.id, each.title, "why") for each in skipped),
    )


def store(library, *papers, skipped=()):
    library.store("hf", digest(*papers, skipped=skipped), [*papers, *skipped])


def ids(stored):
    return [each.id[-1] for each in stored.papers]


def test_a_day_is_read_back(library):
    assert library.read("hf", "2025-12-09") is None
    store(library, paper(0), paper(1))
    assert library.read("hf", "2025-12-09").papers == (paper(0), paper(1))
    assert library.days("hf") == ["2025-12-09"]


def test_a_stored_day_is_a_digest_by_the_schema(library):
    store(library, paper(0), skipped=[paper(1)])
    text = (library.folder / "hf" / "2025-12-09.json").read_text()
    document = json.loads(text)
    document.pop("unannotated")
    assert len(check(json.dumps(document)).papers) == 1


def test_a_later_reading_adds_and_never_drops(library):
    store(library, paper(0), paper(1))
    store(library, paper(2), paper(1, upvotes=50))
    stored = library.read("hf", "2025-12-09")
    assert ids(stored) == ["2", "1", "0"]
    assert stored.papers[1].upvotes == 50


def test_a_half_reading_replaces_nothing(library):
    store(library, paper(0), paper(1))
    store(library, paper(0, abstract="Retrieval", upvotes=None, authors=()))
    stored = library.read("hf", "2025-12-09")
    assert stored.papers == (paper(0), paper(1))


def test_a_skipped_paper_does_not_replace_its_answer(library):
    store(library, paper(0), paper(1))
    store(library, paper(0), skipped=[paper(1)])
    stored = library.read("hf", "2025-12-09")
    assert ids(stored) == ["0", "1"]
    assert len(stored.entries) == 2
    assert stored.skipped == ()


def test_a_skipped_paper_is_kept_for_the_next_run(library):
    store(library, paper(0), skipped=[paper(1)])
    stored = library.read("hf", "2025-12-09")
    assert ids(stored) == ["0", "1"]
    assert stored.skipped == (Skipped("2512.00001", paper(1).title, "why"),)


def test_the_same_reading_again_writes_nothing(library):
    store(library, paper(0))
    path = library.folder / "hf" / "2025-12-09.json"
    os.utime(path, (1, 1))
    store(library, paper(0))
    assert path.stat().st_mtime == 1


def test_a_reading_cut_off_in_a_paper_known_by_its_text_adds_none(library):
    whole = paper(0, id="sha256:0123456789abcdef")
    half = paper(0, id="sha256:fedcba9876543210", abstract=whole.abstract[:40])
    store(library, whole)
    store(library, half)
    assert library.read("hf", "2025-12-09").papers == (whole,)
    store(library, half, paper(1))
    assert len(library.read("hf", "2025-12-09").entries) == 2


def test_nothing_is_stored_of_an_empty_day(library):
    store(library)
    assert library.days("hf") == []


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"papers": [], "skipped": [{"id": [1]}]}',
        '{"papers": [{}], "skipped": []}',
        "null",
    ],
)
def test_a_damaged_day_is_set_aside_with_a_warning(library, damage):
    store(library, paper(0))
    path = library.folder / "hf" / "2025-12-09.json"
    path.write_text(damage)
    assert library.read("hf", "2025-12-09") is None
    assert len(library.warnings._observer.warnings) == 1
    assert path.with_name("2025-12-09.json.damaged").read_text() == damage


def test_two_runs_at_once_keep_the_papers_of_both(library):
    def run(number):
        store(library, paper(number))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids(library.read("hf", "2025-12-09"))) == list("012345")


def test_a_folder_that_cannot_be_written_is_warned_of(tmp_path):
    (tmp_path / "library").write_text("in the way")
    library = Library(tmp_path / "library", Once(Heard()))
    store(library, paper(0))
    assert "cannot store the day" in library.warnings._observer.warnings[-1]


def test_merging_keeps_newest_counts_longest_abstract_and_first_listing():
    old = paper(0, upvotes=5, comments=3, listed="2025-12-08")
    new = paper(0, upvotes=9, comments=None, abstract="Short.", listed="2025-12-09")
    merged = merge_papers([old], [new])[0]
    assert (merged.upvotes, merged.comments, merged.listed) == (9, 3, "2025-12-08")
    assert merged.abstract == old.abstract


@pytest.mark.parametrize("identity", ["2512.00001", "sha256:0123456789abcdef", 'a "b" \\ c', "é\n"])
def test_papers_are_found_by_any_id(library, identity):
    store(library, paper(2), paper(1, id=identity))
    found = library.find([identity, "2512.99999"])
    assert list(found) == [identity]
    assert found[identity].abstract == paper(1).abstract


def test_days_are_the_names_of_whole_files(library):
    store(library, paper())
    (library.folder / "hf" / "2025-12-10.lock").touch()
    (library.folder / "hf" / ".2025-12-11.json.1-ab.tmp").touch()
    assert library.days("hf") == ["2025-12-09"]
    assert library.days("no such source") == []
