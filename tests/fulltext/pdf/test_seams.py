"""Both columns of a line as one string: cut where the right one begins, and nowhere else."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import MANY
from strings import (
    BOLD,
    CODE,
    HOWS,
    LEFT,
    RIGHT,
    WIDE,
    columns,
    document,
    string,
    wide,
    wrapped,
)
from typeset import one_page, pdf

from summarizer.fulltext import Content
from summarizer.fulltext.pdf import form
from summarizer.fulltext.pdf.process import Page, Piece, read
from summarizer.fulltext.pdf.seams import parted

FIRST, SECOND, THIRD, FOURTH = ("".join(MANY[at : at + 7]).strip() for at in (0, 10, 20, 30))
TITLE = string((LEFT, "A title that stands across both columns of its page"), y=790, size=16.0)
ACROSS = [
    string((LEFT, each), y=700 - 12 * at)
    for at, each in enumerate(wrapped("".join(MANY[50:62]), 475))
]


def text_of(*pages):
    return form.parse(Content("x.pdf", document(*pages)))


def said(found):
    """All of a text in one line, with words whole."""
    return re.sub(r"\s+", " ", found.text)


@pytest.fixture(params=HOWS)
def how(request):
    return request.param


class TestColumns:
    def test_the_left_one_is_read_before_the_right(self, how):
        found = text_of([TITLE, *columns(740, wrapped(FIRST), wrapped(SECOND), how)])
        assert f"{FIRST} {SECOND}" in said(found)
        assert found.report.notes == ()

    def test_a_page_that_begins_with_lines_across(self, how):
        below = columns(480, wrapped(FIRST), wrapped(SECOND), how)
        found = text_of([TITLE, *ACROSS, *below])
        assert f"{''.join(MANY[50:62])}{FIRST} {SECOND}" in said(found)

    def test_one_that_is_longer_than_the_other(self, how):
        found = text_of(
            [TITLE, *columns(740, wrapped(FIRST)[:9], wrapped(SECOND + " " + THIRD), how)]
        )
        assert f"{' '.join(wrapped(FIRST)[:9])} {SECOND} {THIRD}" in said(found)

    def test_indented_lines_and_headings_of_the_right_column(self):
        right = wrapped(SECOND)
        rows = columns(740, wrapped(FIRST), right)
        rows[5] = string((LEFT, wrapped(FIRST)[5]), (RIGHT + 12, right[5]), y=740 - 60)
        middle = RIGHT + (WIDE - wide("II. A HEADING")) / 2
        rows[3] = string((LEFT, wrapped(FIRST)[3]), (middle, "II. A HEADING"), y=740 - 36)
        found = said(text_of([TITLE, *rows]))
        assert FIRST in found
        assert found.index("II. A HEADING") > found.index(FIRST)
        assert " ".join(right[5:]) in found

    def test_words_in_another_face_stay_in_their_lines(self):
        """A face ends a string, and the library says of what follows that it begins the line."""
        rows = []
        for at, (left, right) in enumerate(zip(wrapped(FIRST), wrapped(SECOND), strict=False)):
            head, _, rest = right.partition(" ")
            bold, _, tail = rest.partition(" ")
            gap = (LEFT + wide(left) - RIGHT) * 100
            rows.append(
                f"BT /F1 10 Tf {LEFT} {740 - 12 * at} Td [({left}) {gap:.0f} ({head} )] TJ "
                f"/F2 10 Tf ({bold}) Tj /F1 10 Tf ( {tail}) Tj ET"
            )
        found = said(text_of([TITLE, *rows]))
        lines = min(len(wrapped(FIRST)), len(wrapped(SECOND)))
        assert " ".join([*wrapped(FIRST)[:lines], *wrapped(SECOND)[:lines]]) in found

    def test_a_short_last_page_follows_the_others(self, how):
        found = text_of(
            [TITLE, *columns(740, wrapped(FIRST), wrapped(SECOND), how)],
            columns(780, wrapped(THIRD)[:2], wrapped(FOURTH)[:2], how),
        )
        assert " ".join([*wrapped(THIRD)[:2], *wrapped(FOURTH)[:2]]) in said(found)

    def test_references(self):
        """With their numbers and brackets, and lines that begin anew more often than prose does."""
        names = "Sorting Reading Printing Cutting Finding Naming".split()
        listed = [
            f"[{at}] A. Author and B. Author. 20{at}. {name} things of more than one kind, and "
            f"what is said of it. In Proceedings of a Place, 12(3), pages {at}1-{at}9."
            for at, name in enumerate(names, start=10)
        ]
        left, right = [list(chain(*map(wrapped, each))) for each in (listed[:3], listed[3:])]
        rows = [string((LEFT, "References"), y=780, font=BOLD, size=12.0)]
        found = text_of(
            [TITLE, *columns(740, wrapped(FIRST), wrapped(SECOND))],
            [*rows, *columns(760, left, right)],
        )
        assert [f"{each.label} {found.of(each)}" for each in found.references] == listed

    def test_a_table_within_the_left_column_is_not_cut(self):
        left, right = wrapped(FIRST), wrapped(SECOND)
        rows = [
            string(*cells, (RIGHT, right[at]), y=740 - 12 * at)
            for at, cells in enumerate(
                [(LEFT, f"row {at}"), (LEFT + 90, f"{at}2.5"), (LEFT + 160, "yes")]
                for at in range(5)
            )
        ]
        rows += columns(680, left, right[5:])
        found = said(text_of([TITLE, *rows]))
        assert f"{FIRST} {SECOND}" in found


class TestOneColumn:
    """What has wide gaps in it, and is read as it was: line by line, and without a warning."""

    @pytest.mark.parametrize("how", HOWS)
    def test_a_table_across_the_page(self, how):
        rows = [
            string(
                *((LEFT, f"A method of some length {at}"), (RIGHT, f"{at}2.50")),
                *((RIGHT + 80, f"{at}7.25"), (RIGHT + 160, "yes")),
                y=480 - 12 * at,
                how=how,
            )
            for at in range(9)
        ]
        self.same([TITLE, *ACROSS, *rows])

    @pytest.mark.parametrize("how", HOWS)
    def test_a_table_of_words(self, how):
        cells = [
            ("Trained on one source alone", "Learns names of things"),
            ("Trained on both", "Learns names and what is said of them"),
            ("A larger one of the same kind", "Learns slowly, as it has much to read"),
            ("Frozen from its first layer on", "Learns nothing new of any kind"),
            ("Two that agree with each other", "Forgets what was learned of old"),
            ("None", "Nothing that could be measured"),
            ("Drawn by lot from all of them", "Says what is said most often"),
            ("Shuffled", "Says it in another order than it was"),
        ]
        rows = [
            string((LEFT, first), (RIGHT, second), y=480 - 12 * at, how=how)
            for at, (first, second) in enumerate(cells)
        ]
        self.same([TITLE, *ACROSS, *rows])

    def test_justified_lines_with_wide_gaps_between_words(self):
        rows = []
        for at, line in enumerate(wrapped(f"{FIRST} {SECOND} {THIRD}", 430)):
            words = line.split()
            gap = (475 - wide("".join(words))) / (len(words) - 1)
            shown = f" {-gap * 100:.0f} ".join(f"({word})" for word in words)
            rows.append(f"BT /F1 10 Tf {LEFT} {740 - 12 * at} Td [{shown}] TJ ET")
        self.same([TITLE, *rows])
        assert f"{FIRST} {SECOND} {THIRD}" in said(text_of([TITLE, *rows]))

    @pytest.mark.parametrize("how", HOWS)
    def test_a_listing_with_notes_beside_its_lines(self, how):
        code = [
            ("for each in range(count):", "# over all that there are"),
            ("    total += weights[each] * 2", "# each counts twice"),
            ("    if total > most:", "# never more than that"),
            ("        return total, each", "# and where it was reached"),
            ("    names.append(str(each))", "# which is of use later"),
            ("print(total / len(names))", "# the mean of all of them"),
            ("print(sorted(names)[-1])", "# the last of the names"),
            ("raise ValueError(total)", "# if nothing was found at all"),
        ]
        rows = [
            string((LEFT, first), (RIGHT, second), y=480 - 12 * at, how=how, font=CODE)
            for at, (first, second) in enumerate(code)
        ]
        self.same([TITLE, *ACROSS, *rows])

    @staticmethod
    def same(page):
        found = read("x.pdf", document(page))
        (drawn,) = found.pages
        (whole,), _, _ = parted(found.pages, found.fonts)
        assert len(whole.pieces) == sum(not piece.part for piece in drawn.pieces)
        assert _all(whole) == _all(drawn)
        assert text_of(page).report.notes == ()


def _words(piece):
    return piece.text


class TestDoubt:
    @pytest.mark.parametrize("how", HOWS)
    def test_full_cells_that_begin_anew_may_be_a_table_or_not(self, how):
        left = [f"{each.capitalize()}" for each in wrapped(FIRST)[:9]]
        right = [f"{each.capitalize()}" for each in wrapped(SECOND)[:9]]
        found = text_of([TITLE, *ACROSS], [*columns(740, left, right, how)])
        assert f"{left[0]} {right[0]}" in said(found)
        (note,) = found.report.notes
        assert note.startswith("page 2: lines have a wide gap near the middle")

    def test_a_few_lines_are_too_few(self):
        found = text_of([TITLE, *ACROSS, *columns(480, wrapped(FIRST)[:4], wrapped(SECOND)[:4])])
        assert len(found.report.notes) == 1


def two_bytes(drawn):
    """A page in a font of two bytes a sign, each half an em wide, whose codes are Unicode's."""
    codes = (
        b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
        b"1 beginbfrange <0000> <00ff> <0000> endbfrange endcmap"
    )
    stream = f"BT /F1 10 Tf 12 TL 60 700 Td {drawn} ET".encode()
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            4: b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
            5: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
            b"/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
            6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 >>",
            7: b"<< /Length %d >>\nstream\n" % len(codes) + codes + b"\nendstream",
        }
    )


