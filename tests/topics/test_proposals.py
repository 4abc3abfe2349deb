"""What the stored papers want, spelling variants as one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from summarizer.topics import vocabularyfile
from summarizer.topics.proposals import folded, proposals


@dataclass
class Wishing:
    id: str
    title: str = "A Title"
    proposed_tags: tuple[str, ...] = ()
    ai_keywords: tuple[str, ...] = ()


VOCABULARY = vocabularyfile.load()


def found(*papers):
    return proposals(papers, VOCABULARY)


@pytest.mark.parametrize(
    "spelling",
    [
        "curriculum-learning",
        "Curriculum Learning",
        "curriculum learning (CL)",
        "CurriculumLearning",
    ],
)
def test_spelling_variants_are_one_subject(spelling):
    assert folded(spelling) == "curriculumlearning"


@pytest.mark.parametrize(
    ("one", "other"),
    [("monocular videos", "monocular video"), ("memories", "memory"), ("4D scenes", "4d-scene")],
)
def test_plurals_are_one_subject(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize("word", ["analysis", "class", "gas", "corpus"])
def test_a_singular_with_an_s_stays(word):
    assert folded(word) == word


def test_subjects_are_ranked_by_the_papers_that_want_them():
    papers = [Wishing(str(n), proposed_tags=("tea-brewing",)) for n in range(3)]
    papers += [Wishing(str(n), ai_keywords=("Kite flying",)) for n in range(10, 15)]
    papers += [Wishing(str(n), title="Kites: a Case of Moon Walking") for n in range(20, 25)]
    kites, tea, moon = found(*papers)
    assert (kites.name, kites.papers, kites.keywords) == ("kite-flying", 5, 5)
    assert (tea.name, tea.papers, tea.proposed) == ("tea-brewing", 3, 3)
    assert (moon.name, moon.papers, moon.titles) == ("moon-walking", 5, 5)
    assert kites.samples == (("14", "A Title"), ("13", "A Title"), ("12", "A Title"))


def test_a_paper_counts_once_however_often_it_wants_a_subject():
    papers = [
        Wishing(str(n), "On Tea Brewing", ("tea-brewing",), ("tea brewing", "Tea-Brewing"))
        for n in range(3)
    ]
    (tea,) = found(*papers)
    assert (tea.papers, tea.proposed, tea.keywords, tea.titles) == (3, 3, 3, 3)
    assert [each.lower() for each in tea.spellings] == ["tea brewing"]


def test_the_commonest_spelling_names_the_subject():
    papers = [Wishing("1", ai_keywords=("teas brewing",))]
    papers += [Wishing(str(n), ai_keywords=("tea brewing",)) for n in range(2, 5)]
    (tea,) = found(*papers)
    assert (tea.name, tea.spellings) == ("tea-brewing", ("tea brewing", "teas brewing"))


@pytest.mark.parametrize(
    "name",
    [
        "RAG",
        "Retrieval-Augmented",
        "retrieved documents",
        "retriever",
        "3D Gaussian Splatting",
        "LLMs",
    ],
)
def test_what_the_vocabulary_has_is_not_proposed(name):
    assert found(*(Wishing(str(n), ai_keywords=(name,)) for n in range(5))) == []


def test_what_two_papers_want_is_not_proposed_yet():
    assert found(*(Wishing(str(n), ai_keywords=("kite flying",)) for n in range(2))) == []


def test_words_of_a_title_around_a_known_phrase_are_no_subject():
    title = "Better Gaussian Splatting for Large Language Models"
    assert found(*(Wishing(str(n), title) for n in range(5))) == []


def test_a_part_of_a_longer_subject_is_left_out():
    names = [each.name for each in found(*(Wishing(str(n), "Red Kite Flying") for n in range(5)))]
    assert names == ["red-kite-flying"]


def test_the_keywords_of_listed_papers_are_folded(shared):
    import gzip
    import json

    with gzip.open(shared / "huggingface" / "daily_2024-05_2025-12.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    papers = [Wishing(r["id"], r["title"], (), tuple(r.get("ai_keywords") or ())) for r in rows]
    wanted = found(*papers)
    assert wanted[0].papers >= wanted[20].papers > 5
    assert len({folded(each.name) for each in wanted}) == len(wanted)
