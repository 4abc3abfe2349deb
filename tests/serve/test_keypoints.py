"""Key points by a language model: its cost first, asked once, shown from then on."""

from __future__ import annotations

import json

import pytest
from keptanswers import answer, answered, read
from pagechecks import check_structure
from papers import paper
from selectolax.lexbor import LexborHTMLParser
from stored_days import store

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run

LIMIT = "One limitation of our method is that it reads English papers only."
PAPER = f"""# A Reader of Papers

## Abstract

We propose a reader of papers that finds where a sentence stands in them.

## 1 Related Work

Others have read papers, too. {"They read them twice. " * 10}

## 2 Limitations

There is more to say. {LIMIT} It is slow, too.
"""
ID = paper(0).id
PAGE, ASK = f"/papers/{ID}.html", f"/papers/{ID}/points.html"
LINE = "Only papers in English are read."
SAID = json.loads(answer(limits=(LINE, LIMIT)))


@pytest.fixture
def asked(client, llm, monkeypatch):
    """A server whose settings name a language model, and a paper whose text is kept."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    store(Run(), [0])
    url = f"https://huggingface.co/papers/{ID}.md"
    Run().texts.put(ID, Copy("hf", url, None, "2025-12-09", PAPER.encode()))
    llm.answer = lambda _: SAID
    for name, value in {"model": "openai/scripted", "base_url": llm.url}.items():
        assert client.post("/api/settings", json={"name": name, "value": value}).status_code == 200
    return client


def main(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    tree = LexborHTMLParser(answer.text)
    check_structure(tree)
    return tree.css_first("main")


def text(node):
    return " ".join(node.text().split())


def test_the_cost_is_said_first_and_nothing_is_sent(asked, llm):
    link = main(asked, PAGE).css_first(".points a")
    assert (link.text(), link.attributes["href"]) == (
        "Have openai/scripted write them",
        f"{ID}/points.html",
    )
    found = text(main(asked, ASK))
    assert "One request has about 1," in found
    assert "an unknown price" in found
    assert "Not sent, or in part: Related Work." in found
    assert "127.0.0.1" in found
    assert llm.received == 0


def test_it_is_asked_once_and_its_lines_are_shown_from_then_on(asked, llm):
    form = main(asked, ASK).css_first("form[method=post]")
    assert form.css_first("button").text() == "Ask openai/scripted"
    before = asked.get(PAGE).headers["etag"]
    answer = asked.post(ASK, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#points")
    assert llm.received == 1
    page = asked.get(PAGE, headers={"if-none-match": before})
    assert LINE in page.text
    assert "By openai/scripted." in page.text
    assert main(asked, PAGE).css_first(f'a[href="{ID}/points.html"]') is None
    asked.post(ASK)
    assert llm.received == 1


def test_a_kept_answer_costs_nothing_and_is_preferred_again(asked, llm):
    asked.post(ASK)
    answered(
        Run().points, read(PAPER, ID), {"limits": ("It reads English only.", LIMIT)}, model="x/y"
    )
    assert "By x/y." in asked.get(PAGE).text
    assert "Showing it costs nothing." in text(main(asked, ASK))
    asked.post(ASK)
    assert "By openai/scripted." in asked.get(PAGE).text
    assert llm.received == 1


def test_another_site_may_not_have_it_asked(asked, llm):
    assert asked.post(ASK, headers={"origin": "https://evil.example"}).status_code == 403
    assert asked.post(ASK, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert llm.received == 0


def test_without_a_language_model_there_is_nothing_to_ask(asked, llm):
    asked.post("/api/settings", json={"name": "model", "value": None})
    assert "write them" not in asked.get(PAGE).text
    for given in (asked.get(ASK), asked.post(ASK)):
        assert given.status_code == 400
        assert "No language model is set" in given.text
    assert llm.received == 0


def test_a_paper_without_a_copy_is_said(asked, llm):
    for path in ("/papers/9999.00001/points.html", "/papers/../points.html"):
        assert asked.get(path).status_code == asked.post(path).status_code == 404
    Run().texts.files()[0][0].unlink()
    assert asked.get(ASK).status_code == asked.post(ASK).status_code == 404
    assert llm.received == 0


def test_a_limit_holds(asked, llm):
    asked.post("/api/settings", json={"name": "max_usd", "value": "0.01"})
    assert "what could cost more than $0.01 is not asked" in text(main(asked, ASK))
    answer = asked.post(ASK)
    assert answer.status_code == 400
    assert "price of this model is unknown" in answer.text
    assert llm.received == 0


def test_a_model_that_fails_is_said_and_the_page_stays(asked, llm):
    llm.script = ["refusal"] * 4
    answer = asked.post(ASK)
    assert answer.status_code == 502
    assert "gave no key points" in answer.text
    page = main(asked, PAGE)
    assert LIMIT in page.text()
    assert page.css_first(".points a")
