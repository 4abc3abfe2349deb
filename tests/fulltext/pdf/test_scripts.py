"""What is raised or lowered stays in its sentence, unless a note on the page has that mark."""

# ruff: noqa: RUF001 -- signs as they are set

from __future__ import annotations

import pytest
from pieces import BODY, BOX, FONTS, MANY, MATH, NARROW, parsed, piece, prose

from summarizer.fulltext.pdf.lines import lines_of
from summarizer.fulltext.pdf.process import Page
from summarizer.fulltext.pdf.widths import Widths

ITALIC = len(FONTS)
WIDTHS = Widths([*FONTS, "Times-Italic"])
WORDS = [piece(60, 500 - 12 * at, "Words of the page, which are many.") for at in range(4)]


def raised(x, y, *parts, notes=()):
    """The text of a line of parts: words, or a tuple of words and what they are set in."""
    pieces = []
    for part in parts:
        words, font, shift, size = (*part, BODY, 0, 10.0)[:4] if len(part) < 4 else part
        pieces.append(piece(x, y + shift, words, size, font))
        x += WIDTHS.of(words, size, font)
    below = []
    for at, label in enumerate(notes):
        y = 100 - 12 * at
        below += [piece(60, y + 3, label, 5.5), piece(64, y, "A note of it is here.", 8.0)]
    return lines_of(Page(1, BOX, (*pieces, *WORDS, *below)), WIDTHS)[0].text


def up(words, font=BODY):
    return (words, font, 4, 6.5)


def down(words, font=BODY):
    return (words, font, -2, 6.5)


def on(words, font=BODY):
    return (words, font, 0, 10.0)


def read(*parts, notes=()):
    return raised(60, 700, *parts, notes=notes)


class TestFormulas:
    def test_powers_of_a_letter_behind_another_stay(self):
        parts = on("scales as "), on("O", MATH), on("("), on("np", MATH), up("2"), on(" + ")
        rest = on("p", MATH), up("3"), on(").")
        assert read(*parts, *rest) == "scales as O(np^2 + p^3)."

    @pytest.mark.parametrize("notes", [(), ("2",)])
    @pytest.mark.parametrize(
        "before", ["time of O(n", "variance of x", "1.44n", "(x + y)", "some 10", "the square (n)"]
    )
    def test_what_follows_a_sign_of_a_formula_is_no_mark(self, before, notes):
        assert read(on(before), up("2"), on(" is"), notes=notes) == (f"{before}^2 is")

    @pytest.mark.parametrize("face", [MATH, ITALIC])
    def test_a_name_in_the_face_of_formulas_is_no_word(self, face):
        assert read(on("where "), on("np", face), up("2"), on(" grows"), notes=("2",)) == (
            "where np^2 grows"
        )

    @pytest.mark.parametrize("star", ["*", "∗"])
    def test_a_star_stays(self, star):
        parts = on("where "), on("β", MATH), on(" = "), on("αβ", MATH), up(star, MATH), on(" holds")
        assert read(*parts) == "where β = αβ^* holds"

    def test_several_signs_are_in_braces(self):
        assert read(on("at most 10"), up("−"), up("12"), on(" of")) == "at most 10^{−12} of"
        assert read(on("so x", MATH), down("ij"), on(" is")) == "so x_{ij} is"

    def test_a_power_and_an_index_of_one_letter(self):
        assert read(on("so "), on("σ", MATH), up("2"), down("i"), on(" is")) == "so σ^2_i is"

    def test_a_prime_is_a_prime(self):
        assert read(on("so x", MATH), up("′", MATH), on(" is")) == "so x′ is"


class TestNotes:
    def test_a_mark_whose_note_is_on_the_page_is_taken_out(self):
        assert read(on("as it works"), up("3"), on(" well"), notes=("3",)) == "as it works well"
        assert read(on("it works."), up("1,2"), on(" And"), notes=("1", "2")) == "it works. And"

    def test_a_citation_in_brackets_may_have_a_note(self):
        assert read(on("(Author, 2000)"), up("3"), on(" is"), notes=("3",)) == "(Author, 2000) is"
        assert read(on("some (log n)"), up("3"), on(" is"), notes=("3",)) == "some (log n)^3 is"

    def test_a_mark_without_a_note_stays(self):
        assert read(on("as it works"), up("3"), on(" well"), notes=("4",)) == "as it works^3 well"

    def test_an_emphasised_word_may_have_a_note(self):
        parts = on("as "), on("emphasised", ITALIC), up("3"), on(" here")
        assert read(*parts, notes=("3",)) == "as emphasised here"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((on("the 1"), up("st"), on(" or 2"), up("nd"), on(" one")), "the 1st or 2nd one"),
        ((on("by Name"), up("TM"), on(" and")), "by Name™ and"),
        ((on("at 20"), up("◦", MATH), on("C for")), "at 20°C for"),
        ((on("at 20 "), up("o"), on("C for")), "at 20 °C for"),
        ((on("with "), up("13"), on("C and "), up("2"), on("H")), "with ^{13}C and ^2H"),
        ((on("set in L"), up("A"), on("TEX here")), "set in LATEX here"),
        ((on("of CO"), down("2"), on(" and H"), down("2"), on("O")), "of CO_2 and H_2O"),
        ((on("over 3 km"), up("2"), on(" of land")), "over 3 km^2 of land"),
    ],
)  # fmt: skip
def test_other_things_that_are_raised_read_well(parts, said):
    assert read(*parts) == said


def test_a_line_of_prose_may_begin_with_what_is_raised():
    assert read(up("13"), on("C was measured in all of them")).startswith("^{13}C was")


def test_raised_numbers_of_references_are_left_out(monkeypatch):
    """A paper that has them everywhere, and no notes."""
    pages = []
    for number in range(2):
        lines = prose(60, 700, "".join(MANY[12 * number : 12 * number + 12]), NARROW)
        marks = [
            piece(each.x + WIDTHS.of(each.text, 10.0, BODY), each.y + 4, str(at + 1), 6.0)
            for at, each in enumerate(lines)
            if each.text[-4:].isalpha()
        ]
        pages.append(sorted([*lines, *marks], key=lambda each: (-round((each.y - 4) / 12), each.x)))
    pages[0].insert(0, piece(60, 800, "A title of it", 16.0))
    found = parsed(monkeypatch, *pages)
    assert "^" not in found.text


def test_a_mark_behind_the_title_is_no_part_of_it(monkeypatch):
    title = [piece(60, 800, "A title of it", 16.0), piece(152, 806, "∗", 10.0)]
    found = parsed(monkeypatch, [*title, *prose(60, 700, "".join(MANY[:12]))])
    assert found.title == "A title of it"
