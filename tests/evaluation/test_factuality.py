"""The check of claims measured on lines whose truth is known, through the command line."""

from __future__ import annotations

import json

import pytest

ABSTRACT = (
    "We propose a sparse index that reduces the memory of dense retrieval. Our method outperforms "
    "supervised baselines on three data sets."
)
ROWS = (
    {"id": "a", "abstract": ABSTRACT, "tldr": "We propose a sparse index.", "label": 1},
    {
        "id": "b",
        "document": ABSTRACT,
        "summary": "Our method underperforms supervised baselines on random images.",
        "label": 0,
        "edit_types": ["antonym_swap", "entity_modification"],
    },
)


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return path


def test_figures_kinds_and_reasons_are_given(run, rows):
    code, out, _ = run("evaluate", "--factuality", rows, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["schema"], found["rows"], found["faithful"]) == ("summarizer/factuality/1", 2, 1)
    assert found["verdict"] == {"balanced_accuracy": 1.0, "false_alarms": 0.0, "caught": 1.0}
    assert found["auc"] == 1.0
    assert {each["kind"]: (each["rows"], each["caught"]) for each in found["kinds"]} == {
        "antonym_swap": (1, 1),
        "entity_modification": (1, 1),
    }
    true, false = found["lines"]
    assert (true["flagged"], false["flagged"]) == (False, True)
    assert "`underperforms` stands where the paper says `outperforms`" in false["reasons"]


def test_text_shows_the_same(run, rows):
    code, out, _ = run("evaluate", "--factuality", rows)
    assert code == 0
    assert "2 rows, 1 faithful, 1 not" in out
    assert "balanced accuracy" in out
    assert "antonym_swap" in out


def test_rows_of_one_label_have_no_balanced_accuracy(run, tmp_path):
    path = tmp_path / "true.json"
    path.write_text(json.dumps([ROWS[0]]))
    _, out, _ = run("evaluate", "--factuality", path, "--json")
    found = json.loads(out)
    assert found["verdict"]["balanced_accuracy"] is None
    assert found["auc"] is None
    assert "balanced accuracy" in run("evaluate", "--factuality", path)[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"tldr": "A line.", "abstract": "Text."}\n{"label": 1}\n', "`label` must be 1"),
        ('[{"abstract": "Text.", "label": 1}]', "no text in `tldr` or `summary`"),
        ('[{"tldr": "A line.", "label": 1}]', "no text in `abstract` or `document`"),
        ('[{"tldr": "A", "abstract": "B", "label": [1]}]', "`label` must be 1"),
        ('[{"tldr": "A", "abstract": "B", "label": 1, "edit_types": "x"}]', "`edit_types` must be"),
        ("[3]", "int, not an object"),
        ("Some words.", "give JSON or JSON Lines"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(run, tmp_path, text, why):
    path = tmp_path / "wrong.json"
    path.write_text(text)
    code, out, err = run("evaluate", "--factuality", path)
    assert (code, out) == (2, "")
    assert why in err
    assert err.count("\n") == 1


def test_a_missing_file_and_other_options_are_refused(run, rows, tmp_path):
    assert run("evaluate", "--factuality", tmp_path / "none.jsonl")[0] == 2
    code, _, err = run("evaluate", rows, "--factuality", rows)
    assert (code, "leave out `GOLD`" in err) == (2, True)
    code, _, err = run("evaluate", "--factuality", rows, "--min-f1", "0.5")
    assert (code, "leave out `--min-f1`" in err) == (2, True)


def test_a_broken_row_is_named_and_the_others_are_measured(run, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS) + '{"label": 1}\n')
    code, out, err = run("evaluate", "--factuality", path, "--json")
    assert (code, json.loads(out)["rows"]) == (0, 2)
    assert "dropped line 3" in err
