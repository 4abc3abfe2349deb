"""What is followed: kept among the interests, and found in the digests in which it is new."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from engine_double import Heard
from papers import paper
from stored_days import review, store

from summarizer import pipeline
from summarizer.errors import InterestsError, UsageError
from summarizer.interests import interestsfile
from summarizer.library import following
from summarizer.library.rollup import rollup
from summarizer.library.run import Options, Run
from summarizer.papers.days import parse_day
from summarizer.papers.periods import containing
from summarizer.papers.wire import dumps
from summarizer.settings import load


@pytest.fixture
def run():
    return Run(observer=Heard())


def write(*follows, more=""):
    path = interestsfile.path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"follow = {dumps(follows)}\n{more}", encoding="utf-8")


def digest_of(tmp_path, run, *numbers, **changes):
    path = tmp_path / "papers.json"
    path.write_text(dumps([paper(number, **changes) for number in numbers]))
    return pipeline.digest([str(path)], Options(), run)


def follows(made):
    return {entry.id: entry.follows for entry in made.papers if entry.follows}


def test_a_digest_marks_what_is_followed(tmp_path, run):
    write('author:"First Author"', "sampler", "tag:rag", "-author:first")
    made = digest_of(tmp_path, run, 0, 1)
    assert follows(made) == {
        "2512.00000": ('author:"First Author"', "tag:rag"),
        "2512.00001": ('author:"First Author"', "sampler"),
    }
    assert run.observer.warnings == []


def test_what_was_shown_on_an_earlier_day_is_no_news(tmp_path, run):
    write("author:first")
    run.history.add([paper(0)], "2025-12-08", {})
    made = digest_of(tmp_path, run, 0, 1)
    assert made.papers[0].shown_before == "2025-12-08"
    assert follows(made) == {"2512.00001": ("author:first",)}
    assert follows(digest_of(tmp_path, run, 0, 1)) == follows(made)


def test_a_topic_counts_as_a_review_leaves_it_and_as_certain_as_it_is_shown(tmp_path, run, home):
    write("tag:rag", "tag:safety")
    review(home, "2512.00000", tags={"rag": False, "safety": True})
    assert follows(digest_of(tmp_path, run, 0)) == {"2512.00000": ("tag:safety",)}


def test_a_doubtful_topic_is_news_where_it_is_shown(tmp_path, run):
    made = digest_of(tmp_path, run, 0, 1, 2)
    entry, doubtful = min(
        ((each, tag) for each in made.papers for tag in each.evidence),
        key=lambda found: found[1].score,
    )
    write(f"tag:{doubtful.tag}")
    assert entry.id in follows(digest_of(tmp_path, run, 0, 1, 2))
    strict = Run(load({"min_score": doubtful.score + 0.01}), Heard())
    assert entry.id not in follows(digest_of(tmp_path, strict, 0, 1, 2))


def test_a_source_is_known_by_file_and_by_spec(tmp_path, run):
    write("source:papers learning", "source:hf", "source:elsewhere", "reviewed:no learning")
    made = digest_of(tmp_path, run, 2, source=None)
    assert follows(made) == {"2512.00002": ("source:papers learning", "reviewed:no learning")}


def test_nothing_of_it_is_kept_in_the_library(tmp_path, run):
    write("author:first")
    digest_of(tmp_path, run, 0)
    (kept,) = run.library.all()
    assert kept.entries[0].follows == ()


def test_where_nothing_is_followed_nothing_is_done(tmp_path, run, monkeypatch):
    monkeypatch.delitem(sys.modules, "summarizer.library.fitting", raising=False)
    assert follows(digest_of(tmp_path, run, 0)) == {}
    assert "summarizer.library.fitting" not in sys.modules


def test_a_week_marks_what_no_digest_showed_before_it(run):
    write("author:first")
    run.history.add([paper(0)], "2025-12-05", {})
    run.history.add([paper(1)], "2025-12-08", {})
    store(run, [0, 1], "2025-12-09")
    made = rollup(containing(parse_day("2025-12-09"), "week"), run)
    assert len(made.papers) == 2
    assert follows(made) == {"2512.00001": ("author:first",)}


@pytest.mark.parametrize("bad", ["tag:no-such-topic", "since:2025", "tag:", "+++"])
def test_a_follow_that_cannot_be_is_left_out_with_one_warning(tmp_path, run, bad):
    write(bad, "author:first")
    assert follows(digest_of(tmp_path, run, 0)) == {"2512.00000": ("author:first",)}
    (warning,) = run.observer.warnings
    assert warning.startswith(f"`{bad}` of what you follow is left out: ")


def test_several_that_cannot_be_make_one_warning(tmp_path, run):
    write("tag:", "source:", "since:2025", "author:first")
    assert follows(digest_of(tmp_path, run, 0))
    (warning,) = run.observer.warnings
    assert warning.startswith("`tag:` and 2 others of what you follow are left out: ")


@pytest.mark.parametrize("content", ["follow = 5\n", "follow = [", "\x00", "[mine]\nwrods=['x']\n"])
def test_a_damaged_file_costs_a_warning_and_no_digest(tmp_path, run, content):
    write()
    interestsfile.path().write_text(content)
    assert len(digest_of(tmp_path, run, 0).papers) == 1
    (warning,) = run.observer.warnings
    assert warning.startswith("nothing that you follow is looked for: ")
    assert interestsfile.path().read_text() == content


def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path, run):
    interestsfile.path().parent.mkdir(parents=True)
    os.mkfifo(interestsfile.path())
    assert len(digest_of(tmp_path, run, 0).papers) == 1
    assert "is not a file" in run.observer.warnings[0]


def test_a_thousand_follows_are_looked_for(tmp_path, run):
    write(*(f"word{number} tag:rag" for number in range(999)), "sparse index")
    assert follows(digest_of(tmp_path, run, 0)) == {"2512.00000": ("sparse index",)}


def test_a_topic_that_only_a_paper_has_can_be_followed(run):
    store(run, [0], tags=("my-own-topic",))
    assert following.noted(["tag:my-own-topic"], run) == []
    with pytest.raises(UsageError, match="unknown topic `my-other-topic`"):
        following.noted(["tag:my-other-topic"], run)


def test_what_is_added_is_kept_once_and_can_be_removed(run):
    write("sparse", more="\n[mine]\nwords = ['x']  # mine\n")
    assert following.added(["author:first", "sparse", 'author:"A. Author"']) == [
        *("author:first", 'author:"A. Author"'),
    ]
    assert interestsfile.read().follows == ("sparse", "author:first", 'author:"A. Author"')
    assert following.removed(["author:FIRST", "sparse"]) == ["author:first", "sparse"]
    assert interestsfile.read().follows == ('author:"A. Author"',)
    assert "# mine" in interestsfile.path().read_text()


def test_what_is_not_followed_is_asked_back_and_nothing_removed():
    write("sparse attention", "author:first")
    with pytest.raises(InterestsError, match="did you mean `sparse attention`"):
        following.removed(["author:first", "sparse attentoin"])
    assert len(interestsfile.read().follows) == 2


def test_two_runs_that_follow_at_once_keep_both():
    threads = [
        threading.Thread(target=following.added, args=([f"word{number}"],)) for number in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(interestsfile.read().follows) == [f"word{number}" for number in range(6)]


def test_of_each_follow_it_is_told_how_much_is_stored_and_since_when(run):
    store(run, [0, 1], "2025-12-08")
    store(run, [0, 2], "2025-12-10")
    found = following.extents(["author:first", "sampler", "author:nobody", "tag:"], run)
    told = [(each.papers, each.since, each.newest) for each in found]
    assert told == [
        (3, "2025-12-08", "2025-12-10"),
        (1, "2025-12-08", "2025-12-08"),
        (0, None, None),
        (None, None, None),
    ]
    assert "`tag:` has no value" in found[3].problem


def test_what_hides_in_a_search_is_refused():
    with pytest.raises(UsageError, match="control or invisible"):
        following.checked("sparse\u200b attention")


def test_words_that_may_be_meant_as_a_phrase_are_said_to_be_looked_for_apart():
    (note,) = following.noted(["world model tag:agents"], Run())
    assert note.endswith("""for the phrase, write '"world model"'""")
    for text in ('"world model"', "agents", "author:lecun -survey"):
        assert following.noted([text], Run()) == []
