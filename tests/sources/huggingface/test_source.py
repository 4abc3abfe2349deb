from __future__ import annotations

import json
from datetime import date

import pytest
from contract import check_asked
from hypothesis import given
from hypothesis import strategies as st
from papers import ABSTRACTS, api_item, page

from summarizer.errors import InputError, UsageError
from summarizer.settings import Settings
from summarizer.sources.content import Content, read_content
from summarizer.sources.extraction import content_listing
from summarizer.sources.huggingface import page as hfpage
from summarizer.sources.huggingface import source


def api(items, day=None):
    return content_listing(Content("day.json", json.dumps(items).encode(), day))


def test_an_item_of_the_api_is_a_paper():
    paper = api([api_item(1)]).papers[0]
    assert paper.id == "2512.00001"
    assert paper.title == "Eight Steps Are Enough for Diffusion\n  Models"
    assert paper.authors == ("First Author", "Second")
    assert (paper.author_count, paper.upvotes, paper.comments) == (2, 13, 1)
    assert paper.organization == "Example Lab"
    assert (paper.published, paper.listed) == ("2025-12-07", "2025-12-09")
    assert paper.url == "https://huggingface.co/papers/2512.00001"
    assert paper.links == ("https://github.com/example/code", "https://example.com/project")
    assert paper.source == "hf:2025-12-09"
    assert (paper.code, paper.stars) == ("https://github.com/example/code", 1201)
    assert (paper.project_page, paper.submitter) == ("https://example.com/project", "Some Reader")
    assert paper.ai_keywords == ("sparse index", "retrieval")
    assert paper.ai_summary == "What the site's own model says."


def test_a_paper_with_nothing_but_its_text_is_read_and_the_rest_is_unknown():
    paper = api([{"paper": {"id": "2512.00001v2", "title": "T", "summary": "S."}}]).papers[0]
    assert paper.id == "2512.00001"
    assert (paper.author_count, paper.upvotes, paper.comments) == (None, None, None)
    assert (paper.published, paper.listed, paper.organization) == (None, None, None)
    assert (paper.code, paper.stars, paper.ai_summary, paper.ai_keywords) == (None, None, None, ())


def test_fields_of_the_wrong_type_are_unknown():
    entry = api_item()
    entry["paper"] |= {"authors": "x", "upvotes": "3", "publishedAt": 5, "githubRepo": []}
    paper = api([entry]).papers[0]
    assert (paper.authors, paper.upvotes, paper.published) == ((), None, None)


def test_entries_without_text_are_dropped_with_their_place():
    report = api([api_item(), {"paper": {"id": "1"}}, 3, {}]).report
    assert (report.found, report.kept) == (4, 1)
    assert [(each.where, each.why) for each in report.dropped] == [
        ("item 2", "no title and no summary"),
        ("item 3", "no `paper` object"),
        ("item 4", "no `paper` object"),
    ]


@pytest.mark.parametrize("name", ["\u202eabc", "../x", "2512.00001?y", "a b"])
def test_what_is_no_id_makes_no_paper(name):
    entry = api_item()
    entry["paper"]["id"] = name
    (dropped,) = api([api_item(), entry]).report.dropped
    assert dropped.where == "item 2"
    assert dropped.why.endswith("is no id of a paper")


def test_the_day_is_the_one_papers_were_listed_on():
    assert api([api_item()], date(2020, 1, 1)).day == "2025-12-09"
    assert api([api_item(), api_item(1, day="2025-12-10")]).day is None


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps(api_item(number)) for number in range(2)),
        json.dumps({"papers": [api_item(0), api_item(1)]}),
        json.dumps([{"x": "y" * 5000} | api_item(0), api_item(1)]),
    ],
)
def test_items_are_known_in_whatever_they_are_wrapped(text):
    listing = content_listing(Content("x", text.encode()))
    assert listing.label == "hf"
    assert [paper.id for paper in listing.papers] == ["2512.00000", "2512.00001"]


