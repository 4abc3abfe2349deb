"""Full texts of stored papers that arXiv does not have: asked for, or kept from a reader's file."""

from __future__ import annotations

import json
import stat

import pytest
from fulltexts import ARXIV_PAGE, HF_MARKDOWN
from papers import paper
from print_sample import SAMPLE
from site_server import SiteServer
from stored_days import store
from typeset import typeset

from summarizer.fulltext.copies import Copies
from summarizer.fulltext.places import Wanted, places
from summarizer.library import fulltexts
from summarizer.library.run import Run
from summarizer.settings import Settings

ACL, OTHER, NONE = "sha256:00000000000000aa", "sha256:00000000000000bb", "../../x"
LIMIT = "One limitation of our method is that it reads English papers only."
TEXT = f"""# {paper(2).title}

## Abstract

We propose a reader of papers that finds where a sentence stands in them.

## 1 Method

{"We read each paper twice and look again with much care. " * 10}

## 2 Limitations

There is more to say. {LIMIT} It is slow, too.
"""


class Site(SiteServer):
    def __init__(self):
        super().__init__()
        self.pages = {}

    def reply(self, path, query):
        body = self.pages.get(path if not query else f"{path}?id={query.get('id')}")
        return (404, b"Not found") if body is None else (200, body)

    @property
    def asked(self):
        return [path for path, _, _ in self.requests]


@pytest.fixture(scope="module")
def printed():
    return typeset(SAMPLE, 2)


@pytest.fixture
def site(home, monkeypatch, printed):
    with Site() as server:
        monkeypatch.setenv("SUMMARIZER_ACL_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_SITE_PAUSE", "0.001")
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.5")
        server.pages = {"/2020.test-main.1.pdf": printed, "/x/full.pdf": printed}
        run = Run()
        url = "https://aclanthology.org/2020.test-main.1/"
        store(run, [0], label="acl", id=ACL, url=url, links=(), title=SAMPLE.title)
        links = (f"{server.url}/x/full-supp.pdf", f"{server.url}/x/full.pdf")
        store(run, [1], label="file", id=OTHER, url=None, links=links)
        store(run, [2], label="notes", id=NONE, url=None, links=(), doi="10.1000/abc")
        yield server


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "mine.md"
    path.write_text(TEXT)
    return path


def copies():
    return sorted(path for path, _ in Run().texts.files())


class TestAskedFor:
    @pytest.mark.parametrize("named", [ACL, "00000000000000aa", SAMPLE.title[:12]])
    def test_the_pdf_that_the_site_of_its_page_has(self, run, site, named):
        code, out, _ = run("fulltext", named, "--json")
        text = json.loads(out)
        assert (code, site.asked) == (0, ["/2020.test-main.1.pdf"])
        assert (text["title"], text["source"]["id"]) == (SAMPLE.title, ACL)
        [path] = copies()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        code, out, err = run("fulltext", named, "--offline")
        assert (code, len(site.asked)) == (0, 1)
        assert "your own copy of" in err
        assert "arXiv" not in out.splitlines()[2]

    def test_a_link_that_is_a_pdf_and_not_what_stands_beside_the_paper(self, run, site):
        assert run("fulltext", "eight steps")[0] == 0
        assert site.asked == ["/x/full.pdf"]

    def test_an_address_with_a_query(self, run, site, printed):
        site.pages["/pdf?id=aB-_9"] = printed
        links = (f"{site.url}/pdf?id=aB-_9",)
        store(Run(), [3], label="or", id="sha256:dd", links=links, url=None, title="Open Review")
        assert run("fulltext", "open review")[0] == 0
        assert [(path, query) for path, query, _ in site.requests] == [("/pdf", {"id": "aB-_9"})]

    def test_a_page_instead_of_the_pdf_is_said(self, run, site):
        site.pages["/x/full.pdf"] = b"<!DOCTYPE html><html><body>Log in, please</body></html>"
        code, out, err = run("fulltext", OTHER)
        assert (code, out, copies()) == (4, "", [])
        assert "the full text of “Eight Steps Are Enough for Diffusion Models” cannot be had" in (
            " ".join(err.split())
        )
        assert "it answered something else than PDF" in " ".join(err.split())

    def test_an_address_on_this_machine_that_a_source_gave_is_not_asked(self, run, site):
        links = ("http://127.0.0.1:9/x.pdf",)
        store(Run(), [3], label="feed", id="sha256:cc", links=links, url=None, title="Unknown Yet")
        code, _, err = run("fulltext", "sha256:cc")
        assert code == 4
        assert "on this machine or a private network: not used" in " ".join(err.split())

    def test_where_no_pdf_is_known_it_is_said_what_to_do(self, run, site):
        for argv in ([NONE], [NONE, "--from", "pdf"]):
            code, _, err = run("fulltext", *argv)
            assert code == 2
            assert f"FILE --keep-as {NONE}`" in " ".join(err.split())
        assert run("fulltext", NONE, "--offline")[0] == 4
        code, _, err = run("fulltext", ACL, "--from", "html")
        assert (code, "`--from html` is for papers of arXiv" in err) == (2, True)
        assert site.asked == []

    def test_points_of_a_digest(self, run, site):
        out = run("papers", Run().library.folder / "acl" / "2025-12-09.json", "--points", "1")[1]
        assert site.asked == ["/2020.test-main.1.pdf"]
        assert out


