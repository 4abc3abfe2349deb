"""SPECs of catalogues: questions and ids, read back as they were asked."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.settings import Settings
from summarizer.sources.catalogues import crossref, openalex, pubmed, semanticscholar
from summarizer.sources.catalogues.asking import question_of

CATALOGUES = (semanticscholar, openalex, crossref, pubmed)
WORDS = st.text(alphabet='ab é"-+&#%:;=.()', min_size=1, max_size=20)


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda each: each.SITE.prefix)
@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(["", "&sort=date", "&sort=relevance"]))
@example("R&D in C++", "")
@example("a+b", "")
@example("since:2025 a", "&sort=date")
def test_a_question_is_the_same_when_it_is_asked_by_the_name_it_was_given(source, words, sort):
    try:
        ask = source.ask(f"{source.SITE.prefix}:?q={quote(words)}{sort}", Settings())
    except UsageError:
        return
    again = source.ask(ask.spec, Settings())
    assert again == ask
    assert question_of(source.CATALOGUE, ask) == question_of(source.CATALOGUE, again)
    assert question_of(source.CATALOGUE, ask).text == words.strip()


@pytest.mark.parametrize("source", CATALOGUES, ids=lambda each: each.SITE.prefix)
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"(doi:)?10\.1234/[a-z,().;/]{1,9}", fullmatch=True))
def test_any_text_behind_a_prefix_names_papers_or_is_wrong_use(source, text):
    try:
        ask = source.ask(f"{source.SITE.prefix}:{text}", Settings())
    except UsageError:
        return
    assert source.ask(ask.spec, Settings()) == ask
