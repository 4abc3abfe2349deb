from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile

import openpyxl
import pytest

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing


def book(*rows, sheets=()):
    made, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    for name in sheets:
        made.create_sheet(name)
    made.save(stream)
    return stream.getvalue()


def read(data):
    return content_listing(Content("papers.xlsx", data))


TABLE = (
    ["Exported today"],
    ["Document Title", "Abstract", "Authors", "Date", "Upvotes"],
    [
        "Weaving",
        "We weave.",
        "Berg, Ida; Castro, Leo",
        dt.datetime(2019, 7, 4),  # noqa: DTZ001 - a cell has no zone
        3.0,
    ],
    ["Alone", None, None, None, None],
)


def test_a_workbook_is_read_by_its_columns():
    listing = read(book(*TABLE))
    (paper,) = listing.papers
    assert (paper.title, paper.abstract) == ("Weaving", "We weave.")
    assert paper.authors == ("Ida Berg", "Leo Castro")
    assert (paper.published, paper.upvotes) == ("2019-07-04", 3)
    assert [(each.where, each.why) for each in listing.report.dropped] == [
        ("Sheet, row 4", "no abstract")
    ]


def test_a_workbook_without_papers_is_one_clear_error():
    with pytest.raises(InputError, match="without a sheet that has columns for title and abstract"):
        read(book(["a", "b"], [1, 2], sheets=["Empty"]))


def test_a_damaged_workbook_is_one_clear_error():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    for data in (stream.getvalue(), book(*TABLE)[:-200]):
        with pytest.raises(InputError, match=r"not readable as an Excel workbook.*CSV") as error:
            read(data)
        assert "\n" not in str(error.value)


def test_without_the_extra_one_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"pip install 'summarize-papers\[excel\]'"):
        read(book(*TABLE))
