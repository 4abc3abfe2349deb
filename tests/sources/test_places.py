"""Folders, patterns and names of files that are not there."""

from __future__ import annotations

from summarizer.sources import places


def test_a_name_that_is_nearly_a_files_asks_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mypage.txt").write_text("x")
    assert places.near("mypag.txt") == ": did you mean `mypage.txt`?"
    assert places.near(f"{tmp_path}/mypag.txt") == f": did you mean `{tmp_path}/mypage.txt`?"
    assert places.near("else.txt") == places.near("none/mypage.txt") == places.near("a\0b") == ""
