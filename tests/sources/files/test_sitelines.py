"""What a whole page of the site holds around its papers: skipped, but for its day."""

from __future__ import annotations

import pytest

from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABSTRACT = "Graphs are hard to draw. We propose to draw them with fewer crossings than before. " * 3
RECORD = ["Drawing Graphs", ABSTRACT.strip(), "  • 2 authors", "·", "Feb 4, 2023"]
OTHER = ["Reading Graphs", f"Here, {ABSTRACT}".strip(), "  • 3 authors", "·", "Feb 5, 2023"]
MENU = "Hugging Face|Models|Datasets|Spaces|Buckets new|Docs|Enterprise|Pricing|Log In|Sign Up"
FOOTER = "Previous|1|2|3|...|100|Next|Company|© Hugging Face|TOS|Privacy|About|Careers|Website"
HEADER = "new|Subscribe|Daily Papers|by AK and the research community|Daily|Weekly|Monthly|Jan 23"


def read(*lines, gap="\n\n"):
    return content_listing(Content("page.txt", gap.join(lines).encode()))


def titles(found):
    return [each.title for each in found.papers]


GAPS = {"empty lines": "\n\n", "none": "\n"}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("end", ["|", " "])
def test_navigation_and_footer_are_no_entries(gap, end):
    around = [MENU, HEADER, FOOTER]
    menu, header, footer = (
        each.split("|") if end == "|" else [each.replace("|", " ")] for each in around
    )
    found = read(*menu, *header, *RECORD, *OTHER, *footer, gap=GAPS[gap])
    assert (titles(found), found.report.dropped) == (["Drawing Graphs", "Reading Graphs"], ())
    assert found.day == "2024-01-23"


@pytest.mark.parametrize(
    "first", ["Hugging Face Models Datasets … Enterprise", MENU.replace("|", " ")]
)
def test_a_menu_in_one_line_is_no_title(first):
    found = read(first, *RECORD, "Previous Company TOS Privacy About Jobs Models ...")
    assert (titles(found), found.report.found) == (["Drawing Graphs"], 1)


def test_a_readers_name_in_the_menu_is_no_title():
    menu = MENU.replace("Sign Up", "jdoe42").split("|")
    found = read(*menu, *HEADER.split("|"), *RECORD)
    assert (titles(found), found.report.dropped) == (["Drawing Graphs"], ())


@pytest.mark.parametrize("title", ["Models", "Datasets", "Daily", "Trending Papers"])
def test_a_title_that_is_a_word_of_the_menu_is_a_title(title):
    found = read(*RECORD, title, *OTHER[1:])
    assert titles(found) == ["Drawing Graphs", title]
    assert titles(read(title, *RECORD[1:4], "Feb 4, 2023")) == [title]


def test_what_may_be_a_paper_is_dropped_with_its_place():
    found = read(*RECORD, "Graphs of Models", *FOOTER.split("|"))
    assert [(each.where, each.why) for each in found.report.dropped] == [
        ("line 11", "a title without an abstract: Graphs of Models")
    ]


DAYS = {
    "a line of its own": ["Daily", "Weekly", "Monthly", "Jan 23"],
    "with its year": ["Daily", "Weekly", "Monthly", "Jan 23, 2024"],
    "in the menu's line": ["Daily Weekly Monthly Jan 23"],
    "between arrows": ["Daily", "Weekly", "Monthly", "‹ Jan 23 ›"],
    "in full": ["Daily", "Weekly", "Monthly", "January 23"],
    "in a list": ["- Daily", "- Weekly", "- Monthly", "Jan 23"],
    "behind another link": ["Daily", "Weekly", "Monthly", "Trending Papers", "Jan 23"],
    "behind the header's title": ["Daily Papers", "by AK and the research community", "Jan 23"],
}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("way", DAYS)
def test_the_pages_own_day_is_read(way, gap):
    found = read(*DAYS[way], *RECORD, gap=GAPS[gap])
    assert (found.day, titles(found)) == ("2024-01-23", ["Drawing Graphs"])


