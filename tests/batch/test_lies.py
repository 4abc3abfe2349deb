"""Servers that say what is not so yet, twice, or not at all: no paper is lost or bought again."""

from __future__ import annotations

import json

import pytest
from batch_runs import digest, fetched, reasons
from llm_server import good_answer

from summarizer.batch.job import Job

FILES = ("output_file_id", "error_file_id")


def ended(run, server, path, **changes):
    """Submit papers, let the batch end, and have the server tell otherwise; what it told before."""
    run("batch", "submit", path)
    run("batch", "status", "batch_1")
    batch = server.batches["batch_1"]
    before = dict(batch)
    batch.update(changes)
    return before


def strangers(_, lines):
    return [json.dumps(json.loads(line) | {"custom_id": f"x{n}"}).encode() for n, line in
            enumerate(lines)]  # fmt: skip


class TestNotThereYet:
    @pytest.mark.parametrize("counts", [True, False])
    def test_answers_that_are_counted_and_have_no_file_are_for_later(
        self, run, server, write, counts
    ):
        path = write(3)
        changes = dict.fromkeys(FILES) | ({} if counts else {"request_counts": None})
        before = ended(run, server, path, **changes)
        code, out, err = run("batch", "fetch", "batch_1")
        assert (code, out) == (4, "")
        assert "try" in err
        assert "later" in err
        assert err.count("\n") == 1
        assert run("batch", "submit", path)[1] == ""
        server.batches["batch_1"].update(before)
        assert fetched(run, "batch_1")[1]["kept"] == 3
        assert set(server.asked.values()) == {1}

    def test_a_file_of_strangers_only_is_for_later(self, run, server, write):
        path, server.lines = write(3), strangers
        ended(run, server, path)
        code, out, err = run("batch", "fetch", "batch_1")
        assert (code, out) == (4, "")
        assert "later" in err.splitlines()[-1]
        assert run("batch", "submit", path)[1] == ""
        assert len(server.batches) == 1

    def test_answers_counted_beside_failures_are_for_later_too(self, run, server, write):
        server.plan = lambda request: "400" if request.title == "Study 1" else None
        path = write(3)
        before = ended(run, server, path, output_file_id=None)
        assert run("batch", "fetch", "batch_1")[0] == 4
        server.batches["batch_1"].update(before)
        assert fetched(run, "batch_1")[1]["kept"] == 2

    def test_a_batch_that_was_cancelled_before_anything_is_no_such_case(self, run, server, write):
        server.end, server.answered = "cancelled", 0
        path = write(2)
        run("batch", "submit", path)
        assert fetched(run, "batch_1")[0] == 1
        assert run("batch", "submit", path)[1].startswith("batch_2  2 papers")


class TestFailedWithAnswers:
    def test_is_read_and_what_is_left_is_asked_anew(self, run, server, write):
        server.end, server.answered = "expired", 2
        path = write(3)
        ended(run, server, path, status="failed", errors={"data": [{"message": "disk gone"}]})
        assert run("batch", "submit", path)[1] == ""
        code, found, err = fetched(run, "batch_1")
        assert (code, found["kept"], set(reasons(found))) == (1, 2, {"Study 2"})
        assert "disk gone" in err
        server.end, server.answered = "completed", None
        assert run("batch", "submit", path)[1].startswith("batch_2  1 papers"[:-1])

    def test_is_found_by_a_fetch_without_an_id_and_from_another_machine(
        self, run, server, write, another_machine
    ):
        path = write(2)
        ended(run, server, path, status="failed")
        another_machine()
        assert run("batch", "submit", path)[1] == ""
        assert fetched(run)[1]["kept"] == 2

    def test_files_without_an_answer_are_a_refusal_as_before(self, run, server, write):
        server.end, server.answered = "expired", 0
        path = write(2)
        ended(run, server, path, status="failed", errors={"data": [{"message": "no quota"}]})
        code, out, err = run("batch", "fetch", "batch_1")
        assert (code, out) == (4, "")
        assert "no quota" in err
        server.end, server.answered = "completed", None
        assert run("batch", "submit", path)[1].startswith("batch_2  2 papers")


