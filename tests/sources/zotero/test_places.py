"""What a SPEC names of Zotero."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import sources
from summarizer.errors import UsageError
from summarizer.settings import load
from summarizer.sources.zotero.places import Place, place


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("zotero", "zotero"),
        ("zotero:", "zotero"),
        ("zotero:users/123", "zotero:users/123"),
        ("zotero:groups/456/", "zotero:groups/456"),
        ("zotero:collections/To read", "zotero:collections/To read"),
        ("zotero:groups/456/collections/A/B c", "zotero:groups/456/collections/A/B c"),
        ("zotero:local", "zotero:local"),
        ("zotero:local/groups/4/collections/X", "zotero:local/groups/4/collections/X"),
        ("https://www.zotero.org/groups/456/a_group/library", "zotero:groups/456"),
        (
            "https://www.zotero.org/groups/456/a_group/collections/ABCD2345/items/EFGH2345",
            "zotero:groups/456/collections/ABCD2345",
        ),
        ("https://www.zotero.org/reader/collections/ABCD2345", "zotero:collections/ABCD2345"),
        ("https://www.zotero.org/reader/library", "zotero"),
        ("https://api.zotero.org/users/123/items/top", "zotero:users/123"),
    ],
)
def test_a_spec_or_a_page_names_a_place(spec, name):
    source, ask = sources.asked(spec, load())
    assert (source.SITE.prefix, ask.spec, ask.kind) == ("zotero", name, "papers")
    assert ask.label.startswith("file-zotero-")


@pytest.mark.parametrize(
    "spec", ["zotero:456", "zotero:groups/x", "zotero:users/1/items", "zotero:collections/"]
)
def test_what_names_none_is_told_in_a_line(spec):
    with pytest.raises(UsageError, match=r"give `zotero:users/ID`, `zotero:groups/ID`"):
        sources.asked(spec, load())


def test_the_setting_names_the_readers_library(monkeypatch):
    monkeypatch.setenv("SUMMARIZER_ZOTERO_LIBRARY", "groups/7")
    assert sources.asked("zotero:collections/X", load())[1].spec == "zotero:groups/7/collections/X"
    assert sources.asked("zotero:users/1", load())[1].spec == "zotero:users/1"
    monkeypatch.setenv("SUMMARIZER_ZOTERO_LIBRARY", "mine")
    with pytest.raises(UsageError, match="setting `zotero_library` must be `users/ID`"):
        sources.asked("zotero", load())


@given(
    st.sampled_from(["", "users/1", "groups/22"]),
    st.text(st.characters(codec="ascii", categories=["L", "N", "Zs"]), max_size=12),
    st.booleans(),
)
def test_a_place_is_read_back_as_it_is_written(library, collection, local):
    made = Place(library, collection.strip(), local)
    assert place(made.name) == made
