"""Key points on a site's pages of papers: short quotes of what is kept, and no more of it."""

from __future__ import annotations

import shutil

import pytest
from pagechecks import check_policy, check_structure
from papers import paper
from selectolax.lexbor import LexborHTMLParser
from stored_days import store

from summarizer import cli
from summarizer.fulltext.copies import Copy
from summarizer.library.run import Run
from summarizer.site.build import Extras, build
from summarizer.site.keypoints import LONGEST_QUOTE, MOST_QUOTES

LIMIT = "One limitation of our method is that it reads English papers only."
SECRET = "Nobody else may publish this sentence of the paper."
TEXT = f"""# A Reader of Papers

## Abstract

We propose a reader of papers that finds where a sentence stands in them.

## 1 Method

{SECRET} {"We read each paper twice and look again. " * 20} {SECRET}

## 2 Limitations

There is more to say. {LIMIT} It is slow, too. {"And slower still on long ones. " * 9} {SECRET}
"""
ID = paper(0).id


def keep(text=TEXT, day="2025-12-09", place="hf"):
    url = f"https://huggingface.co/papers/{ID}.md"
    Run().texts.put(ID, Copy(place, url, None, day, text.encode()))


@pytest.fixture
def folder(home, tmp_path):
    store(Run(), [0, 1])
    return tmp_path / "site"


def page(folder, identity=ID):
    return (folder / "papers" / f"{identity}.html").read_text()


def texts(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".summarizer" not in path.name
    }


def points(folder):
    tree = LexborHTMLParser(page(folder))
    check_structure(tree)
    check_policy(page(folder), linked=True)
    return tree.css_first("section.points")


def test_a_line_opens_to_the_words_around_it_and_their_section(folder):
    keep()
    build(Run(), folder, "Papers")
    found = points(folder)
    rows = {each.css_first("dt").text(): each.css_first("dd") for each in found.css("dl > div")}
    assert "Code and data" not in rows
    limits = rows["Limits"]
    assert limits.css_first("details:not([open]) > summary").text() == LIMIT
    assert limits.css_first("blockquote mark").text() == LIMIT
    assert "There is more to say. " in limits.css_first("blockquote p").text()
    assert limits.css_first("blockquote p.facts").text() == "Limitations"
    assert "Key points" not in page(folder, paper(1).id)


def test_nothing_but_short_quotes_is_published(folder):
    text = TEXT.replace("And slower still on long ones. ", "").replace(SECRET, "")
    keep(text.replace(LIMIT, LIMIT[:-1] + " and counterrevolutionary-institutions" * 7 + "."))
    build(Run(), folder, "Papers")
    quotes = points(folder).css("blockquote > p:not(.facts)")
    assert 0 < len(quotes) <= MOST_QUOTES
    spare = len("… ") + len(" …")
    for each in (*quotes, *points(folder).css("summary")):
        assert len(each.text()) <= LONGEST_QUOTE + spare
    assert page(folder).count("One limitation of our method") == 2


def test_no_other_sentence_of_the_text_is_in_any_file(folder):
    keep()
    build(Run(), folder, "Papers")
    everything = b"".join(texts(folder).values()).decode("utf-8", "replace")
    assert LIMIT in everything
    assert SECRET not in everything


def test_a_build_notices_copies_that_come_and_go_and_writes_no_other_page(folder):
    build(Run(), folder, "Papers")
    bare = texts(folder)
    keep()
    assert build(Run(), folder, "Papers").written == 1
    assert points(folder)
    assert build(Run(), folder, "Papers").written == 0
    keep(TEXT.replace(LIMIT, "A limitation is that our reader is slow."), "2025-12-10")
    assert build(Run(), folder, "Papers").written == 1
    assert "our reader is slow" in page(folder)
    shutil.rmtree(Run().texts.folder)
    build(Run(), folder, "Papers")
    assert page(folder).encode() == bare[f"papers/{ID}.html"]


def test_they_can_be_left_out(folder, capsys):
    keep()
    build(Run(), folder, "Papers")
    build(Run(), folder, "Papers", extras=Extras(points=False))
    assert "Key points" not in page(folder)
    assert cli.main(["site", "build", "-o", str(folder), "--title", "Papers"]) == 0
    assert "Key points" in page(folder)
    cli.main(["site", "build", "-o", str(folder), "--title", "Papers", "--no-points"])
    assert "Key points" not in page(folder)


def test_what_a_paper_says_is_no_markup(folder):
    bad = "A limitation is that our <script>alert(1)</script> & <img src=x> are shown."
    keep(TEXT.replace(LIMIT, bad))
    build(Run(), folder, "Papers")
    assert "<script>alert" not in page(folder)
    assert "<img src=x" not in page(folder)
    assert points(folder)


def test_a_copy_that_cannot_be_read_stops_nothing(folder):
    keep("nothing", place="pdf")
    assert build(Run(), folder, "Papers").papers == 2
    assert "Key points" not in page(folder)
