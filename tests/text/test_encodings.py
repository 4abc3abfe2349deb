from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.encodings import WINDOWS, NotText, decoded, is_damaged

TEXT = "title,abstract\r\nÖl für die Welt,Wir messen es.\r\n"


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"),
        *("utf-32-le", "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, "标题,摘要\n一 个,二。\n", "[]\n", '{"a": 1}\n'])
def test_each_encoding_is_known_with_and_without_its_mark(encoding, text):
    if encoding.startswith("utf-16-") and not text.isascii() and text != TEXT:
        text += "a,b\n"  # without a mark, zero bytes are the only sign
    assert decoded(text.encode(encoding)) == (text, "", False)


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"])
def test_a_mark_of_each_byte_order_is_known(encoding):
    assert decoded(f"\ufeff{TEXT}".encode(encoding)).text == TEXT


def test_windows_is_assumed_and_said_where_every_byte_can_be_it():
    assert decoded("“Über” – so".encode("cp1252")) == ("“Über” – so", WINDOWS, False)


@pytest.mark.parametrize("data", [b"abc \xff", b"\x81 a", "é".encode() + b" \xe9"])
def test_other_bytes_are_damage(data):
    with pytest.raises(NotText) as caught:
        decoded(data)
    assert caught.value.place is not None
    found = decoded(data, forgiving=True)
    assert found.damaged
    assert is_damaged(found.text)
    assert found.assumed == ""


@pytest.mark.parametrize("data", [b"a\0b", bytes(range(256)), b"\x01\x02\x03\xff" * 40])
def test_binary_bytes_are_no_text(data):
    with pytest.raises(NotText) as caught:
        decoded(data, forgiving=True)
    assert caught.value.place is None


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\rb\rc", "a\nb\nc"),
        (b"a\rb\rc\n", "a\nb\nc\n"),
        (b"a\r\nb\r\n", "a\r\nb\r\n"),
        (b"a\nb \r c\nd\n", "a\nb \r c\nd\n"),
    ],
)
def test_carriage_returns_alone_end_lines_where_they_do(data, text):
    assert decoded(data).text == text


@given(st.text())
def test_any_text_comes_back_from_utf_8(text):
    written = text.encode("utf-8", "replace").decode()
    if "\r" not in written and "\0" not in written and not written.startswith("\ufeff"):
        assert decoded(written.encode()).text == written


@given(st.binary())
def test_any_bytes_are_text_or_one_error(data):
    with contextlib.suppress(NotText):
        assert isinstance(decoded(data, forgiving=True).text, str)
