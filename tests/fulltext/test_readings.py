"""What a PDF says is read once, and kept beside its copy for the same reader alone."""

from __future__ import annotations

import hashlib
import json
import stat

import pytest
from fulltexts import HF_MARKDOWN
from print_sample import SAMPLE
from typeset import typeset

from summarizer.errors import InputError
from summarizer.fulltext import Content, readings
from summarizer.fulltext.copies import Copy
from summarizer.fulltext.pdf import process
from summarizer.fulltext.reading import read
from summarizer.library import fulltexts
from summarizer.library.query import parse_query
from summarizer.library.run import Run
from summarizer.library.textsearch import search_texts

ID, URL = "2512.00001", "https://arxiv.org/pdf/2512.00001"


@pytest.fixture(scope="module")
def printed():
    return typeset(SAMPLE, 2)


@pytest.fixture
def parsed(monkeypatch):
    """The names of the PDFs that were read from their pages."""
    names, whole = [], process.read

    def counted(name, data, limits=None):
        names.append(name)
        return whole(name, data, limits)

    monkeypatch.setattr(process, "read", counted)
    return names


def keep(data, place="pdf", url=URL):
    Run().texts.put(ID, Copy(place, url, None, "2025-12-09", data))


def text():
    copies = Run().texts
    return readings.full_text(copies.find(ID, None, None), copies)


def kept():
    return sorted(Run().texts.folder.glob("*/*.read"))


def test_a_pdf_is_read_once(home, printed, parsed):
    keep(printed)
    first = text()
    assert (text(), text()) == (first, first)
    assert parsed == [URL]
    whole = read(Content(URL, printed, URL))
    assert first == whole.sourced(id=ID, fetched="2025-12-09")
    assert (first.title, len(first.sections) > 2, first.report.pages) == (SAMPLE.title, True, 2)


def test_only_its_reader_may_open_it(home, printed):
    keep(printed)
    text()
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept()] == [0o600]


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b'"title"', b'"titel"', 1),
        lambda _: b"",
        lambda _: b"\xff\xfe\n\n[",
        lambda _: b"{}\n{}",
        lambda _: b"[" * 100_000,
    ],
)
def test_a_damaged_reading_is_made_again(home, printed, parsed, harm):
    keep(printed)
    first = text()
    [path] = kept()
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    assert (text(), len(parsed)) == (first, 2)
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "forgery",
    [
        b"[]",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        {"title": 1},
        {"text": "short"},
        {"text": None},
        {"sections": {}},
        {"front": [{"start": 0, "end": 10**9}]},
        {"source": {"form": "pdf"}},
    ],
)
def test_a_forged_reading_is_made_again(run, printed, parsed, forgery):
    keep(printed)
    first = run("fulltext", ID, "--offline")
    [path] = kept()
    whole = path.read_bytes()
    path.write_bytes(forged(whole, forgery))
    fulltexts._read.cache_clear()
    assert (first[0], run("fulltext", ID, "--offline"), len(parsed)) == (0, first, 2)
    assert path.read_bytes() == whole


def forged(whole, forgery):
    """A reading in whose place stands another, as its head says."""
    line, _, body = whole.partition(b"\n")
    if isinstance(forgery, dict):
        forgery = json.dumps(json.loads(body) | forgery).encode()
    head = json.loads(line) | {"sha256": hashlib.sha256(forgery).hexdigest()}
    return json.dumps(head).encode() + b"\n" + forgery


def test_a_reading_without_end_is_not_looked_at(home, printed, parsed, monkeypatch):
    keep(printed)
    first = text()
    monkeypatch.setattr(readings, "_MOST_BYTES", 100)
    assert (text(), len(parsed)) == (first, 2)


def test_a_better_reader_reads_again(home, printed, parsed, monkeypatch):
    keep(printed)
    text()
    with monkeypatch.context() as later:
        later.setattr(readings, "reader", lambda: "a better one")
        text()
        text()
        assert len(parsed) == 2


def test_another_copy_is_read_again(home, printed, parsed):
    keep(printed)
    text()
    keep(typeset(SAMPLE, 1))
    text()
    assert len(parsed) == 2


def test_what_is_read_quickly_is_not_kept(home):
    keep(HF_MARKDOWN.encode(), "hf", "https://huggingface.co/papers/2512.00001.md")
    assert text().sections
    assert kept() == []


def test_where_nothing_can_be_written_the_text_is_given(home, printed, monkeypatch):
    keep(printed)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(readings, "write_atomic", full)
    assert text().title == SAMPLE.title
    assert kept() == []


def test_what_cannot_be_read_is_said_and_not_kept(home):
    keep(b"%PDF-1.7\nbroken")
    with pytest.raises(InputError, match="cut off or damaged"):
        text()
    assert kept() == []


def test_the_search_reads_it_too_and_again_with_a_better_reader(home, printed, parsed, monkeypatch):
    keep(printed)
    text()
    word = SAMPLE.title.split()[-1]
    assert search_texts(parse_query(word), Run(), 5).total == 1
    assert len(parsed) == 1
    monkeypatch.setattr(readings, "reader", lambda: "a better one")
    assert search_texts(parse_query(word), Run(), 5).total == 1
    assert len(parsed) == 2


class TestPruning:
    def test_it_goes_with_its_copy_and_counts_with_it(self, run, printed):
        keep(printed)
        text()
        [path] = kept()
        size = len(printed) + path.stat().st_size
        assert Run().texts.kept().size > size
        code, out, _ = run("cache", "prune", "--texts", "--max-size", "0MB", "--json")
        assert (code, json.loads(out)["in_use"], path.exists()) == (0, 1, True)
        _age()
        out = run("cache", "prune", "--texts", "--older-than", "1d", "--json", "--dry-run")[1]
        assert json.loads(out)["full_texts"]["bytes"] > size
        assert path.exists()
        run("cache", "prune", "--texts", "--older-than", "1d")
        assert kept() == Run().texts.files() == []

    def test_one_without_a_copy_goes(self, run, printed):
        keep(printed)
        text()
        for path, _ in Run().texts.files():
            path.unlink()
        assert run("cache", "prune")[0] == 0
        assert kept() == []


def _age():
    import os

    for path, _ in Run().texts.files():
        os.utime(path, (1, 1))
