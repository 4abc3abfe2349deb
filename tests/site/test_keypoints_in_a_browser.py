"""What a full text says on a paper's page, in a real browser: opened in place, on every screen."""

from __future__ import annotations

import pytest
from keptanswers import answered, read
from papers import paper
from stored_days import store

from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.site.build import build

ID = paper(0).id
LIMIT = "One limitation of our method is that it reads English papers only."
LONG = "https://github.com/example/a-reader-of-papers-that-has-a-name-without-any-end-or-a-place-to-break"
TEXT = f"""# A Reader of Papers

Ann Author, Ben Writer

Department of Reading, University of Example, Exampletown

## Abstract

We propose a reader of papers that finds a sentence. Our code is available at {LONG} today.

## 1 Limitations

There is more to say. {LIMIT} It is slow, too.
"""
OVERFLOW = "return document.documentElement.scrollWidth"


@pytest.fixture
def page(home, tmp_path):
    """The page of a paper whose text is kept, with a model's line about it."""
    run = Run()
    store(run, [0])
    url = f"https://huggingface.co/papers/{ID}.md"
    run.texts.put(ID, Copy("hf", url, None, "2025-12-09", TEXT.encode()))
    answered(run.points, read(TEXT, ID), {"limits": ("Only papers in English are read.", LIMIT)})
    build(Run(), tmp_path / "site", "Papers")
    return (tmp_path / "site" / "papers" / f"{ID}.html").as_uri()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_everything_opens_in_place_and_fits(browser, page, width, dark):
    browser.open(page, width=width, dark=dark)
    summaries = browser.all(".points summary")
    assert len(summaries) >= 4
    for each in summaries:
        each.click()
    quotes = browser.texts(".points blockquote mark")
    assert {LIMIT, "University of Example"} <= set(quotes)
    assert browser.texts(".points dd > a") == [LONG.partition("://")[2][:59] + "…"]
    assert browser.run(OVERFLOW) == width
    assert browser.violations() == []
