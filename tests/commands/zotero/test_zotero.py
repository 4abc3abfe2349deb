"""`summarize zotero push` and `pull`, as typed; and what follows from them."""

from __future__ import annotations

import json
import re

import pytest
from papers import paper
from zotero_server import KEY, READ_ONLY, ZoteroServer

from summarizer.papers.wire import dumps


@pytest.fixture
def server(monkeypatch):
    with ZoteroServer() as made:
        monkeypatch.setenv("SUMMARIZER_ZOTERO_ENDPOINT", made.url)
        monkeypatch.setenv("ZOTERO_API_KEY", KEY)
        yield made


def library(server, count=8):
    """A library of papers on one thing, some of them known by their titles alone."""
    for number in range(count):
        server.own.item(
            f"Sparse attention for long inputs, part {number}",
            abstract="Sparse attention makes long inputs cheap: a key-value cache is kept small."
            if number % 4
            else "",
            creators=[{"creatorType": "author", "firstName": "Ada", "lastName": f"Author{number}"}],
            archiveID=f"arXiv:2401.{number:05}",
        )


@pytest.fixture
def day(tmp_path):
    """A day of which one paper is what the library is about."""
    path = tmp_path / "day.json"
    wanted = paper(
        0,
        id="2512.00009",
        title="Sparse attention with a small cache",
        abstract="We make sparse attention cheap for long inputs by a smaller key-value cache.",
        url=None,
    )
    others = [paper(1), paper(2), paper(0, title="Robots that fold cloth", abstract="Cloth folds.")]
    path.write_text(dumps([*others, wanted]))
    return path


