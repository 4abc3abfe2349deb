"""Papers found by what people call them."""

from __future__ import annotations

import pytest
from papers import TITLES, paper
from stored_days import review, store

from summarizer.library.identification import identified
from summarizer.library.run import Run
from summarizer.text.plain import content_id

HASH = content_id("A title of its own", "No id at all.")


@pytest.fixture
def run():
    """A run with three stored papers."""
    made = Run()
    store(made, range(3))
    return made


def ids(run, *texts):
    return {text: each.id for text, each in identified(texts, run).papers.items()}


@pytest.mark.parametrize(
    "text",
    [
        *("2512.00001", "2512.00001v3", "arXiv:2512.00001", " 2512.00001 "),
        *("https://arxiv.org/abs/2512.00001", "https://huggingface.co/papers/2512.00001"),
        *("https://arxiv.org/pdf/2512.00001v2", "10.48550/arXiv.2512.00001"),
        *("Eight Steps Are", "eight   steps", TITLES[1]),
    ],
)
def test_ids_addresses_and_beginnings_of_titles(run, text):
    assert ids(run, text) == {text: "2512.00001"}


def test_the_beginning_of_an_id_made_of_the_text(run):
    run.marks.mark([paper(0, id=HASH, title="A title of its own")], "star")
    assert ids(run, HASH, HASH[:12], HASH[7:13]) == dict.fromkeys(
        [HASH, HASH[:12], HASH[7:13]], HASH
    )


def test_a_marked_paper_is_known_though_it_is_not_stored(run):
    run.marks.mark([paper(0, id="2401.00009", title="Only marked")], "star")
    assert ids(run, "only mar", "2401.00009") == {
        "only mar": "2401.00009",
        "2401.00009": "2401.00009",
    }


def test_a_paper_that_is_known_nowhere_is_elsewhere(run):
    found = identified(["2401.00009", "2512.00000"], run)
    assert (found.elsewhere, set(found.papers)) == ({"2401.00009": "2401.00009"}, {"2512.00000"})


def test_what_fits_no_paper_or_several_is_said(run):
    run.marks.mark([paper(0, id="2401.00009", title="Scaling up")], "star")
    found = identified(["nothing", "scaling"], run)
    assert found.papers == {}
    assert "`nothing` is no arXiv id, and no stored paper's" in found.problems[0]
    assert "`scaling` fits 2 papers" in found.problems[1]
    assert "2401.00009 “Scaling up”" in found.problems[1]


def test_a_whole_title_means_its_paper_though_a_longer_one_begins_so(run):
    run.marks.mark([paper(0, id="2401.00009", title=f"{TITLES[2]}, Again")], "star")
    assert ids(run, TITLES[2]) == {TITLES[2]: "2512.00002"}


@pytest.mark.parametrize("text", ["", " ", "sha256:"])
def test_nothing_names_no_paper(run, text):
    found = identified([text], run)
    assert (found.papers, len(found.problems)) == ({}, 1)


def test_papers_come_as_their_reader_corrected_them(run, home):
    review(home, "2512.00001", tags={"rag": False, "diffusion-models": True})
    assert identified(["2512.00001"], run).papers["2512.00001"].tags == ("diffusion-models",)


def test_without_anything_stored_nothing_is_made(home):
    assert identified(["some title"], Run()).problems
    assert not home.exists()
