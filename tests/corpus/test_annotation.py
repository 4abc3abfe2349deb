from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from errno import ENOSPC

import pytest
from corpora import ids, lines, manifest, rows, write

from summarizer import pipeline
from summarizer.cli import main
from summarizer.corpus import tables
from summarizer.papers.wire import dumps

# Daft leaves the pipes to its workers to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
pytest.importorskip("daft", reason="corpora need `pip install 'summarize-papers[corpus]'`")


@pytest.fixture
def papers(tmp_path):
    return write(tmp_path / "papers.jsonl", 40)


def corpus(*arguments, code=0):
    assert main(["corpus", *map(str, arguments)]) == code


def test_a_corpus_holds_what_a_digest_of_the_same_papers_does(papers, tmp_path, capsys):
    out = tmp_path / "out"
    corpus(papers, "-o", out, "-f", "jsonl", "--rows", 15)
    made = json.loads(dumps(pipeline.digest([str(papers)]).papers))
    assert sorted(rows(out), key=lambda row: row["id"]) == [
        {**row, "cached": False} for row in sorted(made, key=lambda row: row["id"])
    ]
    said = manifest(out)
    assert said["complete"]
    assert said["counts"]["papers"] == said["counts"]["annotated"] == 40
    assert len(said["files"]["papers"]) == 3
    assert "papers      40 in 3 files" in capsys.readouterr().out


