"""Feeds, as feed readers read them: Atom by RFC 4287 and JSON Feed 1.1."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import feedparser
import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.errors import InputError
from summarizer.papers.records import Annotation, Tag
from summarizer.renderers import About, View, about, atom, jsonfeed
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABOUT = About(title="Papers", id="urn:uuid:0", updated="2025-12-09T00:00:00Z")
NOTE = Annotation(
    tldr="It is <fast>.", tldr_origin="model", tags=("rag", "llm-agents"), engine="x",
    evidence=(Tag("rag", "Retrieval-Augmented Generation", "title", 19, 49, 0.9),),
)  # fmt: skip
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
_TEXT = {"type": "string", "minLength": 1}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}
_URL = {"type": "string", "pattern": "^https?://"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "patternProperties": {"^_[A-Za-z]": {"type": "object"}},
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "description": _TEXT,
        "home_page_url": _URL,
        "feed_url": _URL,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    **dict.fromkeys(("id", "title", "summary", "content_html"), _TEXT),
                    "url": _URL,
                    **dict.fromkeys(("date_published", "date_modified"), _MOMENT),
                    "tags": {"type": "array", "items": _TEXT, "minItems": 1},
                    "authors": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"required": ["name"], "properties": {"name": _TEXT}},
                    },
                },
            },
        },
    },
}  # fmt: skip


def annotated(number=0, note=NOTE, **changes):
    return entry(paper(number, **changes), note)


def of(*entries, **head):
    return "".join(atom.feed(replace(ABOUT, **head), entries))


def read(text):
    assert RULES.validate(etree.fromstring(text.encode())), RULES.error_log
    found = feedparser.parse(text.encode())
    assert not found.bozo
    return found


def items(*entries, **head):
    document = json.loads("".join(jsonfeed.feed(replace(ABOUT, **head), entries)))
    Draft202012Validator(JSON_FEED).validate(document)
    return document


def test_a_feed_reader_finds_all_that_is_known_of_a_paper():
    found = read(of(annotated())).entries[0]
    assert found.title == "A Sparse Index for Retrieval-Augmented Generation"
    assert [each.name for each in found.authors] == ["First Author", "Second Author"]
    assert [each.term for each in found.tags] == ["rag", "llm-agents"]
    assert found.link == "https://huggingface.co/papers/2512.00000"
    assert [each.href for each in found.links if each.rel == "related"] == [
        *("https://arxiv.org/abs/2512.00000", "https://arxiv.org/pdf/2512.00000"),
        "https://github.com/example/code",
    ]
    assert (found.published, found.updated) == ("2025-12-08T00:00:00Z", "2025-12-09T00:00:00Z")
    assert found.summary == "It is <fast>."
    shown = found.content[0].value
    assert shown.startswith("<p><strong>It is &lt;fast&gt;.</strong></p><p>Retrieval-augmented")
    assert "<li>rag: <q>Retrieval-Augmented Generation</q></li><li>llm-agents</li>" in shown


def test_json_feed_says_the_same():
    found = items(annotated(), annotated(1))["items"][0]
    assert found["title"] == "A Sparse Index for Retrieval-Augmented Generation"
    assert found["authors"] == [{"name": "First Author"}, {"name": "Second Author"}]
    assert found["tags"] == ["rag", "llm-agents"]
    assert found["summary"] == "It is <fast>."
    assert found["date_modified"] == "2025-12-09T00:00:00Z"
    assert found["id"] == read(of(annotated())).entries[0].id


def test_a_paper_has_one_id_whatever_the_day_the_engine_and_the_site():
    first = read(of(annotated())).entries[0].id
    other = annotated(
        listed="2026-01-05", upvotes=99, version=2, url="https://arxiv.org/abs/2512.00000",
        note=Annotation(tldr=None, tldr_origin=None, engine="openai", model="another"),
    )  # fmt: skip
    head = {"id": "urn:uuid:1", "home_url": "https://example.org/a"}
    assert read(of(other, **head)).entries[0].id == first
    assert first.startswith("urn:uuid:")
    assert read(of(annotated(1))).entries[0].id != first


def test_the_feed_of_a_source_is_the_same_feed_every_day():
    made = replace(hostile.digest(), source=("hf:2025-12-09",))
    later = replace(made, source=("hf:2025-12-10",), date="2025-12-10")
    assert (about(made).id, about(made).title) == (about(later).id, "Research papers: hf")
    assert about(replace(made, source=("arxiv:cs.CL",))).id != about(made).id
    for place in ("/home/someone/day.json", "~/day.json", "C:\\x\\day.json", "./day.json"):
        assert about(replace(made, source=(place,))).title == "Research papers: day.json"


def test_what_has_not_changed_is_the_same_to_the_byte():
    made = hostile.digest()
    again = replace(made, generated_at="2026-01-01T00:00:00Z", engine="openai", model="x")
    for each in (atom, jsonfeed):
        assert list(each.render(made, View())) == list(each.render(again, View()))


def test_a_paper_is_new_when_it_got_a_version():
    found = read(of(annotated(updated="2026-02-01"))).entries[0]
    assert found.updated == "2026-02-01T00:00:00Z"


def test_without_a_date_or_an_author_the_feed_is_valid_and_says_so():
    bare = annotated(published=None, listed=None, authors=(), url=None, links=())
    found = read(of(bare)).entries[0]
    assert found.updated == ABOUT.updated
    assert "published" not in found
    assert found.author == "unknown"
    assert "authors" not in items(bare)["items"][0]
    assert read(of(replace(bare, organization="A Lab"))).entries[0].author == "A Lab"


def test_the_feed_says_where_it_is_only_when_that_is_known():
    assert [each.rel for each in read(of()).feed.get("links", ())] == []
    known = {"home_url": "https://example.org/", "feed_url": "https://example.org/feed.atom"}
    links = {each.rel: each.href for each in read(of(**known)).feed.links}
    assert links == {"alternate": known["home_url"], "self": known["feed_url"]}
    assert items(**known)["feed_url"] == known["feed_url"]
    assert read(of(description="Of <one> topic")).feed.subtitle == "Of <one> topic"


def test_a_paper_stands_once_in_a_feed():
    assert len(read(of(annotated(), annotated(1), annotated())).entries) == 2
    assert len(items(annotated(), annotated())["items"]) == 1


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_whatever_a_paper_or_a_site_is_called_the_feeds_are_valid(text):
    head = {"title": text, "description": text, "home_url": text, "feed_url": text}
    bad = [each for each in hostile.entries() if each.title == text]
    assert len(read(of(*bad, **head)).entries) == 1
    items(*bad, **(head | {"title": (text.strip() and "x" + text) or "x"}))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_and_address_makes_a_valid_feed(text, address):
    made = annotated(
        title=text, abstract=text, authors=(text,), url=f"https://example.org/{address}",
        links=(f"https://{address}",), note=replace(NOTE, tldr=text, tags=(text, address)),
    )  # fmt: skip
    assert len(read(of(made)).entries) == 1
    assert len(items(made)["items"]) == 1


def test_our_own_feeds_are_no_input_whose_summaries_would_pass_for_abstracts():
    made = hostile.digest()
    made = replace(made, papers=(annotated(url="https://arxiv.org/abs/2512.00000"),))
    for each in (atom, jsonfeed):
        text = "".join(each.render(made, View()))
        with pytest.raises(InputError, match="is a feed made by summarizer: give the digest's"):
            content_listing(Content("papers", text.encode()))
