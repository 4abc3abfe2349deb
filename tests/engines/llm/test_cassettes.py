"""Digests replayed from what the real local server said; `tests/support/record.py` records anew.

A cassette matches on method, path and body, so a changed prompt is a failing test.
"""

from __future__ import annotations

import json
import os

import pytest

from cassettes import CASES, FOLDER, name
from summarizer.engines.llm.dialects import Dialect, Memory
from summarizer.engines.llm.providers import server
from summarizer.library.run import Options, Run
from summarizer.pipeline import digest
from summarizer.settings import folder, load

NOWHERE = "http://127.0.0.1:9/v1"
KEY = "sk-recorded-secret-0123456789"
PAPERS = 3
pytestmark = [pytest.mark.vcr, pytest.mark.block_network]


@pytest.fixture(scope="module")
def vcr_config():
    return {
        "match_on": ("method", "path", "body"),
        "filter_headers": ["authorization", "cookie", "host"],
        "decode_compressed_response": True,
    }


@pytest.fixture(scope="module")
def vcr_cassette_dir():
    return str(FOLDER)


@pytest.fixture
def settings(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    url = os.environ.get("LIVE_SERVER_URL", NOWHERE)
    asked = {"model": "openai/smollm2", "base_url": url, "concurrency": 1}
    return load(asked | {"max_output_tokens": 500})


@pytest.mark.parametrize("case", CASES)
def test_a_digest_of_the_real_server_s_answers(case, settings, example, vcr):
    memory = Memory(folder("cache") / "servers.json")
    memory.keep(server(settings), Dialect(mode=case))
    made = digest([str(example)], Options(limit=PAPERS), Run(settings))
    assert len(made.papers) + len(made.skipped) == PAPERS
    assert all(each.reason for each in made.skipped)
    for paper in made.papers:
        assert paper.tldr
        for tag in paper.evidence:
            assert getattr(paper, tag.field)[tag.start : tag.end] == tag.quote
    assert made.usage.requests == len(vcr)
    assert vcr.all_played or vcr.dirty
    given = [json.loads(each["body"]["string"])["usage"] for each in vcr.responses]
    assert made.usage.input_tokens == sum(each["prompt_tokens"] for each in given)
    assert made.usage.output_tokens == sum(each["completion_tokens"] for each in given)


def test_every_cassette_is_replayed_by_a_test():
    assert sorted(path.stem for path in FOLDER.glob("*")) == sorted(map(name, CASES))


@pytest.mark.parametrize("case", CASES)
def test_no_cassette_holds_a_key_and_strict_is_really_strict(case):
    text = (FOLDER / f"{name(case)}.yaml").read_text()
    assert KEY not in text
    assert "authorization" not in text.lower()
    assert (r"\"strict\":true" in text or '"strict":true' in text) == (case == "strict")
