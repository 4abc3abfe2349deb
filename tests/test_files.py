from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from summarizer.files import set_aside, write_atomic, write_output


def test_a_file_is_written_with_its_folders(tmp_path):
    write_atomic(tmp_path / "a" / "b.json", "text")
    assert (tmp_path / "a" / "b.json").read_text() == "text"


def test_a_full_disk_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    write_atomic(path, "old")

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, "new")
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_a_result_follows_a_link_and_keeps_permissions(tmp_path):
    path, link = tmp_path / "a.json", tmp_path / "link.json"
    path.write_text("old")
    path.chmod(0o600)
    link.symlink_to(path)
    write_output(link, "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)
    assert link.is_symlink()


def test_a_result_can_go_into_a_device():
    write_output(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()


def test_damaged_files_are_set_aside_without_overwriting_one_another(tmp_path):
    path = tmp_path / "a.json"
    for text in ("one", "two"):
        path.write_text(text)
        set_aside(path)
    assert (tmp_path / "a.json.damaged").read_text() == "one"
    assert (tmp_path / "a.json.damaged-2").read_text() == "two"
