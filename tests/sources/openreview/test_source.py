"""OpenReview's SPECs, and its API's answers as files."""

from __future__ import annotations

import json

import pytest
from openreview_server import VENUE, note, old_note, private, reply

from summarizer.errors import NoPapers, UsageError
from summarizer.settings import Settings
from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.openreview import source


def read(document, name="notes.json"):
    return content_listing(Content(name, json.dumps(document).encode()))


def asked(spec):
    return source.ask(spec, Settings())


@pytest.mark.parametrize(
    ("spec", "terms"),
    [
        (f"openreview:{VENUE}", {"venue": VENUE, "status": "accepted"}),
        (f"openreview:{VENUE}/", {"venue": VENUE, "status": "accepted"}),
        (f"openreview:{VENUE}?status=rejected", {"venue": VENUE, "status": "rejected"}),
        ("openreview:TMLR", {"venue": "TMLR", "status": "accepted"}),
        ("openreview:aBcD_-1234", {"ids": "aBcD_-1234"}),
        ("openreview:aBcD_-1234, eFgH_-5678,aBcD_-1234", {"ids": "aBcD_-1234,eFgH_-5678"}),
        ("https://openreview.net/forum?id=aBcD_-1234&noteId=x", {"ids": "aBcD_-1234"}),
        (
            "openreview:aBcD_-1234,https://openreview.net/forum?id=eFgH_-5678",
            {"ids": "aBcD_-1234,eFgH_-5678"},
        ),
        (
            f"openreview:https://openreview.net/group?id={VENUE}#tab-accept-oral",
            {"venue": VENUE, "status": "accepted"},
        ),
        ("https://openreview.net/pdf?id=aBcD_-1234", {"ids": "aBcD_-1234"}),
        (
            f"https://openreview.net/group?id={VENUE}#tab-accept-oral",
            {"venue": VENUE, "status": "accepted"},
        ),
        (
            f"https://api2.openreview.net/notes?content.venueid={VENUE}&limit=5",
            {"venue": VENUE, "status": "accepted"},
        ),
        (
            f"https://api2.openreview.net/notes?invitation={VENUE}/-/Submission",
            {"venue": VENUE, "status": "accepted"},
        ),
    ],
)
def test_a_spec_or_an_address_names_a_venue_or_papers(spec, terms):
    found = asked(spec)
    assert (found.kind, found.terms) == ("papers", terms)


def test_what_differs_is_kept_apart():
    specs = (f"openreview:{VENUE}", f"openreview:{VENUE}?status=all", "openreview:aBcD_-1234")
    assert len({asked(spec).label for spec in specs}) == len(specs)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("openreview:", "give `openreview:VENUE`"),
        ("openreview:ICLR 2026", "give `openreview:VENUE`"),
        ("openreview:missing.txt", "give `openreview:VENUE`"),
        ("openreview:papers/missing.txt", "give `openreview:VENUE`"),
        (f"openreview:{VENUE}?status=acepted", "did you mean `accepted`"),
        (f"openreview:{VENUE}?status=oral", "no status `oral`: give one of accepted, rejected"),
        ("openreview:https://example.org/forum?id=aBcD_-1234", "give `openreview:VENUE`"),
        (f"openreview:{VENUE}?status=", "one of accepted, rejected"),
        (f"openreview:{VENUE}?q=graphs", "one of accepted, rejected"),
        ("https://openreview.net/", "give `openreview:VENUE`"),
    ],
)
def test_a_wrong_spec_says_what_to_give(spec, said):
    with pytest.raises(UsageError, match=said) as caught:
        asked(spec)
    assert "\n" not in str(caught.value)


def test_a_spec_of_another_source_is_left_to_it():
    assert asked("hf") is None
    assert asked("https://example.org/forum?id=aBcD_-1234") is None


@pytest.mark.parametrize("make", [note, old_note])
def test_an_answer_of_either_api_is_read_from_a_file(make):
    found = read({"notes": [make(0), make(1)], "count": 2})
    assert (found.label, len(found.papers)) == ("openreview", 2)
    paper = found.papers[0]
    assert paper.authors == ("First Author", "Second Author")
    assert paper.ai_summary == "A line by the authors, number 0."
    assert paper.ai_keywords[0] == "sparse index"
    assert paper.source is None


@pytest.mark.parametrize("wrap", [lambda notes: notes, lambda notes: {"notes": notes}])
def test_a_list_and_one_note_alone_are_read_alike(wrap):
    assert read(wrap([note(1)])).papers == read(note(1)).papers


def test_notes_one_a_line_are_read():
    lines = "\n".join(json.dumps(note(number)) for number in range(3))
    found = content_listing(Content("notes.jsonl", lines.encode()))
    assert (found.label, len(found.papers)) == ("openreview", 3)


def test_replies_are_no_papers_and_give_the_decision():
    known = note(1)
    beside = [reply(known, "Official_Review", rating=6), reply(known)]
    found = read({"notes": [known, *beside]})
    assert (found.report.found, found.report.dropped) == (1, ())
    assert found.notes == ("2 replies (reviews, comments, decisions) beside the papers",)
    assert found.papers[0].comment == "decision: Accept (Poster); primary area: generative models"


def test_what_is_not_for_everyone_is_left_out_and_said():
    found = read({"notes": [note(0), private(note(1)), note(2, abstract=None), 7]})
    assert [each.url for each in found.papers] == ["https://openreview.net/forum?id=orNote0000"]
    assert [(each.where, each.why) for each in found.report.dropped] == [
        ("note orNote0001", "not public: only some may read it"),
        ("note orNote0002", "no abstract"),
        ("note 4", "int, not an object"),
    ]


def test_an_answer_of_private_notes_alone_holds_no_papers():
    with pytest.raises(NoPapers, match="not public"):
        read({"notes": [private(note(0))]})


def test_other_json_with_contents_is_not_taken_for_notes():
    found = read([{"title": "A title", "abstract": "An abstract.", "content": {"title": "x"}}])
    assert found.label == "records"
