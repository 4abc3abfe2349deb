"""Zotero as a source: a library read whole, then only what changed; without a network too."""

from __future__ import annotations

import json
import traceback

import pytest
from zotero_server import KEY, SERVER_ID, ZoteroServer

from summarizer import pipeline
from summarizer.errors import (
    BadAnswer,
    InputError,
    MissingKey,
    NothingListed,
    Refused,
    ServiceError,
    Unreachable,
)
from summarizer.library.run import Options, Run
from summarizer.settings import load
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.specs import resolve_all
from summarizer.sources.zotero import access, copies
from summarizer.sources.zotero.places import place


@pytest.fixture
def server(monkeypatch):
    with ZoteroServer() as made:
        monkeypatch.setenv("SUMMARIZER_ZOTERO_ENDPOINT", made.url)
        monkeypatch.setenv("ZOTERO_API_KEY", KEY)
        yield made


@pytest.fixture
def program(monkeypatch):
    with ZoteroServer(local=True) as made:
        monkeypatch.setenv("SUMMARIZER_ZOTERO_LOCAL", made.url)
        yield made


class Said:
    """An observer that keeps what it is told."""

    def __init__(self):
        self.lines = []

    def note(self, message):
        self.lines.append(message)

    warn = note

    def detail(self, message):
        pass

    progress = detail


def read(spec="zotero", *, observer=None, **options):
    run = Run(load(), observer) if observer else Run(load())
    try:
        return [
            each
            for listing in resolve_all([spec], Options(**options), run)
            for each in listing.papers
        ]
    finally:
        run.close()


def titles(spec="zotero", **options):
    return [each.title for each in read(spec, **options)]


def test_an_item_is_a_paper_field_by_field(server):
    server.own.item(
        "A title with <i>style</i>",
        kind="journalArticle",
        creators=[
            {"creatorType": "author", "firstName": "First", "lastName": "Author"},
            {"creatorType": "author", "name": "A Team"},
            {"creatorType": "editor", "firstName": "An", "lastName": "Editor"},
        ],
        publicationTitle="J. of Things",
        DOI="10.1000/a.b",
        url="https://example.org/a",
        date="2025-12-01",
        extra="arXiv: 2512.00007 [cs]",
    )
    (paper,) = read()
    assert (paper.id, paper.title) == ("2512.00007", "A title with style")
    assert paper.authors == ("First Author", "A Team")
    assert (paper.abstract, paper.published) == ("An abstract.", "2025-12-01")
    assert (paper.journal_ref, paper.doi, paper.url) == (
        *("J. of Things", "10.1000/a.b", "https://example.org/a"),
    )
    assert paper.source == "zotero"


def test_what_is_no_paper_is_left_out_and_told(server):
    server.own.item("A paper")
    for kind in ("book", "webpage", "podcast"):
        server.own.item(f"A {kind}", kind=kind)
    server.own.put("items", {"itemType": "attachment", "title": "A file"})
    server.own.put("items", {"itemType": "note", "note": "<p>A note</p>"})
    server.own.item("A bare one", abstract="")
    server.own.item("In the trash", deleted=1)
    said = Said()
    assert titles(observer=said) == ["A paper"]
    assert said.lines[0] == "zotero: 1 in the trash left out"
    (listing,) = resolve_all(["zotero"], Options(), Run(load()))
    assert [each.why for each in listing.report.dropped] == [
        *("a book, not a paper", "a web page, not a paper", "of the type podcast, not a paper"),
        *("a file, not a paper", "a note, not a paper", "no abstract"),
    ]


def test_books_and_items_without_abstract_are_examples_of_a_taste(server):
    server.own.item("A bare one", abstract="")
    server.own.item("A book", kind="book", abstract="")
    server.own.item("A page", kind="webpage")
    assert titles(bare=True) == ["A bare one", "A book"]


def test_a_library_of_many_pages_is_read_whole_and_once(server):
    for number in range(230):
        server.own.item(f"Paper {number}")
    assert len(read()) == 230
    pages = [query for path, query, _ in server.requests if "start" in query]
    assert [each["start"] for each in pages] == ["0", "100", "200"]
    before = len(server.requests)
    assert len(read()) == 230
    asked = server.requests[before:]
    assert [path for path, _, _ in asked] == ["/keys/current", "/users/123/items/top"]
    assert asked[1][2]["If-Modified-Since-Version"] == "230"


