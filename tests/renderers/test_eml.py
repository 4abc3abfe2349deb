"""The mail that a digest becomes: what mail programs show, and what none of them may do."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

import digests
import hostile
import pytest
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.entries import entry
from summarizer.papers.points import Point, Points, TextPassage
from summarizer.papers.records import Annotation, Skipped
from summarizer.renderers import View, eml

NOTE = Annotation(tldr="It is <fast>.", tldr_origin="model", tags=("rag", "nlp"), engine="x")


def digest(*papers, **changes):
    shown = (entry(each, NOTE) for each in papers)
    return digests.digest(*shown, **{"source": ("hf:2025-12-09",), "model": "x", **changes})


def written(made, view=None, **envelope):
    data = eml.message(made, view or View(), eml.Envelope(**envelope)).as_bytes()
    return email.message_from_bytes(data, policy=email.policy.default), data


def page_of(made, **how):
    return written(made, **how)[0].get_body(("html",)).get_content()


def text_of(made, **how):
    return written(made, **how)[0].get_body(("plain",)).get_content()


def test_a_mail_has_its_headers_and_two_forms_of_the_same():
    made, _ = written(
        digest(paper(), paper(1)), sender="Papers <p@example.org>", recipients=("a@example.org",),
        message_id="x@example.org",
    )  # fmt: skip
    assert made["From"] == "Papers <p@example.org>"
    assert made["To"] == "a@example.org"
    assert made["Message-ID"] == "<x@example.org>"
    assert made["Date"] == "Tue, 09 Dec 2025 08:00:00 +0000"
    assert made["Subject"] == ("2 papers of 2025-12-09: A Sparse Index for Retrieval-Augmented…")
    assert made.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in made.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


def test_the_tldr_is_larger_than_the_title_that_leads_to_the_paper():
    tree = LexborHTMLParser(page_of(digest(paper())))
    title, tldr = tree.css("td.c > div")[:2]
    sizes = [
        int(re.search(r"font-size:(\d+)px", each.attributes["style"])[1]) for each in (title, tldr)
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1]
    assert tldr.text() == "It is <fast>."
    assert title.css_first("a").attributes["href"] == paper().url


def test_the_text_reads_by_itself():
    assert text_of(digest(paper(author_count=9))) == (
        "1 paper of 2025-12-09\n"
        "hf:2025-12-09 · engine embedded\n\n"
        "1. A Sparse Index for Retrieval-Augmented Generation\n"
        "   It is <fast>.\n"
        "   rag · nlp\n"
        "   First Author, Second Author and 7 more · 2025-12-08 · 12 upvotes\n"
        "   https://huggingface.co/papers/2512.00000\n"
        "   https://arxiv.org/abs/2512.00000\n"
        "   https://arxiv.org/pdf/2512.00000\n"
        "   https://github.com/example/code\n"
    )


def test_the_page_shows_the_same_and_links_it():
    page = LexborHTMLParser(page_of(digest(paper())))
    assert [each.attributes["href"] for each in page.css("a")] == [
        *("https://huggingface.co/papers/2512.00000", "https://arxiv.org/abs/2512.00000"),
        *("https://arxiv.org/pdf/2512.00000", "https://github.com/example/code"),
    ]
    for part in ("It is <fast>.", "rag · nlp", "First Author, Second Author", "12 upvotes"):
        assert part in page.body.text()


def test_nobody_is_told_where_a_file_lies():
    made = digest(paper(), source=("/home/someone/secret/day.json", "hf:2025-12-09"))
    assert "day.json, hf:2025-12-09 · engine embedded" in text_of(made)
    assert "someone" not in page_of(made)


def test_papers_are_grouped_as_asked():
    other = entry(paper(1), replace(NOTE, tags=("diffusion",)))
    made = digest(papers=(*digest(paper(), paper(2)).papers, other))
    assert "\nrag (2)\n\n1. A Sparse" in text_of(made, view=View(by="topic"))
    assert "diffusion (1)" in page_of(made, view=View(by="topic"))


def test_nothing_is_fetched_and_nothing_runs():
    page = page_of(digest(paper(), paper(1), skipped=(Skipped("9", "A paper", "no abstract"),)))
    tree = LexborHTMLParser(page)
    assert tree.css("script, img, link, iframe, object, video, form") == []
    assert "url(" not in page
    assert "@import" not in page
    assert not re.search(r"\ssrc=|\son\w+=", page)
    assert "A paper: no abstract" in page


def test_styles_are_in_line_and_there_are_some_for_the_dark():
    page = page_of(digest(paper()))
    assert "prefers-color-scheme: dark" in page
    assert all(each.attributes.get("style") for each in LexborHTMLParser(page).css("a, td"))


def long_digest(number):
    long = [paper(id=f"25{at // 90000:02}.{at:05}", title="A title " * 30) for at in range(number)]
    note = replace(NOTE, tldr="Ünicode words of a TL;DR. " * 20, tags=("rag",) * 8)
    return digest(papers=tuple(entry(each, note) for each in long))


def test_a_large_digest_is_cut_before_a_mail_program_does_and_says_so():
    made = long_digest(300)
    page, text = page_of(made), text_of(made)
    assert len(page.encode()) < 95_000
    shown = page.count('<a class="f" href="https://huggingface.co')
    assert 30 < shown < 300
    said = f"{300 - shown} more papers left out, as mail programs cut off long mails."
    assert said in page
    assert said.split(":", maxsplit=1)[0] in text.replace("\n", " ")
    assert f"\n{shown}. A title" in text
    assert f"\n{shown + 1}. A title" not in text
    assert "left out" not in page_of(long_digest(30))


def test_key_points_stand_under_the_tldr_and_count_against_the_room():
    point = Point("It <gains> 4.2 points. " * 40, (TextPassage("It", 0, 2, "Results"),))
    bare = long_digest(100)
    made = replace(bare, points={each.id: Points(results=point) for each in bare.papers[1:]})
    page, text = page_of(made), text_of(made)
    first = page.index("<b>Results:</b> It &lt;gains&gt; 4.2 points.")
    assert page.index("TL;DR") < first
    assert "\n   Results: It <gains> 4.2 points." in text
    assert len(page.encode()) < 95_000
    assert page.count("<b>Results:</b>") == text.count("   Results:") < 99
    assert page_of(bare).count("A title") > page.count("A title")


def test_letters_beyond_ascii_do_not_blow_it_up():
    note = replace(NOTE, tldr="数学的标题" * 100)
    made = digest(papers=(entry(paper(), note),) * 40)
    found, data = written(made)
    assert "数学的标题" in found.get_body(("html",)).get_content()
    assert len(data) < 1.5 * len((page_of(made) + text_of(made)).encode())


def test_most_skipped_papers_are_counted_not_listed():
    skipped = tuple(Skipped(str(at), f"Title {at}", "cut off") for at in range(30))
    text = text_of(digest(paper(), skipped=skipped))
    assert "Title 9: cut off" in text
    assert "and 20 more" in text
    assert "Title 10" not in text


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_no_title_or_subject_makes_a_header(text):
    made = digest(paper(title=text, abstract="x"), source=(text,))
    plain = set(written(digest(paper()), sender="p@example.org", recipients=("a@example.org",))[0])
    for subject in (None, text):
        found, data = written(
            made, subject=subject, sender="p@example.org", recipients=("a@example.org",)
        )
        assert set(found) == plain
        assert found.defects == []
        assert found["To"] == "a@example.org"
        assert hostile.steering(str(found["Subject"])) == set()
        assert len(str(found["Subject"])) < 10_100
        assert data.isascii()
        head = data.partition(b"\n\n")[0]
        assert max(map(len, head.splitlines())) < 998
        assert found.get_body(("html",)).get_content().startswith("<!DOCTYPE html>")


def test_the_same_digest_is_the_same_mail():
    made = hostile.digest()
    assert list(eml.render(made, View())) == list(eml.render(made, View()))
    assert "".join(eml.render(made, View())).isascii()
