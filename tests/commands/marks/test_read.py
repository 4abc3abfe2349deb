"""`summarize read`: a paper's points and text, and the mark that it was read."""

from __future__ import annotations

import json

import keptanswers
import pytest
from fulltexts import HF_MARKDOWN, PROSE
from papers import TITLES
from site_server import SiteServer
from stored_days import store

from summarizer.library.run import Run

ONE, TWO = "2512.00001", "2512.00002"
APPROACH = "We propose a method that reads papers as they were printed."


class Texts(SiteServer):
    """Has one paper's text as Markdown, or nothing of any."""

    has = True

    def reply(self, path, _):
        known = self.has and path.endswith(f"{ONE}.md")
        return (200, HF_MARKDOWN.encode()) if known else (404, b"")


@pytest.fixture(autouse=True)
def stored():
    store(Run(), range(3))


@pytest.fixture
def site(monkeypatch):
    with Texts() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_ENDPOINT", server.url)
        monkeypatch.setenv("SUMMARIZER_ARXIV_PAUSE", "0.001")
        yield server


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "paper.md"
    abstract = f"## Abstract\n\n{APPROACH} {PROSE}"
    path.write_text(f"# A title\n\n{abstract}\n\n## Introduction\n\n{PROSE}\n")
    return path


def marks(identity=ONE):
    found = Run().marks.of([identity])
    return found[identity].marks if found else ()


def test_what_a_model_said_before_is_shown_without_asking(run, page):
    line = "Papers are read as they were printed."
    text = keptanswers.read(page.read_text())
    keptanswers.answered(Run().points, text, {"approach": (line, APPROACH)})
    code, out, err = run("read", str(page), "--offline")
    shown = " ".join(out.split())
    assert (code, "By openai/scripted." in shown) == (0, True), err
    assert f"Approach {line} [Abstract] “{APPROACH}”" in shown
    assert "words.\n\nABSTRACT" in out
    told = json.loads(run("read", str(page), "--json")[1])
    assert (told["points"]["approach"]["line"], told["asked"]["model"]) == (line, "openai/scripted")
    own = json.loads(run("read", str(page), "--json", "--points", "--model", "embedded")[1])
    assert (own["points"]["approach"]["line"], own["asked"]) == (APPROACH, None)


