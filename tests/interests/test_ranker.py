"""What is learned of a reader, and what it says of papers."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import ABSTRACTS, TITLES, paper

from summarizer.annotate.entries import entry
from summarizer.engines import create
from summarizer.interests import ranker as rankers
from summarizer.interests.profile import Profile, Wishes
from summarizer.interests.ranker import Ranker, Taste, learn
from summarizer.settings import Settings

WORDS = (
    "sparse attention retrieval index diffusion sampler video agents scaling laws robots "
    "quantization speech graphs the of we propose a method that improves results on benchmarks"
).split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(" ".join)
HOSTILE = (
    "",
    " ",
    "\x00\x1b[31m\u202e",
    "a" * 1_000_000,
    "ab " * 300_000,
    "💥" * 1000,
    "İ" * 500,
    "ﬁ- -- \n\n\t" * 100,
    "\ud800 broken",
)


def ranker(*wanted, unwanted=(), weight=1.0, **wishes):
    negative = wishes.pop("no", {})
    profile = Profile(
        name="mine", weight=weight, wanted=Wishes(**wishes), unwanted=Wishes(**negative)
    )
    return learn(Taste(profile, wanted, unwanted))


def annotated(number=0, **changes):
    one = paper(number, **changes)
    return entry(one, create(Settings()).annotate(one))


def about(number, name, **changes):
    """Another paper on the same matter: its sentences in another order."""
    sentences = ABSTRACTS[number].split(". ")
    return paper(
        number,
        id=name,
        authors=(f"Other {name}",),
        title=f"{TITLES[number]} Again",
        abstract=". ".join(sentences[::-1]),
        **changes,
    )


def is_true(reason, one, examples):
    """Whether a reason holds literally of a paper."""
    kind, _, name = reason.partition(" ")
    text = " ".join(f"{one.title}\n{one.abstract}".split()).lower()
    return {
        "topic": lambda: name in one.tags,
        "words": lambda: name.strip("“”").lower() in text,
        "author": lambda: name in one.authors,
        "organization": lambda: name == one.organization,
        "like": lambda: name in {each.id for each in examples} - {one.id},
        "an": lambda: one.id in {each.id for each in examples},
    }[kind]()


def test_a_paper_like_the_example_comes_before_others():
    first, second = ranker(paper(0)).relevances([about(0, "1"), about(1, "2")])
    assert first.score > 0.5 > second.score
    assert first.profile == "mine"
    assert "like 2512.00000" in first.why
    assert any("retrieval" in each.lower() for each in first.why)


def test_a_score_does_not_depend_on_the_papers_beside_it():
    mine = ranker(paper(0))
    papers = [about(number, str(number)) for number in range(3)]
    assert mine.relevances(papers) == [mine.relevance(each) for each in papers]
    assert mine.relevances(papers[::-1])[::-1] == mine.relevances(papers)


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        ({"words": ("sparse index",)}, "words “sparse index”"),
        ({"words": ("Sparse-Indexes",)}, "words “Sparse Index”"),
        ({"topics": ("rag",)}, "topic rag"),
        ({"authors": ("Author, First",)}, "author First Author"),
        ({"organizations": ("example lab",)}, "organization Example Lab"),
    ],
)
def test_what_is_named_puts_a_paper_among_the_wanted_ones(wishes, reason):
    found = ranker(**wishes).relevance(annotated(0, organization="Example Lab"))
    assert found.score >= 0.5
    assert found.why[0] == reason
    other = paper(1, authors=("Someone Else",))
    assert ranker(**wishes).relevance(entry(other, create(Settings()).annotate(other))).score < 0.5


def test_words_in_the_title_count_for_more_than_words_in_the_abstract():
    mine = ranker(words=("latency",))
    here = mine.relevance(paper(2, title="On Latency"))
    there = mine.relevance(paper(2, abstract=f"{ABSTRACTS[2]} It lowers latency."))
    assert here.score > there.score >= 0.5


def test_signs_and_scripts_without_blanks_are_found():
    assert ranker(words=("C++",)).relevance(paper(0, title="Faster C++ Code")).score >= 0.5
    assert ranker(words=("C++",)).relevance(paper(0, title="A C compiler")).score < 0.5
    assert ranker(words=("检索",)).relevance(paper(0, title="增强检索生成")).score >= 0.5
    assert ranker(words=("naive",)).relevance(paper(0, title="Naïve Bayes")).score >= 0.5


@pytest.mark.parametrize("kind", ["words", "topics", "authors"])
def test_what_is_not_wished_for_keeps_a_paper_from_the_wanted_ones(kind):
    no = {"words": ("latency",), "topics": ("rag",), "authors": ("First Author",)}[kind]
    mine = ranker(paper(0), words=("sparse index",), no={kind: no})
    plain = ranker(paper(0), words=("sparse index",))
    assert mine.relevance(annotated(0)).score < 0.5 < plain.relevance(annotated(0)).score


def test_hidden_papers_and_their_like_are_wanted_less():
    hidden = [about(1, "1"), about(1, "2")]
    plain, mine = ranker(paper(0)), ranker(paper(0), unwanted=hidden)
    assert mine.relevance(about(1, "1")).score < 0.1
    mixed = paper(1, id="9", title=TITLES[0], abstract=f"{ABSTRACTS[0]} {ABSTRACTS[1] * 2}")
    assert mine.relevance(mixed).score < plain.relevance(mixed).score
    assert mine.relevance(about(0, "9")).score == plain.relevance(about(0, "9")).score > 0.5
    assert any(line.startswith("against: like 1 (“") for line in mine.explain(about(1, "9")))


def test_a_paper_put_off_for_later_counts_half():
    other = annotated(1)
    later, star = (ranker(paper(0), replace(other, marks=(each,))) for each in ("later", "star"))
    topic = "diffusion-models"
    assert later.scales.centre.topics[topic] < star.scales.centre.topics[topic]
    assert later.scales.centre.count == 1.5


def test_one_who_wrote_several_examples_is_a_reason():
    writers = {"authors": ("Rare Person", "Second Author")}
    mine = ranker(paper(0, **writers), paper(1, **writers))
    found = mine.relevance(paper(2, authors=("Rare Person",)))
    assert "author Rare Person" in found.why
    assert found.score > mine.relevance(paper(2, authors=("R. Person",))).score


def test_a_heavier_profile_says_more():
    light, plain, heavy = (ranker(paper(0), weight=each) for each in (0.5, 1.0, 2.0))
    near = about(0, "1")
    scores = [each.relevance(near).score for each in (light, plain, heavy)]
    assert scores == sorted(scores)
    assert scores[2] == pytest.approx(1 - (1 - scores[1]) ** 2, abs=1e-3)


def test_a_profile_that_names_nothing_wants_nothing():
    mine = ranker()
    assert mine.relevance(paper(0)).score < 0.5
    assert mine.relevance(paper(0)).why == ()
    assert "the profile names nothing that is wanted" in mine.explain(paper(0))


def test_it_is_the_same_after_it_was_packed():
    mine = ranker(paper(0), unwanted=[paper(1)], authors=("First Author",), weight=1.5)
    again = Ranker.unpacked(json.loads(json.dumps(mine.packed())))
    for number in range(3):
        assert again.relevance(annotated(number)) == mine.relevance(annotated(number))
        assert again.explain(annotated(number)) == mine.explain(annotated(number))


def test_what_another_version_packed_is_not_taken():
    table = ranker(paper(0)).packed() | {"form": "older"}
    with pytest.raises(ValueError, match="another version"):
        Ranker.unpacked(table)


def test_it_is_explained_line_by_line():
    mine = ranker(paper(0), words=("sparse index",), no={"topics": ("rag",)})
    lines = mine.explain(annotated(0))
    assert lines[0].startswith("score 0.")
    assert any(line.startswith("for: words “sparse index” (wished for, ") for line in lines)
    assert "against: topic rag (not wanted)" in lines


def test_the_missed_paper_is_explained():
    lines = ranker(annotated(0), annotated(0, id="2")).explain(annotated(1))
    assert any(line.startswith("missing: topic rag, which ") for line in lines)


def test_any_number_of_examples_can_be_learned_from(monkeypatch):
    monkeypatch.setattr(rankers, "MOST_READ", 20)
    many = [paper(0, id=str(number)) for number in range(100_000)]
    mine = ranker(*many)
    assert mine.relevance(about(0, "new")).score > 0.5
    assert mine.scales.centre.count == 20


@settings(max_examples=25)
@given(TEXTS, TEXTS, st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_of_any_papers_scores_are_shares_and_reasons_true(title, abstract, shown):
    examples = [
        annotated(0, id=f"e{number}", title=one, abstract=other)
        for number, (one, other) in enumerate(shown)
    ]
    one = annotated(0, id="new", title=title, abstract=abstract, authors=("New Person",))
    found = ranker(*examples).relevance(one)
    assert 0 <= found.score <= 1
    assert len(found.why) <= 4
    assert found.why or found.score < 0.5
    assert all(is_true(reason, one, examples) for reason in found.why), found.why


@settings(max_examples=25)
@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.booleans())
def test_a_paper_that_becomes_an_example_is_not_wanted_less(title, abstract, shown, hidden):
    examples = [paper(0, id=f"e{number}", abstract=text) for number, text in enumerate(shown)]
    one = paper(1, id="new", title=title, abstract=abstract)
    unwanted = [paper(2), one] if hidden else []
    for no in ({}, {"words": ("attention",)}):
        before = ranker(*examples, unwanted=unwanted, no=no).relevance(one).score
        assert ranker(*examples, one, unwanted=unwanted, no=no).relevance(one).score >= before


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:6]))
def test_hostile_text_is_ranked_like_any_other_and_fast(text):
    one = paper(0, id="hostile", title=text, abstract=text, authors=(text[:50],))
    mine = ranker(paper(0), one, words=("x", text[:200]), authors=(text[:50],))
    begin = time.process_time()
    assert 0 <= mine.relevance(one).score <= 1
    assert 0 <= mine.relevance(replace(one, id="other")).score <= 1
    mine.explain(one)
    assert time.process_time() - begin < 3


def test_no_common_word_is_a_reason():
    abstract = "However, we propose a novel method. Extensive experiments show significant results."
    mine = ranker(paper(0, abstract=abstract), paper(1, abstract=abstract))
    why = " ".join(mine.relevance(paper(2, abstract=abstract, authors=())).why).lower()
    assert not re.search("however|novel|extensive|experiment|significant|result|propose", why)
