from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.papers.records import Dropped, Paper
from summarizer.sources.content import Content, read_content
from summarizer.sources.extraction import content_listing
from summarizer.sources.files.pagelines import organization
from summarizer.sources.files.pasted import parse as parse_dump

ABSTRACT = "An abstract of one long line, which says what was done and found. " * 4
HEADER = "new\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n\nDec 9\n\n"


def dump(text, day=None, form=None):
    return content_listing(Content("page.txt", text.encode(), day), form)


@pytest.fixture
def listing(example):
    return content_listing(read_content(str(example)))


def titled(listing, start):
    return next(paper for paper in listing.papers if paper.title.startswith(start))


class TestTheExample:
    def test_gives_exactly_its_35_papers(self, listing):
        assert (listing.report.found, listing.report.kept) == (35, 35)
        assert listing.report.duplicates == 0
        assert listing.report.dropped == ()
        assert listing.papers[0].title.startswith("Statistical Perspective of Top-K")
        assert listing.papers[-1].title.startswith("Blackbox Model Provenance")

    def test_is_of_its_own_day(self, listing):
        assert listing.day == "2025-12-09"
        assert {paper.listed for paper in listing.papers} == {"2025-12-09"}

    def test_dates_without_a_year_are_of_the_pages_year(self, listing):
        assert titled(listing, "BikeBench").published == "2025-05-25"
        assert titled(listing, "Blackbox").published == "2025-10-22"
        assert titled(listing, "REX").published == "2021-07-09"
        assert listing.notes[0].startswith("9 dates without a year read as 2025")

    def test_two_papers_have_no_metadata(self, listing):
        bare = [paper for paper in listing.papers if paper.published is None]
        assert [paper.title[:8] for paper in bare] == ["Kinetics", "Fantasti"]
        assert {(paper.author_count, paper.comments) for paper in bare} == {(None, None)}
        assert bare[0].abstract.startswith("We rethink test-time scaling laws")
        assert bare[0].abstract.endswith("https://github.com/Infini-AI-Lab/Kinetics.")

    def test_one_paper_has_an_organisation_for_its_authors(self, listing):
        named = [paper for paper in listing.papers if paper.organization]
        assert [(paper.organization, paper.author_count) for paper in named] == [("Deepmind", None)]

    def test_seven_papers_have_comment_counts(self, listing):
        counts = [paper.comments for paper in listing.papers if paper.comments is not None]
        assert sorted(counts) == [1, 1, 2, 2, 4, 4, 14]

    def test_authors_are_counted(self, listing):
        assert titled(listing, "Benchmarking Neural").author_count == 25
        assert titled(listing, "MLE convergence").author_count == 1

    def test_texts_stay_exactly_as_given(self, listing, example):
        lines = example.read_text().split("\n")
        for paper in listing.papers:
            assert paper.title in lines
            assert paper.abstract in lines
        assert sum(" -- " in paper.title for paper in listing.papers) == 2

    def test_gives_the_same_papers_under_a_name_without_a_day(self, listing, example):
        unnamed = content_listing(Content("standard input", example.read_bytes()))
        assert unnamed.papers == listing.papers


