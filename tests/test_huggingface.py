from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import api_item, page

from summarizer.content import Content, read
from summarizer.errors import InputError, UsageError
from summarizer.sources import parse
from summarizer.sources.huggingface import spec_day


def api(items, day=None):
    return parse(Content("day.json", json.dumps(items).encode(), day))


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
    listing = parse(Content("x", text.encode()))
    assert listing.label == "hf"
    assert [paper.id for paper in listing.papers] == ["2512.00000", "2512.00001"]


@pytest.mark.parametrize("entries", [[{"paper": {"id": "x"}}], [{"paper": {}}, 3]])
def test_entries_without_any_paper_are_one_clear_error(entries):
    with pytest.raises(InputError, match="entries is a paper"):
        api(entries)


def test_a_page_is_read_through_its_data():
    listing = parse(Content("page.html", page([api_item(), api_item(1)]).encode()))
    assert listing.day == "2025-12-09"
    assert [paper.id for paper in listing.papers] == ["2512.00000", "2512.00001"]


def test_a_page_cut_in_its_data_is_one_clear_error():
    half = page([api_item(), api_item(1)])[:900]
    with pytest.raises(InputError, match="missing or cut off"):
        parse(Content("page.html", half.encode()))


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
    listing = parse(read(str(shared / "huggingface" / name)))
    assert (listing.report.found, listing.report.kept) == (count, count)
    assert listing.day == day
    assert listing.label == "hf"


def test_a_spec_names_the_newest_day_or_one():
    assert spec_day("hf") is None
    assert spec_day("hf:2025-12-09") == date(2025, 12, 9)
    with pytest.raises(UsageError, match="hf:YYYY-MM-DD"):
        spec_day("hf:yesterday")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
)
FIELDS = (
    "id title summary authors publishedAt upvotes organization githubStars ai_keywords "
    "submittedOnDailyBy"
).split()


@given(st.lists(st.fixed_dictionaries({"paper": st.dictionaries(st.sampled_from(FIELDS), JSON)})))
def test_any_values_in_the_known_fields_are_papers_or_places(entries):
    content = Content("x", json.dumps([api_item(), *entries]).encode())
    report = parse(content).report
    assert report.found == report.kept + report.duplicates + len(report.dropped)
    assert report.found == len(entries) + 1
