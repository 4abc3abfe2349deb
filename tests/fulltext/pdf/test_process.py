"""PDFs that are damaged, locked, without text, or built to do harm: a line each, and no hang."""

from __future__ import annotations

import zlib

import pytest
from print_sample import SAMPLE
from typeset import drawn, encrypted, one_page, pdf, scanned, typeset

from summarizer.errors import InputError, UsageError
from summarizer.fulltext import Content
from summarizer.fulltext.pdf import form, process
from summarizer.fulltext.pdf.process import Limits, read

WORDS = b"BT /F1 10 Tf 72 700 Td (A line of words) Tj ET"
SMALL = Limits(seconds=5, memory=400 << 20)


@pytest.fixture(scope="module")
def sample():
    return typeset(SAMPLE, 2)


def many_pages(count):
    kids = " ".join(f"{number} 0 R" for number in range(10, 10 + count))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        4: b"<< /Length %d >>\nstream\n" % len(WORDS) + WORDS + b"\nendstream",
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    }
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return pdf(objects | dict.fromkeys(range(10, 10 + count), page))


def message_of(data, limits=SMALL):
    with pytest.raises(InputError) as caught:
        read("x.pdf", data, limits)
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith("`x.pdf` ")
    return said


class TestPieces:
    def test_words_come_with_their_places(self):
        found = read("x.pdf", one_page(WORDS))
        (piece,) = found.pages[0].pieces
        assert (piece.x, piece.y, piece.size, piece.text.strip()) == (
            72,
            700,
            10,
            "A line of words",
        )
        assert found.fonts == ["Times-Roman"]
        assert found.ended is None

    def test_words_of_a_form_stand_where_the_page_has_them(self):
        form_of_words = drawn(b"BT /F1 10 Tf 5 7 Td (In a figure) Tj ET")
        stream = b"q 1 0 0 1 100 200 cm /X1 Do Q"
        data = one_page(stream, resources="/XObject << /X1 6 0 R >>", form=form_of_words)
        (piece,) = read("x.pdf", data).pages[0].pieces
        assert (piece.x, piece.y, piece.form) == (105, 207, 1)


class TestRefused:
    def test_a_password(self, sample):
        assert "is encrypted: save a copy without a password" in message_of(encrypted(sample, "x"))

    def test_an_empty_password_opens(self, sample):
        found = form.parse(Content("x.pdf", encrypted(sample, "")))
        assert found.title == SAMPLE.title

    def test_pictures_of_pages(self):
        with pytest.raises(InputError, match="holds no text in 2 pages, only pictures"):
            form.parse(Content("x.pdf", scanned()))

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
    def test_a_file_that_breaks_off(self, sample, share):
        """What can be read of it is; where nothing can, a line says that it is cut off."""
        cut = sample[: int(len(sample) * share)]
        try:
            assert read("x.pdf", cut, SMALL).pages
        except InputError as error:
            assert "cut off or damaged" in str(error)  # noqa: PT017 - either may be

    def test_nothing_but_a_head(self):
        assert "cut off or damaged" in message_of(b"%PDF-1.7\nhello")

    def test_no_pages(self):
        empty = pdf(
            {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"}
        )
        assert "has no pages" in message_of(empty)

    def test_too_many_bytes(self, monkeypatch):
        monkeypatch.setattr(process, "MOST_BYTES", 1 << 20)
        assert "more than 1 MB" in message_of(b"%PDF-1.7" + bytes(2 << 20))

    def test_without_the_library(self, monkeypatch, sample):
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        with pytest.raises(UsageError, match=r"pypdf.*summarize-papers\[fulltext\]"):
            form.parse(Content("x.pdf", sample))


class TestBuiltToDoHarm:
    def test_a_stream_that_unpacks_without_end(self):
        packed = zlib.compress(zlib.compress(b"0 " * (48 << 20), 1), 9)
        said = read("x.pdf", one_page(packed, "/Filter [/FlateDecode /FlateDecode]"), SMALL)
        (page,) = said.pages
        assert page.error or not page.pieces

    def test_pages_within_pages_without_end(self):
        loop = pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R >>",
                2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>",
            }
        )
        assert message_of(loop).endswith(" page references: fetch it again")

    def test_arrays_within_arrays(self):
        deep = b"[" * 200_000 + b"]" * 200_000
        data = one_page(WORDS).replace(b"/Type /Catalog", b"/Type /Catalog /X " + deep)
        try:
            read("x.pdf", data, SMALL)
        except InputError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either may be

    def test_a_form_that_draws_itself(self):
        itself = "/XObject << /X1 6 0 R >>"
        data = one_page(b"/X1 Do", resources=itself, form=drawn(b"/X1 Do", itself))
        (page,) = read("x.pdf", data, SMALL).pages
        assert not page.pieces

    def test_time_is_limited_and_the_pages_so_far_are_kept(self, monkeypatch, tmp_path):
        child = tmp_path / "child.py"
        child.write_text(
            "import sys, time\n"
            'sys.stdout.write(\'{"pages": 9, "title": ""}\\n{"page": 1, "size": [0, 0, 9, 9], '
            '"pieces": []}\\n{"pa\')\nsys.stdout.flush()\ntime.sleep(60)\n'
        )
        monkeypatch.setattr(process, "_CHILD", child)
        found = read("x.pdf", b"%PDF-1.7", Limits(seconds=0.5))
        assert [page.number for page in found.pages] == [1]
        assert found.ended == "reading took more than 0.5 s"


class TestMany:
    def test_of_a_thousand_pages_the_first_are_read_and_the_rest_said(self):
        found = read("x.pdf", many_pages(1_000), Limits(pages=20))
        assert (found.count, len(found.pages)) == (1_000, 20)

    def test_the_report_says_so(self, monkeypatch):
        monkeypatch.setattr(
            form.process, "read", lambda name, data: read(name, data, Limits(pages=3))
        )
        stream = (
            b"BT /F1 10 Tf 14 TL 72 700 Td "
            + b"(The words of a page of this sample.) ' " * 9
            + b"ET"
        )
        data = (
            many_pages(5)
            .replace(WORDS, stream)
            .replace(b"/Length %d" % len(WORDS), b"/Length %d" % len(stream))
        )
        found = form.parse(Content("x.pdf", data))
        assert (found.report.pages, found.report.pages_read) == (5, 3)
        assert "only the first 3 of 5 pages were read" in found.report.notes[0]
