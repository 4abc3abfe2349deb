from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.sources import content_listing
from summarizer.sources.content import Content

ARXIV = r"""
@misc{one2023tree,
      title={A Tree of {T}houghts for {LLM}s and $\alpha$},
      author={One, First and M{\"u}ller, J{\'o}zef and Jane van Two},
      year={2023},
      eprint={2305.10601v2},
      archivePrefix={arXiv},
      primaryClass={cs.CL},
      abstract={We search,
        and it is {\em good}.}
}
"""


def read(text):
    return content_listing(Content("papers.bib", text.encode()))


def test_an_entry_as_arxiv_exports_it():
    paper = read(ARXIV).papers[0]
    assert (paper.id, paper.version, paper.categories) == ("2305.10601", 2, ("cs.CL",))
    assert paper.title == r"A Tree of Thoughts for LLMs and $\alpha$"
    assert paper.abstract == r"We search, and it is {\em good}."
    assert paper.authors == ("First One", "Józef Müller", "Jane van Two")
    assert paper.published is None


def test_values_are_joined_and_names_for_them_known():
    paper = read(
        '@string{j = "Journal of"}\n@comment{@x{}}\n% said\n'
        '@Article(key, title = "A {B}" # " C", ABSTRACT = "It is.", journal = j # { Things},\n'
        " year = 2024, month = feb, day = 3, url = {https://arxiv.org/abs/2401.00001v2})\n"
    ).papers[0]
    assert (paper.title, paper.journal_ref) == ("A B C", "Journal of Things")
    assert (paper.published, paper.id, paper.version) == ("2024-02-03", "2401.00001", 2)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("@a{k, title = {T}}", "no abstract"),
        ("@a{k, title = {T", "not valid BibTeX: a value is not closed"),
        ("@a{k, title = {T}, abstract }", "not valid BibTeX: the entry is not closed, or has"),
        ("@a{k, title = {T}, abstract = {A.}", "not valid BibTeX: the entry is not closed"),
    ],
)
def test_a_broken_entry_takes_no_other_with_it(entry, why):
    report = read(f"{ARXIV}{entry}\n{ARXIV.replace('2305.10601v2', '2305.10602')}").report
    assert (report.found, report.kept) == (3, 2)
    assert report.dropped[0].where == "line 12"
    assert report.dropped[0].why.startswith(why)


def test_entries_without_abstracts_are_one_clear_error():
    with pytest.raises(InputError, match="no papers among 1 entry; line 1: no abstract"):
        read("@a{k, title = {T}}")


@given(st.lists(st.sampled_from(["@a{", "{", "}", '"', "=", ",", "title", "#", "\n", "x", "\\"])))
def test_any_text_after_an_entry_takes_nothing_from_it(pieces):
    listing = read(ARXIV + "".join(pieces))
    assert listing.papers[0].id == "2305.10601"
