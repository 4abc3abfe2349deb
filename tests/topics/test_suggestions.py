from __future__ import annotations

import pytest

from summarizer.topics.suggestions import suggested
from summarizer.topics.vocabulary import Topic, Vocabulary

TOPICS = Vocabulary(
    (
        Topic("rag", "RAG", "g", "d", aliases=("retrieval augmentation", "*grounded answers")),
        Topic("information-retrieval", "Information retrieval", "g", "d", codes=("cs.IR",)),
        Topic("drag", "Drag and drop", "g", "d", aliases=("rag",)),
        Topic("retrieval", "Retrieval", "g", "d"),
    )
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("rag", ["rag", "drag"]),
        ("RETR", ["retrieval", "rag", "information-retrieval"]),
        ("information r", ["information-retrieval"]),
        ("cs.ir", ["information-retrieval"]),
        ("grounded", ["rag"]),
        ("and d", ["drag"]),
        ("trie", ["information-retrieval", "retrieval", "rag"]),
        ("zebra", []),
        (" ?! ", []),
    ],
)
def test_the_likeliest_first(typed, names):
    assert [each.topic.name for each in suggested(typed, TOPICS)] == names


def test_what_fits_is_told_where_it_is_not_what_the_topic_is_called():
    (first, *_) = suggested("grounded", TOPICS)
    assert first.phrase == "grounded answers"
    assert suggested("RAG", TOPICS)[0].phrase is None


def test_not_more_than_wanted():
    assert len(suggested("r", TOPICS, most=2)) == 2
