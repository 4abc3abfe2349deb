"""The Anthology's ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.sources.anthology.ids import (
    is_event,
    is_front_matter,
    is_paper,
    is_volume,
    links,
    named_in,
    venue_of,
    volume_of,
)


@pytest.mark.parametrize(
    ("paper", "volume"),
    [
        ("2024.acl-long.1", "2024.acl-long"),
        ("2020.lrec-1.874", "2020.lrec-1"),
        ("P19-1001", "P19-1"),
        ("J90-2001", "J90-2"),
        ("W19-0101", "W19-01"),
        ("W02-1001", "W02-10"),
        ("C69-0201", "C69-02"),
        ("D19-5001", "D19-50"),
        ("D19-1001", "D19-1"),
    ],
)
def test_a_paper_is_of_a_volume(paper, volume):
    assert is_paper(paper)
    assert is_volume(volume)
    assert not is_event(volume)
    assert volume_of(paper) == volume
    assert not is_front_matter(paper)


@pytest.mark.parametrize("paper", ["2024.acl-long.0", "P19-1000", "W19-0100", "D19-5000"])
def test_front_matter_has_the_number_0(paper):
    assert is_front_matter(paper)


@pytest.mark.parametrize("paper", ["W19-1010", "2024.acl-long.10", "P19-1010", "acl-2024", "x"])
def test_a_zero_elsewhere_is_no_front_matter(paper):
    assert not is_front_matter(paper)


@pytest.mark.parametrize(
    "address",
    [
        "https://aclanthology.org/{}/",
        "https://aclanthology.org/{}.pdf",
        "https://aclanthology.org/{}v2.pdf",
        "https://www.aclweb.org/anthology/{}",
        "http://aclanthology.info/papers/{}",
        "/{}/",
        "/anthology/{}/",
        "{}",
    ],
)
@pytest.mark.parametrize("paper", ["2024.acl-long.1", "P19-1001"])
def test_an_address_names_its_paper(address, paper):
    assert named_in(address.format(paper)) == paper


@pytest.mark.parametrize(
    "address", ["/volumes/2024.acl-long/", "https://example.org/P19-1001", "/people/x/", ""]
)
def test_other_addresses_name_none(address):
    assert named_in(address) is None


def test_volumes_and_events_say_their_venue():
    assert [venue_of(each) for each in ("2024.acl-long", "acl-2024", "P19-1")] == [
        *("acl", "acl", None)
    ]


def test_links_of_a_page_are_found_quoted_or_not():
    html = (
        "<a href=/volumes/2024.acl-long/>x</a><a href='/volumes/P19-1'>y</a>"
        '<a href="https://aclanthology.org/volumes/2024.acl-long/">z</a><a href=/events/acl-2024/>'
    )
    assert links(html, "volumes") == ["2024.acl-long", "P19-1"]
    assert links(html, "events") == ["acl-2024"]


@given(st.text(st.sampled_from("2024.acl-lonP19W10v/"), max_size=16))
def test_any_text_is_at_most_one_of_them(text):
    assert sum((is_paper(text), is_volume(text), is_event(text))) <= 1
    if is_paper(text):
        assert is_volume(volume_of(text))
        assert named_in(text) == text
