"""Which papers a reader is asked about."""

from __future__ import annotations

from digests import entry
from papers import paper

from summarizer.interests.questions import mistakes, questions

TEXTS = ("tea leaves green", "coffee beans roast", "water springs deep", "wine cellars cool")


def entries(count):
    return [entry(number, f"{TEXTS[number % 4]} number{number} " * 3) for number in range(count)]


def asked(papers, scores, wrong=(), most=3):
    return [each.paper.id for each in questions(papers, scores, wrong, most)]


def test_the_least_sure_come_first():
    papers = entries(4)
    scores = [0.9, 0.45, 0.02, 0.6]
    assert asked(papers, scores) == [papers[number].id for number in (1, 3, 0)]


def test_of_papers_that_are_alike_one_is_asked_about_before_others():
    papers = [entry(number, "tea leaves green") for number in range(3)]
    papers += [entry(10, "coffee beans roast")]
    assert asked(papers, [0.5, 0.5, 0.5, 0.9]) == [papers[number].id for number in (0, 3, 1)]


def test_what_is_like_a_sure_mistake_is_asked_about():
    papers, mistake = entries(8), entry(100, "coffee beans roast slowly")
    scores = [0.1, 0.05, 0.1, 0.1, 0.5, 0.5, 0.5, 0.5]
    found = questions(papers, scores, [mistake], 3)
    assert found[0].paper.id == papers[1].id
    assert found[0].mistake == mistake.id
    assert [each.mistake for each in found[1:]] == [None, None]


def test_a_mistake_that_nothing_is_like_asks_nothing():
    papers = entries(4)
    found = questions(papers, [0.1] * 4, [entry(100, "utterly other")], 3)
    assert [each.mistake for each in found] == [None] * 3


def test_mistakes_are_those_that_were_sure():
    papers = [paper(number) for number in range(4)]
    scores = {each.id: score for each, score in zip(papers, (0.1, 0.95, 0.6, 0.9), strict=True)}
    marked = list(zip(papers, (True, False, True, True), strict=True))
    assert mistakes(scores, marked) == [papers[1], papers[0]]


def test_no_more_than_there_are():
    assert asked([], []) == []
    assert len(asked(entries(2), [0.5, 0.5], most=10)) == 2
