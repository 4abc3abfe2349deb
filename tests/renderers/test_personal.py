"""A digest for its reader: her papers first, each with the reasons, in every form for people."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json

import feedparser
import pytest
from digests import digest, personal, relevant, rendered
from engine_double import Counting
from pagechecks import check_structure, text_of
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.entries import entry
from summarizer.renderers import about, for_format

ENGINE = Counting()
HTML, EML, CSV, ATOM, JSONFEED = map(for_format, ("html", "eml", "csv", "atom", "jsonfeed"))


def annotated(number=0, **changes):
    one = paper(number, **changes)
    return entry(one, ENGINE.annotate(one))


def mine(**changes):
    """Two papers for the reader, and two others, as a ranking orders them."""
    return personal(
        relevant(annotated(0), 0.91, "topic rag", "like 2503.23895", marks=("star", "later")),
        relevant(annotated(1), 0.56, "author First Author", follows=("sparse attention",)),
        relevant(annotated(2), 0.4, "topic scaling", marks=("read",)),
        relevant(annotated(3), 0.1),
        **changes,
    )


def page(made, **view):
    return LexborHTMLParser(rendered(HTML, made, **view))


def mail(made, **view):
    return email.message_from_string(rendered(EML, made, **view), policy=email.policy.default)


def mail_text(made, **view):
    return mail(made, **view).get_body(("plain",)).get_content()


def ids(tree):
    return [node.attributes["data-id"] for node in tree.css(".paper")]


def test_a_page_shows_what_is_for_its_reader_first():
    tree = page(mine())
    assert text_of(tree, ".group > h2") == ["For you: 2 of 4", "Other papers 2"]
    assert ids(tree) == [f"2512.0000{number}" for number in range(4)]
    check_structure(tree)


def test_the_others_may_be_grouped_by_topic():
    tree = page(mine(), by="topic")
    assert text_of(tree, ".group > h2") == ["For you: 2 of 4", "rag 2 of 4"]


def test_each_paper_for_the_reader_says_why_and_no_other_does():
    tree = page(mine())
    assert text_of(tree, ".paper .why") == [
        "Because: topic rag · like 2503.23895 score 0.91, profile mine",
        "Because: author First Author score 0.56, profile mine",
    ]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({"hidden": 2, "below": 14}, "Not shown: 2 hidden papers and 14 less relevant papers"),
        ({"hidden": 1}, "Not shown: 1 hidden paper"),
        ({}, None),
    ],
)
def test_what_is_left_out_is_counted(left, said):
    assert text_of(page(mine(**left)), "#not-shown") == ([said] if said else [])
    for body in ("plain", "html"):
        text = mail(mine(**left)).get_body((body,)).get_content()
        assert ("Not shown" in text) == bool(said)
        assert (said or "") in text


def test_a_models_sentence_stands_instead_of_the_reasons_and_says_whose_it_is():
    entry = relevant(
        annotated(), 0.8, "topic rag", novelty=0.7, sentence="It is quicker.", model="openai/x"
    )
    made = personal(entry)
    (why,) = text_of(page(made), ".why")
    assert why == ("Because: It is quicker. (says openai/x) score 0.80, novelty 0.70, profile mine")
    assert "For you (0.80): It is quicker. (says openai/x)" in mail_text(made)
    assert "topic rag" not in mail_text(made)


def test_a_page_without_a_paper_for_its_reader_says_so():
    made = personal(relevant(annotated(), 0.2))
    assert text_of(page(made), ".group > h2") == ["For you: none of 1", "Other papers 1"]
    assert "For you: none of 1" in mail_text(made)


def test_marks_are_words_beside_the_paper_whether_or_not_it_is_for_anyone():
    tree = page(mine())
    assert text_of(tree, ".given") == ["Your marks: starred, to read later", "Your marks: read"]
    assert [node.attributes.get("data-given") for node in tree.css(".paper")] == [
        *("star later", None, "read", None)
    ]
    assert text_of(page(digest(mine().papers[2])), ".given") == ["Your marks: read"]


def test_what_is_followed_is_named_at_the_head_and_at_the_paper():
    tree = page(mine())
    said = "New of what you follow: sparse attention (1)"
    assert text_of(tree, ".beside-count") == [said]
    assert text_of(tree, ".marks") == ["you follow sparse attention"]
    assert mail_text(mine()).splitlines()[2] == said
    assert said in mail(mine()).get_body(("html",)).get_content()


def test_a_digest_for_nobody_says_nothing_of_a_reader():
    text = rendered(HTML, digest(annotated()))
    tree = LexborHTMLParser(text)
    assert tree.css(".why, .given, .beside-count, [data-given]") == []
    assert "For you" not in tree.body.text()


def test_a_mail_says_in_its_subject_how_many_are_for_its_reader():
    assert mail(mine())["Subject"] == "2 of 4 papers for you of 2025-12-09: A Sparse Index for…"


def test_both_parts_of_a_mail_show_the_same():
    made = mine(hidden=1)
    assert mail_text(made).startswith("2 of 4 papers for you of 2025-12-09\n")
    text = " ".join(mail_text(made).split())
    shown = LexborHTMLParser(mail(made).get_body(("html",)).get_content()).body.text()
    for part in (
        *("For you: 2 of 4", "Other papers (2)", "Not shown: 1 hidden paper"),
        *("For you (0.91): topic rag · like 2503.23895", "For you (0.56): author First Author"),
        *("starred", "to read later", "you follow sparse attention"),
    ):
        assert part in text
        assert part in shown
    assert text.index("For you: 2 of 4") < text.index("Other papers (2)")
    assert "topic scaling" not in text + shown


def test_a_feed_keeps_the_order_and_ends_with_the_reasons():
    made = mine()
    found = feedparser.parse(rendered(ATOM, made).encode()).entries
    items = json.loads(rendered(JSONFEED, made))["items"]
    assert [each.id for each in found] == [each["id"] for each in items]
    for contents in ([each.content[0].value for each in found], [i["content_html"] for i in items]):
        assert contents[0].endswith("<p>For you, because: topic rag · like 2503.23895</p>")
        assert contents[1].endswith("<p>For you, because: author First Author</p>")
        assert not any("For you" in each for each in contents[2:])


def test_a_feed_for_a_reader_is_a_feed_of_its_own_whose_papers_are_the_same():
    for_all, every, one = digest(*mine().papers), mine(), mine(profile="work")
    assert len({about(each).id for each in (for_all, every, one)}) == 3
    assert about(mine(date="2025-12-10", source=("x.json",))).id == about(every).id
    assert about(every).title == "Research papers for you: x.json"
    assert about(one).title == "Research papers for you (work): x.json"
    plain = digest(annotated())
    entries = [feedparser.parse(rendered(ATOM, each).encode()).entries for each in (plain, every)]
    assert entries[0][0].id == entries[1][0].id


def test_a_table_has_columns_for_it_at_its_end():
    head, *rows = csv.reader(io.StringIO(rendered(CSV, mine()), newline=""))
    assert head[-4:] == ["relevance", "why", "marks", "follows"]
    assert rows[0][-4:] == ["0.910", "topic rag; like 2503.23895", "star; later", ""]
    assert rows[3][-4:] == ["0.100", "", "", ""]
    assert list(csv.reader(io.StringIO(rendered(CSV, digest(annotated())))))[1][-4:] == [""] * 4


def test_a_page_without_any_paper_has_no_heading():
    made = personal(hidden=2)
    assert text_of(page(made), ".group > h2") == []
    assert "For you" not in mail_text(made)


def test_a_subject_names_no_paper_where_none_is_for_the_reader():
    title = annotated().title
    assert title[:16] not in mail(personal(relevant(annotated(), 0.2)))["Subject"]
    assert title[:16] in mail(personal(relevant(annotated(), 0.9)))["Subject"]