class TestTheDialects:
    def test_links_on_lines_of_their_own(self, shared):
        listing = content_listing(read_content(str(shared / "dumps" / "A_plain_url_lines.txt")))
        assert listing.day == "2026-03-25"
        assert [paper.id for paper in listing.papers] == [
            "2410.05434",
            "2306.14898",
            "2409.02326",
            "2510.21057",
        ]
        assert [paper.upvotes for paper in listing.papers] == [1, 0, 19, 5]
        assert [paper.comments for paper in listing.papers] == [None, None, 2, 1]
        assert listing.papers[3].organization == "Google"
        assert listing.papers[3].url == "https://huggingface.co/papers/2510.21057"

    def test_markdown_with_reference_links(self, shared):
        content = read_content(str(shared / "dumps" / "B_reference_links.txt"), date(2026, 6, 29))
        listing = content_listing(content)
        assert [paper.title for paper in listing.papers] == [
            "MURMUR: An Efficient Inference System for Long-Form ASR",
            "Gemini 1.5: Unlocking multimodal understanding across millions of tokens of context",
            "VIBEVOICE-ASR Technical Report",
        ]
        assert [paper.upvotes for paper in listing.papers] == [0, 65, 24]
        assert [paper.comments for paper in listing.papers] == [None, 6, 3]
        assert [paper.published for paper in listing.papers] == [
            "2026-05-30",
            "2024-03-08",
            "2026-03-13",
        ]
        assert listing.papers[2].organization == "Microsoft"
        assert "force a\ntrade-off" in listing.papers[0].abstract

    def test_links_in_markdown(self):
        found = dump(
            f"### [First Title](https://huggingface.co/papers/2410.05434)\n\n{ABSTRACT}\n\n"
            "[2 authors](https://huggingface.co/papers/2410.05434)\n·\nOct 7, 2024\n\n"
            f"### [Second Title](/papers/2410.05435v2)\n\n{ABSTRACT}\n\n"
            "[deepmind Deepmind](https://huggingface.co/deepmind) · Oct 8, 2024 "
            "[3](/papers/2410.05435#community)\n"
        )
        assert [(each.id, each.title) for each in found.papers] == [
            ("2410.05434", "First Title"),
            ("2410.05435", "Second Title"),
        ]
        assert found.papers[1].organization == "Deepmind"
        assert [each.comments for each in found.papers] == [None, 3]

    def test_a_link_on_each_line(self):
        link = "(https://huggingface.co/papers/2410.05434)"
        found = dump(
            f"[ 65 ](https://huggingface.co/login?next=x)\n[A Title]{link}\n[{ABSTRACT}]{link}\n\n"
            f"[ * 2 authors ]{link}\n\n·Oct 7, 2024 [3]{link}\n"
        )
        paper = found.papers[0]
        assert (paper.title, paper.id, paper.abstract) == (
            "A Title",
            "2410.05434",
            ABSTRACT.strip(),
        )
        assert (paper.upvotes, paper.author_count, paper.comments) == (65, 2, 3)

    def test_cards_that_are_doubled_are_one_paper(self):
        card = (
            f"A Title\n\nA Title\n\n{ABSTRACT}\n\nPublished on Oct 7, 2024\n\n11.3k\n\nGitHub 9\n\n"
        )
        found = dump(card + card)
        assert (found.report.kept, found.report.duplicates, found.report.dropped) == (1, 1, ())
        assert found.papers[0].published == "2024-10-07"


class TestRecords:
    def test_windows_line_ends_change_nothing(self, example):
        text = example.read_text()
        crlf = content_listing(Content("x", text.replace("\n", "\r\n").encode()))
        assert crlf.papers == content_listing(Content("x", text.encode())).papers

    def test_a_title_without_an_abstract_is_dropped_with_its_line(self):
        found = dump(f"{HEADER}First title\n\nSecond title\n\n{ABSTRACT}\n")
        assert [paper.title for paper in found.papers] == ["Second title"]
        assert found.report.dropped == (
            Dropped("line 11", "a title without an abstract: First title"),
        )

    def test_text_without_a_title_is_dropped_with_its_line(self):
        found = dump(f"{HEADER}{ABSTRACT * 2}\n\nA title\n\n{ABSTRACT}\n")
        assert found.report.dropped[0].where == "line 11"
        assert (found.report.found, found.report.kept) == (2, 1)

    def test_a_short_abstract_is_one_when_it_ends_like_a_sentence(self):
        found = dump(f"{HEADER}A title\n\nShort, but a sentence.\n\n  • 2 authors\n·\nMay 7\n")
        assert found.papers[0].abstract == "Short, but a sentence."

    def test_the_same_paper_twice_is_a_duplicate(self):
        record = f"A title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMay 7, 2024\n\n"
        found = dump(HEADER + record + record)
        assert (found.report.found, found.report.kept, found.report.duplicates) == (2, 1, 1)

    def test_a_fragment_without_header_is_read(self):
        found = dump(f"A title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMay 7, 2024 3\n")
        assert found.papers[0].published == "2024-05-07"
        assert found.papers[0].comments == 3
        assert found.day is None

    def test_without_any_year_a_date_stays_unknown(self):
        found = dump(f"{HEADER}A title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMay 7\n")
        assert found.papers[0].published is None
        assert "give `--date`" in found.notes[0]

    def test_a_page_saved_after_new_year_is_of_the_old_year(self):
        text = f"{HEADER}A title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMay 7\n"
        found = dump(text, date(2026, 1, 2))
        assert found.day == "2025-12-09"
        assert found.papers[0].published == "2025-05-07"

    def test_two_pages_in_one_text_are_two_pages_of_papers(self, example):
        text = example.read_text()
        both = dump(f"{text}\n{text}", date(2025, 12, 9))
        assert (both.report.found, both.report.kept, both.report.duplicates) == (70, 35, 35)
        assert both.report.dropped == ()

    def test_a_title_that_is_a_word_of_the_header_is_a_title(self):
        found = dump(f"A title\n\n{ABSTRACT}\n\nWeekly\n\n{ABSTRACT}2.\n", form="pasted")
        assert [paper.title for paper in found.papers] == ["A title", "Weekly"]

    @pytest.mark.parametrize("odd", ["https://github.com/x/y", "12", "May 7", "see [A][12]"])
    def test_wrapped_abstracts_keep_every_line(self, odd):
        abstract = f"We study a thing well; the code is at\n{odd}\nand  the data too."
        found = dump(f"{HEADER}A title\n\n{abstract}\n\n  • 2 authors\n·\nMay 7, 2024\n")
        assert [paper.abstract for paper in found.papers] == [abstract]
        assert found.papers[0].published == "2024-05-07"

    def test_links_in_an_abstract_stay_as_they_are(self):
        abstract = "We give a[0][1] and code in [our repository](https://example.com/x)"
        found = dump(f"{HEADER}A title\n\n{abstract}.\n\n  • 2 authors\n·\nMay 7, 2024\n")
        assert found.papers[0].abstract == f"{abstract}."

    def test_a_day_that_does_not_exist_is_unknown(self):
        found = dump(f"A title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nFeb 30, 2024\n")
        assert found.papers[0].published is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("deepmind Deepmind", "Deepmind"),
        ("[microsoft] Microsoft", "Microsoft"),
        ("PekingUniversity Peking University", "Peking University"),
        ("Google", "Google"),
        ("Alaya Lab", "Alaya Lab"),
    ],
)
def test_an_organisation_is_named_without_its_logo(line, name):
    assert organization(line) == name


