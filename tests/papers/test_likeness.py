from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import RAG, paper

from summarizer.papers.identity import each_once
from summarizer.papers.titlenumbers import numbers
from summarizer.text.plain import content_id

SERIES = (
    "This report is one of a series that the institute writes each year: it counts what was found, "
    "names those who found it, and compares the figures with those of the years before. "
)
TITLE = "A Theory of Sparse Retrieval"
RESTS = (
    "We prove convergence of the iterations that earlier reports had only observed.",
    "Robot hands are measured here, with forty sensors on each of their fingers.",
    "Speech recordings from nine villages serve to train a small acoustic model.",
)
PART_FORMS = (
    "{}, Part {}",
    "{}: part {}",
    "{} {}",
    "{} (Vol. {})",
    "{} {}: Convergence",
    "{} - chapter {}",
)
PARTS = (
    ("One", "Two", "Three", "Twelve"),
    ("I", "II", "III", "IX"),
    ("1", "2", "3", "12"),
    ("1.0", "1.1", "2.0", "11"),
    ("2024", "2025", "2026", "1999"),
)


def known(title=TITLE, abstract=RAG, **changes):
    """A paper known by its text alone, nothing else said of it."""
    bare = {"authors": (), "url": None, "links": (), "doi": None}
    return paper(id=content_id(title, abstract), title=title, abstract=abstract, **(bare | changes))


def count(*papers):
    """How many papers there are, whatever the order in which they come."""
    found = {len(each_once(papers)), len(each_once(papers[::-1]))}
    assert len(found) == 1
    return found.pop()


class TestTwoPapers:
    @given(st.sampled_from(PART_FORMS), st.sampled_from(PARTS), st.sampled_from([RAG, None]))
    def test_of_a_series_are_two(self, form, parts, abstract):
        made = [
            known(form.format(TITLE, part), abstract or SERIES + rest)
            for part, rest in zip(parts, (*RESTS, "None."), strict=True)
        ]
        assert count(*made) == len(parts)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (TITLE, f"{TITLE} 2.0"),
            (TITLE, f"{TITLE} II"),
            (f"{TITLE} v2", f"{TITLE} v3"),
            (f"{TITLE}, Part A", f"{TITLE}, Part B"),
            (f"{TITLE} 1.1", f"{TITLE} 11"),
            (TITLE, f"Erratum: {TITLE}"),
            (TITLE, f"Comment on \u201c{TITLE}\u201d"),
            (TITLE, f"{TITLE} Revisited"),
            (f"{TITLE} in English", f"{TITLE} in German"),
            (f"{TITLE} by CNNs", f"{TITLE} by RNNs"),
            (f"Supervised {TITLE}", f"Unsupervised {TITLE}"),
            (TITLE, "Weekly Letters about Anything"),
        ],
    )
    def test_of_one_abstract_whose_titles_say_so_are_two(self, one, other):
        assert count(known(one), known(other)) == 2

    def test_of_two_dois_are_two_though_every_letter_is_the_same(self):
        one, other = known(doi="10.1000/a1"), known(doi="10.1000/a2")
        found = each_once([one, other, other, one])
        assert [each.doi for each in found] == ["10.1000/a1", "10.1000/a2"]
        assert found[0].id == content_id(TITLE, RAG) != found[1].id
        assert found[1].id.startswith("sha256:")
        assert [each.id for each in each_once(found)] == [each.id for each in found]

    def test_without_an_abstract_are_told_by_their_dois(self):
        made = [known("Editorial", "", doi=f"10.1000/{number}") for number in range(5)]
        assert count(*made, *made) == 5

    def test_of_two_arxiv_ids_in_their_dois_are_two(self):
        one = known(doi="10.48550/arXiv.2512.00001")
        other = known(doi="10.48550/arXiv.2512.00002")
        assert count(one, other) == 2
        assert count(one, paper(2, id="2512.00002", title=TITLE, abstract=RAG)) == 2

    @pytest.mark.parametrize("title", [TITLE, f"{TITLE}: a Report"])
    @given(st.permutations(RESTS))
    def test_whose_abstracts_differ_after_a_common_opening_are_two(self, title, rests):
        one, other = known(abstract=SERIES + " ".join(rests[:2])), known(title, SERIES + rests[2])
        assert count(one, other) == 2

    def test_whose_abstracts_differ_between_a_common_opening_and_end_are_two(self):
        made = [known(abstract=f"{SERIES}{rest} {RAG[:90]}") for rest in RESTS]
        assert count(*made) == 3

    def test_of_strangers_that_begin_the_same_are_two(self):
        one = known(authors=("Ada Author",), abstract=RAG)
        other = known(authors=("Berta Other",), abstract=f"{RAG} More is said here.")
        assert count(one, other) == 2

    def test_on_two_pages_of_one_place_are_two(self):
        one = known(url="https://openreview.net/forum?id=aB3", abstract=RAG)
        other = known(url="https://openreview.net/forum?id=xY7", abstract=RAG[:-40])
        assert count(one, other) == 2