class TestPush:
    def test_what_became_of_each_paper_is_told(self, run, server, file):
        server.own.item("Mine", DOI="10.48550/arXiv.2512.00001")
        code, out, err = run("zotero", "push", file, "--collection", "Reading")
        said = " ".join(err.split())
        assert (code, out) == (0, "")
        assert "new: A Sparse Index for Retrieval-Augmented Generation" in said
        assert "completed: Eight Steps Are Enough for Diffusion Models (tagged Diff" in said
        assert "the collection `Reading` is new in users/123" in said
        assert "Zotero, `Reading` of users/123: 2 new, 1 completed" in said
        code, _, err = run("zotero", "push", file, "--collection", "Reading")
        assert "Zotero, `Reading` of users/123: 3 there already" in " ".join(err.split())

    def test_a_dry_run_shows_all_that_would_be_sent(self, run, server, file):
        code, out, err = run("zotero", "push", file, "--dry-run", "--limit", "1")
        assert code == 0
        assert out.startswith("new: A Sparse Index for Retrieval-Augmented Generation\n")
        for line in (
            "type      preprint",
            "tags      RAG, Information",
            "note      TL;DR: We propose",
        ):
            assert f"  {line}" in out
        assert "link      arXiv PDF: https://arxiv.org/pdf/2512.00000" in out
        assert "1 new; nothing is sent" in err
        assert server.written == []
        out = run("zotero", "push", file, "--dry-run", "--json", "--limit", "1")[1]
        (told,) = json.loads(out)["papers"]
        assert [each["itemType"] for each in told["objects"]] == ["preprint", "note", "attachment"]

    def test_starred_papers_are_pushed_as_they_are_stored(self, run, server, file):
        run("papers", file, "--quiet")
        run("star", "2512.00001", "2512.00002")
        code, _, err = run("zotero", "push", "--starred")
        assert code == 0
        assert "2 new" in err
        assert {each["archiveID"] for each in server.own.top()} == {
            *("arXiv:2512.00001", "arXiv:2512.00002"),
        }
        run("star", "2512.00007", "--offline")
        err = run("zotero", "push", "--starred", "--limit", "1")[2]
        assert "2512.00007: known by the id alone, left out" in " ".join(err.split())

    def test_what_failed_is_listed_and_the_exit_code_says_so(self, run, server, file):
        server.writes = [413, None, 413, None]
        server._wrong = lambda *_: (400, "Field contains too much")
        code, _, err = run("zotero", "push", file)
        assert code == 1
        assert err.count("Field contains too much") == 3
        assert "3 failed" in err

    def test_a_service_that_is_down_is_a_line(self, run, server, file):
        server.script = [503] * 9
        code, out, err = run("zotero", "push", file)
        assert (code, out) == (4, "")
        assert len(err.splitlines()) == 1

    @pytest.mark.parametrize(
        ("given", "code", "said"),
        [
            (["push"], 2, "which papers? Give a SPEC, or `--starred`"),
            (["push", "x", "--starred"], 2, "stands instead of a SPEC"),
            (["push", "x.json", "--json"], 2, "`--json` belongs to `--dry-run`"),
            (["push", "hf", "--library", "mine"], 2, "`--library` must be `users/ID` or"),
            (["push", "hf", "--collection", " "], 2, "`--collection` has no name"),
            (["push", "hf", "--offline"], 2, "leave `--offline` out, or add `--local`"),
            (["push", "hf", "--library", "groups/9"], 2, "Zotero has no `groups/9`"),
            (["pull", "--collection", "Nix"], 2, "has no collection `Nix`"),
            (["pull", "--interests", "not"], 2, "no profile can be called `not`"),
            (["pull", "--library", "users/9"], 2, "Zotero has no `users/9`"),
            (["pull", "--local"], 4, "start Zotero, or drop `local`"),
        ],
    )
    def test_wrong_use_is_told_in_a_line(self, run, server, monkeypatch, given, code, said):
        monkeypatch.setenv("SUMMARIZER_ZOTERO_LOCAL", "http://127.0.0.1:1/api")
        found, out, err = run("zotero", *given)
        assert (found, out) == (code, "")
        assert said in " ".join(err.split())

    def test_keys_that_may_not_are_told(self, run, server, monkeypatch, file):
        for key, said in (
            (READ_ONLY, "may not write to `users/123`"),
            ("wrong", "does not know the key"),
            ("", "Set `ZOTERO_API_KEY`"),
        ):
            monkeypatch.setenv("ZOTERO_API_KEY", key)
            code, _, err = run("zotero", "push", file)
            assert (code, said in " ".join(err.split())) == (4, True)

    def test_without_pyzotero_it_says_what_to_install(self, run, server, monkeypatch, file):
        monkeypatch.setitem(__import__("sys").modules, "pyzotero", None)
        code, _, err = run("zotero", "push", file)
        assert code == 2
        assert "pip install 'summarize-papers[zotero]'" in " ".join(err.split())


