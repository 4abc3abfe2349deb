from __future__ import annotations

import io
import json
import os
import re
import sys

import pytest
from papers import api_item, paper
from places import ROOT

from summarizer import __version__, commands, engines, files
from summarizer.errors import NotAnnotated
from summarizer.papers.wire import dumps


class TestExitCodes:
    def test_0_when_all_is_done(self, run, file):
        code, out, err = run("papers", file)
        assert (code, err) == (0, "")
        assert "A Sparse Index" in out

    def test_1_when_papers_were_skipped(self, run, file, monkeypatch):
        real = engines.create

        def refusing(settings):
            engine = real(settings)

            def annotate_all(papers):
                answers = type(engine).annotate_all(engine, papers)
                refused = NotAnnotated("the answer was cut off")
                return [
                    refused if paper.id.endswith("1") else answer
                    for paper, answer in zip(papers, answers, strict=True)
                ]

            engine.annotate_all = annotate_all
            return engine

        monkeypatch.setattr(engines, "create", refusing)
        code, out, err = run("papers", file, "--json")
        assert code == 1
        assert json.loads(out)["skipped"][0]["reason"] == "the answer was cut off"
        assert "1 paper skipped" in err

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (["papers", "missing.txt"], "cannot read `missing.txt`: No such file"),
            (["papers", "nonsense"], "is neither a file nor a source"),
            (["papers", "hf:soon"], "give `hf`, `hf:YYYY-MM-DD`"),
            (["papers"], "missing: SPEC"),
            (["nonsense"], "unknown command `nonsense`"),
            (
                ["topcis"],
                "unknown command `topcis`: did you mean `topics`? (see `summarize --help`)",
            ),
            (["-V"], "unknown option `-V` (see `summarize --help`)"),
            (["papers", "-X"], "unknown option `-X` (see `summarize papers --help`)"),
            (["papers", "arxv:cs.CL"], "did you mean `arxiv:cs.CL`?"),
            (["papers", "hf:2025-99-99"], "the calendar has no such day"),
            (["today", "--limt", "3"], "`--limt`: did you mean `--limit`? (see `summarize today"),
            (["today", "a", "b"], "unexpected argument `b` (see `summarize today --help`)"),
            (["topics", "promot"], "unknown action `promot`: did you mean `promote`?"),
            (["site", "x", "-o", "y"], "unknown action `x`: use `build` (see `summarize site"),
            (["library", "x"], "unknown action `x`: use `list`, `show`, "),
            (["today", "--by", "topik"], "unknown value `topik`: did you mean `topic`?"),
            (["batch"], "missing: ACTION: `submit`, `status` or `fetch` (see"),
            (["papers", "x", "--limit", "0"], "not a whole number above 0"),
            (["papers", "x", "--date", "9.12."], "write YYYY-MM-DD"),
            (["papers", "a" * 300], "is neither a file nor a source"),
            (["papers", "a" * 300 + ".txt"], "File name too long"),
            (["papers", "x", "-o", "digest.docx"], "no format has this ending"),
            (["papers", "x", "--model", "magic/x"], "unknown model"),
            (["today", "x.txt"], "a source that lists papers by day"),
        ],
    )
    def test_2_for_wrong_use_in_one_line(self, run, argv, said):
        code, out, err = run(*argv)
        assert (code, out) == (2, "")
        assert said in err
        assert err.count("\n") == 1

    def test_3_when_nothing_is_listed(self, run, hugging_face):
        code, out, err = run("today", "--date", "2025-12-06")
        assert (code, out) == (3, "")
        assert err == "summarize: hf lists nothing for Saturday 2025-12-06: a weekend\n"
        assert run("papers", "hf:2025-12-06")[0] == 3

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("ALL_PROXY", "socks5://127.0.0.1:1"),
            ("SSL_CERT_FILE", "/nope"),
            ("HF_ENDPOINT", "http://a..b"),
            ("HF_ENDPOINT", "nonsense"),
        ],
    )
    def test_4_when_the_network_is_set_up_wrong(self, run, monkeypatch, name, value):
        monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
        monkeypatch.setenv(name, value)
        code, _, err = run("papers", "hf:2025-12-09")
        assert code == 4
        assert err.count("\n") == 1

    def test_2_for_a_home_that_is_not_known(self, run, file, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_HOME", "~nobody-of-this-name/x")
        code, _, err = run("papers", file)
        assert code == 2
        assert "write the whole path" in err

    def test_2_for_closed_standard_streams(self, run, file, monkeypatch):
        monkeypatch.setattr(sys, "stdin", None)
        assert run("papers", "-")[0] == 2
        monkeypatch.setattr(sys, "stdout", None)
        assert run("papers", file)[0] == 2

    @pytest.mark.parametrize("fault", [500, 429, 403, "stall", "cut", b"<html>"])
    def test_4_when_the_source_fails(self, run, hugging_face, fault):
        hugging_face.script = [fault] * 8
        code, out, err = run("today", "--date", "2025-12-09")
        assert (code, out) == (4, "")
        assert err.count("\n") == 1

    def test_4_when_nothing_is_stored_offline(self, run):
        assert run("today", "--offline")[0] == 4

    def test_130_when_interrupted(self, run, file, monkeypatch):
        def interrupted(_):
            raise KeyboardInterrupt

        monkeypatch.setattr(commands, "run", interrupted)
        code, _, err = run("papers", file)
        assert code == 130
        assert err == "summarize: interrupted; finished work is kept\n"


class TestOutput:
    def test_json_goes_to_standard_output_and_notes_do_not(self, run, example):
        code, out, err = run("papers", example, "--json")
        assert code == 0
        assert len(json.loads(out)["papers"]) == 35
        assert "9 dates without a year" in err

    def test_quiet_leaves_notes_out(self, run, example):
        assert run("papers", example, "--quiet", "--json")[2] == ""

    def test_verbose_says_more(self, run, file):
        assert "from the cache" in run("papers", file, "--verbose")[2]

    def test_standard_input_gives_the_same_papers(self, run, example, monkeypatch):
        named = json.loads(run("papers", example, "--json")[1])["papers"]
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(example.read_bytes())))
        piped = json.loads(run("papers", "-", "--json")[1])["papers"]
        assert [each | {"cached": None} for each in piped] == [
            each | {"cached": None} for each in named
        ]

    def test_the_ending_of_the_output_file_picks_the_format(self, run, file, tmp_path):
        target = tmp_path / "out" / "digest.md"
        code, out, _ = run("papers", file, "-o", target)
        assert (code, out) == (0, "")
        assert target.read_text().startswith("# Papers of 2025-12-09")

    def test_an_output_file_that_cannot_be_written_stays_as_it_was(
        self, run, file, tmp_path, monkeypatch
    ):
        target = tmp_path / "digest.json"
        target.write_text("old")
        run("papers", file)

        def full(*_, **__):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(files, "write_output", full)
        code, _, err = run("papers", file, "-o", target)
        assert code == 2
        assert "cannot write" in err
        assert "No space left on device" in err
        assert target.read_text() == "old"

    def test_a_dash_is_standard_output(self, run, file):
        assert "A Sparse Index" in run("papers", file, "-o", "-")[1]

    def test_a_limit_can_be_any_number(self, run, file):
        assert run("papers", file, "--limit", "9" * 30)[0] == 0

    def test_a_pipe_gets_no_colour(self, run, file):
        assert "\x1b" not in run("papers", file)[1]

    @pytest.mark.parametrize(
        ("no_color", "term", "colour"),
        [("", "xterm", True), ("1", "xterm", False), ("", "dumb", False)],
    )
    def test_a_terminal_gets_colour_unless_it_is_unwanted(
        self, run, file, monkeypatch, no_color, term, colour
    ):
        monkeypatch.setenv("NO_COLOR", no_color)
        monkeypatch.setenv("TERM", term)
        monkeypatch.setenv("LINES", "99")  # all fits: no pager
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
        assert ("\x1b[" in run("papers", file)[1]) is colour

    def test_only_the_papers_of_a_topic_are_shown(self, run, file):
        out = run("papers", file, "--tag", "rag", "--json")[1]
        assert [each["id"] for each in json.loads(out)["papers"]] == ["2512.00000"]

    def test_papers_are_grouped_by_topic(self, run, file):
        assert "\nLanguage models (2)\n" in run("papers", file, "--by", "topic")[1]


