"""What a push makes of a library, and what it leaves as its reader has it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace

import pytest
from papers import paper
from zotero_server import KEY, READ_ONLY, ZoteroServer

from summarizer.annotate.entries import entry
from summarizer.errors import BadAnswer, InputError, Refused, Unconfirmed
from summarizer.network.http import Client
from summarizer.papers.records import Annotation
from summarizer.settings import load
from summarizer.sources.zotero.places import Place
from summarizer.topics.labels import NAMES
from summarizer.zotero import ledger
from summarizer.zotero.push import Push
from summarizer.zotero.target import Target

TLDR = "It is 3% faster."


@pytest.fixture
def server(monkeypatch):
    with ZoteroServer() as made:
        monkeypatch.setenv("SUMMARIZER_ZOTERO_ENDPOINT", made.url)
        monkeypatch.setenv("ZOTERO_API_KEY", KEY)
        yield made


def entries(count=3, tldr=TLDR, tags=("rag",), **more):
    note = Annotation(tldr=tldr, tldr_origin="model", model="m", engine="x", tags=tags)
    return [
        entry(replace(paper(number % 3), id=f"2512.{number:05}", url=None, **more), note)
        for number in range(count)
    ]


def push(papers, *, collection="", library="", local=False, **how):
    client = Client(load())
    target = Target(Place(library, collection, local), client, NAMES, **how)
    try:
        target.settle()
        return [(each.state, each.said) for each in Push(target).outcomes(papers)]
    finally:
        client.close()


def states(papers, **how):
    return [state for state, _ in push(papers, **how)]


def posts(server):
    return [sent for _, kind, sent in server.written if kind == "items"]


def test_a_paper_is_an_item_with_tags_a_note_and_a_link(server):
    assert states(entries(1)) == ["new"]
    (item,) = server.own.top()
    assert item["archiveID"] == "arXiv:2512.00000"
    assert item["tags"] == [{"tag": "rag", "type": 1}]
    (note,) = server.own.children(item["key"], "note")
    assert "TL;DR:</strong> It is 3% faster." in note["note"]
    (link,) = server.own.children(item["key"], "attachment")
    assert (link["linkMode"], link["url"]) == ("linked_url", "https://arxiv.org/pdf/2512.00000")


def test_pushed_again_nothing_is_sent(server):
    push(entries())
    before = server.own.version
    assert states(entries()) == ["same"] * 3
    assert (server.own.version, len(server.written)) == (before, 1)


def test_pushed_from_another_machine_nothing_is_made_twice(server, tmp_path, monkeypatch):
    push(entries())
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "another"))
    before = server.own.version
    assert states(entries()) == ["same"] * 3
    assert server.own.version == before
    assert ledger.read("users/123").items.keys() == {each["key"] for each in server.own.top()}


@pytest.mark.parametrize(
    "theirs",
    [
        {"DOI": "10.48550/ARXIV.2512.00000"},
        {"url": "http://arxiv.org/abs/2512.00000v3"},
        {"extra": "arXiv: 2512.00000 [cs]"},
    ],
)
def test_an_item_of_the_readers_only_gets_what_it_lacks(server, theirs):
    key = server.own.item("My own title", tags=[{"tag": "mine"}, {"tag": "RAG"}], **theirs)
    server.own.child(key, "attachment", contentType="application/pdf", title="Full text")
    ((state, said),) = push(entries(1, tags=("rag", "agents")))
    assert (state, said) == ("changed", "tagged agents; given the TL;DR as a note")
    item = server.own.items[key]
    assert item["title"] == "My own title"
    assert item["tags"] == [{"tag": "mine"}, {"tag": "RAG"}, {"tag": "agents", "type": 1}]
    assert len(server.own.children(key, "attachment")) == 1


def test_what_the_reader_took_away_does_not_come_again(server):
    push(entries(1))
    (item,) = server.own.top()
    (note,), (link,) = (server.own.children(item["key"], kind) for kind in ("note", "attachment"))
    server.own.change(item["key"], tags=[{"tag": "mine"}])
    server.own.remove(note["key"])
    server.own.remove(link["key"])
    assert states(entries(1)) == ["same"]
    assert server.own.items[item["key"]]["tags"] == [{"tag": "mine"}]
    assert server.own.children(item["key"]) == []


def test_a_note_is_renewed_unless_the_reader_changed_it(server):
    push(entries(2))
    first, second = server.own.top()
    (note,) = server.own.children(first["key"], "note")
    opened = f'<div data-schema-version="9">{note["note"]}</div>'
    server.own.change(note["key"], note=opened)
    (other,) = server.own.children(second["key"], "note")
    server.own.change(other["key"], note="<p>my own words</p>")
    said = push(entries(2, tldr="It is 4% faster."))
    assert sorted(said) == [
        ("changed", "its note renewed"),
        ("same", "its note was changed in Zotero and is left as it is"),
    ]
    assert "4% faster" in server.own.items[note["key"]]["note"]
    assert server.own.items[other["key"]]["note"] == "<p>my own words</p>"


def test_items_in_the_trash_and_deleted_ones_stay_away_unless_asked_for(server):
    push(entries(2))
    first, second = server.own.top()
    server.own.change(first["key"], deleted=1)
    for each in (second, *server.own.children(second["key"])):
        server.own.remove(each["key"])
    assert states(entries(2)) == ["trash", "gone"]
    assert states(entries(2), again=True) == ["changed", "new"]
    assert not server.own.items[first["key"]]["deleted"]
    assert len(server.own.top()) == 2


class TestCollections:
    def test_one_is_found_by_its_name_whatever_its_case(self, server):
        key = server.own.collection("Reading")
        push(entries(1), collection="reading")
        assert server.own.top()[0]["collections"] == [key]
        assert len(server.own.collections) == 1

    def test_one_that_is_not_there_is_made_once(self, server):
        push(entries(1), collection="To read")
        push(entries(2), collection="To read")
        (made,) = server.own.collections.values()
        assert made["name"] == "To read"
        assert [each["collections"] for each in server.own.top()] == [[made["key"]]] * 2

    def test_an_item_that_is_there_is_put_into_it_and_not_back_again(self, server):
        mine = server.own.collection("Mine")
        key = server.own.item(DOI="10.48550/arXiv.2512.00000", collections=[mine])
        push(entries(1), collection="Reading")
        assert len(server.own.items[key]["collections"]) == 2
        server.own.change(key, collections=[mine])
        assert states(entries(1), collection="Reading") == ["same"]
        assert server.own.items[key]["collections"] == [mine]

    def test_one_whose_answer_was_lost_is_not_made_twice(self, server):
        server.writes = ["lost"]
        assert states(entries(1), collection="Reading") == ["new"]
        assert len(server.own.collections) == 1

    def test_a_path_that_is_not_there_is_told(self, server):
        with pytest.raises(Exception, match="no collection `A/B`: make it in Zotero first"):
            push(entries(1), collection="A/B")


class TestTroubles:
    def test_a_library_that_changed_meanwhile_is_read_again(self, server):
        server.meanwhile = [lambda: server.own.item("Another")]
        assert states(entries(2)) == ["new", "new"]
        assert len(server.own.top()) == 3

    def test_an_item_that_came_meanwhile_is_not_made_twice(self, server):
        server.meanwhile = [lambda: server.own.item("Mine", DOI="10.48550/arXiv.2512.00000")]
        assert states(entries(2)) == ["changed", "new"]
        assert len(server.own.top()) == 2

    def test_one_that_never_stands_still_ends_in_a_line(self, server):
        server.meanwhile = [lambda: server.own.item("Another")] * 2
        with pytest.raises(Refused, match="is being changed by others: run it again"):
            push(entries(1))

    def test_a_missing_precondition_is_given_by_reading_again(self, server):
        server.writes = [(428, {}, b"Precondition Required")]
        assert states(entries(1)) == ["new"]

    @pytest.mark.parametrize("headers", [{"Retry-After": "2"}, {"Backoff": "2"}, {}])
    def test_a_limit_is_waited_for(self, server, headers):
        server.writes = [(429, headers), (503, {"Retry-After": "1"})]
        assert states(entries(1)) == ["new"]
        assert len(server.written) == 1

    def test_a_wait_that_is_too_long_is_told(self, server):
        server.writes = [(429, {"Retry-After": "3600"})]
        with pytest.raises(Refused, match="asks to wait 3600 s"):
            push(entries(1))
        assert server.own.items == {}

    def test_limits_without_end_are_told(self, server):
        server.writes = [429] * 9
        with pytest.raises(Refused, match="allows no more requests now"):
            push(entries(1))

    def test_a_batch_that_is_too_large_is_cut_in_two(self, server):
        server.writes = [413, None, 413, None, 413]
        assert sorted(states(entries(3))) == ["failed", "new", "new"]

    def test_a_lost_answer_makes_nothing_twice(self, server):
        server.writes = ["lost"]
        assert states(entries(2)) == ["new", "new"]
        assert len(server.own.top()) == 2
        assert states(entries(2)) == ["same", "same"]

    def test_answers_that_are_lost_twice_leave_nothing_unsaid(self, server):
        def cut(handler):
            handler.close_connection = True

        server.writes = [cut, cut]
        with pytest.raises(Unconfirmed, match="the connection to Zotero broke"):
            push(entries(2))
        assert states(entries(2)) == ["new", "new"]

    def test_a_run_killed_between_batches_is_completed(self, server):
        server.writes = [None, 500]
        with pytest.raises(BadAnswer, match="Zotero answered 500"):
            push(entries(40))
        done = len(server.own.top())
        assert 0 < done < 40
        assert sorted(states(entries(40))) == ["new"] * (40 - done) + ["same"] * done
        assert len(server.own.top()) == 40

    def test_batches_are_as_large_as_zotero_takes_them(self, server):
        push(entries(40))
        assert [len(each) for each in posts(server)] == [48, 48, 24]

    def test_papers_that_zotero_refuses_are_told_and_the_others_arrive(self, server):
        def odd(library, kind, sent, known, real=server._wrong):
            is_odd = sent.get("archiveID") == "arXiv:2512.00001"
            return (400, "'title' is too long") if is_odd else real(library, kind, sent, known)

        server._wrong = odd
        assert push(entries(3))[1] == ("failed", "'title' is too long")
        assert len(server.own.top()) == 2

    def test_an_item_changed_since_it_was_read_is_planned_anew(self, server):
        push(entries(1))
        key = server.own.top()[0]["key"]
        real = server._wrong
        refused = iter([(412, "Item has been modified since specified version")])
        server._wrong = lambda *given: next(refused, None) or real(*given)
        assert states(entries(1, tags=("rag", "agents"))) == ["changed"]
        assert len(server.own.items[key]["tags"]) == 2

    def test_a_locked_library_is_told(self, server):
        server.writes = [409]
        with pytest.raises(Refused, match="locked while it syncs"):
            push(entries(1))

    def test_the_key_is_in_no_message(self, server):
        server.writes = [(400, {}, f"odd request with {KEY}".encode())]
        with pytest.raises(Refused) as raised:
            push(entries(1))
        assert "odd request with ***" in str(raised.value)


class TestRights:
    def test_a_key_that_may_not_write_is_told_before_anything_is_read(self, server, monkeypatch):
        monkeypatch.setenv("ZOTERO_API_KEY", READ_ONLY)
        with pytest.raises(Refused, match="may not write to `users/123`: allow it at https"):
            push(entries(1))
        assert server.written == []

    def test_a_groups_library_is_written_to_where_the_key_may(self, server):
        server.group(456)
        server.group(7, writable=False)
        assert states(entries(1), library="groups/456") == ["new"]
        with pytest.raises(Refused, match="may not write to `groups/7`"):
            push(entries(1), library="groups/7")

    def test_a_dry_run_needs_no_right_and_changes_nothing(self, server, monkeypatch):
        monkeypatch.setenv("ZOTERO_API_KEY", READ_ONLY)
        assert states(entries(2), collection="New", dry=True) == ["new", "new"]
        assert (server.written, server.own.version) == ([], 0)
        assert ledger.read("users/123").items == {}


class TestProgram:
    @pytest.fixture
    def program(self, monkeypatch):
        with ZoteroServer(local=True) as made:
            monkeypatch.setenv("SUMMARIZER_ZOTERO_LOCAL", made.url)
            yield made

    @pytest.mark.parametrize(("allows", "asked"), [("always", 1), ("once", 2)])
    def test_its_user_is_asked_and_says_yes(self, program, allows, asked):
        program.allows = allows
        assert states(entries(1), local=True, collection="New") == ["new"]
        assert program.asked == asked
        assert len(program.own.items) == 3

    def test_its_user_says_no(self, program):
        program.allows = "no"
        with pytest.raises(Refused, match="you did not allow it in Zotero"):
            push(entries(1), local=True)

    def test_a_key_of_the_program_is_used(self, program, monkeypatch):
        program.allows = "always"
        monkeypatch.setenv("ZOTERO_LOCAL_API_KEY", "a-local-key")
        assert states(entries(1), local=True) == ["new"]
        assert program.asked == 0

    def test_one_that_cannot_be_written_to_says_what_to_do(self, program):
        with pytest.raises(Refused, match="Zotero 10 or later can; or leave `--local` out"):
            push(entries(1), local=True)

    def test_one_without_versions_is_told_the_same(self, program, monkeypatch):
        monkeypatch.setattr(program, "_marks", dict)
        with pytest.raises(Refused, match="Zotero 10 or later can"):
            push(entries(1), local=True)


def test_a_run_killed_before_it_could_record_is_completed_without_doubles(server, monkeypatch):
    def killed(_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ledger.Ledger, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            push(entries(40))
    done = len(server.own.top())
    assert 0 < done < 40
    assert sorted(states(entries(40))) == ["new"] * (40 - done) + ["same"] * done
    assert len(server.own.items) == 120
    assert len(ledger.read("users/123").items) == 40


def test_two_runs_at_once_make_nothing_twice(server):
    found = []
    runs = [threading.Thread(target=lambda: found.append(states(entries(20)))) for _ in range(2)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert sorted(found) == [["new"] * 20, ["same"] * 20]
    assert len(server.own.top()) == 20


def test_two_machines_at_once_make_nothing_twice(server, tmp_path, monkeypatch):
    """The other one pushes the same papers between the reading and the writing of this one."""

    def other():
        with monkeypatch.context() as patched:
            patched.setenv("SUMMARIZER_HOME", str(tmp_path / "another"))
            push(entries(3))

    server.meanwhile = [other]
    assert states(entries(3)) == ["new"] * 3
    assert len(server.own.items) == 9


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        '{"items": 5}',
        '{"items": {"A": {"paper": 5}}}',
        '{"items": {"A": {"paper": "2512.00000", "tags": 3}}}',
        '{"items": {"A": {"paper": "2512.00000", "note": [1]}}}',
    ],
)
def test_a_damaged_record_costs_no_double(server, text):
    push(entries(1))
    ledger.read("users/123").path.write_text(text)
    assert states(entries(1)) == ["same"]
    assert len(server.own.top()) == 1


@pytest.mark.parametrize(
    "answer",
    [{}, {"failed": ["x"]}, {"failed": {"0": "no"}}, {"successful": 5}, {"success": {"0": "A"}}],
)
def test_what_zotero_does_not_say_arrived_has_failed_and_is_sent_again(server, answer):
    server.writes = [(200, {"Last-Modified-Version": "\u00b2"}, json.dumps(answer).encode())]
    assert states(entries(1)) == ["failed"]
    assert states(entries(1)) == ["new"]
    assert len(server.own.items) == 3


class TestCollection:
    """A collection that was made for a push, and what its reader did with it since."""

    @pytest.mark.parametrize("change", [{"name": "Read"}, {"deleted": 1}])
    def test_one_that_was_renamed_or_thrown_away_stays_and_another_is_made(self, server, change):
        push(entries(1), collection="Reading")
        (first,) = server.own.collections
        server.own.put("collections", server.own.collections[first] | change, first)
        assert push(entries(1), collection="Reading") == [("changed", "put into the collection")]
        (second,) = server.own.collections.keys() - {first}
        assert server.own.top()[0]["collections"] == [first, second]
        assert states(entries(1), collection="Reading") == ["same"]

    def test_one_that_zotero_does_not_make_is_told_with_its_reason(self, server):
        refused = {"failed": {"0": {"code": 400, "message": "Collection name too long"}}}
        server.writes = [(200, {}, json.dumps(refused).encode())]
        with pytest.raises(Refused, match=r"did not make .*: Collection name too long"):
            push(entries(1), collection="x" * 500)

    def test_of_two_names_the_one_that_is_spelled_so_is_meant(self, server):
        server.own.collection("reading")
        meant = server.own.collection("Reading")
        push(entries(1), collection="Reading")
        assert server.own.top()[0]["collections"] == [meant]
        with pytest.raises(InputError, match="several collections are called `READING`"):
            push(entries(1), collection="READING")


class TestAgain:
    """What its reader took away comes back when she asks for it, and once."""

    @pytest.fixture
    def item(self, server):
        push(entries(1))
        return server.own.top()[0]["key"]

    def test_tags(self, server, item):
        server.own.change(item, tags=[{"tag": "mine"}])
        assert states(entries(1)) == ["same"]
        assert push(entries(1), again=True) == [("changed", "tagged rag")]
        assert [each["tag"] for each in server.own.items[item]["tags"]] == ["mine", "rag"]

    @pytest.mark.parametrize("kind", ["note", "attachment"])
    @pytest.mark.parametrize("thrown", [True, False])
    def test_a_note_and_a_link(self, server, item, kind, thrown):
        (child,) = server.own.children(item, kind)
        if thrown:
            server.own.change(child["key"], deleted=1)
        else:
            server.own.remove(child["key"])
        assert states(entries(1)) == ["same"]
        assert states(entries(1), again=True) == ["changed"]
        (now,) = server.own.children(item, kind)
        assert not now.get("deleted")
        assert states(entries(1), again=True) == ["same"]

    def test_nothing_is_given_twice_among_hundreds_of_notes(self, server, item):
        own = server.own.children(item)
        for child in own:
            del server.own.items[child["key"]]
        for number in range(110):
            server.own.child(item, "note", note=f"<p>{number}</p>")
        for child in own:
            server.own.put("items", child)
        assert states(entries(1), again=True) == ["same"]

    @pytest.mark.parametrize("kind", ["note", "attachment"])
    def test_what_she_moved_elsewhere_stays_there(self, server, item, kind):
        (child,) = server.own.children(item, kind)
        server.own.change(child["key"], parentItem=server.own.item("Another"))
        ((state, said),) = push(entries(1), again=True)
        assert (state, len(server.own.items)) == ("same", 4)
        assert "was moved in Zotero and is left there" in said

    def test_a_note_that_she_changed_stays(self, server, item):
        (note,) = server.own.children(item, "note")
        server.own.change(note["key"], note="<p>Mine.</p>")
        push(entries(1), again=True)
        assert server.own.children(item, "note")[0]["note"] == "<p>Mine.</p>"


@pytest.mark.parametrize("odd", [5, "x", [5], {"a": 1}, [{"tag": 7}]])
def test_an_item_with_nonsense_in_it_ends_no_run(server, odd):
    server.own.item(archiveID="arXiv:2512.00000", tags=odd, collections=odd)
    assert states(entries(1), collection="Reading") == ["changed"]
    assert states(entries(1)) == ["same"]


@pytest.mark.parametrize(
    "answer",
    [
        (400, {}, f"bad key {KEY}".encode()),
        (200, {}, json.dumps({"failed": {"0": {"code": 400, "message": KEY}}}).encode()),
    ],
)
def test_a_key_that_zotero_repeats_is_not_shown(server, answer):
    server.writes = [answer]
    try:
        said = push(entries(1))[0][1]
    except Refused as error:
        said = str(error)
    assert KEY not in said
    assert "***" in said
