"""Papers in print, set by a small typesetter whose text is known."""

from __future__ import annotations

import re

import pytest
from fulltexts import caption_texts, headings, paragraphs
from print_sample import SAMPLE
from typeset import typeset

from summarizer.fulltext import Content
from summarizer.fulltext.pdf import form


def parsed(data):
    return form.parse(Content("paper.pdf", data))


@pytest.fixture(scope="module")
def printed():
    return parsed(typeset(SAMPLE, 2, stamp="arXiv:2512.00001v2  [cs.CL]  2 Dec 2025"))


@pytest.fixture(scope="module")
def in_one_column():
    return parsed(typeset(SAMPLE, 1))


class TestTwoColumns:
    def test_the_stamp_in_the_margin_says_id_and_version(self, printed):
        assert (printed.source.id, printed.source.version) == ("2512.00001", "v2")
        assert "cs.CL" not in printed.text

    def test_title_and_front(self, printed):
        assert printed.title == SAMPLE.title
        assert [printed.of(line) for line in printed.front] == SAMPLE.front

    def test_sections_in_their_order(self, printed):
        assert [each[:2] for each in headings(printed)] == [
            (None, "Abstract"),
            ("1", "Introduction"),
            ("2", "Method"),
            ("2.1", "Data"),
            ("3", "Results"),
            (None, "Limitations"),
        ]

    def test_every_paragraph_is_whole_and_in_order(self, printed):
        found = printed.text
        place = 0
        for part in SAMPLE.parts:
            for block in part.blocks:
                if isinstance(block, str):
                    words = block.partition("^^")[0]
                    assert words in found, words
                    assert found.index(words) > place
                    place = found.index(words)

    def test_words_broken_at_line_ends_are_whole_again(self, printed):
        assert "state-of-the-art" in printed.text
        assert "- " not in printed.of(printed.sections[1])

    def test_running_heads_and_page_numbers_are_left_out(self, printed):
        assert printed.report.pages == 2
        assert SAMPLE.head not in printed.text.replace(SAMPLE.front[0], "")

    def test_footnotes_are_apart_and_their_marks_gone(self, printed):
        notes = [(each.label, printed.of(each)) for each in printed.footnotes]
        assert notes == [("1", "The page is at https://example.org, for those who ask.")]
        called = printed.footnotes[0].called
        assert printed.text[:called].endswith("finds it.")
        assert "finds it.1" not in printed.text

    def test_figures_and_tables_are_captions_only(self, printed):
        assert [each[:2] for each in caption_texts(printed)] == [
            ("table", "Table 1"),
            ("figure", "Figure 1"),
        ]
        assert "4,002" not in printed.text
        assert "loss" not in printed.text

    def test_a_formula_stands_in_its_paragraph_and_is_said(self, printed):
        method = " ".join(paragraphs(printed, "Method"))
        assert "d(x, y) = max(0, s(x) − s(y)) + m (1) where" in method  # noqa: RUF001 - a minus
        assert any("formulas" in each.what for each in printed.report.lost)

    def test_references_are_parted(self, printed):
        assert [printed.of(each) for each in printed.references] == SAMPLE.references

    def test_every_part_is_a_span(self, printed):
        parts = [*printed.front, *printed.captions, *printed.footnotes, *printed.references]
        parts += [each for section in printed.sections for each in section.paragraphs]
        ends = [(part.start, part.end) for part in parts]
        assert all(0 <= start < end <= len(printed.text) for start, end in ends)
        assert len(set(ends)) == len(ends)


class TestOneColumn:
    def test_the_same_sections(self, printed, in_one_column):
        assert headings(in_one_column) == headings(printed)

    def test_the_same_paragraphs(self, printed, in_one_column):
        for part in SAMPLE.parts:
            name = part.heading.lstrip("0123456789. ")
            assert paragraphs(in_one_column, name) == paragraphs(printed, name)

    def test_the_same_references(self, printed, in_one_column):
        found = [in_one_column.of(each) for each in in_one_column.references]
        assert found == [printed.of(each) for each in printed.references]


class TestRealPapers:
    def test_one_of_a_conference_is_read_in_whole(self, shared):
        path = shared / "fulltext" / "N18-3011.pdf"
        if not path.is_file():
            pytest.skip("the papers in ../shared/data/fulltext are not here")
        found = parsed(path.read_bytes())
        assert found.title == "Construction of the Literature Graph in Semantic Scholar"
        numbers = [section.number for section in found.sections]
        assert numbers == [
            *(None, "1", "2", "2.1", "2.2", "3", "4", "4.1", "4.2", "4.3", "4.4", "5", "6"),
        ]
        assert [caption.label for caption in found.captions] == [
            *("Figure 1", "Table 1", "Table 2", "Table 3", "Table 4"),
        ]
        assert (len(found.footnotes), len(found.references)) == (15, 27)
        assert "scientific literature into a heterogeneous graph" in found.text
        assert not re.search(r"[a-z]- [a-z]", found.text.replace("- and", ""))

    @pytest.mark.parametrize(
        ("name", "organisations", "own"),
        [
            (
                "N18-3011",
                ["Allen Institute for Artificial Intelligence", "Northwestern University"],
                ["data", "data", "code", "code", "code"],
            ),
            (
                "2020.acl-main.207",
                ["Allen Institute for Artificial Intelligence", "University of Washington"],
                ["code", "code"],
            ),
        ],
    )
    def test_affiliations_and_links_are_theirs(self, shared, name, organisations, own):
        path = shared / "fulltext" / f"{name}.pdf"
        if not path.is_file():
            pytest.skip("the papers in ../shared/data/fulltext are not here")
        found = parsed(path.read_bytes())
        assert [each.name for each in found.affiliations] == organisations
        assert [each.kind for each in found.links if each.kind] == own
        assert all(
            "allenai" in each.url or "semanticscholar" in each.url
            for each in found.links
            if each.kind
        )
        called = [each.called for each in found.footnotes if (each.label or "").isdigit()]
        assert called.count(None) <= 1
