"""Full texts fetched from a local server that plays Hugging Face and arXiv, and copies of them."""

from __future__ import annotations

import json
import time

import pytest
from fulltexts import ARXIV_PAGE, HF_MARKDOWN
from print_sample import SAMPLE
from site_server import SiteServer
from typeset import typeset

HF, HTML, PDF = "/papers/2512.00001.md", "/html/2512.00001", "/pdf/2512.00001"
ONLY_TELLS = HF_MARKDOWN.replace(
    "arxiv.org/html/2512.00001\n", "huggingface.co/papers/2512.00001\n"
)


class Papers(SiteServer):
    """Answers by path: bytes, or 404 where there is none."""

    def __init__(self):
        super().__init__()
        self.pages = {}

    def reply(self, path, _):
        body = self.pages.get(path)
        return (404, b"Not found") if body is None else (200, body)

    @property
    def asked(self):
        return [path for path, _, _ in self.requests]


@pytest.fixture
def site(monkeypatch):
    with Papers() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5")
        yield server


@pytest.fixture(scope="module")
def printed():
    return typeset(SAMPLE, 2)


@pytest.fixture
def read(run):
    """Read a paper as JSON; exit code, the record, what was said."""

    def call(*argv):
        code, out, err = run("fulltext", *argv, "--json")
        return code, json.loads(out) if code == 0 else None, err

    return call


class TestOrder:
    def test_hugging_face_comes_first(self, read, site):
        site.pages = {HF: HF_MARKDOWN.encode(), HTML: ARXIV_PAGE.encode()}
        code, text, _ = read("2512.00001")
        assert code == 0
        assert site.asked == [HF]
        source = text["source"]
        assert (source["form"], source["id"], source["version"]) == ("markdown", "2512.00001", "v3")
        assert source["place"] == f"{site.url}{HF}"

    def test_then_arxivs_html_then_the_pdf(self, read, site, printed):
        site.pages = {HF: ONLY_TELLS.encode(), PDF: printed}
        code, text, _ = read("2512.00001")
        assert code == 0
        assert site.asked == [HF, HTML, PDF]
        assert text["title"] == SAMPLE.title

    def test_a_version_is_asked_of_arxiv_alone(self, read, site):
        site.pages = {HF: HF_MARKDOWN.encode(), f"{HTML}v2": ARXIV_PAGE.encode()}
        code, text, _ = read("https://arxiv.org/abs/2512.00001v2")
        assert code == 0
        assert site.asked == [f"{HTML}v2"]
        assert text["source"]["version"] == "v2"
        assert text["source"]["license"] == "CC BY 4.0"

    @pytest.mark.parametrize(
        ("argv", "asked"),
        [
            (["https://arxiv.org/pdf/2512.00001v1"], f"{PDF}v1"),
            (["https://arxiv.org/html/2512.00001"], HTML),
            (["arXiv:2512.00001", "--from", "pdf"], PDF),
            (["2512.00001", "--from", "hf"], HF),
        ],
    )
    def test_an_address_or_from_names_the_place(self, read, site, argv, asked):
        assert read(*argv)[0] == 4
        assert site.asked == [asked]

    def test_an_old_id_is_not_asked_of_hugging_face(self, read, site):
        site.pages = {"/html/hep-th/9901001": ARXIV_PAGE.encode()}
        assert read("hep-th/9901001")[0] == 0


class TestNothing:
    def test_each_place_and_its_reason_is_said_in_one_line(self, read, site):
        site.pages = {HF: b"<html>an error page", HTML: b"plain words", PDF: b"%PDF-1.7 broken"}
        code, _, err = read("2512.00001")
        assert code == 4
        assert err.count("\n") == 1
        assert "the full text of 2512.00001 cannot be had: Hugging Face: " in err
        assert "arXiv's HTML: it answered something else than HTML" in err
        assert "the PDF: " in err
        assert "damaged" in err

    def test_a_server_that_fails_or_is_not_there(self, read, site, monkeypatch):
        monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
        site.script = [500] * 8
        code, _, err = read("2512.00001")
        assert code == 4
        assert "cannot reach" in err
        assert "answered 500" in err

    def test_without_pypdf_the_pdf_is_not_fetched(self, read, site, monkeypatch):
        monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
        code, _, err = read("2512.00001")
        assert code == 4
        assert "the PDF: `pypdf`, which reads PDF, is not installed" in err
        assert PDF not in site.asked

    def test_offline_without_a_copy(self, read, site):
        code, _, err = read("2512.00001", "--offline")
        assert (code, site.asked) == (4, [])
        assert "no copy of 2512.00001 is kept" in err

    def test_a_version_at_hugging_face(self, read, site):
        code, _, err = read("2512.00001v2", "--from", "hf")
        assert (code, site.asked) == (2, [])
        assert "leave out the version" in err


