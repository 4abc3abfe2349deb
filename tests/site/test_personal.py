"""A site for its reader: her papers first, on every day, on a page and in a feed of their own."""

from __future__ import annotations

import json
from dataclasses import replace

import feedparser
import pytest
from digests import digest
from engine_double import Counting
from pagechecks import check_policy, check_structure, text_of
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer import cli, ranking
from summarizer.annotate.annotator import entry
from summarizer.library.run import Run
from summarizer.papers.records import Report
from summarizer.site import folder as folders
from summarizer.site.build import Extras, build
from summarizer.site.foryoupage import DAYS, MOST

ENGINE = Counting()
DIFFUSION = '[pictures]\nwords = ["diffusion"]\n'
RAG = '[mine]\nwords = ["retrieval-augmented generation"]\n'


@pytest.fixture
def interests(home):
    """Write the file of interests."""

    def write(text):
        home.mkdir(parents=True, exist_ok=True)
        (home / "interests.toml").write_text(text)

    return write


@pytest.fixture
def place(tmp_path):
    return tmp_path / "site"


def annotated(number, **changes):
    """A paper about retrieval, diffusion or scaling, as its number says."""
    one = paper(number % 3, id=f"2512.{number:05}", **changes)
    return entry(one, ENGINE.annotate(one))


def store(day, *numbers):
    entries = [annotated(number, listed=day) for number in numbers]
    report = Report(found=len(entries), kept=len(entries))
    made = digest(*entries, source=(f"hf:{day}",), date=day, report=report)
    Run().library.store("hf", made, entries)


@pytest.fixture
def two_days(interests):
    interests(DIFFUSION)
    store("2025-12-09", 0, 1, 2)
    store("2025-12-10", 3, 4, 5)


def made(place, name="all", **how):
    run = Run()
    found = ranking.of(run, name, offline=True) if name else None
    return build(run, place, "Papers", how.get("url"), Extras(found))


def tree(place, name):
    return LexborHTMLParser((place / name).read_text(encoding="utf-8"))


def shown(place, name):
    return [node.attributes["data-id"][-1] for node in tree(place, name).css(".paper")]


def contents(place):
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and folders.OWN not in path.parts
    }


def changed(before, after):
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.mark.usefixtures("two_days")
class TestPages:
    def test_each_day_shows_what_is_for_the_reader_first(self, place):
        made(place)
        for name, first, others in (("days/2025-12-09.html", "1", "02"), ("index.html", "4", "35")):
            found = shown(place, name)
            assert found[0] == first
            assert sorted(found[1:]) == list(others)
            assert text_of(tree(place, name), ".group > h2") == [
                "For you: 1 of 3",
                "Other papers 2",
            ]
            (why,) = text_of(tree(place, name), ".why")
            assert why.startswith("Because: words “diffusion”")
            assert why.endswith("profile pictures")

    def test_one_page_has_the_most_relevant_of_the_newest_days(self, place):
        made(place)
        page = tree(place, "for-you.html")
        assert shown(place, "for-you.html") == ["4", "1"]
        assert len(page.css(".why")) == 2
        assert [each.split(" · ")[0] for each in text_of(page, ".about .facts")] == [
            *("listed 2025-12-10", "listed 2025-12-09")
        ]
        assert text_of(page, "nav [aria-current=page]") == ["For you"]
        (lead,) = text_of(page, ".lead")
        assert lead == (
            "Papers of the newest 2 stored days that you are likely to want, by your interests; "
            "the most relevant first."
        )

    def test_every_page_leads_there_and_is_well_built(self, place):
        made(place)
        for path in place.rglob("*.html"):
            html = path.read_text(encoding="utf-8")
            check_policy(html, linked=True)
            check_structure(LexborHTMLParser(html))
            up = "../" * (len(path.relative_to(place).parts) - 1)
            (link,) = LexborHTMLParser(html).css("nav [href$='for-you.html']")
            assert link.attributes["href"] == f"{up}for-you.html"

    def test_no_other_list_says_why(self, place):
        made(place)
        for path in place.rglob("*.html"):
            if path.parent.name in {"papers", "topics"} or "topics" in path.parts:
                assert LexborHTMLParser(path.read_text(encoding="utf-8")).css(".why") == []

    def test_one_profile_can_be_asked_for_and_is_named(self, place, interests):
        interests(DIFFUSION + RAG)
        made(place, "mine")
        assert shown(place, "for-you.html") == ["3", "0"]
        assert "by your profile mine" in text_of(tree(place, "for-you.html"), ".lead")[0]

    def test_a_feed_has_them_in_their_order_with_the_reasons(self, place):
        made(place, url="https://example.org/papers/")
        found = feedparser.parse((place / "for-you.xml").read_bytes())
        assert [each.title[:5] for each in found.entries] == ["Eight", "Eight"]
        said = "For you, because: words “diffusion”"
        assert all(said in each.content[0].value for each in found.entries)
        data = json.loads((place / "for-you.json").read_text(encoding="utf-8"))
        assert data["home_page_url"] == "https://example.org/papers/for-you.html"
        assert data["feed_url"] == "https://example.org/papers/for-you.json"
        every = feedparser.parse((place / "feed.xml").read_bytes())
        assert found.feed.id != every.feed.id
        assert {each.id for each in found.entries} < {each.id for each in every.entries}
        assert not any("For you" in each.content[0].value for each in every.entries)

    def test_a_hidden_paper_is_counted_and_not_shown(self, place):
        Run().marks.mark([annotated(1)], "hide")
        made(place)
        assert sorted(shown(place, "days/2025-12-09.html")) == ["0", "2"]
        page = tree(place, "days/2025-12-09.html")
        assert text_of(page, ".beside-count") == ["Not shown: 1 hidden paper"]
        assert text_of(page, ".group > h2")[0] == "For you: none of 2"
        assert "1" not in shown(place, "for-you.html")

    def test_marks_stand_on_every_card_of_the_paper_and_on_its_page(self, place):
        Run().marks.mark([annotated(2)], "star")
        made(place)
        for name in ("days/2025-12-09.html", "papers/2512.00002.html"):
            assert text_of(tree(place, name), ".given") == ["Your marks: starred"]