@pytest.mark.parametrize("text", ["hello", HEADER, "·\n·\n", "Dec 9\nDec 9\n"])
def test_text_without_papers_is_one_clear_error(text):
    with pytest.raises(InputError, match="no papers found in this text"):
        dump(text, form="pasted")
    with pytest.raises(InputError, match=r"no papers found|no sign of a papers page"):
        dump(text)


LINES = st.sampled_from(
    [
        *(
            "A title",
            ABSTRACT,
            "  • 2 authors",
            "·",
            "May 7",
            "May 7, 2024 3",
            "",
            "[",
            "][3]",
            "-",
        ),
        *("### [A title][3]", "https://huggingface.co/papers/2410.05434", "deepmind Deepmind"),
    ]
)


@given(st.lists(LINES | st.text(), max_size=40))
def test_any_lines_are_papers_and_places_or_one_error(lines):
    try:
        items = list(parse_dump(Content("x", "\n".join(lines).encode(errors="replace"))).items)
    except InputError:
        return
    assert any(isinstance(item, Paper) for item in items)
    assert all(item.title.strip() and item.abstract for item in items if isinstance(item, Paper))


@pytest.mark.parametrize("first", ["\n", "new\n", "·\n", "Dec 9\n", "[\n", "x\n\n", "### a\n"])
@pytest.mark.parametrize("then", ["x\n", "a b.\n\n", "·\n", "May 7\n", "][3]\n", "12\n"])
def test_long_runs_of_lines_take_no_time(first, then):
    text = first * (80_000 // len(first)) + then * (80_000 // len(then))
    start = time.process_time()
    with contextlib.suppress(InputError):
        dump(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("line", ["{}", "[-] {}", "• {} authors", "May 7, 2024 {}"])
def test_a_number_too_long_for_any_count_breaks_nothing(line):
    entry = f"A title\n\n{ABSTRACT}\n\n  • 2 authors\n·\nMay 7, 2024\n\n"
    listing = dump(HEADER + entry + line.format("9" * 5000) + "\n")
    assert listing.papers[0].title == "A title"


@pytest.mark.parametrize("mark", ["> ", "> > ", ">>", ">> > "])
def test_a_page_that_was_quoted_in_a_mail_several_times_is_read(example, mark):
    text = example.read_text()
    quoted = "On Thu, 23 Jan 2025, a reader wrote:\n" + "\n".join(
        f"{mark}{line}" for line in text.split("\n")
    )
    found = content_listing(Content("x", quoted.encode()))
    plain = content_listing(Content("x", text.encode()))
    assert [each.title for each in found.papers] == [each.title for each in plain.papers]


def test_blanks_that_do_not_break_are_blanks(example):
    text = example.read_text().replace(" ", "\xa0")
    assert len(content_listing(Content("x", text.encode())).papers) == 35
