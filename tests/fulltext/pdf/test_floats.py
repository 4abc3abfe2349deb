"""Listings and the heads of tables, which are set as headings are."""

from __future__ import annotations

import pytest
from pieces import BOLD, BOLD_CODE, SENTENCE, parsed, piece, prose

from summarizer.errors import InputError

TITLE = [piece(60, 800, "A title of it", 16.0), piece(60, 780, "A. Author")]
BEGIN = [piece(60, 740, "1 Introduction", 12.0, BOLD), *prose(60, 720)]


def headings(found):
    return [each.heading for each in found.sections]


@pytest.mark.parametrize(
    "line",
    ["R> Summary(x)", ">>> Import things", "In [3]: Fit(x)", "$ Make all", "julia> Fit(x)"],
)
@pytest.mark.parametrize("font", [BOLD, BOLD_CODE])
def test_what_stands_behind_a_prompt_is_no_heading(monkeypatch, line, font):
    found = parsed(monkeypatch, [*TITLE, *BEGIN, piece(60, 600, line, 12.0, font), *prose(60, 580)])
    assert headings(found) == ["Introduction"]


def test_the_bold_head_of_a_table_is_no_heading(monkeypatch):
    head = piece(60, 600, "Name Value", 10.0, BOLD)
    rows = [
        cell
        for at in range(4)
        for cell in (piece(60, 580 - 14 * at, "w"), piece(200, 580 - 14 * at, str(at)))
    ]
    caption = piece(60, 500, "Table 1: Values and their names.", 9.0)
    found = parsed(monkeypatch, [*TITLE, *BEGIN, head, *rows, caption, *prose(60, 460)])
    assert headings(found) == ["Introduction"]
    assert len(found.captions) == 1


def test_a_bold_line_above_prose_is_one(monkeypatch):
    found = parsed(
        monkeypatch,
        [*TITLE, *BEGIN, piece(60, 600, "Ethical questions", 12.0, BOLD), *prose(60, 580)],
    )
    assert headings(found) == ["Introduction", "Ethical questions"]


def test_words_with_indices_are_not_torn(monkeypatch):
    line = [
        piece(60, 600, "of the state S"),
        piece(123, 598, "q", 6.0, 2),
        piece(126, 598, "+", 6.0, 2),
        piece(129, 598, "p", 6.0, 2),
        piece(134, 600, "as it is said. " + SENTENCE.strip()),
    ]
    found = parsed(monkeypatch, [*TITLE, *BEGIN, *line])
    assert "of the state S_{q+p}" in found.text


def test_letters_of_no_size_are_refused_in_a_line(monkeypatch):
    with pytest.raises(InputError, match="holds no text"):
        parsed(monkeypatch, prose(60, 700, SENTENCE * 6, size=0.1))
