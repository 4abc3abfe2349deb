from __future__ import annotations

import pytest

from summarizer.text.markup import clean


def test_simple_markup_stays():
    fragment = "<p>A <mark>quote</mark> &amp; <strong>more</strong></p>"
    assert clean(fragment) == fragment


def test_a_link_leads_nowhere_but_to_a_web_page():
    assert clean('<a href="https://example.org/?a=1">x</a>') == (
        '<a href="https://example.org/?a=1" rel="noopener noreferrer">x</a>'
    )
    assert "href" not in clean('<a href="javascript:alert(1)">x</a>')


@pytest.mark.parametrize(
    "fragment",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<p style='position:fixed' onclick='alert(1)'>x</p>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<style>p{display:none}</style>",
        "<form action='https://example.org'><input></form>",
    ],
)
def test_nothing_runs_loads_or_covers(fragment):
    text = clean(fragment)
    for word in ("script", "onerror", "onclick", "style", "iframe", "svg", "img", "form"):
        assert word not in text
