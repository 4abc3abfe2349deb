"""The files of a batch, its records, and what is planned of them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from engine_double import Heard
from hypothesis import given
from hypothesis import strategies as some
from papers import paper

from summarizer import engines
from summarizer.annotate.cache import Cache, key
from summarizer.batch import batchfiles
from summarizer.batch.batchfiles import Result, Unread
from summarizer.batch.job import Question, begun, of_batch
from summarizer.batch.store import Jobs
from summarizer.batch.submission import plan
from summarizer.engines.llm import prompts
from summarizer.errors import InputError
from summarizer.observer import Once
from summarizer.settings import load


@pytest.fixture
def engine():
    return engines.create(load({"model": "openai/scripted"}))


@pytest.fixture
def jobs(tmp_path):
    return Jobs(tmp_path / "batches", Heard())


def asked(engine, found, first=None):
    question = Question(key(found, engine), found, 0, first)
    return question, batchfiles.request(question, engine.question(found, first)[0])


class TestRequests:
    def test_a_line_holds_the_very_request_that_is_sent_at_once(self, engine):
        question, line = asked(engine, paper())
        assert json.loads(line) == {
            "custom_id": key(paper(), engine),
            "method": "POST",
            "url": "/v1/chat/completions",
            "body": engine.request(paper()),
        }
        assert line.count(b"\n") == 1
        assert len(question.custom_id) <= 64

    def test_a_paper_is_found_again_in_its_request(self, engine):
        _, line = asked(engine, paper(1))
        (found,) = batchfiles.questions([line], prompts.load(), engine)
        assert (found.paper.title, found.paper.abstract) == (paper(1).title, paper(1).abstract)
        assert found.shown == 0
        assert found.first is None

    def test_so_are_the_answer_before_and_the_examples_of_a_re_ask(self, engine):
        question, line = asked(engine, paper(), "not { JSON")
        assert question.custom_id.endswith("-2")
        (found,) = batchfiles.questions([line], prompts.load(), engine)
        assert found.first == "not { JSON"
        assert found.key == question.key
        body = json.loads(line)
        example = [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]
        body["body"]["messages"][1:1] = example * 2
        (found,) = batchfiles.questions([json.dumps(body).encode()], prompts.load(), engine)
        assert found.shown == 2

    def test_and_a_server_that_knows_no_system_role_changes_nothing(self, engine):
        engine.client.dialect = replace(engine.client.dialect, system=False)
        _, line = asked(engine, paper(2))
        assert len(json.loads(line)["body"]["messages"]) == 1
        (found,) = batchfiles.questions([line], prompts.load(), engine)
        assert found.paper.abstract == paper(2).abstract

    @given(some.text(), some.text(min_size=1))
    def test_a_paper_is_found_letter_by_letter_or_not_at_all(self, title, abstract):
        engine = engines.create(load({"model": "openai/scripted"}))
        wanted = paper(title=title, abstract=abstract)
        line = batchfiles.request(
            Question(key(wanted, engine), wanted),
            {"messages": [{"role": "user", "content": engine.text.about(wanted)}]},
        )
        (found,) = batchfiles.questions([line], engine.text, engine)
        assert found.key == key(wanted, engine)
        if found.known:
            assert (found.paper.title, found.paper.abstract) == (title, abstract)

    @given(some.binary(), some.recursive(some.none() | some.text(), some.lists))
    def test_any_other_line_is_no_question(self, junk, data):
        strange = [junk, json.dumps({"custom_id": "x", "body": {"messages": data}}).encode()]
        for each in batchfiles.questions(strange, prompts.load(), of_nobody()):
            assert not each.known


def of_nobody():
    return engines.create(load({"model": "openai/scripted"}))


class TestResults:
    def test_an_answer(self):
        line = {"custom_id": "a", "response": {"status_code": 200, "body": {"choices": []}}}
        assert list(batchfiles.results([json.dumps(line).encode()])) == [
            Result("a", {"choices": []})
        ]

    @pytest.mark.parametrize(
        ("line", "status", "message"),
        [
            (
                {"response": None, "error": {"code": "batch_expired", "message": "late"}},
                None,
                "late",
            ),
            ({"response": {"status_code": 400, "body": {"error": {"message": "no"}}}}, 400, "no"),
            ({"response": {"status_code": 500, "body": None}}, 500, "status 500 without a body"),
            ({"response": {"status_code": 200, "body": None}}, 502, "status 200 without a body"),
            ({}, None, "the line has neither a response nor an error"),
            ({"error": "plain words"}, None, "plain words"),
        ],
    )
    def test_a_refusal(self, line, status, message):
        (found,) = batchfiles.results([json.dumps({"custom_id": "a"} | line).encode()])
        assert (found.data, found.status, found.message) == (None, status, message)

    def test_damaged_lines_are_told_by_their_numbers(self):
        found = list(batchfiles.results([b"{", b" \n", b"[]", b'{"custom_id": 3}', b"[" * 100_000]))
        assert [each.line for each in found] == [1, 3, 4, 5]
        assert all(isinstance(each, Unread) for each in found)

    @given(some.lists(some.binary()))
    def test_no_bytes_are_too_strange(self, raw):
        for each in batchfiles.results(raw):
            assert isinstance(each, Result | Unread)

    @given(
        some.recursive(
            some.none() | some.booleans() | some.integers() | some.text(),
            lambda each: (
                some.lists(each)
                | some.dictionaries(
                    some.sampled_from(["custom_id", "response", "error", "body", "status_code"]),
                    each,
                )
            ),
        )
    )
    def test_no_json_is_too_strange(self, data):
        for each in batchfiles.results([json.dumps(data).encode()]):
            if isinstance(each, Result):
                assert isinstance(each.custom_id, str)
                assert isinstance(each.message + each.code, str)


class TestRecords:
    def test_a_job_and_its_questions_come_back_as_they_were_kept(self, engine, jobs):
        job = jobs.keep(begun(engine, "German"))
        question = Question(key(paper(), engine), paper(), 2, "said\u2028before \ufffd")
        jobs.keep_questions(job, [question])
        assert jobs.all() == [job]
        (found,) = jobs.questions(job).values()
        assert (found.key, found.shown, found.first) == (question.key, 2, question.first)
        assert jobs.in_flight() == {question.key: job}

    def test_what_the_server_keeps_is_enough_to_make_the_job_again(self, engine, jobs):
        job = replace(begun(engine, None), requests=7)
        batch = {
            "id": "b", "status": "in_progress", "metadata": job.metadata, "input_file_id": "f",
            "created_at": 1_700_000_000,
            "request_counts": {"total": 7, "completed": 3, "failed": 1},
        }  # fmt: skip
        assert all(len(name) <= 64 and len(text) <= 512 for name, text in job.metadata.items())
        found = of_batch(batch, job.base_url)
        assert found.asked == job.asked
        assert (found.requests, found.completed, found.failed, found.file) == (7, 3, 1, "f")
        assert found.begun_at.startswith("2023-11-14T")
        assert of_batch(batch | {"metadata": None}, "u") is None
        assert of_batch(batch | {"metadata": {**job.metadata, "summarizer": "../x"}}, "u") is None

    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"token": "x"}', "null"])
    def test_a_damaged_record_is_set_aside_and_said(self, jobs, text):
        jobs.folder.mkdir()
        (jobs.folder / "abc.json").write_text(text)
        assert jobs.all() == []
        assert "set aside" in jobs.observer.warnings[0]
        assert jobs.all() == []
        assert len(jobs.observer.warnings) == 1

    def test_damaged_questions_are_no_reason_to_ask_them_again(self, engine, jobs):
        job = jobs.keep(begun(engine, None))
        (jobs.folder / f"{job.token}.jsonl").write_text('{"key": ')
        with pytest.raises(InputError, match="it is damaged"):
            jobs.in_flight()


def test_a_plan_sorts_papers(engine, jobs, tmp_path):
    cache = Cache(tmp_path / "answers", Once(Heard()))
    found = plan([paper(0), paper(0), paper(1), paper(2, abstract=" ")], engine, cache, jobs)
    assert (found.papers, found.cached, len(found.questions)) == (4, 0, 2)
    assert found.skipped[0].reason == "no abstract to read"
    job = jobs.keep(begun(engine, None))
    jobs.keep_questions(job, found.questions[:1])
    again = plan([paper(0), paper(1)], engine, cache, jobs)
    assert again.in_flight == {job.token: 1}
    assert [each.paper.id for each in again.questions] == [paper(1).id]