class TestTwoLinesForOne:
    @pytest.mark.parametrize("good_first", [True, False])
    @pytest.mark.parametrize("bad", ["nothing", "refused", "error"])
    def test_the_good_one_counts(self, run, server, write, bad, good_first):
        def doubled(name, lines):
            if name == "error":
                return lines
            found = []
            for line in lines:
                known = json.loads(line)
                wrong = json.loads(line)
                message = wrong["response"]["body"]["choices"][0]["message"]
                message.update({"content": "", "tool_calls": None})
                if bad == "refused":
                    message["refusal"] = "I would rather not."
                if bad == "error":
                    wrong |= {"response": None, "error": {"code": "x", "message": "lost"}}
                both = [known, wrong] if good_first else [wrong, known]
                found += [json.dumps(each).encode() for each in both]
            return found

        server.lines = doubled
        path = write(3)
        run("batch", "submit", path)
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"], found["left"]) == (0, 3, [])
        assert found["usage"]["requests"] == 3
        assert len(digest(run, path)[1]["papers"]) == 3

    def test_of_two_bad_ones_the_first_is_left(self, run, server, write):
        server.plan = lambda _: "garbage"
        server.lines = lambda _, lines: [line for line in lines for _ in range(2)]
        run("batch", "submit", write(2))
        code, found, _ = fetched(run, "batch_1")
        assert (code, len(found["left"])) == (1, 2)
        assert found["usage"]["requests"] == 2


class TestUsage:
    @pytest.mark.parametrize(
        ("told", "known"),
        [
            (None, None),
            ({"prompt_tokens": 1e30, "completion_tokens": 5}, None),
            ({"prompt_tokens": True, "completion_tokens": True}, None),
            ({"prompt_tokens": 70, "completion_tokens": 5}, 70),
        ],
    )
    def test_what_is_not_told_is_null_and_never_nothing(self, run, server, write, told, known):
        def edited(_, lines):
            found = [json.loads(line) for line in lines]
            for each in found:
                each["response"]["body"]["usage"] = told
            return [json.dumps(each).encode() for each in found]

        server.lines = edited
        run("batch", "submit", write(1))
        _, found, _ = fetched(run, "batch_1")
        assert found["kept"] == 1
        assert found["usage"]["requests"] == 1
        assert found["usage"]["input_tokens"] == known
        assert (found["usage"]["usd"] is None) == (known is None)

    def test_answers_without_it_are_counted(self, run, server, write):
        def edited(_, lines):
            found = [json.loads(line) for line in lines]
            for each in found[:1]:
                del each["response"]["body"]["usage"]
            return [json.dumps(each).encode() for each in found]

        server.lines = edited
        run("batch", "submit", write(3))
        said = run("batch", "fetch", "batch_1")[1]
        assert "(of 1 of 3 requests not known)" in said
        _, found, _ = fetched(run, "batch_1")
        assert (found["usage"]["requests"], found["usage"]["untold"]) == (3, 1)
        assert found["usage"]["input_tokens"] > 0


