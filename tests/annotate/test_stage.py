from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from dataclasses import dataclass, field

import pytest
from engine_double import Counting, Heard
from papers import paper

from summarizer.annotate import stage as stage_module
from summarizer.annotate.annotator import How, annotate
from summarizer.annotate.cache import Cache
from summarizer.errors import (
    BudgetSpent,
    MissingKey,
    NotAnnotated,
    NotKept,
    Refused,
    Unreachable,
)
from summarizer.observer import Once
from summarizer.papers.records import Annotation, Skipped, Usage


def papers(count):
    return [paper(number % 3, id=str(number), title=f"Title {number}") for number in range(count)]


@dataclass
class Waiting:
    """An engine that answers as `does` says: after a time, or with an error, by title."""

    does: dict = field(default_factory=dict)
    delay: float = 0.0
    begun: int = 4
    name: str = "waiting"
    model: str | None = "1"
    prompt: str | None = None
    topics: str = "abc"
    paid: bool = True
    asked: list[str] = field(default_factory=list)
    together: int = 0
    most: int = 0
    winding: bool = False
    closed: bool = False
    observer: object = None

    @property
    def usage(self):
        return Usage(requests=len(self.asked))

    def ready(self):
        pass

    def expected(self, each):
        return Usage(requests=1)

    def request(self, each):
        return {"title": each.title}

    def wind_down(self):
        self.winding = True

    async def close(self):
        self.closed = True

    async def answer(self, each):
        self.asked.append(each.id)
        self.together += 1
        self.most = max(self.most, self.together)
        try:
            what = self.does.get(each.id, self.delay)
            if isinstance(what, Exception):
                raise what
            await asyncio.sleep(what)
        finally:
            self.together -= 1
        return Annotation(tldr=f"{each.title}.", tldr_origin="model", engine=self.name)


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path, Once(Heard()))


def run(engine, cache, count=10, **how):
    return list(annotate(papers(count), engine, cache, How(**how)))


def stopped(engine, cache, count=10, **how):
    """The results of a run that ends with an error, and the error."""
    results = []
    try:
        results.extend(annotate(papers(count), engine, cache, How(**how)))
    except BaseException as error:  # noqa: BLE001 - the tests look at which
        return results, error
    pytest.fail("nothing was raised")


def test_results_come_in_the_order_of_the_papers_whatever_takes_how_long(cache):
    engine = Waiting({"0": 0.05, "3": 0.03, "5": 0.02})
    assert [each.id for each in run(engine, cache)] == [str(number) for number in range(10)]
    assert engine.closed


def test_no_more_are_begun_at_once_than_the_engine_takes(cache):
    engine = Waiting(delay=0.005)
    run(engine, cache, 20)
    assert engine.most == 4


def test_what_is_kept_is_not_asked_again_and_loads_nothing(cache, monkeypatch):
    engine = Waiting()
    run(engine, cache)
    monkeypatch.setattr(stage_module, "Stage", None)
    again = run(engine, cache)
    assert len(engine.asked) == 10
    assert all(each.cached for each in again)


def test_refresh_asks_again(cache):
    engine = Waiting()
    for _ in range(2):
        run(engine, cache, refresh=True)
    assert len(engine.asked) == 20


def test_an_answer_is_on_disk_before_it_is_passed_on(cache):
    engine = Waiting()
    for each in annotate(papers(5), engine, cache):
        assert cache.get(each, engine)


def test_equal_papers_in_flight_are_one_request(cache):
    engine = Waiting(delay=0.02)
    same = [paper(0, id=str(number)) for number in range(4)]
    found = list(annotate(same, engine, cache))
    assert len(engine.asked) == 1
    assert [each.id for each in found] == ["0", "1", "2", "3"]
    assert [each.cached for each in found] == [False, True, True, True]


def test_equal_papers_share_a_failure_too(cache):
    engine = Waiting({"0": NotAnnotated("refused")})
    found = list(annotate([paper(0, id="0"), paper(0, id="0")], engine, cache))
    assert [each.reason for each in found] == ["refused", "refused"]


def test_a_paper_without_an_answer_is_skipped_with_the_reason_and_not_kept(cache):
    engine = Waiting({"3": NotAnnotated("the answer was cut off")})
    found = run(engine, cache)
    assert found[3] == Skipped("3", "Title 3", "the answer was cut off")
    assert cache.get(papers(4)[3], engine) is None


def test_papers_are_taken_only_as_fast_as_results_leave(cache, monkeypatch):
    monkeypatch.setattr(stage_module, "WINDOW", 10)
    taken = []

    def counted():
        for each in papers(100):
            taken.append(each.id)
            yield each

    results = annotate(counted(), Waiting(), cache)
    for number, _ in enumerate(results, start=1):
        assert len(taken) <= number + 12


