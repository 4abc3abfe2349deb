"""What is asked of OpenReview, against a server that plays both of its APIs."""

from __future__ import annotations

import pytest
from engine_double import Heard
from openreview_server import (
    OLD_VENUE,
    VENUE,
    OpenReviewServer,
    group,
    note,
    old_note,
    private,
    reply,
)

from summarizer import pipeline
from summarizer.errors import InputError, NothingListed, Refused, ServiceError, Unreachable
from summarizer.library.run import Options, Run


@pytest.fixture
def site(monkeypatch):
    with OpenReviewServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("SUMMARIZER_TIMEOUT", "0.2")
        monkeypatch.delenv("OPENREVIEW_TOKEN", raising=False)
        server.notes = [note(number) for number in range(3)]
        server.notes += [note(7, "rejected"), note(8, "withdrawn"), note(9, "submitted")]
        server.old_notes = [old_note(0), old_note(1, "Reject"), old_note(2, "Accept (Talk)")]
        yield server


def digest(spec, heard=None, **options):
    return pipeline.digest([spec], Options(**options), Run(observer=heard or Heard()))


def shown(made):
    return [entry.url.rpartition("=")[2] for entry in made.papers]


def test_a_venue_gives_its_accepted_papers_in_one_request(site):
    made = digest(f"openreview:{VENUE}")
    assert shown(made) == ["orNote0000", "orNote0001", "orNote0002"]
    assert {entry.source for entry in made.papers} == {f"openreview:{VENUE}"}
    assert [entry.journal_ref for entry in made.papers] == ["ICLR 2026 Poster"] * 3
    assert [(path, query["content.venueid"]) for path, query, _ in site.requests] == [
        ("/notes", VENUE)
    ]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("rejected", ["orNote0007"]),
        ("withdrawn", ["orNote0008"]),
        ("submitted", ["orNote0009"]),
        ("all", [f"orNote000{number}" for number in (0, 1, 2, 7, 8, 9)]),
    ],
)
def test_a_status_gives_the_papers_that_the_venue_calls_so(site, status, expected):
    assert shown(digest(f"openreview:{VENUE}?status={status}")) == expected


def test_a_venue_says_itself_how_its_papers_are_called(site):
    site.groups[VENUE] = group(rejected_venue_id=f"{VENUE}/Declined")
    site.notes.append(note(11, "rejected", venueid=f"{VENUE}/Declined"))
    assert shown(digest(f"openreview:{VENUE}?status=rejected")) == ["orNote0011"]


@pytest.mark.parametrize("most", [1, 2, 1000])
def test_all_pages_are_read_however_long_they_are(site, most):
    site.most = most
    assert len(digest(f"openreview:{VENUE}").papers) == 3


def test_pages_before_a_failure_are_kept_and_the_rest_is_said(site):
    site.most = 2
    site.script = [None] + [500] * 8
    made = digest(f"openreview:{VENUE}")
    assert shown(made) == ["orNote0000", "orNote0001"]
    (lost,) = made.report.dropped
    assert lost.where == "papers from 3 on"
    assert "500" in lost.why


def test_a_site_that_gives_one_page_again_and_again_is_stopped(site):
    site.most = 2
    site.listed = lambda notes, query, *_: OpenReviewServer.listed(
        site, notes, {**query, "offset": "0"}, trusted=False, old=False
    )
    made = digest(f"openreview:{VENUE}")
    assert len(made.papers) == 2
    assert "without an end" in made.report.dropped[0].why


def test_a_venue_of_the_old_api_is_read_by_its_decisions(site):
    assert shown(digest(f"openreview:{OLD_VENUE}")) == ["oldNote000", "oldNote002"]
    assert shown(digest(f"openreview:{OLD_VENUE}?status=rejected")) == ["oldNote001"]
    assert len(digest(f"openreview:{OLD_VENUE}?status=all").papers) == 3


def test_a_venue_of_the_old_api_whose_papers_bear_its_name_is_read_by_that(site):
    site.old_notes[1] = old_note(1, None, venueid=OLD_VENUE, venue="ICLR 2020 Poster")
    (paper,) = digest(f"openreview:{OLD_VENUE}").papers
    assert paper.journal_ref == "ICLR 2020 Poster"


def test_decisions_that_are_not_public_are_no_rejections(site):
    site.old_notes = [old_note(number, None) for number in range(2)]
    with pytest.raises(NothingListed, match=r"no public decision.*status=all` lists all 2"):
        digest(f"openreview:{OLD_VENUE}")