class TestPull:
    def test_a_library_is_a_collection_that_is_searched(self, run, server):
        library(server)
        code, out, err = run("zotero", "pull")
        assert (code, out) == (0, "")
        assert "6 papers stored as the collection `zotero-users-123`" in " ".join(err.split())
        assert "Sparse attention for long inputs, part 1" in run("search", "sparse attention")[1]
        assert "zotero-users-123" in run("library", "list")[1]

    def test_papers_that_could_not_be_stored_are_not_said_to_be(self, run, server, monkeypatch):
        def full(*_, **__):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("summarizer.library.store.write_atomic", full)
        library(server)
        code, _, err = run("zotero", "pull")
        said = " ".join(err.split())
        assert (code, "stored as" in said) == (2, False)
        assert "6 papers could not be stored: run it again" in said

    def test_its_papers_do_not_count_as_shown(self, run, server):
        library(server)
        run("zotero", "pull")
        out = run("papers", "zotero:users/123", "--new", "--json", "--quiet")[1]
        assert len(json.loads(out)["papers"]) == 6

    def test_no_model_is_paid_for_it_unasked(self, run, server, monkeypatch):
        monkeypatch.setenv("SUMMARIZER_MODEL", "openai/gpt")
        library(server)
        assert run("zotero", "pull")[0] == 0

    def test_it_ranks_a_day_for_its_reader_with_reasons(self, run, server, day):
        library(server)
        code, _, err = run("zotero", "pull", "--interests", "mine")
        said = " ".join(err.split())
        assert code == 0
        assert "mine: 8 examples, 2 of them by title and authors alone" in said
        assert "summarize today --for-me=mine" in said
        out = run("papers", day, "--for-me=mine", "--json", "--quiet")[1]
        first = json.loads(out)["papers"][0]
        assert first["title"] == "Sparse attention with a small cache"
        assert any(re.search("attention|like", why) for why in first["relevance"]["why"])

    def test_its_interests_hold_without_a_network_and_where_zotero_is_down(
        self, run, server, day, monkeypatch
    ):
        library(server)
        run("zotero", "pull", "--interests", "mine")
        before = len(server.requests)
        out = run("papers", day, "--for-me=mine", "--json", "--quiet", "--offline")[1]
        assert len(server.requests) == before
        wanted = json.loads(out)["papers"][0]["relevance"]
        server.script = [503] * 40
        (day.parent / "home" / "cache" / "interests").rename(day.parent / "away")
        code, out, err = run("papers", day, "--for-me=mine", "--json", "--quiet")
        assert code == 0
        assert "what was read of it before is used" in " ".join(err.split())
        assert json.loads(out)["papers"][0]["relevance"] == wanted

    def test_its_interests_follow_the_library(self, run, server, day):
        library(server)
        run("zotero", "pull", "--interests", "mine")
        run("papers", day, "--for-me=mine", "--quiet")
        before = len(server.requests)
        run("papers", day, "--for-me=mine", "--quiet")
        assert len(server.requests) == before  # learned already, and asked today
        for key in list(server.own.items):
            server.own.remove(key)
        for number in range(8):
            server.own.item(f"Robots that fold cloth, part {number}", abstract="Cloth folds well.")
        run("zotero", "pull")
        out = run("papers", day, "--for-me=mine", "--json", "--quiet")[1]
        assert json.loads(out)["papers"][0]["title"] == "Robots that fold cloth"

    def test_interests_of_a_source_are_added_as_any(self, run, server, day):
        library(server)
        assert run("interests", "add", "mine", "--from", "zotero:users/123")[0] == 0
        out = run("papers", day, "--for-me=mine", "--json", "--quiet")[1]
        assert json.loads(out)["papers"][0]["title"] == "Sparse attention with a small cache"

    def test_a_library_without_papers_gives_examples_all_the_same(self, run, server):
        server.own.item("A book on attention", kind="book", abstract="")
        code, _, err = run("zotero", "pull", "--interests", "mine")
        said = " ".join(err.split())
        assert code == 0
        assert "holds no papers" in said
        assert "mine: 1 example, 1 of them by title and authors alone" in said


class TestDoctor:
    def zotero(self, run):
        return [line for line in run("doctor", "--json")[1].splitlines() if '"zotero"' in line]

    @pytest.mark.parametrize(
        ("key", "where", "said"),
        [
            (KEY, "", "the key of `users/123` may read and write `users/123`"),
            (READ_ONLY, "", "may read `users/123`"),
            (KEY, "groups/9", "Zotero has no `groups/9`"),
            (KEY, "mine", "the setting `zotero_library` must be"),
            ("wrong", "", "does not know the key"),
            ("", "groups/7", "anybody may read `groups/7`"),
        ],
    )
    def test_key_and_library_are_looked_at(self, run, server, monkeypatch, key, where, said):
        server.group(7, public=True)
        monkeypatch.setenv("ZOTERO_API_KEY", key)
        monkeypatch.setenv("SUMMARIZER_ZOTERO_LIBRARY", where)
        assert any(said in each["message"] for each in self.findings())

    def findings(self):
        from summarizer.doctor.checkup import Patient, examine

        found = examine(Patient(), ["zotero.library"])
        return [{"message": each.message} for each in found]

    def test_where_zotero_is_not_used_it_says_nothing(self, monkeypatch):
        monkeypatch.delenv("ZOTERO_API_KEY", raising=False)
        assert self.findings() == []
