"""The command line with a language model, against the scripted server."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from summarizer import cli


@pytest.fixture
def run(run, llm):
    """Run a command with a model; exit code, standard output, standard error."""

    def call(*argv, model="openai/scripted"):
        return run(*argv, "--model", model, "--base-url", llm.url)

    return call


def test_a_digest_by_a_model_and_again_from_the_cache(run, llm, file):
    code, out, err = run("papers", file, "--json")
    first = json.loads(out)
    assert code == 0
    assert (first["engine"], first["model"]) == ("openai", "openai/scripted")
    assert first["usage"]["requests"] == 3
    assert "3 papers annotated, 0 of them from the cache, 0 skipped; 3 requests" in err
    code, out, err = run("papers", file, "--json")
    assert code == 0
    assert json.loads(out)["usage"] == {
        "requests": 0, "input_tokens": 0, "output_tokens": 0, "cached": 3, "usd": None,
    }  # fmt: skip
    assert len(llm.requests) == 3


def test_a_cached_digest_loads_nothing_heavy(run, llm, file):
    run("papers", file)
    argv = [
        "papers",
        str(file),
        "--json",
        "-q",
        "--model",
        "openai/scripted",
        "--base-url",
        llm.url,
    ]
    script = (
        "import sys, io, contextlib\nfrom summarizer.cli import main\n"
        "with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):\n"
        f"    assert main({argv!r}) == 0\nprint(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"openai", "instructor", "pydantic", "httpx", "tenacity", "rich", "asyncio"}
    assert not heavy & set(done.stdout.split())


def test_a_wrong_key_is_exit_4_with_what_was_finished(run, llm, file):
    run("papers", file, "--limit", "1")
    llm.script = ["401"] * 9
    code, out, err = run("papers", file, "--json")
    assert code == 4
    digest = json.loads(out)
    assert len(digest["papers"]) == 1
    assert len(digest["skipped"]) == 2
    assert err.splitlines()[-1].startswith("summarize: http://127.0.0.1")
    assert "(401)" in err


def test_a_budget_is_exit_4_with_the_rest_listed(run, file):
    code, out, _ = run("papers", file, "--json", "--max-requests", "2", "--concurrency", "1")
    assert code == 4
    digest = json.loads(out)
    assert len(digest["papers"]) == 2
    assert digest["skipped"][0]["reason"].startswith("not asked: the budget of 2 requests")


def test_a_missing_key_is_one_line(capsys, file):
    code = cli.main(["papers", str(file), "--model", "groq/x"])
    out, err = capsys.readouterr()
    assert (code, out) == (4, "")
    assert err.count("\n") == 1
    assert "`GROQ_API_KEY`" in err


def test_a_server_that_is_gone_with_fallback_and_without(capsys, file):
    argv = [
        "papers",
        str(file),
        "--json",
        "--model",
        "openai/x",
        "--base-url",
        "http://127.0.0.1:9/v1",
    ]
    assert cli.main(argv) == 4
    out, err = capsys.readouterr()
    assert len(json.loads(out)["skipped"]) == 3
    assert "cannot reach" in err
    assert cli.main([*argv, "--fallback", "embedded"]) == 0
    out, err = capsys.readouterr()
    assert [each["engine"] for each in json.loads(out)["papers"]] == ["embedded"] * 3
    assert "`embedded` annotates the remaining papers" in err


def test_a_dry_run_says_what_would_be_and_sends_nothing(run, llm, file):
    run("papers", file, "--limit", "1", model="openai/gpt-5-mini")
    code, out, _ = run("papers", file, "--dry-run", model="openai/gpt-5-mini")
    assert code == 0
    said = {line[:15].strip(): line[15:].strip() for line in out.splitlines()}
    assert (said["papers"], said["cached"], said["requests"]) == ("3", "1", "2")
    assert said["cost"].startswith("about $0.00")
    code, out, _ = run("papers", file, "--dry-run", "--json")
    assert json.loads(out)["usd"] is None
    assert len(llm.requests) == 1


def test_prompt_shows_what_would_be_sent_and_sends_nothing(run, llm, file):
    code, out, _ = run("prompt", file)
    assert code == 0
    assert out.startswith("--- system\nYou annotate research papers")
    assert "--- user\n<paper>\n<title>A Sparse Index" in out
    bodies = [
        json.loads(line) for line in run("prompt", file, "--json", "--limit", "3")[1].splitlines()
    ]
    assert len(bodies) == 3
    assert llm.requests == []
    run("papers", file)
    sent = {each.body["messages"][1]["content"]: each.body for each in llm.requests}
    assert sent == {each["messages"][1]["content"]: each for each in bodies}


def test_the_embedded_engine_has_no_prompt(capsys, file):
    assert cli.main(["prompt", str(file)]) == 2
    assert "sends nothing: give `--model PROVIDER/NAME`" in capsys.readouterr().err


def test_a_language_is_asked_for_and_part_of_the_answers_identity(run, llm, file):
    run("papers", file)
    answer = {"tags": [], "proposed_tags": [], "tldr": "Ein dünner Index sucht gut."}
    llm.answer = lambda request: answer | {"tldr_quotes": [request.title]}
    code, out, _ = run("papers", file, "--language", "German", "--json")
    assert code == 0
    assert json.loads(out)["papers"][0]["tldr"] == "Ein dünner Index sucht gut."
    assert "in German" in llm.requests[-1].body["messages"][0]["content"]


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--concurrency", "0"], "a whole number above 0"),
        (["--max-usd", "free"], "a number above 0"),
        (["--max-requests", "1.5"], "a whole number above 0"),
        (["--fallback", "magic"], "unknown value `magic`: use none or embedded"),
    ],
)
def test_a_setting_that_is_none_is_exit_2_in_one_line(run, file, flags, said):
    code, out, err = run("papers", file, *flags)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_quiet_says_nothing(run, file):
    assert run("papers", file, "-q", "--json")[2] == ""


def test_two_prompts_are_compared_as_two_systems(run, llm, file, tmp_path):
    code, template, _ = run("prompt", "--template")
    assert code == 0
    mine = tmp_path / "mine.md"
    mine.write_text(template.replace("You annotate research papers", "You label papers"))
    labels = tmp_path / "labels.jsonl"
    rows = json.loads(file.read_text())
    labels.write_text("".join(json.dumps(row | {"tags": ["rag"]}) + "\n" for row in rows))
    builtin = tmp_path / "builtin.md"
    builtin.write_text(template)
    code, out, err = run("evaluate", labels, "--prompt", mine, "--prompt", builtin)
    assert code == 0, err
    assert f"with {mine}" in out
    assert f"with {builtin}" in out
    systems = {each.body["messages"][0]["content"][:20] for each in llm.requests}
    assert len(systems) == 2
    assert run("evaluate", labels, "--prompt", mine, model="embedded")[0] == 2
