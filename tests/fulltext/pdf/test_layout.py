"""Pieces of a page put together again, wherever and in which order they come."""

# ruff: noqa: RUF001 -- accents that TeX sets apart

from __future__ import annotations

import random

import pytest
from fulltexts import PROSE
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.fulltext import Content
from summarizer.fulltext.pdf import form
from summarizer.fulltext.pdf.lines import lines_of
from summarizer.fulltext.pdf.process import Page, Piece, Pieces
from summarizer.fulltext.pdf.widths import Widths

BOX = (0.0, 0.0, 595.0, 842.0)
FONTS = ["Times-Roman", "Times-Bold", "CMMI10", "Courier"]


def piece(x, y, text, size=10.0, font=0, turned=0, form=0):
    return Piece(float(x), float(y), size, font, turned, form, text)


def text_of(*pieces):
    (line,) = lines_of(Page(1, BOX, pieces), Widths(FONTS))
    return line


class TestLines:
    def test_a_raised_number_behind_a_word_is_a_mark(self):
        line = text_of(
            piece(60, 700, "it works"), piece(96, 704, "3", 6.0), piece(100, 700, " well")
        )
        assert (line.text, line.marked) == ("it works well", "it works³ well")

    def test_a_raised_number_behind_a_number_is_a_power(self):
        assert text_of(piece(60, 700, "10"), piece(70, 704, "6", 6.0)).text == "10^6"

    def test_a_lowered_letter_is_an_index(self):
        assert text_of(piece(60, 700, "x"), piece(65, 698, "i", 6.0)).text == "x_i"

    def test_indices_of_a_formula_are_indices_though_they_are_many(self):
        signs = [(60, 700, "x", 10.0), (65, 698, "ik", 7.0), (73, 700, " - x", 10.0)]
        signs += [(90, 698, "jk", 7.0), (98, 698, "n", 7.0)]
        assert text_of(*(piece(*each) for each in signs)).text == "x_ik - x_jkn"

    def test_a_line_that_begins_with_a_mark_has_it_as_label(self):
        line = text_of(piece(60, 104, "7", 6.0), piece(64, 100, "See there.", 8.0))
        assert (line.label, line.text) == ("7", "See there.")

    def test_accents_that_stand_before_their_letters_are_put_on_them(self):
        assert text_of(piece(60, 700, "Erd˝os and Lo¨ıc")).text == "Erdős and Loïc"

    def test_pieces_of_one_line_that_the_file_has_apart_are_one(self):
        apart = piece(60, 700, "Some words"), piece(60, 500, "Another"), piece(107, 700, "more")
        lines = lines_of(Page(1, BOX, apart), Widths(FONTS))
        assert [line.text for line in lines] == ["Some words more", "Another"]


def column(x, y, words, wide=38):
    """Lines of a column, in a face of usual width."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > wide:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    return [piece(x, y - 12 * number, each) for number, each in enumerate(lines)]


class TestColumns:
    LEFT = "Left words come first and go on for as long as the column does, without any end. " * 4
    RIGHT = "Right words come later and are read when all on the left was read before them. " * 4

    @pytest.mark.parametrize("seed", range(4))
    def test_order_does_not_depend_on_the_file(self, seed, monkeypatch):
        pieces = [*column(60, 700, self.LEFT), *column(310, 700, self.RIGHT)]
        random.Random(seed).shuffle(pieces)
        found = Pieces(1, "", [Page(1, BOX, tuple(pieces))], FONTS)
        monkeypatch.setattr(form.process, "read", lambda *_: found)
        text = form.parse(Content("x.pdf", b"%PDF-"))
        assert f"{self.LEFT}{self.RIGHT}".strip() in text.text.replace("\n", " ")


WORDS = (
    "Words of it|1 Introduction|References|Figure 1: A|x|-|(1)|12|Abstract|[1] A. Author|and so-|"
    "\ufffd\x01|é˝o"
).split("|")


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            piece,
            st.floats(-1e4, 1e4) | st.sampled_from([60, 62, 310, 312]),
            st.floats(-1e4, 1e4) | st.sampled_from([700, 688, 676, 664.5, 30, 820]),
            st.sampled_from(WORDS),
            st.sampled_from([0.001, 6.0, 8.0, 10.0, 10.0, 12.0, 1e6]),
            st.integers(0, 5),
            st.sampled_from([0, 0, 0, 90, 180]),
            st.integers(0, 1),
        ),
        max_size=40,
    ),
    st.lists(st.integers(1, 3), max_size=2),
)  # fmt: skip
def test_whatever_stands_wherever_is_read_or_refused(pieces, blank):
    prose = [piece(60, 600 - 12 * at, each) for at, each in enumerate(PROSE.split(", "))]
    pages = [Page(1, BOX, (*pieces, *prose)), *(Page(2 + at, BOX) for at, _ in enumerate(blank))]
    found = Pieces(len(pages), "", pages, FONTS)
    before = form.process.read
    form.process.read = lambda *_: found
    try:
        text = form.parse(Content("x.pdf", b"%PDF-"))
    except InputError:
        return
    finally:
        form.process.read = before
    assert text.text.replace("\n", " ").isprintable()
    assert len(text.report.blank) == len(blank)