class TestTheEnd:
    def test_a_refusal_stops_the_run_and_the_rest_is_listed(self, cache):
        engine = Waiting({"4": Refused("no such key")}, delay=0.01)
        found, error = stopped(engine, cache, 30)
        assert str(error) == "no such key"
        assert len(found) == 30
        assert not any(isinstance(each, Skipped) for each in found[:4])
        assert found[29].reason == "not asked: no such key"
        assert len(engine.asked) < 12

    def test_what_is_kept_is_still_given_after_the_stop(self, cache):
        engine = Waiting()
        list(annotate(papers(30)[20:], engine, cache))
        found, _ = stopped(Waiting({"0": Refused("no")}), cache, 30)
        assert [each.cached for each in found[20:]] == [True] * 10

    def test_answers_in_flight_are_kept_when_the_budget_ends(self, cache):
        engine = Waiting({"3": BudgetSpent("used up")}, delay=0.1)
        found, error = stopped(engine, cache, 30)
        assert isinstance(error, BudgetSpent)
        assert sum(not isinstance(each, Skipped) for each in found) >= 3

    def test_a_lost_paper_among_good_ones_is_skipped_alone(self, cache):
        engine = Waiting({str(number): Unreachable("answered 503") for number in (2, 5, 8)})
        found = run(engine, cache)
        assert [each.id for each in found if isinstance(each, Skipped)] == ["2", "5", "8"]
        assert found[2].reason == "answered 503"

    def test_a_server_that_is_gone_stops_the_run(self, cache):
        engine = Waiting({str(number): Unreachable("gone") for number in range(5, 99)}, begun=1)
        found, error = stopped(engine, cache, 99)
        assert isinstance(error, Unreachable)
        assert len(engine.asked) == 8
        assert found[5].reason == "gone"
        assert found[98].reason == "not asked: gone"

    def test_a_server_that_never_answered_is_said_to_be_gone(self, cache):
        _, error = stopped(Waiting({"0": Unreachable("gone")}), cache, 1)
        assert isinstance(error, Unreachable)

    def test_a_missing_key_is_raised_before_anything(self, cache):
        class Keyless(Waiting):
            def ready(self):
                message = "set `X`"
                raise MissingKey(message)

        with pytest.raises(MissingKey):
            run(Keyless(), cache)

    def test_a_mistake_in_an_engine_is_no_hang(self, cache):
        _, error = stopped(Waiting({"2": ZeroDivisionError()}), cache)
        assert isinstance(error, ZeroDivisionError)


class TestFallback:
    def test_it_annotates_what_the_model_did_not(self, cache):
        engine = Waiting({"1": NotAnnotated("refused")})
        fallback = Counting(paid=False)
        found = run(engine, cache, 3, fallback=fallback)
        assert [each.engine for each in found] == ["waiting", "counting", "waiting"]
        assert cache.get(papers(2)[1], engine) is None
        assert cache.get(papers(2)[1], fallback)

    def test_it_annotates_all_where_the_server_is_gone_with_one_warning(self, cache):
        engine = Waiting({str(number): Unreachable("gone") for number in range(20)})
        heard = Heard()
        found = run(engine, cache, 20, fallback=Counting(), observer=heard)
        assert [each.engine for each in found] == ["counting"] * 20
        assert len(heard.warnings) == 1

    def test_a_refusal_is_an_error_all_the_same(self, cache):
        found, error = stopped(Waiting({"0": Refused("no key")}), cache, 3, fallback=Counting())
        assert isinstance(error, Refused)
        assert [each.engine for each in found] == ["counting"] * 3


def interrupt_after(seconds):
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT)).start()


class TestInterrupt:
    def test_answers_that_arrive_soon_are_kept(self, cache):
        engine = Waiting({"0": 0.0, "1": 0.5, "2": 0.6, "3": 60}, delay=60)
        began = time.monotonic()
        interrupt_after(0.2)
        found, error = stopped(engine, cache)
        assert isinstance(error, KeyboardInterrupt)
        assert 1.9 < time.monotonic() - began < 10
        assert [each.id for each in found] == ["0", "1", "2"]
        assert [bool(cache.get(each, engine)) for each in papers(4)] == [True, True, True, False]
        assert engine.closed

    def test_a_second_interrupt_does_not_wait(self, cache):
        began = time.monotonic()
        interrupt_after(0.2)
        interrupt_after(0.5)
        with pytest.raises(KeyboardInterrupt):
            run(Waiting(delay=60), cache)
        assert time.monotonic() - began < 1.9

    def test_a_consumer_that_leaves_early_leaves_nothing_behind(self, cache):
        engine = Waiting()
        results = annotate(papers(100), engine, cache)
        next(results)
        results.close()
        assert engine.closed
        assert engine.together == 0


