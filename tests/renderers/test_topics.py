"""What every output says of topics that may be wrong, and of papers without a topic."""

from __future__ import annotations

import email
import email.policy
import json

import pytest
from digests import digest, rendered
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.entries import entry, unannotated
from summarizer.papers.records import Annotation, Tag
from summarizer.renderers import FAMILY, arranged, for_format

NO_TOPIC = "no topic of the vocabulary"


def annotated(number, *tags, evidence=()):
    note = Annotation(
        tldr="It is one.",
        tldr_origin="extracted",
        tags=tags,
        evidence=evidence,
        engine="embedded",
    )
    return entry(paper(number), note)


DOUBTFUL = annotated(
    0,
    *("rag", "agents", "nlp"),
    evidence=(
        Tag("rag", "Retrieval-Augmented Generation", "title", 19, 49, 0.41),
        Tag("agents", "Sparse Index", "title", 2, 14, 0.93),
    ),
)
BARE = annotated(1)


def made(name, *entries, **view):
    text = rendered(for_format(name), digest(*entries), **view)
    if name != "eml":
        return text
    mail = email.message_from_string(text, policy=email.policy.default)
    return "".join(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))


@pytest.mark.parametrize("name", ["text", "markdown", "html", "eml", "atom", "jsonfeed"])
def test_what_people_read_says_that_a_paper_has_no_topic(name):
    assert NO_TOPIC in made(name, BARE)
    assert NO_TOPIC not in made(name, DOUBTFUL)


@pytest.mark.parametrize("name", ["text", "markdown", "eml", "atom", "jsonfeed"])
def test_a_doubtful_topic_is_a_maybe_and_comes_last(name):
    text = made(name, DOUBTFUL)
    assert "maybe rag" in text
    assert "maybe agents" not in text
    assert "maybe nlp" not in text
    assert text.index("agents") < text.index("maybe rag")


def test_in_a_line_of_text_the_topics_stand_without_scores():
    assert "    agents · nlp · maybe rag\n" in made("text", DOUBTFUL)
    assert f"    {NO_TOPIC}\n" in made("text", BARE)


def test_markdown_has_quotes_and_scores():
    text = made("markdown", DOUBTFUL)
    assert "- **agents**: “Sparse Index” (0.93)\n- **nlp**\n" in text
    assert "- **maybe rag**: “Retrieval-Augmented Generation” (0.41)\n" in text
    assert f"\n- {NO_TOPIC}\n" in made("markdown", BARE)


def test_a_page_has_them_in_cards_evidence_and_filters():
    tree = LexborHTMLParser(made("html", DOUBTFUL, BARE))
    cards = tree.css("article.paper")
    assert [each.text() for each in cards[0].css(".tags li")] == ["agents", "nlp", "maybe rag"]
    assert cards[0].attributes["data-topics"] == "agents|nlp|rag"
    assert [each.text() for each in cards[0].css(".proofs b")] == ["agents", "nlp", "maybe rag"]
    assert "” in the title, score 0.41" in cards[0].css_first(".proofs").text()
    assert cards[1].css_first(".untagged").text() == NO_TOPIC
    assert cards[1].attributes["data-topics"] == NO_TOPIC
    filters = [each.attributes["data-topic"] for each in tree.css("button.topic")]
    assert filters == ["agents", "nlp", "rag", NO_TOPIC]


def test_programs_get_an_empty_list():
    assert json.loads(made("json", BARE))["papers"][0]["tags"] == []
    assert json.loads(made("jsonl", BARE))["tags"] == []
    assert "tags" not in json.loads(made("jsonfeed", BARE))["items"][0]
    for name in ("json", "jsonl", "csv", "bibtex", "ris"):
        assert NO_TOPIC not in made(name, BARE)
        assert "maybe" not in made(name, DOUBTFUL)


def test_papers_without_a_topic_are_a_group_at_the_end_and_those_never_read_another():
    waiting = unannotated(paper(2))
    groups = arranged([waiting, BARE, annotated(3), DOUBTFUL], "topic")
    assert [(name, len(each)) for name, each in groups] == [
        ("agents", 1),
        (NO_TOPIC, 2),
        ("not annotated", 1),
    ]


@pytest.mark.parametrize("renderer", list(FAMILY.all()), ids=lambda each: each.FORMAT.name)
def test_a_paper_that_was_not_annotated_is_not_said_to_have_no_topic(renderer):
    assert NO_TOPIC not in rendered(renderer, digest(unannotated(paper())))
