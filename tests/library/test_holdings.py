"""Stored papers by their ids, whatever source they are from."""

from __future__ import annotations

import os

import pytest
from engine_double import Heard
from stored_days import store

from summarizer import pipeline
from summarizer.errors import Unreachable
from summarizer.library.holdings import held
from summarizer.library.run import Options, Run

ONE, TWO = "2512.00001", "2512.00002"
DOI = "10.18653/v1/2025.acl-long.1"
PUBMED = ("pubmed.ncbi.nlm.nih.gov",)


@pytest.fixture
def run():
    return Run(observer=Heard())


def offline(spec, run):
    return pipeline.digest([spec], Options(offline=True), run)


def test_a_paper_of_another_source_is_found_and_it_is_said_from_where(run):
    store(run, (1, 2))
    for spec in (ONE, f"arxiv:{ONE}", f"https://arxiv.org/abs/{ONE}", f"hf:{ONE}"):
        run.observer.notes.clear()
        made = offline(spec, run)
        assert [each.id for each in made.papers] == [ONE]
        assert (made.date, made.papers[0].source) == (None, "hf:2025-12-09")
        assert run.observer.notes == [f"{ONE}: as stored from hf, 2025-12-09; offline"]
    assert [label for label, _ in run.library.stamps()] == ["hf"]


def test_of_several_those_that_are_not_stored_are_said(run):
    store(run, (1,))
    store(run, (2,), label="file-my-refs-0123abcd", day=None)
    made = offline(f"arxiv:{TWO},{ONE},2512.09999", run)
    assert [each.id for each in made.papers] == [TWO, ONE]
    assert [(each.where, each.why) for each in made.report.dropped] == [
        ("2512.09999", "not stored")
    ]
    assert (made.report.found, made.report.kept) == (3, 2)
    assert f"{TWO}: as stored from the file `my-refs`; offline" in run.observer.notes
    assert any("2512.09999: not stored" in each for each in run.observer.notes)


def test_what_is_stored_nowhere_is_an_error_as_before(run):
    store(run, (1,))
    with pytest.raises(Unreachable, match=r"nothing from arxiv:2512\.09999 is stored: run once"):
        offline("arxiv:2512.09999", run)


def test_a_version_is_that_one_alone(run):
    store(run, (1,), version=2)
    store(run, (2,))
    assert offline(f"arxiv:{ONE}v2", run).papers[0].version == 2
    for spec, bare in ((f"{ONE}v1", ONE), (f"{TWO}v1", TWO)):
        with pytest.raises(Unreachable, match=f"{bare} is, in another version or none"):
            offline(f"arxiv:{spec}", run)


def test_of_several_readings_the_one_written_last(run):
    store(run, (1,), day="2025-12-08", upvotes=1)
    store(run, (1,), day="2025-12-09", upvotes=2)
    os.utime(run.library.path("hf", "2025-12-09"), (1, 1))
    assert held([ONE], (), run)[ONE].paper.upvotes == 1


def test_dois_and_the_ids_of_a_site_count_too(run):
    store(run, (1,), label="openalex-x", doi=f"https://doi.org/{DOI.upper()}")
    store(run, (2,), label="pubmed-x", url=f"https://{PUBMED[0]}/12345678/")
    assert held([DOI], (), run)[DOI].paper.id == ONE
    assert [*held([DOI, ONE], (), run)] == [DOI, ONE]
    assert held(["12345678"], PUBMED, run)["12345678"].place == "pubmed-x, 2025-12-09"
    assert held(["12345678", "2345678"], ("example.org",), run) == {}
    assert held(["2345678"], PUBMED, run) == {}
    assert [each.id for each in offline(f"crossref:{DOI}", run).papers] == [ONE]
    assert [each.id for each in offline("pubmed:12345678", run).papers] == [TWO]


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", f'{{"papers": [{{"id": "{ONE}"}}]}}'.encode()])
def test_a_damaged_file_is_passed_over(run, raw):
    store(run, (1,))
    path = run.library.path("hf", "2025-12-10")
    path.write_bytes(raw)
    assert held([ONE], (), run)[ONE].place == "hf, 2025-12-09"
