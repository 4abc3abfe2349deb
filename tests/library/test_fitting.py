"""Papers in memory fit the queries that the index says they fit."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import count
from unittest import mock

import pytest
from digests import digest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import paper
from stored_days import review

from summarizer.annotate.entries import entry
from summarizer.errors import UsageError
from summarizer.library.fitting import Papers
from summarizer.library.following import resolved
from summarizer.library.query import parse_query
from summarizer.library.run import Run
from summarizer.library.search import search
from summarizer.papers.certainty import at_least
from summarizer.papers.records import Annotation, Tag
from summarizer.reviews.corrections import laid_over

WORDS = st.sampled_from(
    # words, their forms, and letters that are written in several ways
    "sparse Sparsity attention attending models modelling naïve NAIVE relational relations rag "
    "drag KV-cache happy happily sizing size ﬁne \u017fet İx 稀疏检索 ключ sensibility sensible "
    "ties don't x_y 2512 größe GRÖSSE é l'été text-to-image probably probable hopping hoping "
    "capability capable possibly possibilities".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join) | st.text(min_size=1, max_size=20)
AUTHORS = st.lists(
    st.sampled_from(
        ["Yann LeCun", "Anna LeCun", "Y. LeCun", "Søren van der Berg", "Jun LI", "王小明", "Li"]
    ),
    max_size=3,
)
TAGS = st.lists(st.sampled_from(["rag", "agents", "safety"]), max_size=2, unique=True)
SCORES = st.sampled_from([0.3, 0.9])
ORGANIZATIONS = st.sampled_from([None, "Google DeepMind", "DeepMind", "Meta"])
PARTS = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.text(min_size=1, max_size=6),
    st.sampled_from(
        "title:sparse abstract:models tldr:line tag:rag tag:none tag:rag,agents tag:safety "
        "author:lecun author:Yann author:li author:小明 organization:deepmind organization:meta "
        "source:hf source:HF:2025 source:dump source:arxiv,dump reviewed:yes reviewed:no".split()
    ),
    st.sampled_from(
        [
            *('author:"Yann LeCun"', 'author:"LeCun, Y."', 'author:"S. Berg"', 'author:"J. Li"'),
            *('organization:"deep mind"', 'title:"attention models"', "authors:Anna"),
        ]
    ),
)
QUERIES = st.lists(
    st.tuples(st.sampled_from(["", "", "-"]), PARTS).map("".join), min_size=1, max_size=3
).map(" ".join)


@st.composite
def entries(draw):
    """A few papers of a day with topics of any certainty, some without an annotation's topic."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        given_tags = draw(TAGS)
        found = paper(
            number,
            title=draw(TEXTS),
            abstract=draw(TEXTS),
            authors=tuple(draw(AUTHORS)),
            organization=draw(ORGANIZATIONS),
        )
        proofs = [Tag(tag, "x", "title", 0, 1, draw(SCORES)) for tag in given_tags]
        answer = Annotation(
            tldr=f"Line {number}.",
            tldr_origin="extracted",
            tags=tuple(given_tags),
            evidence=tuple(proofs),
            engine="embedded",
        )
        made.append(entry(found, answer))
    return made


HOMES = count()


@settings(max_examples=60)
@given(made=entries(), texts=st.lists(QUERIES, min_size=1, max_size=6), reviewed=st.booleans())
def test_both_say_the_same(tmp_path_factory, made, texts, reviewed):
    home = tmp_path_factory.getbasetemp() / f"fitting{next(HOMES)}"
    with mock.patch.dict(os.environ, SUMMARIZER_HOME=str(home)):
        run = Run()
        if reviewed:
            review(home, made[0].id, tags={"rag": True}, tldr="A sparse line.")
        specs = ("hf:2025-12-09",)
        run.library.store("hf", digest(*made, source=specs), made)
        kept = laid_over(run.library.read("hf", "2025-12-09").entries, run.reviews)
        for least in (None, 0.5):
            papers = Papers(kept, {each.id: ("hf hf:2025-12-09",) for each in kept}, least or 0.0)
            for text in texts:
                try:
                    query = parse_query(text)
                except UsageError:
                    continue
                found = {each.id for each in search(query, run, 100, least).papers}
                numbers = papers.fit([resolved(query, run.settings)])[0]
                assert {kept[number].id for number in numbers} == found, (text, least)


def fits(text, *made, **sources):
    run = Run()
    papers = Papers(made, sources or {})
    return papers.fit([resolved(parse_query(text), run.settings)])[0]


def made(number=0, **changes):
    answer = Annotation(tldr="A line.", tldr_origin="extracted", tags=("rag",), engine="embedded")
    return entry(paper(number, **changes), answer)


@pytest.mark.parametrize(
    "word",
    "capability capabilities relational sensibility happily sizing probably ponies hopping "
    "possible possibilities conflated agreed troubled rational vietnamization analogous".split(),
)
def test_whatever_ends_a_word_it_is_looked_for_where_it_stands(word):
    assert fits(word, made(), made(1, title=f"On {word.upper()} and more")) == [1]


def test_several_queries_are_answered_at_once_in_the_order_of_the_papers():
    papers = Papers([made(number) for number in range(3)], {})
    queries = [parse_query(text) for text in ("learning", "-learning", "author:second", "zzz")]
    assert papers.fit(queries) == [[2], [0, 1], [0, 1, 2], []]


def test_of_lists_one_must_be_of_all_sources():
    both = {"2512.00000": ("hf hf:2025-12-09", "@notes-12345678 notes/x.txt")}
    papers = Papers([replace(made(), source=None)], both)
    asked = ["source:hf", "source:x", "source:y", "-source:hf", "source:hf source:notes"]
    found = papers.fit([parse_query(text) for text in asked])
    assert found == [[0], [0], [], [0], []]


def test_a_doubtful_topic_does_not_count_where_it_is_not_shown():
    proof = Tag("rag", "x", "title", 0, 1, 0.3)
    doubtful = replace(made(), evidence=(proof,))
    assert at_least([doubtful], 0.5)[0].tags == ()
    query = resolved(parse_query("tag:rag"), Run().settings)
    assert Papers([doubtful], {}, 0.5).fit([query]) == [[]]
    assert Papers([doubtful], {}).fit([query]) == [[0]]