def test_only_what_has_changed_is_read_again(server):
    keys = [server.own.item(f"Paper {number}") for number in range(5)]
    read()
    server.own.change(keys[0], title="Another title")
    server.own.remove(keys[1])
    server.own.change(keys[2], deleted=1)
    server.own.item("A new paper")
    before = len(server.requests)
    assert titles() == ["Another title", "Paper 3", "Paper 4", "A new paper"]
    since = [query.get("since") for _, query, _ in server.requests[before:]]
    assert since == [None, None, "5"]


def test_a_library_that_changes_while_it_is_read_is_read_to_its_end(server):
    keys = [server.own.item(f"Paper {number}") for number in range(150)]
    real = server.listed

    def listed(found, query, *more):
        if query.get("start") == "100" and "since" not in query:
            server.own.remove(keys[0])
            found = [each for each in found if each["key"] != keys[0]]
            more = ({"Last-Modified-Version": str(server.own.version)}, *more[1:])
        return real(found, query, *more)

    server.listed = listed
    assert titles() == [f"Paper {number}" for number in range(1, 150)]


def told(server, change):
    """Have the server tell something else of its lists."""
    real = server.listed

    def listed(found, query, *more):
        return change(query, *real(found, query, *more))

    server.listed = listed


def test_a_list_without_an_end_is_refused(server, monkeypatch):
    monkeypatch.setattr(access, "_MOST_PAGES", 3)

    def endless(query, status, _, headers):
        keys = [f"A{query.get('start', '')}B{number}" for number in range(100)]
        page = [{"key": each, "version": 1, "data": {"itemType": "preprint"}} for each in keys]
        return status, page, {"Last-Modified-Version": headers["Last-Modified-Version"]}

    told(server, endless)
    with pytest.raises(BadAnswer, match=r"has no end \(300 objects"):
        read()


def test_a_wrong_count_is_told(server):
    server.own.item("A paper")
    told(server, lambda _, *answer: (*answer[:2], {**answer[2], "Total-Results": "7"}))
    said = Said()
    assert [each.title for each in read(observer=said)] == ["A paper"]
    assert "what it left out is missing" in "".join(said.lines)


def test_a_library_that_was_set_back_is_read_anew(server):
    keys = [server.own.item(f"Paper {number}") for number in range(5)]
    titles()
    for key in keys[2:]:
        server.own.remove(key)
    server.own.version = 2
    assert titles() == ["Paper 0", "Paper 1"]


@pytest.mark.parametrize("owner", [-5, 0, "123", None])
def test_a_key_of_nobody_is_no_key(server, owner):
    server.script = [(200, {}, json.dumps({"userID": owner}).encode())]
    with pytest.raises(BadAnswer, match="whose key it is"):
        read()


def test_a_collection_is_found_by_name_path_or_key(server):
    outer = server.own.collection("Reading")
    inner = server.own.collection("To do", parent=outer)
    server.own.item("In it", collections=[inner])
    server.own.item("Beside it")
    for name in ("to do", "Reading/To do", inner):
        assert titles(f"zotero:collections/{name}") == ["In it"]
    with pytest.raises(InputError, match="no collection `Raeding`: did you mean `Reading`"):
        read("zotero:collections/Raeding")
    server.own.collection("To do", parent=server.own.collection("Another"))
    with pytest.raises(InputError, match="several collections are called `to do`: give a key"):
        read("zotero:collections/to do")
    del server.own.collections[inner]
    with pytest.raises(InputError, match=r"no such collection any more|no collection"):
        read(f"zotero:collections/{inner}")


def test_a_groups_library_is_read_and_a_public_one_without_a_key(server, monkeypatch):
    server.group(456).item("Of the group")
    server.group(7, public=True).item("Of all")
    assert titles("zotero:groups/456") == ["Of the group"]
    monkeypatch.delenv("ZOTERO_API_KEY")
    assert titles("zotero:groups/7") == ["Of all"]
    with pytest.raises(MissingKey, match="is not public: set `ZOTERO_API_KEY`"):
        read("zotero:groups/456")
    with pytest.raises(MissingKey, match="which Zotero library"):
        read()


@pytest.mark.parametrize(
    ("spec", "key", "error", "said"),
    [
        ("zotero", "a-wrong-key", Refused, "does not know the key in `ZOTERO_API_KEY`"),
        ("zotero:users/123", "a-wrong-key", Refused, "may not read it, or is none of its keys"),
        ("zotero:users/9", KEY, InputError, "Zotero has no `users/9`"),
    ],
)
def test_a_refusal_is_a_line_without_the_key(server, monkeypatch, spec, key, error, said):
    monkeypatch.setenv("ZOTERO_API_KEY", key)
    with pytest.raises(error) as raised:
        read(spec)
    assert said in str(raised.value)
    assert key not in str(raised.value)


