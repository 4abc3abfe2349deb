"""What a vault can be like: records damaged, folders out of reach, names that a system keeps."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from vaults import changed, files, note, noted, written

from summarizer.errors import OutputError, UsageError
from summarizer.notes import names

PAPERS = [noted(number, tags=("rag",)) for number in range(2)]
DEEP = "[" * 100_000


@pytest.fixture
def vault(tmp_path):
    written(tmp_path / "vault", *PAPERS)
    return tmp_path / "vault"


@pytest.fixture
def records(vault):
    return vault / ".summarizer" / "notes.json"


def spoil(records, **values):
    """Give the record of a paper values of another kind."""
    table = json.loads(records.read_text())
    table["notes"]["2512.00000"] |= values
    records.write_text(json.dumps(table))


@pytest.mark.parametrize("text", ["", "\0\0", DEEP, "[]", '{"form": 5}', '{"form": "x"}'])
def test_records_that_are_none_are_set_aside(vault, records, text):
    records.write_text(text)
    before = files(vault)
    written(vault, *PAPERS)
    assert files(vault) == before
    assert records.with_name("notes.json.damaged").read_text() == text


@pytest.mark.parametrize(
    "values",
    [
        {"path": 5},
        {"stamp": [1]},
        {"fields": [1]},
        {"fields": {"tldr": 5}},
        {"parts": {"head": "x"}},
        {"shown": "x"},
        {"shown": {"topics": [1]}},
        {"shown": {"marks": "x"}},
        {"listing": {"title": 5}},
        {"listing": {"title": "x", "topics": [[]]}},
        {"another": 1},
    ],
)
def test_records_with_values_of_another_kind_are_set_aside(vault, records, values):
    spoil(records, **values)
    before = files(vault)
    written(vault, *PAPERS)
    assert files(vault) == before
    assert records.with_name("notes.json.damaged").exists()


def test_a_dry_run_leaves_damaged_records_where_they_are(vault, records):
    records.write_text("{")
    written(vault, *PAPERS, write=False)
    assert [each.name for each in records.parent.glob("notes*")] == ["notes.json"]


def test_records_of_a_later_version_are_left_to_it(vault, records):
    text = records.read_text().replace("summarizer/notes/1", "summarizer/notes/12")
    records.write_text(text)
    with pytest.raises(UsageError, match="a later version of summarizer"):
        written(vault, *PAPERS)
    assert records.read_text() == text


@pytest.mark.parametrize("line", [DEEP, "[5", '["x"]', '["2512.00000", {"path": 5}]', "null"])
def test_what_cannot_be_read_of_a_journal_says_nothing(vault, line):
    (vault / ".summarizer" / "begun.jsonl").write_text(f"{line}\n")
    assert written(vault, *PAPERS).problems == {}


def test_what_stands_where_records_should_be_is_named(vault, records):
    records.unlink()
    records.mkdir()
    with pytest.raises(OutputError, match=r"cannot read `.*notes\.json`.*move it away"):
        written(vault, *PAPERS)


@pytest.mark.parametrize("name", ["lock", "begun.jsonl"])
def test_a_folder_in_the_way_of_a_file_of_ours_is_named(tmp_path, name):
    (tmp_path / ".summarizer" / name).mkdir(parents=True)
    with pytest.raises(OutputError, match=rf"{name}` is in the way: move it$"):
        written(tmp_path, *PAPERS)


def test_a_file_where_the_folder_of_records_should_be_is_named(tmp_path):
    (tmp_path / ".summarizer").write_text("mine")
    with pytest.raises(UsageError, match=r"\.summarizer` is a file"):
        written(tmp_path, *PAPERS)


@pytest.mark.parametrize("folder", ["Papers", "", "Archive/2025"])
def test_notes_in_a_folder_that_cannot_be_read_are_neither_deleted_nor_made_again(
    vault, monkeypatch, folder
):
    if folder.startswith("Archive"):
        (vault / "Archive").mkdir()
        (vault / "Papers").rename(vault / folder)
        written(vault, *PAPERS)
    before, scandir = files(vault), os.scandir

    def closed(path):
        if Path(path) == vault / folder:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    newer = [changed(each, tldr="Another line.") for each in PAPERS]
    done = written(vault, *newer, restore=True)
    assert (done.papers, done.deleted, done.written) == (2, 0, [])
    assert done.problems == {folder: "cannot be read: Permission denied"}
    monkeypatch.undo()
    after = files(vault)
    papers = [path for path in before if "2512" in Path(path).name]
    assert [after[path] for path in papers] == [before[path] for path in papers]
    assert len(written(vault, *newer).changed) >= 2


def test_only_drafts_of_ours_are_cleared_away(vault):
    (vault / "Archive").mkdir()
    note(vault, 0).rename(vault / "Archive" / "Mine.md")
    mine = [vault / "Papers" / ".mine.tmp", vault / "Papers" / ".x.1.tmp"]
    ours = [vault / each / ".A note.md.12-0a1b2c3d.tmp" for each in ("Papers", "Archive")]
    for each in (*mine, *ours):
        each.write_text("half")
        os.utime(each, (time.time() - 9000,) * 2)
    written(vault, *PAPERS)
    assert [each.exists() for each in (*mine, *ours)] == [True, True, False, False]


@pytest.mark.parametrize("title", ["nul.txt: AUX?", "Con. A title", "COM1 . x", "LPT9.", "aux"])
def test_no_name_is_a_device_of_windows(title):
    name = names.of_paper("2512.00000", title)
    assert name.partition(".")[0].strip().lower() not in {"nul", "con", "com1", "lpt9", "aux"}


def test_a_name_that_another_system_takes_for_hers_gets_a_number(tmp_path):
    mine = [
        tmp_path / "Papers" / "a sparse index for retrieval-augmented generation 2512.00000.MD",
        tmp_path / "Papers" / "E\u0301tude 2512.00001.md",
        tmp_path / "Topics" / "papers on rag.md",
    ]
    for each in mine:
        each.parent.mkdir(exist_ok=True)
        each.write_text("mine")
    entitled = changed(PAPERS[1], title="\u00c9tude")
    done = written(tmp_path, PAPERS[0], entitled)
    assert [each.read_text() for each in mine] == ["mine"] * 3
    assert sorted(done.written) == [
        "Days/Papers 2025-12-09.md",
        "Papers/A Sparse Index for Retrieval-Augmented Generation 2512.00000-2.md",
        "Papers/\u00c9tude 2512.00001-2.md",
        "Topics/Papers on RAG-2.md",
    ]
    assert written(tmp_path, PAPERS[0], entitled).written == []


@pytest.mark.parametrize("style", [None, "obsidian"])
def test_pages_of_logseq_keep_their_style_when_the_records_are_lost(tmp_path, style):
    written(tmp_path, *PAPERS, style="logseq")
    (tmp_path / ".summarizer" / "notes.json").write_text("{")
    before = files(tmp_path)
    if style:
        with pytest.raises(UsageError, match="logseq"):
            written(tmp_path, *PAPERS, style=style)
    else:
        written(tmp_path, *PAPERS)
    assert files(tmp_path) == before
