"""How well marks are foretold by what is learned without them."""

from __future__ import annotations

from itertools import count

import pytest
from papers import paper

from summarizer.interests import accuracy
from summarizer.interests.accuracy import average_precision, foretold
from summarizer.interests.profile import Profile, Wishes
from summarizer.interests.ranker import Taste


@pytest.mark.parametrize(
    ("order", "expected"),
    [("++--", 1.0), ("+-+-", (1 + 2 / 3) / 2), ("--++", (1 / 3 + 2 / 4) / 2), ("-+-+", 0.5)],
)
def test_average_precision_is_what_it_is_called(order, expected):
    scores = {f"{place}": 1 - place / 10 for place in range(len(order))}
    wanted = [f"{place}" for place, sign in enumerate(order) if sign == "+"]
    assert average_precision(scores, wanted) == pytest.approx(expected)


def test_equal_scores_are_no_merit():
    assert average_precision(dict.fromkeys("abcd", 0.5), "ab") == pytest.approx((1 / 3 + 2 / 4) / 2)


@pytest.mark.parametrize("wanted", ["", "a", "abc", "abcd"])
def test_too_few_of_either_kind_are_not_measured(wanted):
    assert average_precision(dict.fromkeys("abcd", 0.5), wanted) is None


def example(number, kind):
    return paper(kind, id=f"2512.{number:05}", title=f"{paper(kind).title} {number}")


def test_a_paper_is_foretold_by_the_others_not_by_itself(monkeypatch):
    learned = []
    learn = accuracy.learn

    def watched(taste):
        learned.append({each.id for each in taste.wanted})
        return learn(taste)

    monkeypatch.setattr(accuracy, "learn", watched)
    numbers = count()
    wanted = [example(next(numbers), 0) for _ in range(6)]
    unwanted = [example(next(numbers), 1) for _ in range(2)]
    papers = [*wanted, *unwanted, example(next(numbers), 2)]
    scores = foretold([Taste(Profile(name="mine"), wanted, unwanted)], papers)
    assert sorted(scores) == [each.id for each in papers]
    assert average_precision(scores, [each.id for each in wanted]) == 1
    ids = {each.id for each in wanted}
    assert [ids - each for each in learned[1:]] == [*({each.id} for each in wanted), set(), set()]


def test_with_many_examples_some_are_left_out_at_once(monkeypatch):
    monkeypatch.setattr(accuracy, "_EFFORT", 60)
    learned = []
    learn = accuracy.learn
    monkeypatch.setattr(accuracy, "learn", lambda taste: learned.append(taste) or learn(taste))
    wanted = [example(number, number % 2) for number in range(30)]
    assert len(foretold([Taste(Profile(name="mine"), wanted, ())], wanted)) == 30
    assert [len(each.wanted) for each in learned] == [30, *[24] * 5]


def test_the_taste_that_wants_a_paper_most_counts():
    words = (Profile(name=name, wanted=Wishes(words=(name,))) for name in ("diffusion", "scaling"))
    tastes = [Taste(each, (), ()) for each in words]
    scores = foretold(tastes, [paper(0), paper(1), paper(2)])
    assert min(scores[paper(1).id], scores[paper(2).id]) > scores[paper(0).id]


def test_nothing_known_foretells_nothing():
    assert foretold([], [paper(0)]) == {paper(0).id: 0.0}
