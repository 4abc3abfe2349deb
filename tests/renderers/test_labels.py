"""What people read for topics, and what programs get, in every format."""

from __future__ import annotations

import email
import email.policy
import json
from xml.etree import ElementTree as ET

import pytest
from digests import digest, personal, relevant, rendered
from digests import entry as bare
from selectolax.lexbor import LexborHTMLParser

from summarizer.papers.records import Period, Tag
from summarizer.renderers import FAMILY, for_format
from summarizer.topics.labels import Labels

LABELS = Labels(
    {"rag": "RAG", "peft": "Parameter-efficient fine-tuning", "odd": "Odd, or even"},
    {"rag": "Language models", "peft": "Language models", "odd": "Others"},
)
EVIDENCE = (Tag("rag", "thing", "abstract", 2, 7, 0.4), Tag("peft", "thing", "abstract", 2, 7, 0.9))
ENTRY = bare(1, tags=("rag", "peft", "gone"), evidence=EVIDENCE)
PEOPLES = ("text", "markdown", "html", "eml", "atom", "jsonfeed", "ris", "bibtex")
PROGRAMS = ("json", "jsonl", "csv")


def made(name, *entries, **view):
    text = rendered(for_format(name), digest(*entries), labels=LABELS, **view)
    if name != "eml":
        return text
    mail = email.message_from_string(text, policy=email.policy.default)
    return "".join(mail.get_body((kind,)).get_content() for kind in ("plain", "html"))


def test_each_format_is_for_people_or_for_programs():
    ours = {each.FORMAT.name for each in FAMILY.all()}
    assert {*PEOPLES, *PROGRAMS} == ours


@pytest.mark.parametrize("name", PEOPLES)
def test_people_read_labels_and_the_names_of_topics_that_are_gone(name):
    text = made(name, ENTRY)
    assert "RAG" in text
    assert "Parameter-efficient fine-tuning" in text
    assert "gone" in text


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_get_names(name):
    text = made(name, ENTRY)
    assert text == rendered(for_format(name), digest(ENTRY))
    assert "RAG" not in text


def test_where_a_label_stands_the_name_does_not():
    for name in ("text", "markdown", "eml", "ris", "bibtex"):
        assert "peft" not in made(name, ENTRY)
        assert "maybe rag" not in made(name, ENTRY)
    tree = LexborHTMLParser(made("html", ENTRY))
    assert "peft" not in tree.body.text()
    assert [each.text() for each in tree.css(".proofs b")] == [
        *("Parameter-efficient fine-tuning", "gone", "maybe RAG"),
    ]
    assert {each.attributes["title"] for each in tree.css("mark")} == {
        "Parameter-efficient fine-tuning, RAG"
    }


def test_a_page_filters_by_names_and_says_labels():
    tree = LexborHTMLParser(made("html", ENTRY))
    assert tree.css_first("article").attributes["data-topics"] == "peft|gone|rag"
    buttons = {
        each.attributes["data-topic"]: each.css_first("span").text()
        for each in tree.css("button.topic")
    }
    assert buttons == {
        "gone": "gone",
        "peft": "Parameter-efficient fine-tuning",
        "rag": "RAG",
    }


def test_a_feed_has_both():
    feed = ET.fromstring(made("atom", ENTRY))
    space = {"a": "http://www.w3.org/2005/Atom"}
    found = [each.attrib for each in feed.iterfind(".//a:category", space)]
    assert found == [
        {"term": "rag", "label": "RAG"},
        {"term": "peft", "label": "Parameter-efficient fine-tuning"},
        {"term": "gone"},
    ]
    (item,) = json.loads(made("jsonfeed", ENTRY))["items"]
    assert item["tags"] == ["rag", "peft", "gone"]
    assert "<li>Parameter-efficient fine-tuning" in item["content_html"]
    assert "peft" not in item["content_html"]


def test_keywords_are_labels_unless_they_would_be_taken_for_several():
    odd = bare(2, tags=("odd", "peft"))
    assert "KW  - Odd, or even\r\nKW  - Parameter-efficient fine-tuning\r\n" in made("ris", odd)
    assert "keywords = {odd, Parameter-efficient fine-tuning}" in made("bibtex", odd)


@pytest.mark.parametrize("name", ["text", "markdown", "html", "eml", "atom", "jsonfeed"])
def test_reasons_name_topics_by_their_labels(name):
    mine = personal(relevant(ENTRY, 0.9, "topic rag", "like 2503.23895", "topic model"))
    text = rendered(for_format(name), mine, labels=LABELS)
    if name == "eml":
        mail = email.message_from_string(text, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
    words = " ".join(text.split())
    assert "topic RAG · like 2503.23895 · topic model" in words


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_new_topics_are_called_by_their_labels(name):
    week = Period("2025-W50", "2025-12-08", "2025-12-14", ("2025-12-09",), (), ("peft", "gone"))
    text = rendered(for_format(name), digest(ENTRY, period=week), labels=LABELS)
    assert "Parameter-efficient fine-tuning" in text
    assert ">peft<" not in text
    assert "peft (1)" not in text


@pytest.mark.parametrize("name", ["text", "markdown", "html", "eml"])
def test_by_topic_is_by_the_vocabularys_groups(name):
    papers = [ENTRY, bare(2, tags=("rag",)), bare(3, tags=("odd", "rag")), bare(4, tags=("peft",))]
    text = made(name, *papers, by="topic").replace("</bdi> <small>", " (").replace("</small>", ")")
    first, second = "Language models (2 of 3)", "Language models: RAG (2 of 3)"
    assert first not in text
    assert "Language models: Parameter-efficient fine-tuning (2)" in text
    assert "Language models: RAG (1 of 3)" in text
    assert "Others: Odd, or even (1)" in text
    assert second not in text
