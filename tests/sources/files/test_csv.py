from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
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
        ("T\n", "line 3", "1 column, but the first row names 2"),
        ("T,a,b\n", "line 3", "3 columns, but the first row names 2"),
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
    with pytest.raises(InputError, match="no papers among 1 entry; line 2: no abstract"):
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
    with pytest.raises(InputError, match="no entries"):
        content_listing(Content("x", b'"title,abstract\n'))


ROWS = 'Two words,"One, and two."\n'


@pytest.mark.parametrize(
    "text",
    [
        f"title,abstract\n{ROWS}",
        f"\ufefftitle,abstract\n{ROWS}",
        "sep=;\ntitle;abstract\nTwo words;One, and two.\n",
        "\ufeffsep=\t\r\ntitle\tabstract\r\nTwo words\tOne, and two.\r\n",
        "title|abstract\nTwo words|One, and two.\n",
        'title,abstract,\nTwo words,"One, and two.",\n',
        'title,abstract\nTwo words,"One, and two.",,\n',
        f"Export of 4 February\n1 record\n\ntitle,abstract\n{ROWS}",
        f"title,abstract\n{ROWS}title,abstract\n",
        'abstract,title\n"One, and two.",Two words\n',
        "Titel;Zusammenfassung\nTwo words;One, and two.\n",
        "Titre;Résumé;Auteurs\nTwo words;One, and two.;\n",
        'Título,Resumen\nTwo words,"One, and two."\n',
        '标题,摘要\nTwo words,"One, and two."\n',
        'タイトル,要旨\nTwo words,"One, and two."\n',
    ],
)
def test_each_way_a_table_is_written_is_read(text):
    found = read(text)
    assert [(each.title, each.abstract) for each in found.papers] == [
        ("Two words", "One, and two.")
    ]
    assert (found.report.found, found.notes) == (1, ())


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_whole_tables_one_behind_another_are_one(mark):
    found = read(
        f'title,abstract\nA,One.\n{mark}"title","abstract"\nB,Two.\nabstract,title\nThree.,C\n'
    )
    assert [(each.title, each.abstract) for each in found.papers] == [
        *(("A", "One."), ("B", "Two."), ("C", "Three.")),
    ]
    assert found.report.dropped == ()


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ('"Why me?" and others,An abstract.', '"Why me?" and others'),
        ('"Why me?" and others,"An abstract."', '"Why me?" and others'),
        ('"""Why me?"" and others",An abstract.', '"Why me?" and others'),
        ('"A \\"B\\" C",An abstract.', 'A "B" C'),
    ],
)
def test_a_title_that_begins_with_a_quotation_mark_keeps_it(row, title):
    found = read(f"title,abstract\n{row}\nNext,Another.\n")
    assert [each.title for each in found.papers] == [title, "Next"]
    assert found.papers[0].abstract == "An abstract."


@pytest.mark.parametrize("delimiter", ["\t", "|"])
def test_quotation_marks_quote_nothing_where_each_line_is_a_row(delimiter):
    rows = [["title", "abstract"], ['"Open', "An abstract."], ['Next"', "Another."]]
    found = read("".join(f"{delimiter.join(row)}\n" for row in rows))
    assert [each.title for each in found.papers] == ['"Open', 'Next"']


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title,notes\nT,x\n", "it has the columns `title`, `notes`"),
        ("sep=;\nTitel;Notiz\nT;x\n", "it has the columns `Titel`, `Notiz`"),
    ],
)
def test_a_table_without_abstracts_names_the_columns_it_has(text, said):
    with pytest.raises(InputError, match=said):
        read(text)


def test_a_line_of_prose_that_names_columns_begins_no_table():
    assert not recognises(Content("x", b"Notes\n\nThe fields are title, abstract\n\nand more.\n"))


def test_bytes_of_windows_are_read_and_a_broken_one_costs_its_row():
    found = content_listing(Content("x", "title,abstract\nÉté,Schön.\n".encode("cp1252")))
    assert (found.papers[0].title, found.papers[0].abstract) == ("Été", "Schön.")
    assert "Windows-1252" in found.notes[0]
    data = "title,abstract\nÉté,Schön.\n".encode() + b"B\xffd,Two.\nC,Three.\n"
    found = content_listing(Content("x", data))
    assert [each.title for each in found.papers] == ["Été", "C"]
    assert found.report.dropped[0].why == "some bytes in it are not UTF-8 text"