@pytest.mark.parametrize(
    "answer",
    [
        (400, {}, f"bad key {KEY}".encode()),
        (302, {"Location": f"https://example.org/?key={KEY}"}, b""),
    ],
)
def test_a_key_that_zotero_repeats_is_not_shown(server, answer):
    server.script = [answer]
    with pytest.raises(ServiceError) as caught:
        read()
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_an_empty_library_and_one_without_papers_list_nothing(server):
    with pytest.raises(NothingListed, match="`zotero` lists nothing"):
        read()
    server.own.item("A book", kind="book")
    with pytest.raises(NothingListed, match=r"holds no papers: .*a book, not a paper"):
        read()


def test_limits_are_waited_for_and_backoff_is_heeded(server):
    server.own.item("A paper")
    server.script = [(429, {"Retry-After": "1"}), None]
    server.headers = {"Backoff": "5"}
    said = Said()
    assert titles(observer=said) == ["A paper"]
    assert any("rate limit is used up; waiting 5 s" in line for line in said.lines)
    server.headers = {"Backoff": "3600"}
    server.own.item("Another")
    with pytest.raises(Refused, match="try again in"):
        read()


@pytest.mark.parametrize("body", [b"not json", b'{"an": "object"}', b"[1]"])
def test_nonsense_is_told(server, body):
    server.own.item("A paper")
    server.script = [None, body]
    with pytest.raises(BadAnswer, match="Zotero sent"):
        read()


def test_without_a_network_what_was_read_is_there_examples_too(server):
    server.own.item("A paper")
    server.own.item("A bare one", abstract="")
    with pytest.raises(Unreachable, match="nothing from zotero is stored"):
        read(offline=True)
    read()
    before = len(server.requests)
    assert titles(offline=True) == ["A paper"]
    assert titles(offline=True, bare=True) == ["A paper", "A bare one"]
    assert len(server.requests) == before


def test_a_service_that_is_down_ends_in_a_line(server):
    server.own.item("A paper")
    server.script = [503] * 9
    with pytest.raises(BadAnswer, match="answered 503"):
        read()


def test_a_damaged_copy_is_made_anew(server):
    server.own.item("A paper")
    read()
    where = copies.path(place(""))
    assert where.stat().st_mode & 0o777 == 0o600
    whole = where.read_text()
    odd = [json.dumps({**json.loads(whole), "version": each}) for each in ("5", [1], {})]
    odd += [json.dumps({**json.loads(whole), "items": each}) for each in ([], {"A": 5})]
    for text in ("{", '{"schema": "another"}', whole.replace('"data"', '"date"'), *odd):
        where.write_text(text)
        assert titles() == ["A paper"]


class TestProgram:
    @pytest.mark.parametrize("paged", [True, False])
    def test_it_is_read_without_a_key_in_pages_or_at_once(self, program, paged):
        program.paged = paged
        for number in range(130):
            program.own.item(f"Paper {number}")
        assert len(read("zotero:local")) == 130
        program.own.item("A new paper")
        assert len(read("zotero:local")) == 131
        assert not any("Zotero-API-Key" in headers for _, _, headers in program.requests)

    def test_another_database_is_read_anew(self, program, monkeypatch):
        program.own.item("A paper")
        read("zotero:local")
        program.own.items.clear()
        program.own.item("Of another database")
        monkeypatch.setattr("zotero_server.SERVER_ID", f"{SERVER_ID[:-1]}2")
        assert titles("zotero:local") == ["Of another database"]

    def test_one_that_is_not_running_or_not_open_says_what_to_do(self, program, monkeypatch):
        program.script = [403]
        with pytest.raises(Refused, match="under Advanced, allow other applications"):
            read("zotero:local")
        monkeypatch.setenv("SUMMARIZER_ZOTERO_LOCAL", "http://127.0.0.1:1/api")
        with pytest.raises(Unreachable, match="start Zotero, or drop `local`"):
            read("zotero:local")


def test_a_saved_answer_is_read(server):
    server.own.item("A paper", archiveID="arXiv:2512.00001")
    server.own.item("A book", kind="book")
    status, shown, _ = server.read("/users/123/items/top", {}, {"Zotero-API-Key": KEY})
    assert status == 200
    found = content_listing(Content("items.json", json.dumps(shown).encode()))
    assert [each.id for each in found.papers] == ["2512.00001"]
    assert found.report.dropped[0].why == "a book, not a paper"


def test_its_papers_are_kept_as_a_collection(server):
    server.own.item("A paper")
    run = Run(load())
    pipeline.digest(["zotero:users/123"], Options(), run)
    ((label, day),) = run.library.stamps()
    assert (label.startswith("file-zotero-users-123"), day) == (True, "undated")