@pytest.mark.usefixtures("two_days")
class TestNobody:
    def test_a_site_that_nobody_asked_to_be_personal_says_nothing_of_a_reader(self, place):
        Run().marks.mark([annotated(2)], "star")
        made(place, None)
        for path in place.rglob("*.html"):
            page = LexborHTMLParser(path.read_text(encoding="utf-8"))
            assert page.css(".why, .given, [data-given], [href$='for-you.html']") == []
        assert not list(place.glob("for-you*"))
        assert "pictures" not in "".join(
            path.read_text(encoding="utf-8") for path in place.rglob("*") if path.is_file()
        )

    def test_it_becomes_one_for_all_again_without_a_trace(self, place, tmp_path):
        Run().marks.mark([annotated(2)], "star")
        made(place)
        made(place, None)
        made(tmp_path / "other", None)
        assert contents(place) == contents(tmp_path / "other")

    def test_no_command_makes_it_personal_by_itself(self, place, capsys):
        assert cli.main(["config", "set", "daily_for_me", "all"]) == 0
        assert cli.main(["site", "build", "-o", str(place)]) == 0
        assert not (place / "for-you.html").exists()


@pytest.mark.usefixtures("two_days")
class TestLater:
    def test_nothing_new_changes_nothing(self, place):
        made(place)
        before = contents(place)
        assert made(place).written == 0
        assert contents(place) == before

    @pytest.mark.parametrize("change", ["interests", "star", "hide", "day"])
    def test_a_later_build_is_the_same_as_one_from_nothing(
        self, place, tmp_path, interests, change
    ):
        made(place)
        if change == "interests":
            interests(RAG)
        elif change == "day":
            store("2025-12-11", 6, 7, 8)
        else:
            Run().marks.mark([annotated(1)], change)
        assert made(place).written
        made(tmp_path / "other")
        assert contents(place) == contents(tmp_path / "other")

    def test_other_interests_leave_the_pages_of_papers_alone(self, place, interests):
        made(place)
        before = contents(place)
        interests(RAG)
        made(place)
        touched = changed(before, contents(place))
        assert {"index.html", "for-you.html", "for-you.xml", "days/2025-12-09.html"} <= touched
        assert not [name for name in touched if name.startswith(("papers/", "topics/", "search"))]

    def test_what_a_new_profile_wants_no_more_is_gone(self, place, interests):
        made(place)
        interests(RAG)
        made(place)
        assert shown(place, "for-you.html") == ["3", "0"]


def test_only_the_newest_days_and_the_best_papers_have_a_place(place, interests):
    interests(DIFFUSION)
    for day in range(1, DAYS + 3):
        store(f"2025-12-{day:02}", *range(day * 30 + 1, day * 30 + 16, 3))
    made(place)
    page = tree(place, "for-you.html")
    assert len(page.css(".paper")) == MOST
    assert f"the {MOST} most relevant of {DAYS * 5}" in text_of(page, ".lead")[0]
    days = set(text_of(page, ".about .facts > :first-child"))
    assert days <= {f"listed 2025-12-{day:02}" for day in range(3, DAYS + 3)}


def test_without_a_paper_for_her_the_page_says_so(place, interests):
    interests('[mine]\nwords = ["knitting"]\n')
    store("2025-12-09", 0, 1)
    made(place)
    page = tree(place, "for-you.html")
    assert page.css(".paper") == []
    assert "None of the papers of 1 stored day" in page.css_first("main").text()


def test_the_command_builds_it(place, interests, capsys):
    interests(DIFFUSION)
    store("2025-12-09", 0, 1)
    assert cli.main(["site", "build", "-o", str(place), "--for-me"]) == 0
    assert shown(place, "for-you.html") == ["1"]
    assert cli.main(["site", "build", "-o", str(place), "--for-me=nobody"]) == 2
    assert "no profile `nobody`" in capsys.readouterr().err


def test_without_interests_it_says_what_to_do(place, home, capsys):
    store("2025-12-09", 0, 1)
    assert cli.main(["site", "build", "-o", str(place), "--for-me"]) == 2
    assert "interests add" in capsys.readouterr().err
    assert not place.exists()


def test_a_paper_that_two_sources_list_is_ranked_once(place, interests):
    interests(DIFFUSION)
    store("2025-12-09", 0, 1)
    other = replace(annotated(1, listed="2025-12-09"), tldr="Other.")
    made_too = digest(
        other, source=("arxiv:cs.CV",), date="2025-12-09", report=Report(found=1, kept=1)
    )
    Run().library.store("arxiv", made_too, (other,))
    made(place)
    assert shown(place, "days/2025-12-09.html") == ["1", "0"]
