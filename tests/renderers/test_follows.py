"""A digest says which of its papers are news of what the reader follows."""

from __future__ import annotations

from digests import digest, rendered
from engine_double import Counting
from papers import paper

from summarizer.annotate.annotator import entry
from summarizer.renderers import followed, for_format, marks

AUTHOR, TOPIC = 'author:"First Author"', "sparse tag:rag"


def news(number, *follows):
    made = entry(paper(number), Counting().annotate(paper(number)))
    return type(made)(**(vars(made) | {"follows": follows}))


def test_what_has_most_news_is_named_first():
    made = digest(news(0, TOPIC, AUTHOR), news(1, AUTHOR), news(2))
    assert followed(made) == [f"{AUTHOR} (2)", f"{TOPIC} (1)"]


def test_nothing_is_said_where_nothing_is_followed():
    made = digest(news(0))
    assert followed(made) == []
    assert "follow" not in rendered(for_format("text"), made)
    assert "follow" not in rendered(for_format("markdown"), made)


def test_of_very_many_follows_the_rest_is_counted():
    made = digest(news(0, *(f"word{number}" for number in range(40))))
    assert len(followed(made)) == 13
    assert followed(made)[-1] == "28 more"


def test_a_paper_is_marked_with_what_it_is_news_of():
    assert list(marks(news(0, AUTHOR, TOPIC))) == [f"you follow {AUTHOR}", f"you follow {TOPIC}"]


def test_text_says_it_under_the_headline_and_at_the_paper():
    lines = rendered(for_format("text"), digest(news(0, AUTHOR), news(1))).splitlines()
    assert lines[1] == f"New of what you follow: {AUTHOR} (1)"
    assert sum(f"you follow {AUTHOR}" in line for line in lines) == 1


def test_in_markdown_no_query_is_markup():
    text = rendered(for_format("markdown"), digest(news(0, "<b> *sparse* tag:rag")))
    assert "\nNew of what you follow: \\<b\\> \\*sparse\\* tag:rag (1)\n" in text
    assert "**you follow \\<b\\> \\*sparse\\* tag:rag** · " in text
