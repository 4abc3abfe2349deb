"""The ACL Anthology's SPECs, and what is asked, against a server that plays the site."""

from __future__ import annotations

import pytest
from anthology_server import LONG, OLD, SHORT, AnthologyServer, bibtex, volume
from engine_double import Heard

from summarizer import pipeline
from summarizer.errors import InputError, NothingListed, ServiceError, Unreachable, UsageError
from summarizer.library.run import Options, Run
from summarizer.settings import Settings
from summarizer.sources.anthology import source
from summarizer.sources.anthology.bibliography import facts_in, journal_of, papers_in
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.mapping import papers


@pytest.fixture
def site(monkeypatch):
    with AnthologyServer() as server:
        monkeypatch.setenv("SUMMARIZER_ACL_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.2")
        yield server


def digest(spec, heard=None, **options):
    return pipeline.digest([spec], Options(**options), Run(observer=heard or Heard()))


def shown(made):
    return [entry.url.strip("/").rpartition("/")[2] for entry in made.papers]


@pytest.mark.parametrize(
    ("spec", "terms"),
    [
        ("acl:2024.acl-long", {"volume": "2024.acl-long"}),
        ("acl:P19-1", {"volume": "P19-1"}),
        ("acl:acl-2024", {"event": "acl-2024"}),
        ("acl:ACL-2024", {"event": "acl-2024"}),
        ("acl:2024.acl-long.1", {"papers": "2024.acl-long.1"}),
        ("acl:P19-1001, W19-0101,P19-1001", {"papers": "P19-1001,W19-0101"}),
        ("https://aclanthology.org/volumes/2024.acl-long/", {"volume": "2024.acl-long"}),
        ("https://aclanthology.org/volumes/2024.acl-long.bib", {"volume": "2024.acl-long"}),
        ("https://aclanthology.org/events/acl-2024/", {"event": "acl-2024"}),
        ("https://aclanthology.org/2024.acl-long.1.pdf", {"papers": "2024.acl-long.1"}),
        ("https://www.aclweb.org/anthology/P19-1001/", {"papers": "P19-1001"}),
    ],
)
def test_a_spec_or_an_address_names_a_volume_an_event_or_papers(spec, terms):
    found = source.ask(spec, Settings())
    assert (found.kind, found.terms) == ("papers", terms)


@pytest.mark.parametrize(
    "spec",
    [
        "acl:",
        "acl:acl",
        "acl:missing.txt",
        "acl:2024.acl-long,2024.acl-short",
        "https://aclanthology.org/people/x/",
    ],
)
def test_a_wrong_spec_says_what_to_give(spec):
    with pytest.raises(UsageError, match="give a volume") as caught:
        source.ask(spec, Settings())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("paper", "volume"), [("2024.acl-long.0", "2024.acl-long"), ("P19-1000", "P19-1")]
)
def test_front_matter_is_no_paper(paper, volume):
    with pytest.raises(UsageError, match=f"front matter, no paper: give `acl:{volume}`"):
        source.ask(f"acl:P19-1001,{paper}", Settings())


def test_a_volume_is_its_page_with_what_its_bibtex_says_beside_it(site):
    made = digest(f"acl:{LONG}")
    assert shown(made) == [f"{LONG}.1", f"{LONG}.2"]
    first = made.papers[0]
    assert (first.doi, first.journal_ref) == (
        f"10.18653/v1/{LONG}.1",
        f"Proceedings of {LONG}, pages 1–10 (2026)",
    )
    assert (first.authors, first.source) == (("First Author", "Second Author"), f"acl:{LONG}")
    assert [each.where for each in made.report.dropped] == [f"{LONG}.3"]
    assert [path for path, _, _ in site.requests] == [f"/volumes/{LONG}/", f"/volumes/{LONG}.bib"]


def test_a_volume_without_its_bibtex_is_read_and_that_is_said(site):
    site.script = [None] + [500] * 8
    heard = Heard()
    made = digest(f"acl:{LONG}", heard)
    assert shown(made) == [f"{LONG}.1", f"{LONG}.2"]
    assert any("without DOIs and pages" in note for note in heard.notes)
    assert {entry.doi for entry in made.papers} == {None}


def test_an_event_is_one_page_with_all_its_volumes(site):
    made = digest("acl:acl-2026")
    assert shown(made) == [f"{LONG}.1", f"{LONG}.2", f"{SHORT}.1"]
    assert [entry.journal_ref for entry in made.papers][-1] == f"Proceedings of {SHORT} (2026)"
    assert len(site.requests) == 1


