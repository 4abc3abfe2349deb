"""Which sentences a model of readers' choices calls a problem, an approach or a result."""

from __future__ import annotations

import pytest

from summarizer.fulltext import Content, markdown
from summarizer.keypoints import sentencemodel, traits
from summarizer.keypoints.extraction import points
from summarizer.keypoints.sentences import sentences

FIELD = "Rings of trees have been read by people for more than one hundred years."
LACK = "However, reading them by hand takes days and does not scale to whole forests."
MADE = "In this paper we propose treelines, a network that reads rings from photographs."
FOUND = "Experiments on two forests show that treelines outperforms trained people by 12%."
HOPE = "We hope that our work inspires further research on the rings of trees."
ABSTRACT = (FIELD, LACK, MADE, FOUND, HOPE)


@pytest.fixture
def told(page):
    """What the model says of an abstract's sentences, by their words."""

    def made(*abstract, **parts):
        every = sentences(page(" ".join(abstract), **parts))
        odds = sentencemodel.odds(every)
        return {each.text: odds[each.start] for each in every if each.start in odds}

    return made


@pytest.mark.parametrize(
    ("point", "wanted"), [("problem", LACK), ("approach", MADE), ("results", FOUND)]
)
def test_an_abstract_has_its_points_where_a_reader_finds_them(told, point, wanted):
    odds = told(*ABSTRACT)
    best = max((each for each in odds if odds[each].in_abstract), key=lambda it: odds[it].of[point])
    assert best == wanted


@pytest.mark.parametrize("point", ["problem", "results"])
def test_praise_and_hope_are_no_point(told, point):
    odds = told(*ABSTRACT)
    assert odds[FIELD].of[point] < 0
    assert odds[HOPE].of[point] < 0


def test_of_fewer_than_three_sentences_it_says_nothing(told):
    assert told(LACK, MADE) == {}


def test_introductions_and_conclusions_are_no_abstracts(told):
    closing = f"{FIELD} {FOUND} We have shown that treelines reads rings well."
    odds = told(closing=closing)
    assert odds[FOUND].in_abstract is False
    assert odds[FOUND].of["results"] > odds[FIELD].of["results"]


def test_methods_are_not_judged(told):
    body = f"{FIELD} {LACK} We use two cameras for each of the photographs of a tree."
    assert told(body=body) == {}


def test_every_weight_is_of_a_trait_that_sentences_have(page):
    named = traits.traits(sentences(page(" ".join(ABSTRACT))))
    abstracts, others = sentencemodel.models()
    known = set().union(*named)
    assert known & abstracts.weights.keys()
    assert not {name for name in others.weights if name not in traits.wording({name: 1.0})}
    assert {len(row) for row in abstracts.weights.values()} == {len(traits.POINTS)}


def test_the_model_goes_before_the_rules_in_an_abstract(page):
    found = points(page(" ".join(ABSTRACT)))
    lines = [found.problem.line, found.approach.line, found.results.line]
    assert lines == [
        "Reading them by hand takes days and does not scale to whole forests.",
        "We propose treelines, a network that reads rings from photographs.",
        FOUND,
    ]


def test_a_checklist_is_no_part_of_the_paper():
    text = (
        f"# treelines: a title\n\n## Abstract\n\n{' '.join(ABSTRACT)}\n\n## 1 Trees\n\n{FIELD}\n\n"
        "## Paper Checklist\n\nQuestion: Does the paper discuss the limitations of the work that "
        "it does not cover?\n\nAnswer: Yes, our code is available at https://rings.example.org.\n\n"
        "### Limitations\n\nOur program does not support rings of more than one tree at a time.\n"
    )
    found = points(markdown.parse(Content("paper.md", text.encode())))
    assert found.limits is None
    assert found.code is None
