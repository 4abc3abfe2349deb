from __future__ import annotations

import json

import pytest

from summarizer.errors import OutputError
from summarizer.observer import Once, Silent
from summarizer.reviews.judgements import Change, Review
from summarizer.reviews.store import Reviews

CHANGE = Change(
    at="2026-11-22T10:00:00Z",
    by="reader",
    report="abc",
    file="def",
    answer={"tags": ["rag"], "tldr": "As shown."},
    before={"tags": {"rag": None}, "tldr": None},
    after={"tags": {"rag": False}, "tldr": "Better."},
)
REVIEW = Review(
    id="2512.00001",
    title="A title",
    abstract="An abstract",
    tags={"rag": False, "peft": True},
    quotes={"peft": "adapters"},
    complete=True,
    tldr="Better.",
    notes="a note",
    changes=(CHANGE,),
)


class Heard(Silent):
    def __init__(self):
        self.warnings = []

    def warn(self, message):
        self.warnings.append(message)


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def store(tmp_path, heard):
    return Reviews(tmp_path / "reviews", Once(heard))


def keep(store, *reviews):
    with store.locked():
        store.keep(reviews)


def test_a_review_read_back_is_the_same(store):
    keep(store, REVIEW)
    assert store.of(["2512.00001", "2512.00002"]) == {"2512.00001": REVIEW}
    assert list(store.all()) == [REVIEW]


def test_a_file_a_paper_with_names_of_topics(store):
    keep(store, REVIEW)
    data = json.loads((store.folder / "2512.00001.json").read_text())
    assert data["schema"] == "summarizer/review/1"
    assert data["tags"] == {"rag": False, "peft": True}


@pytest.mark.parametrize("identity", ["astro-ph/0601001", "sha256:0123456789abcdef", "../x", "a b"])
def test_any_id_has_a_file_in_the_folder(store, identity):
    keep(store, Review(id=identity, notes="n"))
    assert store.of([identity])[identity].notes == "n"
    assert len(list(store.folder.glob("*.json"))) == 1


def test_without_a_store_nothing_is_found_and_nothing_made(store):
    assert store.of(["2512.00001"]) == {}
    assert list(store.all()) == []
    assert not store.folder.exists()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"schema": "summarizer/review/2", "id": "2512.00001"}',
        b'{"schema": "summarizer/review/1"}',
        b'{"schema": "summarizer/review/1", "id": "2512.00001", "tags": {"rag": "yes"}}',
        b'{"schema": "summarizer/review/1", "id": "2512.00001", "quotes": {"rag": 1}}',
        b'{"schema": "summarizer/review/1", "id": "2512.00001", "tldr": 1}',
        b'{"schema": "summarizer/review/1", "id": "2512.00001", "changes": [{"at": "x"}]}',
        b'{"schema": "summarizer/review/1", "id": "2512.00001", "changes": [1]}',
    ],
)
def test_a_damaged_review_is_warned_of_and_left_as_it_is(store, heard, damage):
    store.folder.mkdir()
    path = store.folder / "2512.00001.json"
    path.write_bytes(damage)
    assert store.of(["2512.00001"]) == {}
    assert path.read_bytes() == damage
    assert "damaged" in heard.warnings[0]
    assert str(path) in heard.warnings[0]


def test_a_new_review_of_a_paper_whose_review_is_damaged_keeps_the_damaged_one_aside(store):
    store.folder.mkdir()
    path = store.folder / "2512.00001.json"
    path.write_bytes(b"{")
    keep(store, REVIEW)
    assert store.of([REVIEW.id]) == {REVIEW.id: REVIEW}
    assert (store.folder / "2512.00001.json.damaged").read_bytes() == b"{"


def test_a_folder_that_is_a_file_is_warned_of(store, heard):
    store.folder.write_text("")
    assert store.of(["2512.00001"]) == {}
    assert "cannot read reviews" in heard.warnings[0]


def test_a_store_in_use_is_a_clear_line(store, monkeypatch):
    from summarizer.reviews import paperfiles

    monkeypatch.setattr(paperfiles, "_LOCK_SECONDS", 0.01)
    with (
        store.locked(),
        pytest.raises(OutputError, match="another run has been"),
        store.locked(),
    ):
        pass


class TestRenaming:
    def test_a_new_name_is_carried_into_verdicts_quotes_and_history(self, store):
        keep(store, REVIEW, Review(id="2512.00002", tags={"agents": True}))
        assert store.rename_topic("peft", "adapters") == 1
        after = store.of([REVIEW.id])[REVIEW.id]
        assert after.tags == {"rag": False, "adapters": True}
        assert after.quotes == {"adapters": "adapters"}
        assert store.rename_topic("rag", "retrieval") == 1
        change = store.of([REVIEW.id])[REVIEW.id].changes[0]
        assert (change.before["tags"], change.after["tags"]) == (
            {"retrieval": None},
            {"retrieval": False},
        )

    def test_of_two_verdicts_that_become_one_right_wins(self, store):
        keep(store, REVIEW)
        store.rename_topic("rag", "peft")
        assert store.of([REVIEW.id])[REVIEW.id].tags == {"peft": True}

    def test_a_name_that_was_never_judged_changes_nothing(self, store):
        keep(store, REVIEW)
        assert store.rename_topic("agents", "bots") == 0


def test_a_note_alone_corrects_nothing():
    assert not Review(id="x", notes="n").corrects
    assert Review(id="x", complete=True).corrects


def test_the_tldr_that_was_seen_and_left_counts_as_shown():
    assert Review(id="x", changes=(CHANGE,)).shown_tldr == "As shown."
    assert REVIEW.shown_tldr == "Better."
    assert Review(id="x").shown_tldr is None


def test_reviews_listed_once_are_those_of_that_moment(store):
    keep(store, REVIEW)
    listed = store.listed()
    keep(store, Review(id="2512.00002", notes="later"))
    assert listed.of(["2512.00001", "2512.00002"]) == {"2512.00001": REVIEW}
    assert len(store.of(["2512.00001", "2512.00002"])) == 2


def test_reviews_are_for_their_readers_eyes(tmp_path):
    reviews = Reviews(tmp_path / "data" / "reviews", Once(Silent()))
    with reviews.locked():
        reviews.keep([REVIEW])
    (path,) = reviews.folder.glob("*.json")
    assert path.stat().st_mode & 0o777 == 0o600
    assert reviews.folder.stat().st_mode & 0o777 == 0o700
