from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.files.keyed import recognises

PAPIS = """abstract: |-
  We weave baskets.
  They hold.
author: Berg, Ida and Castro, Leo
author_list:
- family: Berg
  given: Ida
doi: 10.1000/b
eprint: 1907.01230
journal: Journal of Baskets
ref: Berg2019
title: 'Weaving: by Machine'
year: 2019
"""


def read(text):
    return content_listing(Content("info.yaml", text.encode()))


def test_a_record_of_papis_is_one_clean_paper():
    (paper,) = read(PAPIS).papers
    assert (paper.title, paper.abstract) == (
        "Weaving: by Machine",
        "We weave baskets.\nThey hold.",
    )
    assert paper.authors == ("Ida Berg", "Leo Castro")
    assert (paper.id, paper.doi, paper.journal_ref) == (
        *("1907.01230", "10.1000/b", "Journal of Baskets"),
    )


def test_several_documents_and_lists_are_read():
    two = f"{PAPIS}---\n{PAPIS.replace('Machine', 'Hand').replace('1230', '1231')}"
    assert [each.id for each in read(two).papers] == ["1907.01230", "1907.01231"]
    listed = "- title: One\n  abstract: |\n    We weave.\n  ref: a\n- title: >-\n    Two\n"
    assert read(f"{listed}  abstract: We do.\n").report.kept == 2


def test_aliases_are_refused():
    with pytest.raises(InputError, match="not readable as YAML: it has aliases"):
        read(PAPIS + "tags: &a [1, 2]\nmore: [*a, *a]\n")


def test_labelled_text_and_front_matter_are_none():
    assert not recognises(Content("x", b"Title: A title\nAbstract: An abstract.\n"))
    assert not recognises(Content("x", b"---\ntitle: A\nabstract: |\n  B\n---\n\n# Text\nmore\n"))
