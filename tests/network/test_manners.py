from __future__ import annotations

import pytest
from engine_double import Heard
from site_server import SiteServer

from summarizer.errors import Refused, SettingsError
from summarizer.network import http
from summarizer.network.manners import Manners, key, user_agent
from summarizer.network.replay import Recorder
from summarizer.network.webcache import WebCache
from summarizer.observer import Once
from summarizer.settings import Settings


class Site(SiteServer):
    def reply(self, path, query):
        return 200, b"{}"


@pytest.fixture
def site():
    with Site() as server:
        yield server


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def ask(site, heard, tmp_path):
    def once(manners, path="/works", **settings):
        chosen = Settings(s2_endpoint=site.url, timeout=0.5, **settings)
        cache = WebCache(tmp_path / "http", Once(heard))
        client = http.Client(chosen, heard, cache, recorder)
        try:
            return client.get(f"{site.url}{path}", {"q": "words"}, manners=manners)
        finally:
            client.close()

    recorder = once.recorder = Recorder()
    return once


def test_a_contact_stands_in_the_name_of_who_asks(site, ask):
    ask(Manners(), contact="you@example.org")
    assert site.requests[0][2]["User-Agent"].endswith("(paper digest; mailto:you@example.org)")


@pytest.mark.parametrize("contact", ["you", "you@", "a b@example.org", "you@example.org\r\nX: 1"])
def test_a_contact_is_a_mail_address(contact):
    with pytest.raises(SettingsError, match="write a mail address"):
        user_agent(contact)


def test_keys_are_sent_and_kept_nowhere(site, ask, heard, tmp_path):
    ask(Manners(headers={"x-api-key": "hush"}, secrets={"api_key": "quiet"}))
    path, query, headers = site.requests[0]
    assert (path, query) == ("/works", {"q": "words", "api_key": "quiet"})
    assert headers["x-api-key"] == "hush"
    kept = " ".join(each.read_text() for each in (tmp_path / "http").iterdir())
    said = f"{kept} {ask.recorder.exchanges} {vars(heard)} {Manners(secrets={'k': 'quiet'})}"
    assert "works" in said
    assert "hush" not in said
    assert "quiet" not in said


def test_keys_stay_at_the_page_they_are_for(site, ask):
    site.script = [(302, {"Location": "/elsewhere"})]
    ask(Manners(secrets={"api_key": "quiet"}))
    assert site.requests[1][:2] == ("/elsewhere", {})


@pytest.fixture
def slept():
    seconds = []
    token = http._SLEEP.set(seconds.append)
    yield seconds
    http._SLEEP.reset(token)


def test_a_site_is_asked_at_its_pace(ask, slept):
    for _ in range(3):
        ask(Manners(pause=30.0))
    assert [round(each) for each in slept] == [30, 30]


def test_the_pace_can_be_set(ask, slept):
    for _ in range(2):
        ask(Manners(pause=30.0), site_pause=7)
    assert [round(each) for each in slept] == [7]


def test_a_site_without_a_pace_is_asked_at_once(ask, slept):
    for _ in range(2):
        ask(Manners())
    assert slept == []


def test_a_refusal_is_answered_with_growing_waits(site, ask, heard):
    site.script = [429, 503]
    with http.testing():
        ask(Manners(pause=1.0, back_off=4.0), site_pause=0.001)
    assert "waiting 4 s" in str(vars(heard))
    assert "waiting 8 s" in str(vars(heard))


def test_a_refusal_that_stays_is_one(site, ask):
    site.script = [429] * 9
    with http.testing(), pytest.raises(Refused, match="no more requests"):
        ask(Manners(pause=1.0, back_off=0.001), site_pause=0.001)


def test_a_key_is_one_word(monkeypatch):
    assert key("S2_API_KEY") is None
    monkeypatch.setenv("S2_API_KEY", " abc ")
    assert key("S2_API_KEY") == "abc"
    monkeypatch.setenv("S2_API_KEY", "a b")
    with pytest.raises(SettingsError, match="`S2_API_KEY` holds characters"):
        key("S2_API_KEY")


def test_a_site_that_repeats_a_key_in_a_redirect_makes_it_known_to_nobody(site, ask, heard):
    manners = Manners(secrets={"api_key": "q+t"})
    site.script = [(302, {"Location": "/elsewhere?api_key=q%2Bt&again=q+t"})]
    ask(manners)
    assert site.requests[1][1]["api_key"] == "q+t"
    site.script = [(302, {"Location": "https://example.org/works?api_key=q%2Bt"})]
    with pytest.raises(Refused, match=r"points to https://example.org/works, another") as away:
        ask(manners)
    site.script = [(302, {"Location": "/works?api_key=q%2Bt"})] * 6
    with pytest.raises(Refused, match="more than 5 redirects") as circle:
        ask(manners)
    said = f"{ask.recorder.exchanges} {vars(heard)} {away.value} {circle.value}"
    assert "q+t" not in said
    assert "q%2Bt" not in said
