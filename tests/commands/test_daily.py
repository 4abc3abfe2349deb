"""What `today` and `mail` read if nothing is named."""

from __future__ import annotations

import json

import pytest

from summarizer.topics import vocabularyfile

DAY = "2025-12-09"


@pytest.mark.usefixtures("hugging_face")
class TestDaily:
    def tags(self, run, *options):
        code, out, err = run("today", "--json", "--date", DAY, *options)
        assert code == 0
        return [paper["tags"] for paper in json.loads(out)["papers"]], err

    def test_the_topics_of_the_settings_are_kept_to_and_said(self, run):
        found, _ = self.tags(run)
        wanted = found[0][0]
        run("config", "set", "daily_topics", wanted)
        kept, err = self.tags(run)
        assert kept == [tags for tags in found if wanted in tags]
        assert 0 < len(kept) < len(found)
        label = vocabularyfile.load().get(wanted).label
        assert f"only papers on {label}; `--all-topics` shows the others too" in err

    def test_an_option_goes_before_them(self, run):
        found, _ = self.tags(run)
        run("config", "set", "daily_topics", found[0][0])
        assert self.tags(run, "--all-topics")[0] == found
        other = found[1][0]
        assert self.tags(run, "--tag", other)[0] == [tags for tags in found if other in tags]

    def test_the_source_of_the_settings_is_read(self, run, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_DAILY", "arxiv:cs.CL")
        monkeypatch.setenv("SUMMARIZER_ARXIV_FEEDS", "http://127.0.0.1:9")
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", "http://127.0.0.1:9")
        code, _, err = run("today")
        assert code == 4
        assert "http://127.0.0.1:9/" in err
        assert run("today", "hf", "--date", DAY)[0] == 0

    def test_a_mail_follows_them_too(self, run):
        found, _ = self.tags(run)
        run("config", "set", "daily_topics", found[0][0])
        code, out, err = run("mail", "--dry-run", "--date", DAY)
        assert code == 0
        assert f"only papers on {vocabularyfile.load().get(found[0][0]).label}" in err
        assert len(out) < len(run("mail", "--dry-run", "--date", DAY, "--all-topics")[1])
