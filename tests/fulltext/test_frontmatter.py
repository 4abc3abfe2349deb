"""The YAML above papers in Markdown, in the shapes in which journals and tools have it."""

# ruff: noqa: E501 -- as they are written

from __future__ import annotations

import pytest
from fulltexts import PROSE, headings, paragraphs

from summarizer.fulltext import Content, markdown
from summarizer.fulltext.frontmatter import front_matter

JOSS = """\
title: 'A package: what it does'
tags:
  - made up
authors:
  - name: A. Author
    orcid: 0000-0000-0000-0000
    corresponding: true
    affiliation: "1, 2" # (quoted)
  - given-names: B.
    surname: Writer
    affiliation: 2
affiliations:
 - name: Department of Examples, University of A, Country
   index: 1
 - name: Institute of B
   index: 2
date: 1 March 2023
bibliography: paper.bib
"""


def parsed(yaml, body=f"# Summary\n\n{PROSE}\n"):
    return markdown.parse(Content("paper.md", f"---\n{yaml}---\n\n{body}".encode()))


def lines(yaml):
    found = front_matter(yaml)
    assert found is not None
    return list(found.lines)


def test_a_paper_of_a_journal_has_authors_and_affiliations_with_marks():
    found = parsed(JOSS)
    assert found.title == "A package: what it does"
    assert [found.of(line) for line in found.front] == [
        "A. Author 1,2",
        "B. Writer 2",
        "1 Department of Examples, University of A, Country",
        "2 Institute of B",
    ]
    assert [each.name for each in found.affiliations] == ["University of A", "Institute of B"]
    assert headings(found) == [(None, "Summary", 1, "abstract")]
    assert "2023" not in found.text


def test_a_long_list_of_authors_is_read_to_its_end():
    many = "".join(f"  - name: Author {number}\n    affiliation: 1\n" for number in range(100))
    found = parsed(
        f"title: T\nauthors:\n{many}affiliations:\n  - name: University of A\n    index: 1\n"
    )
    assert len(found.front) == 101
    assert headings(found) == [(None, "Summary", 1, "abstract")]


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("title: T\nauthor: A. Author and B. Writer\n", ["A. Author and B. Writer"]),
        ("title: T\nauthor:\n  - A. Author\n  - B. Writer\n", ["A. Author", "B. Writer"]),
        (
            "title: T\nauthor:\n  - name: A. Author\n    affiliation: University of A\n",
            ["A. Author", "University of A"],
        ),
        (
            (
                "title: T\nauthor:\n  - name: A. Author\n    affil: 1,2\naffiliation:\n"
                "  - code: 1\n    address: University of A\n  - code: 2\n    address: Institute of B\n"
            ),
            ["A. Author 1,2", "1 University of A", "2 Institute of B"],
        ),
        (
            (
                "title: T\nauthor:\n  - name: A. Author\n    affiliations:\n      - name: University of A\n"
                "        department: Department of X\n"
            ),
            ["A. Author", "Department of X, University of A"],
        ),
        (
            (
                "title: T\nauthor:\n  - name:\n      given: A.\n      family: Author\n    affiliations:\n"
                "      - ref: ua\naffiliations:\n  - id: ua\n    name: University of A\n"
            ),
            ["A. Author 1", "1 University of A"],
        ),
        ("title: T\nauthor: []\naffiliations: [{}]\nauthors: {a: [b]}\n", []),
    ],
)
def test_the_shapes_of_other_tools(yaml, expected):
    assert lines(yaml) == expected


def test_an_abstract_in_the_yaml_is_the_abstract():
    yaml = "title: T\nabstract: |\n  We ask *much*.\n  It goes on.\n\n  A second one.\n"
    found = parsed(yaml, f"Before all headings.\n\n# Methods\n\n{PROSE}\n")
    assert headings(found)[0] == (None, "Abstract", 1, "abstract")
    assert paragraphs(found, "Abstract") == ["We ask much. It goes on.", "A second one."]
    assert paragraphs(found, "") == ["Before all headings."]


def test_what_is_no_yaml_still_has_its_title():
    assert parsed("title: 'A title'\nauthor: {{ site.author }}\n  : -\n").title == "A title"


def test_text_between_two_rules_is_no_yaml():
    found = parsed("\nA line of prose.\n\n", f"# T\n\n## S\n\n{PROSE}\n")
    assert "A line of prose." in found.text


def test_yaml_built_to_take_all_memory_is_not_followed():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\ntitle: T\n"
    assert front_matter(bomb).title == "T"
