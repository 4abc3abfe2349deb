"""Which paid answers outlive a change of the vocabulary, and which are asked anew."""

from __future__ import annotations

import os

import pytest
from engine_double import Counting
from papers import paper

from summarizer.annotate.annotator import annotate
from summarizer.annotate.cache import Cache
from summarizer.observer import Once, Silent
from summarizer.papers.records import Annotation, Tag
from summarizer.topics import vocabularyfile
from summarizer.topics.carryover import Change, Earlier
from summarizer.topics.edits import TopicFile
from summarizer.topics.vocabulary import Topic
from summarizer.topics.vocabularyfile import parse_vocabulary

TEXT = """\
[groups]
one = "One"

[[topic]]
name = "rag"
group = "one"
definition = "Retrieval for generation."
aliases = ["retrieval-augmented generation", "sparse index"]

[[topic]]
name = "sampling"
group = "one"
definition = "Sampling."
aliases = ["sampler"]
"""


def vocabulary(text):
    return parse_vocabulary(text.encode(), "t")


def answer(*tags, proposed=()):
    return Annotation(
        tldr="One line.",
        tldr_origin="model",
        tags=tags,
        evidence=tuple(Tag(tag, "sparse index", "abstract", 0, 12, 1.0) for tag in tags),
        proposed_tags=proposed,
        engine="counting",
    )


def carried(edit, given, number=0):
    """What becomes of an answer about a paper by an edit of the text."""
    file = TopicFile(TEXT)
    after = edit(file)
    new = after if isinstance(after, str) else file.text
    return Change(vocabulary(TEXT), vocabulary(new)).carried(paper(number), given)


def test_an_answer_outlives_a_topic_that_its_paper_does_not_name():
    new = Topic("tokens", "Tokens", "one", "Of tokens.", ("tokenizer",))
    given = answer("rag")
    assert carried(lambda file: file.add(new), given) == given


@pytest.mark.parametrize("phrase", ["latency", "language models", "data-set", "*trieval"])
def test_a_paper_that_holds_a_phrase_of_a_new_topic_is_asked_anew(phrase):
    new = Topic("other", "Other", "one", "Of others.", (phrase,))
    assert carried(lambda file: file.add(new), answer("rag")) is None


def test_a_short_phrase_inside_a_word_touches_nothing():
    new = Topic("other", "Other", "one", "Of others.", ("ate",))
    assert carried(lambda file: file.add(new), answer("rag"))


def test_what_was_proposed_and_is_a_topic_now_is_asked_anew():
    new = Topic("caches", "Caches", "one", "Of caches.")
    assert carried(lambda file: file.add(new), answer("rag", proposed=("caches",))) is None


def test_a_renamed_topic_is_renamed_in_the_answer():
    found = carried(lambda file: file.rename("rag", "retrieval"), answer("rag"))
    assert found.tags == ("retrieval",)
    assert [tag.tag for tag in found.evidence] == ["retrieval"]


def test_a_merged_topic_is_renamed_and_given_once():
    old = vocabulary(TEXT).get("rag")
    found = carried(lambda file: file.merge(old, "sampling"), answer("rag", "sampling"))
    assert found.tags == ("sampling",)


def test_a_removed_topic_is_proposed():
    found = carried(lambda file: file.remove("rag", None), answer("rag"))
    assert (found.tags, found.evidence, found.proposed_tags) == ((), (), ("rag",))


def test_a_split_touches_papers_with_a_moved_phrase_alone():
    new = Topic("indexing", "Indexing", "one", "Of indexes.", ("sparse index",))
    assert carried(lambda file: file.split("rag", new), answer("rag")) is None
    assert carried(lambda file: file.split("rag", new), answer("sampling"), number=1)


def test_another_definition_touches_papers_with_the_topic_or_its_phrases():
    def edit(_):
        return TEXT.replace("Sampling.", "Sampling from models.")

    assert carried(edit, answer("rag"))
    assert carried(edit, answer("sampling")) is None
    assert carried(edit, answer("rag"), number=1) is None


def test_an_alias_by_hand_touches_papers_that_hold_it():
    def edit(_):
        return TEXT.replace('"sampler"', '"sampler", "learning rate"')

    assert carried(edit, answer("rag"))
    assert carried(edit, answer("rag"), number=2) is None


@pytest.mark.parametrize(
    ("old", "new"), [("# x", "# y"), ('name = "rag"', 'name = "rag"\nlabel = "Lookup"')]
)
def test_comments_and_labels_touch_nothing(old, new):
    assert carried(lambda _: TEXT.replace(old, new), answer("rag")) == answer("rag")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "topics.toml"
    path.write_text(TEXT)
    return path


def asked(file, tmp_path):
    """The ids of the papers an engine is asked about, with the vocabulary as it is."""
    earlier = Earlier(tmp_path / "vocabularies", file)
    cache = Cache(tmp_path / "answers", Once(Silent()), earlier)
    engine = Counting(topics=vocabularyfile.fingerprint(file.read_bytes()))
    list(annotate([paper(0), paper(1), paper(2)], engine, cache))
    return engine.asked


def test_a_changed_topic_costs_the_papers_it_touches_and_no_more(file, tmp_path):
    assert len(asked(file, tmp_path)) == 3
    file.write_text(TEXT.replace('"sampler"', '"sampler", "diffusion"'))
    assert asked(file, tmp_path) == ["2512.00001"]
    assert asked(file, tmp_path) == []
    file.write_text(TEXT)
    assert asked(file, tmp_path) == []


def test_answers_are_carried_over_several_changes(file, tmp_path):
    asked(file, tmp_path)
    for number, phrase in enumerate(("diffusion", "learning rate")):
        file.write_text(file.read_text().replace('"sampler"', f'"sampler", "{phrase}"'))
        for kept in (tmp_path / "vocabularies").glob("*.toml"):
            os.utime(kept, (number, number))
        assert len(asked(file, tmp_path)) == 1


def test_nothing_is_carried_to_another_vocabulary(file, tmp_path):
    asked(file, tmp_path)
    other = '[groups]\none = "One"\n[[topic]]\nname = "moles"\ngroup = "one"\ndefinition = "Moles."'
    file.write_text(other)
    assert len(asked(file, tmp_path)) == 3


def test_a_damaged_earlier_vocabulary_is_left_out(file, tmp_path):
    asked(file, tmp_path)
    for kept in (tmp_path / "vocabularies").glob("*.toml"):
        kept.write_text("not a vocabulary")
    file.write_text(TEXT.replace('"sampler"', '"sampler", "diffusion"'))
    assert len(asked(file, tmp_path)) == 3
