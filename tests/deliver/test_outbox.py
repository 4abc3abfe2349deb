from __future__ import annotations

import pytest

from summarizer.deliver import outbox
from summarizer.deliver.outbox import Sending, Sendings, key
from summarizer.errors import OutputError, Refused

KEY = key("2025-12-09", "hf", "a@example.org")


def test_a_record_is_there_as_soon_as_it_is_written(tmp_path):
    kept = Sendings(tmp_path / "mail")
    assert kept.read(KEY) is None
    with kept.alone(KEY):
        kept.write(KEY, Sending("sending", "now", 1), recipient="a@example.org")
    assert Sendings(tmp_path / "mail").read(KEY) == Sending("sending", "now", 1)


def test_a_moment_is_told_to_the_minute():
    assert Sending("sent", "2026-11-30T12:11:20+00:00").when == "2026-11-30 12:11 UTC"
    assert Sending("sent", "yesterday").when == "yesterday"


def test_what_was_not_taken_leaves_what_was_known_before(tmp_path):
    kept = Sendings(tmp_path)
    kept.write(KEY, Sending("sent", "yesterday"))
    kept.write(KEY, Sending("sending", "today", 1))
    kept.forget(KEY, Sending("sent", "yesterday"))
    assert kept.read(KEY) == Sending("sent", "yesterday")
    kept.forget(KEY, None)
    kept.forget(KEY, None)
    assert kept.read(KEY) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"state": "sent"}', "\0", "[" * 100_000])
def test_a_damaged_record_leaves_it_open_whether_the_mail_went(tmp_path, text):
    (tmp_path / f"{KEY}.json").write_text(text)
    assert Sendings(tmp_path).read(KEY).state == "sending"


def test_another_run_that_sends_the_same_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(outbox, "PATIENCE", 0.05)
    with Sendings(tmp_path).alone(KEY):
        with pytest.raises(Refused, match="another run has been sending the same digest"):
            Sendings(tmp_path).alone(KEY).__enter__()
        with Sendings(tmp_path).alone(key("2025-12-09", "hf", "b@example.org")):
            pass


def test_without_a_place_for_the_record_nothing_is_sent(tmp_path):
    (tmp_path / "mail").write_text("a file")
    kept = Sendings(tmp_path / "mail")
    with pytest.raises(OutputError, match="cannot record what is sent"):
        kept.alone(KEY).__enter__()
    with pytest.raises(OutputError, match="nothing is sent"):
        kept.write(KEY, Sending("sending", "now"))


def test_day_source_and_address_make_a_record():
    assert key("2025-12-09", "hf", "A@example.org") == KEY
    others = [("2025-12-08", "hf", "a@b"), ("2025-12-09", "hf tag:rag", "a@b"), ("", "", "a@b")]
    assert len({KEY, *(key(*each) for each in others)}) == 4


def test_what_was_mailed_is_for_its_readers_eyes(tmp_path):
    sendings = Sendings(tmp_path / "data" / "sent")
    with sendings.alone("a"):
        sendings.write("a", Sending("sent", "2025-12-09T08:00:00Z", 1))
    assert (sendings.folder / "a.json").stat().st_mode & 0o777 == 0o600
    assert sendings.folder.stat().st_mode & 0o777 == 0o700
