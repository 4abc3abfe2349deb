"""CSV that spreadsheets open as text, and that this program reads back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper

from summarizer import cli
from summarizer.annotate.entries import entry
from summarizer.papers.records import Annotation, Tag
from summarizer.papers.wire import dumps
from summarizer.renderers import View
from summarizer.renderers import csv as csvout
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.text.cells import COLUMNS, PERSONAL, PLACES, guarded, joined, unguarded

NOTE = Annotation(
    tldr="It is fast.", tldr_origin="model", tags=("rag", "llm-agents"), engine="x",
    evidence=(Tag("rag", "Retrieval-Augmented Generation", "title", 19, 49, 0.9),),
)  # fmt: skip
FORMULA = set("=+-@＝＋－＠")  # noqa: RUF001 - the wide signs count too
ANY = st.text(st.characters(codec="utf-8"), max_size=60)
NASTY = st.text(st.sampled_from("=+-@;,'\" \t\r\n|a1()＝"), max_size=12)  # noqa: RUF001 - the same


def written(*papers):
    made = replace(hostile.digest(), papers=tuple(entry(each, NOTE) for each in papers))
    return "".join(csvout.render(made, View()))


def rows(text, delimiter=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def back(text):
    return content_listing(Content("x.csv", text.encode())).papers


def test_a_row_a_paper_with_a_name_for_each_column():
    head, first, second = rows(written(paper(), paper(1)))
    assert head == list(COLUMNS)
    found = dict(zip(head, first, strict=True))
    assert found["title"] == "A Sparse Index for Retrieval-Augmented Generation"
    assert found["tags"] == "rag; llm-agents"
    assert found["authors"] == "First Author; Second Author"
    assert found["evidence"] == "rag: Retrieval-Augmented Generation"
    assert (found["upvotes"], found["stars"], found["withdrawn"]) == ("12", "", "")
    assert second[1] == "Eight Steps Are Enough for Diffusion Models"


def test_an_id_that_a_spreadsheet_would_round_is_text():
    assert rows(written(paper(id="2503.23890")))[1][0] == "arXiv:2503.23890"
    assert rows(written(paper(id="sha256:0123456789abcdef")))[1][0] == "sha256:0123456789abcdef"


def test_our_own_reader_gives_the_same_papers():
    given_papers = [
        paper(doi="10.1/x", comment="-3 pages", categories=("cs.CL", "cs.LG"), version=2),
        paper(1, title="=1+1; -2", authors=("Doe, Jane",), author_count=1),
        paper(2, id="astro-ph/0601001", upvotes=0, journal_ref="'=A1"),
    ]
    found = back(written(*given_papers))
    wanted = tuple(replace(each, title=" ".join(each.title.split())) for each in given_papers)
    assert found == wanted


@pytest.mark.parametrize("fewer", [len(PERSONAL), len(PERSONAL) + len(PLACES)])
def test_a_table_of_an_older_version_is_read_as_ever(fewer):
    whole = [paper(1, title="=1+1; -2", authors=("Doe, Jane",), author_count=1)]
    again = io.StringIO()
    csv.writer(again).writerows(row[:-fewer] for row in rows(written(*whole)))
    assert back(again.getvalue()) == tuple(whole)


def test_a_spreadsheet_may_have_saved_it_with_semicolons():
    text = written(paper(title="=1", abstract="a; =2"))
    again = io.StringIO()
    csv.writer(again, delimiter=";").writerows(rows(text))
    assert (back(again.getvalue())[0].title, back(again.getvalue())[0].abstract) == ("=1", "a; =2")


def test_a_strangers_apostrophe_is_left_alone():
    found = content_listing(
        Content("x.csv", b"title,abstract\n'-omics' data,'@home; '=x\n")
    ).papers[0]
    assert (found.title, found.abstract) == ("'-omics' data", "'@home; '=x")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_of_hostile_papers_is_a_formula_wherever_lines_are_split(delimiter):
    text = "".join(csvout.render(hostile.digest(), View()))
    for row in rows(text, delimiter):
        assert [
            cell for cell in row if cell.strip(" \"'\t\r\n")[:1] in FORMULA and cell[0] != "'"
        ] == []


@given(NASTY)
def test_no_text_becomes_a_formula(text):
    for delimiter in ",;\t":
        for row in rows(written(paper(title=text)), delimiter):
            assert [each for each in row if each.lstrip(' "')[:1] in FORMULA] == []


@given(st.one_of(ANY, NASTY))
def test_what_is_guarded_comes_back(text):
    assert unguarded(guarded(text)) == text


@given(st.lists(ANY, max_size=4))
def test_any_text_keeps_its_place(texts):
    found = rows(written(*(paper(title=text, organization=text) for text in texts)))
    assert len(found) == len(texts) + 1
    assert {len(row) for row in found} == {len(COLUMNS)}


def test_lists_are_joined_so_that_they_come_apart_again():
    assert joined(["a", "b;c", ""]) == "a; b,c"
    assert joined(["Doe, Jane"]) == "Doe, Jane;"
    assert joined([]) == ""


def test_a_file_says_that_it_is_utf_8_and_a_pipe_needs_not(tmp_path, capsys):
    source, target = tmp_path / "p.json", tmp_path / "out.csv"
    source.write_text(dumps([paper(title="Über alles")]))
    assert cli.main(["papers", str(source), "-o", str(target)]) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,title")
    assert cli.main(["papers", str(source), "-f", "csv"]) == 0
    assert capsys.readouterr().out.startswith("id,title")
    assert cli.main(["papers", str(target), "-f", "csv"]) == 0
    assert "Über alles" in capsys.readouterr().out
