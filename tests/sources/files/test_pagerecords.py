"""Pages pasted without empty lines: where titles end, and what is said where nothing tells."""

from __future__ import annotations

import textwrap

import pytest

from summarizer.errors import InputError, NoPapers
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

GRAPHS = (
    "Graphs are hard to draw, and harder to read once they have many edges. We propose to draw "
    "them with fewer crossings than before, by a search that never looks twice. On nine sets of "
    "graphs it is twice as fast as what was known, and readers err half as often."
)
LAYERS = (
    "Large models answer slowly. This paper shows that most of their layers can be skipped for "
    "most questions. We measure this on four tasks, where answers come in half the time."
)
RECORDS = (
    ("Drawing Graphs with Fewer Crossings", GRAPHS, "• 7 authors", "Jul 6, 2023"),
    ("Skipping Layers: Is Half a Model Enough?", LAYERS, "• 2 authors", "Dec 1, 2023 4"),
)
HEADER = ("Daily Papers", "byAK and the research community", "Daily", "Weekly", "Monthly", "Jan 23")
FLAT = [line for record in RECORDS for line in record]


def read(*lines, form=None):
    return content_listing(Content("page.txt", "\n".join(lines).encode()), form)


def check(found):
    assert [each.title for each in found.papers] == [record[0] for record in RECORDS]
    assert [" ".join(each.abstract.split()) for each in found.papers] == [GRAPHS, LAYERS]
    assert [each.author_count for each in found.papers] == [7, 2]
    assert [each.published for each in found.papers] == ["2023-07-06", "2023-12-01"]
    assert [each.comments for each in found.papers] == [None, 4]
    assert found.report.dropped == ()


WAYS = {
    "every line after the other": FLAT,
    "dots": [line for a, b, c, d in RECORDS for line in (a, b, c, "·", d)],
    "authors and date in one line": [
        line for a, b, c, d in RECORDS for line in (a, b, f"{c} · {d}")
    ],
    "no dot between them": [line for a, b, c, d in RECORDS for line in (a, b, f"{c} {d}")],
    "metadata at the end of the abstract": [
        line for a, b, c, d in RECORDS for line in (a, f"{b} {c} · {d}")
    ],
    "empty lines between records only": ["\n".join(record) + "\n" for record in RECORDS],
    "wrapped at 72": [part for line in FLAT for part in textwrap.wrap(line, 72)],
    "wrapped at 33, titles too": [part for line in FLAT for part in textwrap.wrap(line, 33)],
    "bullets": [f"• {line.removeprefix('• ')}" for line in FLAT],
    "quoted": [f"> {line}" for line in FLAT],
    "bold and italics": [
        line for a, b, c, d in RECORDS for line in (f"**{a}**", b, f"*{c[2:]} · {d}*")
    ],
    "numbered": [
        line for i, (a, *rest) in enumerate(RECORDS, start=1) for line in (f"{i}. {a}", *rest)
    ],
    "metadata before the abstract": [
        line for a, b, c, d in RECORDS for line in (a, f"{c} · {d}", b)
    ],
    "the same, on lines of its own": [line for a, b, c, d in RECORDS for line in (a, c, d, b)],
    "the same, with empty lines": [
        f"{line}\n" for a, b, c, d in RECORDS for line in (a, f"{c} · {d}", b)
    ],
    "both orders": [*RECORDS[0], RECORDS[1][0], *RECORDS[1][2:], RECORDS[1][1]],
}


@pytest.mark.parametrize("way", WAYS)
def test_records_are_read_with_or_without_the_header(way):
    check(read(*WAYS[way]))
    mark = {"bullets": "• ", "quoted": "> "}.get(way, "")
    headed = read(*(mark + line for line in HEADER), *WAYS[way])
    check(headed)
    assert headed.day == "2024-01-23"


def test_a_record_without_metadata_ends_where_the_next_title_stands():
    found = read(*HEADER, *RECORDS[0][:2], *RECORDS[1])
    assert [each.title for each in found.papers] == [record[0] for record in RECORDS]
    assert [each.abstract for each in found.papers] == [GRAPHS, LAYERS]
    assert [each.author_count for each in found.papers] == [None, 2]