def test_parquet_has_the_fields_of_a_digest_and_can_be_an_input(papers, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    corpus(papers, "-o", first)
    corpus(first / "papers", "-o", second)
    assert rows(first) == rows(second)
    made = rows(first)[0]
    known = json.loads(dumps(pipeline.digest([str(papers)]).papers[0]))
    assert list(made) == [name for name in known if name not in {"relevance", "marks", "follows"}]
    assert made["tags"]
    assert made["evidence"][0]["quote"] in made["title"] + made["abstract"]


@pytest.mark.parametrize("pack", ["gz", "zst"])
def test_packed_lines_are_read(pack, papers, tmp_path):
    packed = tmp_path / f"more.jsonl.{pack}"
    if pack == "gz":
        packed.write_bytes(gzip.compress(papers.read_bytes()))
    else:
        pyarrow = pytest.importorskip("pyarrow")
        with pyarrow.CompressedOutputStream(str(packed), "zstd") as stream:
            stream.write(papers.read_bytes())
    corpus(packed, "-o", tmp_path / "out")
    assert len(ids(tmp_path / "out")) == 40


def test_what_is_no_paper_is_listed_with_its_reason(tmp_path, capsys):
    source = tmp_path / "papers.jsonl"
    bad = ["nonsense", "[1]", '{"title": "A title"}', '{"title": "\\ud800", "abstract": "\\ud800"}']
    source.write_text("\n".join([*bad, *lines(3)]) + "\n")
    corpus(source, "-o", tmp_path / "out", code=1)
    failed = {row["row"]: row for row in rows(tmp_path / "out", "failed")}
    assert "not valid JSON" in failed["nonsense"]["reason"]
    assert failed["[1]"]["reason"] == "list, not an object"
    assert failed['{"title": "A title"}']["reason"] == "no abstract"
    assert all(row["input"].endswith("papers.jsonl") for row in failed.values())
    assert manifest(tmp_path / "out")["counts"]["failed"] == len(failed)
    assert "lists them with reasons" in capsys.readouterr().err


def test_a_paper_that_an_input_holds_twice_has_one_row(papers, tmp_path):
    out = tmp_path / "out"
    corpus(papers, write(tmp_path / "again.jsonl", 10), "-o", out, "--rows", 7)
    assert ids(out) == sorted(set(ids(out)))
    assert len(ids(out)) == 40
    assert manifest(out)["counts"]["duplicates"] == 10


def test_more_inputs_cost_only_the_new_papers(papers, tmp_path):
    out = tmp_path / "out"
    corpus(papers, "-o", out)
    before = {path: path.stat().st_mtime_ns for path in (out / "papers").iterdir()}
    corpus(papers, write(tmp_path / "more.jsonl", 50), "-o", out)
    assert (
        manifest(out)["counts"] | {"annotated": 10, "kept": 40, "papers": 50}
        == (manifest(out)["counts"])
    )
    assert all(path.stat().st_mtime_ns == stamp for path, stamp in before.items())


def test_a_killed_run_goes_on_where_it_was(tmp_path):
    source, out = write(tmp_path / "papers.jsonl", 600), tmp_path / "out"
    command = [sys.executable, "-m", "summarizer", "corpus", str(source), "-o", str(out)]
    run = subprocess.Popen(
        [*command, "--rows", "50"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while run.poll() is None and len(list(out.glob("papers/[!.]*"))) < 2:
        time.sleep(0.02)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not manifest(out)["complete"]
    time.sleep(1)  # its workers end by themselves
    kept = len(ids(out))
    assert 0 < kept < 600
    corpus(source, "-o", out, "--rows", 50)
    assert ids(out) == sorted({f"2501.{number:05}" for number in range(600)})
    assert manifest(out)["counts"]["annotated"] == 600 - kept
    assert manifest(out)["complete"]
    assert not list(out.glob("*/.*.tmp"))


def test_ctrl_c_ends_with_130_and_keeps_what_is_finished(tmp_path):
    source, out = write(tmp_path / "papers.jsonl", 600), tmp_path / "out"
    command = [sys.executable, "-m", "summarizer", "corpus", str(source), "-o", str(out)]
    run = subprocess.Popen([*command, "--rows", "50"], stderr=subprocess.PIPE, text=True)
    while run.poll() is None and len(list(out.glob("papers/[!.]*"))) < 2:
        time.sleep(0.02)
    os.kill(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "interrupted" in said
    assert ids(out)


def test_a_folder_of_another_engine_is_left_alone(papers, tmp_path, capsys):
    out = tmp_path / "out"
    corpus(papers, "-o", out)
    corpus(papers, "-o", out, "-f", "jsonl", code=2)
    assert "was made with format parquet" in capsys.readouterr().err
    (out / "manifest.json").unlink()
    corpus(papers, "-o", out, code=2)
    assert "no manifest" in capsys.readouterr().err
    (out / "manifest.json").write_text("{")
    corpus(papers, "-o", out, code=2)
    assert "damaged" in capsys.readouterr().err


def test_a_half_written_table_is_an_error_that_names_it(papers, tmp_path, capsys):
    out = tmp_path / "out"
    corpus(papers, "-o", out)
    (part,) = (out / "papers").iterdir()
    part.write_bytes(part.read_bytes()[:1000])
    corpus(papers, "-o", out, code=2)
    assert part.name in capsys.readouterr().err
    part.unlink()
    corpus(papers, "-o", out)
    assert len(ids(out)) == 40


def test_progress_is_seen_while_it_runs(papers, tmp_path, monkeypatch):
    from summarizer import settings
    from summarizer.corpus import progress as following
    from summarizer.corpus.annotation import annotate
    from summarizer.corpus.manifest import Plan
    from summarizer.observer import Silent

    seen = []

    class Listening(Silent):
        def progress(self, state):
            seen.append((state.done, state.cached))

    monkeypatch.setattr(following, "EVERY", 0.05)
    out = tmp_path / "out"
    annotate([str(papers)], out, settings.load({}), Plan(rows=10))
    more = write(tmp_path / "more.jsonl", 80)
    annotate([str(more)], out, settings.load({}), Plan(rows=10), Listening())
    assert seen == sorted(seen)
    assert {cached for _, cached in seen} == {40}
    assert {done for done, _ in seen} & {50, 60, 70}
    assert seen[-1] == (80, 40)


def test_a_full_disk_ends_it_with_a_line_and_room_lets_it_go_on(papers, tmp_path):
    from summarizer import settings
    from summarizer.corpus import worker as work
    from summarizer.corpus.folder import Folder, collect
    from summarizer.corpus.pieces import Piece

    out = tmp_path / "out"
    folder = Folder(out)
    folder.run.mkdir(parents=True)
    collect(folder)
    worker = work.Worker(work.Task(str(out), "jsonl", settings.load({}), 10, "run"))
    piece, write_table, left = Piece(str(papers), "lines"), tables.write, [3]

    def full(*given):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        write_table(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work.tables, "write", full)
        assert worker.piece(piece) == {"read": 20, "annotated": 10, "failed": 0, "unwritten": 10}
    assert "No space left" in (folder.run / "stopped").read_text()
    assert len(ids(out)) == 10
    (folder.run / "stopped").unlink()
    again = work.Worker(work.Task(str(out), "jsonl", settings.load({}), 10, "run"))
    assert again.piece(piece)["annotated"] == 40  # the first file is counted, not made again
    assert len(rows(out)) == 40


def test_two_runs_do_not_write_to_one_folder(papers, tmp_path, capsys):
    from summarizer.corpus.folder import Folder

    out = tmp_path / "out"
    with Folder(out).held():
        corpus(papers, "-o", out, code=2)
    assert "another run is writing to" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.jsonl", None, "No such file"),
        ("empty.jsonl", b"", "is empty"),
        ("list.json", b"[{}]", "one JSON list"),
        ("bad.parquet", b"nothing", "not a Parquet file"),
        ("papers.doc", b"x", "the ending is not one of"),
        ("cut.jsonl.gz", gzip.compress(b"x" * 100_000, mtime=0)[:60], "ended before the end"),
    ],
)
def test_an_unreadable_input_is_one_line(name, content, reason, tmp_path, capsys):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    corpus(path, "-o", tmp_path / "out", code=2)
    assert reason in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(papers, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    corpus(papers, "-o", tmp_path / "out", code=2)
    assert "pip install 'summarize-papers[corpus]'" in capsys.readouterr().err


def test_reviews_are_laid_over(papers, tmp_path):
    report = tmp_path / "report.md"
    assert main(["review", str(papers), "--limit", "1", "-o", str(report)]) == 0
    report.write_text(report.read_text().replace("[ ] reviewed", "[x] reviewed"))
    assert main(["review", "--apply", str(report)]) == 0
    corpus(papers, "-o", tmp_path / "out")
    assert sum(row["reviewed"] for row in rows(tmp_path / "out")) == 1


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_a_number_that_no_table_holds_costs_nothing_but_itself(tmp_path, form):
    path = write(tmp_path / "papers.jsonl", 3)
    records = [json.loads(line) for line in path.read_text().splitlines()]
    records[1] |= {"upvotes": 2**63, "comments": 10**30, "stars": -(2**70), "version": 2**64}
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records))
    out = tmp_path / "out"
    corpus(path, "-o", out, "-f", form, "--workers", 1)
    assert sorted(ids(out)) == sorted(each["id"] for each in records)
    assert manifest(out)["counts"]["failed"] == 0


def test_the_lines_of_sites_are_in_the_table_and_no_run_mixes_them_with_ours(tmp_path, capsys):
    path = write(tmp_path / "papers.jsonl", 2)
    records = [json.loads(line) for line in path.read_text().splitlines()]
    records[0] |= {"abstract": "We propose a sparse index.", "tldr": "A sparse index is proposed."}
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records))
    out = tmp_path / "out"
    corpus(path, "-o", out, "-f", "jsonl", "--tldr", "site")
    assert [row["tldr_origin"] for row in rows(out)] == ["site", "extracted"]
    corpus(path, "-o", out, "-f", "jsonl", "--tldr", "site")
    corpus(path, "-o", out, "-f", "jsonl", code=2)
    assert "was made with tldr site, not own" in capsys.readouterr().err


