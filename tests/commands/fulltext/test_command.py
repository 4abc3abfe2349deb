"""`summarize fulltext` of files."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest
from fulltexts import ARXIV_PAGE, HF_MARKDOWN, PROSE
from stored_days import store
from typeset import scanned

from summarizer.library.run import Run


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "paper.html"
    path.write_text(ARXIV_PAGE)
    return path


class TestFiles:
    def test_text_has_headings_and_what_is_behind_them(self, run, page):
        code, out, err = run("fulltext", page)
        assert code == 0
        lines = out.splitlines()
        assert lines[0] == "A title of two lines"
        assert lines[2].startswith("arXiv 2512.00001v2, HTML,")
        for heading in ("ABSTRACT", "1 INTRODUCTION", "1.1 Details", "FOOTNOTES", "REFERENCES"):
            assert heading in lines
        assert "2 See https://example.org." in lines
        assert "[1] B. Author. Another title. In Proceedings, 2020." in lines
        assert all(len(line) <= 100 for line in lines)
        assert (
            "left out, not read, or in another form: LaTeX commands that were not converted (1)"
            in err
        )

    def test_json_has_one_text_and_spans(self, run, page):
        code, out, _ = run("fulltext", page, "--json")
        text = json.loads(out)
        assert code == 0
        assert text["schema"] == "summarizer/fulltext/1"
        spans = [text["text"][each["start"] : each["end"]] for each in text["captions"]]
        assert spans[0] == "Figure 1: How $x$ goes."
        section = text["sections"][1]
        assert text["text"][section["start"] :].startswith("1 Introduction")
        assert text["report"]["lost"]

    @pytest.mark.parametrize("ending", ["md", "json", "txt"])
    def test_the_ending_of_the_output_picks_the_form(self, run, page, tmp_path, ending):
        path = tmp_path / f"out.{ending}"
        code, out, err = run("fulltext", page, "-o", path)
        written = path.read_text()
        assert (code, out) == (0, "")
        assert "written to" in err
        begins = {"md": "# A title of two lines\n", "json": '{"schema"', "txt": "A title of two"}
        assert written.startswith(begins[ending])
        if ending == "md":
            assert "\n### 1.1 Details\n" in written
            assert "$x_{1}$" in written

    def test_markdown_that_was_written_is_read_again(self, run, page, tmp_path):
        path = tmp_path / "out.md"
        run("fulltext", page, "-o", path)
        _, out, _ = run("fulltext", path, "--json")
        again = json.loads(out)
        _, out, _ = run("fulltext", page, "--json")
        first = json.loads(out)
        found = {section["heading"] for section in again["sections"]}
        assert {section["heading"] for section in first["sections"]} <= found
        assert again["title"] == first["title"]

    def test_standard_input(self, run, monkeypatch):
        stream = SimpleNamespace(buffer=io.BytesIO(HF_MARKDOWN.encode()), isatty=lambda: False)
        monkeypatch.setattr(sys, "stdin", stream)
        code, out, _ = run("fulltext", "-")
        assert code == 0
        assert "1 INTRODUCTION" in out

    def test_points_stand_alone(self, run, tmp_path):
        path = tmp_path / "paper.md"
        line = "We propose a method that reads papers as they were printed."
        path.write_text(f"# A title\n\n## Abstract\n\n{line} {PROSE}\n")
        code, out, _ = run("fulltext", path, "--points")
        assert code == 0
        assert f"Approach\n  {line} [Abstract]\n" in out
        assert "Limits\n  no limitation is stated\n" in out
        assert "ABSTRACT" not in out
        text = json.loads(run("fulltext", path, "--points", "--json")[1])
        passage = text["points"]["approach"]["passages"][0]
        assert text["text"][passage["start"] : passage["end"]] == line
        assert text["points"]["limits"] is None
        assert text["asked"] is None
        run("fulltext", path, "--points", "-o", tmp_path / "out.md")
        assert f"- **Approach:** {line} [Abstract]" in (tmp_path / "out.md").read_text()

    def test_quiet_says_nothing(self, run, page):
        assert run("fulltext", page, "-q")[2] == ""

    def test_signs_that_steer_a_terminal_are_not_printed(self, run, tmp_path):
        path = tmp_path / "x.md"
        path.write_text(f"# T\n\n## 1 S\n\n\x1b[31m{PROSE}\u202e\x07\n")
        for argv in ([], ["--json"]):
            out = run("fulltext", path, *argv)[1]
            assert not {"\x1b", "\u202e", "\x07"} & set(out)


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("x.pdf", b"", "is empty"),
            ("x.pdf", b"<!DOCTYPE html><html>log in</html>", "is not a PDF, but HTML"),
            ("x.pdf", b"Not found", "is not a PDF: fetch it again"),
            ("x.pdf", b"%PDF-1.7\nbroken", "is cut off or damaged"),
            ("x.pdf", scanned(), "only pictures, as scans do"),
            ("x.html", b"<html><script>1</script></html>", "holds no text of a paper"),
            ("x.bin", bytes(range(256)), "neither PDF, HTML nor Markdown"),
            ("x.md", b"only a few words", "has no headings"),
            ("x.gz", b"\x1f\x8b\x08rest", "is packed"),
            ("x.zip", b"PK\x03\x04rest", "is packed"),
        ],
    )
    def test_one_line_and_exit_code_2(self, run, tmp_path, name, data, said):
        path = tmp_path / name
        path.write_bytes(data)
        code, out, err = run("fulltext", path)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1
        assert said in err

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (["nowhere.pdf"], "there is no file `nowhere.pdf`"),
            (["no such title"], "no such title"),
            (["."], "cannot read `.`"),
        ],
    )
    def test_what_is_not_there(self, run, argv, said):
        code, _, err = run("fulltext", *argv)
        assert code == 2
        assert said in err

    def test_a_file_has_no_place_to_ask(self, run, page):
        assert run("fulltext", page, "--from", "pdf")[0] == 2
        assert run("fulltext", page, "--refresh")[0] == 2

    def test_the_result_is_not_written_over_its_input(self, run, page):
        assert run("fulltext", page, "-o", page)[0] == 2

    def test_a_stored_paper_is_known_by_its_title(self, run):
        store(Run(), range(2))
        code, _, err = run("fulltext", "2512.00001", "--offline")
        assert code == 4
        title = Run().library.find(["2512.00001"])["2512.00001"].title
        code, _, err = run("fulltext", title, "--offline")
        assert code == 4
        assert "no copy of 2512.00001" in err


class TestPointsByAModel:
    LINE = "We ask how well papers are read by a program."

    @pytest.fixture
    def asked(self, run, llm, page, monkeypatch):
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        quote = "We ask how well papers are read by a program, and measure it on papers of our own"
        problem = {"quotes": [quote], "line": self.LINE}
        wrong = {"quotes": [quote], "line": "Programs read 97% of papers of their own."}
        none = {"quotes": [], "line": None}
        llm.answer = lambda _: {
            "problem": problem, "approach": none, "results": wrong, "limits": none, "code": none,
        }  # fmt: skip

        def call(*argv, model="openai/gpt-4o-mini"):
            given = ("--model", model, "--base-url", llm.url)
            return run("fulltext", page, "--points", *given, *argv)

        return call

    def test_each_line_stands_with_its_passage(self, asked):
        code, out, err = asked()
        assert code == 0
        assert f"  {self.LINE} [Abstract]\n    “We ask how well papers" in out
        assert "  no limitation is stated\n" in out
        assert "Results\n  no line that holds: it says `97%`" in out
        assert "By openai/gpt-4o-mini." in out
        assert "2 requests" in err
        assert "kept answer" in asked()[2]

    def test_json_says_whose_words_they_are(self, asked):
        found = json.loads(asked("--json")[1])
        passage = found["points"]["problem"]["passages"][0]
        assert found["text"][passage["start"] : passage["end"]] == passage["quote"]
        assert found["points"]["results"] is None
        assert found["asked"]["model"] == "openai/gpt-4o-mini"
        assert "97%" in found["asked"]["dropped"]["results"]
        assert found["asked"]["usage"]["requests"] == 2

    def test_markdown_quotes_the_passages(self, asked, tmp_path):
        assert asked("-o", tmp_path / "points.md")[0] == 0
        said = (tmp_path / "points.md").read_text()
        assert f"- **Problem:** {self.LINE} [Abstract]\n  > “We ask" in said

    def test_a_dry_run_asks_nothing(self, asked, llm):
        code, out, _ = asked("--dry-run", model="openai/gpt-4o-mini")
        assert code == 0
        assert "requests       1" in out
        assert "about $0.0" in out
        assert not llm.requests
        asked()
        kept = json.loads(asked("--dry-run", "--json")[1])
        assert (kept["cached"], kept["requests"], kept["usd"]) == (1, 0, 0)

    def test_what_is_for_points_needs_them(self, run, page):
        code, _, err = run("fulltext", page, "--max-usd", "1")
        assert code == 2
        assert "add `--points`" in err

    def test_a_model_that_there_is_not_is_refused(self, asked):
        code, _, err = asked(model="nobody/x")
        assert code == 2
        assert "nobody" in err
