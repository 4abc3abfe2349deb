from __future__ import annotations

import gzip
from datetime import date

import pytest

from summarizer.errors import InputError
from summarizer.sources import content, packing
from summarizer.sources.content import Content, StreamedFile, read_content
from summarizer.sources.extraction import content_listing
from summarizer.text import lines as reading


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<!DOCTYPE html>", "markup"),
        ('[{"a": 1}]', "json"),
        ("[]", "json"),
        ('{"papers": []}', "json"),
        ('{\n "papers": []}', "json"),
        ('{"a": 1}\n{"a": 2}\n', "lines"),
        ("[\n-\n][31]\n\nA title", "text"),
        ("A title\n\nAn abstract", "text"),
        ('e": 1}\n{"a": 2}\n', "text"),
        ('{"a": \n{"a": 2}\n{"a": 3}\n', "lines"),
        ("[ ](https://example.com)\n", "text"),
        ("[[x] X][67]\n", "text"),
    ],
)
def test_the_form_is_seen_in_the_content(text, form):
    assert Content("x", text.encode()).form == form


def test_gzip_is_undone_whatever_the_name(tmp_path):
    path = tmp_path / "papers.txt"
    path.write_bytes(gzip.compress(b"text", mtime=0))
    assert read_content(str(path)).text == "text"


def test_the_day_comes_from_the_caller_or_else_the_file_name(tmp_path):
    path = tmp_path / "papers-2025-12-09.txt"
    path.write_text("text")
    assert read_content(str(path)).day == date(2025, 12, 9)
    assert read_content(str(path), date(2024, 1, 2)).day == date(2024, 1, 2)


def test_a_byte_order_mark_is_no_text():
    assert Content("x", b"\xef\xbb\xbf[]").text == "[]"
    assert Content("x", "[]".encode("utf-16")).text == "[]"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (gzip.compress(b"text" * 1000, mtime=0)[:-20], "half-written gzip"),
        (b"\x1f\x8bnot gzip at all", "damaged"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path, raw, said):
    path = tmp_path / "x"
    path.write_bytes(raw)
    with pytest.raises(InputError, match=said) as caught:
        read_content(str(path))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "said"), [(b"abc\xff", "byte 3 is not UTF-8"), (b"a\0b", "a binary file")]
)
def test_bytes_that_are_no_text_are_refused(raw, said):
    with pytest.raises(InputError, match=said):
        _ = Content("x", raw).text


@pytest.mark.parametrize("name", ["missing.txt", ".", "a\0b"])
def test_a_file_that_cannot_be_opened_is_named(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="cannot read"):
        read_content(name)


def test_a_gzip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "MAX_BYTES", 1000)
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(b"0" * 5_000_000, mtime=0))
    with pytest.raises(InputError, match="unpacks to more than"):
        read_content(str(path))


@pytest.mark.parametrize("text", ['[{"a": 1}', "[" * 100_000 + "1"])
def test_json_that_is_cut_off_or_too_deep_is_refused(text):
    with pytest.raises(InputError, match="not valid JSON"):
        _ = Content("x", text.encode()).json


def test_a_broken_line_is_a_value_with_its_place():
    places = list(Content("x", b'{"a": 1}\n\n{"a": \n').json_lines())
    assert places[0] == ("line 1", {"a": 1})
    assert places[1][0] == "line 3"
    assert isinstance(places[1][1], ValueError)


class TestALargeFile:
    @pytest.fixture(autouse=True)
    def small_limits(self, monkeypatch):
        monkeypatch.setattr(content, "LARGE", 100)
        monkeypatch.setattr(reading, "MAX_LINE", 60)
        monkeypatch.setattr(reading, "CHUNK", 40)
        monkeypatch.setattr(content, "CHUNK", 40)

    @pytest.fixture(params=[".jsonl", ".jsonl.gz"])
    def file(self, request, tmp_path):
        def write(data):
            path = tmp_path / f"x-2025-12-09{request.param}"
            path.write_bytes(gzip.compress(data, 0) if request.param.endswith("gz") else data)
            return read_content(str(path))

        return write

    def test_is_read_a_line_at_a_time(self, file):
        large = file(b'\xef\xbb\xbf{"a": 1}' + b'\n{"a": "b"}' * 30)
        assert isinstance(large, StreamedFile)
        assert (large.form, large.day) == ("lines", date(2025, 12, 9))
        lines = list(large.json_lines())
        assert lines[:2] == [("line 1", {"a": 1}), ("line 2", {"a": "b"})]
        assert len(lines) == 31

    def test_a_line_that_cannot_be_read_is_a_value(self, file):
        lines = list(file(b'{"a": 1}\n{"a": "\xff"}\n' + b"x" * 200 + b'\n{"a": 2}').json_lines())
        assert [str(value) for _, value in lines] == [
            *("{'a': 1}", "byte 7 is not UTF-8 text", "longer than 0 MB", "{'a': 2}"),
        ]

    def test_of_another_form_is_read_whole(self, file):
        assert file(b"A title\n" * 30).text == "A title\n" * 30

    def test_that_is_cut_off_is_one_clear_error(self, tmp_path):
        path = tmp_path / "x"
        path.write_bytes(gzip.compress(b'{"a": 1}\n' * 300_000, mtime=0)[:-50])
        with pytest.raises(InputError, match=r"cannot be read to the end|half-written"):
            list(read_content(str(path)).json_lines())


def test_a_file_in_an_abstracts_place_is_dropped_with_its_reason(tmp_path):
    from summarizer.sources.extraction import content_listing

    path = tmp_path / "bomb.json.gz"
    good = '{"title": "One", "abstract": "We study tea."}'
    bad = f'{{"title": "Two", "abstract": "{"a " * 1_000_000}"}}'
    path.write_bytes(gzip.compress(f"[{good}, {bad}]".encode(), 9))
    found = content_listing(read_content(str(path)))
    assert [each.title for each in found.papers] == ["One"]
    assert "more than 1,000,000 characters" in found.report.dropped[0].why


def test_a_bad_byte_costs_its_line_of_json_lines():
    good = b'{"title": "T", "abstract": "A."}\n'
    found = content_listing(Content("x", good + b'{"title": "Caf\xe9", "abstract": "B."}\n' + good))
    assert (found.report.found, found.report.kept, found.report.duplicates) == (3, 1, 1)
    assert (found.report.dropped[0].where, found.notes) == ("line 2", ())


def test_an_escape_that_is_half_a_sign_is_no_damage():
    text = b'{"title": "T \\udc80", "abstract": "A."}\n{"title": "U", "abstract": "B."}'
    assert [each.title for each in content_listing(Content("x", text)).papers] == ["T \ufffd", "U"]


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe\0\0", b"\xef\xbb\xbf \n"])
def test_a_mark_alone_is_an_empty_file(raw, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(raw)
    with pytest.raises(InputError, match="is empty"):
        read_content(str(path))
