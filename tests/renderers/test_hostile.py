"""What holds for every renderer there is, against papers that mean harm.

A new renderer is asked the same at once. Where its form has a reader of its own, that belongs
into `READERS`: it gives back the titles, and pieces of HTML in which nothing may be active.
"""

from __future__ import annotations

import csv
import email
import email.policy
import html
import io
import json
import re

import bibtex_reader
import feedparser
import hostile
import pytest
import rispy
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from summarizer.papers.schema import check
from summarizer.renderers import FAMILY, GROUPINGS, View
from summarizer.sources.bibentries import entries
from summarizer.text.cells import COLUMNS, unguarded
from summarizer.text.plain import normalised, one_line
from summarizer.text.readable import readable

DIGEST = hostile.digest()
PERSONAL = hostile.personal()


def letters(text):
    """Letters and digits as they are shown."""
    return re.sub(r"[\W_]+", "", normalised(text))


EACH = pytest.mark.parametrize("renderer", list(FAMILY.all()), ids=lambda each: each.FORMAT.name)


def rendered(renderer, **view):
    return "".join(renderer.render(DIGEST, View(**view, site_lines=True)))


def read_json(text):
    return [each.title for each in check(text).papers], []


def read_jsonl(text):
    return [json.loads(line)["title"] for line in text.splitlines()], []


def read_markdown(text):
    tokens = MarkdownIt("commonmark").parse(text)
    made = [child for token in tokens for child in token.children or ()]
    links = [each.attrs["href"] for each in made if each.type == "link_open"]
    kinds = {each.type for each in (*tokens, *made)}
    assert not kinds & {"html_block", "html_inline", "image", "code_inline", "fence"}
    assert not any(each in link for link in links for each in '<>" \x1b')
    headings = [tokens[at + 1] for at, each in enumerate(tokens) if each.type == "heading_open"]
    titles = ["".join(child.content for child in each.children) for each in headings]
    assert titles[0] == "Papers of 2025-12-09"
    return titles[1:-1], [MarkdownIt("commonmark").render(text)]


def read_atom(text):
    found = feedparser.parse(text.encode(), sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.get("bozo_exception")
    return [each.title for each in found.entries], [each.content[0].value for each in found.entries]


def read_jsonfeed(text):
    items = json.loads(text)["items"]
    return [each["title"] for each in items], [each["content_html"] for each in items]


def read_csv(text):
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert set(rows[0]) == set(COLUMNS)
    return [unguarded(each["title"]) for each in rows], []


def read_bibtex(text):
    found = bibtex_reader.read(text)
    assert all(re.fullmatch(r"[a-z]+-[A-Za-z0-9.-]+", each.key) for each in found)
    for each in found:
        for value in each.fields.values():
            commands = re.findall(r"\\[a-zA-Z]+", value)
            assert {*commands} - {"\\mathcal"} <= {f"\\text{name}" for name in TEXT_SIGNS}
    read = [fields for _, fields in entries(text)]
    return [each.get("title") or "" for each in read], []


def read_ris(text):
    assert re.fullmatch(r"(?:[A-Z][A-Z0-9]  - .*\r\n|\r\n)*", text)
    found = rispy.loads(text)
    assert {each["type_of_reference"] for each in found} <= {"JOUR", "UNPB"}
    return [each.get("title", "") for each in found], []


def read_eml(text):
    found = email.message_from_string(text, policy=email.policy.default)
    assert set(found) <= {"Subject", "Date", "Auto-Submitted", "MIME-Version", "Content-Type"}
    page = found.get_body(("html",)).get_content()
    plain = found.get_body(("plain",)).get_content()
    assert hostile.steering(page) == hostile.steering(plain) == set()
    assert hostile.active(page, whole=True) == []
    shown = LexborHTMLParser(page).body.text()
    for each in DIGEST.papers:
        title = letters(one_line(readable(each.title)))[:40]
        assert title in letters(shown)
        assert title in letters(plain)
    return [each.title for each in DIGEST.papers], []


TEXT_SIGNS = "backslash braceleft braceright asciitilde asciicircum".split()
READERS = {
    "csv": read_csv,
    "bibtex": read_bibtex,
    "ris": read_ris,
    "eml": read_eml,
    "json": read_json,
    "jsonl": read_jsonl,
    "markdown": read_markdown,
    "atom": read_atom,
    "jsonfeed": read_jsonfeed,
}


@EACH
@pytest.mark.parametrize("by", [None, *GROUPINGS])
def test_nothing_of_a_paper_can_steer_what_shows_it(renderer, by):
    text = rendered(renderer, by=by)
    assert hostile.steering(text) == set()
    text.encode()
    assert text.endswith("\n")


@EACH
def test_it_can_be_read_back_and_every_paper_is_there(renderer):
    text = rendered(renderer)
    titles, _ = READERS.get(renderer.FORMAT.name, lambda _: (None, []))(text)
    wanted = [letters(one_line(readable(each.title))) for each in DIGEST.papers]
    if titles is None:
        shown = letters(text) + letters(html.unescape(text))
        assert [each[:40] for each in wanted if each[:40] not in shown] == []
        return
    found = [letters(one_line(readable(title))) for title in titles]
    assert [each for each in found if each not in letters(" ".join(hostile.IDS))] == [
        each for each in wanted if each
    ]
    assert len(titles) == len(DIGEST.papers)


@EACH
def test_nothing_in_it_is_active(renderer):
    text = rendered(renderer)
    _, fragments = READERS.get(renderer.FORMAT.name, lambda _: (None, []))(text)
    assert [hostile.active(each) for each in fragments if hostile.active(each)] == []
    if text.lstrip().lower().startswith("<!doctype html"):
        assert hostile.active(text, whole=True) == []


@EACH
@pytest.mark.parametrize("by", [None, *GROUPINGS])
def test_nor_can_what_is_said_for_its_reader(renderer, by):
    text = "".join(renderer.render(PERSONAL, View(by=by, site_lines=True)))
    assert hostile.steering(text) == set()
    text.encode()
    if text.lstrip().lower().startswith("<!doctype html"):
        assert hostile.active(text, whole=True) == []
    if renderer.FORMAT.name == "eml":
        page = email.message_from_string(text, policy=email.policy.default).get_body(("html",))
        assert hostile.active(page.get_content(), whole=True) == []
        assert hostile.steering(page.get_content()) == set()
    if renderer.FORMAT.name in {"atom", "jsonfeed"}:
        _, fragments = READERS[renderer.FORMAT.name](text)
        assert [each for each in fragments if hostile.active(each)] == []


@EACH
def test_the_same_digest_gives_the_same_text(renderer):
    assert rendered(renderer) == rendered(renderer)


def test_the_checks_find_what_they_look_for():
    assert hostile.steering("a\u202eb\rc") == {"Cf", "Cc"}
    assert hostile.steering("a\r\nb\n") == set()
    assert hostile.active("<p onclick='x'>a</p>") == ["onclick"]
    assert hostile.active("<a href='javascript:x'>a</a>") == ["javascript:x"]
    assert hostile.active("<img src='http://x.example'>") == ["img"]
    assert hostile.active("<p>a</p><a href='https://x.example'>b</a>") == []
    assert hostile.active("<html><script>alert(1)</script></html>", whole=True) == ["script"]