class TestPieces:
    def test_the_parts_of_a_string_come_with_their_places(self, how):
        rows = columns(740, wrapped(FIRST), wrapped(SECOND), how)
        (page,) = read("x.pdf", document(rows)).pages
        first, second = page.pieces[:2]
        assert (first.text.strip(), first.part) == (wrapped(FIRST)[0], 0)
        assert (second.text.strip(), second.part) == (wrapped(SECOND)[0], 1)
        assert second.x == pytest.approx(RIGHT, abs=2.0)
        assert second.before == pytest.approx(LEFT + wide(wrapped(FIRST)[0]), abs=0.2)

    def test_fonts_of_two_bytes_a_sign(self):
        """Their signs are all of the width that the font has for those it does not list."""
        words = "<" + "Some words of it".encode("utf-16-be").hex() + ">"
        (page,) = read("x.pdf", two_bytes(f"[{words} -17000 {words}] TJ T* " * 9)).pages
        first, second = page.pieces[:2]
        assert (first.text.strip(), second.text.strip()) == ("Some words of it",) * 2
        assert (second.before, second.x) == (60 + 16 * 5, 60 + 16 * 5 + 170)

    @pytest.mark.parametrize(
        "wrong",
        [b"Tf", b"/F9 10 Tf", b"(a) (b) Td", b"1 Tm", b"TJ", b"[/Name (x) null] TJ", b"q Q Q Q"],
    )
    def test_operators_that_miss_their_numbers_lose_no_words(self, wrong):
        stream = wrong + b" BT /F1 10 Tf 12 TL 60 700 Td "
        stream += b"[(Words) -9000 (behind a gap)] TJ T* " * 9 + b"ET"
        (page,) = read("x.pdf", one_page(stream)).pages
        text = "".join(piece.text for piece in page.pieces)
        assert text.count("Words") == text.count("behind a gap") == 9
        assert text.isascii()


PLACES = st.none() | st.floats(-1e4, 1e4) | st.sampled_from([60.0, 290.0, 310.0, 312.0])
PARTS = st.builds(
    Piece,
    *(PLACES.map(lambda each: each or 0.0), st.sampled_from([700.0, 688.0, 676.0])),
    *(st.just(10.0), st.integers(0, 2), st.sampled_from([0, 90]), st.integers(0, 1)),
    text=st.sampled_from(["words of some length that go on", "Others", " ", "12", "\u05d0\u05d1"]),
    begin=PLACES,
    before=PLACES,
    part=st.integers(0, 1),
)


@settings(max_examples=60)
@given(st.lists(st.lists(PARTS, max_size=30), max_size=3))
def test_wherever_gaps_are_no_words_are_lost(pages):
    made = [Page(at, pieces=tuple(each)) for at, each in enumerate(pages, start=1)]
    done, _, _ = parted(made, ["Times-Roman", "Courier"])
    assert [_all(page) for page in done] == [_all(page) for page in made]


def _all(page):
    return "".join(map(_words, page.pieces))
