"""XML that holds what XML forbids: read without it, and refused for all else."""

from __future__ import annotations

import pytest

from summarizer.text.xml import root_of

BLANKS = ["\x0b", "\x0c", "\x1c", "\x1f", "&#11;", "&#x0B;", "&#012;", "&#x1f;"]
NOTHING = [
    *("\0", "\x01", "\x08", "\x0e", "\x1b", "\ufffe", "\uffff", "\ud800", "&#0;", "&#1;"),
    *("&#x1;", "&#27;", "&#xFFFE;", "&#65535;", "&#xD800;", "&#xdfff;"),
]


@pytest.mark.parametrize(
    ("sign", "shown"), [*((each, " ") for each in BLANKS), *((each, "") for each in NOTHING)]
)
def test_what_xml_forbids_is_passed_over(sign, shown):
    assert root_of(f"<a>one{sign}two</a>").text == f"one{shown}two"
    assert root_of(f"<a b='one{sign}two'/>").get("b") == f"one{shown}two"


@pytest.mark.parametrize(
    ("sign", "shown"), [("\t", "\t"), ("&#9;", "\t"), ("&#x0a;", "\n"), ("&#233;", "é")]
)
def test_what_xml_allows_stays(sign, shown):
    assert root_of(f"<a>\x01one{sign}two</a>").text == f"one{shown}two"


def test_all_text_around_it_stays():
    root = root_of("<a>\x0b<b>é &amp; &#8217;\x07</b>\n<![CDATA[<x>\x01]]></a>")
    assert "".join(root.itertext()) == " é & \u2019\n<x>"


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "\x0b",
        "<a>",
        "<a>\x0b",
        "<a>&#x110000;</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>\x01</a>",
    ],
)
def test_what_is_no_xml_is_refused_all_the_same(xml):
    with pytest.raises(ValueError, match=r"\w"):
        root_of(xml)
