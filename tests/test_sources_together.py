"""One digest of several sources: a paper that stands in more than one of them is one entry."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import arxiv_server
import openreview_server
import preprintserver
import pytest
from arxiv_server import ArxivServer
from openreview_server import VENUE, OpenReviewServer
from preprintserver import PreprintServer

from summarizer import cli
from summarizer.sources import remote

SPECS = ("biorxiv:neuroscience:2025-12-08", f"openreview:{VENUE}", "arxiv:cs.CL")
OWN = ("Retina", "Decoding", "Pruning", "Distillation", "Parsing", "Translation")
TITLE = "Sparse Codes in Cortex and in Language Models"
ABSTRACT = (
    "We compare sparse codes in recordings of cortex with those of large language models. Both use "
    "few active units for each input, and the share of active units falls with the size of the "
    "network. A linear map from one to the other explains 61 % of the variance. Code is available."
)


@pytest.fixture
def servers(monkeypatch):
    """bioRxiv with 3 papers, OpenReview with 3, arXiv with 3; one of them is the same in all."""
    monkeypatch.setattr(remote, "utc_now", lambda: datetime(2025, 12, 9, 12, tzinfo=UTC))
    same = {"title": TITLE, "abstract": ABSTRACT}
    with PreprintServer() as preprints, OpenReviewServer() as forum, ArxivServer() as arxiv:
        own = [{"title": f"{each} of Its Own", "abstract": f"{each}. {ABSTRACT}"} for each in OWN]
        preprints.records = [preprintserver.preprint(n, **own[n]) for n in (0, 1)]
        preprints.records.append(preprintserver.preprint(3, **same))
        forum.notes = [openreview_server.note(n, **own[n]) for n in (2, 3)]
        forum.notes.append(openreview_server.note(6, "oral", **same))
        arxiv.feed = [arxiv_server.record(n, **own[n]) for n in (4, 5)]
        arxiv.feed.append(arxiv_server.record(9, **same, extra=""))
        for name, server in (
            ("BIORXIV_ENDPOINT", preprints),
            ("OPENREVIEW_ENDPOINT", forum),
            ("ARXIV_FEEDS", arxiv),
            ("ARXIV_ENDPOINT", arxiv),
        ):
            monkeypatch.setenv(f"SUMMARIZER_{name}", server.url)
        yield preprints, forum, arxiv


def digest(capsys, *specs):
    code = cli.main(["papers", *specs, "--json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err


@pytest.mark.parametrize("order", [SPECS, SPECS[::-1]])
def test_a_paper_of_three_sources_is_one_entry_with_its_origins(servers, capsys, order):
    code, document, _ = digest(capsys, *order)
    assert code == 0
    assert len(document["papers"]) == 7
    assert document["report"]["duplicates"] == 2
    (one,) = [each for each in document["papers"] if each["title"] == TITLE]
    assert one["id"] == "2512.00009"
    assert one["doi"].startswith("10.1101/")
    assert {each.partition(":")[0] for each in one["origins"].values()} >= {"biorxiv", "openreview"}
    assert document["source"] == list(order)


def test_a_service_that_is_down_costs_the_rest_nothing(servers, capsys):
    servers[1].script = [503] * 20
    code, document, said = digest(capsys, *SPECS)
    assert code == 4
    assert len(document["papers"]) == 5
    assert "answered 503" in said


def test_what_failed_stands_in_the_report(servers, capsys):
    servers[1].script = [403] * 20
    _, document, _ = digest(capsys, *SPECS)
    assert document["report"]["found"] == document["report"]["kept"] + 2
    dropped = document["report"]["dropped"][-1]
    assert dropped["where"] == f"openreview:{VENUE}: the source"


def test_a_source_that_lists_nothing_is_said_and_the_rest_shown(servers, capsys):
    code, document, said = digest(capsys, "biorxiv:neuroscience:2025-12-06", *SPECS[1:])
    assert code == 0
    assert len(document["papers"]) == 5
    assert "2025-12-06" in said


def test_where_no_source_has_anything_that_is_the_end(servers, run):
    code, out, said = run("papers", "biorxiv:2025-12-06", "biorxiv:2025-12-05", "--json")
    assert (code, out) == (3, "")
    assert "lists nothing" in said


def test_a_wrong_source_is_said_before_any_is_asked(servers, run):
    code, _, said = run("papers", *SPECS, "biorxiv:neurscience")
    assert code == 2
    assert "neuroscience" in said
    assert not any(each.requests for each in servers)


def test_a_paper_that_a_site_does_not_have_is_said_and_the_rest_shown(servers, capsys):
    code, document, said = digest(capsys, "arxiv:2512.99999", *SPECS[:2])
    assert code == 0
    assert len(document["papers"]) == 5
    assert "arXiv has no paper `2512.99999`" in said
    assert document["report"]["dropped"][0]["where"] == "arxiv:2512.99999: the source"


def test_a_file_that_cannot_be_read_ends_the_run_as_before(servers, run, tmp_path):
    code, out, said = run("papers", *SPECS[:1], tmp_path / "nowhere.json", "--json")
    assert (code, out) == (2, "")
    assert "nowhere.json" in said
