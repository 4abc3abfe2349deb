"""Edits of a vocabulary file: one topic changes, all else stays to the letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import UsageError
from summarizer.topics import vocabularyfile
from summarizer.topics.edits import TopicFile
from summarizer.topics.vocabulary import Topic
from summarizer.topics.vocabularyfile import parse_vocabulary

TEXT = """\
# A vocabulary of two groups.
version = 1

[groups]
one = "One"
two = "Two"

# The first group

[[topic]]
name = "alpha"  # the oldest
group = "one"
definition = "Of alpha."
aliases = [
  "alpha rays", "alphas of old",  # both are used
  "*Alpha",
]
weak = ["ray"]

[[topic]]
name = "beta"
group = "one"
definition = "Of beta."
aliases = ["beta rays"]
parent = "alpha"

# The second group

[[topic]]
name = "gamma"
label = "Gamma and more"
group = "two"
definition = "Of gamma."
weak = ["ray"]
# the end
"""
NEW = Topic("delta", "Delta", "one", "Of delta.", ("delta rays",), ("ray",), ("delta airlines",))


def edited(name, *arguments, text=TEXT):
    file = TopicFile(text)
    getattr(file, name)(*arguments)
    listed = parse_vocabulary(file.text.encode(), "topics.toml")
    return file.text, {topic.name: topic for topic in listed}


def comments(text):
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


def test_a_new_topic_stands_after_its_group_and_changes_nothing_else():
    text, found = edited("add", NEW)
    assert found["delta"] == NEW
    assert list(found) == ["alpha", "beta", "delta", "gamma"]
    block = text[text.index('[[topic]]\nname = "delta"') : text.index("# The second group")]
    assert text.replace(block, "") == TEXT


def test_a_topic_of_a_group_without_topics_stands_at_the_end():
    text = TEXT.replace('two = "Two"', 'two = "Two"\nthree = "Three"')
    _, found = edited("add", Topic("delta", "Delta", "three", "Of delta."), text=text)
    assert list(found)[-1] == "delta"


def test_a_renamed_topic_keeps_its_old_name_as_an_alias():
    text, found = edited("rename", "alpha", "omega")
    assert found["omega"].aliases == ("alpha rays", "alphas of old", "*Alpha", "alpha")
    assert found["beta"].parent == "omega"
    assert comments(text) == comments(TEXT)
    assert text.splitlines()[0] == TEXT.splitlines()[0]


def test_a_merged_topic_gives_its_phrases_away():
    vocabulary = {topic.name: topic for topic in parse_vocabulary(TEXT.encode(), "t")}
    text, found = edited("merge", vocabulary["gamma"], "beta")
    assert list(found) == ["alpha", "beta"]
    assert found["beta"].aliases == ("beta rays", "gamma", "Gamma and more")
    assert found["beta"].weak == ("ray",)
    assert "# The second group" in text
    assert "# the end" in text


def test_a_parent_merged_into_its_child_is_no_parent_any_more():
    vocabulary = {topic.name: topic for topic in parse_vocabulary(TEXT.encode(), "t")}
    _, found = edited("merge", vocabulary["alpha"], "beta")
    assert found["beta"].parent is None
    assert found["beta"].aliases == ("beta rays", "alpha", "alpha rays", "alphas of old", "*Alpha")


def test_a_topic_cannot_be_merged_into_itself():
    vocabulary = {topic.name: topic for topic in parse_vocabulary(TEXT.encode(), "t")}
    with pytest.raises(UsageError, match="into itself"):
        edited("merge", vocabulary["beta"], "beta")


def test_a_split_moves_aliases():
    new = Topic("old-alpha", "Old alpha", "one", "Of old.", ("alphas of old", "ray"))
    text, found = edited("split", "alpha", new)
    assert found["alpha"].aliases == ("alpha rays", "*Alpha")
    assert found["alpha"].weak == ()
    assert found["old-alpha"].aliases == ("alphas of old", "ray")
    assert "# The first group" in text


def test_a_removed_topic_leaves_its_children_to_its_parent():
    text, found = edited("remove", "alpha", None)
    assert list(found) == ["beta", "gamma"]
    assert found["beta"].parent is None
    assert "# The first group" in text


def test_an_unknown_topic_is_said():
    with pytest.raises(UsageError, match="no topic `epsilon`"):
        edited("rename", "epsilon", "eta")


def test_what_a_topic_is_called_elsewhere_goes_with_it():
    new = replace(NEW, codes=("x.YZ",))
    text, found = edited("add", new)
    assert found["delta"].codes == ("x.YZ",)
    _, merged = edited("merge", found["delta"], "beta", text=text)
    assert merged["beta"].codes == ("x.YZ",)


def test_the_packed_vocabulary_survives_every_merge_and_removal():
    text = vocabularyfile.default_path().read_text(encoding="utf-8")
    listed = parse_vocabulary(text.encode(), "t").topics
    for topic in listed[::9]:
        file = TopicFile(text)
        file.merge(topic, listed[1].name)
        found = parse_vocabulary(file.text.encode(), "t")
        assert len(found) == len(listed) - 1
        assert max(map(len, file.text.splitlines())) <= max(map(len, text.splitlines()))
        assert file.text.count("\n# ") == text.count("\n# ")


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_any_text_is_written_as_it_was_given(definition, alias):
    from summarizer.errors import VocabularyError

    topic = Topic("delta", "Delta", "one", definition, (alias,))
    try:
        _, found = edited("add", topic)
    except VocabularyError:
        return
    assert found["delta"].definition == definition
    assert found["delta"].aliases == (alias,)
