"""The files of a site's search: small, stable, safe, and the same words as the browser's."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.site import searchindex
from summarizer.site.searchindex import Document, Head, block, block_name, names, shards, words

FILE = re.compile(r'summarizerPart\("([^"]+)","([0-9a-f]{8})",(.*)\);\n', re.DOTALL)


def content(text):
    return json.loads(FILE.fullmatch(text)[3])


def postings(files, name):
    """Of each word of a file, the places of its papers with the fields it stands in."""
    found = {}
    for word, differences in zip(*content(files[name]), strict=True):
        places, number = {}, 0
        for difference in differences:
            number += difference
            places[number // 32] = number % 32
        found[word] = places
    return found


def paper(number, day="2025-12-09", **fields):
    return Document(url=f"p/{number}.html", title=f"Title {number}", day=day, **fields)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-01", "2025-q1"),
        ("2025-03-31", "2025-q1"),
        ("2025-12-09", "2025-q4"),
        (None, "undated"),
        ("soon", "undated"),
    ],
)
def test_a_block_is_a_quarter(day, expected):
    assert block_name(day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fine-tuning LLMs, again", ["fine", "tuning", "llms", "again"]),
        ("Łukasz Müller's café", ["lukasz", "muller", "s", "cafe"]),
        ("STRAẞE straße", ["strasse", "strasse"]),
        ("注意力 GPT", ["注", "意", "力", "gpt"]),
        ("x² ﬁne", ["x2", "fine"]),
        ("__proto__", ["proto"]),
        ("", []),
    ],
)
def test_words_have_no_case_and_no_accents(text, expected):
    assert words(text) == expected


@given(st.text(st.characters(max_codepoint=127)))
def test_words_of_ascii_are_letters_and_digits(text):
    assert words(text) == re.findall(r"[a-z0-9]+", text.lower())


def test_a_word_knows_its_papers_and_fields():
    told = Document(
        url="p/1.html",
        title="Sparse attention",
        topics=("sparse-models",),
        tldr="Attention, but less.",
        authors=("A. Sparse",),
        abstract="We study attention.",
    )
    _, files = block("undated", [told])
    assert postings(files, "undated/s.js")["sparse"] == {0: 16 | 8 | 2}
    assert postings(files, "undated/a.js")["attention"] == {0: 16 | 4 | 1}
    assert postings(files, "undated/topics.js") == {"sparse-models": {0: 8}}


def test_differences_add_up_again():
    _, files = block("2025-q4", [paper(number) for number in range(120)])
    assert postings(files, "2025-q4/t.js")["title"] == dict.fromkeys(range(120), 16)
    assert [len(content(files[f"2025-q4/cards-{part}.js"])) for part in range(3)] == [50, 50, 20]


def test_common_words_are_no_use():
    _, files = block("undated", [Document(url="p/1.html", title="The state of the art")])
    assert set(files) == {f"undated/{each}.js" for each in ("a", "s", "topics", "cards-0")}


def test_numbers_and_other_scripts_have_files_of_their_own():
    made, files = block("undated", [Document(url="p/1.html", title="3D 注意 ж")])
    assert made.letters == ("0", "other")
    assert set(postings(files, "undated/other.js")) == {"注", "意", "ж"}


def test_a_new_day_changes_one_block_and_the_head():
    old = [paper(1, "2025-02-03"), paper(2, "2025-11-03"), paper(3, "2025-12-01")]
    before, after = dict(shards(old)), dict(shards([*old, paper(4, "2025-12-02")]))
    changed = {name for name, text in after.items() if before.get(name) != text}
    assert changed == {
        "index.js",
        *(f"2025-q4/{each}.js" for each in ("t", "0", "topics", "cards-0")),
    }


def test_the_order_papers_come_in_makes_no_difference():
    papers = [paper(number, f"2025-0{number}-01") for number in range(1, 8)]
    assert list(shards(papers)) == list(shards(reversed(papers)))


def test_the_head_names_every_file():
    papers = [paper(1), paper(2, None), *(paper(number, "2024-05-01") for number in range(3, 60))]
    files = dict(shards(papers))
    blocks = [Head(**each) for each in content(files["index.js"])["blocks"]]
    assert [each.name for each in blocks] == ["undated", "2024-q2", "2025-q4"]
    assert {"index.js", *(name for each in blocks for name in names(each))} == set(files)


def test_a_version_is_that_of_its_block():
    files = dict(shards([paper(1), paper(2, "2024-05-01")]))
    versions = {each["name"]: each["version"] for each in content(files["index.js"])["blocks"]}
    for name, text in files.items():
        if name != "index.js":
            assert FILE.fullmatch(text)[2] == versions[name.split("/")[0]]


def test_nothing_breaks_out_of_a_script():
    told = Document(
        url="p/1.html",
        title="</script><script>alert(1)</script>\u2028\u2029 \ud800 \u202e",
        topics=("</script>",),
        tldr='<!-- ");',
    )
    text = "".join(dict(shards([told])).values())
    assert text.isascii()
    assert "<" not in text
    _, files = block("undated", [told])
    (card,) = content(files["undated/cards-0.js"])
    assert card[1] == "</script><script>alert(1)</script>"


def test_a_word_of_thousands_of_letters_is_cut():
    _, files = block("undated", [Document(url="p/1.html", title="z" * 10_000)])
    assert list(postings(files, "undated/z.js")) == ["z" * searchindex.LONGEST]


@given(st.text())
def test_any_text_has_words_that_are_words(text):
    for word in words(text):
        assert words(word) == [word]
        assert word == word.lower()