@pytest.mark.parametrize("entries", [[{"paper": {"id": "x"}}], [{"paper": {}}, 3]])
def test_entries_without_any_paper_are_one_clear_error(entries):
    with pytest.raises(InputError, match="no papers among"):
        api(entries)


def test_a_page_is_read_through_its_data():
    listing = content_listing(Content("page.html", page([api_item(), api_item(1)]).encode()))
    assert listing.day == "2025-12-09"
    assert [paper.id for paper in listing.papers] == ["2512.00000", "2512.00001"]


def test_a_page_cut_in_its_data_is_one_clear_error():
    half = page([api_item(), api_item(1)])[:900]
    with pytest.raises(InputError, match="missing or cut off"):
        content_listing(Content("page.html", half.encode()))


def test_entries_stored_as_python_repr_are_read_or_dropped():
    listing = api([repr(api_item()), "{'paper': open('x')}"])
    assert [paper.id for paper in listing.papers] == ["2512.00000"]
    assert listing.report.dropped[0].where == "item 2"


@pytest.mark.parametrize(
    ("name", "count", "day"),
    [
        ("hf_api_daily_2024-05-27.json", 13, "2024-05-27"),
        ("hf_api_daily_2025-05-22.json", 27, "2025-05-22"),
        ("hf_api_daily_2026-07-22.json", 21, "2026-07-22"),
        ("hf_api_daily_2024-12-20_CORRUPT_python-repr.json", 16, "2024-12-20"),
        ("hf_papers_page_2024-08-11.html", 13, "2024-08-01"),
    ],
)
def test_real_captures_are_read_whole(shared, name, count, day):
    listing = content_listing(read_content(str(shared / "huggingface" / name)))
    assert (listing.report.found, listing.report.kept) == (count, count)
    assert listing.day == day
    assert listing.label == "hf"


SITE = "https://huggingface.co"


@pytest.mark.parametrize(
    ("specs", "kind", "canonical", "label"),
    [
        (
            ["hf", f"{SITE}/papers", f"{SITE}/papers/", f"{SITE}/api/daily_papers"],
            "daily",
            "hf",
            "hf",
        ),
        (
            ["hf:2025-12-09", f"{SITE}/papers/date/2025-12-09", f"{SITE}/papers?date=2025-12-09"],
            "daily",
            "hf:2025-12-09",
            "hf",
        ),
        (
            [
                "hf:2025-W50",
                f"{SITE}/papers/week/2025-W50",
                f"{SITE}/api/daily_papers?week=2025-W50",
            ],
            "period",
            "hf:2025-W50",
            "hf-2025-W50",
        ),
        (["hf:2025-12", "http://hf.co/papers/month/2025-12"], "period", "hf:2025-12", "hf-2025-12"),
        (
            ["hf:trending", f"{SITE}/papers/trending", f"{SITE}/api/daily_papers?sort=trending"],
            "ranking",
            "hf:trending",
            "hf-trending",
        ),
        (
            ["hf:2512.00001", "hf:2512.00001v2", f"{SITE}/papers/2512.00001#community"],
            "papers",
            "hf:2512.00001",
            "hf-2512.00001",
        ),
        (
            ["hf:?q=red teaming", "hf:?q=red+teaming", f"{SITE}/papers?q=red%20teaming"],
            "ranking",
            "hf:?q=red teaming",
            "hf-search-red-teaming-0d3bf7bd",
        ),
    ],
)
def test_a_spec_and_the_site_s_address_of_it_ask_the_same(specs, kind, canonical, label):
    check_asked(source, specs, kind, canonical, label)


