"""Affiliations of the lines below a title: those that are beyond doubt have a name."""

# ruff: noqa: RUF001 -- the marks of authors as they are printed

from __future__ import annotations

import pytest
from fulltexts import ARXIV_PAGE, HF_MARKDOWN, PROSE
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.fulltext import Content, html, markdown
from summarizer.fulltext.draft import Draft
from summarizer.fulltext.records import Source


def paper(*front, notes=()):
    draft = Draft(title="A title")
    draft.lines(front)
    draft.section("Abstract")
    draft.paragraph(PROSE)
    for note in notes:
        draft.footnote(None, note)
    return draft.finish(Source("html", "paper.html"), "paper.html")


def names(*front, notes=()):
    return [each.name for each in paper(*front, notes=notes).affiliations]


@pytest.mark.parametrize(
    ("front", "found"),
    [
        (
            ["A. Author†∗ B. Author†,‡", "†Allen Institute for AI", "‡University of Washington"],
            ["Allen Institute for AI", "University of Washington"],
        ),
        (
            ["A. Author 1, B. Author 2", "1 A University 2 Another University"],
            ["A University", "Another University"],
        ),
        (
            ["A. Author¹ B. Author²", "¹ Tsinghua University ² Microsoft Research Asia"],
            ["Tsinghua University", "Microsoft Research Asia"],
        ),
        (
            ["A. Author", "Department of Statistics, Stanford University, Stanford, CA 94305"],
            ["Stanford University"],
        ),
        (
            ["A. Author1", "1University of California, Berkeley"],
            ["University of California, Berkeley"],
        ),
        (
            ["A. Author1", "1Massachusetts Institute of Tech-", "nology, Cambridge, USA"],
            ["Massachusetts Institute of Technology"],
        ),
        (
            ["A. Author a", "a Institute of Automation, Chinese Academy of Sciences, Beijing"],
            ["Chinese Academy of Sciences"],
        ),
        (
            ["A. Author", "School of Informatics University of Edinburgh"],
            ["University of Edinburgh"],
        ),
        (
            ["A. Author, University of Oxford, UK", "B. Author, MIT"],
            ["University of Oxford", "MIT"],
        ),
        (["A. Author1", "1Mila"], ["Mila"]),
        (["A. Author", "ETH Zürich", "B. Author", "ETH Zürich"], ["ETH Zürich"]),
        (["A. Author1", "1Acme Robotics"], ["Acme Robotics"]),
    ],
)
def test_the_organisation_is_named_as_it_stands(front, found):
    assert names(*front) == found


@pytest.mark.parametrize(
    "front",
    [
        ["A. Author", "School of Computer Science", "a@example.org"],
        ["A. Author", "University of Oxford University of Cambridge"],
        ["A. Author", "University of Oxford and University of Cambridge"],
        ["A. Author∗ B. Author", "Google Research University of Toronto Google Brain"],
        ["Jane Doe University of Oxford"],
        ["Jane Doe Stanford University jane@example.org"],
        ["A. Author", "Stanford University Google"],
        ["A. Author", "The University of"],
    ],
)
def test_in_doubt_the_passage_has_no_name(front):
    assert names(*front) == [None]


@pytest.mark.parametrize(
    "line",
    [
        "a@example.edu",
        "{a, b}@university.edu",
        "first.last@cs.university.edu, second@lab.org",
        "12 University Avenue is where we are",
        "*Work done at Stanford University",
        "∗ Equal contribution, University of Oxford",
        "Corresponding author: B. Author, University of Oxford",
        "Published at the University Conference 2020",
        "10 Crichton Street, Edinburgh EH8 9AB",
        "June 2025",
        "https://university.edu/lab",
        "Acme Robotics",
    ],
)
def test_what_is_no_affiliation_is_left_out(line):
    assert names("A. Author∗", line) == []


def test_an_email_in_braces_over_two_lines_is_left_out():
    found = paper("A. Author1", "1ETH Zürich, Zürich", "{a.author,b.author,", "c}@uni.org")
    assert [found.of(each) for each in found.affiliations] == ["ETH Zürich, Zürich"]


def test_notes_say_with_whom_authors_are():
    note = (
        "A. Author is with the Department of Engineering, University of Oxford, Oxford, UK "
        "(e-mail: a@example.org). B. Author is with Google Research."
    )
    assert names(notes=[note, "See the University of Oxford."]) == [
        "University of Oxford",
        "Google Research",
    ]


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        (html, ARXIV_PAGE, ["A University"]),
        (markdown, HF_MARKDOWN, ["A University", "Another University"]),
    ],
)
def test_pages_have_affiliations(form, text, found):
    read = form.parse(Content("paper", text.encode()))
    assert [each.name for each in read.affiliations] == found
    assert [read.of(each) for each in read.affiliations] == found


def authors(block):
    abstract = f"<h6 class='ltx_title ltx_title_abstract'>Abstract</h6><p class='ltx_p'>{PROSE}</p>"
    page = (
        "<!DOCTYPE html><html><body><article class='ltx_document'><h1 class='ltx_title "
        f"ltx_title_document'>A title</h1><div class='ltx_authors'>{block}</div>"
        f"<div class='ltx_abstract'>{abstract}</div></article></body></html>"
    )
    text = html.parse(Content("paper.html", page.encode()))
    return [(each.name, text.of(each)) for each in text.affiliations]


