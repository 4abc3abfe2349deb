"""What is the title of a paper, and what only stands above it."""

from __future__ import annotations

import pytest
from pieces import BOLD, MANY, SENTENCE, parsed, piece, prose

TITLE = "On the reading of titles in print"


def body(y=560):
    return [
        piece(60, y + 20, "Abstract", 12.0, BOLD),
        *prose(60, y),
        piece(60, y - 100, "1 Introduction", 12.0, BOLD),
        *prose(60, y - 120),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "Accepted Manuscript",
        "Author's Accepted Manuscript",
        "Journal of Things that are Printed",
        "Proceedings of the Conference on Print",
        "The 3rd International Conference on Print",
        "International Journal of Print",
        "arXiv:2512.00001v1 [cs.CL] 1 Dec 2025",
        "Research Article",
        "Licensed under CC BY 4.0",
        "Preprint",
        "Under review as a conference paper",
    ],
)
def test_what_stands_above_in_larger_letters_is_no_title(monkeypatch, above):
    front = [piece(60, 780, above, 18.0), piece(60, 720, TITLE, 14.0), piece(60, 690, "A. Author")]
    found = parsed(monkeypatch, [*front, *body()])
    assert found.title == TITLE
    assert [found.of(each) for each in found.front] == [above, "A. Author"]


@pytest.mark.parametrize(
    "title",
    [
        "Journals and what they print",
        "A survey of conferences",
        "Reviewing at a conference: how it goes",
        "Original sins of print",
        "Letters from the left",
    ],
)
def test_a_title_may_speak_of_such_things(monkeypatch, title):
    found = parsed(monkeypatch, [piece(60, 760, title, 16.0), piece(60, 720, "A. Author"), *body()])
    assert found.title == title


def test_a_journal_is_known_by_its_home_page(monkeypatch):
    front = [
        piece(60, 790, "Contents lists available at a site"),
        piece(60, 770, "Print & Ink", 18.0),
        piece(60, 750, "journal homepage: www.example.org/print"),
        piece(60, 700, TITLE, 14.0),
        piece(60, 670, "A. Author"),
    ]
    assert parsed(monkeypatch, [*front, *body()]).title == TITLE


def test_what_the_file_is_called_is_the_title_where_it_stands_there(monkeypatch):
    front = [piece(60, 790, "INK", 30.0), piece(60, 740, TITLE), piece(60, 700, "A. Author")]
    assert parsed(monkeypatch, [*front, *body()], named=TITLE).title == TITLE
    assert parsed(monkeypatch, [*front, *body()], named="paper-final.dvi").title == "INK"


def test_a_cover_has_the_title_in_no_larger_letters(monkeypatch):
    cover = [
        piece(60, 780, "Accepted Manuscript", 18.0),
        piece(60, 720, TITLE),
        piece(60, 690, "A. Author"),
        *prose(60, 500, "This is a PDF file of an unedited manuscript. " + SENTENCE * 5),
    ]
    found = parsed(monkeypatch, cover, body())
    assert found.title == TITLE
    assert [each.heading for each in found.sections] == ["Abstract", "Introduction"]


def test_a_title_that_ends_in_the_name_of_a_section(monkeypatch):
    front = [
        piece(60, 780, "How well papers are read by", 18.0, BOLD),
        piece(60, 750, "models", 18.0, BOLD),
        piece(60, 700, "A. Author"),
    ]
    found = parsed(monkeypatch, [*front, *body()])
    assert found.title == "How well papers are read by models"
    assert [each.heading for each in found.sections] == ["Abstract", "Introduction"]


class TestContents:
    ENTRIES = ("1 Introduction 1", "2 Method 2", "2.1 Data 3", "3 Results 5")

    def test_below_its_name_is_neither_front_nor_sections(self, monkeypatch):
        listed = [piece(60, 680 - 14 * at, each, font=BOLD) for at, each in enumerate(self.ENTRIES)]
        front = [piece(60, 780, TITLE, 16.0), piece(60, 740, "A. Author")]
        name = piece(60, 700, "Contents", 14.0, BOLD)
        found = parsed(monkeypatch, [*front, name, *listed, *body()])
        assert [found.of(each) for each in found.front] == ["A. Author"]
        assert [each.heading for each in found.sections] == ["Abstract", "Introduction"]

    def test_without_a_name_it_is_known_by_its_numbers(self, monkeypatch):
        listed = [
            piece(60, 780 - 20 * at, each, 12.0, BOLD) for at, each in enumerate(self.ENTRIES)
        ]
        front = [piece(60, 780, TITLE, 16.0), piece(60, 740, "A. Author")]
        more = [piece(60, 640, "B More of it", 12.0, BOLD), *prose(60, 620)]
        found = parsed(monkeypatch, [*front, *body()], [*listed, *more])
        assert [each.heading for each in found.sections] == [
            *("Abstract", "Introduction", "More of it"),
        ]


class TestAbstract:
    def test_ends_behind_its_key_words(self, monkeypatch):
        front = [piece(60, 780, TITLE, 16.0), piece(60, 740, "A. Author")]
        abstract = [piece(60, 700, "Abstract", 12.0, BOLD), *prose(60, 680)]
        keys = piece(60, 590, "Keywords: print, ink, paper.")
        rest = prose(60, 560, "Here the paper begins. " + SENTENCE * 8)
        found = parsed(monkeypatch, [*front, *abstract, keys, *rest])
        assert [each.kind for each in found.sections] == ["abstract", "body"]
        assert found.of(found.sections[1].paragraphs[0]).startswith("Here the paper begins.")

    def test_is_not_a_whole_paper_without_headings(self, monkeypatch):
        front = [piece(60, 780, TITLE, 16.0), piece(60, 740, "A. Author")]
        first = [piece(60, 700, "Abstract", 12.0, BOLD), *prose(60, 680, "".join(MANY[:24]))]
        pages = [prose(60, 780, "".join(MANY[24 * at : 24 * (at + 1)])) for at in range(1, 5)]
        found = parsed(monkeypatch, [*front, *first], *pages)
        assert [each.kind for each in found.sections] == ["abstract", "body"]
        assert found.sections[0].end - found.sections[0].start < 7_000
