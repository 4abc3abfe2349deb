"""Papers under their topics: by group, the largest first, single ones together."""

from __future__ import annotations

from digests import entry
from hypothesis import given
from hypothesis import strategies as st

from summarizer.papers.certainty import NO_TOPIC, heading
from summarizer.topics.grouping import by_topic, totals
from summarizer.topics.labels import NAMES, Labels

LABELS = Labels(
    {"vision": "Vision", "rag": "RAG", "agents": "Agents", "peft": "PEFT", "moe": "MoE"},
    {"rag": "Language", "peft": "Language", "moe": "Language", "vision": "Images", "agents": "Do"},
)


def headings(*tags, labels=LABELS):
    papers = [entry(number, tags=each) for number, each in enumerate(tags)]
    having = totals(each.tags for each in papers)
    found = by_topic(((heading(each), each) for each in papers), labels)
    return [f"{each.heading} ({each.size(having)})" for each in found]


def test_topics_stand_by_the_vocabularys_groups_the_largest_first():
    found = headings(["vision"], ["vision"], ["rag"], ["rag"], ["peft"], ["peft"], ["peft"])
    assert found == ["Language: PEFT (3)", "Language: RAG (2)", "Images: Vision (2)"]


def test_topics_with_one_paper_share_a_heading_in_their_group():
    found = headings(["rag"], ["peft"], ["moe"], ["moe"], ["agents"], ["vision"])
    assert found == [
        *("Language: MoE (2)", "Language: other topics (2)"),
        *("Images: Vision (1)", "Do: Agents (1)"),
    ]
    assert headings(["rag"], ["peft"], ["agents"]) == ["Language (2)", "Do: Agents (1)"]


def test_a_heading_says_how_many_papers_of_the_topic_stand_elsewhere():
    found = headings(["vision", "rag"], ["vision"], ["rag"], ["rag"], ["agents", "rag"])
    assert found == ["Language: RAG (2 of 4)", "Images: Vision (2)", "Do: Agents (1)"]


def test_what_is_not_in_the_vocabulary_comes_after_it_and_then_what_has_no_topic():
    found = headings([], ["gone"], ["gone"], ["rag"], ["lost"], ["left"])
    assert found == [
        *("Language: RAG (1)", "Not in the vocabulary: gone (2)"),
        *("Not in the vocabulary: other topics (2)", f"{NO_TOPIC} (1)"),
    ]


def test_a_vocabulary_of_one_group_does_not_name_it():
    one = Labels(
        {"rag": "RAG", "peft": "PEFT", "moe": "MoE"}, dict.fromkeys(("rag", "peft", "moe"), "All")
    )
    assert headings(["rag"], ["rag"], ["moe"], labels=one) == ["RAG (2)", "MoE (1)"]
    assert headings(["rag"], ["moe"], labels=one) == ["One paper each (2)"]
    assert headings(["rag"], ["rag"], ["moe"], ["peft"], labels=one) == [
        "RAG (2)",
        "Other topics (2)",
    ]


def test_a_topic_called_as_its_group_is_named_once():
    same = Labels({"agents": "Agents", "rag": "RAG"}, {"agents": "Agents", "rag": "Language"})
    assert headings(["agents"], ["rag"], labels=same) == ["Agents (1)", "Language: RAG (1)"]


def test_without_a_vocabulary_each_topic_stands_by_its_name():
    assert headings(["rag"], ["moe"], ["moe"], labels=NAMES) == ["moe (2)", "rag (1)"]


TAGS = st.lists(st.sampled_from([*LABELS.names, "gone"]), unique=True, max_size=4)


@given(st.lists(TAGS, max_size=30))
def test_every_paper_stands_once_under_its_first_topic_or_its_group(tags):
    papers = [entry(number, tags=each) for number, each in enumerate(tags)]
    found = list(by_topic(((heading(each), each) for each in papers), LABELS))
    assert sorted(each.id for section in found for each in section.papers) == [
        each.id for each in papers
    ]
    assert len({each.heading for each in found}) == len(found)
    for section in found:
        if section.topic:
            assert {each.tags[0] for each in section.papers} == {section.topic}