def test_a_run_inside_a_running_loop_works(cache):
    async def inside():
        return run(Waiting(), cache)

    assert len(asyncio.run(inside())) == 10


def test_progress_is_told_for_every_paper_asked_about(cache):
    heard = Heard()
    run(Waiting({"4": NotAnnotated("x")}), cache, observer=heard, total=10)
    last = heard.states[-1]
    assert (last.total, last.done, last.cached, last.skipped) == (10, 10, 0, 1)
    assert last.usage.requests == 10


class TestTwoRunsAtOnce:
    def test_each_paper_is_asked_once(self, cache):
        engines = [Waiting(delay=0.02), Waiting(delay=0.02)]
        found = [[], []]

        def go(number):
            found[number] = run(engines[number], cache, 30)

        threads = [threading.Thread(target=go, args=(number,)) for number in range(2)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        asked = [each for engine in engines for each in engine.asked]
        assert sorted(asked, key=int) == [str(number) for number in range(30)]
        assert [len(each) for each in found] == [30, 30]
        assert sum(each.cached for each in [*found[0], *found[1]]) == 30
        assert not cache.litter("tmp")

    def test_what_one_could_not_answer_the_other_asks(self, cache):
        held = cache.claim(papers(1)[0], Waiting())
        threading.Timer(0.2, held.release).start()
        engine = Waiting()
        assert not run(engine, cache, 1)[0].cached
        assert engine.asked == ["0"]

    def test_what_the_other_answered_meanwhile_is_taken(self, cache):
        held = cache.claim(papers(1)[0], Waiting())
        answer = Annotation(tldr="Kept.", tldr_origin="model", engine="waiting")

        def end():
            cache.put(papers(1)[0], Waiting(), answer)
            held.release()

        threading.Timer(0.2, end).start()
        engine = Waiting()
        (found,) = run(engine, cache, 1)
        assert (found.tldr, found.cached, engine.asked) == ("Kept.", True, [])

    def test_a_run_that_ends_does_not_wait_for_the_other(self, cache):
        held = cache.claim(papers(3)[2], Waiting())
        found, error = stopped(Waiting({"0": BudgetSpent("spent")}, begun=3), cache, 3)
        held.release()
        assert isinstance(error, BudgetSpent)
        assert [each.id for each in found] == ["0", "1", "2"]

    def test_a_refreshed_paper_waits_for_nobody(self, cache):
        held = cache.claim(papers(1)[0], Waiting())
        engine = Waiting()
        run(engine, cache, 1, refresh=True)
        held.release()
        assert engine.asked == ["0"]


class Full(Cache):
    """A cache whose disk takes so many answers."""

    room = 3

    def put_all(self, answers, engine):
        kept, lost = answers[: self.room], answers[self.room :]
        self.room -= len(kept)
        super().put_all(kept, engine)
        if lost:
            raise self._not_kept(OSError(28, "No space left on device"))


class TestAFullDisk:
    def test_nothing_is_asked_after_an_answer_that_cannot_be_kept(self, tmp_path):
        engine = Waiting(delay=0.01)
        found, error = stopped(engine, Full(tmp_path, Once(Heard())), 40)
        assert isinstance(error, NotKept)
        assert len(engine.asked) <= 3 + 1 + 2 * engine.begun
        assert [each.id for each in found] == [str(number) for number in range(40)]
        answered = [each for each in found if not isinstance(each, Skipped)]
        assert len(answered) > 3
        assert "No space left on device: nothing more is asked" in found[-1].reason

    def test_nothing_is_asked_where_nothing_can_be_kept_from_the_first(self, tmp_path):
        (tmp_path / "file").write_text("in the folder's place")
        engine = Waiting()
        found, error = stopped(engine, Cache(tmp_path / "file", Once(Heard())), 5)
        assert isinstance(error, NotKept)
        assert engine.asked == []
        assert len(found) == 5

    def test_answers_that_cost_nothing_are_given_all_the_same(self, tmp_path):
        (tmp_path / "file").write_text("in the folder's place")
        heard = Heard()
        found = run(Waiting(paid=False), Cache(tmp_path / "file", Once(heard)), 5)
        assert not any(isinstance(each, Skipped) for each in found)
        assert [each.split(" answers")[0] for each in heard.warnings] == [
            "cannot read",
            "cannot store",
        ]
