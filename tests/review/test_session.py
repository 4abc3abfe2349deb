"""Reviews from end to end, as their reader meets them: on the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from papers import paper

from summarizer import files
from summarizer.library.run import Run
from summarizer.papers.records import merge
from summarizer.papers.wire import dumps
from summarizer.review import session

MESSY = Path(__file__).with_name("review-messy.md")


@pytest.fixture
def report(run, file, tmp_path):
    """A report on three small papers, and a way to edit it."""
    path = tmp_path / "report.md"
    assert run("review", file, "-o", path)[0] == 0

    def edit(old, new):
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return path, edit


def shown(run, file, *flags):
    code, out, _ = run("papers", file, "--json", *flags)
    assert code == 0
    return {each["id"]: each for each in json.loads(out)["papers"]}


def test_the_whole_way(run, file, report):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    edit("- better TL;DR:", "- better TL;DR: A better line.")
    code, out, err = run("review", "--apply", path, "--dry-run")
    assert (code, err) == (0, "summarize: reviews of 1 paper would be applied\n")
    assert "+wrong: rag\n" in out
    assert run("review", "--status")[1].splitlines()[1] == "reviewed   0 papers, 0 of them complete"
    code, out, err = run("review", "--apply", path, "--reviewer", "me")
    assert (code, out, err) == (0, "", "summarize: reviews of 1 paper applied\n")
    first = shown(run, file)["2512.00000"]
    assert "rag" not in first["tags"]
    assert "rag" not in [tag["tag"] for tag in first["evidence"]]
    assert (first["reviewed"], first["tldr_origin"]) == (True, "review")
    assert first["tldr"] == "A better line."
    status = run("review", "--status")[1]
    assert re.search(r"reviewed +1 paper,", status)
    assert re.search(r"session .* by me: 1 paper\n", status)
    assert run("review", "--apply", path)[2] == (
        "summarize: no review changes: everything in the report is known\n"
    )
    assert run("review", "--undo")[2] == "summarize: reviews of 1 paper undone\n"
    assert not shown(run, file)["2512.00000"]["reviewed"]
    assert "undone" in run("review", "--status")[1]
    assert "no review to undo" in run("review", "--undo")[2]


def test_answers_and_days_stay_as_the_engine_made_them(run, file, report, home, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_LEARN", "off")
    path, edit = report
    days = {each: each.read_bytes() for each in (home / "data" / "library").rglob("*.json")}
    answers = {each: each.read_bytes() for each in (home / "cache").rglob("*.json")}
    edit("[x] rag", "[ ] rag")
    run("review", "--apply", path)
    shown(run, file)
    assert days == {each: each.read_bytes() for each in (home / "data/library").rglob("*.json")}
    assert answers == {each: each.read_bytes() for each in (home / "cache").rglob("*.json")}


def test_every_output_says_what_is_reviewed_and_explain_says_how(run, file, report):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    run("review", "--apply", path)
    assert " · reviewed" in run("papers", file)[1]
    assert " · reviewed · [arXiv](<https" in run("papers", file, "--format", "markdown")[1]
    told = run("papers", file, "--explain", "2512.00000")[1]
    assert "Review\n  wrong: rag\n" in told


def test_a_topic_is_filtered_by_what_was_reviewed(run, file, report):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    edit("- new topics:", "- new topics: Mamba")
    run("review", "--apply", path)
    assert shown(run, file, "--tag", "rag").keys() == set()
    assert len(shown(run, file, "--tag", "state-space-models")) in {0, 1}


def test_a_fresh_report_shows_what_was_judged_and_complete_papers_last(run, file, report, tmp_path):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    edit("[ ] reviewed", "[x] reviewed")
    edit("- notes:", "- notes: look again")
    run("review", "--apply", path)
    code, out, _ = run("review", file)
    assert code == 0
    assert "judged wrong" in out
    last = out.split("\n## ")[-1]
    assert "[x] reviewed" in last
    again = tmp_path / "again.md"
    again.write_text(out)
    assert run("review", "--apply", again)[2] == (
        "summarize: no review changes: everything in the report is known\n"
    )


def test_papers_of_standard_input_can_be_reviewed(run, file, tmp_path, monkeypatch):
    import io

    stream = io.TextIOWrapper(io.BytesIO(file.read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    path = tmp_path / "r.md"
    assert run("review", "-", "-o", path)[0] == 0
    path.write_text(path.read_text().replace("[ ] reviewed", "[x] reviewed"))
    assert run("review", "--apply", path)[0] == 0
    assert all(each.abstract for each in Run().reviews.all())


def test_a_report_with_edits_is_not_overwritten_before_they_are_applied(run, file, report):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    code, _, err = run("review", file, "-o", path)
    assert code == 2
    assert "has edits that were not applied: run `summarize review --apply" in err
    run("review", "--apply", path)
    assert run("review", file, "-o", path)[0] == 0


FORCED = [
    lambda text: text + " ",
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text + "\n<!-- think of the index again -->\n",
    lambda text: text.replace("- notes:", "A thought.\n\n- notes:", 1),
    lambda text: text.replace("- [x] rag", "- [?] rag", 1),
    lambda text: text.replace("We propose", "I think of", 1),
    lambda text: text[text.index("## ") :].replace("<!-- paper", "<!-- pap", 2),
    lambda text: text.replace("[x] rag", "[ ] rag", 1),
]


@pytest.mark.parametrize("change", FORCED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_report_changed_by_hand_is_overwritten_by_force_alone(
    run, file, report, change, encoding
):
    path, _ = report
    path.write_bytes(change(path.read_text()).encode(encoding))
    before = path.read_bytes()
    code, out, err = run("review", file, "-o", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--force" in err
    assert path.read_bytes() == before
    assert run("review", file, "-o", path, "--force")[0] == 0
    assert run("review", file, "-o", path)[0] == 0


def test_a_report_with_places_that_were_not_read_is_not_overwritten(run, file, report):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    edit("- new topics:", "- new topics: entirely new things")
    code, _, err = run("review", "--apply", path)
    assert code == 1
    assert "unknown topic `entirely new things`" in err
    assert (
        "`summarize topics add 'entirely new things' --group GROUP --definition TEXT` adds it"
        in err
    )
    assert run("review", file, "-o", path)[0] == 2


def test_a_file_that_is_no_report_is_overwritten_as_any_other(run, file, tmp_path):
    path = tmp_path / "x.md"
    path.write_text("# Shopping\n\n- [x] milk\n")
    assert run("review", file, "-o", path)[0] == 0


def test_a_box_deleted_by_hand_is_counted(run, report):
    path, _ = report
    path.write_text(re.sub(r"- \[x\] rag.*\n", "", path.read_text(), count=1))
    code, _, err = run("review", "--apply", path)
    assert code == 1
    assert "the box of `rag` is gone" in err
    assert "1 line ignored" in err


def test_the_abstract_is_there_to_be_unfolded(run, report):
    path, _ = report
    text = path.read_text()
    assert (
        text.count("<details><summary>Abstract (bold: what the TL;DR stands on)</summary>\n\n") == 3
    )
    assert text.count("\n\n</details>\n") == 3
    assert "Retrieval-augmented generation (RAG) helps language models" in text
    assert run("review", "--apply", path)[:2] == (0, "")


def test_a_paper_reviewed_before_it_had_an_id_is_known_by_its_text(run, file, tmp_path):
    without = {"title": paper(0).title, "abstract": paper(0).abstract}
    other = tmp_path / "without.json"
    other.write_text(json.dumps([without]))
    path = tmp_path / "r.md"
    run("review", other, "-o", path)
    path.write_text(path.read_text().replace("[x] rag", "[ ] rag"))
    run("review", "--apply", path)
    assert "rag" not in shown(run, file)["2512.00000"]["tags"]
    run("review", file, "-o", path)
    assert "judged wrong" in path.read_text()
    text = path.read_text()
    start = text.index("<!-- paper 2512.00000")
    path.write_text(text[:start] + text[start:].replace("- notes:", "- notes: n", 1))
    run("review", "--apply", path)
    found = Run().reviews.of(["2512.00000"])["2512.00000"]
    assert (found.tags["rag"], found.notes, len(found.changes)) == (False, "n", 2)


def test_an_answer_made_anew_is_told_of(run, file, report, home):
    path, edit = report
    edit("[ ] reviewed", "[x] reviewed")
    for day in (home / "data" / "library").rglob("*.json"):
        text = day.read_text()
        day.write_text(re.sub(r'"tags": \[', '"tags": ["agents", ', text))
    code, _, err = run("review", "--apply", path)
    assert code == 0
    assert "was annotated again after this report, which does not show `agents`" in err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a picture"),
        (b"# Shopping\n\n- [x] milk\n", "is not a review report"),
        (b"", "is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
    ],
)
def test_what_is_no_report_is_one_clear_line(run, tmp_path, data, message):
    path = tmp_path / "x.md"
    path.write_bytes(data)
    code, out, err = run("review", "--apply", path)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_a_missing_file_and_wrong_use_are_one_line_each(run, tmp_path, file):
    for argv in (
        ("--apply", tmp_path / "none.md"),
        (),
        (file, "--undo"),
        (file, "--dry-run"),
        ("--apply", "x", "--undo"),
    ):
        code, _, err = run("review", *argv)
        assert (code, err.count("\n")) == (2, 1)


def test_a_report_of_another_vocabulary_is_told_of_and_goes_by_name(run, report):
    path, edit = report
    edit("topics: ", "topics: 00")
    edit("given: rag", "given: rag bygone")
    edit("- [x] rag", "- [ ] bygone\n- [x] rag")
    code, _, err = run("review", "--apply", path)
    assert code == 1
    assert "made with another vocabulary" in err
    assert "unknown topic `bygone`" in err


def test_a_ticked_box_without_a_topic_asks_for_one(run, report):
    path, edit = report
    edit("- [x] rag", "- [x] \n- [x] rag")
    code, _, err = run("review", "--apply", path)
    assert code == 1
    assert "a ticked box without a topic: write its name behind it" in err


def test_a_store_that_cannot_be_written_is_one_line(run, report, home):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    (home / "data" / "reviews").write_text("a file in its place")
    code, _, err = run("review", "--apply", path)
    assert code == 2
    assert "cannot store reviews and marks in" in err
    assert (home / "data" / "reviews").read_text() == "a file in its place"


def test_a_damaged_review_never_ends_a_digest(run, file, home):
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True)
    (folder / "2512.00000.json").write_text("{")
    code, out, err = run("papers", file, "--json")
    assert code == 0
    assert not json.loads(out)["papers"][0]["reviewed"]
    assert "is damaged" in err


def test_orders(run, file, tmp_path):
    newer = merge(paper(2), paper(2, published="2025-12-24"))
    file.write_text(dumps([paper(0), paper(1), newer]))
    _, out, _ = run("review", file, "--order", "date")
    assert "Scaling Laws" in out.split("\n## ")[1]
    _, out, _ = run("review", file, "--order", "topic")
    assert len(out.split("\n## ")) == 4
    doubts = [
        float(score)
        for score in re.findall(r"\[x\] [\w-]+: “[^”]*” \((\S+)\)", run("review", file)[1])
    ]
    assert doubts


def test_two_reports_edited_at_once(run, file, report, tmp_path):
    path, edit = report
    other = tmp_path / "other.md"
    run("review", file, "-o", other)
    edit("- better TL;DR:", "- better TL;DR: First.")
    other.write_text(other.read_text().replace("- better TL;DR:", "- better TL;DR: Second.", 1))
    assert run("review", "--apply", path)[0] == 0
    code, _, err = run("review", "--apply", other)
    assert code == 1
    assert re.search(
        r"other.md:\d+: conflict: 2512.0000\d: TL;DR: “Second.” here, “First.” in", err
    )
    assert [each.tldr for each in Run().reviews.all()] == ["First."]


def test_reports_applied_by_processes_at_once_are_both_kept(run, file, report, tmp_path):
    path, edit = report
    other = tmp_path / "other.md"
    run("review", file, "-o", other)
    edit("- notes:", "- notes: one")
    other.write_text(other.read_text().replace("- better TL;DR:", "- better TL;DR: Two.", 1))
    processes = [
        subprocess.Popen([sys.executable, "-m", "summarizer", "review", "--apply", str(each)])
        for each in (path, other)
    ]
    assert [process.wait(60) for process in processes] == [0, 0]
    (found,) = Run().reviews.all()
    assert (found.notes, found.tldr) == ("one", "Two.")


def test_a_report_half_applied_when_the_disk_was_full_is_completed_by_applying_it_again(
    run, report, monkeypatch
):
    path, _ = report
    path.write_text(path.read_text().replace("[ ] reviewed", "[x] reviewed"))
    real, written = files._Draft.settle, []

    def full(draft):
        if len(written) == 1:
            raise OSError(28, "No space left on device")
        written.append(draft.path)
        real(draft)

    monkeypatch.setattr(files._Draft, "settle", full)
    code, _, err = run("review", "--apply", path)
    assert (code, err.count("\n")) == (2, 1)
    assert "No space left on device" in err
    monkeypatch.setattr(files._Draft, "settle", real)
    assert "reviews of 2 papers applied" in run("review", "--apply", path)[2]
    assert all(each.complete for each in Run().reviews.all())


class TestTheExampleDay:
    """A session: a report of the example day, edited, applied, and the day shown again."""

    def test_edited_by_sed_applied_and_still_there_with_another_model(
        self, run, example, tmp_path, llm, monkeypatch
    ):
        path = tmp_path / "report.md"
        assert run("review", example, "-o", path)[0] == 0
        script = (
            r"/^## .*SILO/,/^## /{s/\[x\] nlp-tasks/[ ] nlp-tasks/;"
            r"s/\[ \] data-curation/[x] data-curation/;"
            r"s/^- better TL;DR:/& A datastore takes the legal risk out of training./}"
        )
        subprocess.run(["sed", "-i", script, str(path)], check=True)
        assert run("review", "--apply", path)[0] == 0

        def silo(*flags):
            return shown(run, example, *flags)["sha256:02b89974ed692b71"]

        monkeypatch.setenv("OPENAI_API_KEY", "none")
        for each in (silo(), silo("--model", "openai/scripted", "--base-url", llm.url)):
            assert "data-curation" in each["tags"]
            assert "nlp-tasks" not in each["tags"]
            assert each["tldr"] == "A datastore takes the legal risk out of training."
            assert (each["reviewed"], each["tldr_origin"]) == (True, "review")
            (tag,) = (tag for tag in each["evidence"] if tag["tag"] == "data-curation")
            assert each[tag["field"]][tag["start"] : tag["end"]] == tag["quote"]
        assert each["model"] == "openai/scripted"

    def test_a_messy_report_edited_by_hand(self, run, example):
        run("review", example)
        code, _, err = run("review", "--apply", MESSY)
        assert code == 1
        told = [
            line.split("review-messy.md:")[1]
            for line in err.splitlines()
            if "review-messy.md:" in line
        ]
        assert [line.partition(":")[0] for line in told] == ["34", "38", "40", "65", "81", "89"]
        assert err.splitlines()[-1].endswith("reviews of 3 papers applied, 6 lines ignored")
        found = {each.title.split(":")[0][:9]: each for each in Run().reviews.all()}
        assert found["SILO Lang"].tags == {
            "nlp-tasks": False, "data-curation": True, "privacy": True, "statistics": False,
        }  # fmt: skip
        assert found["SILO Lang"].notes == "the datastore is the point; compare RETRO"
        assert found["Fantastic"].complete
        assert found["Fantastic"].tldr.startswith("Fair comparisons of pretraining optimizers")
        assert found["BikeBench"].tags["image-generation"] is False
        entries = shown(run, example)
        assert sum(each["reviewed"] for each in entries.values()) == 3

    def test_the_library_can_be_asked_for_the_same(self, example):
        text, digest = session.report([str(example)])
        assert len(digest.papers) == text.count("\n## ") == 35


def test_many_unknown_topics_are_listed_at_once(file, run, tmp_path):
    import time

    path = tmp_path / "report.md"
    run("review", file, "-o", path)
    boxes = "\n".join(f"- [x] unheard-of-{number}" for number in range(8_000))
    path.write_text(path.read_text().replace("- [ ]", f"{boxes}\n- [ ]", 1))
    begun = time.process_time()
    code, _, err = run("review", "--apply", path)
    assert code == 1
    assert err.count("unknown topic") == 8_000
    assert time.process_time() - begun < 5


def test_a_report_whose_mended_line_says_nothing_new_is_read_and_may_be_overwritten(run, report):
    path, edit = report
    edit("- new topics:", "- new topics: heard of nowhere, agents")
    assert run("review", "--apply", path)[0] == 1
    assert run("review", "papers.json", "-o", path)[0] == 2
    edit("heard of nowhere, agents", "agents")
    assert run("review", "--apply", path)[0] == 0
    assert run("review", path.parent / "papers.json", "-o", path)[0] == 0


def test_after_an_undo_a_report_is_not_applied_any_more(run, report, file):
    path, edit = report
    edit("[x] rag", "[ ] rag")
    assert run("review", "--apply", path)[0] == 0
    assert run("review", "--undo")[0] == 0
    assert run("review", file, "-o", path)[0] == 2


def test_a_paper_without_a_topic_says_so_and_the_line_is_read_back(run, tmp_path):
    path, source = tmp_path / "report.md", tmp_path / "tea.json"
    source.write_text('[{"title": "On tea", "abstract": "Tea is poured. We measure its heat."}]')
    assert run("review", source, "-o", path)[0] == 0
    assert "\nNo topic of the vocabulary.\n\n- [ ] reviewed" in path.read_text()
    assert run("review", "--apply", path)[2] == (
        "summarize: no review changes: everything in the report is known\n"
    )
    path.write_text(path.read_text().replace("- new topics:", "- new topics: rag"))
    assert run("review", "--apply", path)[0] == 0
    out = run("papers", source, "--json", "--min-score", "1")[1]
    assert json.loads(out)["papers"][0]["tags"] == ["rag"]
    assert run("review", source, "-o", path, "--force")[0] == 0
    assert "No topic of the vocabulary" not in path.read_text()


def test_a_report_has_every_topic_whatever_score_is_shown(run, report, file, tmp_path, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MIN_SCORE", "1")
    assert run("review", file, "-o", tmp_path / "other.md")[0] == 0

    def boxes(path):
        return re.findall(r"^- \[.\] .*", path.read_text(), re.MULTILINE)

    assert boxes(tmp_path / "other.md") == boxes(report[0])


def test_by_topic_papers_without_one_come_last(run, tmp_path):
    path, source = tmp_path / "report.md", tmp_path / "papers.json"
    tea = [paper(number, title=f"Tea {number}", abstract="Tea is poured.") for number in (3, 4)]
    source.write_text(dumps([*tea, paper(0)]))
    assert run("review", source, "-o", path, "--order", "topic")[0] == 0
    assert path.read_text().index("Sparse Index") < path.read_text().index("Tea 3")