def part(kind, words):
    return f"<span class='ltx_text ltx_affiliation_{kind}'>{words}</span>"


def person(*inner):
    notes = f"<span class='ltx_author_notes'>{''.join(inner)}</span>"
    return (
        "<span class='ltx_creator ltx_role_author'><span class='ltx_personname'>A. Author</span>"
        f"{notes}</span>"
    )


class TestPagesOfLatexml:
    def test_parts_of_an_address_that_the_page_tells_apart(self):
        first = part("institution", "Acme Robotics") + part("city", "Paris")
        second = part("department", "Physics") + ", " + part("institution", "University of Oxford")
        contact = "<span class='ltx_contact ltx_role_{}'>{}</span>"
        email = contact.format("email", "a@university.org")
        found = authors(
            person(email, contact.format("affiliation", first))
            + person(contact.format("affiliation", second))
        )
        assert found == [
            ("Acme Robotics", "Acme Robotics, Paris"),
            ("University of Oxford", "Physics, University of Oxford"),
        ]

    @pytest.mark.parametrize("mark", ["{{}}^{{{}}}", "^{{{}}}"])
    def test_marks_that_are_formulas(self, mark):
        math = "<math class='ltx_Math' alttext='{}' display='inline'></math>"
        one, both, dagger = (math.format(mark.format(each)) for each in ("1", "1,2", "\\dagger"))
        two = math.format(mark.format("2"))
        found = authors(
            f"<span class='ltx_personname'>A. Author{one}, B. Author{both}{dagger}<br>"
            f"{one}Acme Robotics, {two}Google DeepMind<br>{dagger}Equal contribution</span>"
        )
        assert [name for name, _ in found] == ["Acme Robotics", "Google DeepMind"]

    def test_authors_in_a_table(self):
        cell = "<span class='ltx_td'>{}</span>"
        row = f"<span class='ltx_tr'>{cell}{cell}</span>"
        rows = row.format("A. Author", "B. Author") + row.format("Stanford University", "MIT")
        table = f"<span class='ltx_tabular'>{rows}</span>"
        assert [name for name, _ in authors(table)] == ["Stanford University", "MIT"]

    def test_notes_of_the_role_affiliation(self):
        kind = "<span class='ltx_note_type'>affiliation: </span>"
        inner = f"<span class='ltx_note_content'>{kind}Inria, Paris</span>"
        note = f"<span class='ltx_note ltx_role_affiliation'>{inner}</span>"
        assert authors(f"<span class='ltx_personname'>A. Author{note}</span>") == [
            ("Inria", "Inria, Paris")
        ]

    def test_a_department_stands_aside_for_its_university_below(self):
        lines = "A. Author<br>Department of Physics<br>University of Toronto<br>Toronto, Canada"
        assert authors(f"<span class='ltx_personname'>{lines}</span>") == [
            ("University of Toronto", "University of Toronto")
        ]


_WORDS = st.sampled_from(
    "A. Author 1 2 ∗ † , ; and of University Institute Google {a b}@x.org a@x.org - Department "
    "School Tech- nology Oxford 94305 Street MIT 1,2 ( ) : é $x$".split()
)
_LINES = st.lists(st.lists(_WORDS, min_size=1, max_size=9).map(" ".join), max_size=6)


def test_lines_of_markdown_may_have_an_author_beside_the_organisation():
    lines = [
        "A. Author 1",
        "Jane Doe Stanford University",
        "Shanghai Jiao Tong University",
        "Jane Doe University of Oxford",
        "University of Toronto",
    ]
    front = "\n\n".join(lines)
    page = f"# A title\n\n{front}\n\n## Abstract\n\n{PROSE}\n"
    read = markdown.parse(Content("paper.md", page.encode()))
    assert [each.name for each in read.affiliations] == [
        None,
        "Shanghai Jiao Tong University",
        None,
        "University of Toronto",
    ]


@settings(max_examples=40, deadline=None)
@given(_LINES)
def test_each_name_stands_in_its_passage_and_each_passage_in_the_front(lines):
    found = paper(*lines)
    begin = found.front[0].start if found.front else 0
    end = found.front[-1].end if found.front else 0
    for each in found.affiliations:
        assert begin <= each.start < each.end <= end
        passage = found.of(each)
        assert passage == passage.strip()
        assert "@" not in passage
        assert "@" not in (each.name or "")
        for word in (each.name or "").split():
            assert word in passage.replace("-\n", "") or word in passage.replace("\n", "")


_NAMED = st.lists(
    st.sampled_from(
        ["University of Oxford", "Stanford University", "MIT", "ETH Zürich", "Google Research",
         "Allen Institute for AI", "Tsinghua University", "Inria"]
    ), min_size=1, max_size=6, unique=True,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(_NAMED, st.booleans(), st.booleans())
def test_marked_organisations_are_all_found(organisations, one_line, addressed):
    marked = [
        f"{place} {name}{', Some City' if addressed else ''}"
        for place, name in enumerate(organisations, 1)
    ]
    authors = " ".join(f"A. Author {place}" for place in range(1, len(organisations) + 1))
    lines = [", ".join(marked)] if one_line else marked
    assert names(authors, *lines, "a@example.org") == organisations


def test_a_german_university_of_one_word_is_one():
    found = paper("A. Author", "Wirtschaftsuniversität Beispielstadt")
    assert [each.name for each in found.affiliations] == ["Wirtschaftsuniversität Beispielstadt"]
