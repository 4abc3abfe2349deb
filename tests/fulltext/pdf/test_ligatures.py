"""Ligatures that fonts do not name."""

from __future__ import annotations

import pytest
from pieces import parsed, piece, prose
from typeset import pdf

from summarizer.fulltext.pdf.ligatures import Restorer
from summarizer.fulltext.pdf.process import read

PLAIN = "Some words of a paper that has none of them in all that it says on its many pages. " * 40


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (
            "coe\x1ecients di\x1ber; we \x1cnd a \x1dow, o\x1fine",
            "coefficients differ; we find a flow, offline",
        ),
        (
            "coe\x0ecients di\x0ber; we \x0cnd it, o\x0fine",
            "coefficients differ; we find it, offline",
        ),
    ],
)
def test_codes_of_tex_are_letters(monkeypatch, codes, words):
    page = [piece(60, 780, "A title of it", 16.0), *prose(60, 700), piece(60, 600, f"{codes}.")]
    found = parsed(monkeypatch, page)
    assert f"{words}." in found.text
    assert not [each for each in found.report.lost if "font" in each.what and each.count]


def test_codes_in_formulas_are_left_alone(monkeypatch):
    page = [
        piece(60, 780, "A title of it", 16.0),
        *prose(60, 700),
        piece(60, 600, "( \x1c + \x1b )"),
    ]
    assert "fi" not in parsed(monkeypatch, page).text


class TestNothingIsLeft:
    @pytest.mark.parametrize(
        ("left", "whole"),
        [
            ("a uni ed model", "a unified model"),
            ("an e ect of it", "an effect of it"),
            ("its dierent signicance", "its different significance"),
            ("Specically, it is ecient", "Specifically, it is efficient"),
            ("we \ufffdnd coe\ufffdcients", "we \ufffdnd coefficients"),
            ("the species led, or so he said", "the species led, or so he said"),
        ],
    )
    def test_known_words_are_made_whole(self, left, whole):
        assert Restorer([PLAIN, left]).restored(left) == whole

    def test_words_of_the_paper_are_known(self):
        assert Restorer([PLAIN, "a ruffled one"]).restored("is ru ed") == "is ruffled"

    @pytest.mark.parametrize("sign", ["fi", "\ufb01"])
    def test_a_paper_that_has_ligatures_is_left_alone(self, sign):
        paper = PLAIN + f"It is de{sign}ned in {sign}ve {sign}elds. " * 20
        assert Restorer([paper]).restored("an e ect") == "an e ect"


def test_letters_of_bitmap_fonts_are_no_dingbats():
    """Their names are their codes, which the file itself may take for those of dingbats."""
    signs = "".join(f"<{code:02x}> <27{code:02x}>\n" for code in range(65, 123)).encode()
    head = b"begincmap\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n58 beginbfchar\n"
    unicode = head + signs + b"endbfchar\nendcmap\n"
    names = " ".join(f"/a{code}" for code in range(65, 123))
    glyphs = " ".join(f"/a{code} 7 0 R" for code in range(65, 123))
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.1 0 0 .1 0 0] "
        f"/FirstChar 65 /LastChar 122 /Widths [{'5 ' * 58}] "
        f"/Encoding << /Type /Encoding /Differences [65 {names}] >> "
        f"/CharProcs << {glyphs} >> /ToUnicode 8 0 R >>"
    )
    words = b"BT /F1 10 Tf 72 700 Td (Letters) Tj ET"
    made = pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            4: b"<< /Length %d >>\nstream\n" % len(words) + words + b"\nendstream",
            5: font.encode(),
            7: b"<< /Length 9 >>\nstream\n5 0 d0 f  \nendstream",
            8: b"<< /Length %d >>\nstream\n" % len(unicode) + unicode + b"\nendstream",
        }
    )
    (each,) = read("x.pdf", made).pages[0].pieces
    assert each.text.strip() == "Letters"
