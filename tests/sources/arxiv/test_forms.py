"""arXiv's papers as people paste and save them: listings, results, pages, mails, records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError, NoPapers
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

FIRST = "Graphs are hard to draw. We draw them with fewer crossings than before."
SECOND = "Trees are easy to draw.\nWe draw them faster."
LISTING = f"""\
Combinatorics
New submissions
Cross-lists
Replacements
See recent articles

Showing new listings for Tuesday, 4 February 2025
Total of 3 entries
Showing up to 2000 entries per page: fewer | more | all
New submissions (showing 1 of 1 entries)

[1] arXiv:2502.00001 [pdf, html, other]
Title: Drawing Graphs: A Survey
Ann One, Bo Two, Cy O'Three
Comments: 12 pages, 3 figures
Journal-ref: J. Drawings 3 (2025)
Subjects: Combinatorics (math.CO); Computational Geometry (cs.CG)

    {FIRST}

Cross submissions (showing 1 of 1 entries)

[2] arXiv:2502.00002 (cross-list from cs.DS) [pdf, ps, other]
Title: Drawing Trees
Di Four
Subjects: Data Structures and Algorithms (cs.DS)

    {SECOND}

Replacement submissions (showing 1 of 1 entries)

[3] arXiv:math/0309136 (replaced) [pdf, html, other]
Title: An Old One
Eve Five
Subjects: Combinatorics (math.CO)

    An old abstract.

Total of 3 entries
About
Help
"""


def read(text, name="page"):
    data = text if isinstance(text, bytes) else text.encode()
    return content_listing(Content(name, data))


class TestAListing:
    def test_gives_its_papers_with_all_it_says_of_them(self):
        found = read(LISTING)
        assert (found.label, found.day, found.report.kept) == ("arxiv", "2025-02-04", 3)
        first, second, third = found.papers
        assert (first.id, first.title, first.abstract) == (
            *("2502.00001", "Drawing Graphs: A Survey", FIRST),
        )
        assert first.authors == ("Ann One", "Bo Two", "Cy O'Three")
        assert first.categories == ("math.CO", "cs.CG")
        assert (first.comment, first.journal_ref) == (
            *("12 pages, 3 figures", "J. Drawings 3 (2025)"),
        )
        assert (second.abstract, third.id) == (SECOND, "math/0309136")
        assert [each.announce_type for each in found.papers] == ["new", "cross", "replace"]
        assert {each.listed for each in found.papers} == {"2025-02-04"}
        assert first.url == "https://arxiv.org/abs/2502.00001"

    @pytest.mark.parametrize("ends", ["\r\n", "\r"])
    def test_is_the_same_with_other_line_ends(self, ends):
        assert read(LISTING.replace("\n", ends)).papers == read(LISTING).papers

    def test_of_the_recent_ones_has_no_abstracts_and_says_so(self):
        text = (
            "Tue, 4 Feb 2025 (showing 1 of 1 entries )\n\n[1] arXiv:2502.00001 [pdf, html, other]\n"
            "Title: Drawing Graphs\nAnn One\nSubjects: Combinatorics (math.CO)\n"
        )
        with pytest.raises(NoPapers, match=r"no papers among 1 entry; line 3: no abstract"):
            read(text)

    def test_as_html_is_the_same(self):
        html = (
            "<!DOCTYPE html><html><body><h3>Showing new listings for Tuesday, 4 February 2025</h3>"
            "<dl id='articles'><dt><a name='item1'>[1]</a> <a href='/abs/2502.00001'>arXiv:2502.00001"
            "</a> [<a href='/pdf/2502.00001'>pdf</a>]</dt><dd><div class='meta'>"
            "<div class='list-title mathjax'><span class='descriptor'>Title:</span> Drawing Graphs: "
            "A Survey</div><div class='list-authors'><a>Ann One</a>, <a>Bo Two</a></div>"
            "<div class='list-comments'><span class='descriptor'>Comments:</span> 12 pages</div>"
            "<div class='list-subjects'><span class='descriptor'>Subjects:</span> Combinatorics "
            f"(math.CO)</div><p class='mathjax'>{FIRST}</p></div></dd>"
            "<dt><a href='/abs/2502.00002'>arXiv:2502.00002</a> (cross-list from cs.DS)</dt><dd>"
            "<div class='list-title'>Drawing Trees</div></dd></dl></body></html>"
        )
        found = read(html)
        assert found.papers[0].abstract == FIRST
        assert found.papers[0].title == "Drawing Graphs: A Survey"
        assert (found.papers[0].authors, found.papers[0].comment) == (
            *(("Ann One", "Bo Two"), "12 pages"),
        )
        assert (found.day, found.report.dropped[0].why) == ("2025-02-04", "no abstract")


class TestResults:
    TEXT = f"""\
