"""`summarize follow` as it is typed."""

from __future__ import annotations

import json

import pytest
from stored_days import store

from summarizer.interests import interestsfile
from summarizer.library.run import Run


def kept():
    return list(interestsfile.read().follows)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (["author:First Author"], ['author:"First Author"']),  # a shell took the quotes
        (['author:"First Author"'], ['author:"First Author"']),
        (["author:First Author", "tag:rag"], ['author:"First Author" tag:rag']),
        (["author:first sampler"], ["author:first sampler"]),
        (["organization:University of Somewhere"], ['organization:"University of Somewhere"']),
        (["sparse", "attention", "tag:rag"], ["sparse attention tag:rag"]),
        (["sparse  attention tag:rag"], ["sparse attention tag:rag"]),
        (["sparse attention", "tag:rag"], ['"sparse attention" tag:rag']),
        (["--author", "First Author"], ['author:"First Author"']),
        (["--author", "first", "--author", "second"], ["author:first", "author:second"]),
        (["--organization", "Example Lab", "sparse"], ["sparse", 'organization:"Example Lab"']),
        (["--", "-survey", "rag"], ["-survey rag"]),
    ],
)
def test_what_is_typed_is_followed(run, typed, expected):
    code, _, err = run("follow", *typed)
    assert (code, kept()) == (0, expected), err


def test_it_is_said_what_is_stored_of_it(run):
    store(Run(), range(3))
    code, out, err = run("follow", "author:first")
    assert (code, out) == (0, "author:first\n  3 stored papers since 2025-12-09\n")
    assert "interests.toml`; digests mark new papers of it" in err
    assert run("follow", "author:first", "-q") == (0, out, "")
    assert "followed already: author:first" in run("follow", "author:first")[2]
    assert kept() == ["author:first"]


@pytest.mark.parametrize("typed", [["follow"], ["follow", "--list"]])
def test_a_list_says_what_is_followed(run, typed):
    assert "nothing is followed yet" in run(*typed)[2]
    store(Run(), [0], "2025-12-08")
    store(Run(), [1], "2025-12-09")
    run("follow", "author:first")
    run("follow", "sampler author:nobody")
    code, out, _ = run(*typed)
    assert (code, out.splitlines()) == (
        0,
        [
            *("author:first", "  2 stored papers since 2025-12-08, the newest of 2025-12-09"),
            *("sampler author:nobody", "  no stored paper yet"),
        ],
    )


def test_json_has_every_follow_and_what_is_wrong_with_it(run):
    store(Run(), [0])
    path = interestsfile.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('follow = ["author:first", "tag:nonsense"]')
    code, out, _ = run("follow", "--list", "--json")
    document = json.loads(out)
    assert (code, document["schema"]) == (0, "summarizer/follow/1")
    assert document["follows"][0] == {
        "query": "author:first",
        "papers": 1,
        "problem": None,
        "since": "2025-12-09",
        "newest": "2025-12-09",
    }
    assert document["follows"][1]["papers"] is None
    assert "unknown topic" in document["follows"][1]["problem"]
    assert "left out: unknown topic" in run("follow")[1]


def test_what_is_removed_is_said(run):
    run("follow", "author:First Author")
    run("follow", "sparse attention tag:rag")
    code, out, err = run("follow", "--remove", "author:First Author")
    assert (code, out, err) == (0, "", 'summarize: no longer followed: author:"First Author"\n')
    code, _, err = run("follow", "--remove", "sparse", "attenton", "tag:rag")
    assert code == 2
    assert "is not followed: did you mean `sparse attention tag:rag`?" in err
    assert run("follow", "--remove", "sparse", "attention", "tag:rag")[0] == 0
    assert kept() == []


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (["tag:nonsense-topic"], "unknown topic"),
        (["sparse", "since:2025"], "`since:` can't be followed"),
        (["until:2025-W50", "x"], "`until:` can't be followed"),
        (["+++"], "nothing to search for"),
        (["--author", ""], "`author:` has no value"),
        (["--list", "sparse"], "`--list` stands alone"),
        (["--remove"], "follow what no more?"),
        (["--remove", "sparse"], "`sparse` is not followed"),
        (["sparse\x07"], "control or invisible"),
    ],
)
def test_what_cannot_be_is_one_line_and_changes_nothing(run, typed, reason):
    code, out, err = run("follow", *typed)
    assert (code, out) == (2, "")
    assert reason in err
    assert err.count("\n") == 1
    assert not interestsfile.path().exists()


def test_an_unknown_filter_is_said(run):
    assert "`autor:` is not a filter" in run("follow", "autor:first")[2]


def test_a_damaged_file_is_named_and_left(run):
    path = interestsfile.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("follow = [5]")
    for typed in (["follow"], ["follow", "x"], ["follow", "--remove", "x"]):
        code, out, err = run(*typed)
        assert (code, out) == (2, "")
        assert f"`{path}` line 1: `follow` must be a list of texts" in err
    assert path.read_text() == "follow = [5]"


def test_a_digest_says_what_is_new(run, file):
    run("follow", "author:First Author")
    out = run("papers", file)[1]
    assert '\nNew of what you follow: author:"First Author" (3)\n' in out
    assert out.count('you follow author:"First Author"') == 3
    papers = json.loads(run("papers", file, "--json")[1])["papers"]
    assert [each["follows"] for each in papers] == [['author:"First Author"']] * 3
