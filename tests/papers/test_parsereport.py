from __future__ import annotations

import pytest

from summarizer.papers.parsereport import loss, losses, summary
from summarizer.papers.records import Dropped, Report

DROPPED = tuple(Dropped(f"line {number}", "no title") for number in range(7))


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (Report(50, 48, 2), "found 50, kept 48, 2 duplicates"),
        (Report(2, 2), "found 2, kept 2"),
        (Report(9, 1, 1, DROPPED), "found 9, kept 1, 1 duplicate, 7 dropped"),
    ],
)
def test_a_report_is_one_line(report, line):
    assert summary(report) == line


def test_every_dropped_place_has_a_line():
    assert list(losses(Report(7, 0, 0, DROPPED)))[-1] == "dropped line 6: no title"


def test_what_was_dropped_is_one_line():
    assert (
        loss(Report(2, 1, 0, DROPPED[:1])) == "found 2, kept 1, 1 dropped; dropped line 0: no title"
    )
    line = loss(Report(9, 1, 1, DROPPED))
    assert line.startswith(
        "found 9, kept 1, 1 duplicate, 7 dropped; dropped line 0: no title, and 6"
    )
    assert line.endswith("6 more: `summarize papers --report` lists them")


def test_a_long_reason_is_cut_at_a_word():
    line = loss(Report(1, 0, 0, (Dropped("line 1", "word " * 60),)))
    assert line.endswith("word word…")
    assert len(line) < 160
