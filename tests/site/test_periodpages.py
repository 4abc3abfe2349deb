"""The pages of weeks and months: what they say, and when they are written anew."""

from __future__ import annotations

import pytest
from pagechecks import check_structure, text_of
from selectolax.lexbor import LexborHTMLParser
from stored_days import store

from summarizer.library.rollup import rollup
from summarizer.library.run import Run
from summarizer.papers.periods import parse_span
from summarizer.site.build import build

TODAY = "2025-12-09"


@pytest.fixture
def days(home):
    """Four days in three weeks and two months; paper 3 is listed twice."""
    run = Run()
    store(run, [1, 2], day="2025-11-27", tags=("rag",))
    store(run, [3, 4], day="2025-12-01", tags=("rag", "peft"))
    store(run, [3, 5, 6], day="2025-12-09", tags=("agents",))
    store(run, [7], day="2025-12-10", tags=("peft",))
    return run


@pytest.fixture
def place(tmp_path):
    return tmp_path / "site"


def tree(place, name):
    return LexborHTMLParser((place / name).read_text())


def ids(found):
    return sorted(each.attributes["data-id"] for each in found.css("article.paper"))


def links(found, selector):
    return [each.attributes["href"] for each in found.css(selector)]


def test_every_week_and_month_with_a_stored_day_has_a_page(days, place):
    build(days, place, "Papers")
    assert sorted(each.name for each in (place / "weeks").iterdir()) == [
        *("2025-W48.html", "2025-W49.html", "2025-W50.html"),
    ]
    assert sorted(each.name for each in (place / "months").iterdir()) == [
        *("2025-11.html", "2025-12.html"),
    ]
    for folder in ("weeks", "months"):
        for path in (place / folder).iterdir():
            check_structure(LexborHTMLParser(path.read_text()))


@pytest.mark.parametrize(
    ("name", "kind"), [("2025-W50", "week"), ("2025-W49", "week"), ("2025-12", "month")]
)
def test_a_page_says_what_the_command_says(days, place, name, kind):
    build(days, place, "Papers")
    told = rollup(parse_span(name, kind), days)
    found = tree(place, f"{kind}s/{name}.html")
    assert ids(found) == sorted(each.id for each in told.papers)
    upvoted = [link.rpartition("/")[2] for link in links(found, ".period ol a")]
    assert upvoted == [f"{each}.html" for each in told.period.most_upvoted]
    new = {link.split("/")[-2] for link in links(found, ".period .tags a")}
    assert new == set(told.period.new_topics)
    assert [link[-15:-5] for link in links(found, ".days a")] == list(told.period.days)


def test_of_the_first_week_no_topic_is_called_new(days, place):
    build(days, place, "Papers")
    assert tree(place, "weeks/2025-W48.html").css(".period .tags") == []


def test_pages_lead_to_their_neighbours_and_days_to_their_week_and_month(days, place):
    build(days, place, "Papers")
    week = tree(place, "weeks/2025-W49.html")
    assert links(week, ".turn.above a") == ["../weeks/2025-W48.html", "../weeks/2025-W50.html"]
    assert text_of(week, ".turn.below a") == ["← Week 48 of 2025", "Week 50 of 2025 →"]
    both = {"weeks/2025-W50.html", "months/2025-12.html"}
    assert {f"../{each}" for each in both} <= set(links(tree(place, "days/2025-12-10.html"), "a"))
    assert both <= set(links(tree(place, "index.html"), "main a"))
    assert both <= set(links(tree(place, "index.html"), ".calendar a"))
    calendars = links(tree(place, "days/index.html"), ".calendar a")
    assert {"../weeks/2025-W48.html", "../months/2025-11.html"} <= set(calendars)
    assert "../weeks/2025-W51.html" not in calendars


def test_a_month_has_lines_and_no_abstract(days, place):
    build(days, place, "Papers")
    month = tree(place, "months/2025-12.html")
    assert month.css(".tldr, .abstract, details.more") == []
    assert len(month.css("article.row")) == 5
    assert month.css_first("article.row .facts").text().startswith("listed 2025-12-")


def test_a_new_day_changes_its_week_and_month_alone(days, place):
    build(days, place, "Papers")
    before = {path: path.stat().st_mtime_ns for path in place.glob("[wm]*s/*.html")}
    store(days, [9], day="2025-12-11", tags=("rag",))
    build(Run(), place, "Papers")
    changed = {path.name for path, at in before.items() if path.stat().st_mtime_ns != at}
    assert changed == {"2025-W50.html", "2025-12.html"}
    store(days, [10], day="2025-12-16", tags=("rag",))
    build(Run(), place, "Papers")
    assert "../weeks/2025-W51.html" in links(tree(place, "weeks/2025-W50.html"), ".turn a")


def test_a_label_that_changes_is_written_where_it_stands(days, place, monkeypatch, tmp_path):
    text = """[groups]
all = "All"
"""
    head = '[[topic]]\nname = "{}"\nlabel = "{}"\ngroup = "all"\n'
    topic = head + 'definition = "D."\naliases = ["a{}"]\n'
    path = tmp_path / "topics.toml"
    path.write_text(text + topic.format("peft", "PEFT", 1) + topic.format("rag", "RAG", 2))
    monkeypatch.setenv("SUMMARIZER_TOPICS", str(path))
    build(Run(), place, "Papers")
    untouched = (place / "weeks/2025-W48.html").stat().st_mtime_ns
    path.write_text(text + topic.format("peft", "Tuning", 1) + topic.format("rag", "RAG", 2))
    done = build(Run(), place, "Papers")
    for name in ("days/2025-12-10.html", "weeks/2025-W50.html", "months/2025-12.html"):
        assert "Tuning" in tree(place, name).css_first("article.paper").parent.parent.text()
    for path in place.rglob("*.html"):
        assert "PEFT" not in LexborHTMLParser(path.read_text()).body.text(), path
    assert "Tuning" in (place / "topics/peft/feed.xml").read_text()
    assert (place / "weeks/2025-W48.html").stat().st_mtime_ns == untouched
    assert 0 < done.written < done.files


def test_papers_without_an_annotation_are_counted_and_left_to_their_days(home, place):
    run = Run()
    store(run, [1, 2], day=TODAY, skipped=[3])
    build(run, place, "Papers")
    found = tree(place, "weeks/2025-W50.html")
    assert ids(found) == ["2512.00001", "2512.00002"]
    assert "1 paper not annotated" in found.body.text()
