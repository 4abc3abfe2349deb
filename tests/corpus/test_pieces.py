from __future__ import annotations

import bz2
import gzip
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.corpus import pieces as module
from summarizer.corpus.inputs import inputs
from summarizer.corpus.pieces import Part, Piece, pieces
from summarizer.text.lines import CHUNK

pytest.importorskip("daft", reason="corpora need `pip install 'summarize-papers[corpus]'`")
pyarrow = pytest.importorskip("pyarrow")


def rows(path, shares=1):
    return [row for piece in pieces(inputs([str(path)]), shares) for row in piece.rows()]


def zstd(data):
    return pyarrow.compress(data, codec="zstd", asbytes=True)


LINES = [json.dumps({"title": f"Title {number}", "n": number}) for number in range(3000)]
WHOLE = "\n".join(LINES).encode()


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=6)),
    st.booleans(),
    st.integers(1, 9),
    st.integers(1, 4),
)
def test_each_line_is_in_one_part_and_one_alone(lines, ended, size, step):
    data = ("\n".join(lines) + "\n" * ended).encode()
    found = []
    for start in range(0, len(data), size):
        part = Part(io.BytesIO(data), start, min(start + size, len(data)))
        read = b""
        while more := part.read(step):
            read += more
        found += read.split(b"\n")[: None if not read.endswith(b"\n") else -1] if read else []
    wanted = data.split(b"\n")
    assert found == (wanted[:-1] if data.endswith(b"\n") or not data else wanted)


@pytest.mark.parametrize("size", [1000, 4096, 1 << 20])
def test_a_file_is_cut_where_lines_end(size, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SMALLEST", size)
    monkeypatch.setattr(module, "LARGEST", size)
    path = tmp_path / "papers.jsonl"
    path.write_bytes(WHOLE)
    assert len(list(pieces(inputs([str(path)]), 2))) == max(1, round(len(WHOLE) / size))
    assert [row.text for row in rows(path)] == LINES


def test_pieces_get_smaller_until_they_are_too_small(tmp_path):
    path = tmp_path / "papers.jsonl"
    path.write_bytes(b"x" * (8 << 20))
    found = inputs([str(path)])
    sizes = {
        workers: [(each.end - each.start) / (1 << 20) for each in pieces(found, workers)]
        for workers in (1, 2, 9)
    }
    assert sizes == {1: [4, 2, 1, 1], 2: [2, 1.5, 1.125, 1, 1, 1.375], 9: [1] * 8}


def test_no_piece_is_larger_than_one_can_be(tmp_path):
    path = tmp_path / "papers.jsonl"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    sizes = [each.end - each.start for each in pieces(inputs([str(path)]), 2)]
    assert max(sizes) == sizes[0] == 8 << 20
    assert sum(sizes) == 100 << 20


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.jsonl.gz", gzip.compress), ("a.json.bz2", bz2.compress), ("a.jsonl.zst", zstd)],
)
def test_what_is_packed_is_shared_out_row_by_row(name, pack, tmp_path):
    path = tmp_path / name
    path.write_bytes(pack(WHOLE))
    shares = [list(piece.rows()) for piece in pieces(inputs([str(path)]), 3)]
    assert [len(share) for share in shares] == [1000, 1000, 1000]
    assert sorted(row.text for share in shares for row in share) == sorted(LINES)


def test_packed_is_told_by_the_bytes_and_not_by_the_name(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(WHOLE))
    assert [row.text for row in rows(path)] == LINES


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl.bz2"])
def test_a_damaged_file_ends_in_a_row_that_says_so(name, tmp_path):
    pack = {"gz": gzip.compress, "zst": zstd, "bz2": bz2.compress}[name.rpartition(".")[2]]
    path = tmp_path / name
    packed = pack((WHOLE + b"\n") * 40)
    path.write_bytes(packed[: len(packed) // 2])
    assert len(WHOLE) * 40 > CHUNK
    found = rows(path, shares=3)
    ends = [row for row in found if row.text is None]
    assert len(ends) == 1
    assert "cannot be read" in ends[0].fault
    assert {row.text for row in found if row.text is not None} <= set(LINES)


def test_a_line_that_is_no_text_is_a_row_with_its_reason(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + LINES[0].encode() + b'\n\n{"title": "\xff"}\n  \n{}')
    assert [(row.text, row.fault) for row in rows(path)] == [
        (LINES[0], None),
        ('{"title": "\ufffd"}', "byte 11 is not UTF-8 text"),
        ("{}", None),
    ]


def test_rows_of_a_table_are_json(tmp_path):
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    table = {"title": ["A", "B"], "day": [date(2025, 12, 9), None], "raw": [b"x", b"\xff"]}
    links = pyarrow.array([[("doi", "1")], None], pyarrow.map_(pyarrow.string(), pyarrow.string()))
    parquet.write_table(pyarrow.table(table | {"links": links}), path)
    assert [json.loads(row.text) for row in rows(path)] == [
        {"title": "A", "day": "2025-12-09", "raw": "x", "links": {"doi": "1"}},
        {"title": "B", "day": None, "raw": "\ufffd", "links": None},
    ]


def test_a_damaged_table_is_one_row(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"x" * 100)
    (row,) = rows(path)
    assert row.text is None
    assert "cannot be read" in row.fault


def test_a_file_that_is_gone_is_one_row(tmp_path):
    (row,) = Piece(str(tmp_path / "none.jsonl"), "lines").rows()
    assert row.text is None
    assert "does not exist" in row.fault


def test_names_of_files_tell_runs_pieces_and_batches():
    piece, other = Piece("a", "lines", 0, 9), Piece("a", "lines", 9, 18)
    names = {each.name(run, number) for each in (piece, other) for run in "ab" for number in (0, 1)}
    assert len(names) == 8
    assert piece.name("a", 0) == Piece("a", "lines", 0, 9).name("a", 0)