def test_papers_are_had_by_their_ids_from_either_api(site):
    made = digest("openreview:orNote0001,oldNote002,noSuchNote")
    assert shown(made) == ["orNote0001", "oldNote002"]
    assert made.papers[0].comment.startswith("decision: Accept (Poster)")
    assert [each.where for each in made.report.dropped] == ["noSuchNote"]


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("openreview:noSuchNote", "no such paper; a venue is written"),
        ("openreview:orNote0004", "not public"),
        ("openreview:orNote000D", "give `openreview:orNote0000`"),
        ("openreview:ICLR.cc/2026/Conferense", f"did you mean `openreview:{VENUE}`"),
        ("openreview:ICLR.cc/2026", f"did you mean `openreview:{VENUE}`"),
        (
            "openreview:Qwxyz.org/Meeting",
            "`: all venues are listed at https://openreview.net/venues",
        ),
    ],
)
def test_what_is_not_there_is_said_with_what_to_give_instead(site, spec, said):
    site.notes += [private(note(4)), reply(note(0))]
    with pytest.raises(InputError, match=said.replace(".", r"\.")) as caught:
        digest(spec)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({}, "status=submitted` lists"), ({"public_submissions": False}, "does not show")],
)
def test_a_venue_that_has_not_decided_says_so(site, changes, said):
    site.groups["New.org/2026"] = group("New.org/2026", **changes)
    with pytest.raises(NothingListed, match=said):
        digest("openreview:New.org/2026")


def test_what_a_login_shows_to_some_only_is_left_out(site, monkeypatch):
    monkeypatch.setenv("OPENREVIEW_TOKEN", site.token)
    site.notes.append(private(note(5)))
    made = digest(f"openreview:{VENUE}")
    assert len(made.papers) == 3
    assert [each.where for each in made.report.dropped] == ["note orNote0005"]
    site.notes = [private(note(5))]
    with pytest.raises(NothingListed, match="only some may read its papers"):
        digest(f"openreview:{VENUE}")


@pytest.mark.parametrize(
    ("token", "challenge", "said"),
    [
        (None, True, "check in a browser.*set `OPENREVIEW_TOKEN`"),
        ("expired", False, "does not take your `OPENREVIEW_TOKEN`"),
    ],
)
def test_a_site_that_wants_a_person_or_a_login_says_so(site, monkeypatch, token, challenge, said):
    site.challenge = challenge
    if token:
        monkeypatch.setenv("OPENREVIEW_TOKEN", token)
    for spec in (f"openreview:{VENUE}", "openreview:orNote0001"):
        with pytest.raises(Refused, match=said) as caught:
            digest(spec)
        assert token is None or token not in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_token_that_the_check_ignores_is_said(site, monkeypatch):
    monkeypatch.setenv("OPENREVIEW_TOKEN", site.token)
    body = b'{"name": "ChallengeRequiredError", "message": "Challenge verification required"}'
    site.script = [(403, {}, body)]
    with pytest.raises(Refused, match="your `OPENREVIEW_TOKEN` did not help"):
        digest(f"openreview:{VENUE}")


def test_the_old_apis_way_to_refuse_is_understood(site):
    body = b'{"errors": [{"name": "ChallengeRequiredError", "message": "Challenge"}]}'
    site.script = [(403, {}, body)]
    with pytest.raises(Refused, match="ChallengeRequired"):
        digest(f"openreview:{VENUE}")


FAULTS = [500, 429, 401, "stall", "cut", b"", b"\x00\xff", b"<html>", b'{"a": 1}', b"[1]"]


@pytest.mark.parametrize(
    ("spec", "fault"),
    [
        (f"openreview:{VENUE}", 403),
        *((f"openreview:{VENUE}", each) for each in FAULTS),
        *(("openreview:orNote0001", each) for each in FAULTS[:3] + FAULTS[4:]),
    ],
)
def test_a_site_in_trouble_is_an_error_and_nothing_is_stored(site, spec, fault):
    site.script = [fault] * 20
    with pytest.raises(ServiceError) as caught:
        digest(spec)
    assert "\n" not in str(caught.value)
    with pytest.raises(Unreachable, match="is stored"):
        digest(spec, offline=True)


def test_a_failure_among_several_ids_keeps_those_before_it(site):
    site.script = [None] + [500] * 8
    made = digest("openreview:orNote0001,orNote0002")
    assert shown(made) == ["orNote0001"]
    assert made.report.dropped[0].where == "orNote0002"


def test_what_was_read_is_there_offline(site):
    spec = f"openreview:{VENUE}"
    first = digest(spec)
    assert {each.id for each in digest(spec, offline=True).papers} == {
        each.id for each in first.papers
    }
