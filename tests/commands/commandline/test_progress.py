from __future__ import annotations

import io

import pytest

from summarizer.commands.commandline.progress import Reporter, duration
from summarizer.observer import Progress, Silent
from summarizer.papers.records import Usage


def state(done, usd=0.5, total=100):
    return Progress(Silent(), total, done, 10, 2, Usage(requests=done, usd=usd))


def test_a_log_gets_a_line_every_few_seconds():
    out, now = io.StringIO(), [0.0]
    reporter = Reporter(out, terminal=False, clock=lambda: now[0])
    for second in range(12):
        now[0] = float(second)
        reporter.show(state(10 + 2 * second))
    lines = out.getvalue().splitlines()
    assert len(lines) == 2
    assert lines[0] == ("summarize: 20/100 papers, 10 cached, 2 skipped, 2.0/s, $0.5000, 40 s left")


def test_an_unknown_cost_and_total_are_said_so():
    out, now = io.StringIO(), [0.0]
    reporter = Reporter(out, terminal=False, clock=lambda: now[0])
    reporter.show(state(10, None, None))
    now[0] = 100.0
    reporter.show(state(20, None, None))
    assert out.getvalue() == ("summarize: 20 papers, 10 cached, 2 skipped, 6.0/min, cost unknown\n")


def test_a_terminal_gets_a_bar_that_goes_away():
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    out = Terminal()
    reporter = Reporter(out, terminal=True)
    reporter.show(state(50))
    reporter.close()
    assert "50/100 papers" in out.getvalue()
    assert out.getvalue().endswith("\x1b[2K")
    reporter.close()


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "0 s"), (59, "59 s"), (150, "2 min"), (7500, "2 h 5 min")]
)
def test_a_time_is_said_as_people_say_it(seconds, said):
    assert duration(seconds) == said