@pytest.mark.parametrize("gap", GAPS)
def test_a_day_in_two_lines_is_read(gap):
    found = read(
        "Daily Papers", "by", "AK", "and the research community", "Aug\n1", *RECORD, gap=GAPS[gap]
    )
    assert (found.day, titles(found)) == ("2024-08-01", ["Drawing Graphs"])


def test_a_header_without_a_day_is_said():
    found = read("Daily Papers", "by AK and the research community", *RECORD)
    assert found.day is None
    assert found.notes == ("the page's header names no day: give `--date` if it is of one",)


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("period", ["Week 4", "2024-W04", "January 2024"])
def test_a_week_or_a_month_is_no_title(period, gap):
    found = read(*HEADER.split("|")[:-1], period, *RECORD, gap=GAPS[gap])
    assert (titles(found), found.report.dropped) == (["Drawing Graphs"], ())
    assert "names no day" in found.notes[-1]


def test_nothing_is_said_of_pages_that_are_of_no_day():
    assert read(*RECORD).notes == ()
    assert read("Trending Papers", "by AK and the research community", *RECORD).notes == ()


SUBMITTERS = {
    "three lines": ["Submitted by\njdoe\n87"],
    "one line": ["Submitted by jdoe 87"],
    "two lines": ["Submitted by jdoe", "87"],
    "lines apart": ["Submitted by", "jdoe", "87"],
    "a lost blank": ["Submitted byjdoe", "87"],
    "a picture": ["Submitted by", "jdoe's avatar", "jdoe", "87"],
    "a sign": ["Submitted by", "jdoe", "[-] 87"],
    "a link": ["Submitted by [jdoe](https://huggingface.co/jdoe)", "87"],
}


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("way", SUBMITTERS)
def test_who_submitted_a_paper_and_its_upvotes_are_read(way, gap):
    found = read(
        *HEADER.split("|"),
        *SUBMITTERS[way],
        *RECORD,
        "3",
        "Submitted by\nbdoe\n-",
        *OTHER,
        gap=GAPS[gap],
    )
    shown = [(each.title, each.submitter, each.upvotes, each.comments) for each in found.papers]
    assert shown == [("Drawing Graphs", "jdoe", 87, 3), ("Reading Graphs", "bdoe", 0, None)]
    assert found.report.dropped == ()


@pytest.mark.parametrize("gap", GAPS)
@pytest.mark.parametrize("sign", ["Upvote\n12", "Upvote 12"])
def test_upvotes_below_a_paper_are_its_own(sign, gap):
    found = read(*RECORD, sign, "GitHub 94", "arXiv Page", *OTHER, gap=GAPS[gap])
    assert [(each.title, each.upvotes) for each in found.papers] == [
        ("Drawing Graphs", 12),
        ("Reading Graphs", None),
    ]


@pytest.mark.parametrize("gap", GAPS)
def test_numbers_above_titles_are_upvotes_where_one_stands_above_the_first(gap):
    found = read(
        *HEADER.split("|"), "87", *RECORD, "3", "12", *OTHER, "4", *FOOTER.split("|"), gap=GAPS[gap]
    )
    shown = [(each.upvotes, each.comments) for each in found.papers]
    assert shown == [(87, 3), (12, 4)]


def test_without_one_a_number_is_of_comments():
    found = read(*HEADER.split("|"), *RECORD, "3", *OTHER, "4")
    assert [(each.upvotes, each.comments) for each in found.papers] == [(None, 3), (None, 4)]


def test_an_abstract_may_speak_of_what_was_submitted():
    abstract = "We read what was\nSubmitted by\nauthors of many papers, and what became of it."
    found = read(RECORD[0], abstract, *RECORD[2:])
    assert (found.papers[0].abstract, found.papers[0].submitter) == (abstract, None)
