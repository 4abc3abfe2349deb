from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.plain import (
    UNSAFE,
    content_id,
    echoed,
    one_line,
    printable,
    safe,
    single_spaced,
    web_link,
)


@given(st.text())
def test_printable_text_holds_no_control_format_surrogate_or_private_character(text):
    kinds = {unicodedata.category(each) for each in printable(text) if each not in "\t\n\r"}
    assert not kinds & {"Cc", "Cf", "Cs", "Co"}


def test_what_is_safe_holds_nothing_unsafe():
    signs = map(chr, range(sys.maxunicode + 1))
    assert not [each for each in signs if safe(each) and UNSAFE.match(each)]


@given(st.text(st.sampled_from(" \n\t\x0b\x1c\xa0\u200b\u2028\x07\ue000aé\U000e0101")))
def test_texts_are_what_their_definitions_say(text):
    assert printable(text) == UNSAFE.sub("", text)
    assert single_spaced(text) == UNSAFE.sub("", re.sub(r"\s+", " ", text))
    assert one_line(text) == " ".join(printable(" ".join(text.split())).split())


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


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("2305.1", "2305.1"), ("\udcff", "\\xff"), ("a\nb", "a b"), ("é" * 99, "é" * 79 + "…")],
)
def test_what_was_typed_is_shown_with_all_its_signs_and_cut(typed, shown):
    assert echoed(typed) == shown
