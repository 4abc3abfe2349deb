"""How often each topic was listed, week by week."""

from __future__ import annotations

from dataclasses import replace

from engine_double import Counting
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.annotate.annotator import entry
from summarizer.papers.certainty import NO_TOPIC
from summarizer.topics.trends import Trends, latest, tally, trends


def tagged(number, *tags):
    return replace(entry(paper(number), Counting().annotate(paper(number))), tags=tags)


def test_topics_are_counted_by_iso_week_the_most_frequent_first():
    days = [
        ("2025-12-08", [tagged(1, "rag"), tagged(2, "agents", "rag")]),
        ("2025-12-12", [tagged(3, "agents", "rag")]),
        ("2025-12-15", [tagged(4)]),
    ]
    assert trends(days) == Trends(
        ("2025-W50", "2025-W51"), (3, 1), {"rag": (3, 0), "agents": (2, 0)}, (0, 1)
    )


def test_a_paper_counts_once_in_the_week_it_was_first_listed_whatever_the_order():
    early, late = ("2025-12-05", [tagged(1, "rag")]), ("2025-12-09", [tagged(1, "agents")])
    expected = Trends(("2025-W49",), (1,), {"rag": (1,)}, (0,))
    assert trends([early, late]) == trends([late, early]) == expected


def test_no_week_is_left_out_even_over_a_new_year():
    found = trends([("2026-01-08", [tagged(1, "rag")]), ("2025-12-22", [tagged(2)])])
    assert found.weeks == ("2025-W52", "2026-W01", "2026-W02")
    assert found.papers == (1, 0, 1)
    assert found.topics == {"rag": (0, 0, 1)}


def test_a_topic_named_twice_counts_once_and_what_is_no_day_is_left_out():
    found = trends([("2025-12-09", [tagged(1, "rag", "rag")]), ("undated", [tagged(2)])])
    assert found == Trends(("2025-W50",), (1,), {"rag": (1,)}, (0,))


def test_nothing_has_no_weeks():
    assert trends([]) == Trends((), (), {}, ())
    assert latest(trends([]), 3) == Trends((), (), {}, ())


def test_the_last_weeks_alone_have_their_own_order():
    topics = {"old": (5, 0, 0), "x": (2, 0, 1), "y": (0, 1, 1)}
    found = Trends(("a", "b", "c"), (5, 5, 5), topics, (0, 2, 1))
    assert latest(found, 2) == Trends(("b", "c"), (5, 5), {"y": (1, 1), "x": (0, 1)}, (2, 1))
    assert latest(found, 9) == Trends(found.weeks, found.papers, found.topics, found.untagged)


def test_papers_without_a_topic_are_counted_but_none_that_was_not_annotated():
    found = tally([("a", "2025-12-09", ()), ("b", "2025-12-09", None), ("c", "2025-12-09", ["x"])])
    assert (found.papers, found.untagged) == ((3,), (1,))
    assert found.of(NO_TOPIC) == (1,)
    assert found.of("never given") == (0,)


ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.dates().map(str) | st.just("2025-02-30"),
        st.lists(st.sampled_from("xyz")),
    ),
    max_size=8,
)


@given(ROWS.map(lambda rows: [row for row in rows if row[1] >= "2000" and row[1] < "2030"]))
def test_counts_add_up(rows):
    found = tally(rows)
    assert sum(found.papers) == len({row[0] for row in rows if row[1] != "2025-02-30"})
    for counts in found.topics.values():
        assert len(counts) == len(found.weeks) == len(found.papers)
        assert all(count <= papers for count, papers in zip(counts, found.papers, strict=True))
    assert list(found.weeks) == sorted(set(found.weeks))


def test_the_first_and_the_last_day_of_the_calendar_have_weeks():
    for day in ("0001-01-01", "9999-12-31"):
        assert len(tally([("a", day, ())]).weeks) == 1