class TestOnePaper:
    def test_its_points_its_text_and_the_mark(self, run, site):
        run("later", ONE)
        code, out, err = run("read", ONE)
        lines = out.splitlines()
        assert code == 0
        assert marks() == ("read",)
        assert "summarize: marked as read (no longer to read later): Eight Steps Are Enough" in err
        assert lines.index("KEY POINTS") < lines.index("Limits") < lines.index("1 INTRODUCTION")

    @pytest.mark.parametrize("named", [f"https://arxiv.org/abs/{ONE}", f"arXiv:{ONE}", TITLES[1]])
    def test_by_any_of_its_names(self, run, site, named):
        code, out, _ = run("read", named)
        assert (code, "1 INTRODUCTION" in out) == (0, True)
        assert marks() == ("read",)

    @pytest.mark.parametrize(
        "options", [["--points"], ["--json"], ["--from", "hf"], ["-o", "out.md"], ["--refresh"]]
    )
    def test_with_an_option_of_its_text_nothing_is_marked(
        self, run, site, options, tmp_path, monkeypatch
    ):
        monkeypatch.chdir(tmp_path)
        assert run("read", ONE, *options)[0] == 0
        assert marks() == ()

    def test_points_alone(self, run, site):
        out = run("read", ONE, "--points")[1]
        assert "Limits" in out
        assert "1 INTRODUCTION" not in out

    def test_json_has_points_and_text(self, run, site):
        told = json.loads(run("read", ONE, "--json")[1])
        assert set(told["points"]) == {"problem", "approach", "results", "limits", "code"}
        assert told["asked"] is None
        for point in filter(None, told["points"].values()):
            for each in point["passages"]:
                assert told["text"][each["start"] : each["end"]] == each["quote"]

    def test_markdown_has_both(self, run, site, tmp_path):
        run("read", ONE, "-o", tmp_path / "out.md")
        written = (tmp_path / "out.md").read_text()
        assert written.index("- **Limits:**") < written.index("## 1 Introduction")

    def test_no_model_is_asked_unless_one_is_wanted(self, run, site, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_MODEL", "openai/any")
        monkeypatch.setenv("OPENAI_API_KEY", "made")
        assert run("read", ONE)[0] == 0
        assert len(site.requests) == 1
        assert run("read", ONE, "--points", "--dry-run", "--json")[0] == 0
        assert len(site.requests) == 1
        code, _, err = run("read", ONE, "--points", "--base-url", "http://127.0.0.1:1/v1")
        assert (code, "127.0.0.1:1" in err) == (4, True)

    def test_a_paper_whose_text_cannot_be_had_is_marked(self, run, site):
        site.has = False
        code, out, err = run("read", ONE)
        assert (code, out, marks()) == (0, "", ("read",))
        assert "summarize: its text is not shown: the full text of 2512.00001 cannot be had" in err
        code, _, err = run("read", TWO, "--offline")
        assert (code, marks(TWO)) == (0, ("read",))
        assert "no copy of 2512.00002" in err

    def test_a_text_that_was_asked_for_and_cannot_be_had_is_an_error(self, run, site):
        site.has = False
        assert run("read", ONE, "--points")[0] == 4
        assert marks() == ()


class TestSeveral:
    def test_are_marked_and_nothing_is_asked_for(self, run, site):
        code, out, err = run("read", ONE, TWO)
        assert (code, out, site.requests) == (0, "", [])
        assert marks() == marks(TWO) == ("read",)
        assert err.count("summarize: marked as read: ") == 2

    def test_one_alone_is_only_marked_if_so_wanted(self, run, site):
        code, out, err = run("read", ONE, "--no-text")
        assert (code, out, site.requests, marks()) == (0, "", [], ("read",))
        assert err.startswith("summarize: marked as read: Eight Steps")
        code, _, err = run("read", ONE, "--no-text", "--points")
        assert code == 2
        assert "`--points` shows a text, and `--no-text` is about marks: give one" in err

    def test_a_text_is_of_one(self, run):
        code, _, err = run("read", ONE, TWO, "--points")
        assert code == 2
        assert "`--points` is for one paper" in err


class TestFiles:
    def test_are_shown_and_nothing_is_marked(self, run, page):
        code, out, err = run("read", page)
        assert code == 0
        assert APPROACH in out[: out.index("\nINTRODUCTION\n")]
        assert "summarize: read" not in err
        assert not list(Run().marks.all())

    def test_a_file_beside_others_is_refused(self, run, page):
        code, _, err = run("read", ONE, page)
        assert (code, marks()) == (2, ())
        assert f"`{page}` is shown alone: `summarize read {page}`" in err

    def test_a_file_that_is_called_like_a_paper_is_not_meant(self, run, tmp_path, monkeypatch):
        (tmp_path / ONE).write_text("a file of that name")
        monkeypatch.chdir(tmp_path)
        assert run("read", ONE, "--offline")[0] == 0
        assert marks() == ("read",)

    @pytest.mark.parametrize("option", ["--undo", "--no-text"])
    def test_a_file_is_never_marked(self, run, page, option):
        code, _, err = run("read", page, option)
        assert code == 2
        assert "can't be marked, only shown: give the id or title" in " ".join(err.split())

    @pytest.mark.parametrize("ending", ["html", "pdf", "docx"])
    def test_what_is_no_text_is_not_written(self, run, page, tmp_path, ending):
        code, _, err = run("read", page, "-o", tmp_path / f"out.{ending}")
        assert (code, (tmp_path / f"out.{ending}").exists()) == (2, False)
        assert f"not as `.{ending}`" in err

    def test_a_file_that_is_not_there(self, run, tmp_path):
        code, _, err = run("read", tmp_path / "none.pdf")
        assert code == 2
        assert "there is no file" in err


class TestMarks:
    def test_are_taken_back_and_listed_without_a_text(self, run, site):
        run("read", ONE, TWO)
        assert run("read", ONE, "--undo")[0] == 0
        assert (marks(), site.requests) == ((), [])
        listed = json.loads(run("read", "--list", "--json")[1])["papers"]
        assert [each["id"] for each in listed] == [TWO]

    @pytest.mark.parametrize("options", [["--list", "--points"], ["--undo", ONE, "-o", "x.md"]])
    def test_beside_options_of_a_text_are_refused(self, run, options):
        code, _, err = run("read", *options)
        assert code == 2
        assert "is about marks: give one" in err

    def test_without_anything_asks_which(self, run):
        code, _, err = run("read")
        assert code == 2
        assert "which papers?" in err


def test_an_option_of_a_text_without_a_value_marks_nothing(run):
    store(Run(), range(2))
    assert run("read", "2512.00001", "--keep-as", "", "--offline")[0] == 2
    assert "2512.00001" not in run("read", "--list")[1]