Showing 1–2 of 2 results for all: drawing graphs
1. arXiv:2502.00001 [pdf, other]  math.CO  cs.CG
Drawing Graphs
Authors: Ann One, Bo Two
Abstract: {FIRST} △ Less
Submitted 4 February, 2025; originally announced February 2025.
Comments: 12 pages

2. arXiv:2502.00002 [pdf]
cs.DS

Drawing Trees

Authors: Di Four

Abstract: …Trees are easy to draw. We draw… ▽ More
Submitted 3 February, 2025; v1 submitted 1 January, 2025; originally announced January 2025.

Search v0.5.6 released 2020-02-24
"""

    def test_pasted(self):
        found = read(self.TEXT)
        first, second = found.papers
        assert (first.abstract, first.published, first.comment) == (FIRST, "2025-02-04", "12 pages")
        assert (first.categories, second.categories) == (("math.CO", "cs.CG"), ("cs.DS",))
        assert second.published == "2025-01-01"
        assert (second.title, second.authors) == ("Drawing Trees", ("Di Four",))
        assert second.abstract == "…Trees are easy to draw. We draw…"
        assert found.notes == ("1 abstracts are cut off by the page, behind `▽ More`",)

    def test_as_html(self):
        html = (
            '<ol><li class="arxiv-result"><p class="list-title"><a href="https://arxiv.org/abs/'
            '2502.00001">arXiv:2502.00001</a></p><div class="tags"><span class="tag is-small">math.CO'
            '</span></div><p class="title">Drawing Graphs</p><p class="authors"><span class='
            '"search-hit-label">Authors:</span> <a>Ann One</a></p><p class="abstract"><span class='
            '"abstract-short">Graphs are…</span><span class="abstract-full">'
            f"{FIRST} <a>△ Less</a></span></p><p>Submitted 4 February, 2025;</p></li></ol>"
        )
        paper = read(html).papers[0]
        assert (paper.abstract, paper.published, paper.id) == (FIRST, "2025-02-04", "2502.00001")
        assert (paper.authors, paper.categories) == (("Ann One",), ("math.CO",))


class TestThePageOfAPaper:
    @pytest.mark.parametrize("title", ["Drawing Graphs", "Title:Drawing Graphs"])
    def test_pasted(self, title):
        text = (
            "Mathematics > Combinatorics\narXiv:2502.00001 (math)\n"
            f"[Submitted on 4 Feb 2025 (v1), last revised 6 Mar 2025 (this version, v2)]\n{title}\n"
            "Authors:Ann One, Bo Two\nView PDF HTML (experimental)\nAbstract:"
            f"{FIRST}\n\nComments:\t12 pages\nSubjects:\tCombinatorics (math.CO)\n"
            "Cite as:\tarXiv:2502.00001 [math.CO]\n \t(or arXiv:2502.00001v2 [math.CO] for this "
            "version)\nSubmission history\nFrom: Ann One [view email]\n[v1] Tue, 4 Feb 2025\n"
        )
        found = read(text)
        assert found.report.found == 1
        paper = found.papers[0]
        assert (paper.id, paper.title, paper.abstract) == ("2502.00001", "Drawing Graphs", FIRST)
        assert (paper.published, paper.comment) == ("2025-02-04", "12 pages")
        assert paper.authors == ("Ann One", "Bo Two")

    def test_as_html(self):
        html = (
            "<html><head><meta name='citation_title' content='Drawing Graphs'><meta name="
            "'citation_author' content='One, Ann'><meta name='citation_date' content='2025/02/04'>"
            "<meta name='citation_arxiv_id' content='2502.00001'></head><body><blockquote class="
            f"'abstract mathjax'><span class='descriptor'>Abstract:</span>{FIRST}</blockquote>"
            "<td class='subjects'>Combinatorics (math.CO)</td></body></html>"
        )
        found = read(html)
        assert found.notes == ()
        paper = found.papers[0]
        assert (paper.id, paper.title, paper.abstract) == ("2502.00001", "Drawing Graphs", FIRST)
        assert (paper.authors, paper.published) == (("Ann One",), "2025-02-04")


RULE = "-" * 78
MAIL = rf"""{RULE}
 Submissions to:
Combinatorics
 received from  Mon  3 Feb 25 19:00:00 GMT  to  Tue  4 Feb 25 19:00:00 GMT
{RULE}
\\
arXiv:2502.00001
Date: Tue, 4 Feb 2025 10:11:12 GMT   (812kb,D)

Title: Drawing Graphs Of
  Any Size
Authors: Ann One, Bo Two
Categories: math.CO cs.CG
Comments: 12 pages
License: http://creativecommons.org/licenses/by/4.0/
\\
  Graphs are hard to draw. We draw
