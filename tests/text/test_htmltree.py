"""Which pages are nested without end, and which only leave their end tags out."""

from __future__ import annotations

import pytest

from summarizer.text.htmltree import tree_of

MANY = 6000


@pytest.mark.parametrize(
    "html",
    [
        "<ul>" + "<li>a" * MANY,
        "<p>a" * MANY,
        "<table>" + "<tr><th>a<td>b" * MANY,
        "<div><p>a</div>" * MANY,
    ],
)
def test_a_page_without_end_tags_is_read(html):
    tree = tree_of(html)
    assert tree is not None
    assert tree.body.text().count("a") == MANY


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * MANY,
        "<ul><li>" * MANY,
        "<dd><li>" * MANY,
        "<b><p>" * MANY,
        "<svg>" + "<td>" * MANY,
    ],
)
def test_one_that_is_nested_without_end_is_not(html):
    assert tree_of(html) is None
