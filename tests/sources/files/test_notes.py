"""Notes on papers: Obsidian's, papis', lists of linked headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABSTRACT = "Graphs are hard to draw. We draw them."


def read(text):
    return content_listing(Content("note.md", text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        f'---\ntitle: "Drawing Graphs"\nauthors: [Ann One, Bo Two]\narxiv: 2502.00010\nabstract: >-\n  {ABSTRACT}\n---\n\n# Drawing Graphs\n\n## Notes\n\nNice.\n',
        f"---\ntitle: Drawing Graphs\nauthors:\n  - '[[Ann One]]'\n  - \"[[people/Bo|Bo Two]]\"\narxiv: arXiv:2502.00010\n---\n\n## Abstract\n\n{ABSTRACT}\n\n## Notes\n\nNice.\n",
        f"---\ntags: [a]\nauthor: Ann One, Bo Two\nurl: https://arxiv.org/abs/2502.00010\n---\n# Drawing Graphs\n\n> [!abstract] Abstract\n> {ABSTRACT}\n\nMine: nice.\n",
        f"# Drawing Graphs\n\n**Authors:** Ann One, Bo Two\n**arXiv:** https://arxiv.org/abs/2502.00010\n\n## Abstract\n{ABSTRACT}\n\n---\n\nNice.\n",
        f"## 1. [Drawing Graphs](https://arxiv.org/abs/2502.00010)\n\n**Authors:** Ann One, Bo Two\n\n**Abstract:** {ABSTRACT}\n\n---\n",
    ],
)  # fmt: skip
def test_a_note_gives_its_paper(text):
    found = read(text)
    assert (found.label, found.notes, found.report.found) == ("notes", (), 1)
    paper = found.papers[0]
    assert (paper.id, paper.title, paper.abstract) == ("2502.00010", "Drawing Graphs", ABSTRACT)
    assert paper.authors == ("Ann One", "Bo Two")


def test_each_heading_with_an_abstract_is_a_paper():
    text = "# Papers of 2025-02-04\n\nWhat I read.\n"
    for number in (1, 2):
        text += f"\n## {number}. [T{number}](https://arxiv.org/abs/2502.0000{number})\n\nAbstract: A{number}.\n"
    assert [(each.id, each.title, each.abstract) for each in read(text).papers] == [
        *(("2502.00001", "T1", "A1."), ("2502.00002", "T2", "A2.")),
    ]


def test_a_heading_without_more_is_a_weak_sign_and_said():
    assert "weak signs" in read(f"# A Title\n\n## Abstract\n\n{ABSTRACT}\n").notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A post\nsummary: About it.\n---\nText.\n",
        "# trumps safety.\n\nabstract: list[str] = []\nfor x in abstract:\n    pass\n",
        "# A heading\n\nText below it.\n\n## Another\n\nMore.\n",
    ],
)
def test_what_has_no_abstract_is_no_note_on_a_paper(text):
    with pytest.raises(InputError):
        read(text)


LINES = st.sampled_from(
    ["---", "title: T", "abstract: A.", "# T", "## Abstract", "**Abstract:** x", "> [!abstract]", "> a",
     "authors: [", "- a", "", "arxiv: 2502.00001", "| x", "&a", "*a"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=20), max_size=14))
def test_any_lines_are_papers_or_one_error(lines):
    try:
        report = read("\n".join(lines).encode(errors="replace").decode()).report
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert report.found == report.kept + report.duplicates + len(report.dropped)