them with fewer crossings.
\\ ( https://arxiv.org/abs/2502.00001 ,  812kb)
{RULE}
\\
arXiv:2502.00002 (*cross-listing*)
Date: Tue, 4 Feb 2025 11:11:12 GMT   (9kb)

Title: Drawing Trees
Authors: Di Four
Categories: cs.DS
\\
  Trees are easy.
\\ ( https://arxiv.org/abs/2502.00002 ,  9kb)
%%--%%--%%--%%--%%--%%
{RULE}
\\
arXiv:2401.00003
replaced with revised version Tue, 4 Feb 2025 08:00:00 GMT   (5kb)

Title: An Older One
Authors: Eve Five
Categories: math.CO
\\ ( https://arxiv.org/abs/2401.00003 ,  5kb)
{RULE}
"""
HEADERS = "From: a@example.org\nTo: b@example.org\nSubject: math daily\nMIME-Version: 1.0\n"


class TestTheDailyMail:
    def test_gives_its_papers(self):
        found = read(MAIL)
        first, second = found.papers
        assert first.title == "Drawing Graphs Of\n  Any Size"
        assert first.abstract == "Graphs are hard to draw. We draw\nthem with fewer crossings."
        assert (first.categories, first.published) == (("math.CO", "cs.CG"), "2025-02-04")
        assert (first.announce_type, second.announce_type) == ("new", "cross")
        assert found.report.dropped[0].why == "a replaced paper, of which the mail has no abstract"

    @pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "7bit"])
    def test_as_a_mail_file_is_the_same(self, encoding):
        from email.message import EmailMessage

        mail = EmailMessage()
        mail.set_content(MAIL, cte=encoding)
        mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "math daily"
        assert read(bytes(mail)).papers == read(MAIL).papers

    def test_of_prose_is_no_paper(self):
        with pytest.raises(InputError, match="1 paragraph of prose"):
            read(f"{HEADERS}Content-Type: text/plain\n\nHello, how are you doing today?\n")


class TestRecords:
    def test_of_oai_in_each_form(self):
        records = (
            "<record><header><identifier>oai:arXiv.org:2502.00001</identifier></header><metadata>"
            '<arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2502.00001</id><created>2025-02-04'
            "</created><authors><author><keyname>One</keyname><forenames>Ann</forenames></author>"
            f"</authors><title>Drawing Graphs</title><categories>math.CO cs.CG</categories><abstract>"
            f"{FIRST}</abstract></arXiv></metadata></record>"
            "<record><header><identifier>oai:arXiv.org:2502.00002</identifier></header><metadata>"
            '<d:dc xmlns:d="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/'
            'dc/elements/1.1/"><dc:title>Drawing Trees</dc:title><dc:creator>Four, Di</dc:creator>'
            "<dc:description>Trees.</dc:description><dc:date>2025-02-03</dc:date></d:dc></metadata>"
            '</record><record><header status="deleted"><identifier>oai:arXiv.org:2502.00003'
            "</identifier></header></record>"
        )
        found = read(f'<OAI-PMH xmlns="http://x/"><ListRecords>{records}</ListRecords></OAI-PMH>')
        assert [(each.id, each.title, each.authors) for each in found.papers] == [
            ("2502.00001", "Drawing Graphs", ("Ann One",)),
            ("2502.00002", "Drawing Trees", ("Di Four",)),
        ]
        assert found.papers[0].categories == ("math.CO", "cs.CG")
        assert found.report.dropped[0].why == "deleted there"

    def test_an_error_of_the_server_is_said(self):
        with pytest.raises(InputError, match="no entries: the server said: no such set"):
            read(
                '<OAI-PMH xmlns="http://x/"><error code="badArgument">no such set</error></OAI-PMH>'
            )


def test_a_feed_without_entries_says_why():
    with pytest.raises(InputError, match=r"of Sunday, 2025-02-02, and its `skipDays` name Sat"):
        read(
            "<rss><channel><link>http://rss.arxiv.org/rss/math.CO</link><pubDate>Sun, 02 Feb 2025 "
            "00:00:00 -0500</pubDate><skipDays><day>Sunday</day><day>Saturday</day></skipDays>"
            "</channel></rss>"
        )


PIECES = st.sampled_from([*LISTING.split("\n\n"), *MAIL.split("\n\n"), TestResults.TEXT, "\\\\\n"])


@given(st.lists(PIECES | st.text(max_size=30), max_size=12))
def test_any_pieces_are_papers_and_places_or_one_error(pieces):
    try:
        report = read("\n".join(pieces).encode(errors="replace")).report
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert report.found == report.kept + report.duplicates + len(report.dropped)
