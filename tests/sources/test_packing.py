from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from summarizer.errors import InputError
from summarizer.sources import packing
from summarizer.sources.content import read_content

TEXT = b'[{"title": "T", "abstract": "A."}]'


def zipped(**files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


@pytest.mark.parametrize(
    "packed",
    [gzip.compress(TEXT, mtime=0), bz2.compress(TEXT), lzma.compress(TEXT), zipped(a__json=TEXT)],
)
def test_what_is_packed_is_unpacked_whatever_the_name(packed, tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(packed)
    assert read_content(str(path)).data == TEXT


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(b"0" * 99_999, mtime=0),
        bz2.compress(b"0" * 99_999),
        lzma.compress(b"0" * 99_999),
        zipped(a__json=b"0" * 99_999),
    ],
)
def test_none_of_them_beyond_a_limit(packed, monkeypatch):
    monkeypatch.setattr(packing, "MAX_BYTES", 1000)
    with pytest.raises(InputError, match="unpacks to more than"):
        packing.unpacked("x", packed)


@pytest.mark.parametrize(
    "packed", [gzip.compress(TEXT, mtime=0)[:-9], bz2.compress(TEXT)[:-9], lzma.compress(TEXT)[:-9],
               zipped(a__json=TEXT)[:-9]]
)  # fmt: skip
def test_a_damaged_one_is_one_clear_error(packed):
    with pytest.raises(
        InputError, match=r"`x` is a damaged or half-written (gzip|bz2|lzma|zip) file"
    ):
        packing.unpacked("x", packed)


def test_a_zip_of_several_files_on_standard_input_is_named():
    with pytest.raises(InputError, match="a zip of 2 files: unpack it"):
        packing.unpacked("x", zipped(a__json=TEXT, b__json=TEXT))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"[Content_Types].xml": "x", "xl/workbook.xml": "x"},
            "an Excel workbook: save the sheet as CSV",
        ),
        ({"[Content_Types].xml": "x", "word/document.xml": "x"}, "a Word document"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
            "a LibreOffice spreadsheet",
        ),
        ({"mimetype": "application/epub+zip"}, "an e-book"),
    ],
)
def test_documents_that_are_zips_are_named(files, said, tmp_path):
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    assert not packing.is_archive(path)
    assert said in packing.binary_kind(path.read_bytes())
    with pytest.raises(InputError, match=said):
        _ = read_content(str(path)).text
