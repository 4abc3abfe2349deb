"""What SPECs name that are files: zips, lists of papers, folders with notes, forms by name."""

from __future__ import annotations

import zipfile

import pytest
from papers import paper

from summarizer import pipeline, sources
from summarizer.errors import InputError, NoPapers
from summarizer.library.run import Options, Run
from summarizer.papers.wire import dumps
from summarizer.sources import remote, speclists
from summarizer.sources.content import Content
from summarizer.sources.specs import resolve_all

PROSE = "We met on Tuesday.\n\nWe talked about what to do next.\n\n" * 4


def named(text):
    found = speclists.named_in(Content("x", text.encode()))
    return found and [each.identity or each.spec for each in found]


@pytest.mark.parametrize(
    "line",
    [
        *("2502.00001", "arXiv:2502.00001v2", "arxiv:2502.00001", "- 2502.00001", "1. 2502.00001"),
        *("https://arxiv.org/abs/2502.00001", "arxiv.org/pdf/2502.00001v1.pdf", "<https://arxiv.org/abs/2502.00001>"),
        *("https://doi.org/10.48550/arXiv.2502.00001", "doi:10.48550/arXiv.2502.00001"),
        *("https://www.alphaxiv.org/abs/2502.00001", "https://ar5iv.labs.arxiv.org/html/2502.00001"),
        *("2502.00001  # a comment", "2502.00001,"),
    ],
)  # fmt: skip
def test_each_way_to_name_a_paper_is_known(line):
    found = named(f"# to read\n\n{line}\n")
    assert found in (["2502.00001"], ["2502.00001v2"], ["2502.00001v1"])


@pytest.mark.parametrize("spec", ["10.5555/x.1", "doi:10.5555/x.1", "DOI: 10.5555/x.1"])
def test_a_doi_alone_is_asked_of_who_has_it(spec):
    source, ask = sources.asked(spec, Run().settings)
    assert (source.SITE.prefix, ask.spec) == ("crossref", "crossref:10.5555/x.1")


def test_a_list_may_name_papers_of_several_catalogues():
    text = "10.5555/x.1\ns2:2502.00001\npubmed:12, crossref:10.5555/x.2\n"
    assert named(text) == ["10.5555/x.1", "s2:2502.00001", "pubmed:12", "crossref:10.5555/x.2"]


def test_a_list_names_several_in_a_line_and_other_addresses():
    assert named("2502.00001, 2502.00002\nhttps://huggingface.co/papers/2502.00003\n") == [
        *("2502.00001", "2502.00002", "https://huggingface.co/papers/2502.00003"),
    ]


@pytest.mark.parametrize("text", ["2502.00001\nand more\n", "", "# only a comment\n", PROSE, "{}"])
def test_any_other_line_makes_it_no_list(text):
    assert named(text) is None


@pytest.fixture
def asked(monkeypatch):
    specs = []

    def listing(source, ask, options, run):
        specs.append(ask.spec)
        if "0009" in ask.spec:
            message = "no such paper"
            raise InputError(message)
        return remote.Listing(ask.label, (), spec=ask.spec)

    monkeypatch.setattr(remote, "listing", listing)
    return specs


def test_a_list_is_asked_for_and_what_cannot_be_had_is_dropped(asked, tmp_path):
    path = tmp_path / "ids.txt"
    path.write_text("2502.00001\narXiv:2502.00002\nhttps://huggingface.co/papers/2502.00009\n")
    found = resolve_all([str(path)], Options(), Run())
    assert asked[0] == "arxiv:2502.00001,2502.00002"
    assert [item.where for each in found for item in each.report.dropped] == ["line 3"]


def test_a_list_of_nothing_that_can_be_had_is_one_error(asked, tmp_path):
    path = tmp_path / "ids.txt"
    path.write_text("2502.00009\n")
    with pytest.raises(InputError, match="no such paper"):
        resolve_all([str(path)], Options(), Run())


def test_a_zip_is_its_files(tmp_path):
    path = tmp_path / "papers-2025-12-09.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("in/a.json", dumps([paper(0)]))
        archive.writestr("in/b.jsonl", dumps(paper(1)))
        archive.writestr("README.md", PROSE)
        archive.writestr("__MACOSX/._a.json", "x")
    found = resolve_all([str(path)], Options(), Run())
    assert [each.spec for each in found] == [f"{path}/in/a.json", f"{path}/in/b.jsonl"]
    assert sum(len(each.papers) for each in found) == 2


def test_a_zip_of_nothing_is_one_error(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", "x")
        archive.writestr("b.png", "x")
    with pytest.raises(InputError, match="no files there with one of the endings"):
        resolve_all([str(path)], Options(), Run())


def test_notes_beside_papers_are_read_where_they_hold_some(tmp_path):
    (tmp_path / "papers.json").write_text(dumps([paper(0)]))
    (tmp_path / "README.md").write_text(PROSE)
    (tmp_path / "note.md").write_text("---\ntitle: T\ndoi: 10.1/x\nabstract: An abstract.\n---\n")
    found = resolve_all([str(tmp_path)], Options(), Run())
    assert [(each.label, each.report.found) for each in found] == [("notes", 1), ("records", 1)]


def test_a_text_beside_papers_is_dropped_with_what_it_is(tmp_path):
    (tmp_path / "papers.json").write_text(dumps([paper(0)]))
    (tmp_path / "notes.txt").write_text(PROSE)
    report = pipeline.digest([str(tmp_path)]).report
    assert (report.found, report.kept) == (2, 1)
    assert "8 paragraphs of prose" in report.dropped[0].why


def test_of_an_input_without_papers_every_place_is_there(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("title,abstract\nT,\nU,\n")
    with pytest.raises(NoPapers) as caught:
        pipeline.digest([str(path)])
    assert [item.where for item in caught.value.report.dropped] == ["line 2", "line 3"]
    assert caught.value.digest.report == caught.value.report
    assert caught.value.digest.papers == ()


def test_report_lists_every_place_also_as_json(run, tmp_path):
    from json import loads

    path = tmp_path / "x.csv"
    path.write_text("title,abstract\nT,\nU,\n")
    code, out, err = run("papers", path, "--json", "--report")
    assert code == 2
    assert [item["where"] for item in loads(out)["report"]["dropped"]] == ["line 2", "line 3"]
    assert err.count("no abstract") == 3
    assert run("papers", path, "--json")[1] == ""


def test_a_form_can_be_named(run, tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("A title\n\nA sentence that is an abstract, and long enough to be one.\n")
    assert run("papers", path)[0] == 2
    code, out, _ = run("papers", path, "--as", "pasted", "--json")
    assert (code, '"title": "A title"' in out) == (0, True)
    assert "did you mean `pasted`" in run("papers", path, "--as", "paste")[2]


@pytest.mark.parametrize("site", list(sources.sites()), ids=lambda site: site.SITE.prefix)
def test_a_source_is_the_first_to_be_loaded_for_its_prefix(site):
    assert next(sources.sites(site.SITE.prefix)) is site