def test_an_abstract_of_two_paragraphs_is_one():
    found = read(*HEADER, RECORDS[0][0], GRAPHS, LAYERS, *RECORDS[0][2:])
    assert [each.abstract for each in found.papers] == [f"{GRAPHS}\n{LAYERS}"]


def test_a_mail_that_quotes_a_page_is_read():
    page = (part for line in (*HEADER, "", *FLAT) for part in textwrap.wrap(line, 72) or [""])
    found = read("Hi Ben,", "", "today's page:", "", *(f"> {each}" for each in page), "", "Ann")
    check(found)
    assert found.day == "2024-01-23"


def test_the_titles_of_a_series_keep_their_numbers():
    found = read(*HEADER, "3. Graphs", *RECORDS[0][1:], "1984", *RECORDS[1][1:])
    assert found.papers[0].title == "3. Graphs"


JOINED = {
    "title and abstract in one line": [
        line for a, b, c, d in RECORDS for line in (f"{a} {b}", c, d)
    ],
    "a record in one line": [f"{a} {b} {c} · {d}" for a, b, c, d in RECORDS],
    "a title as long as its lines": [
        *textwrap.wrap(f"{'Graph ' * 11}Drawing {GRAPHS}", 72),
        *RECORDS[0][2:],
    ],
}


@pytest.mark.parametrize("form", [None, "pasted"])
@pytest.mark.parametrize("way", JOINED)
def test_where_nothing_tells_a_title_from_its_abstract_one_line_says_so(way, form):
    with pytest.raises(NoPapers) as caught:
        read(*HEADER, *JOINED[way], form=form)
    said = "`page.txt`: titles and abstracts must be separated by an empty line"
    assert str(caught.value) == said


def test_a_record_of_which_that_is_so_is_dropped_alone():
    found = read(*HEADER, f"{RECORDS[0][0]} {GRAPHS}", *RECORDS[0][2:], *RECORDS[1])
    assert [each.title for each in found.papers] == [RECORDS[1][0]]
    assert [(each.where, each.why) for each in found.report.dropped] == [
        ("line 7", "titles and abstracts must be separated by an empty line")
    ]


def test_a_wrapped_title_without_an_abstract_is_no_paper():
    found = read(*HEADER, "A Title That Is So Long That", "It Is Wrapped", "• 2 authors\n", *FLAT)
    assert [each.title for each in found.papers] == [record[0] for record in RECORDS]


def test_titles_without_abstracts_are_said_to_be_the_page_of_a_day():
    lines = ["Submitted by", "jdoe", "87", RECORDS[0][0], "·", "7 authors", "5"]
    with pytest.raises(InputError) as caught:
        read(*HEADER[:-1], "Jan 23, 2024", *lines)
    assert str(caught.value) == (
        "`page.txt`: this page has titles without abstracts: give `hf:2024-01-23` instead"
    )


PROSE = {
    "minutes": ["Minutes", GRAPHS, "We met again.", LAYERS, "• 3 authors", "The end."],
    "news": [
        "News",
        "Two of us wrote a paper.",
        "2 authors",
        "May 7, 2024",
        "Party",
        "It was good.",
    ],
    "a plan": ["Plan", "We write a text.", "- 3 authors", "May 7", "Then we read what we wrote."],
    "a blog": ["A Post", GRAPHS, "Ann · Oct 7, 2024", "Another", LAYERS, "Bo · Oct 8, 2024"],
    "letters": ["Dear Ann,", GRAPHS, "Yours, Bo", "Oct 7, 2024", "Dear Bo,", LAYERS, "Oct 8, 2024"],
    "a diary": ["Oct 7, 2024", "Work", LAYERS, "Oct 8, 2024", "Home", LAYERS],
}


@pytest.mark.parametrize("kind", PROSE)
def test_prose_without_empty_lines_is_no_paper(kind):
    with pytest.raises(InputError, match="no sign of a papers page"):
        read(*PROSE[kind])


@pytest.mark.parametrize("kind", sorted(PROSE.keys() - {"news"}))
def test_nor_is_it_one_with_them(kind):
    with pytest.raises(InputError, match="no sign of a papers page"):
        read(*(f"{line}\n" for line in PROSE[kind]))
