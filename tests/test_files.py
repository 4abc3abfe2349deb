from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from summarizer.files import (
    _Draft,
    file_stamp,
    set_aside,
    write_atomic,
    write_new,
    write_output,
    write_together,
    write_unchanged,
)


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


def test_files_are_written_together_each_on_disk_before_any_is_in_its_place(tmp_path, monkeypatch):
    paths = [tmp_path / str(number) / "a.json" for number in range(3)]
    on_disk = []
    fsync = os.fsync

    def watched(descriptor):
        on_disk.append([path.exists() for path in paths])
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    assert write_together([(path, path.parent.name) for path in paths]) == []
    assert [path.read_text() for path in paths] == ["0", "1", "2"]
    assert on_disk == [[False] * 3] * 3


@pytest.mark.parametrize("broken", ["fsync", "replace", "mkdir"])
def test_one_file_that_cannot_be_written_spoils_no_other(tmp_path, monkeypatch, broken):
    calls = []

    def second_fails(real):
        def call(*args, **kwargs):
            calls.append(broken)
            if len(calls) == 2:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*args, **kwargs)

        return call

    place = Path if broken in {"replace", "mkdir"} else os
    monkeypatch.setattr(place, broken, second_fails(getattr(place, broken)))
    paths = [tmp_path / str(number) / "a.json" for number in range(3)]
    (error,) = write_together([(path, "text") for path in paths])
    assert error.errno == errno.ENOSPC
    assert [path.exists() for path in paths] == [True, False, True]
    assert not list(tmp_path.glob("*/.*"))


def test_a_system_that_cannot_be_told_to_begin_is_only_waited_for(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    monkeypatch.setattr(os, "posix_fadvise", refuse, raising=False)
    assert write_together([(tmp_path / name, name) for name in "ab"]) == []
    assert (tmp_path / "b").read_text() == "b"


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


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_replaces_another(tmp_path, monkeypatch, links):
    def refused(*_):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    if not links:
        monkeypatch.setattr(Path, "hardlink_to", refused)
    write_new(tmp_path / "a.toml", "first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a.toml", "second")
    assert (tmp_path / "a.toml").read_text() == "first"
    assert [each.name for each in tmp_path.iterdir()] == ["a.toml"]


class TestUnchanged:
    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "a.md"
        path.write_text("old")
        path.chmod(0o640)
        return path

    def test_a_file_that_nobody_changed_is_written_anew_and_keeps_permissions(self, path):
        stamp = write_unchanged(path, "newer", file_stamp(path.stat()))
        assert (path.read_text(), path.stat().st_mode & 0o777) == ("newer", 0o640)
        assert stamp == file_stamp(path.stat())

    def test_a_file_that_was_changed_stays(self, path):
        stamp = file_stamp(path.stat())
        path.write_text("another's")
        assert write_unchanged(path, "ours", stamp) is None
        assert path.read_text() == "another's"

    def test_a_file_that_is_changed_while_the_new_one_is_written_stays(self, path, monkeypatch):
        settle = _Draft.settle

        def slow(draft):
            settle(draft)
            path.write_text("another's")

        monkeypatch.setattr(_Draft, "settle", slow)
        assert write_unchanged(path, "ours", file_stamp(path.stat())) is None
        assert path.read_text() == "another's"
        assert [each.name for each in path.parent.iterdir()] == ["a.md"]
