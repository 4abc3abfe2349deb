from __future__ import annotations

import json
import random

import pytest
from papers import paper

from summarizer import pipeline
from summarizer.engines import create
from summarizer.engines.embedded import lessons, shifts
from summarizer.engines.embedded.shifts import Judged, Learned, learn
from summarizer.library.run import Run
from summarizer.papers.wire import dumps
from summarizer.reviews.judgements import Review
from summarizer.settings import Settings

WORDS = frozenset({"alpha", "beta", "gamma"})


def keep(*reviews):
    store = Run().reviews
    with store.locked():
        store.keep(reviews)


def review(number, **tags):
    given = paper(number)
    names = {name.replace("_", "-"): right for name, right in tags.items()}
    return Review(id=given.id, title=given.title, abstract=given.abstract, tags=names)


class TestLearning:
    def test_verdicts_against_the_score_move_it_their_way(self):
        up = learn([Judged("t", -2.0, right=True, words=WORDS)] * 3, frozenset())
        down = learn([Judged("t", 2.0, right=False, words=WORDS)] * 3, frozenset())
        assert up.shift("t", WORDS) > 0.5
        assert down.shift("t", WORDS) < -0.5

    def test_a_topic_that_the_model_knows_moves_less(self):
        rows = [Judged("t", -2.0, right=True, words=WORDS)] * 3
        assert 0 < learn(rows, frozenset({"t"})).shift("t", WORDS) < 0.3

    def test_what_was_said_already_moves_next_to_nothing(self):
        rows = [Judged("t", 6.0, right=True, words=WORDS), Judged("t", -6.0, False, WORDS)]
        assert abs(learn(rows, frozenset()).shift("t", WORDS)) < 0.02

    def test_words_tell_papers_of_one_topic_apart(self):
        draw = random.Random(0)
        filler = [f"word{n}" for n in range(50)]
        rows = []
        for number in range(40):
            words = frozenset([*draw.sample(filler, 10), "good" if number % 2 else "bad"])
            rows.append(Judged("t", 0.0, right=bool(number % 2), words=words))
        found = learn(rows, frozenset())
        assert found.weights["t"]["good"] > 0 > found.weights["t"]["bad"]

    def test_other_topics_stay_as_they_are(self):
        found = learn([Judged("t", -2.0, right=True, words=WORDS)], frozenset())
        assert found.shift("other", WORDS) == 0

    def test_the_order_of_reviews_changes_nothing_that_counts(self):
        rows = [Judged("t", n / 3, n % 2 == 0, frozenset({f"w{n}", "x"})) for n in range(9)]
        one, other = learn(rows, frozenset()), learn(rows[::-1], frozenset())
        assert one.shift("t", WORDS) == pytest.approx(other.shift("t", WORDS), abs=0.02)

    def test_many_verdicts_take_bounded_time(self):
        rows = [Judged("t", 0.0, n % 3 == 0, frozenset({f"w{n}"})) for n in range(5000)]
        assert learn(rows, frozenset()).offsets["t"] < 0

    def test_words_are_those_of_title_and_abstract(self):
        assert shifts.words("A Large-Scale", "of BERT 3d!") == {"large-scale", "bert"}


def test_the_tagger_gives_a_topic_that_reviews_ask_for(tmp_path):
    vocabulary = tmp_path / "topics.toml"
    vocabulary.write_text(
        'version = 1\n[groups]\nmine = "Mine"\n[[topic]]\nname = "latency"\ngroup = "mine"\n'
        'definition = "Time taken."\naliases = ["latency"]\n'
    )
    settings = Settings(topics=str(vocabulary))
    before = create(settings).tagger.candidates(paper().title, paper().abstract)[0]
    keep(review(0, latency=False))
    after = create(settings).tagger.candidates(paper().title, paper().abstract)[0]
    assert (before.tag, after.tag) == ("latency", "latency")
    assert after.score < before.score


def test_lessons_are_part_of_the_engines_name_and_answers_are_made_anew(tmp_path):
    file = tmp_path / "papers.json"
    file.write_text(dumps([paper(0), paper(1)]))
    plain = pipeline.digest([str(file)])
    keep(review(2, scaling_laws=False))
    taught = pipeline.digest([str(file)])
    assert taught.model.startswith(f"{plain.model}+")
    assert taught.usage.cached == 0
    assert pipeline.digest([str(file)]).usage.cached == 2
    off = pipeline.digest([str(file)], run=Run(Settings(learn="off")))
    assert (off.model, off.usage.cached) == (plain.model, 2)


def test_a_note_or_a_paper_not_at_hand_teaches_nothing():
    keep(Review(id="2512.00000", notes="n"), Review(id="2512.00001", tags={"rag": True}))
    assert create(Settings()).model == create(Settings(learn="off")).model


def test_what_was_learned_may_be_thrown_away_or_damaged(home):
    keep(review(0, rag=False))
    name = create(Settings()).model
    path = home / "data" / "learned.json"
    for damage in (b"", b"{", b'["other", "key"]\n{"offsets": {}, "weights": {}}\n'):
        path.write_bytes(damage)
        assert create(Settings()).model == name
    path.unlink()
    assert create(Settings()).model == name
    assert json.loads(path.read_bytes().splitlines()[1])["offsets"].keys() == {"rag"}


def test_it_is_read_and_not_learned_again_in_the_next_run(monkeypatch):
    keep(review(0, rag=False))
    name = create(Settings()).model
    monkeypatch.setattr(lessons, "_learn", None)
    assert create(Settings()).model == name


def test_taking_a_review_back_takes_back_what_it_taught():
    keep(review(0, rag=False))
    keep(Review(id=paper(0).id))
    assert create(Settings()).model == create(Settings(learn="off")).model


def test_nothing_learned_is_no_shift():
    assert Learned().shift("rag", WORDS) == 0
