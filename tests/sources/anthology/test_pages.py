"""Pages of the ACL Anthology, pasted and as HTML."""

from __future__ import annotations

from anthology_server import LONG, AnthologyServer, Item, page, row, volume
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.papers.records import Paper
from summarizer.sources.anthology import pages
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing

ABSTRACT = "Graphs are hard to draw. We draw them."


def read(text):
    return content_listing(Content("page", text.encode()))


def test_the_acl_anthologys_lists_are_read_pasted_and_as_html():
    pasted = (
        "Proceedings of the Workshop\nAnn One (Editor)\npdf bib\nProceedings\n\npdf bib abs\n"
        f"Drawing Graphs\nAnn One | Bo Two\n{ABSTRACT}\n\npdf bib abs\nDrawing Trees\n"
        "Di Four\nTrees are easy.\n"
    )
    html = (
        '<p class="d-sm-flex"><span><a href="https://aclanthology.org/2025.x-1.1.pdf">pdf</a></span>'
        '<span class="d-block"><strong><a class="align-middle" href="/2025.x-1.1/">Drawing Graphs</a>'
        '</strong><br><a href="/people/a/">Ann One</a> | <a href="/people/b/">Bo Two</a></span></p>'
        '<div class="card collapse abstract-collapse" id="abstract-2025--x-1--1"><div class="card-body'
        f' p-3 small">{ABSTRACT}</div></div>'
    )
    for text in (pasted, html):
        found = read(text)
        paper = found.papers[0]
        assert (found.label, paper.title, paper.abstract) == (
            "anthology",
            "Drawing Graphs",
            ABSTRACT,
        )
        assert paper.authors == ("Ann One", "Bo Two")
    assert read(html).papers[0].url == "https://aclanthology.org/2025.x-1.1/"
    assert [each.title for each in read(pasted).papers] == ["Drawing Graphs", "Drawing Trees"]
    assert read(pasted).report.dropped[0].where == "line 3"


def test_the_acl_anthologys_page_of_a_paper_is_read_pasted():
    paper = read(
        f"Drawing Graphs\nAnn One, Bo Two\nAbstract\n{ABSTRACT}\nAnthology ID:2025.x-1.1\n"
        "Volume:Proceedings of X\nYear:2025\nURL:https://aclanthology.org/2025.x-1.1/\nDOI:10.1/x\n"
    ).papers[0]
    assert (paper.title, paper.abstract, paper.doi) == ("Drawing Graphs", ABSTRACT, "10.1/x")
    assert (paper.authors, paper.url) == (
        *(("Ann One", "Bo Two"), "https://aclanthology.org/2025.x-1.1/"),
    )


def test_a_paper_without_an_abstract_takes_no_others():
    items = [*volume(LONG, 1), Item(LONG, 9, "Another Title", ABSTRACT)]
    found = read(page("x", "".join(map(row, items))))
    assert [(each.title, each.abstract) for each in found.papers] == [("Another Title", ABSTRACT)]
    assert [(each.where, each.why) for each in found.report.dropped] == [
        (f"{LONG}.1", "no abstract")
    ]


def test_front_matter_is_no_paper_and_its_editors_are_no_authors():
    with AnthologyServer() as server:
        html = server.shown("volumes", LONG)
    found = read(html)
    assert found.report.found == 3
    assert all("An Editor" not in each.authors for each in found.papers)
    assert {each.journal_ref for each in found.papers} == {f"Proceedings of {LONG} (2026)"}


def test_awards_and_retractions_are_kept():
    items = [
        Item(LONG, 1, "One", ABSTRACT, award="Best Paper Award"),
        Item(LONG, 2, "Two", f"{ABSTRACT} Again.", retracted=True),
        Item(LONG, 3, "Three", f"{ABSTRACT} Once more."),
    ]
    papers = read(page("x", "".join(map(row, items)))).papers
    assert [(each.comment, each.withdrawn) for each in papers] == [
        ("Best Paper Award", None),
        (None, True),
        (None, None),
    ]


ITEMS = st.lists(
    st.builds(
        Item,
        st.just(LONG),
        st.integers(0, 9999),
        st.text(st.sampled_from("Ab c<&\"'"), min_size=1, max_size=12).filter(str.strip),
        st.none() | st.text(st.sampled_from("ab .<&"), min_size=1, max_size=20).filter(str.strip),
        st.lists(st.sampled_from(["Ann One", "Bo Two", "C. Three"]), max_size=3).map(tuple),
        st.none() | st.just("Best Paper Award"),
        st.booleans(),
    ),
    max_size=6,
    unique_by=lambda item: item.number,
)


@settings(max_examples=50)
@given(ITEMS)
def test_every_row_of_a_page_is_read_as_it_was_written(items):
    found = list(pages.parsed(Content("x", page("x", "".join(map(row, items))).encode())).items)
    papers = [item for item in items if item.number]
    assert len(found) == len(papers)
    for item, each in zip(papers, found, strict=True):
        if isinstance(each, Paper):
            assert each.title == " ".join(item.title.split())
            assert each.abstract == item.abstract.strip()
            assert (each.authors, each.url) == (
                item.authors,
                f"https://aclanthology.org/{item.id}/",
            )
        else:
            assert each.where == item.id