@pytest.mark.parametrize(
    "spec",
    [
        "hf:yesterday",
        "hf:2025-13",
        "hf:2025-W54",
        "hf:2025-02-30",
        "hf:?q=",
        "hf:?x=1",
        "hf:../../etc",
        f"{SITE}/models",
        f"{SITE}/papers/date/x",
        "https://www.huggingface.co/papers/week/2025-W99",
    ],
)
def test_what_the_site_does_not_have_is_wrong_use(spec):
    with pytest.raises(UsageError, match="give `hf`, `hf:YYYY-MM-DD`"):
        source.ask(spec, Settings())


@pytest.mark.parametrize(
    "spec", ["https://evil.test/papers", "https://huggingface.co.evil.test/papers", "x:y", "hf.txt"]
)
def test_what_is_another_s_is_left_to_others(spec):
    assert source.ask(spec, Settings()) is None


def test_the_address_that_is_configured_is_the_site():
    settings = Settings(hf_endpoint="http://127.0.0.1:8080")
    asked = source.ask("http://127.0.0.1:8080/papers/2512.00001", settings)
    assert asked.spec == "hf:2512.00001"


CARD = """<article><a href="/papers/{id}"><img></a>
<div><div class="leading-none">Submitted by</div></div>
<a href="/login?next=%2Fpapers%2F{id}"><div class="leading-none">{votes}</div></a>
<h3 class="x"><a href="/papers/{id}" class="y">{title}</a></h3>{abstract}
<ul><li title="a"></li><li><div>·</div>
  {authors} authors
</li></ul><a href="/papers/{id}#community">{comments}</a></article>"""


def cards(*changes):
    known = {"votes": "94", "authors": 12, "comments": 5, "title": "A title"}
    known["abstract"] = f"<p>{ABSTRACTS[0]}</p><p>A short one.</p>"
    made = (
        CARD.format(**{"id": f"2512.0000{n}", **known, **each}) for n, each in enumerate(changes)
    )
    return content_listing(Content("page.html", f"<!DOCTYPE html><html>{''.join(made)}".encode()))


def test_cards_are_read_where_the_page_holds_no_data():
    paper = cards({}).papers[0]
    assert (paper.id, paper.title, paper.abstract) == ("2512.00000", "A title", ABSTRACTS[0])
    assert (paper.upvotes, paper.comments, paper.author_count) == (94, 5, 12)
    assert (paper.authors, paper.listed) == ((), None)


def test_cards_are_read_where_the_data_of_the_page_is_empty():
    made = CARD.format(id="2512.00001", votes=1, authors=1, comments=1, title="T", abstract="")
    html = f"<html>{page([])}{made.replace('</h3>', f'</h3><p>{ABSTRACTS[0]}</p>')}"
    assert [paper.id for paper in content_listing(Content("x", html.encode())).papers] == [
        "2512.00001"
    ]


@pytest.mark.parametrize(
    ("shown", "count"), [("-", 0), ("11.3k", 11300), ("1,234", 1234), ("x", None)]
)
def test_counts_on_cards_are_read_as_they_are_shown(shown, count):
    assert cards({"votes": shown}).papers[0].upvotes == count


def test_cards_shown_twice_are_one_paper_and_cards_without_an_abstract_are_named():
    listing = cards({}, {"id": "2512.00000"}, {"abstract": ""})
    assert (listing.report.found, listing.report.kept, listing.report.duplicates) == (3, 1, 1)
    assert listing.report.dropped[0].why == "no summary"


def test_the_cards_of_the_real_page_say_what_its_data_says(shared):
    html = (shared / "huggingface" / "hf_papers_page_2024-08-11.html").read_text()
    entries, _ = hfpage.entries_and_props(html)
    shown, _ = hfpage.entries_and_props(html.replace('data-target="DailyPapers"', ""))
    assert len(shown) == len(entries) == 13
    for card, entry in zip(shown, entries, strict=True):
        assert card["paper"]["id"] == entry["paper"]["id"]
        assert card["paper"]["title"] == " ".join(entry["paper"]["title"].split())
        assert card["paper"]["upvotes"] == entry["paper"]["upvotes"]
        assert card["paper"]["author_count"] == len(entry["paper"]["authors"])
        assert card["numComments"] == entry["numComments"]


