from __future__ import annotations

from summarizer.grounding.wording import wording
from summarizer.grounding.words import indexed, reached, words


def kinds(text):
    return {word.text: word.kind for word in words(text, wording())}


def test_words_stand_where_they_stood_and_hyphens_part_them():
    text = "End-to-end models don't fail."
    found = words(text, wording())
    assert all(text[word.start : word.end] == word.text for word in found)
    assert [word.text for word in found] == [
        "End", "to", "end", "models", "do", "n't", "fail", ".",
    ]  # fmt: skip
    assert [word.joined for word in found][:3] == [False, True, True]


def test_words_that_deny_limit_or_widen_are_told_from_others():
    found = kinds("It may not only prevent all 3 models of many.")
    assert found["may"] == "hedge"
    assert found["not"] == "negation"
    assert found["only"] == "limit"
    assert found["prevent"] == "undoing"
    assert found["all"] == "whole"
    assert found["3"] == "number"
    assert found["models"] == "content"
    assert found["of"] == "small"
    assert found["many"] == "part"


def test_a_small_word_that_is_half_of_a_name_speaks():
    assert kinds("off-policy learning")["off"] == "content"
    assert kinds("built on graphs")["on"] == "small"


def test_a_negation_reaches_to_the_next_mark_or_but():
    line = words("It does not use labels, but queries", wording())
    denied = {line[place].text for place in reached(line, frozenset({"negation"}))}
    assert denied == {"use", "labels"}


def test_a_paper_is_indexed_by_word_and_sentence():
    found = indexed("We learn graphs (GNN). Graphs are sparse.", wording())
    assert [found.words[place].text for place in found.lemmas["graph"]] == ["graphs", "Graphs"]
    assert [found.sentence[place] for place in found.lemmas["graph"]] == [0, 1]
    assert found.acronyms == {"gnn"}