class TestDays:
    def test_the_newest_day_is_shown_with_the_reason(self, run, hugging_face):
        from summarizer.papers.days import utc_now

        hugging_face.days[utc_now().date().isoformat()] = [api_item()]
        code, out, err = run("today", "--json")
        assert code == 0
        assert json.loads(out)["date"] == utc_now().date().isoformat()
        assert "(today, UTC), 1 paper" in err

    def test_offline_shows_the_newest_stored_day(self, run, hugging_face):
        run("today", "--date", "2025-12-09")
        code, out, err = run("today", "--offline", "--json")
        assert code == 0
        assert [each["cached"] for each in json.loads(out)["papers"]] == [True] * 3
        assert "the newest day stored" in err


class TestOtherCommands:
    def test_the_version_is_one_literal(self, run):
        assert run("--version")[:2] == (0, f"summarize {__version__}\n")
        changelog = (ROOT / "CHANGELOG.md").read_text()
        assert re.search(r"^## \[(.+?)\]", changelog, re.MULTILINE)[1] == __version__

    def test_schema_prints_the_json_schema(self, run):
        code, out, _ = run("schema")
        assert code == 0
        assert json.loads(out)["title"] == "Digest"

    def test_topics_lists_the_vocabulary(self, run):
        code, out, _ = run("topics")
        assert code == 0
        assert "  scaling-laws " in out
        listed = json.loads(run("topics", "--json")[1])
        assert {"name", "label", "definition", "aliases"} <= set(listed[0])

    def test_a_vocabulary_with_an_error_is_exit_2(self, run, file, tmp_path, monkeypatch):
        path = tmp_path / "topics.toml"
        path.write_text("[[topic]\n")
        monkeypatch.setenv("SUMMARIZER_TOPICS", str(path))
        for argv in (["topics"], ["papers", file]):
            code, _, err = run(*argv)
            assert code == 2
            assert "line 1" in err

    def test_cache_info_counts_answers(self, run, file):
        run("papers", file)
        code, out, _ = run("cache", "info")
        assert code == 0
        assert "answers    3," in out

    def test_cache_verify_ends_with_1_where_there_was_damage(self, run, file, home):
        run("papers", file)
        assert run("cache", "verify")[0] == 0
        next((home / "cache").rglob("*.json")).write_text("x")
        code, out, _ = run("cache", "verify")
        assert code == 1
        assert out == "1 damaged answer set aside, 2 valid\n"

    def test_cache_prune_leaves_what_is_in_use(self, run, file):
        run("papers", file)
        assert run("cache", "prune")[1].startswith("removed 0 files")

    def test_cache_prune_takes_what_is_too_old(self, run, file, home):
        run("papers", file)
        for path in (home / "cache" / "answers").rglob("*.json"):
            os.utime(path, (1, 1))
        command = ("cache", "prune", "--older-than", "2026-01-01")
        assert run(*command, "--dry-run")[1].startswith("would remove 3 files")
        code, out, _ = run(*command, "--json")
        done = json.loads(out)
        assert code == 0
        assert done["answers"]["removed"] == 3
        assert done["answers"]["left"] == done["paid"]["left"] == done["in_use"] == 0
        assert "answers    0," in run("cache", "info")[1]

    def test_cache_prune_says_what_stays_over_the_size(self, run, file, home):
        run("papers", file)
        paid = next((home / "cache" / "answers").rglob("*.json"))
        content = json.loads(paid.read_text())
        paid.write_text(json.dumps(content | {"paid": True}))
        os.utime(paid, (1, 1))
        out = run("cache", "prune", "--max-size", "0MB")[1]
        assert out.startswith("removed 0 files")
        assert "1 paid answer kept" in out
        assert "2 files kept, as used within the last hour" in out
        assert run("cache", "prune", "--max-size", "0", "--paid")[1].startswith(
            "removed 1 file from"
        )

    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (["--older-than", "soon"], "'soon' is not an age: write 30d, 8w, 6m"),
            (["--max-size", "big"], "'big' is not a size: write 500MB or 2GB"),
            (["--paid"], "needs `--older-than` or `--max-size`"),
        ],
    )
    def test_cache_prune_refuses_what_it_cannot_understand(self, run, argv, message):
        code, _, err = run("cache", "prune", *argv)
        assert code == 2
        assert message in err

    def test_config_shows_values_and_where_they_come_from(self, run, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "7")
        code, out, _ = run("config")
        assert code == 0
        assert re.search(r"timeout = 7\.0 +# SUMMARIZER_TIMEOUT\n    # seconds to wait", out)
        assert re.search(r'model = "embedded" +# default\n', out)


