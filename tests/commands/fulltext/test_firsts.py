"""`--points N` on a digest: key points of its first papers, from full texts at a local server."""

from __future__ import annotations

import json
from email import message_from_bytes, message_from_string, policy

import pytest
from keptanswers import answered
from papers import paper
from site_server import SiteServer

from summarizer.library.fulltexts import kept, wanted_of
from summarizer.library.run import Run
from summarizer.papers.records import Paper
from summarizer.papers.schema import check
from summarizer.papers.wire import dumps

APPROACH = "We propose LabelFree, a method that trains a parser from raw text alone."
RESULT = "Overall, LabelFree improves accuracy by 4.2 points over the best baseline."
TEXT = f"""Title: A title

URL Source: https://arxiv.org/html/2512.0000N

Markdown Content:

## Abstract

Parsing is a part of many programs. {APPROACH}

## 1 Results

{RESULT} {{}}

## References

1. A. Author. 2020. Another title.
""".replace("{}", "More words follow here. " * 20)


class Papers(SiteServer):
    """Full texts by path: 404 where there is none."""

    def __init__(self):
        super().__init__()
        self.pages = {}

    def reply(self, path, _):
        body = self.pages.get(path)
        return (404, b"Not found") if body is None else (200, body.encode())


@pytest.fixture
def site(monkeypatch):
    with Papers() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        for number in (1, 3):
            name = f"2512.0000{number}"
            text = TEXT.replace("2512.0000N", name).replace("A title", f"Title {number}")
            server.pages[f"/papers/{name}.md"] = text
        yield server


@pytest.fixture
def day(tmp_path):
    """Four papers, of which the second has no full text; the last is asked for by nobody."""
    path = tmp_path / "day.json"
    path.write_text(dumps([paper(number, id=f"2512.0000{number}") for number in (1, 2, 3, 4)]))
    return path


class TestExtracted:
    def test_they_stand_under_the_tldr(self, run, site, day):
        code, out, err = run("papers", day, "--points", "3")
        assert code == 0
        assert out.count(f"    Approach: {APPROACH}"[:60]) == 2
        assert out.count("    Results: Overall") == 2
        assert "no key points of" in err
        assert "the full text of 2512.00002 cannot be had" in err
        assert "2 of 3 papers with key points" in err
        assert not [path for path, *_ in site.requests if "00004" in path]

    def test_json_has_them_by_id_with_passages(self, run, site, day):
        digest = json.loads(run("papers", day, "--points", "1", "--json")[1])
        assert list(digest["points"]) == ["2512.00001"]
        points = digest["points"]["2512.00001"]
        assert points["results"]["line"] == RESULT
        assert points["results"]["passages"][0]["section"] == "Results"
        assert points["limits"] is None
        assert check(json.dumps(digest)).points["2512.00001"].approach.line == APPROACH

    def test_markdown_has_a_list(self, run, site, day):
        out = run("papers", day, "--points", "1", "--format", "markdown")[1]
        assert f"\n- Approach: {APPROACH}\n- Results: Overall" in out

    def test_without_the_option_there_are_none(self, run, site, day):
        assert "points" not in json.loads(run("papers", day, "--json")[1])
        assert not site.requests

    def test_a_format_that_shows_none_is_refused_before_anything_is_fetched(self, run, site, day):
        code, _, err = run("papers", day, "--points", "1", "--format", "csv")
        assert (code, site.requests) == (2, [])
        assert "csv shows no key points: use text, markdown, json, eml" in err

    def test_texts_are_fetched_once(self, run, site, day):
        run("papers", day, "--points", "1")
        asked = len(site.requests)
        code, out, _ = run("papers", day, "--points", "1", "--offline")
        assert (code, len(site.requests)) == (0, asked)
        assert "Approach: We propose LabelFree" in out


