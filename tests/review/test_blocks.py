from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.renderers.markdown import escaped
from summarizer.review.blocks import pieces, unescaped
from summarizer.text.plain import one_line


def read(text):
    return [(piece.kind, piece.line, piece.text) for piece in pieces(text)]


@pytest.mark.parametrize(
    "line",
    ["- [x] rag", "* [X] rag", "+  [✓] rag", "1. [x] rag", "• ☑ rag", "[x] rag", "\u2013 [v] rag"],
)
def test_a_ticked_box_whatever_its_signs(line):
    (piece,) = pieces(line)
    assert (piece.kind, piece.text, piece.ticked) == ("box", "rag", True)


@pytest.mark.parametrize("line", ["- [ ] rag", "* [] rag", "- [\xa0] rag", "☐ rag"])
def test_an_empty_box(line):
    (piece,) = pieces(line)
    assert (piece.kind, piece.text, piece.ticked) == ("box", "rag", False)


@pytest.mark.parametrize("line", ["- [?] rag", "- [-] rag", "- [~] rag"])
def test_a_box_that_says_neither(line):
    (piece,) = pieces(line)
    assert (piece.kind, piece.ticked) == ("box", None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_are_joined_whatever_the_line_ends(end):
    text = end.join(["# A", "", "> one", "> two", "three", "", "- notes: a", "  b", "- [x] c", ""])
    assert read(text) == [
        ("heading", 1, "A"),
        ("quote", 3, "one two three"),
        ("item", 7, "notes: a b"),
        ("box", 9, "c"),
    ]


def test_a_hidden_line_wrapped_or_with_other_dashes():
    assert read("<!-- paper x\ngiven: rag -->\n<!— paper y —>") == [
        ("comment", 1, "paper x given: rag"),
        ("comment", 3, "paper y"),
    ]


def test_a_hidden_line_without_an_end_is_not_closed():
    (first, second) = pieces("<!-- paper 2512\n\n- a")
    assert (first.kind, first.closed) == ("comment", False)
    assert second.text == "a"


def test_headings_by_underline_and_rules():
    assert read("A title\n---\n\n***\n\ntext") == [("heading", 1, "A title"), ("text", 6, "text")]


@given(st.text())
def test_what_was_escaped_reads_as_before(text):
    assert unescaped(escaped(text)) == one_line(text)


@given(st.text(alphabet="-*+>[] x#<!→\n\r1.a:\t`", max_size=200))
def test_any_text_is_cut_without_losing_a_word(text):
    found = list(pieces(text))
    assert all(piece.line > 0 for piece in found)
    assert text.count("a") == sum(piece.text.count("a") for piece in found)
