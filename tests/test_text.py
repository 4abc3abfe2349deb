from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from summarizer.text import UNSAFE, content_id, one_line, printable, web_link


@given(st.text())
def test_printable_text_holds_no_control_format_surrogate_or_private_character(text):
    kinds = {unicodedata.category(each) for each in printable(text) if each not in "\t\n\r"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co"}


@given(st.text())
def test_all_other_characters_stay(text):
    assert printable(text) == UNSAFE.sub("", text)


def test_an_escape_sequence_loses_its_escape():
    assert one_line("a\x1b[31mb\x9b2Jc\x07\u202ed\n  e") == "a[31mb2Jcd e"


def test_papers_that_differ_in_case_and_space_alone_share_an_id():
    assert content_id("A  Title", "Text\nhere") == content_id("a title", "text here")
    assert content_id("A Title", "Text") != content_id("A Title", "Other text")
    assert content_id("A", "b").startswith("sha256:")
    assert len(content_id("A", "b")) == len("sha256:") + 16


def test_a_lone_surrogate_has_an_id_too():
    assert content_id("\ud800", "x").startswith("sha256:")


def test_only_web_addresses_become_links():
    assert web_link("https://example.com/a?b=c#d") == "https://example.com/a?b=c#d"
    assert web_link("javascript:alert(1)") is None
    assert web_link("https://") is None
    assert web_link(None) is None


def test_a_link_cannot_leave_its_brackets():
    assert web_link("https://example.com/a>b)<c \x1b]8;;") == (
        "https://example.com/a%3Eb%29%3Cc%20%5D8;;"
    )
