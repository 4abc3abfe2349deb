"""Pages of other sites, pasted and as HTML, and feeds of anyone."""

from __future__ import annotations

import pytest

from summarizer.errors import InputError
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABSTRACT = "Graphs are hard to draw. We draw them."


def read(text):
    return content_listing(Content("page", text.encode()))


def test_a_page_that_says_what_to_cite_is_read():
    found = read(
        "<!DOCTYPE html><html><head><title>x</title><meta name='citation_title' content='Drawing "
        "Graphs'><meta name='citation_author' content='One, Ann'><meta name='citation_author' content="
        "'Bo Two'><meta name='citation_doi' content='10.1/x'><meta name='citation_publication_date' "
        "content='2025/2/4'><link rel='canonical' href='https://example.org/1'></head><body><div id="
        f"'abstract'><h2>Abstract</h2><p>{ABSTRACT}</p></div></body></html>"
    )
    paper = found.papers[0]
    assert (paper.title, paper.abstract, paper.authors) == (
        *("Drawing Graphs", ABSTRACT, ("Ann One", "Bo Two")),
    )
    assert (paper.doi, paper.published, paper.url) == (
        "10.1/x",
        "2025-02-04",
        "https://example.org/1",
    )


def test_a_feed_of_anyone_gives_the_papers_it_links_to():
    rss = (
        "<rss><channel><title>Mine</title><item><title>Drawing Graphs</title><description>"
        f"{ABSTRACT}</description><link>https://huggingface.co/papers/2502.00001</link><pubDate>Tue, "
        "04 Feb 2025 00:00:00 GMT</pubDate></item><item><title>My holidays</title><description>They "
        "were nice.</description><link>https://example.org/1</link></item></channel></rss>"
    )
    found = read(rss)
    paper = found.papers[0]
    assert (paper.id, paper.published) == ("2502.00001", "2025-02-04")
    assert "it links to no paper" in found.report.dropped[0].why


def test_a_feed_in_rdf_is_read():
    paper = read(
        '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:dc="d"><channel><title>b</title>'
        '</channel><item rdf:about="x"><title>Drawing Graphs</title><link>https://www.biorxiv.org/'
        f"content/10.1101/2025.02.04.1v1</link><description>{ABSTRACT}</description><dc:creator>One, A.,"
        " Two, B.</dc:creator><dc:date>2025-02-04</dc:date></item></rdf:RDF>"
    ).papers[0]
    assert (paper.doi, paper.authors) == ("10.1101/2025.02.04.1", ("A. One", "B. Two"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<rss><channel><item><title>A</title><link>https://x.org</link></item></channel></rss>",
            "XML",
        ),
        ("<rss><channel><title>x</title></channel></rss>", "no entries"),
    ],
)
def test_a_feed_of_no_papers_is_refused(text, said):
    with pytest.raises(InputError, match=said):
        read(text)