class TestCopies:
    def test_a_copy_is_shown_and_nobody_asked_again(self, read, site):
        site.pages = {HTML: ARXIV_PAGE.encode()}
        first = read("2512.00001", "--from", "html")[1]
        site.requests.clear()
        code, again, err = read("2512.00001")
        assert (code, site.asked) == (0, [])
        assert again == first
        assert "your own copy of" in err
        assert read("2512.00001", "--offline")[0] == 0

    def test_refresh_asks_again_and_falls_back_on_the_copy(self, read, site):
        site.pages = {HF: HF_MARKDOWN.encode()}
        read("2512.00001")
        site.pages = {}
        code, text, err = read("2512.00001", "--refresh")
        assert code == 0
        assert text["source"]["form"] == "markdown"
        assert "nothing newer could be had (Hugging Face: it has none (404)" in err

    def test_another_version_is_no_copy(self, read, site):
        site.pages = {f"{HTML}v1": ARXIV_PAGE.encode()}
        assert read("2512.00001v1")[0] == 0
        assert read("2512.00001v3")[0] == 4

    def test_a_damaged_copy_is_said_and_fetched_again(self, read, site, home):
        site.pages = {HTML: ARXIV_PAGE.encode()}
        read("2512.00001")
        (path,) = (home / "data" / "fulltext").rglob("*.copy")
        path.write_bytes(path.read_bytes()[:-50])
        code, _, err = read("2512.00001")
        assert code == 0
        assert "is damaged and is not used" in err

    @pytest.mark.parametrize(
        ("known", "value"),
        [("place", None), ("url", 7), ("fetched", 5), ("id", 1)],
    )
    def test_so_is_one_whose_first_line_is_damaged(self, read, site, home, known, value):
        site.pages = {HTML: ARXIV_PAGE.encode()}
        read("2512.00001")
        (path,) = (home / "data" / "fulltext").rglob("*.copy")
        head, _, data = path.read_bytes().partition(b"\n")
        path.write_bytes(json.dumps(json.loads(head) | {known: value}).encode() + b"\n" + data)
        code, _, err = read("2512.00001")
        assert code == 0
        assert "is damaged and is not used" in err

    def test_only_the_reader_can_read_it(self, read, site, home):
        site.pages = {HTML: ARXIV_PAGE.encode()}
        read("2512.00001")
        (path,) = (home / "data" / "fulltext").rglob("*.copy")
        assert path.stat().st_mode & 0o077 == 0
        assert not list((home / "cache").rglob("*.http"))

    def test_a_home_that_cannot_be_written_is_said(self, read, site, home):
        site.pages = {HTML: ARXIV_PAGE.encode()}
        home.mkdir()
        (home / "data").write_text("a file")
        code, _, err = read("2512.00001")
        assert code == 0
        assert "cannot store a copy of 2512.00001" in err


class TestAddresses:
    def test_a_pdf_anywhere(self, read, site, printed):
        site.pages = {"/N18-3011.pdf": printed}
        code, text, _ = read(f"{site.url}/N18-3011.pdf")
        assert code == 0
        assert text["source"]["place"] == f"{site.url}/N18-3011.pdf"
        assert text["source"]["fetched"]

    def test_a_page_where_a_pdf_was_named(self, read, site):
        site.pages = {"/paper.pdf": ARXIV_PAGE.encode()}
        code, _, err = read(f"{site.url}/paper.pdf")
        assert code == 2
        assert "is not a PDF, but HTML" in err

    def test_offline_asks_nobody(self, read, site):
        code, _, err = read(f"{site.url}/x.pdf", "--offline")
        assert (code, site.asked) == (4, [])
        assert "give a file" in err


def test_arxiv_is_asked_at_its_pace(site, run, monkeypatch):
    waits = []
    monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "3")
    monkeypatch.setattr("summarizer.network.throttle.Throttle._wait", lambda _: waits.append(1))
    run("fulltext", "2512.00001")
    assert len(waits) == 3  # the server plays both sites here: each request waits for its turn
    assert time.time() > 0