PIECES = st.sampled_from(
    [
        *("<article>", "</article>", "<h3>", "</h3>", '<a href="/papers/2512.00001">', "</a>"),
        *("<p>", "x", "<li>", "3 authors<", '<div class="leading-none">', "</div>", "<!--"),
        *('<a href="/login?next=x">', '<a href="#community">', "1.2k", "-", "\x00", "A b " * 40),
        *('<div data-target="DailyPapers" data-props="', "{", "&quot;dailyPapers&quot;:[", '">'),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_is_papers_and_places_or_one_clear_error(html):
    content = Content("x.html", f"<h3> <a href='/papers/1'>{html}".encode(errors="replace"))
    try:
        report = content_listing(content).report
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both ways out are right
        return
    assert report.found == report.kept + report.duplicates + len(report.dropped)


@pytest.mark.parametrize(
    "html",
    [
        '<article><h3><a href="/papers/1">' * 5000,
        "<div>" * 200_000 + '<i data-target="DailyPapers">',
        "<ul><li>" * 100_000 + '<h3> <a href="/papers/1">',
        '<article><h3><a href="/papers/1">' + "<a>" * 100_000,
    ],
)
def test_no_page_takes_for_ever(html):
    content = Content("x", html.encode())
    if source.recognises(content):
        with pytest.raises(InputError):
            content_listing(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=9), children, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = (
    "id title summary authors publishedAt upvotes organization githubStars ai_keywords "
    "submittedOnDailyBy"
).split()


@pytest.mark.timeout(600)
@given(st.lists(st.fixed_dictionaries({"paper": st.dictionaries(st.sampled_from(FIELDS), JSON)})))
def test_any_values_in_the_known_fields_are_papers_or_places(entries):
    content = Content("x", json.dumps([api_item(), *entries]).encode())
    report = content_listing(content).report
    assert report.found == report.kept + report.duplicates + len(report.dropped)
    assert report.found == len(entries) + 1


class TestLinkedRepositories:
    def test_a_paper_names_them_and_the_address_of_its_markdown(self):
        entry = api_item()
        entry["paper"] |= {
            "linkedModels": [{"id": "example/model"}, {"id": "gpt2"}, {"id": "a b"}, {}, 3],
            "linkedDatasets": [{"id": "example/set"}],
            "linkedSpaces": "none",
        }
        paper = api([entry]).papers[0]
        assert paper.models == (f"{SITE}/example/model", f"{SITE}/gpt2")
        assert paper.datasets == (f"{SITE}/datasets/example/set",)
        assert paper.spaces == ()
        assert paper.markdown_url == f"{SITE}/papers/2512.00000.md"

    def test_a_saved_answer_for_one_paper_is_read(self):
        saved = api_item()["paper"] | {"linkedSpaces": [{"id": "example/demo"}]}
        listing = content_listing(Content("paper.json", json.dumps(saved).encode()))
        assert listing.label == "hf"
        assert listing.papers[0].spaces == (f"{SITE}/spaces/example/demo",)
        assert listing.papers[0].submitter == "Some Reader"

    def test_other_objects_with_a_summary_are_not_taken_for_one(self):
        other = {"id": "1", "title": "A title", "summary": "A summary.", "year": 2025}
        assert not source.recognises(Content("x.json", json.dumps(other).encode()))


class TestAskedLive:
    def test_a_paper_is_asked_for_once_where_it_names_all(self, run, hugging_face):
        hugging_face.linked["2512.00001"] = {
            "models": [{"id": "example/model"}],
            "datasets": [],
            "spaces": [],
        }
        code, out, _ = run("papers", "hf:2512.00001", "--json")
        assert code == 0
        assert json.loads(out)["papers"][0]["models"] == [f"{SITE}/example/model"]
        assert [path for path, _, _ in hugging_face.requests] == ["/api/papers/2512.00001"]

    def test_the_rest_is_asked_for_where_there_are_more(self, run, hugging_face):
        many = [{"id": f"example/model-{number}"} for number in range(101)]
        hugging_face.linked["2512.00001"] = {"models": many, "datasets": [], "spaces": []}
        code, out, err = run("papers", "hf:2512.00001", "--json")
        assert code == 0
        assert len(json.loads(out)["papers"][0]["models"]) == 100
        assert "101 models linked, 100 kept: https://huggingface.co/models?other=arxiv:" in err
        assert len(hugging_face.requests) == 2

    def test_a_paper_is_shown_though_its_repositories_cannot_be_had(self, run, hugging_face):
        many = [{"id": f"example/model-{number}"} for number in range(3)]
        hugging_face.linked["2512.00001"] = {"models": many}
        hugging_face.script = [None, *[(500, {})] * 9]
        code, out, err = run("papers", "hf:2512.00001")
        assert code == 0
        assert "2 models" in out
        assert "not all that is linked to 2512.00001 is known" in err

    def test_what_was_made_with_a_paper_is_counted_for_readers(self, run, hugging_face):
        hugging_face.linked["2512.00001"] = {
            "models": [{"id": "example/model"}],
            "datasets": [{"id": "example/a"}, {"id": "example/b"}],
            "spaces": [],
        }
        for form in ("text", "markdown"):
            out = run("papers", "hf:2512.00001", "--format", form)[1]
            assert "1 model" in out
            assert "2 datasets" in out

    def test_a_day_asks_for_no_repositories(self, run, hugging_face):
        assert run("papers", "hf:2025-12-09")[0] == 0
        assert {path for path, _, _ in hugging_face.requests} == {"/api/daily_papers"}


class TestSubmitters:
    def test_what_somebody_submitted_is_listed(self, run, hugging_face):
        code, out, _ = run("papers", "hf:user/reader", "--json")
        assert code == 0
        assert len(json.loads(out)["papers"]) == 3
        assert hugging_face.requests[0][1]["submitter"] == "reader"

    def test_a_user_that_is_not_there_is_said(self, run, hugging_face):
        code, _, err = run("papers", "hf:user/nobody")
        assert (code, len(hugging_face.requests)) == (2, 2)
        assert "no user `nobody`" in err

    def test_one_who_submitted_nothing_lists_nothing(self, run, hugging_face):
        hugging_face.users.add("quiet")
        code, _, err = run("papers", "hf:user/quiet")
        assert code == 3
        assert "lists nothing" in err

    def test_an_organization_has_no_list_and_the_way_to_follow_it_is_named(self):
        with pytest.raises(UsageError, match="summarize follow organization:example"):
            source.ask("hf:org/example", Settings())

    @pytest.mark.parametrize("spec", ["hf:user/", "hf:user/a/b", "hf:user/../x", "hf:user/.x"])
    def test_what_is_no_name_is_refused(self, spec):
        with pytest.raises(UsageError):
            source.ask(spec, Settings())

    def test_addresses_of_the_site_ask_for_the_same(self):
        specs = ["hf:user/reader", f"{SITE}/api/daily_papers?submitter=reader"]
        label = source.ask(specs[0], Settings()).label
        check_asked(source, specs, "ranking", "hf:user/reader", label)
        specs = ["hf:2512.00001", f"{SITE}/papers/2512.00001.md"]
        check_asked(source, specs, "papers", "hf:2512.00001", "hf-2512.00001")


def test_a_paper_s_own_page_names_what_was_made_with_it():
    from digests import entry

    from summarizer.renderers.html.cards import background

    shown = background(entry(0, models=tuple(f"{SITE}/example/{n}" for n in range(5))))
    assert ("Made with it", "5 models") in shown.facts
    assert sum(name == "Model" for name, _ in shown.links) == 3