class TestOnePaper:
    @given(
        st.sampled_from([str, str.upper, str.lower, lambda text: text.replace(" ", "\n  ")]),
        st.sampled_from(["{}", "{} [...]", "{}\u2026", "{}... Read more", "{}"]),
        st.integers(130, len(RAG)),
    )
    def test_whatever_its_spelling_and_where_its_abstract_was_cut(self, spelt, cut, length):
        other = known(spelt(TITLE), cut.format(RAG[:length]))
        assert count(known(), other) == 1
        assert count(paper(title=TITLE, abstract=RAG), other) == 1

    @pytest.mark.parametrize(
        "forms",
        [
            ("Part II", "Part Two", "part 2", "PART 2"),
            ("with 1,000 Queries", "with 1000 queries"),
            ("in 2D", "in 2-D", "in $2$D"),
            ("in Eight Steps", "in 8 Steps"),
            ("of Behaviour", "of behavior"),
            ("of $O(n^2)$ Cost", "of O(n\u00b2) Cost", "of O(n2) Cost"),
        ],
    )
    def test_whose_numbers_are_written_in_other_ways(self, forms):
        assert count(*(known(f"{TITLE} {form}") for form in forms)) == 1

    def test_under_a_title_without_its_name_or_its_subtitle(self):
        whole = known("Lumen-Image 2.0: A Theory of Sparse Retrieval Methods")
        assert count(whole, known("A Theory of Sparse Retrieval Methods")) == 1
        assert count(known(f"{TITLE}: Beyond Words"), known()) == 1

    def test_whatever_form_its_doi_has(self):
        forms = ("10.1000/A1", "https://doi.org/10.1000/a1", "doi:10.1000/a1", "10.1000/a1v2")
        assert count(*(known(doi=form) for form in forms)) == 1

    def test_of_one_doi_whose_abstract_is_another(self):
        other = known(f"{TITLE}: Beyond Words", "R\u00e9sum\u00e9: " + RESTS[1], doi="10.1000/a1")
        assert count(known(doi="10.1000/a1"), other) == 1

    def test_of_a_preprint_and_a_journal(self):
        assert count(paper(title=TITLE, abstract=RAG), known(doi="10.1000/a1")) == 1

    def test_in_a_version_with_another_end(self):
        one = RAG + " Code will be released soon."
        assert (
            count(known(abstract=one), known(abstract=RAG + " Find our code at example.org.")) == 1
        )

    def test_whose_authors_are_named_in_other_ways(self):
        one = known(authors=("Jos\u00e9 M\u00fcller",), abstract=RAG[:-60])
        assert count(one, known(authors=("Muller, J.",))) == 1

    def test_at_the_addresses_of_its_page_its_file_and_its_versions(self):
        places = ("abs/10.1/2025.1v1", "abs/10.1/2025.1v2.full.pdf", "abs/10.1/2025.1/")
        made = [
            known(url=f"https://www.example.org/{place}", abstract=RAG[: 200 + 9 * number])
            for number, place in enumerate(places)
        ]
        assert count(*made) == 1


@given(
    st.lists(
        st.builds(
            paper,
            st.integers(0, 2),
            version=st.integers(1, 3),
            listed=st.sampled_from(["2025-12-08", "2025-12-09", None]),
            categories=st.sampled_from([("cs.CL",), ("cs.AI", "cs.CL")]),
            source=st.sampled_from(["arxiv:cs.CL", "arxiv:cs.AI", "hf:2025-12-09"]),
        ),
        min_size=1,
    )
)
def test_versions_days_and_cross_listings_are_one_paper(papers):
    assert len(each_once(papers)) == len({each.id for each in papers})


@given(st.lists(st.sampled_from([known(doi=f"10.1/{n}") for n in range(3)] + [known("X", "")])))
def test_what_was_made_one_stays_as_it_is(papers):
    once = each_once(papers)
    assert each_once([*once, *once]) == once


def test_a_thousand_papers_of_one_title_are_read_in_no_time():
    made = [
        known("Editorial", f"{RAG[:20]} {number}. " + RESTS[number % 3] * 3)
        for number in range(2000)
    ]
    assert len(each_once(made)) > 2


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Can I Trust You", ()),
        ("Retrieval I: Convergence", ("1",)),
        ("Retrieval XII", ("12",)),
        ("Part b of Retrieval", ("part", "\u00a7b")),
        ("Mix of the First Kind", ("1",)),
        ("2.0 and 1.10", ("2", "1.10")),
        ("", ()),
    ],
)
def test_numbers_of_a_title(title, expected):
    assert numbers(title) == expected


def test_an_id_of_its_own_does_not_depend_on_other_fields():
    one = known(doi="10.1/a")
    found = [each_once([one, replace(known(doi="10.1/b"), upvotes=n)])[1].id for n in (1, 2)]
    assert found[0] == found[1]
