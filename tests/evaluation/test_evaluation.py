"""Models measured against labels and reviews, through the command line."""

from __future__ import annotations

import json

import pytest
from papers import ABSTRACTS, TITLES

from summarizer.errors import InputError
from summarizer.evaluation import gold
from summarizer.library.store import Library
from summarizer.observer import Once, Silent
from summarizer.papers.wire import dumps
from summarizer.reviews.judgements import Review
from summarizer.topics import vocabularyfile


def labelled(number, **values):
    return {
        "id": f"2512.0000{number}",
        "title": TITLES[number],
        "abstract": ABSTRACTS[number],
        **values,
    }


ROWS = (
    labelled(0, tags=["rag"], also=["inference-efficiency"], tldr="A sparse index for retrieval."),
    labelled(1, tags=["diffusion-models", "benchmark"]),
    labelled(2, tags=["scaling-laws"], tldr="We fit scaling laws over 40 training runs."),
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


@pytest.fixture
def measured(run):
    def call(*argv):
        code, out, _ = run("evaluate", *argv, "--json")
        assert code == 0
        return json.loads(out)

    return call


def test_figures_are_those_of_the_answers(measured, run, file):
    _, out, _ = run("papers", file, "--json")
    given = {each["id"]: set(each["tags"]) for each in json.loads(out)["papers"]}
    right = {row["id"]: set(row["tags"]) for row in ROWS}
    also = {row["id"]: set(row.get("also", ())) for row in ROWS}
    hits = sum(len(given[each] & right[each]) for each in right)
    wrong = sum(len(given[each] - right[each] - also[each]) for each in right)
    missed = sum(len(right[each] - given[each]) for each in right)
    system = measured(file)["systems"][0]
    assert system["precision"]["value"] == pytest.approx(hits / (hits + wrong))
    assert system["recall"]["value"] == pytest.approx(hits / (hits + missed))
    assert sum(each["missed"] for each in system["topics"]) == missed >= 1
    assert system["grounding"] == {"tags": 0, "refused": 0, "tldrs": 0, "replaced": 0}
    assert (system["asked"], system["usage"]["requests"]) == (3, 0)
    assert system["seconds"] > 0


def test_rouge_is_that_of_the_library(measured, run, file):
    from rouge_score.rouge_scorer import RougeScorer

    _, out, _ = run("papers", file, "--json")
    lines = {each["id"]: each["tldr"] for each in json.loads(out)["papers"]}
    scorer = RougeScorer(["rougeL"], use_stemmer=True)
    pairs = [(row["tldr"], lines[row["id"]]) for row in ROWS if "tldr" in row]
    expected = sum(scorer.score(*pair)["rougeL"].fmeasure for pair in pairs) / len(pairs)
    found = measured(file)
    assert found["with_tldr"] == 2
    assert found["systems"][0]["rouge"][2]["value"] == pytest.approx(expected)


def test_without_the_rouge_library_the_rest_is_measured_and_it_is_said(run, file, monkeypatch):
    monkeypatch.setattr("summarizer.evaluation.rouge.available", lambda: False)
    code, out, err = run("evaluate", file)
    assert code == 0
    assert "ROUGE" not in out
    assert "pip install 'summarize-papers[evaluate]'" in err


def test_the_same_run_gives_the_same_figures(measured, file):
    def figures():
        found = measured(file)
        for system in found["systems"]:
            del system["seconds"]
        return found

    assert figures() == figures()


def test_the_best_of_several_references_counts(measured, tmp_path):
    row = {
        "paper_id": "abc",
        "title": TITLES[0],
        "abstract_sentences": ABSTRACTS[0].split(". "),
        "tldrs": ["Nothing of it.", "A sparse index answers queries in 12 ms."],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n")
    found = measured(tmp_path / "gold.jsonl")
    assert (found["papers"], found["with_topics"], found["with_tldr"]) == (1, 0, 1)
    assert found["systems"][0]["f1"]["value"] is None
    assert found["systems"][0]["rouge"][0]["value"] > 0.2


def test_disagreements_show_the_evidence_of_both_sides(measured, file):
    disputed = {each["id"]: each for each in measured(file)["disputed"]}
    missed = next(
        each for each in disputed["2512.00001"]["disagreements"] if each["topic"] == "benchmark"
    )
    assert (missed["kind"], missed["by"], missed["quotes"]) == ("missed", ["embedded"], {})


def test_markdown_ticks_what_the_labels_say(run, file, tmp_path):
    code, out, _ = run("evaluate", file, "--format", "markdown")
    assert code == 0
    assert (
        "- [x] **benchmark**: missed by embedded\n  - in the paper: no phrase of the topic" in out
    )
    run("evaluate", file, "-o", tmp_path / "report.md")
    assert (tmp_path / "report.md").read_text().startswith("# Evaluation\n")


def test_a_title_cannot_break_out_of_the_markdown(run, tmp_path):
    row = labelled(0, tags=["benchmark"]) | {"title": "<b>[x](http://a.b) `|` *y*"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n")
    _, out, _ = run("evaluate", tmp_path / "gold.jsonl", "--format", "markdown")
    assert r"### \<b\>\[x\](http:\//a.b) \`\|\` \*y\*" in out


def test_disputed_papers_are_handed_over_as_a_digest(run, file, tmp_path):
    code, _, err = run("evaluate", file, "--disagreements", tmp_path / "disputed.json")
    assert code == 0
    assert "disputed papers written" in err
    papers = json.loads((tmp_path / "disputed.json").read_text())["papers"]
    assert "2512.00001" in {each["id"] for each in papers}
    assert run("papers", tmp_path / "disputed.json", "--json")[0] == 0


def test_disputed_papers_are_handed_over_as_a_report_to_review(run, file, tmp_path):
    report = tmp_path / "disputed.md"
    code, _, err = run("evaluate", file, "--disagreements", report)
    assert code == 0
    assert f"then `summarize review --apply {report}`" in err
    text = report.read_text()
    assert "- [ ] benchmark" in text
    report.write_text(text.replace("- [ ] benchmark", "- [x] benchmark"))
    assert run("review", "--apply", report)[0] == 0
    out = run("evaluate", "--json")[1]
    assert json.loads(out)["papers"] == 1


def test_a_report_with_edits_that_were_not_applied_is_not_overwritten(run, file, tmp_path):
    report = tmp_path / "disputed.md"
    run("evaluate", file, "--disagreements", report)
    report.write_text(report.read_text().replace("- [ ] benchmark", "- [x] benchmark"))
    code, _, err = run("evaluate", file, "--disagreements", report)
    assert code == 2
    assert "not applied" in err


def test_two_systems_are_compared_paper_by_paper(measured, run, file, tmp_path):
    run("papers", file, "--json", "-o", tmp_path / "made.json")
    made = json.loads((tmp_path / "made.json").read_text())
    made["papers"][0]["tags"], made["papers"][0]["evidence"] = [], []
    made["papers"].pop()
    (tmp_path / "made.json").write_text(json.dumps(made))
    found = measured(file, "--model", tmp_path / "made.json", "--model", "embedded", "--limit", "2")
    worse, better = found["systems"]
    difference = better["f1"]["value"] - worse["f1"]["value"]
    assert found["comparison"]["f1"]["difference"] == pytest.approx(difference)
    assert difference > 0
    assert 0 < found["comparison"]["f1"]["p"] <= 1
    assert len(found["comparison"]["rouge"]) == 3
    assert (worse["asked"], worse["seconds"], worse["grounding"]["refused"]) == (0, None, None)


def test_a_paper_without_an_answer_counts_as_missed(run, file, tmp_path):
    run("papers", file, "--json", "--limit", "2", "-o", tmp_path / "made.json")
    code, out, err = run("evaluate", file, "--model", tmp_path / "made.json", "--json")
    system = json.loads(out)["systems"][0]
    assert code == 1
    assert [each["id"] for each in system["skipped"]] == ["2512.00002"]
    assert {each["topic"]: each["missed"] for each in system["topics"]}["scaling-laws"] == 1
    assert "1 paper not answered" in err


def test_the_same_model_twice_keeps_two_names(measured, file):
    found = measured(file, "--model", "embedded", "--model", "embedded")
    assert [each["name"] for each in found["systems"]] == ["embedded", "embedded (2)"]
    assert found["comparison"]["f1"]["difference"] == 0


def test_a_language_model_is_measured_with_cost_and_refusals(run, file, llm):
    argv = ("--model", "openai/scripted", "--base-url", llm.url, "--json")
    code, out, _ = run("evaluate", file, *argv)
    system = json.loads(out)["systems"][0]
    assert code == 0
    assert (system["engine"], system["usage"]["requests"], system["asked"]) == ("openai", 3, 3)
    assert system["usage"]["usd"] is None
    code, out, _ = run("evaluate", file, *argv)
    again = json.loads(out)["systems"][0]
    assert (again["usage"]["requests"], again["usage"]["cached"]) == (0, 3)
    assert (again["seconds"], again["grounding"]["refused"]) == (None, None)
    assert again["f1"] == system["f1"]


@pytest.mark.parametrize(("least", "expected"), [("0.1", 0), ("0.999", 1)])
def test_the_gate_decides_on_the_exit_code(run, file, least, expected):
    code, _, err = run("evaluate", file, "--min-f1", least)
    assert code == expected
    assert (f"is below `--min-f1 {least}`" in err) == bool(expected)


def test_a_gate_without_topics_is_wrong_use(run, tmp_path):
    (tmp_path / "gold.jsonl").write_text(dumps(labelled(0, tldr="A line.")) + "\n")
    code, _, err = run("evaluate", tmp_path / "gold.jsonl", "--min-f1", "0.5")
    assert code == 2
    assert "has none: give labels with `tags`" in err


@pytest.mark.parametrize("value", ["2", "-1", "much", "nan"])
def test_a_gate_is_a_number_from_0_to_1(run, file, value):
    code, _, err = run("evaluate", file, f"--min-f1={value}")
    assert code == 2
    assert "is no number from 0 to 1" in err


def test_topics_unknown_to_the_vocabulary_are_missed_and_said(run, tmp_path):
    row = labelled(0, tags=["Retrieval-augmented", "phlogiston"])
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n")
    code, out, err = run("evaluate", tmp_path / "gold.jsonl", "--json")
    assert code == 0
    assert json.loads(out)["unknown_topics"] == ["phlogiston"]
    assert "always missed: `phlogiston`" in err
    assert {each["topic"] for each in json.loads(out)["systems"][0]["topics"]} >= {"rag"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\x00\x01binary", "binary file"),
        (b"# Some notes\n\n- [x] a box\n", "labels are JSON or JSON Lines"),
        (b'{"title": "x"', "perhaps cut off"),
        (b"[1, 2]", "item 1: int, not an object"),
        (b"{}\n", "neither `tags` nor a TL;DR"),
        (b'{"title": "a", "tags": ["rag"]}\n{}\n', "line 1: no abstract"),
        (b'{"title": "a", "abstract": "b", "tags": "rag"}\n', "must be lists of texts"),
    ],
)
def test_a_file_without_labels_ends_with_2_and_one_line(run, tmp_path, content, reason):
    (tmp_path / "gold.jsonl").write_bytes(content)
    code, out, err = run("evaluate", tmp_path / "gold.jsonl")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert reason in err


def test_a_broken_entry_is_dropped_and_said(run, file):
    file.write_text(file.read_text() + '{"title": "cut o\n' + json.dumps(ROWS[0]) + "\n")
    code, out, err = run("evaluate", file, "--json")
    assert code == 0
    assert (json.loads(out)["papers"], json.loads(out)["dropped"]) == (3, 2)
    assert "dropped line 4: not valid JSON" in err
    assert "dropped line 5: `2512.00000` stands in the file before" in err


@pytest.mark.parametrize("content", ["[]", '{"papers": 3}', '{"papers": [{"id": 1}]}', "{}\n{}\n"])
def test_a_digest_without_answers_is_refused(run, file, tmp_path, content):
    (tmp_path / "made.json").write_text(content)
    code, _, err = run("evaluate", file, "--model", tmp_path / "made.json")
    assert code == 2
    assert "holds no answers" in err


def review(home, number, **values):
    folder = home / "data" / "reviews"
    folder.mkdir(parents=True, exist_ok=True)
    row = labelled(number)
    document = {"schema": "summarizer/review/1", **row, **values}
    (folder / f"{row['id']}.json").write_text(json.dumps(document))


def test_reviews_are_labels_too(measured, home):
    review(home, 0, tags={"rag": True}, complete=True, tldr="A sparse index for retrieval.")
    review(home, 1, tags={"diffusion-models": False})
    found = measured()
    assert (found["gold"], found["papers"], found["with_tldr"]) == ("reviews", 2, 1)
    counts = {each["topic"]: each for each in found["systems"][0]["topics"]}
    assert counts["rag"]["right"] == 1
    assert counts["diffusion-models"]["wrong"] == 1
    others = set(counts) - {"rag", "diffusion-models"}
    assert all(counts[each]["wrong"] for each in others)


def test_labelled_papers_that_teach_are_said(run, file, home, monkeypatch):
    review(home, 0, tags={"rag": True}, complete=True)
    told = "1 of the labelled papers are reviewed"
    assert told in run("evaluate", file)[2]
    monkeypatch.setenv("SUMMARIZER_LEARN", "off")
    assert told not in run("evaluate", file)[2]


def test_who_was_taught_by_reviews_is_not_measured_by_them(run, home, monkeypatch):
    from summarizer.evaluation import measurement

    review(home, 0, tags={"rag": True}, complete=True)
    seen = []
    answers = measurement.answers_of

    def listening(model, gold, run, *rest, **options):
        seen.append(run.settings.learn)
        return answers(model, gold, run, *rest, **options)

    monkeypatch.setattr(measurement, "answers_of", listening)
    assert run("evaluate")[0] == 0
    assert seen == ["off"]


def test_what_a_review_did_not_judge_counts_neither_way(tmp_path):
    vocabulary, library = vocabularyfile.load(), Library(tmp_path, Once(Silent()))
    text = {"title": "t", "abstract": "a"}
    partly = Review(id="1", **text, tags={"rag": True, "agents": False})
    whole = Review(id="2", **text, tags={"rag": True}, complete=True)
    bare = Review(id="3", tags={"rag": True})
    found = gold.from_reviews([partly, whole, bare], library, vocabulary)
    assert [each.wrong for each in found.papers] == [{"agents"}, None]
    assert found.dropped[0].where == "3"


def test_no_review_at_all_says_what_to_do(run):
    code, _, err = run("evaluate")
    assert code == 2
    assert "no paper is reviewed yet" in err


def test_an_unreadable_file_of_labels_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        gold.load(str(tmp_path / "none.jsonl"), vocabularyfile.load())


def test_the_figures_on_the_labelled_papers_are_those_of_the_benchmark(measured, shared):
    system = measured(shared / "topics_dev.jsonl")["systems"][0]
    assert system["f1"]["value"] == pytest.approx(0.830, abs=0.02)
