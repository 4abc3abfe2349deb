"""RIS as reference managers import it."""

from __future__ import annotations

from dataclasses import replace

import hostile
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation
from summarizer.renderers import View, ris
from summarizer.text.plain import one_line
from summarizer.text.readable import readable

NOTE = Annotation(tldr="It is fast.", tldr_origin="model", tags=("rag", "nlp"), engine="x")


def written(*papers):
    made = replace(hostile.digest(), papers=tuple(entry(each, NOTE) for each in papers))
    return "".join(ris.render(made, View()))


def test_a_record_holds_what_is_known():
    found = rispy.loads(written(paper(doi="10.1/x", organization="A Lab"), paper(1)))
    assert len(found) == 2
    assert found[0] == {
        "type_of_reference": "UNPB",
        "id": "arXiv:2512.00000",
        "title": "A Sparse Index for Retrieval-Augmented Generation",
        "authors": ["Author, First", "Author, Second"],
        "year": "2025",
        "date": "2025/12/08",
        "author_address": "A Lab",
        "abstract": paper().abstract,
        "keywords": ["rag", "nlp"],
        "doi": "10.1/x",
        "urls": ["https://huggingface.co/papers/2512.00000", "https://arxiv.org/abs/2512.00000"],
        "file_attachments1": "https://arxiv.org/pdf/2512.00000",
        "accession_number": "arXiv:2512.00000",
        "notes": ["TL;DR: It is fast."],
    }


def test_a_published_paper_is_an_article():
    found = rispy.loads(written(paper(journal_ref="J. of Things 3")))[0]
    assert (found["type_of_reference"], found["journal_name"]) == ("JOUR", "J. of Things 3")


def test_lines_end_as_the_format_asks_and_what_is_unknown_is_not_there():
    text = written(paper(id="sha256:0123456789abcdef", published=None, url=None, authors=()))
    assert text.count("\n") == text.count("\r\n")
    assert text.startswith("TY  - UNPB\r\nID  - sha256:0123456789abcdef\r\nTI  - ")
    assert text.endswith("\r\nER  - \r\n\r\n")
    assert not any(f"\n{tag}  - " in text for tag in ("AU", "PY", "DA", "DO", "UR", "AN", "JO"))


@pytest.mark.parametrize(
    ("name", "sorted_name"),
    [
        ("Jane Doe", "Doe, Jane"),
        ("Jane van der Doe", "van der Doe, Jane"),
        ("Jane Q. Doe Jr.", "Doe, Jane Q., Jr."),
        ("Doe, Jane", "Doe, Jane"),
        ("Plato", "Plato"),
        ("de Doe", "Doe, de"),
    ],
)
def test_a_name_is_sorted_by_its_last_part(name, sorted_name):
    assert rispy.loads(written(paper(authors=(name,))))[0]["authors"] == [sorted_name]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=4))
def test_any_text_keeps_its_place(texts):
    found = rispy.loads(written(*(paper(title=f"x{text}", abstract=text) for text in texts)))
    assert [each["title"] for each in found] == [one_line(readable(f"x{text}")) for text in texts]


def test_a_year_without_a_day_is_that_behind_the_journal():
    found = written(paper(published=None, journal_ref="Proceedings of X, pages 1-9 (2019)"))
    assert "\r\nPY  - 2019\r\n" in found
    assert "DA  - " not in found