class TestMadeTwice:
    @pytest.mark.parametrize("remembers", [True, False])
    def test_the_second_is_named_to_be_cancelled_and_never_takes_the_firsts_place(
        self, run, server, write, home, remembers
    ):
        server.remembers = remembers
        server.calls["create"] = ["late"]
        path = write(3)
        code, out, err = run("batch", "submit", path)
        assert (code, out.split()[0]) == (0, "batch_1")
        assert len(server.batches) == 2
        assert "batch_2" in err
        assert "cancel" in err
        server.looks = ["in_progress"] * 9
        for argv in (["status"], ["submit", path]):
            _, out, err = run("batch", *argv)
            assert "batch_2" not in out
            assert "batch_2" in err
            assert "cancel" in err
        (kept,) = (home / "data" / "batches").glob("*.json")
        assert json.loads(kept.read_text())["id"] == "batch_1"
        server.looks = []
        if remembers:
            code, found, err = fetched(run, "batch_2")
            assert (code, found["kept"]) == (0, 3)
            assert json.loads(kept.read_text())["id"] == "batch_1"
        assert fetched(run, "batch_1")[1]["left"] == []
        assert "no batches are waiting" in run("batch", "fetch")[2]

    def test_one_that_was_cancelled_is_not_named_any_more(self, run, server, write):
        server.calls["create"] = ["late"]
        path = write(3)
        run("batch", "submit", path)
        server.batches["batch_2"]["status"] = "cancelled"
        assert "batch_2" not in run("batch", "submit", path)[2]

    def test_another_machine_takes_one_of_the_two(
        self, run, server, write, another_machine, tmp_path
    ):
        server.calls["create"] = ["late"]
        path = write(3)
        run("batch", "submit", path)
        another_machine()
        assert run("batch", "submit", path)[1] == ""
        kept = list((tmp_path / "elsewhere" / "data" / "batches").glob("*.json"))
        assert len(kept) == 1
        assert len(server.batches) == 2


class TestNoMetadata:
    def test_a_lost_answer_to_create_is_found_by_the_input_file(self, run, server, write):
        server.remembers, server.calls["create"] = False, ["lost"]
        code, out, _ = run("batch", "submit", write(3))
        assert (code, out.split()[0]) == (0, "batch_1")
        assert len(server.batches) == 1

    def test_a_run_that_was_cut_short_is_found_by_the_input_file(self, run, server, write):
        server.remembers, server.calls["create"] = False, ["lost"]
        server.calls["list"] = ["good", *["500"] * 9]
        path = write(2)
        assert run("batch", "submit", path)[0] == 4
        server.calls.clear()
        code, out, err = run("batch", "submit", path)
        assert (code, out) == (0, "")
        assert "batch batch_1 was created by a run that was interrupted" in err
        assert len(server.batches) == 1
        assert fetched(run, "batch_1")[1]["kept"] == 2


@pytest.mark.parametrize(
    ("status", "told", "expected"),
    [
        ("failed", {}, False),
        ("failed", {"error_file_id": "f"}, True),
        ("failed", {"request_counts": {"completed": 2}}, True),
        ("failed", {"request_counts": {"completed": 0}}, False),
        ("completed", {}, True),
        ("in_progress", {}, True),
    ],
)
def test_what_is_in_flight(status, told, expected):
    job = Job(token="a", state="made", base_url="u", model="m", prompt=None, topics="t")
    assert job.heard({"id": "b", "status": status} | told).in_flight is expected


class TestChecks:
    """TL;DRs of a batch are checked when it is fetched, by requests at once."""

    @staticmethod
    def checking(server, *verdicts):
        said = list(verdicts)

        def answer(request):
            if "You check whether" in request.body["messages"][0]["content"]:
                return json.dumps({"supported": said.pop(0), "problem": "it says more"})
            return good_answer(request)

        server.answer = answer

    def test_what_is_supported_is_kept_and_the_checks_are_counted(self, run, server, write):
        self.checking(server, True, True)
        run("batch", "submit", write(2), "--verify")
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"], found["usage"]["requests"]) == (0, 2, 4)

    def test_what_is_not_is_left_to_be_asked_again_and_then_replaced(self, run, server, write):
        self.checking(server, False, False, False)
        path = write(1)
        run("batch", "submit", path, "--verify")
        code, found, _ = fetched(run, "batch_1")
        assert (code, found["kept"]) == (1, 0)
        assert reasons(found)["Study 0"][0] == "ask again"
        assert "it says more" in reasons(found)["Study 0"][1]
        assert run("batch", "fetch", "batch_1", "--finish", "online")[0] == 0
        made = digest(run, path, "--verify")[1]
        assert made["papers"][0]["tldr_origin"] == "extracted"
        assert made["usage"]["requests"] == 0
