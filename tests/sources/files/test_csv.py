from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.sources import content_listing
from summarizer.sources.content import Content
from summarizer.sources.files.csv import recognises


def read(text):
    return content_listing(Content("papers.csv", text.encode()))


def test_columns_are_found_by_their_names():
    found = read(
        "Title,Abstract,arXiv ID,Authors,Upvotes,Published\n"
        '"A, B",It is.,2410.05434v3,"Ann One; Bo Two",12,2024-10-07\n'
    ).papers[0]
    assert (found.title, found.abstract, found.id, found.version) == (
        *("A, B", "It is.", "2410.05434", 3),
    )
    assert (found.authors, found.upvotes, found.published) == (
        ("Ann One", "Bo Two"),
        12,
        "2024-10-07",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_usual_delimiter_is_known(delimiter):
    found = read(delimiter.join(["summary", "title"]) + "\n" + delimiter.join(["S.", "T"]) + "\n")
    assert (found.papers[0].title, found.papers[0].abstract) == ("T", "S.")


def test_a_cell_of_several_lines_is_kept_as_it_is():
    assert read('title,abstract\r\nT,"One\nand two."\r\n').papers[0].abstract == "One\nand two."


@pytest.mark.parametrize(
    ("rows", "where", "why"),
    [
        ("T\n", "line 3", "1 columns where the first row names 2"),
        ("T,a,b\n", "line 3", "3 columns where the first row names 2"),
        ('"open,\nx,y\n', "lines 3 to 4", "not valid CSV: unexpected end of data"),
        ("T,\n", "line 3", "no abstract"),
    ],
)
def test_a_broken_row_is_dropped_with_its_line(rows, where, why):
    report = read(f"title,abstract\nT,A.\n{rows}").report
    assert [(each.where, each.why) for each in report.dropped] == [(where, why)]
    assert report.kept == 1


def test_without_a_named_title_and_abstract_it_is_no_table():
    assert not recognises(Content("x.csv", b"name,text\na,b\n"))
    assert not recognises(Content("x.txt", b"A title, and an abstract\n\nText, more of it.\n"))


def test_a_table_without_papers_is_one_clear_error():
    with pytest.raises(InputError, match="none of 1 entries is a paper; line 2: no abstract"):
        read("title,abstract\nT,\n")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_csv_writes_is_read_back(rows):
    text = io.StringIO()
    rows = [(title and f"On {title}", abstract and f"It is {abstract}") for title, abstract in rows]
    csv.writer(text).writerows([("title", "abstract"), *rows])
    whole = {(title, abstract) for title, abstract in rows if title.strip() and abstract.strip()}
    try:
        listing = read(text.getvalue())
    except InputError:
        assert not whole
        return
    assert listing.report.found == len(rows)
    assert {(each.title, each.abstract) for each in listing.papers} <= whole


def test_a_header_that_is_never_closed_is_one_line():
    with pytest.raises(InputError, match="line 1: not valid CSV"):
        content_listing(Content("x", b'"title,abstract\n'))
