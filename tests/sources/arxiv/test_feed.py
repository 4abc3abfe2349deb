from __future__ import annotations

import json
from html import escape

import pytest
from arxiv_server import OPEN, SPACES, announced, answer, entry, error, feed, record, rss
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.papers.records import Dropped, Paper
from summarizer.sources.arxiv import feed as arxivfeed
from summarizer.sources.content import Content, read_content
from summarizer.sources.extraction import content_listing


def only(xml):
    (item,) = arxivfeed.read_feed("x", xml).items
    return item


def test_an_entry_of_the_api_is_a_paper_with_all_it_says():
    paper = only(answer([entry(record(1, version=3))]))
    known = record(1)
    assert (paper.id, paper.version, paper.title) == ("2512.00001", 3, known["title"].strip())
    assert paper.abstract == known["abstract"]
    assert (paper.authors, paper.author_count) == (known["authors"], 2)
    assert (paper.published, paper.updated, paper.listed) == ("2025-12-08", "2025-12-09", None)
    assert paper.categories == ("cs.CL", "cs.AI")
    assert (paper.comment, paper.doi, paper.journal_ref) == ("12 pages", "10.1000/1", "J. Ex. 1")
    assert paper.links == ("https://doi.org/10.1000/1",)
    assert paper.url == "https://arxiv.org/abs/2512.00001"
    assert (paper.withdrawn, paper.upvotes, paper.announce_type) == (None, None, None)


@pytest.mark.parametrize(
    "make", [lambda known: feed([announced(known)]), lambda known: rss([known])]
)
@pytest.mark.parametrize("kind", arxivfeed.TYPES)
def test_an_announcement_is_a_paper_without_its_announcing(make, kind):
    read = arxivfeed.read_feed("x", make(record(0, type=kind, version=2)))
    (paper,) = read.items
    assert read.day == "2025-12-09"
    assert (paper.id, paper.version, paper.announce_type) == ("2512.00000", 2, kind)
    assert paper.abstract == record(0)["abstract"]
    assert paper.authors == ("First Author", "Second Author")
    assert (paper.listed, paper.published, paper.updated) == ("2025-12-09", None, None)
    assert paper.categories == ("cs.CL", "cs.AI")


@pytest.mark.parametrize(
    ("given", "identity", "version"),
    [("astro-ph/0601001", "astro-ph/0601001", 4), ("math.GT/0309136", "math.GT/0309136", 4)],
)
def test_old_ids_are_ids(given, identity, version):
    paper = only(answer([entry(record(0, id=given, version=4))]))
    assert (paper.id, paper.version) == (identity, version)
    assert paper.url == f"https://arxiv.org/abs/{identity}"


def test_a_paper_may_be_titled_0_or_error():
    assert only(answer([entry(record(0, title="0"))])).title == "0"
    assert only(answer([entry(record(0, title="Error"))])).title == "Error"


def test_an_error_in_place_of_entries_is_an_error():
    found = arxivfeed.read_feed("x", error("incorrect id format for abc"))
    assert (found.items, found.error) == ((), "incorrect id format for abc")
    with pytest.raises(InputError, match="arXiv says: incorrect id format for abc"):
        content_listing(Content("x.xml", error("incorrect id format for abc").encode()))


