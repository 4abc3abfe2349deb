"""`--tldr` on commands: whose line is shown, in every form, and what it leaves alone."""

from __future__ import annotations

import json

import pytest
from llm_server import good_answer
from papers import paper
from stored_days import review, store

from summarizer.library.run import Run
from summarizer.papers.wire import dumps

LINE = "A sparse index answers queries in 12 ms and improves retrieval-augmented generation"
FALSE = "A sampler for diffusion models needs only 99 steps."


@pytest.fixture
def listed(tmp_path):
    """A line that holds, one that does not, and a paper without one."""
    path = tmp_path / "papers.json"
    papers = [paper(0, ai_summary=LINE), paper(1, ai_summary=FALSE), paper(2)]
    path.write_text(dumps(papers))
    return path


def found(run, *arguments):
    code, out, _ = run(*arguments, "--json")
    assert code == 0
    return {each["id"]: each for each in json.loads(out)["papers"]}


def test_the_choice_is_made_over_answers_and_taken_back_without_asking(run, llm, listed):
    llm.answer = good_answer
    told = ("--model", "openai/scripted", "--base-url", llm.url)
    own = found(run, "papers", listed, *told)
    asked = len(llm.requests)
    site = found(run, "papers", listed, *told, "--tldr", "site")
    assert found(run, "papers", listed, *told) == {
        name: each | {"cached": True, "shown_before": site[name]["shown_before"]}
        for name, each in own.items()
    }
    assert len(llm.requests) == asked == 3
    origins = [each["tldr_origin"] for each in site.values()]
    assert origins == ["site", "model", "model"]
    taken = site["2512.00000"]
    assert taken["tldr"] == f"{LINE}."
    assert taken["ai_summary"] == LINE
    assert taken["tags"] == own["2512.00000"]["tags"]


def test_stored_papers_keep_our_lines_and_may_be_shown_with_the_sites(run, home, listed):
    run("papers", listed, "--tldr", "site")
    assert "We propose a sparse index" in run("library", "show", "papers")[1]
    assert f"{LINE}."[-30:] in " ".join(
        run("library", "show", "papers", "--tldr", "site")[1].split()
    )
    searched = found(run, "search", "sparse", "--tldr", "site")
    assert searched["2512.00000"]["tldr_origin"] == "site"
    review(home, "2512.00000", title="T", abstract="A", tldr="A better line.")
    assert found(run, "library", "show", "papers", "--tldr", "site")["2512.00000"]["tldr"] == (
        "A better line."
    )


def test_weeks_show_it_too(run):
    store(Run(), [0], ai_summary=LINE)
    assert found(run, "week", "2025-W50", "--tldr", "site")["2512.00000"]["tldr_origin"] == "site"
    assert found(run, "week", "2025-W50")["2512.00000"]["tldr_origin"] == "extracted"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "eml", "atom", "jsonfeed", "ris"])
def test_every_form_for_people_says_that_it_is_the_sites(run, listed, form):
    code, out, _ = run("papers", listed, "-f", form, "--tldr", "site")
    text = " ".join(out.replace("=\n", "").split())
    assert code == 0
    assert text.count("TL;DR by the site") == (2 if form == "eml" else 1)
    assert "The site's line" not in text
    own = run("papers", listed, "-f", form)[1]
    assert "TL;DR by the site" not in own
    assert "The site's line" not in own


@pytest.mark.parametrize("form", ["text", "markdown", "html", "eml"])
def test_both_shows_the_sites_line_under_ours(run, listed, form):
    out = run("papers", listed, "-f", form, "--tldr", "both")[1].replace("=\n", "")
    text = " ".join(out.split())
    assert text.count("The site's line:") == (4 if form == "eml" else 2)
    assert text.index("We propose a sparse index") < text.index("The site's line:")
    assert "99 steps" in text


def test_a_page_has_the_sites_line_once(run, listed):
    for choice, heading in (("own", "Summary by the site"), ("both", "The site's line:")):
        page = run("papers", listed, "-f", "html", "--tldr", choice)[1]
        assert page.count(LINE) == 1
        assert heading in page
    page = run("papers", listed, "-f", "html", "--tldr", "site")[1]
    assert page.count(LINE) == 1
    assert page.count("Summary by the site") == 1  # of the line that does not hold


def test_what_does_not_hold_is_counted_and_told(run, listed):
    _, _, err = run("papers", listed, "--tldr", "site", "--verbose")
    assert "2512.00001: the site's line is not taken: it says `99`" in err
    assert "the site's line of 1 paper did not hold" in err


def test_explain_says_whether_the_sites_line_holds(run, listed):
    out = run("papers", listed, "--explain", "2512.00000")[1]
    assert f"The site's line\n  {LINE}.\n  stands on the abstract:" in out
    assert "holds: `--tldr site` shows it" in out
    out = run("papers", listed, "--explain", "2512.00001")[1]
    assert "does not hold: it says `99`, which the paper does not" in out
    assert "site" not in run("papers", listed, "--explain", "2512.00002")[1]


def test_the_setting_is_taken_where_no_option_is_given(run, listed):
    assert run("config", "set", "tldr", "site")[0] == 0
    assert found(run, "papers", listed)["2512.00000"]["tldr_origin"] == "site"
    assert found(run, "papers", listed, "--tldr", "own")["2512.00000"]["tldr_origin"] == "extracted"
    code, _, err = run("config", "set", "tldr", "ours")
    assert code == 2
    assert "`own` or `site` or `both`" in err


def test_the_review_report_shows_our_own_line(run, listed, tmp_path):
    run("config", "set", "tldr", "site")
    report = tmp_path / "report.md"
    assert run("review", listed, "-o", report)[0] == 0
    assert LINE not in report.read_text()


def test_a_mail_says_whose_lines_it_holds(run, listed):
    out = run("mail", listed, "--dry-run", "--tldr", "both")[1]
    assert "   The site's line: A sparse index answers" in out


def test_our_own_json_read_again_takes_no_tldr_for_a_sites(run, listed, tmp_path):
    for form in ("json", "csv"):
        made = tmp_path / f"made.{form}"
        run("papers", listed, "-o", made)
        read = found(run, "papers", made)
        assert read["2512.00002"]["ai_summary"] is None
        assert read["2512.00000"]["ai_summary"] == (LINE if form == "json" else None)