def test_explain_says_why_and_shows_no_digest(run, file):
    code, out, _ = run("papers", file, "--explain", "2512.00000")
    assert code == 0
    assert out.startswith("2512.00000 A Sparse Index")
    assert "\n  chosen (" in out
    assert "\n  rag: " in out


class TestTheParseReport:
    @pytest.fixture
    def damaged(self, tmp_path):
        path = tmp_path / "papers.jsonl"
        path.write_text(f'{dumps(paper(0))}\n{dumps(paper(0))}\n{{"title": "T"}}\n')
        return path

    def test_a_loss_is_one_line_and_its_place(self, run, damaged):
        code, _, err = run("papers", damaged, "--json")
        assert code == 0
        assert "dropped line 3: no abstract" in err
        assert "found 3, kept 1, 1 duplicate, 1 dropped" in err

    def test_nothing_is_said_of_a_whole_input_outside_a_terminal(self, run, file):
        assert run("papers", file)[2] == ""
        assert "found 3, kept 3" in run("papers", file, "--report")[2]

    def test_it_is_one_line_in_a_terminal(self, run, file, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        assert run("papers", file)[2] == "summarize: found 3, kept 3\n"

    def test_losses_are_one_line_in_a_terminal_too(self, run, tmp_path, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        path = tmp_path / "papers.jsonl"
        path.write_text(dumps(paper(0)) + '\n{"title": "T"}' * 9)
        err = " ".join(run("papers", path)[2].split())
        said = "found 10, kept 1, 9 dropped; dropped line 2: no abstract, and 8 more: `summarize"
        assert said in err
        assert (err.count("found"), err.count("dropped line")) == (1, 1)

    def test_a_whole_page_of_the_site_loses_nothing(self, run, example, tmp_path):
        path = tmp_path / "page.txt"
        menu, footer = "Hugging Face Models Datasets Spaces Docs Pricing", "Company TOS Privacy"
        path.write_text(f"{menu}\n\n{example.read_text()}\n\nPrevious\n\nNext\n\n{footer}\n")
        code, _, err = run("papers", path, "--strict", "--json", "--limit", "2")
        assert code == 0
        assert "dropped" not in err

    def test_every_place_is_listed_where_asked_for(self, run, tmp_path):
        path = tmp_path / "papers.jsonl"
        path.write_text(dumps(paper(0)) + '\n{"title": "T"}' * 9)
        assert "dropped line 10" not in run("papers", path)[2]
        assert "dropped line 10" in run("papers", path, "--report", "--quiet")[2]

    def test_strict_turns_a_drop_into_exit_code_1(self, run, damaged, file):
        assert run("papers", damaged, "--strict")[0] == 1
        assert run("papers", file, "--strict")[0] == 0


def test_what_begins_with_a_command_has_no_other_commands():
    from summarizer.commands.commandline.parser import parser

    assert len(parser(["today", "--json"])._subparsers._group_actions[0].choices) == 1
    assert len(parser(["--help"])._subparsers._group_actions[0].choices) > 1


class TestARefusalOfTheApi:
    def test_that_is_not_about_the_day_is_said_and_the_page_is_asked(self, run, hugging_face):
        hugging_face.api_answer = (400, b'{"error": "limit must be at most 50"}')
        code, out, err = run("papers", "hf:2025-12-09", "--json")
        assert code == 0
        assert len(json.loads(out)["papers"]) == 3
        assert "status 400: limit must be at most 50; the page was read instead" in err

    def test_where_no_page_helps_it_is_the_error(self, run, hugging_face):
        hugging_face.api_answer = (400, b"limit must be at most 50")
        hugging_face.days.clear()
        code, out, err = run("today")
        assert (code, out) == (4, "")
        assert "limit must be at most 50" in err

    def test_that_is_about_the_day_is_a_day_without_papers(self, run, hugging_face):
        hugging_face.api_answer = (400, b'{"error": "Invalid date"}')
        assert run("papers", "hf:2025-12-09")[0] == 3
