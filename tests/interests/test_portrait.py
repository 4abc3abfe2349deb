"""What a language model is told of a reader: short, the same each time, only what she wrote."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer.interests.portrait import LONGEST, MOST_EXAMPLES, Example, examples, portrait
from summarizer.interests.profile import Profile, Wishes
from summarizer.topics import vocabularyfile

MINE = Profile(
    name="mine",
    wanted=Wishes(
        words=("sparse attention", "long context"),
        topics=("rag",),
        authors=("A. Author",),
        organizations=("Example Lab",),
    ),
    unwanted=Wishes(topics=("robotics",), words=("survey",)),
)
LIKED = (Example("2503.23895", "A Sparse Index"), Example("A Text", "A Text"))


def test_a_portrait_says_what_is_wanted_what_is_not_and_what_was_liked():
    found = portrait([(MINE, LIKED)], vocabularyfile.load())
    assert found.profile == "mine"
    assert found.text.splitlines() == [
        "Interests “mine”",
        "wants words: sparse attention; long context",
        "wants topics: RAG",
        "wants authors: A. Author",
        "wants organizations: Example Lab",
        "does not want: survey; Robotics",
        "liked papers:",
        "- A Sparse Index",
        "- A Text",
    ]


def test_a_reason_can_name_only_what_is_wanted_and_is_said_as_the_ranking_says_it():
    found = portrait([(MINE, LIKED)], vocabularyfile.load())
    assert [each.said for each in found.wishes] == [
        "words “sparse attention”",
        "words “long context”",
        "topic rag",
        "author A. Author",
        "organization Example Lab",
        "like 2503.23895",
        "like A Text",
    ]
    assert all(each.name in found.text for each in found.wishes)
    assert {each.profile for each in found.wishes} == {"mine"}


def test_profiles_that_want_nothing_make_no_portrait():
    starred = Profile(name="starred")
    assert portrait([]) is None
    assert portrait([(starred, ())]) is None
    assert portrait([(Profile(name="x", unwanted=Wishes(words=("survey",))), ())]) is None
    assert portrait([(starred, ()), (MINE, ())]).profile == "mine"


def test_several_profiles_come_by_weight_and_each_gets_its_turn():
    many = Wishes(words=tuple(f"phrase number {n} of many words" for n in range(200)))
    heavy = Profile(name="heavy", weight=3.0, wanted=many)
    found = portrait([(MINE, LIKED), (heavy, ())])
    assert found.profile == "heavy, mine"
    assert found.named == "profiles heavy, mine"
    assert found.text.index("heavy") < found.text.index("mine")
    assert "wants words: sparse attention; long context" in found.text
    assert {each.profile for each in found.wishes} == {"heavy", "mine"}


def test_an_unknown_topic_is_told_as_it_was_written():
    found = portrait([(Profile(name="p", wanted=Wishes(topics=("no-such",))), ())])
    assert "wants topics: no-such" in found.text


NAMES = st.lists(st.text(max_size=300), max_size=30).map(tuple)


@given(NAMES, NAMES, st.lists(st.text(max_size=400), max_size=20), st.integers(1, 4))
def test_it_is_never_long_and_says_the_same_each_time(words, unwanted, titles, count):
    liked = [Example(f"2503.{number:05}", title) for number, title in enumerate(titles)]
    profiles = [
        (Profile(name=f"p{n}", wanted=Wishes(words=words), unwanted=Wishes(words=unwanted)), liked)
        for n in range(count)
    ]
    found = portrait(profiles)
    if found:
        assert len(found.text) <= LONGEST
        assert found == portrait(profiles[::-1])
        assert all(each.name in found.text for each in found.wishes)


def many(count):
    return [paper(id=f"2501.{n:05}", title=f"Paper of number {n}") for n in range(count)]


def test_a_dozen_examples_stand_for_thousands_and_one_more_hardly_changes_them():
    chosen = examples(many(5000))
    assert len(chosen) == MOST_EXAMPLES
    assert len(set(chosen) & set(examples(many(5001)))) >= MOST_EXAMPLES - 1
    assert examples(many(5000)[::-1]) == chosen


def test_examples_that_were_named_come_first_and_each_title_once():
    papers = [*many(100), paper(id="2501.90000", title="paper of  NUMBER 7")]
    first = ("2501.00042", "2501.00041")
    assert [each.name for each in examples(papers, first)[:2]] == list(first)
    assert len({each.title.lower() for each in examples(papers)}) == MOST_EXAMPLES


def test_an_example_without_an_id_is_called_by_its_title():
    (found,) = examples([paper(id="sha256:0123456789abcdef", title="A  Title")])
    assert found == Example("A Title", "A Title")
