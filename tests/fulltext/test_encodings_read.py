"""Pages and Markdown in the encodings that editors write: the same paper in each."""

from __future__ import annotations

import codecs

import pytest
from fulltexts import HF_MARKDOWN, PROSE

from summarizer.errors import InputError
from summarizer.fulltext import Content
from summarizer.fulltext.reading import read
from summarizer.text.encodings import WINDOWS

MARKDOWN = f"# Ein Öl\n\n## Abstract\n\n{PROSE} Über “Öl”.\n"
PAGE = (
    "<!DOCTYPE html>\n<html><body><h1>Ein Öl</h1><h2>Abstract</h2>"
    f"<p>{PROSE} Über “Öl”.</p></body></html>"
)
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")


@pytest.mark.parametrize("text", [MARKDOWN, MARKDOWN.replace("\n", "\r\n"), PAGE])
@pytest.mark.parametrize("encoding", [*WIDE, "utf-8-sig", "cp1252"])
def test_a_paper_is_the_same_in_each_encoding(text, encoding):
    found = read(Content("paper", text.encode(encoding)))
    assert found.title == "Ein Öl"
    assert "Über “Öl”." in found.text
    assert (WINDOWS in found.report.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("text", [MARKDOWN, PAGE])
def test_a_mark_of_the_other_order_is_known(text):
    data = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    assert read(Content("paper", data)).title == "Ein Öl"


def test_a_head_is_known_in_it():
    found = read(Content("paper.md", HF_MARKDOWN.encode("utf-16")))
    assert found.source.id == "2512.00001"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (MARKDOWN.encode("utf-16")[:-1], "`paper` is UTF-16 or UTF-32 that is cut off or damaged"),
        (PAGE.encode("utf-16")[:-1], "`paper` is UTF-16 or UTF-32 that is cut off or damaged"),
        (PROSE.encode("utf-16"), "is neither PDF nor HTML, and has no headings"),
        (b"# A\n\0\1\2\3 \0\0\0" * 50, "is a binary file, and neither PDF, HTML nor Markdown"),
        (codecs.BOM_UTF16_LE, "is neither PDF nor HTML"),
    ],
)
def test_others_are_told_in_one_line(data, why):
    with pytest.raises(InputError, match=why) as caught:
        read(Content("paper", data))
    assert "\n" not in str(caught.value)