def test_papers_are_had_by_their_ids_old_and_new(site):
    made = digest(f"acl:{LONG}.2,P19-1001,{LONG}.77")
    assert shown(made) == [f"{LONG}.2", "P19-1001"]
    assert made.papers[0].doi == f"10.18653/v1/{LONG}.2"
    assert [each.where for each in made.report.dropped] == [f"{LONG}.77"]


def test_a_failure_among_several_ids_keeps_those_before_it(site):
    site.script = [None] + [500] * 8
    made = digest(f"acl:{LONG}.1,{LONG}.2,P19-1001")
    assert shown(made) == [f"{LONG}.1"]
    assert [each.where for each in made.report.dropped] == [f"{LONG}.2", "P19-1001"]


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("acl:2026.acl-lng", f"no volume `2026.acl-lng`: did you mean `acl:{LONG}`"),
        ("acl:acl-2062", "no event `acl-2062`: did you mean `acl:acl-2026`"),
        ("acl:emnpl-2026", "did you mean the venue `emnlp`"),
        ("acl:P99-1", "no volume `P99-1`: all are listed by venue at https://aclanthology.org"),
        ("acl:P99-1001", "no paper `P99-1001`: check the id"),
    ],
)
def test_what_is_not_there_is_said_with_what_may_be_meant(site, spec, said):
    with pytest.raises(InputError, match=said) as caught:
        digest(spec)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("spec", [f"acl:{OLD}", "acl:P19-1001"])
def test_what_the_site_has_no_abstracts_of_is_said_and_no_fault(site, spec):
    site.volumes[OLD] = volume(OLD, 2, abstract=None)
    with pytest.raises(NothingListed, match="none with an abstract"):
        digest(spec)


@pytest.mark.parametrize(
    "fault", [500, 429, 403, "stall", "cut", b"", b"\x00\xff", b"<html>", b'{"a": 1}']
)
@pytest.mark.parametrize("spec", [f"acl:{LONG}", "acl:acl-2026", f"acl:{LONG}.1"])
def test_a_site_in_trouble_is_an_error_and_nothing_is_stored(site, spec, fault):
    site.script = [fault] * 20
    with pytest.raises(ServiceError) as caught:
        digest(spec)
    assert "\n" not in str(caught.value)
    with pytest.raises(Unreachable, match="is stored"):
        digest(spec, offline=True)


def test_what_was_read_is_there_offline(site):
    first = digest(f"acl:{LONG}")
    again = digest(f"acl:{LONG}", offline=True)
    assert {entry.id for entry in again.papers} == {entry.id for entry in first.papers}


def test_a_saved_page_and_a_saved_bibtex_give_the_papers_of_the_site(site):
    page = site.shown("volumes", LONG)
    saved = content_listing(Content("volume.html", page.encode()))
    assert saved.label == "anthology"
    assert [paper.title for paper in saved.papers] == [
        entry.title for entry in digest(f"acl:{LONG}").papers
    ]
    text = "".join(bibtex(each, with_abstract=True) for each in site.volumes[LONG])
    (first, *_) = content_listing(Content("volume.bib", text.encode())).papers
    assert (first.title, first.abstract) == (saved.papers[0].title, saved.papers[0].abstract)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"booktitle": "Proceedings of X", "pages": "1--9"}, "Proceedings of X, pages 1–9"),
        ({"journal": "A Journal", "volume": "12", "pages": "3"}, "A Journal, 12, pages 3"),
        ({"booktitle": "Proceedings of X", "volume": "2"}, "Proceedings of X"),
        ({"booktitle": "Proceedings of X", "year": "2019"}, "Proceedings of X (2019)"),
        ({"booktitle": "Proceedings of X", "year": "soon"}, "Proceedings of X"),
        ({"pages": "1--9"}, None),
    ],
)
def test_where_a_paper_stands_is_said_in_a_line(fields, expected):
    assert journal_of(fields) == expected


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://www.aclweb.org/anthology/P19-1001/", "https://aclanthology.org/P19-1001/"),
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", None),
    ],
)
def test_a_paper_leads_to_its_page_or_to_an_address_of_the_web(address, url):
    entry = f'@inproceedings{{a, title = "A title", abstract = "A text.", url = "{address}"}}'
    (paper,) = papers(papers_in(entry))
    assert paper.url == url


def test_bibtex_that_is_broken_says_nothing_of_its_papers():
    whole = "".join(bibtex(each, with_abstract=False) for each in volume(LONG, 2))
    assert set(facts_in(whole)) == {f"{LONG}.1", f"{LONG}.2"}
    assert facts_in("@inproceedings{x, title = {Never closed") == {}
    assert facts_in("no BibTeX") == {}