class TestKeptFromAFile:
    def test_it_is_the_papers_text_from_then_on(self, run, site, text):
        code, out, err = run("fulltext", text, "--keep-as", "scaling laws")
        assert code == 0
        assert "2 LIMITATIONS" in out
        assert out.splitlines()[2].startswith("Markdown, mine.md, kept 20")
        assert "kept as the full text of “Scaling Laws and the Learning Rate”" in err
        [path] = copies()
        assert (stat.S_IMODE(path.stat().st_mode), path.parents[1]) == (0o600, Run().texts.folder)
        assert LIMIT in run("fulltext", "scaling laws", "--points")[1]
        code, out, _ = run("search", "english papers", "--in", "text", "--json")
        [found] = json.loads(out)["papers"]
        assert (found["id"], found["stored"]) == (NONE, True)
        found = json.loads(run("search", "english source:notes", "--in", "text", "--json")[1])
        assert found["found"] == 1
        entry = Run().library.find([NONE])[NONE]
        assert fulltexts.pointed(entry, Run()).points.points.limits.line == LIMIT
        assert fulltexts.stamp(entry, Run()) == fulltexts.stamps(Run())(entry) != ""
        assert "full texts 1, of 1 paper" in run("cache", "info")[1]
        assert site.asked == []

    def test_a_preprints_file_is_the_text_of_the_paper_that_it_is_kept_as(
        self, run, site, tmp_path
    ):
        (tmp_path / "preprint.html").write_text(ARXIV_PAGE)
        out = run("fulltext", tmp_path / "preprint.html", "--json")[1]
        assert json.loads(out)["source"]["id"] == "2512.00001"
        run("fulltext", tmp_path / "preprint.html", "--keep-as", NONE, "--force")
        out = run("fulltext", NONE, "--json", "--offline")[1]
        source = json.loads(out)["source"]
        assert (source["id"], source["version"]) == (NONE, None)

    def test_without_the_option_nothing_is_kept(self, run, site, text):
        assert run("fulltext", text)[0] == 0
        assert copies() == []

    def test_an_address_too(self, run, site, monkeypatch):
        site.pages["/own.html"] = ARXIV_PAGE.encode()
        code, _, _ = run("fulltext", f"{site.url}/own.html", "--keep-as", NONE, "--force")
        assert (code, len(copies())) == (0, 1)

    def test_a_text_with_another_title_is_not_kept_unless_it_is_forced(self, run, site, tmp_path):
        (tmp_path / "other.html").write_text(ARXIV_PAGE)
        code, _, err = run("fulltext", tmp_path / "other.html", "--keep-as", NONE)
        assert (code, copies()) == (2, [])
        told = " ".join(err.split())
        assert "the text is called “A title of two lines”, and the paper “" in told
        assert "if they are the same, add `--force`" in told
        assert run("fulltext", tmp_path / "other.html", "--keep-as", NONE, "--force")[0] == 0
        code, _, err = run("read", tmp_path / "other.html", "--keep-as", NONE, "--force")
        assert (code, len(copies())) == (0, 1)
        assert "in place of the copy that was there" in " ".join(err.split())
        assert run("fulltext", tmp_path / "other.html", "--force")[0] == 2

    def test_a_paper_of_arxiv_has_the_file_until_it_is_asked_for_again(
        self, run, site, text, monkeypatch
    ):
        monkeypatch.setenv("HF_ENDPOINT", site.url)
        site.pages["/papers/2512.00001.md"] = HF_MARKDOWN.encode()
        run("fulltext", text, "--keep-as", "2512.00001")
        places = []
        for argv in ([], ["--refresh"], []):
            out = run("fulltext", "2512.00001", "--json", *argv)[1]
            places.append(json.loads(out)["source"]["place"].rpartition("/")[2])
        assert places == ["mine.md", "2512.00001.md", "2512.00001.md"]
        assert {path.parent.name for path in copies()} == {"2512.00001"}

    def test_of_two_on_one_day_the_last_counts(self, run, site, text, tmp_path):
        later = tmp_path / "later.html"
        later.write_text(ARXIV_PAGE)
        run("fulltext", later, "--keep-as", NONE, "--force")
        run("fulltext", text, "--keep-as", NONE)
        assert LIMIT in run("fulltext", NONE, "--points")[1]
        run("fulltext", later, "--keep-as", NONE, "--force")
        assert LIMIT not in run("fulltext", NONE, "--points")[1]

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (["2512.00001", "--keep-as", NONE], "`--keep-as` is for a file or an address"),
            (["mine.md", "--keep-as", ""], "no stored paper's id or title begins so"),
            (["mine.md", "--keep-as", "no such paper"], "no stored paper's id or title begins so"),
            (["mine.md", "--forget"], "`--forget` is for a paper"),
        ],
    )
    def test_wrong_use(self, run, site, text, monkeypatch, argv, said):
        monkeypatch.chdir(text.parent)
        code, _, err = run("fulltext", *argv)
        assert (code, copies()) == (2, [])
        assert said in " ".join(err.split())

    def test_what_cannot_be_read_is_not_kept(self, run, site, tmp_path):
        path = tmp_path / "broken.pdf"
        path.write_bytes(b"%PDF-1.7\nbroken")
        assert run("fulltext", path, "--keep-as", NONE)[0] == 2
        assert copies() == []

    def test_where_nothing_can_be_kept_it_is_not_said_to_be(self, run, site, text):
        folder = Run().texts.folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text("in the way")
        code, out, err = run("fulltext", text, "--keep-as", NONE)
        assert (code, out) == (2, "")
        assert "is not kept as the text of “Scaling Laws" in " ".join(err.split())
        assert "kept as the full text" not in err

    def test_it_can_be_forgotten(self, run, site, text):
        run("fulltext", text, "--keep-as", NONE)
        code, out, err = run("fulltext", NONE, "--forget")
        assert (code, out, copies()) == (0, "", [])
        assert "1 copy of “Scaling Laws and the Learning Rate” removed" in err
        assert json.loads(run("search", "english", "--in", "text", "--json")[1])["found"] == 0
        assert (
            "no copy of “Scaling Laws and the Learning Rate” is kept"
            in run("fulltext", NONE, "--forget")[2]
        )

    def test_it_is_pruned_as_others_are(self, run, site, text):
        run("fulltext", text, "--keep-as", NONE)
        out = run("cache", "prune", "--texts", "--max-size", "0MB", "--json")[1]
        assert json.loads(out)["full_texts"]["left"] == 1


@pytest.mark.parametrize("identity", ["..", "../../x", "a/b", "a_b", "a:b", "x" * 500, "", "題"])
def test_folders_are_safe_and_unlike_each_other(identity):
    name = Copies.name(identity)
    assert name.strip(".") == name
    assert len(name) < 80
    assert not set(name) & set("/\\:\0")
    assert len({Copies.name(each) for each in (identity, "a-b", "sha256:a-b")}) == 3


def test_folders_of_arxiv_ids_stay_as_they_were():
    assert [Copies.name(each) for each in ("2305.10601", "hep-th/9901001", "math.GT/0309136")] == [
        *("2305.10601", "hep-th_9901001", "math.GT_0309136")
    ]


def test_pdfs_of_one_site_are_as_far_apart_as_arxivs():
    wanted = Wanted(
        "sha256:aa", title="T", pdfs=tuple(f"https://a.example/{n}.pdf" for n in "abcd")
    )
    found = list(places(wanted, Settings()))
    assert [(each.name, each.pause) for each in found] == [("pdf", 3.0)] * 3