@pytest.mark.parametrize(
    ("change", "withdrawn"),
    [
        ({"extra": "<arxiv:comment>This paper has been withdrawn</arxiv:comment>"}, True),
        ({"extra": "<arxiv:comment>Withdrawn by the author</arxiv:comment>"}, True),
        ({"abstract": "This paper was temporarily withdrawn by the authors for an error."}, True),
        ({"abstract": "Money is withdrawn from banks. This paper shows how."}, None),
        ({"extra": "<arxiv:comment>Replaces the withdrawn note</arxiv:comment>"}, None),
    ],
)
def test_a_withdrawn_paper_is_marked(change, withdrawn):
    assert only(answer([entry(record(0, **change))])).withdrawn is withdrawn


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("<entry><id>http://arxiv.org/abs/2512.00001v1</id></entry>", "no title and no abstract"),
        ("<entry><id>x</id><title>T</title><summary>S</summary></entry>", "no arXiv id"),
        ("<entry/>", "no arXiv id and no title and no abstract"),
    ],
)
def test_an_entry_without_its_text_is_dropped_with_its_place(xml, why):
    assert only(answer([xml])) == Dropped("entry 1", why)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB,
        '<!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE feed SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE feed>",
    ],
)
def test_entity_tricks_are_refused(prolog):
    xml = answer([entry(record())]).replace(OPEN, OPEN + prolog).replace("Variant", "&j; Variant")
    with pytest.raises(InputError, match="declares a document type"):
        arxivfeed.read_feed("x", xml)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (answer([entry(record())])[:-30], "cannot be read as Atom or RSS"),
        (f"<feed {SPACES}>{'<a>' * 60}{'</a>' * 60}</feed>", "nested too deeply"),
        ("<html></html>", "neither Atom nor RSS"),
        (f"<feed {SPACES}>&nbsp;</feed>", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_what_is_no_feed_is_one_clear_error(xml, said):
    with pytest.raises(InputError, match=said):
        arxivfeed.read_feed("x", xml)


def test_a_feed_without_entries_is_of_its_day_and_an_answer_of_none():
    assert arxivfeed.read_feed("x", feed([], "2025-12-13")).day == "2025-12-13"
    found = arxivfeed.read_feed("x", answer([], 0))
    assert (found.items, found.day, found.total) == ((), None, 0)


@given(st.text(), st.text(), st.text())
def test_any_text_in_the_fields_is_a_paper_or_a_place(identity, title, abstract):

    texts = [
        escape(text.encode("utf-8", "replace").decode()) for text in (identity, title, abstract)
    ]
    xml = "<entry><id>{}</id><title>{}</title><summary>{}</summary></entry>".format(*texts)
    try:
        (item,) = arxivfeed.read_feed("x", answer([xml])).items
    except InputError:
        return
    assert isinstance(item, Paper | Dropped)


@pytest.mark.parametrize(
    "xml",
    [
        "<feed><entry>" * 80_000,
        "<rss><channel>" + "<item><guid>" * 80_000,
        "<feed " + 'a="b" ' * 160_000,
    ],
)
def test_no_feed_takes_for_ever(xml):
    content = Content("x", f"{xml}arxiv".encode())
    with pytest.raises(InputError):
        content_listing(content)


def test_real_feeds_are_read_whole(shared):
    listing = content_listing(
        read_content(str(shared / "arxiv" / "arxiv_atom_llm-paper-radar.xml"))
    )
    assert (listing.label, listing.report.kept, listing.day) == ("arxiv", 2, None)
    assert listing.papers[0].author_count == 13
    listing = content_listing(
        read_content(str(shared / "arxiv" / "arxiv_rss_zotero-arxiv-daily.xml"))
    )
    assert (listing.report.kept, listing.day) == (7, "2025-08-20")
    assert [paper.announce_type for paper in listing.papers] == ["cross"] * 5 + ["new"] * 2


@pytest.mark.parametrize(
    ("name", "error", "ids"),
    [
        ("id_abc_s0_m100_b79c8dcf6bc3", "incorrect id format for abc", []),
        ("id_0000.0000_s0_m100_8b51d9633a68", None, []),
        ("id_astro-ph_0601001_s0_m100_3150dca9dc76", None, ["astro-ph/0601001"]),
    ],
)
def test_real_edges_are_what_they_are(shared, name, error, ids):
    known = json.loads((shared / "arxiv" / "edge" / f"{name}.json").read_text())
    found = arxivfeed.read_feed("x", known["body"])
    assert (found.error, [paper.id for paper in found.items]) == (error, ids)


@pytest.mark.parametrize(
    "entry",
    [
        "<item><link>https://arxiv.org/abs/2512.00001</link><title>arXiv</title></item>",
        '<entry><link href="https://arxiv.org/abs/2512.00001"/><id>https://a.org/1</id></entry>',
    ],
)
def test_a_feed_of_somebody_else_s_that_links_to_arxiv_is_not_arxivs(entry):
    from summarizer.sources.arxiv.source import recognises

    text = f"<rss><channel><link>https://blog.example.org</link>{entry}</channel></rss>"
    assert not recognises(Content("x", text.encode()))
    assert recognises(Content("x", text.replace("blog.example", "rss.arxiv").encode()))


@pytest.mark.parametrize("digits", ["9" * 5_000, "12345", "²"])
def test_versions_counts_and_dates_that_cannot_be_are_not_known(digits):
    entry = (
        f"<entry><id>http://arxiv.org/abs/2512.00001v{digits}</id><title>T one</title>"
        f"<summary>We study tea.</summary><published>{digits}-12-09</published>"
        f"<updated>2025-{digits}-09</updated></entry>"
    )
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{digits * 20}</opensearch:totalResults>{entry}</feed>"
    )
    found = arxivfeed.read_feed("x", text)
    (paper,) = found.items
    assert (paper.id, paper.version, paper.published, paper.updated) == ("2512.00001",) + (
        None,
    ) * 3
    assert found.total is None


@pytest.mark.parametrize("date", ["Tue, 09 Dec " + "9" * 5_000 + " 00:00:00 +0000", "9" * 400])
def test_a_feeds_day_that_cannot_be_is_not_known(date):
    text = f"<rss><channel><pubDate>{date}</pubDate></channel></rss>"
    assert arxivfeed.read_feed("x", text).day is None
