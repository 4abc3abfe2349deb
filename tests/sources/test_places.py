"""Folders, patterns and names of files that are not there."""

from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.sources import places


def test_a_name_that_is_nearly_a_files_asks_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mypage.txt").write_text("x")
    assert places.near("mypag.txt") == ": did you mean `mypage.txt`?"
    assert places.near(f"{tmp_path}/mypag.txt") == f": did you mean `{tmp_path}/mypage.txt`?"
    assert places.near("else.txt") == places.near("none/mypage.txt") == places.near("a\0b") == ""


def test_a_link_that_leads_nowhere_is_not_asked_back(tmp_path):
    (tmp_path / "dl.bib").symlink_to(tmp_path / "gone.bib")
    assert places.near(f"{tmp_path}/dl.bib") == ""


def test_a_folder_that_goes_away_while_it_is_looked_into_is_one_error(tmp_path, monkeypatch):
    def gone(_, __):
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(places.Path, "rglob", gone)
    with pytest.raises(InputError, match=r"cannot read the folder .*: No such file"):
        places.unfolded(str(tmp_path), None)
