"""Papers asked about by the batch, against a server that plays files and batches."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import llm_server
import pytest
from batch_runs import KEY, MODEL, digest, fetched, reasons, record
from llm_server import BAD
from papers import paper

from summarizer import cli
from summarizer.papers.wire import dumps


class TestTheWholeWay:
    def test_a_digest_after_a_fetch_asks_nothing(self, run, server, write):
        path = write(5)
        code, out, err = run("batch", "submit", path)
        assert code == 0
        assert out == f"batch_1  5 papers  {MODEL}  validating, 0 of 5 answered\n"
        assert "5 papers: 0 answered before, 5 submitted in 1 batch" in err
        assert run("batch", "fetch", "batch_1")[0] == 0
        server.requests.clear()
        code, found, _ = digest(run, path)
        assert (code, len(found["papers"]), found["skipped"]) == (0, 5, [])
        assert all(each["cached"] for each in found["papers"])
        assert found["usage"]["requests"] == 0
        assert server.requests == []

    def test_answers_are_those_of_asking_at_once(
        self, run, server, write, another_machine, monkeypatch
    ):
        path = write([paper(0), paper(1), paper(2)])
        run("batch", "submit", path)
        run("batch", "fetch", "batch_1")
        bodies = [each.body for each in server.requests]
        _, batched, _ = digest(run, path)
        another_machine()
        server.requests.clear()
        _, online, _ = digest(run, path)
        sent = [each.body for each in server.requests]
        assert len(sent) == 3
        assert sorted(map(dumps, bodies)) == sorted(map(dumps, sent))
        assert [each | {"cached": None} for each in batched["papers"]] == [
            each | {"cached": None} for each in online["papers"]
        ]

    def test_usage_is_counted_and_priced_as_a_batch(self, run, server, write, another_machine):
        path = write(4)
        run("batch", "submit", path)
        _, found, _ = fetched(run, "batch_1")
        given = [each.usage for each in server.requests]
        usage = found["usage"]
        assert usage["requests"] == 4
        assert usage["input_tokens"] == sum(each["prompt_tokens"] for each in given)
        assert usage["output_tokens"] == sum(each["completion_tokens"] for each in given)
        another_machine()
        _, online, _ = digest(run, path)
        assert usage["usd"] == pytest.approx(online["usage"]["usd"] / 2, rel=1e-3)

    def test_a_price_that_is_not_known_is_null(self, run, write):
        run("batch", "submit", write(1), model="openai/scripted")
        assert fetched(run, "batch_1", model=None)[1]["usage"]["usd"] is None

    def test_results_in_any_order(self, run, server, write):
        server.shuffled = True
        path = write(9)
        run("batch", "submit", path)
        assert fetched(run, "batch_1")[1]["kept"] == 9
        found = digest(run, path)[1]
        for number, each in enumerate(found["papers"]):
            assert f"setting {number} of" in each["tldr"]

    def test_fetching_twice_keeps_nothing_twice(self, run, write):
        run("batch", "submit", write(3))
        assert fetched(run, "batch_1")[1]["kept"] == 3
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"], found["already"]) == (0, 0, 3)

    def test_a_fetch_without_id_takes_all_that_wait(self, run, server, write, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_BATCH_REQUESTS", "2")
        run("batch", "submit", write(5))
        server.looks = []
        code, out, _ = run("batch", "fetch", model=None)
        assert code == 0
        assert [line.split()[:2] for line in out.splitlines()] == [
            ["batch_1", "2"], ["batch_2", "2"], ["batch_3", "1"],
        ]  # fmt: skip
        code, out, err = run("batch", "fetch", model=None)
        assert (code, out) == (0, "")
        assert "no batches are waiting" in err


class TestWhatIsSubmitted:
    def test_files_keep_to_the_number_of_requests(self, run, server, write, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_BATCH_REQUESTS", "3")
        _, out, _ = run("batch", "submit", write(8))
        assert [line.split()[0] for line in out.splitlines()] == ["batch_1", "batch_2", "batch_3"]
        assert [len(each.splitlines()) for each in server.files.values()] == [3, 3, 2]

    def test_files_keep_to_the_megabytes(self, run, server, write, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_BATCH_MB", "0.05")
        assert run("batch", "submit", write(8))[0] == 0
        sizes = [len(each) for each in server.files.values()]
        assert len(sizes) > 1
        assert all(size <= 50_000 for size in sizes)
        assert sum(each.count(b"custom_id") for each in server.files.values()) == 8

    def test_a_request_larger_than_a_file_may_be_is_skipped(self, run, server, write, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_BATCH_MB", "0.02")
        code, out, err = run(
            "batch", "submit", write([record(0, abstract="word " * 4000), record(1)])
        )
        assert code == 1
        assert "Study 0: skipped: its request of " in err
        assert out.startswith("batch_1  1 paper ")

    def test_the_default_limits_are_those_of_openai(self):
        from summarizer.settings import load

        settings = load()
        assert (settings.batch_requests, settings.batch_mb) == (50_000, 200)

    def test_answered_papers_are_not_submitted(self, run, server, write):
        run("papers", write(2, "some.jsonl"))
        server.asked.clear()
        _, out, err = run("batch", "submit", write(3))
        assert out.startswith("batch_1  1 paper ")
        assert "3 papers: 2 answered before, 1 submitted in 1 batch" in err
        run("batch", "fetch", "batch_1")
        assert dict(server.asked) == {"Study 2": 1}
        assert run("batch", "submit", write(3))[1] == ""
        assert server.counted["create"] == 1

    def test_papers_in_flight_are_not_submitted_again(self, run, server, write):
        server.looks = ["in_progress"] * 9
        run("batch", "submit", write(3, "some.jsonl"))
        code, out, err = run("batch", "submit", write(5))
        assert code == 0
        assert out.startswith("batch_2  2 papers ")
        assert "3 papers in batch batch_1: `summarize batch fetch batch_1`" in err

    def test_papers_of_a_batch_that_is_done_and_not_fetched_are_not_submitted(
        self, run, server, write
    ):
        path = write(3)
        run("batch", "submit", path)
        assert run("batch", "status", "batch_1")[0] == 0
        assert run("batch", "submit", path)[1] == ""
        assert server.counted["create"] == 1

    def test_equal_papers_are_one_request(self, run, server, write):
        same = [record(1, id=f"2512.0000{number}") for number in range(4)]
        path = write(same)
        run("batch", "submit", path)
        run("batch", "fetch", "batch_1")
        assert dict(server.asked) == {"Study 1": 1}
        assert len(digest(run, path)[1]["papers"]) == 4
        assert server.received == 1

    def test_a_dry_run_says_half_the_price_and_sends_nothing(self, run, server, write):
        path = write(3)
        _, out, _ = run("batch", "submit", path, "--dry-run", "--json")
        batch = json.loads(out)
        online = json.loads(run("papers", path, "--dry-run", "--json")[1])
        assert batch["usd"] == pytest.approx(online["usd"] / 2, abs=1e-6)
        assert (batch["requests"], batch["batches"]) == (3, 1)
        assert batch["input_tokens"] == online["input_tokens"]
        assert not server.counted
        run("batch", "submit", path)
        assert batch["bytes"] == len(server.files["file-1"])
        assert "in flight      3" in run("batch", "submit", path, "--dry-run")[1]

    def test_a_dry_run_of_unknown_price_says_null(self, run, write):
        out = run("batch", "submit", write(1), "--dry-run", "--json", model="openai/scripted")[1]
        assert json.loads(out)["usd"] is None

    def test_max_requests_is_held_and_says_what_is_left_out(self, run, server, write):
        path = write(5)
        code, out, err = run("batch", "submit", path, "--max-requests", 2)
        assert (code, out.split()[1]) == (4, "2")
        assert "the budget leaves out 3 papers; 2 submitted" in err
        assert run("batch", "submit", path)[1].split()[:2] == ["batch_2", "3"]

    def test_max_usd_is_held_for_the_worst_that_may_come(self, run, server, write):
        code, out, err = run("batch", "submit", write(5), "--max-usd", "0.01")
        assert code == 4
        sent = int(out.split()[1])
        assert 0 < sent < 5
        assert f"leaves out {5 - sent} papers" in err

    def test_max_usd_of_an_unknown_price_is_refused(self, run, server, write):
        code, _, err = run("batch", "submit", write(1), "--max-usd", 1, model="openai/scripted")
        assert code == 2
        assert "`--max-usd` cannot be used" in err
        assert not server.counted

    def test_the_embedded_engine_has_no_batches(self, capsys, write):
        assert cli.main(["batch", "submit", write(1)]) == 2
        assert "give `--model PROVIDER/NAME`" in capsys.readouterr().err

    def test_a_missing_key_is_one_line(self, capsys, write, monkeypatch):
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        for argv in (["submit", write(1), "--model", MODEL], ["fetch", "batch_1"]):
            assert cli.main(["batch", *argv]) == 4
            err = capsys.readouterr().err
            assert "`OPENAI_API_KEY`" in err
            assert err.count("\n") == 1


class TestOtherMachines:
    def test_the_id_alone_is_enough(self, run, server, write, another_machine):
        path = write([paper(0), paper(1), paper(2)])
        run("batch", "submit", path)
        another_machine()
        code, found, _ = fetched(run, "batch_1", model="openai/other-model")
        assert (code, found["kept"], found["left"]) == (0, 3, [])
        assert found["usage"]["usd"] > 0
        server.requests.clear()
        assert digest(run, path)[1]["usage"]["requests"] == 0
        assert server.requests == []

    def test_no_model_need_be_named(self, run, server, write, another_machine, monkeypatch):
        run("batch", "submit", write(1))
        another_machine()
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert fetched(run, "batch_1", model=None)[1]["kept"] == 1

    def test_a_text_the_prompt_changed_needs_the_papers_named_again(
        self, run, server, write, another_machine
    ):
        odd = record(1, title="Study </title> one", abstract=" Agents \x07 of retrieval. ")
        path = write([record(0), odd])
        run("batch", "submit", path)
        another_machine()
        code, found, err = fetched(run, "batch_1")
        assert (code, found["kept"]) == (1, 1)
        assert [each["kind"] for each in found["left"]] == ["paper unknown"]
        assert (
            "1 paper not known here: name the source, `summarize batch fetch batch_1 SPEC`" in err
        )
        code, found, _ = fetched(run, "batch_1", path)
        assert (code, found["kept"], found["already"], found["left"]) == (0, 1, 1, [])
        server.requests.clear()
        assert digest(run, path)[1]["usage"]["requests"] == 0

    def test_a_re_ask_of_a_text_the_prompt_changed_needs_the_papers_named_again(
        self, run, server, write, another_machine
    ):
        path = write([record(1, title="Study <title> one")])
        server.plan = lambda _: "invented-numbers"
        run("batch", "submit", path)
        run("batch", "fetch", "batch_1", "--finish", "batch")
        another_machine()
        assert fetched(run, "batch_2")[1]["left"][0]["kind"] == "paper unknown"
        assert fetched(run, "batch_2", path)[1]["kept"] == 1
        assert digest(run, path)[1]["papers"][0]["tldr_origin"] == "extracted"

    def test_a_server_cannot_name_another_provider(self, run, server, write, another_machine):
        run("batch", "submit", write(1))
        server.batches["batch_1"]["metadata"]["model"] = "groq/model"
        another_machine()
        code, _, err = run("batch", "fetch", "batch_1", "--finish", "online")
        assert (code, "was submitted to `groq/model`: give that as `--model`" in err) == (2, True)

    def test_the_same_papers_submitted_elsewhere_are_in_flight(
        self, run, server, write, another_machine
    ):
        odd = record(1, title="Study <title> one")
        path = write([record(0), odd])
        run("batch", "submit", path)
        another_machine()
        code, out, err = run("batch", "submit", path)
        assert (code, out) == (0, "")
        assert "batch batch_1 was submitted elsewhere" in err
        assert "2 papers in batch batch_1" in err
        assert server.counted["create"] == 1
        assert fetched(run, "batch_1", path)[1]["kept"] == 2

    @pytest.mark.parametrize("times", [1, 9])
    def test_a_copy_of_the_requests_that_does_not_come_whole_is_not_gone_by(
        self, run, server, write, another_machine, times
    ):
        path = write(3)
        run("batch", "submit", path)
        another_machine()
        server.calls["content"] = ["nonsense"] * times
        code, out, err = run("batch", "submit", path)
        assert out == ""
        assert code == (0 if times == 1 else 4)
        assert times == 1 or "has 0 of the 3 requests submitted: try again later" in err
        assert server.counted["create"] == 1

    def test_what_ended_elsewhere_long_ago_is_not_looked_into(
        self, run, server, write, another_machine
    ):
        path = write(1)
        run("batch", "submit", path)
        run("batch", "status", "batch_1")
        server.batches["batch_1"]["created_at"] -= 30 * 24 * 3600
        another_machine()
        assert run("batch", "submit", path)[1].startswith("batch_2")
        assert server.counted["content"] == 0

    def test_a_batch_that_the_server_lost_stays_in_flight_and_is_warned_of(
        self, run, server, write
    ):
        run("batch", "submit", write(2, "some.jsonl"))
        server.batches.clear()
        code, out, err = run("batch", "submit", write(3))
        assert (code, out.split()[1]) == (0, "1")
        assert "has no batch `batch_1` for this key: its papers stay in flight" in err

    def test_many_batches_of_others_are_looked_through(self, run, server, write, another_machine):
        server.page = 2
        path = write(1)
        run("batch", "submit", path)
        for number in range(7):
            server.batches[f"x{number}"] = server.batches["batch_1"] | {
                "id": f"x{number}", "metadata": None,
            }  # fmt: skip
        another_machine()
        assert "was submitted elsewhere" in run("batch", "submit", path)[2]

    def test_a_batch_of_someone_else_is_not_taken(self, run, server, write, another_machine):
        run("batch", "submit", write(1))
        server.batches["batch_1"]["metadata"] = {"project": "x"}
        another_machine()
        code, _, err = run("batch", "fetch", "batch_1")
        assert code == 2
        assert "was not made by `summarize batch submit`" in err

    def test_the_language_comes_with_the_batch(self, run, server, write, another_machine):
        server.answer = lambda request: {
            "tags": [],
            "proposed_tags": [],
            "tldr_quotes": [request.title],
            "tldr": "Agenten lernen gut.",
        }
        path = write(1)
        run("batch", "submit", path, "--language", "German")
        another_machine()
        assert fetched(run, "batch_1")[1]["kept"] == 1
        found = digest(run, path, "--language", "German")[1]
        assert found["papers"][0]["tldr"] == "Agenten lernen gut."
        assert found["usage"]["requests"] == 0

    def test_another_vocabulary_is_said(
        self, run, server, write, another_machine, tmp_path, monkeypatch
    ):
        run("batch", "submit", write(1))
        another_machine()
        own = tmp_path / "topics.toml"
        own.write_text(
            '[[topic]]\nname = "tea"\ngroup = "applications"\ndefinition = "Tea."\n'
            'aliases = ["green tea"]\n'
        )
        monkeypatch.setenv("SUMMARIZER_TOPICS", str(own))
        code, _, err = run("batch", "fetch", "batch_1")
        assert code == 2
        assert "another vocabulary" in err
        assert "SUMMARIZER_TOPICS" in err


class TestVocabularyChanged:
    def test_answers_are_judged_by_the_vocabulary_of_their_batch_and_carried_over(
        self, run, server, write
    ):
        path = write(2)
        run("batch", "submit", path)
        change = ["--group", "applications", "--definition", "Tea.", "--alias", "green tea"]
        assert run("topics", "add", "tea", *change, model=None)[0] == 0
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"]) == (0, 2)
        server.requests.clear()
        assert digest(run, path)[1]["usage"]["requests"] == 0
        assert server.requests == []

    def test_what_is_left_is_not_finished_under_another_vocabulary(self, run, server, write):
        server.end, server.answered = "expired", 1
        run("batch", "submit", write(2))
        change = ["--group", "applications", "--definition", "Tea.", "--alias", "green tea"]
        run("topics", "add", "tea", *change, model=None)
        code, out, err = run("batch", "fetch", "batch_1", "--finish", "online")
        assert (code, "1 answer kept" in out) == (2, True)
        assert "vocabulary changed since the batch was submitted" in err


class TestEnds:
    @pytest.mark.parametrize("status", ["validating", "in_progress", "finalizing", "cancelling"])
    def test_a_batch_in_the_works_is_exit_3(self, run, server, write, status):
        run("batch", "submit", write(2))
        server.looks = [status] * 3
        code, out, _ = run("batch", "status", "batch_1")
        assert (code, status.replace("_", " ") in out) == (3, True)
        code, out, err = run("batch", "fetch", "batch_1")
        assert (code, out) == (3, "")
        assert "batch batch_1 is not done" in err
        assert "`--wait`" in err

    def test_wait_follows_it_to_the_end(self, run, server, write):
        run("batch", "submit", write(2))
        server.looks = ["validating", "in_progress", "in_progress", "finalizing"]
        code, out, err = run("batch", "fetch", "batch_1", "--wait")
        assert (code, "2 answers kept" in out) == (0, True)
        assert err.count("in progress, 0 of 2 answered") == 2

    def test_wait_outlasts_a_server_that_is_away(self, run, server, write):
        run("batch", "submit", write(1))
        server.looks = ["in_progress"]
        server.calls["retrieve"] = ["good", *["500"] * 6]
        assert run("batch", "fetch", "batch_1", "--wait")[0] == 0

    def test_failed_validation_says_why_and_frees_the_papers(self, run, server, write):
        server.errors = [
            {"code": "invalid_json_line", "message": f"not JSON, {KEY}", "line": 3, "param": None}
        ]
        server.end = "failed"
        path = write(2)
        run("batch", "submit", path)
        code, out, err = run("batch", "fetch", "batch_1")
        assert (code, out) == (4, "")
        assert "batch batch_1 was not accepted: line 3: not JSON, ***" in err
        assert run("batch", "status", "batch_1")[0] == 1
        server.end, server.errors = "completed", []
        assert run("batch", "submit", path)[1].startswith("batch_2  2 papers")

    @pytest.mark.parametrize("end", ["expired", "cancelled"])
    def test_what_an_ended_batch_left_is_submitted_again_and_no_more(self, run, server, write, end):
        server.end, server.answered = end, 3
        path = write(5)
        run("batch", "submit", path)
        assert run("batch", "status", "batch_1")[0] == 1
        assert run("batch", "submit", path)[1] == ""
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"]) == (1, 3)
        assert set(reasons(found)) == {"Study 3", "Study 4"}
        assert {kind for kind, _ in reasons(found).values()} == {"not answered"}
        assert all(end in why for _, why in reasons(found).values())
        server.end, server.answered = "completed", None
        assert run("batch", "submit", path)[1].startswith("batch_2  2 papers")
        assert fetched(run, "batch_2")[0] == 0
        assert set(server.asked.values()) == {1}
        assert digest(run, path)[1]["usage"]["requests"] == 0

    @pytest.mark.parametrize("how", ["online", "batch"])
    def test_finishing_keeps_to_the_budget(self, run, server, write, how):
        server.end, server.answered = "expired", 1
        run("batch", "submit", write(5))
        options = ["--finish", how, "--max-requests", 2, "--concurrency", 1]
        code, _, err = run("batch", "fetch", "batch_1", *options)
        assert code == 4
        assert "the budget" in err
        assert server.received <= 3
        assert len(server.files) < 4 or server.files["file-4"].count(b"custom_id") == 2

    @pytest.mark.parametrize("how", ["online", "batch"])
    def test_an_expired_batch_is_finished(self, run, server, write, how, another_machine):
        server.end, server.answered = "expired", 2
        path = write(4)
        run("batch", "submit", path)
        another_machine()
        server.looks = []
        code, out, err = run("batch", "fetch", "batch_1", "--finish", how)
        server.end, server.answered = "completed", None
        if how == "online":
            assert code == 0
            assert "2 finished online; 2 requests" in err
            assert ", 0 left" in run("batch", "status", model=None)[1]
        else:
            assert code == 1
            assert out.splitlines()[1].startswith("batch_2  2 papers")
            assert fetched(run, "batch_2")[0] == 0
        server.requests.clear()
        assert digest(run, path)[1]["usage"]["requests"] == 0
        assert server.requests == []

    def test_a_batch_without_any_file_leaves_every_paper(self, run, server, write):
        server.end, server.answered = "cancelled", 0
        run("batch", "submit", write(2))
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"], len(found["left"])) == (1, 0, 2)
        assert found["usage"]["usd"] is None


class TestBadResults:
    def test_the_error_file_is_read_too(self, run, server, write):
        faults = {"Study 1": "400", "Study 2": "500", "Study 3": "429"}
        server.plan = lambda request: faults.get(request.title)
        run("batch", "submit", write(5))
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"]) == (1, 2)
        said = reasons(found)
        assert said["Study 1"][0] == "refused"
        assert "too long for the model" in said["Study 1"][1]
        assert said["Study 2"] == (
            "not answered",
            "the server answered 500: The server had an error.",
        )
        assert "429" in said["Study 3"][1]

    def test_a_limit_of_output_tokens_names_the_setting(self, run, server, write, monkeypatch):
        said = {"message": "max_tokens is too large", "type": "invalid_request_error"}
        monkeypatch.setitem(llm_server.STATUSES, "limit", (400, lambda _: {}, said))
        server.plan = lambda _: "limit"
        run("batch", "submit", write(1))
        _, found, _ = fetched(run, "batch_1")
        advice = "max_tokens is too large: set `SUMMARIZER_MAX_OUTPUT_TOKENS` to fewer"
        assert reasons(found)["Study 0"] == ("not answered", advice)

    @pytest.mark.parametrize("fault", ["refusal", "truncated", "filtered"])
    def test_refusals_are_listed_and_not_asked_again(self, run, server, write, fault):
        server.plan = lambda request: fault if request.title == "Study 1" else None
        run("batch", "submit", write(3))
        code, found, _ = fetched(run, "batch_1", "--finish", "online")
        assert (code, reasons(found)["Study 1"][0]) == (1, "refused")
        assert server.asked["Study 1"] == 1
        assert server.received == 3

    @pytest.mark.parametrize("how", ["online", "batch"])
    @pytest.mark.parametrize("fault", ["garbage", "invented-numbers"])
    def test_a_useless_answer_is_asked_again_with_the_reason(self, run, server, write, fault, how):
        server.plan = lambda request: fault if request.title == "Study 1" else None
        path = write(3)
        run("batch", "submit", path)
        server.plan = None
        server.looks = []
        plans = iter([fault])
        server.plan = lambda request: next(plans, None) if request.title == "Study 1" else None
        code, found, _ = fetched(run, "batch_1", "--finish", how)
        assert (found["kept"], reasons(found)["Study 1"][0]) == (2, "ask again")
        if how == "batch":
            assert code == 1
            assert fetched(run, "batch_2")[:1] == (0,)
        again = server.requests[-1].body["messages"]
        assert [each["role"] for each in again] == ["system", "user", "assistant", "user"]
        assert "cannot be used" in again[-1]["content"]
        assert server.received == 4
        server.requests.clear()
        found = digest(run, path)[1]
        assert found["usage"]["requests"] == 0
        assert found["papers"][1]["tldr_origin"] == "model"

    def test_a_re_ask_that_fails_too_leaves_what_can_be_used_of_the_first(
        self, run, server, write, another_machine
    ):
        server.plan = lambda _: "invented-numbers"
        path = write(2)
        run("batch", "submit", path)
        fetched(run, "batch_1", "--finish", "batch")
        another_machine()
        server.plan = lambda request: "refusal" if request.title == "Study 0" else "garbage"
        code, found, _ = fetched(run, "batch_2")
        assert (code, found["kept"]) == (0, 2)
        papers = digest(run, path)[1]["papers"]
        assert {each["tldr_origin"] for each in papers} == {"extracted"}
        assert all(each["tags"] for each in papers)

    def test_garbage_missing_doubled_and_strange_lines(self, run, server, write):
        def spoil(name, lines):
            if name == "error":
                return lines
            strange = json.dumps({"custom_id": "nobody", "response": None}).encode()
            return [
                b"{not json", b"[1, 2]", b"", b"\xff\xfe\x00", b"[" * 5000, lines[0], lines[0],
                lines[1], strange, b'{"custom_id": 7}', lines[2][:40],
            ]  # fmt: skip

        server.lines = spoil
        run("batch", "submit", write(4))
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"], len(found["left"])) == (1, 2, 2)
        assert {kind for kind, _ in reasons(found).values()} == {"not answered"}
        assert {why for _, why in reasons(found).values()} == {"the server gave no answer"}
        notes = "\n".join(found["notes"])
        assert "line 1 of the output file cannot be read: it is not JSON" in notes
        assert "was answered more than once: the first good answer counts" in notes
        assert "1 line of the output file matched no paper of this batch" in notes
        assert found["usage"]["requests"] == 2

    def test_a_way_of_asking_that_is_refused_is_changed_for_the_next(self, run, server, write):
        server.accepts = ("tools", "plain")
        path = write(2)
        run("batch", "submit", path)
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"]) == (1, 0)
        assert "the next batch uses another one" in found["notes"][0]
        run("batch", "submit", path)
        code, found, _ = fetched(run, "batch_2")
        assert (code, found["kept"]) == (0, 2)


class TestFaultsOfTheServer:
    @pytest.mark.parametrize("fault", ["429-seconds", "500", "503", "reset", "nonsense", "lost"])
    @pytest.mark.parametrize("call", ["upload", "create", "retrieve", "content", "list"])
    def test_what_passes_is_tried_again_and_nothing_made_twice(
        self, run, server, write, call, fault
    ):
        server.calls[call] = [fault]
        assert run("batch", "submit", write(2))[0] == 0
        assert fetched(run, "batch_1")[1]["kept"] == 2
        assert len(server.batches) == 1
        assert server.counted[call] + server.counted["list"] > 2

    def test_a_lost_answer_to_create_makes_one_batch_also_when_the_run_ends_by_it(
        self, run, server, write
    ):
        server.calls["create"] = ["lost"]
        server.calls["list"] = ["good", *["500"] * 9]
        path = write(2)
        code, _, err = run("batch", "submit", path)
        assert code == 4
        server.calls.clear()
        code, out, err = run("batch", "submit", path)
        assert (code, out) == (0, "")
        assert "batch batch_1 was created by a run that was interrupted" in err
        assert len(server.batches) == 1
        assert fetched(run, "batch_1")[1]["kept"] == 2

    def test_a_batch_that_never_was_made_is_found_out_and_made(self, run, server, write):
        server.calls["create"] = ["reset"] * 6
        path = write(2)
        code, out, _ = run("batch", "submit", path)
        assert (code, out) == (4, "")
        assert "no id yet" in run("batch", "status", model=None)[1]
        code, out, err = run("batch", "submit", path)
        assert (code, out.split()[:2]) == (0, ["batch_1", "2"])
        assert "interrupted before its batch of 2 requests was created" in err
        assert len(server.batches) == 1

    @pytest.mark.parametrize(("fault", "said"), [("401", "(401)"), ("quota", "quota")])
    def test_a_refusal_for_good_is_one_line_and_leaves_nothing_in_flight(
        self, run, server, write, fault, said, home
    ):
        server.calls["create"] = [fault]
        path = write(2)
        code, out, err = run("batch", "submit", path)
        assert (code, out) == (4, "")
        assert said in err
        assert err.count("\n") == 1
        assert [each.name for each in (home / "data" / "batches").iterdir()] == [".lock"]
        assert run("batch", "submit", path)[0] == 0

    def test_a_refusal_between_two_batches_keeps_the_first(self, run, server, write, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_BATCH_REQUESTS", "2")
        server.calls["create"] = ["good", "quota"]
        path = write(4)
        code, out, _ = run("batch", "submit", path)
        assert (code, out.split()[0]) == (4, "batch_1")
        assert run("batch", "submit", path)[1].split()[0] == "batch_2"
        assert [len(each.splitlines()) for each in list(server.files.values())[-1:]] == [2]

    @pytest.mark.parametrize("argv", [["submit", "{}"], ["fetch", "batch_1"], ["status", "b"]])
    def test_a_server_without_batches_is_exit_4_in_one_line(self, run, server, write, argv):
        server.offers = False
        code, out, err = run("batch", *(each.format(write(2)) for each in argv))
        assert (code, out) == (4, "")
        assert err.count("\n") == 1
        wanted = "does not offer batches" if argv[0] == "submit" else "has no batch"
        assert wanted in err

    def test_answers_that_cannot_be_kept_leave_the_batch_to_be_fetched(
        self, run, server, write, home
    ):
        path = write(2)
        run("batch", "submit", path)
        answers = home / "cache" / "answers"
        answers.parent.mkdir(parents=True, exist_ok=True)
        answers.write_text("a file where the folder should be")
        code, out, err = run("batch", "fetch", "batch_1")
        assert (code, out) == (2, "")
        assert "cannot store answers in" in err.splitlines()[-1]
        answers.unlink()
        assert run("batch", "submit", path)[1] == ""
        assert fetched(run, "batch_1")[1]["kept"] == 2

    def test_a_home_that_takes_nothing_is_one_line_before_anything_is_sent(
        self, run, server, write, home
    ):
        home.mkdir()
        (home / "data").write_text("a file where the folder should be")
        code, out, err = run("batch", "submit", write(1))
        assert (code, out) == (2, "")
        assert "`SUMMARIZER_HOME`" in err
        assert not server.files

    def test_an_unknown_batch_and_no_id_at_all(self, run):
        code, _, err = run("batch", "fetch", "batch_77")
        assert (code, "has no batch `batch_77` for this key" in err) == (4, True)
        code, _, err = run("batch", "fetch", "../files/x")
        assert (code, "is not the id of a batch" in err) == (2, True)

    def test_result_files_that_are_gone_are_said(self, run, server, write):
        run("batch", "submit", write(1))
        run("batch", "status", "batch_1")
        server.files.clear()
        code, _, err = run("batch", "fetch", "batch_1")
        assert code == 4
        assert "no longer has the file `file-2`" in err

    def test_status_of_all_says_what_was_last_heard_where_the_server_is_away(
        self, run, server, write
    ):
        run("batch", "submit", write(2))
        server.calls["retrieve"] = ["500"] * 6
        code, out, err = run("batch", "status", model=None)
        assert (code, out.split()[0]) == (0, "batch_1")
        assert "batch batch_1: the server answered 500" in err


COMMAND = [sys.executable, "-m", "summarizer"]


def start(server, path):
    argv = ["batch", "submit", path, "--model", MODEL, "--base-url", server.url]
    return subprocess.Popen(
        [*COMMAND, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ,
    )  # fmt: skip


def until(condition, process):
    ended = time.monotonic() + 30
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < ended
        time.sleep(0.01)


class TestKills:
    def test_killed_after_the_batch_was_made_and_before_that_was_known(self, run, server, write):
        server.calls["create"] = ["hold"]
        path = write(3)
        process = start(server, path)
        until(lambda: server.batches, process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        code, out, err = run("batch", "submit", path)
        assert (code, out) == (0, "")
        assert "batch batch_1 was created by a run that was interrupted" in err
        assert len(server.batches) == 1
        assert fetched(run, "batch_1")[1]["kept"] == 3
        assert digest(run, path)[1]["usage"]["requests"] == 0

    @pytest.mark.parametrize("call", ["upload", "list"])
    def test_killed_before_the_batch_was_made(self, run, server, write, call, home):
        server.calls[call] = ["hold"]
        path = write(3)
        process = start(server, path)
        until(lambda: server.counted[call], process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        code, out, _ = run("batch", "submit", path)
        assert (code, out.split()[:2]) == (0, ["batch_1", "3"])
        assert len(server.batches) == 1
        files = sorted(each.name for each in (home / "data" / "batches").iterdir())
        assert len(files) == 3
        assert not any("requests" in name for name in files)

    def test_two_submits_at_once_make_one_batch(self, server, write):
        path = write(4)
        both = [start(server, path) for _ in range(2)]
        ends = [each.communicate(timeout=60) for each in both]
        assert [each.returncode for each in both] == [0, 0], ends
        assert sum(out.count("batch_1") for out, _ in ends) == 1
        assert len(server.batches) == 1

    def test_fetches_at_once_that_finish_online_ask_about_each_paper_once(self, run, server, write):
        server.end, server.answered, server.delay = "expired", 0, 0.1
        run("batch", "submit", write(8))
        run("batch", "status", "batch_1")
        argv = ["batch", "fetch", "batch_1", "--finish", "online", "--base-url", server.url]
        runs = [
            subprocess.Popen([*COMMAND, *argv], stderr=subprocess.PIPE, env=os.environ, text=True)
            for _ in range(3)
        ]
        ends = [each.communicate(timeout=60)[1] for each in runs]
        assert [each.returncode for each in runs] == [0, 0, 0], ends
        assert server.received == 8

    def test_ctrl_c_while_waiting_loses_nothing(self, run, server, write):
        run("batch", "submit", write(2))
        server.looks = ["in_progress"] * 9
        argv = ["batch", "fetch", "batch_1", "--wait", "--base-url", server.url]
        process = subprocess.Popen([*COMMAND, *argv], stderr=subprocess.PIPE, text=True)
        until(lambda: server.counted["retrieve"], process)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert (process.returncode, "Traceback" in err) == (130, False)
        server.looks = []
        assert fetched(run, "batch_1")[1]["kept"] == 2

    def test_a_fetch_killed_in_the_middle_goes_on_where_it_was(self, run, server, write, home):
        run("batch", "submit", write(40))
        server.calls["content"] = []
        argv = ["batch", "fetch", "batch_1", "--base-url", server.url]
        process = subprocess.Popen([*COMMAND, *argv], stdout=subprocess.PIPE, env=os.environ)
        until(lambda: len(list(home.glob("cache/answers/??/*.json"))) >= 3, process)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["left"]) == (0, [])
        assert found["already"] >= 3
        assert found["kept"] + found["already"] == 40


LONG = bool(os.environ.get("SUMMARIZER_LONG"))
CALLS = ("upload", "create", "retrieve", "content", "list")
TURNS = (
    ("submit",), ("submit", "--max-requests", "4"), ("fetch",), ("fetch", "--wait"),
    ("fetch", "--finish", "batch"), ("fetch", "--finish", "online"),
)  # fmt: skip
BAD_ANSWERS = (*(set(BAD) - {"huge", "not-json"}), "500", "429", "400")


def asked_twice(server):
    """Papers that are in two batches in the works."""
    working = {"validating", "in_progress", "finalizing"}
    ids = [
        json.loads(line)["custom_id"].removesuffix("-2")
        for batch in server.batches.values()
        if batch["status"] in working
        for line in server.files[batch["input_file_id"]].splitlines()
    ]
    return len(ids) - len(set(ids))


@pytest.mark.parametrize("seed", range(60 if LONG else 2))
def test_whatever_happens_no_paper_is_in_two_batches_and_all_are_answered_at_last(
    run, server, write, another_machine, monkeypatch, seed
):
    chance = random.Random(seed)
    monkeypatch.setenv("SUMMARIZER_BATCH_REQUESTS", str(chance.choice([3, 5, 50])))
    odd = [record(n, title=f"Study {n}{' <title>' * (n % 5 == 0)}") for n in range(12)]
    path, server.shuffled, server.mix = write(odd), True, tuple(sorted(BAD_ANSWERS))
    faults = ["429-seconds", "500", "502", "reset", "nonsense", "lost", "good", "good", "good"]
    for turn in range(10):
        for call in CALLS:
            server.calls[call] = chance.choices(faults, k=chance.choice([0, 2, 8]))
        server.faults, server.seed = chance.choice([0.0, 0.3]), 100 * seed + turn
        server.end = chance.choice(["completed", "completed", "expired", "cancelled", "failed"])
        server.answered = None if server.end == "completed" else chance.randrange(5)
        server.looks = ["validating", "in_progress", "finalizing"][: chance.randrange(4)]
        if chance.random() < 0.2:
            another_machine(chance.choice("ab"))
        action, *options = chance.choice(TURNS)
        code, _, err = run("batch", action, *([path] if action == "submit" else []), *options)
        assert code in {0, 1, 3, 4}, err
        assert not asked_twice(server)
    server.calls.clear()
    server.faults, server.end, server.answered, server.looks = 0.0, "completed", None, []
    for _ in range(3):
        run("batch", "submit", path)
        if "not known here" in run("batch", "fetch")[2]:
            for identity in list(server.batches):
                run("batch", "fetch", identity, path)
    server.requests.clear()
    code, found, _ = digest(run, path)
    assert (code, len(found["papers"])) == (0, 12)
    assert server.requests == []
