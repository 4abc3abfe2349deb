"""Key points on a site's pages of papers: short quotes of what is kept, and no more of it."""

from __future__ import annotations

import shutil

import pytest
from keptanswers import MODEL, answered, read
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


def said(line="Only papers in English are read.", **more):
    """A model's answer about the text that is kept."""
    answered(Run().points, read(TEXT, ID), {"limits": (line, LIMIT)}, **more)


def test_a_models_lines_are_shown_and_whose_they_are(folder):
    keep()
    said()
    build(Run(), folder, "Papers")
    rows = {each.css_first("dt").text(): each for each in points(folder).css("dl > div")}
    assert rows["Limits"].css_first("summary").text() == "Only papers in English are read."
    assert rows["Limits"].css_first("blockquote mark").text() == LIMIT
    assert rows["Approach"].css_first("summary").text().startswith("We propose a reader")
    caption = points(folder).css_first("section > p.facts").text()
    assert f"By {MODEL}." in caption
    assert "The paper's own sentence: Approach." in caption
    assert SECRET not in page(folder)


def test_a_build_notices_answers_that_come_and_go(folder):
    said(key="b")
    build(Run(), folder, "Papers")
    assert "Key points" not in page(folder)  # no copy is kept, so that nothing is
    keep()
    build(Run(), folder, "Papers")
    said()
    build(Run(), folder, "Papers")
    assert "Only papers in English are read." in page(folder)
    said("It reads English papers only.", key="c")
    assert build(Run(), folder, "Papers").written == 1
    assert "It reads English papers only." in page(folder)
    assert build(Run(), folder, "Papers").written == 0
    shutil.rmtree(Run().points.folder)
    assert build(Run(), folder, "Papers").written == 1
    assert MODEL not in page(folder)


FRONT = """Ann Author, Ben Writer

Department of Reading, University of Example, Exampletown

Example Lab Another Example University

## Abstract

Our code is available at https://github.com/example/reader and our data at
https://huggingface.co/datasets/example/read."""


def stated(folder):
    return LexborHTMLParser(page(folder)).css_first("section[aria-labelledby=stated]")


def test_affiliations_and_own_links_are_there_with_their_passages(folder):
    keep(TEXT.replace("## Abstract\n", FRONT.replace("at\nhttps", "at https"), 1))
    build(Run(), folder, "Papers")
    found = stated(folder)
    rows = {each.css_first("dt").text(): each for each in found.css("dl > div")}
    assert list(rows) == ["Affiliations", "Code", "Data"]
    assert rows["Affiliations"].css_first("summary").text() == "University of Example"
    assert [each.text() for each in rows["Affiliations"].css("blockquote p:not(.facts)")] == [
        "Department of Reading, University of Example, Exampletown"
    ]
    link = rows["Code"].css_first("a")
    assert link.attributes["href"] == "https://github.com/example/reader"
    assert link.text() == "github.com/example/reader"
    assert "Our code is available at" in rows["Code"].css_first("blockquote mark").text()
    assert "Another Example University" not in page(folder)
    check_structure(LexborHTMLParser(page(folder)))
    check_policy(page(folder), linked=True)


def test_a_paper_that_states_neither_has_no_such_section(folder):
    keep()
    build(Run(), folder, "Papers")
    assert stated(folder) is None


def test_many_of_them_are_cut(folder):
    places = "".join(f"University of Example {chr(65 + n)}, Exampletown\n\n" for n in range(20))
    links = "".join(
        f"Our code is available at https://github.com/example/reader{n} today. " for n in range(20)
    )
    text = TEXT.replace("## Abstract", f"Ann Author\n\n{places}## Abstract\n\n{links}", 1)
    keep(text)
    build(Run(), folder, "Papers")
    found = stated(folder)
    assert found.css_first("summary").text().endswith(" more")
    assert len(found.css("a")) == 12
    assert len(found.css("blockquote")) <= 12 + 5


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
