"""A site of all stored days: its pages, its links, and what a later build touches."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from urllib.parse import unquote, urlsplit

import feedparser
import hostile
import pytest
from digests import digest
from engine_double import Counting
from pagechecks import check_policy, check_structure, text_of
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer import cli
from summarizer.annotate.annotator import entry
from summarizer.errors import OutputError, UsageError
from summarizer.library.run import Run
from summarizer.observer import Silent
from summarizer.papers.records import Annotation, Report, Skipped, Tag
from summarizer.papers.wire import dumps
from summarizer.renderers import View, bibtex, ris
from summarizer.reviews.judgements import Review
from summarizer.settings import Settings
from summarizer.site import folder as folders
from summarizer.site import sitemap
from summarizer.site.build import build
from summarizer.topics.labels import in_use

ENGINE = Counting()
VIEW = View(labels=in_use(Settings()))


def annotated(number, **changes):
    one = paper(number % 3, id=f"2512.{number:05}", upvotes=number, **changes)
    return entry(one, ENGINE.annotate(one))


def store(day, *entries, label="hf", unannotated=(), skipped=(), at="08"):
    made = digest(
        *entries,
        source=(f"{label}:{day}",),
        date=day,
        generated_at=f"{day or '2025-12-31'}T{at}:00:00Z",
        report=Report(found=len(entries), kept=len(entries)),
        skipped=skipped,
    )
    Run().library.store(label, made, (*entries, *unannotated))


@pytest.fixture
def three_days():
    store("2025-12-08", annotated(1), annotated(2))
    store("2025-12-09", annotated(3), annotated(1))
    store("2025-12-10", annotated(4), annotated(5))


@pytest.fixture
def place(tmp_path):
    return tmp_path / "site"


def made(place, title="Papers", url=None):
    return build(Run(), place, title, url)


def pages(place):
    return sorted(place.rglob("*.html"))


def tree(place, name):
    return LexborHTMLParser((place / name).read_text())


def snapshot(place):
    """Every file with its content and when it was written, but for what the build keeps."""
    return {
        str(path.relative_to(place)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in place.rglob("*")
        if path.is_file() and folders.OWN not in path.parts
    }


def contents(place):
    return {name: content for name, (content, _) in snapshot(place).items()}


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def titles(place, name):
    return text_of(tree(place, name), ".paper .title")


def test_every_day_paper_and_topic_has_its_page(three_days, place):
    done = made(place)
    assert (done.days, done.papers, done.unread) == (3, 5, 0)
    names = {str(path.relative_to(place)) for path in pages(place)}
    assert {"index.html", "search.html", "days/index.html", "topics/index.html"} < names
    assert {f"days/2025-12-{day}.html" for day in ("08", "09", "10")} < names
    assert {f"papers/2512.0000{number}.html" for number in range(1, 6)} < names
    assert "topics/rag/index.html" in names


def check_links(place):
    """Every link leads to a file of the site, and to a place in it."""
    for path in pages(place):
        for node in LexborHTMLParser(path.read_text()).css("[href], [src]"):
            target = node.attributes.get("href") or node.attributes["src"]
            parts = urlsplit(target)
            if parts.scheme:
                assert parts.scheme in {"https", "http", "data"}
                continue
            assert not target.startswith("/")
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert there.is_file(), f"{path}: {target}"
            assert there.is_relative_to(place.resolve())
            if parts.fragment:
                found = LexborHTMLParser(there.read_text())
                assert found.css(f"[id='{parts.fragment}']"), target


def test_every_link_resolves_and_every_page_is_well_built(three_days, place):
    store(None, annotated(7), label="file-x-12345678")
    made(place)
    check_links(place)
    for path in pages(place):
        html = path.read_text()
        check_policy(html, linked=True)
        check_structure(LexborHTMLParser(html))


def test_hostile_papers_stay_text(place):
    entries = [
        replace(each, id=identity)
        for each, identity in zip(
            hostile.entries(),
            ["astro-ph/0601001", "../../x", "sha256:0123456789abcdef", "CON", "a" * 400]
            + [f"2512.{number:05}" for number in range(40)],
            strict=False,
        )
    ]
    store("2025-12-09", *entries, skipped=(Skipped("s", "<script>alert(1)</script>", "</p>"),))
    made(place, title="</title><script>alert(1)</script>")
    check_links(place)
    for path in pages(place):
        html = path.read_text()
        assert hostile.steering(html) == set()
        assert hostile.active(html, whole=True) == []
        check_policy(html, linked=True)
        check_structure(LexborHTMLParser(html))
    assert {path.parent.name for path in place.parent.rglob("*.html")} >= {"papers", "days"}
    assert list(place.parent.glob("*.html")) == []


def test_the_start_page_is_the_newest_day_with_a_calendar_of_all(three_days, place):
    made(place)
    start = tree(place, "index.html")
    assert text_of(start, "h1") == ["Wednesday, 10 December 2025"]
    assert titles(place, "index.html") == titles(place, "days/2025-12-10.html")
    links = {node.attributes["href"]: node.text() for node in start.css(".calendar td a")}
    assert links == {f"days/2025-12-{day:02}.html": str(day) for day in (8, 9, 10)}


def test_days_lead_to_their_neighbours_above_and_below(three_days, place):
    made(place)
    day, start = tree(place, "days/2025-12-09.html"), tree(place, "index.html")
    both = ["../days/2025-12-08.html", "../days/2025-12-10.html"]
    assert [node.attributes["href"] for node in day.css(".turn a")] == both * 2
    order = [node.attributes.get("class") for node in day.css(".turn, .paper")]
    assert order == ["turn", "paper", "paper", "turn"]
    names = [node.attributes["aria-label"] for node in day.css("nav")]
    assert len(set(names)) == len(names)
    links = [node.attributes["href"] for node in start.css(".turn a")]
    assert links == ["days/2025-12-09.html"] * 2


def test_a_paper_of_two_days_is_one_page_with_both_and_marked_on_the_later(three_days, place):
    made(place)
    days = tree(place, "papers/2512.00001.html").css(".seen a")
    assert [node.attributes["href"] for node in days] == [
        "../days/2025-12-09.html",
        "../days/2025-12-08.html",
    ]
    assert text_of(tree(place, "days/2025-12-09.html"), ".marks") == ["already in 2025-12-08"]
    assert tree(place, "days/2025-12-08.html").css(".marks") == []


def test_a_papers_page_marks_its_evidence(place):
    abstract = "We study agents on 512times512 images."
    tag = Tag("agents", "512times512 images", "abstract", 19, 37, 0.9)
    note = Annotation(tldr="T.", tldr_origin="model", tags=("agents",), evidence=(tag,), engine="x")
    store("2025-12-09", entry(paper(abstract=abstract, authors=("A", "B")), note))
    made(place)
    shown = tree(place, "papers/2512.00000.html")
    assert text_of(shown, ".abstract mark") == ["512×512 images"]  # noqa: RUF001 - the sign is meant
    assert text_of(shown, ".abstract") == ["We study agents on 512×512 images."]  # noqa: RUF001 - the same
    mark = shown.css_first(".abstract mark a")
    row = shown.css_first(mark.attributes["href"])
    assert row.css_first("dt").text() == mark.attributes["data-says"] == "Agents"
    assert row.css_first(".where a").attributes["href"] == f"#{mark.id}"
    assert text_of(shown, ".authors") == ["A, B"]
    assert shown.css_first(".tag").attributes["href"] == "../topics/agents/index.html"


def test_a_papers_page_says_where_it_was_listed_in_which_version_and_whether_it_was_reviewed(place):
    store("2025-12-08", annotated(1, version=1, published="2025-12-01"))
    store("2025-12-09", annotated(1, version=2, updated="2025-12-09"), label="arxiv-cs.CL")
    made(place)
    rows = [text_of(row, "th, td") for row in tree(place, "papers/2512.00001.html").css(".seen tr")]
    assert rows == [
        ["Day", "Source", "Version"],
        ["Tuesday, 9 December 2025", "arXiv cs.CL", "v2"],
        ["Monday, 8 December 2025", "Hugging Face Daily Papers", "v1"],
    ]
    history = text_of(tree(place, "papers/2512.00001.html"), "section[aria-labelledby=history] dd")
    assert {"v2", "2025-12-09", "not yet"} <= set(history)
    with Run().reviews.locked():
        Run().reviews.keep([Review(id="2512.00001", tldr="A better line.")])
    made(place)
    shown = tree(place, "papers/2512.00001.html")
    assert "by a reader" in text_of(shown, "section[aria-labelledby=history] dd")


def test_a_papers_citation_is_what_the_formats_make_of_it(place):
    authors = ("Ada Lovelace", "Alan Turing")
    one = annotated(
        1, authors=authors, published="2025-12-01", url="https://arxiv.org/abs/2512.00001"
    )
    store("2025-12-08", one)
    made(place)
    texts = [node.text() for node in tree(place, "papers/2512.00001.html").css(".citation pre")]
    assert texts[0] == bibtex.written(*bibtex.citation(one)).strip()
    assert set(texts[0].splitlines()) <= set("".join(bibtex.render(digest(one), VIEW)).splitlines())
    assert texts[1] == "".join(ris.render(digest(one), VIEW)).replace("\r\n", "\n").strip()
    title = " ".join(one.title.split())
    assert texts[2] == (
        f"Ada Lovelace, Alan Turing. {title}. 2025. arXiv:2512.00001. "
        "https://arxiv.org/abs/2512.00001"
    )


def told(tree):
    """What a page says of itself in its head."""
    return {
        each.attributes.get("property") or each.attributes["name"]: each.attributes["content"]
        for each in tree.css("head > meta[content]")
        if "http-equiv" not in each.attributes
    }


def test_a_page_says_what_it_is_about_to_those_who_are_sent_a_link(three_days, place):
    made(place, "Our papers", "https://example.org/papers/")
    head = tree(place, "papers/2512.00001.html")
    said = told(head)
    (tldr,) = text_of(head, ".tldr")
    address = "https://example.org/papers/papers/2512.00001.html"
    assert said["description"] == said["og:description"] == tldr
    assert said["og:title"] == text_of(head, "h1")[0]
    assert (said["og:type"], said["og:site_name"]) == ("article", "Our papers")
    assert said["og:url"] == head.css_first("link[rel=canonical]").attributes["href"] == address
    for path in pages(place):
        said = told(LexborHTMLParser(path.read_text()))
        name = path.relative_to(place).as_posix()
        assert said["og:url"] == f"https://example.org/papers/{name}"
        assert said["description"] == said["og:description"]
        assert 0 < len(said["description"]) <= 300


def test_a_long_abstract_is_cut_where_it_describes_a_page(place):
    note = Annotation(tldr=None, tldr_origin=None, engine="x")
    store("2025-12-09", entry(paper(abstract="A & B. " * 100), note))
    made(place)
    said = told(tree(place, "papers/2512.00000.html"))["description"]
    assert said.startswith("A & B. A & B.")
    assert said.endswith("…")
    assert len(said) <= 300


def test_a_site_without_an_address_claims_none_and_has_no_map(three_days, place):
    made(place)
    for path in pages(place):
        found = LexborHTMLParser(path.read_text())
        assert "og:url" not in told(found)
        assert found.css("link[rel=canonical]") == []
    assert not (place / "sitemap.xml").exists()


def test_a_site_with_an_address_has_a_map_of_its_pages(three_days, place, monkeypatch):
    made(place, url="https://example.org/papers")
    text = (place / "sitemap.xml").read_text()
    found = re.findall("<loc>https://example.org/papers/(.*)</loc>", text)
    assert sorted(found) == [path.relative_to(place).as_posix() for path in pages(place)]
    monkeypatch.setattr(sitemap, "MOST", 10)
    (place / "sitemap.xml").unlink()
    store("2025-12-11", annotated(6))
    made(place, url="https://example.org/papers")
    assert "sitemap-2.xml</loc></sitemap>" in (place / "sitemap.xml").read_text()
    assert (place / "sitemap-1.xml").read_text().count("<url>") == 10


def test_papers_of_two_sources_stand_once_on_their_day(place):
    store("2025-12-09", annotated(1), annotated(2))
    store("2025-12-09", annotated(2), annotated(3), label="arxiv-cs.CL")
    assert made(place).papers == 3
    assert len(titles(place, "days/2025-12-09.html")) == 3
    assert len(tree(place, "days/2025-12-09.html").css("dl.made")) >= 2


def test_papers_without_annotation_are_listed_with_the_reason_and_have_a_page(place):
    left = paper(2)
    store(
        "2025-12-09",
        annotated(1),
        unannotated=(left, paper(0)),
        skipped=(Skipped(left.id, left.title, "no answer in time"),),
    )
    made(place)
    assert sorted(text_of(tree(place, "days/2025-12-09.html"), ".skipped li")) == [
        "A Sparse Index for Retrieval-Augmented Generation: not annotated yet",
        "Scaling Laws and the Learning Rate: no answer in time",
    ]
    assert "not annotated" in text_of(tree(place, f"papers/{left.id}.html"), ".marks")
    check_links(place)


@pytest.fixture
def three_weeks(three_days):
    store("2025-12-01", annotated(6))
    store("2025-11-24", annotated(7))


def test_a_topic_lists_its_papers_newest_first_with_the_numbers_of_its_trend(three_weeks, place):
    made(place)
    topic = tree(place, "topics/rag/index.html")
    assert text_of(topic, "h1") == ["RAG"]
    ids = [node.attributes["id"] for node in topic.css(".paper")]
    assert ids[:2] == ["p-2512.00004", "p-2512.00005"]
    rows = [text_of(row, "th, td") for row in topic.css(".trend + details tbody tr")]
    assert rows == [["2025-W50", "5"], ["2025-W49", "1"], ["2025-W48", "1"]]
    assert text_of(topic, ".trend svg > text") == ["0", "2", "4", "6", "2025-W48"]
    assert topic.css_first(".trend svg").attributes["role"] == "img"
    assert text_of(topic, ".trend desc")


def test_a_card_leads_to_abstract_and_pdf_at_arxiv_and_to_the_doi_once_each(place):
    store("2025-12-08", annotated(1, doi="10.1000/182"))
    made(place)
    for page in ("topics/rag/index.html", "index.html"):
        links = [each.attributes.get("href") for each in tree(place, page).css("article a")]
        for address in (
            "arxiv.org/abs/2512.00001",
            "arxiv.org/pdf/2512.00001",
            "doi.org/10.1000/182",
        ):
            assert links.count(f"https://{address}") == 1, page


def test_a_large_topic_has_its_papers_by_month(place):
    for month in (10, 11, 12):
        numbers = range(month * 100, month * 100 + 15)
        store(f"2025-{month}-03", *(annotated(number) for number in numbers))
    made(place)
    assert len(titles(place, "topics/rag/index.html")) == 20
    links = [
        node.attributes["href"] for node in tree(place, "topics/rag/index.html").css(".months a")
    ]
    assert links == ["2025-12.html", "2025-11.html", "2025-10.html"]
    assert sum(len(titles(place, f"topics/rag/{each}")) for each in links) == 45
    check_links(place)


def test_trends_are_not_shown_before_there_are_three_weeks_of_them(three_days, place):
    store("2025-12-01", annotated(6))
    made(place)
    names = ("index.html", "topics/index.html", "topics/rag/index.html")
    for name in names:
        assert tree(place, name).css("svg.chart, table:not(.calendar)") == []
    store("2025-11-24", annotated(7))
    made(place)
    for name in names:
        assert len(tree(place, name).css("svg.chart")) == 1


def test_the_overview_has_every_topic_with_a_picture_and_a_table(three_weeks, place):
    made(place)
    overview = tree(place, "topics/index.html")
    folders_there = {path.name for path in (place / "topics").iterdir() if path.is_dir()}
    assert {
        node.attributes["href"].split("/")[0] for node in overview.css(".overview a")
    } == folders_there
    pictures = overview.css(".multiples svg[role=img][aria-labelledby]")
    assert len(pictures) == len(folders_there)
    assert text_of(overview, ".multiples a") == ["RAG"]
    assert text_of(overview, "tbody th[scope=row]")
    assert "2025-W50" in text_of(overview, "thead th")


def test_what_was_reviewed_is_what_is_shown(three_days, place):
    made(place)
    before = snapshot(place)
    review = Review(id="2512.00004", tags={"rag": False, "agents": True}, tldr="A better line.")
    with Run().reviews.locked():
        Run().reviews.keep([review])
    made(place)
    shown = tree(place, "papers/2512.00004.html")
    assert text_of(shown, ".tldr") == ["A better line."]
    assert text_of(shown, ".tags li") == ["Agents"]
    assert "A better line." in (place / "days/2025-12-10.html").read_text()
    assert "papers/2512.00005.html" not in changed(before, snapshot(place))
    (Run().reviews.folder / "2512.00004.json").unlink()
    made(place)
    assert {name: content for name, (content, _) in snapshot(place).items()} == {
        name: content for name, (content, _) in before.items()
    }


def test_building_again_writes_nothing(three_days, place):
    made(place)
    before = snapshot(place)
    again = made(place)
    assert (again.written, again.removed) == (0, 0)
    assert snapshot(place) == before


def test_a_new_day_changes_only_what_it_touches(three_days, place):
    for month in (3, 6, 9):
        store(f"2025-{month:02}-03", annotated(month * 1000), annotated(month * 1000 + 1))
    made(place)
    before = snapshot(place)
    store("2025-12-11", annotated(6))
    done = made(place)
    after = snapshot(place)
    touched = changed(before, after)
    assert done.written == len(touched)
    assert {"papers/2512.00006.html", "days/2025-12-11.html", "index.html"} <= touched
    for name in touched:  # a new paper stands on the pages of those that it is like
        if name.startswith("papers/") and name != "papers/2512.00006.html":
            assert "2512.00006.html" in (place / name).read_text(encoding="utf-8")
    assert {name for name in touched if name.startswith("days/")} == {
        "days/2025-12-11.html",
        "days/2025-12-11.js",
        "days/2025-12-10.html",  # it leads to the next day now
        "days/index.html",
    }
    assert not [name for name in touched if name.startswith("search/2025-q3")]
    assert [name for name in touched if name.startswith("search/2025-q4-12")]


def test_a_build_from_nothing_and_one_brought_up_to_date_are_the_same(three_days, place, tmp_path):
    made(place)
    store("2025-12-11", annotated(6), annotated(1))
    made(place)
    made(tmp_path / "other")
    once, other = snapshot(place), snapshot(tmp_path / "other")
    assert {name: content for name, (content, _) in once.items()} == {
        name: content for name, (content, _) in other.items()
    }


def test_a_day_that_is_gone_leaves_no_orphan(three_days, place):
    made(place)
    (Run().library.folder / "hf" / "2025-12-10.json").unlink()
    done = made(place)
    names = {str(path.relative_to(place)) for path in pages(place)}
    assert not names & {"days/2025-12-10.html", "papers/2512.00004.html", "papers/2512.00005.html"}
    assert done.removed > 2
    assert text_of(tree(place, "index.html"), "h1") == ["Tuesday, 9 December 2025"]
    check_links(place)


def test_an_emptied_topic_leaves_no_folder(place):
    store("2025-12-09", annotated(1))
    store("2025-12-10", replace(annotated(2), tags=("agents",), evidence=()))
    made(place)
    assert (place / "topics" / "agents").is_dir()
    (Run().library.folder / "hf" / "2025-12-10.json").unlink()
    made(place)
    assert not (place / "topics" / "agents").exists()


def test_files_of_others_are_never_touched(three_days, place):
    made(place)
    for name in ("CNAME", "papers/notes.html", "topics/rag/mine.txt", ".nojekyll"):
        (place / name).write_text("mine")
    (Run().library.folder / "hf" / "2025-12-08.json").unlink()
    (Run().library.folder / "hf" / "2025-12-09.json").unlink()
    made(place)
    for name in ("CNAME", "papers/notes.html", "topics/rag/mine.txt", ".nojekyll"):
        assert (place / name).read_text() == "mine"


def test_a_file_of_others_in_the_way_is_not_overwritten(three_days, place):
    made(place)
    (place / "papers" / "2512.00006.html").write_text("mine")
    store("2025-12-11", annotated(6))
    with pytest.raises(UsageError, match="does not belong to the site: move it away"):
        made(place)
    assert (place / "papers" / "2512.00006.html").read_text() == "mine"


def test_a_folder_that_is_no_site_is_refused(three_days, tmp_path, capsys):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("mine")
    assert cli.main(["site", "build", "-o", str(tmp_path / "photos")]) == 2
    assert "has files that are not a site" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_an_empty_folder_or_a_fresh_clone_is_taken(three_days, place):
    (place / ".git").mkdir(parents=True)
    assert made(place).written


def test_a_file_in_the_folders_place_is_one_line(three_days, place, capsys):
    place.write_text("mine")
    assert cli.main(["site", "build", "-o", str(place)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert place.read_text() == "mine"


def test_a_page_that_was_lost_or_damaged_is_made_again(three_days, place):
    made(place)
    before = {name: content for name, (content, _) in snapshot(place).items()}
    (place / "index.html").unlink()
    (place / "days" / "2025-12-09.html").write_text("")
    assert made(place).written == 2
    assert {name: content for name, (content, _) in snapshot(place).items()} == before


def test_a_full_disk_is_one_line_and_the_next_build_goes_on(three_days, place, monkeypatch, capsys):
    write, count = folders.write_atomic, 0

    def full(path, content, **options):
        nonlocal count
        count += 1
        if count > 7:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(path, content, **options)

    monkeypatch.setattr(folders, "write_atomic", full)
    assert cli.main(["site", "build", "-o", str(place)]) == 2
    error = capsys.readouterr().err
    assert "No space left on device" in error
    assert error.count("\n") == 1
    monkeypatch.setattr(folders, "write_atomic", write)
    (Run().library.folder / "hf" / "2025-12-08.json").unlink()
    made(place)
    assert not (place / "papers" / "2512.00002.html").exists()
    check_links(place)


def test_a_folder_that_cannot_be_written_is_one_line(three_days, place, capsys):
    place.parent.joinpath("file").write_text("")
    assert cli.main(["site", "build", "-o", str(place.parent / "file" / "site")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_killed_build_is_healed_by_the_next(place):
    for number in range(30):
        store(f"2025-11-{number + 1:02}", annotated(number * 2), annotated(number * 2 + 1))
    command = [sys.executable, "-m", "summarizer", "site", "build", "-o", str(place)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    while not list(place.glob("papers/*.html")) and time.monotonic() < end:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert not (place / folders.OWN / "manifest.json").exists()
    written = [path for path in pages(place) if path.parent.name == "papers"]
    for path in sorted(Run().library.folder.glob("hf/*.json"))[-20:]:
        path.unlink()
    made(place)
    assert written
    assert len(list(place.glob("papers/*.html"))) == 20
    assert list(place.rglob("*.tmp")) == []
    check_links(place)


def test_half_a_file_of_a_killed_build_goes_and_that_of_others_stays(three_days, place):
    made(place)
    half = place / "days" / ".2025-12-09.html.123-0a1b2c3d.tmp"
    other = place / "days" / ".notes.txt.123-0a1b2c3d.tmp"
    half.write_text("<!doc")
    other.write_text("mine")
    made(place)
    assert not half.exists()
    assert other.exists()


def test_two_builds_at_once_do_not_disturb_each_other(three_days, place):
    failures = []

    def one():
        try:
            made(place)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is shown
            failures.append(error)

    threads = [threading.Thread(target=one) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert made(place).written == 0
    check_links(place)


def test_a_build_that_waits_too_long_says_so(three_days, place, monkeypatch):
    made(place)
    monkeypatch.setattr(folders, "_LOCK_SECONDS", 0.01)
    run = Run()
    with (
        folders.Folder(place, run.observer).open(),
        pytest.raises(OutputError, match="another build has been using"),
    ):
        made(place)


class Listening(Silent):
    def __init__(self):
        self.heard = []

    def warn(self, message):
        self.heard.append(message)


def test_a_damaged_manifest_is_set_aside_and_no_orphan_or_foreign_file_is_mistaken(
    three_days, place
):
    made(place)
    (place / "CNAME").write_text("mine")
    (place / "own.html").write_text("<p>mine, about the summarizer</p>")
    manifest = place / folders.OWN / "manifest.json"
    manifest.write_text(manifest.read_text()[:100])
    (Run().library.folder / "hf" / "2025-12-10.json").unlink()
    observer = Listening()
    build(Run(observer=observer), place, "Papers")
    assert "was damaged" in observer.heard[0]
    assert not (place / "papers" / "2512.00004.html").exists()
    assert (place / "CNAME").exists()
    assert (place / "own.html").exists()
    check_links(place)


@pytest.mark.parametrize("part", ["reviews", "search", "shelves", "base", None])
@pytest.mark.parametrize("value", ["x", 1, None, ["x"], {"x": ["y"]}])
def test_notes_that_were_changed_are_as_good_as_none(three_days, place, part, value):
    made(place)
    before = snapshot(place)
    manifest = place / folders.OWN / "manifest.json"
    known = json.loads(manifest.read_text())
    known["notes"] = known["notes"] | {part: value} if part else value
    manifest.write_text(json.dumps(known))
    made(place)
    assert snapshot(place).keys() == before.keys()
    check_links(place)


def test_a_manifest_that_names_other_places_removes_nothing_there(three_days, place):
    made(place)
    (place.parent / "precious.txt").write_text("mine")
    path = place / folders.OWN / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"] |= {"../precious.txt": ["x", 4], str(place.parent / "precious.txt"): ["x", 4]}
    path.write_text(json.dumps(manifest))
    made(place)
    assert (place.parent / "precious.txt").exists()


def test_an_empty_library_never_empties_a_site(three_days, place, monkeypatch, tmp_path):
    made(place)
    before = snapshot(place)
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "elsewhere"))
    with pytest.raises(UsageError, match="nothing is stored in"):
        made(place)
    assert snapshot(place) == before


def test_nothing_stored_makes_a_site_that_says_so(place, capsys):
    assert cli.main(["site", "build", "-o", str(place)]) == 0
    assert "nothing is stored yet" in capsys.readouterr().err
    assert "Nothing is stored yet" in tree(place, "index.html").body.text()
    check_links(place)


def test_a_day_that_cannot_be_read_is_said_and_counted(three_days, place, capsys):
    (Run().library.folder / "hf" / "2025-12-09.json").write_text("{")
    assert cli.main(["site", "build", "-o", str(place)]) == 1
    out, err = capsys.readouterr()
    assert "1 day unreadable" in out
    assert "was damaged" in err
    check_links(place)


def test_the_command_says_what_was_done(three_days, place, capsys):
    assert cli.main(["site", "build", "-o", str(place), "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["written"] == done["files"] > 10
    assert cli.main(["site", "build", "-o", str(place)]) == 0
    assert "5 papers from 3 days" in capsys.readouterr().out


def test_another_title_is_on_every_page(three_days, place):
    made(place)
    done = made(place, title="Ours & theirs")
    assert all("Ours &amp; theirs" in path.read_text() for path in pages(place))
    assert done.written >= len(pages(place))


@pytest.mark.parametrize("url", ["ftp://x", "example.org", "https://x/?a=b", "javascript:alert(1)"])
def test_an_address_that_is_none_is_refused(place, url):
    with pytest.raises(SystemExit) as error:
        cli.main(["site", "build", "-o", str(place), "--url", url])
    assert error.value.code == 2


def test_the_site_and_each_topic_have_feeds_that_their_pages_name(three_days, place):
    made(place, url="https://example.org/papers")
    for name in ("", "topics/rag/"):
        page = tree(place, f"{name}index.html")
        links = {
            node.attributes["type"]: node.attributes["href"]
            for node in page.css("link[rel=alternate]")
        }
        assert links == {"application/atom+xml": "feed.xml", "application/feed+json": "feed.json"}
        found = feedparser.parse((place / name / "feed.xml").read_bytes())
        assert not found.bozo
        assert len(found.entries) == 5
        own = {link.rel: link.href for link in found.feed.links}
        assert own["self"] == f"https://example.org/papers/{name}feed.xml"
        assert own["alternate"] == f"https://example.org/papers/{name}index.html"
        feed = json.loads((place / name / "feed.json").read_text())
        assert feed["feed_url"] == f"https://example.org/papers/{name}feed.json"
        assert len(feed["items"]) == 5


def test_the_feed_of_a_topic_that_became_rare_still_has_its_newest_papers(place):
    for number in range(1, 9):
        store(f"2025-0{number}-03", annotated(number))
    store("2025-12-09", replace(annotated(20), tags=("agents",), evidence=()))
    made(place)
    feed = json.loads((place / "topics" / "rag" / "feed.json").read_text())
    newest = [node.text().strip() for node in tree(place, "topics/rag/index.html").css(".title")]
    assert [item["title"] for item in feed["items"]] == newest[:5]


def test_feeds_do_not_invent_an_address(three_days, place):
    made(place)
    feed = json.loads((place / "feed.json").read_text())
    assert "feed_url" not in feed
    assert "home_page_url" not in feed
    assert "self" not in {
        link.rel for link in feedparser.parse(place / "feed.xml").feed.get("links", ())
    }


def test_the_search_page_names_the_index_it_belongs_to(three_days, place):
    made(place)
    page = tree(place, "search.html")
    script = page.css_first("script[src='search/search.js']")
    head = (place / "search" / "index.js").read_text()
    assert f'"{script.attributes["data-version"]}"' in head
    content = json.loads(head[head.index("{") : head.rindex("}") + 1])
    assert sum(block["papers"] for block in content["blocks"]) == 5
    for block in content["blocks"]:
        assert (place / "search" / block["name"] / "cards-0.js").is_file()


def test_an_old_link_to_the_library_is_not_needed(three_days, place, monkeypatch, tmp_path):
    """The pages lead nowhere out of their folder: a copy of it works anywhere."""
    made(place)
    copy = tmp_path / "deep" / "er" / "copy"
    copy.parent.mkdir(parents=True)
    place.rename(copy)
    check_links(copy)
    assert made(copy).written == 0


def test_pages_hold_no_place_of_this_machine(place, example, capsys):
    assert cli.main(["papers", str(example), "--limit", "2", "--quiet"]) == 0
    made(place)
    (collection,) = (place / "collections").glob("*.html")
    assert example.name in tree(place, f"collections/{collection.name}").css_first(".lead").text()
    for path in place.rglob("*"):
        if path.is_file():
            assert os.environ["SUMMARIZER_HOME"] not in path.read_text()
            assert str(example.parent) not in path.read_text()


def test_files_are_collections_of_no_day_shown_first_where_there_is_none(place, file, capsys):
    assert cli.main(["papers", str(file), "--quiet"]) == 0
    assert made(place).days == 0
    start = tree(place, "index.html")
    assert start.css_first("h1").text() == f"Collection: {file.stem}"
    assert "belong to no day" in start.css_first(".lead").text()
    assert len(start.css("article.paper")) == 3
    (link,) = [each for each in start.css(".beside a") if each.text() == file.stem]
    page = tree(place, link.attributes["href"])
    assert page.css_first("h1").text() == f"Collection: {file.stem}"
    assert len(page.css("article.paper")) == 3
    assert link.attributes["href"].removeprefix("collections/") in str(
        [each.attributes.get("href") for each in tree(place, "days/index.html").css("a")]
    )


def test_a_large_collection_has_several_pages(place, tmp_path):
    path = tmp_path / "pile.jsonl"
    path.write_text("".join(dumps(paper(id=f"2512.{number:05d}")) + "\n" for number in range(450)))
    assert cli.main(["papers", str(path), "--quiet", "-o", str(tmp_path / "x.json")]) == 0
    made(place)
    pages = sorted((place / "collections").glob("*.html"))
    assert len(pages) == 3
    assert max(each.stat().st_size for each in pages) < 1_000_000
    listed = [
        each
        for page in pages
        for each in tree(place, f"collections/{page.name}").css("article.paper")
    ]
    assert len(listed) == 450


def test_compiled_templates_are_kept_for_the_next_build(three_days, place, home):
    made(place)
    assert list((home / "cache" / "templates").iterdir())


def test_where_templates_cannot_be_kept_the_site_is_built_all_the_same(three_days, place, home):
    (home / "cache").mkdir(exist_ok=True)
    (home / "cache" / "templates").write_text("no folder")
    made(place)
    assert (place / "index.html").is_file()


@pytest.mark.parametrize("linked", ["days", "topics", ".summarizer"])
def test_a_folder_of_the_site_that_is_a_link_is_never_written_through(three_days, tmp_path, linked):
    site, other = tmp_path / "site", tmp_path / "other"
    build(Run(), site, "Papers")
    folder = site / linked
    assert folder.is_dir()
    folder.rename(other)
    folder.symlink_to(other, target_is_directory=True)
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}
    store("2025-12-11", annotated(6), annotated(7))
    with pytest.raises(UsageError, match="is a link to another folder"):
        build(Run(), site, "Papers")
    assert {path: path.read_bytes() for path in other.rglob("*") if path.is_file()} == before


LINE = "A sparse index answers queries in 12 ms."


def test_pages_show_the_sites_lines_as_the_setting_says_and_go_back(place, monkeypatch):
    store("2025-12-08", annotated(0, ai_summary=LINE), annotated(3))
    made(place)
    first = contents(place)
    own = tree(place, "papers/2512.00000.html")
    assert text_of(own, "main :is(p, dd)").count(LINE) == 1
    assert "From the paper's site" in text_of(own, "h2")
    monkeypatch.setenv("SUMMARIZER_TLDR", "site")
    made(place)
    site = tree(place, "days/2025-12-08.html")
    assert text_of(site, "p.tldr").count(LINE) == 1
    assert "TL;DR by the site" in site.html
    own = tree(place, "papers/2512.00000.html")
    assert text_of(own, "main :is(p, dd)").count(LINE) == 1
    assert made(place).written == 0
    monkeypatch.setenv("SUMMARIZER_TLDR", "both")
    made(place)
    for name in ("days/2025-12-08.html", "papers/2512.00000.html"):
        assert text_of(tree(place, name), "p.site-line") == [f"The site's line: {LINE}"]
        assert " ".join(text_of(tree(place, name), "main :is(p, dd)")).count(LINE) == 1
    assert made(place).written == 0
    monkeypatch.delenv("SUMMARIZER_TLDR")
    made(place)
    assert contents(place) == first
