"""`summarize agents`: a skill file whose commands and fields are there."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from places import ROOT
from shelllines import commands

from summarizer import cli
from summarizer.library.run import Run
from summarizer.papers.schema import json_schema

FILE = ROOT / "docs" / "agents.md"
TEXT = FILE.read_text()


def fields():
    """The names in the first column of the table of fields, and those of a digest before it."""
    part = TEXT.split("## JSON")[1].split("## Exit codes")[0]
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    head = part.split("A digest has")[1].split(";")[0]
    return re.findall(r"`(\w+)`", head), re.findall(r"`(\w+)`", " ".join(rows))


def test_it_is_printed_as_it_stands_in_the_docs(run):
    assert run("agents") == (0, TEXT, "")


def test_it_is_written_to_a_file(run, tmp_path):
    place = tmp_path / "SKILL.md"
    assert run("agents", "-o", place)[0] == 0
    assert place.read_text() == TEXT


def test_it_begins_as_agents_read_skills():
    head, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", TEXT, re.DOTALL).groups()
    found = yaml.safe_load(head)
    assert found.keys() == {"name", "description"}
    assert re.fullmatch(r"[a-z0-9-]{1,64}", found["name"])
    assert len(found["description"]) <= 1024
    assert len(body.splitlines()) < 120


def test_every_field_that_it_names_is_in_the_schema():
    schema = json_schema()
    digest, paper = fields()
    assert len(digest) > 7
    assert len(paper) > 18
    assert set(digest) <= schema["properties"].keys()
    assert set(paper) <= schema["$defs"]["Entry"]["properties"].keys()
    tag = schema["$defs"]["Tag"]["properties"].keys()
    assert {"quote", "field", "start", "end", "score"} <= tag
    assert {"score", "why"} <= schema["$defs"]["Relevance"]["properties"].keys()


def test_every_command_in_its_table_runs(run, home, hugging_face, monkeypatch):
    """But for those that need the network: they are asked of what is stored."""
    import stored_days

    stored_days.store(Run(), range(3))
    Run().marks.mark([Run().library.find(["2512.00000"])["2512.00000"]], "star")
    table = TEXT.split("## Commands")[1].split("A SPEC is")[0]
    lines = re.findall(r"`(summarize [^`]+)`", table)
    assert len(lines) > 15
    for line in lines:
        [words] = commands(line)
        words = ["2512.00000" if word in {"ID", "2305.10601"} else word for word in words]
        words = ["hf:2025-12-09" if word == "SPEC" else word for word in words]
        offline = ["--offline"] if words[0] in {"today", "papers", "fulltext"} else []
        code, out, err = run(*words, *offline)
        if words[0] == "fulltext":
            assert (code, "no copy" in err or "is kept" in err) == (4, True), err
            continue
        assert code == 0 or words[0] == "doctor", f"{line}: {err}"
        if "--json" in words:
            assert isinstance(json.loads(out), dict | list), line


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_recipes_that_need_no_library_run(home, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    [block] = re.findall(r"```sh\n(summarize papers examples.*?)```", TEXT, re.DOTALL)
    done = subprocess.run(
        ["bash", "-c", block], capture_output=True, text=True, cwd=tmp_path, check=True,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert re.search(r"^  [\w-]+: .", done.stdout, re.MULTILINE)


def test_the_recipe_for_references_makes_them(run, home, tmp_path, monkeypatch):
    import stored_days

    stored_days.store(Run(), range(3))
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("search", "tag:rag", "--limit", "50", "--json")
    assert code == 0
    (tmp_path / "found.json").write_text(out)
    assert run("papers", "found.json", "-o", "found.bib", "-q")[0] == 0
    assert (tmp_path / "found.bib").read_text().count("@") >= 3
    with contextlib.suppress(SystemExit):
        assert cli.main(["help", "agents"]) == 0
