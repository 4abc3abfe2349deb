"""Which papers of a site are alike, and what their pages say of it."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from digests import digest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.entries import entry
from summarizer.engines import create
from summarizer.interests.sketches import MOST, quoted, sketch
from summarizer.library.run import Run
from summarizer.papers.records import Report
from summarizer.settings import Settings
from summarizer.site import nearest as nearest_module
from summarizer.site.build import build
from summarizer.site.nearest import WITHIN, nearest

ENGINE = create(Settings())


def store(day, *papers):
    entries = [entry(each, ENGINE.annotate(each)) for each in papers]
    made = digest(*entries, date=day, report=Report(found=len(entries), kept=len(entries)))
    Run().library.store("hf", made, entries)


def similar(place, identity):
    page = LexborHTMLParser((place / f"papers/{identity}.html").read_text(encoding="utf-8"))
    return [
        (link.attributes["href"].rpartition("/")[2], link.parent.css_first("span").text())
        for link in page.css(".near a")
    ]


@pytest.fixture
def place(tmp_path):
    store("2025-12-09", paper(0), paper(1), paper(2))
    store("2025-12-10", paper(3, title="Another Sparse Index for Retrieval"), paper(4))
    place = tmp_path / "site"
    build(Run(), place, "Papers", None)
    return place


def test_a_papers_page_names_what_it_is_like_and_why(place):
    found = similar(place, paper(0).id)
    assert [name for name, _ in found][:1] == [f"{paper(3).id}.html"]
    assert "rag" in found[0][1] or "“" in found[0][1]


def test_likeness_is_said_of_both(place):
    assert similar(place, paper(3).id)[0][0] == f"{paper(0).id}.html"


def test_papers_that_have_nothing_in_common_are_not_named(place):
    names = [name for name, _ in similar(place, paper(2).id)]
    assert f"{paper(1).id}.html" not in names


def listed(number, words, topics=(), day="2025-12-09"):
    """A paper as the comparison takes it."""
    terms = dict.fromkeys(words, 60 + 10 * (number % 3))
    identity = f"p{number:02}"
    kin = f"{sorted(terms.items())} {topics}"
    known = SimpleNamespace(id=identity, terms=terms, kin=kin, topics=tuple(topics))
    return SimpleNamespace(known=known, days=[day])


def found(papers, packed=()):
    made = nearest(papers, packed)
    names = {each: [one.known.id for one in near] for each, near in made.of().items()}
    return names, json.loads(json.dumps(made.packed()))


PAPERS = st.dictionaries(
    st.integers(0, 30),
    st.tuples(
        st.sets(st.sampled_from("abcdef"), max_size=3),
        st.sets(st.sampled_from(("rag", "agents")), max_size=2),
        st.sampled_from(("2025-12-08", "2025-12-09", "2025-12-10")),
    ),
    max_size=16,
)


@given(PAPERS, PAPERS)
def test_what_is_found_bit_by_bit_is_what_is_found_at_once(before, after):
    """Whatever came, went or changed in between: a window that is soon full, and ties."""
    first, second = ([listed(n, *rest) for n, rest in each.items()] for each in (before, after))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest_module, "WITHIN", 2)
        patch.setattr(nearest_module, "MOST", 2)
        _, packed = found(first)
        assert found(second, packed) == found(second)


@given(PAPERS, PAPERS)
def test_a_new_day_is_compared_alone(before, added):
    first = [listed(n, *rest) for n, rest in before.items()]
    later = [listed(n + 40, words, topics, "2025-12-11") for n, (words, topics, _) in added.items()]
    _, packed = found(first)
    assert found([*first, *later], packed) == found([*first, *later])


def test_a_word_that_all_papers_have_makes_none_compared_with_all():
    """What a paper is compared with has a bound: the time grows with the papers alone."""
    number = 10 * WITHIN
    papers = [listed(at, ("a", "b")) for at in range(number)]
    compared = nearest_module._Compared(papers)
    assert max(len(compared.likeness(at)) for at in range(number)) == 2 * WITHIN


@pytest.mark.parametrize(
    ("text", "term", "quote"),
    [
        ("Sparse Networks for Retrieval", "network", "Networks"),
        ("We build long-horizon tasks.", "long horizon", "long-horizon"),
        ("Two studies of it", "study", "studies"),
        ("the VLA) models", "vla model", None),
        ("overnetworks", "network", None),
        ("İstanbul networks", "network", None),
        ("", "network", None),
    ],
)
def test_a_word_is_quoted_as_it_stands(text, term, quote):
    assert quoted(text, term) == quote


def test_a_sketch_has_words_that_tell_and_no_more_than_it_may():
    made = sketch("A Sparse Index for Retrieval", paper(0).abstract)
    assert 0 < len(made) <= MOST
    assert {"augmented generation", "index", "latency"} <= set(made)
    assert not {"the", "we", "propose", "12"} & set(made)
    assert sketch("", "") == {}
