"""Thumbnails: fetched once from the site that listed the paper, checked, kept, shown."""

from __future__ import annotations

import json

import pytest
from images import gif, png
from pagechecks import check_policy
from papers import paper
from selectolax.lexbor import LexborHTMLParser
from site_server import SiteServer
from stored_days import store

from summarizer import cli
from summarizer.library.run import Run
from summarizer.network import http
from summarizer.site import thumbnails

IDS = [paper(each).id for each in range(3)]


class Pictures(SiteServer):
    """Answers with what `pictures` has for a path."""

    def __init__(self):
        super().__init__()
        self.pictures = {}

    def reply(self, path, query):
        found = self.pictures.get(path)
        return (404, b"{}") if found is None else (200, found)

    @property
    def asked(self):
        return [path for path, _, _ in self.requests]


@pytest.fixture
def server(monkeypatch):
    with Pictures() as made, http.testing():
        monkeypatch.setenv("HF_ENDPOINT", made.url)
        yield made


@pytest.fixture
def place(tmp_path):
    return tmp_path / "site"


def listed(*addresses, day="2025-12-09"):
    """A day of papers, each with the address of its thumbnail."""
    for number, address in enumerate(addresses):
        store(Run(), [number], day=day, thumbnail=address)


def built(place, *options):
    return cli.main(["site", "build", "-o", str(place), *options])


def tree(place, name):
    return LexborHTMLParser((place / name).read_text(encoding="utf-8"))


def pictures(place, name):
    return [node.attributes for node in tree(place, name).css("img")]


def kept(place):
    return sorted(path.name for path in place.glob("thumbnails/*"))


def test_a_thumbnail_is_shown_from_the_sites_own_folder_with_its_size(server, place, capsys):
    server.pictures["/a.png"] = png(1200, 648)
    listed(f"{server.url}/a.png")
    assert built(place, "--thumbnails") == 0
    (name,) = kept(place)
    assert (place / "thumbnails" / name).read_bytes() == png(1200, 648)
    shown = {"width": "1200", "height": "648", "alt": "", "loading": "lazy"}
    for page, root in (("index.html", ""), (f"papers/{IDS[0]}.html", "../")):
        (img,) = pictures(place, page)
        assert img["src"] == f"{root}thumbnails/{name}"
        assert shown.items() <= img.items()
        html = (place / page).read_text(encoding="utf-8")
        check_policy(html, linked=True, pictures=("'self'",))


def test_without_the_option_no_page_has_a_picture_and_nothing_is_asked_for(server, place):
    server.pictures["/a.png"] = png()
    listed(f"{server.url}/a.png")
    built(place, "--thumbnails")
    built(place)
    assert kept(place) == []
    assert len(server.asked) == 1
    for path in place.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert "<img" not in html
        check_policy(html, linked=True)


def test_nothing_is_fetched_twice(server, place, capsys):
    server.pictures |= {"/a.png": png(), "/c.png": b"<svg/>"}
    listed(f"{server.url}/a.png", f"{server.url}/b.png", f"{server.url}/c.png")
    built(place, "--thumbnails")
    assert sorted(server.asked) == ["/a.png", "/b.png", "/c.png"]
    told = capsys.readouterr().err
    assert f"no thumbnail for {IDS[1]}" in told
    assert "it is not there" in told
    assert "it is no PNG, JPEG, GIF or WebP" in told
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*.*") if path.is_file()}
    built(place, "--thumbnails")
    assert len(server.asked) == 3
    after = {path: path.stat().st_mtime_ns for path in place.rglob("*.*") if path.is_file()}
    assert before == after


def test_a_picture_that_was_lost_or_has_another_address_is_fetched_anew(server, place):
    server.pictures |= {"/a.png": png(), "/b.gif": gif()}
    listed(f"{server.url}/a.png")
    built(place, "--thumbnails")
    next(place.glob("thumbnails/*")).unlink()
    built(place, "--thumbnails")
    assert server.asked == ["/a.png", "/a.png"]
    listed(f"{server.url}/b.gif", day="2025-12-10")
    built(place, "--thumbnails")
    assert [name.rpartition(".")[2] for name in kept(place)] == ["gif"]


def test_offline_shows_what_there_is_and_asks_for_nothing(server, place):
    server.pictures["/a.png"] = png()
    listed(f"{server.url}/a.png")
    built(place, "--thumbnails")
    listed(f"{server.url}/a.png", f"{server.url}/b.png", day="2025-12-10")
    built(place, "--thumbnails", "--offline")
    assert server.asked == ["/a.png"]
    assert len(pictures(place, "index.html")) == 1


def test_where_the_network_is_gone_the_site_is_built_all_the_same(place, monkeypatch, capsys):
    with Pictures() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        listed(*(f"{server.url}/{number}.png" for number in range(3)))
    with http.testing():
        assert built(place, "--thumbnails") == 0
    assert kept(place) == []
    assert capsys.readouterr().err.count("no thumbnail for") == 1


def test_a_server_that_has_trouble_is_left_alone_after_a_few_failures(server, place, capsys):
    server.script = [500] * 100
    for day in ("2025-12-08", "2025-12-09"):
        listed(*(f"{server.url}/{day}-{number}.png" for number in range(3)), day=day)
    monkey = thumbnails._FAILURES
    assert built(place, "--thumbnails") == 0
    assert len(set(server.asked)) <= monkey
    server.script = []
    built(place, "--thumbnails")
    assert len(set(server.asked)) == 3


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/a.png",
        "https://huggingface.co.example.org/a.png",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "not an address",
    ],
)
def test_an_address_elsewhere_is_never_asked(server, place, address, monkeypatch):
    monkeypatch.setattr(http.Client, "get", lambda *_, **__: pytest.fail("asked"))
    listed(address)
    assert built(place, "--thumbnails") == 0
    assert kept(place) == []


def test_the_sites_own_picture_servers_may_be_asked():
    client = http.Client(Run().settings)
    for url in ("https://cdn-thumbnails.huggingface.co/a.png", "https://huggingface.co/a.png"):
        assert thumbnails._is_theirs(url, client)
    assert not thumbnails._is_theirs("http://cdn-thumbnails.huggingface.co/a.png", client)


def test_a_build_fetches_a_bounded_number_and_the_next_goes_on(server, place, monkeypatch, capsys):
    monkeypatch.setattr(thumbnails, "MOST_AT_ONCE", 2)
    server.pictures |= {f"/{number}.png": png(number + 1) for number in range(3)}
    listed(*(f"{server.url}/{number}.png" for number in range(3)))
    built(place, "--thumbnails")
    assert "1 thumbnail left" in capsys.readouterr().err
    assert len(kept(place)) == 2
    built(place, "--thumbnails")
    assert len(kept(place)) == 3
    assert len(server.asked) == 3


def test_pictures_are_the_sites_own_where_its_notes_are_lost(server, place):
    server.pictures["/a.png"] = png()
    listed(f"{server.url}/a.png")
    built(place, "--thumbnails")
    foreign = place / "thumbnails" / "mine.png"
    foreign.write_bytes(png(9, 9))
    (place / ".summarizer" / "manifest.json").write_text("{")
    built(place, "--quiet")
    assert kept(place) == ["mine.png"]


def test_the_thumbnail_is_part_of_the_json(server, place, capsys):
    listed("https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/1.png", None)
    cli.main(["week", "2025-W50", "--json"])
    papers = json.loads(capsys.readouterr().out)["papers"]
    assert {each["thumbnail"] for each in papers} == {
        "https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/1.png",
        None,
    }