def test_topics_below_a_score_are_not_written_and_a_folder_holds_one_such_choice(
    papers, tmp_path, capsys
):
    whole, sure = tmp_path / "whole", tmp_path / "sure"
    corpus(papers, "-o", whole)
    corpus(papers, "-o", sure, "--min-score", "0.9")
    scores = {tag["tag"]: tag["score"] for row in rows(whole) for tag in row["evidence"]}
    assert min(scores.values()) < 0.9
    assert all(tag["score"] >= 0.9 for row in rows(sure) for tag in row["evidence"])
    assert all(set(row["tags"]) == {tag["tag"] for tag in row["evidence"]} for row in rows(sure))
    corpus(papers, "-o", whole, "--min-score", "0.9", code=2)
    assert "was made with min_score None, not 0.9" in capsys.readouterr().err


def test_the_manifest_has_both_choices_and_what_chooses_nothing_is_as_none_given(
    papers, tmp_path, capsys
):
    out, plain = tmp_path / "out", tmp_path / "plain"
    corpus(papers, "-o", out, "--min-score", "0.9", "--tldr", "site")
    assert {name: manifest(out)[name] for name in ("tldr", "min_score")} == {
        "tldr": "site",
        "min_score": 0.9,
    }
    corpus(papers, "-o", out, "--min-score", "0.9", code=2)
    corpus(papers, "-o", out, "--tldr", "site", code=2)
    assert "was made with min_score 0.9, not None" in capsys.readouterr().err
    corpus(papers, "-o", plain)
    corpus(papers, "-o", plain, "--min-score", "0", "--tldr", "both")
    assert manifest(plain)["min_score"] is None