class TestKept:
    """A model's answers that are kept are shown first, and nobody is asked."""

    LINE = "A parser is trained from raw text."
    WHOSE = (
        "Key points by openai/scripted, held against the full text. The paper's own sentence: "
        "Results."
    )

    @pytest.fixture
    def kept(self, run, site, day):
        """About the first paper; the third has none."""
        run("papers", day, "--points", "3")
        first = Paper(id="2512.00001", title="", abstract="")
        text = kept(wanted_of(first), Run())
        answered(Run().points, text, {"approach": (self.LINE, APPROACH)})
        site.requests.clear()

    def test_they_are_shown_first_and_it_is_said_whose_they_are(self, run, site, day, kept):
        code, out, _ = run("papers", day, "--points", "3")
        said = " ".join(out.split())
        assert code == 0
        assert f"Approach: {self.LINE} Results: {RESULT} {self.WHOSE}" in said
        assert (said.count("Approach: We propose"), said.count("Key points by")) == (1, 1)
        assert all("2512.00002" in path for path, *_ in site.requests)

    def test_json_says_by_whom(self, run, day, kept):
        digest = json.loads(run("papers", day, "--points", "3", "--json", "--offline")[1])
        one, three = (digest["points"][f"2512.0000{number}"] for number in (1, 3))
        assert [one[name]["by"] for name in ("approach", "results")] == ["openai/scripted", None]
        assert (one["approach"]["line"], one["limits"]) == (self.LINE, None)
        assert three["approach"]["by"] is None
        assert check(json.dumps(digest)).points["2512.00001"].approach.by == "openai/scripted"

    def test_markdown_mail_and_messages_say_it(self, run, day, kept):
        given = (day, "--points", "3", "--offline")
        markdown = run("papers", *given, "--format", "markdown")[1].replace("\\", "")
        assert f"- Approach: {self.LINE}\n- Results: {RESULT}\n\n{self.WHOSE}\n" in markdown
        mail = message_from_string(
            run("papers", *given, "--format", "eml")[1], policy=policy.default
        )
        for form in ("plain", "html"):
            content = " ".join(mail.get_body((form,)).get_content().split())
            assert content.count(self.LINE) == content.count("openai/scripted") == 1
        assert run("mail", *given, "--dry-run")[1].count("Key points by openai/scripted") == 1
        out = run("post", *given, "--dry-run", "--to", "ntfy://topic")[1]
        assert (out.count("Results: Overall"), "openai/scripted" in out) == (2, False)

    def test_who_wants_the_embedded_one_has_the_papers_own(self, run, day, kept):
        out = run("papers", day, "--points", "3", "--offline", "--model", "embedded")[1]
        assert (out.count("Approach: We propose"), "openai/scripted" in out) == (2, False)

    def test_offline_they_stand_in_for_a_model_that_has_said_nothing(self, run, day, kept, llm):
        given = ("--model", "openai/gpt-4o-mini", "--base-url", llm.url)
        run("papers", day, *given)
        llm.requests.clear()
        code, out, err = run("papers", day, "--points", "3", "--offline", *given)
        assert (code, llm.requests) == (0, [])
        assert (self.LINE in " ".join(out.split()), out.count("Approach: We propose")) == (True, 1)
        assert "2 of 3 papers with key points" in err


class TestSent:
    def test_a_mail_has_them_under_the_tldr_as_text_and_as_a_page(self, run, site, day, tmp_path):
        code, out, err = run("mail", day, "--dry-run", "--points", "1")
        assert code == 0
        assert out.count("   Approach: We propose LabelFree") == 1
        assert out.index("   Results: Overall") < out.index("2. ")
        assert "1 of 1 paper with key points" in err
        file = tmp_path / "day.eml"
        run("mail", day, "--dry-run", "--points", "1", "-o", file)
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        page = mail.get_body(("html",)).get_content()
        assert page.count("<b>Results:</b> Overall, LabelFree improves") == 1
        assert "Key points" not in run("mail", day, "--dry-run")[1]

    def test_a_file_of_a_mail_has_the_same(self, run, site, day):
        out = run("papers", day, "--points", "1", "--format", "eml")[1]
        mail = message_from_string(out, policy=policy.default)
        assert "   Results: Overall" in mail.get_body(("plain",)).get_content()

    def test_a_message_has_results_and_limits_alone(self, run, site, day):
        to = ("--to", "ntfy://topic", "--to", "https://hooks.slack.com/services/T1/B1/abcdefgh")
        out = run("post", day, "--dry-run", "--points", "1", *to)[1]
        assert out.count(f"\nResults: {RESULT}\n") == 2
        assert "Approach:" not in out

    def test_a_webhook_gets_all_of_them_as_json(self, run, site, day):
        out = run("post", day, "--dry-run", "--points", "1", "--to", "https://example.org/x")[1]
        digest = json.loads(out[out.index("{") :])
        assert digest["points"]["2512.00001"]["approach"]["line"] == APPROACH


class TestByAModel:
    @pytest.fixture
    def ask(self, run, llm, site, day, monkeypatch):
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        none = {"quotes": [], "line": None}
        points = {
            "problem": none, "limits": none, "code": none, "results": none,
            "approach": {"quotes": [APPROACH], "line": "LabelFree trains a parser from raw text."},
        }  # fmt: skip
        usual = llm.answer
        llm.answer = lambda request: points if "five lines" in request.prompt else usual(request)

        def call(*argv):
            given = ("--model", "openai/gpt-4o-mini", "--base-url", llm.url)
            return run("papers", day, "--limit", "3", *given, *argv)

        return call

    def test_the_model_writes_them_and_all_is_counted(self, ask, llm):
        code, out, _ = ask("--points", "3", "--json")
        digest = json.loads(out)
        assert code == 0
        assert list(digest["points"]) == ["2512.00001", "2512.00003"]
        assert digest["usage"]["requests"] == len(llm.requests) == 5
        assert {each["approach"]["by"] for each in digest["points"].values()} == {
            "openai/gpt-4o-mini"
        }
        assert json.loads(ask("--points", "3", "--json")[1])["usage"]["requests"] == 0
        assert ask("--points", "3")[1].count("Key points by openai/gpt-4o-mini, held") == 2

    def test_the_budget_is_of_both(self, ask, llm):
        code, out, err = ask("--points", "3", "--max-requests", "4")
        assert code == 0
        assert len(llm.requests) == 4
        assert out.count("Approach: LabelFree") == 1
        assert "no further paper is asked about" in err

    def test_a_dry_run_counts_them(self, ask, llm):
        plain = json.loads(ask("--dry-run", "--json")[1])
        both = json.loads(ask("--points", "2", "--dry-run", "--json")[1])
        assert both["requests"] == plain["requests"] + 2
        assert both["input_tokens"] > plain["input_tokens"] + 20_000
        assert both["usd"] > plain["usd"]
        assert not llm.requests
