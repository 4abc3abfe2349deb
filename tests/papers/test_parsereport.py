from __future__ import annotations

import pytest

from summarizer.papers.parsereport import losses, summary
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


def test_of_many_a_few_are_named_and_the_rest_counted():
    lines = list(losses(Report(7, 0, 0, DROPPED), 5))
    assert len(lines) == 6
    assert lines[-1] == "dropped 2 more: `--report` lists them"
    assert len(list(losses(Report(5, 0, 0, DROPPED[:5]), 5))) == 5
