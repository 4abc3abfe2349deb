"""No page and no Markdown takes for ever: a long one is read in a process that can be ended."""

from __future__ import annotations

import time

import pytest
from fulltexts import ARXIV_PAGE, HF_MARKDOWN, PROSE

from summarizer.errors import InputError
from summarizer.fulltext import Content, extent, html, markdown
from summarizer.fulltext.bounds import Limits, parsed
from summarizer.fulltext.reading import read

APART = Limits(alone=1)
FORMS = pytest.mark.parametrize(
    ("form", "text"), [(html, ARXIV_PAGE), (markdown, HF_MARKDOWN)], ids=["html", "markdown"]
)


@FORMS
def test_a_long_one_is_read_the_same_apart(form, text):
    content = Content("a paper", text.encode(), "https://example.org/paper")
    assert parsed(form, content, APART) == form.parse(content)


def test_what_is_wrong_is_said_as_ever():
    with pytest.raises(InputError, match=r"`a\.md` holds no text of a paper: \d characters"):
        parsed(markdown, Content("a.md", b"# A\n\nWords"), APART)


@FORMS
def test_what_takes_too_long_is_ended_in_one_line(form, text):
    begun = time.monotonic()
    with pytest.raises(InputError, match=r"`a` was not read: reading it took more than 0.01 s"):
        parsed(form, Content("a", text.encode()), Limits(alone=1, seconds=0.01))
    assert time.monotonic() - begun < 5


def test_what_takes_too_much_memory_is_said():
    with pytest.raises(InputError, match=r"`a` was not read: .* too much .*memory"):
        parsed(markdown, Content("a", b"# A\n" * 500_000), Limits(alone=1, memory=60 << 20))


@pytest.mark.parametrize(
    "data",
    [
        f"# A\n\n{PROSE}\n\n" + "## B\n\n" * 60_000,
        f"# A\n\n{PROSE}\n\n" + "- b\n" * 60_000,
        f"<html><h1>A</h1><p>{PROSE}</p>" + "<h2>B</h2>" * 60_000,
    ],
    ids=["headings", "items", "headings of a page"],
)
def test_more_parts_than_papers_have_are_refused(data):
    with pytest.raises(InputError, match=r"`a` has 60,00\d headings, paragraphs and notes"):
        read(Content("a", data.encode()))


def test_more_characters_than_papers_have_are_refused(monkeypatch):
    monkeypatch.setattr(extent, "MOST_CHARACTERS", 1000)
    with pytest.raises(InputError, match=r"`a` has [12],\d{3} characters of text, which no paper"):
        read(Content("a", f"# A\n\n## Abstract\n\n{PROSE * 5}".encode()))
