"""A digest as a page: complete, self-contained, and closed to what papers say."""

from __future__ import annotations

import re
from dataclasses import replace

import digests
import hostile
import pytest
from engine_double import Counting
from pagechecks import check_policy, check_structure, text_of
from papers import paper
from selectolax.lexbor import LexborHTMLParser

from summarizer.annotate.annotator import entry
from summarizer.papers.records import (
    Annotation,
    Dropped,
    Period,
    Report,
    Skipped,
    Tag,
    Usage,
)
from summarizer.renderers import View, for_file, for_format
from summarizer.renderers.html.cards import background, card
from summarizer.renderers.html.filenames import safe_name
from summarizer.renderers.html.policy import policy, script, stylesheet

ENGINE = Counting()


def entries(count=3):
    return tuple(entry(paper(number), ENGINE.annotate(paper(number))) for number in range(count))


def digest(*papers, **changes):
    return digests.digest(*(papers or entries()), **{"source": ("page.txt",), **changes})


def rendered(made, **view):
    return "".join(for_format("html").render(made, View(**view)))


def page(made, **view):
    return LexborHTMLParser(rendered(made, **view))


def test_the_policy_allows_the_hashes_of_its_own_parts_and_no_more():
    check_policy(rendered(digest()))
    check_policy(rendered(hostile.digest()))


def test_a_page_asks_for_nothing():
    tree = page(digest())
    assert [node.attributes["rel"] for node in tree.css("link")] == ["icon"]
    assert all(node.attributes["href"].startswith("data:") for node in tree.css("link"))
    assert tree.css("[src], [srcset], [poster], [background]") == []
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|sendBeacon", rendered(digest()))


def test_our_own_style_and_script_could_not_end_their_elements():
    for text in (stylesheet(), *policy().scripts):
        assert "</" not in text
        assert "<!--" not in text
        assert "{{" not in text


def test_a_script_loses_its_comments_and_indents_alone(tmp_path):
    path = tmp_path / "x.js"
    path.write_text("// a comment\nif (a) {\n  // another\n  b('// kept');\n}\n")
    assert script(path) == "if (a) {\nb('// kept');\n}"


def test_a_paper_is_shown_with_all_that_is_known_of_it():
    made = entries(1)[0]
    tree = page(digest(made))
    (shown,) = tree.css("article.paper")
    assert shown.attributes["id"] == "p-2512.00000"
    assert shown.attributes["data-topics"].split("|") == list(made.tags)
    assert text_of(tree, ".title") == ["A Sparse Index for Retrieval-Augmented Generation"]
    assert tree.css_first(".title a").attributes["href"] == made.url
    assert text_of(tree, ".tldr") == [made.tldr]
    assert text_of(tree, ".votes") == ["▲ 12"]
    assert text_of(tree, ".about .facts") == ["2025-12-08 · 2 authors"]
    assert text_of(tree, ".links a") == ["HF", "arXiv", "PDF"]


def test_unknown_is_not_shown_as_nothing():
    bare = entry(
        paper(upvotes=None, comments=None, published=None, author_count=None, url=None),
        Annotation(tldr=None, tldr_origin=None, engine="embedded"),
    )
    tree = page(digest(bare))
    assert text_of(tree, ".about .facts") == ["no date"]
    assert tree.css(".tldr, .title a, .votes") == []


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("extracted", "TL;DR from the abstract"),
        ("review", "TL;DR by a reader"),
        ("model", "TL;DR by openai/x"),
    ],
)
def test_whose_words_the_tldr_is(origin, words):
    note = Annotation(tldr="T.", tldr_origin=origin, engine="openai", model="openai/x")
    assert words in card(entry(paper(), note)).facts


def test_evidence_outside_the_abstract_is_quoted():
    tag = Tag("rag", "A Sparse Index", "title", 0, 14, 0.8)
    note = Annotation(tldr="T.", tldr_origin="model", tags=("rag",), evidence=(tag,), engine="x")
    tree = page(digest(entry(paper(), note)))
    assert text_of(tree, ".proofs") == ["rag: “A Sparse Index” in the title, score 0.80"]


def test_evidence_is_marked_in_the_abstract_and_quoted():
    abstract = "We study agents on 512times512 images."
    tag = Tag("agents", "agents", "abstract", 9, 15, 0.9)
    note = Annotation(
        tldr="T.", tldr_origin="model", tags=("agents", "vision"), evidence=(tag,), engine="x"
    )
    tree = page(digest(entry(paper(abstract=abstract), note)))
    assert [(node.text(), node.attributes["title"]) for node in tree.css(".abstract mark")] == [
        ("agents", "agents")
    ]
    assert text_of(tree, ".abstract") == ["We study agents on 512×512 images."]  # noqa: RUF001
    assert text_of(tree, ".proofs") == [
        "agents: “agents”, score 0.90 · vision, added by a reader, without a quote"
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("hf:2025-12-09", "hf:2025-12-09"),
        ("https://huggingface.co/papers", "https://huggingface.co/papers"),
        ("/home/someone/private/page.txt", "page.txt"),
        ("hfpages/page.txt", "page.txt"),
    ],
)
def test_of_a_file_only_the_name_is_shown(source, shown):
    made = entry(paper(source=source), ENGINE.annotate(paper()))
    assert ("Source", shown) in background(made).facts


def test_evidence_of_a_topic_that_was_taken_away_is_not_marked():
    tag = Tag("rag", "Retrieval", "abstract", 0, 9, 0.9)
    note = Annotation(tldr="T.", tldr_origin="model", tags=(), evidence=(tag,), engine="x")
    assert page(digest(entry(paper(), note))).css("mark, .evidence") == []


def test_what_a_reader_must_know_first_is_marked():
    made = replace(
        entries(1)[0], withdrawn=True, revised=True, version=2, shown_before="2025-12-08"
    )
    assert text_of(page(digest(made)), ".marks strong") == [
        "withdrawn",
        "new version (v2), abstract changed",
        "already in 2025-12-08",
    ]


def test_skipped_papers_stand_with_their_reasons():
    made = digest(skipped=(Skipped("9", "A paper", "no abstract to read"),))
    assert text_of(page(made), ".skipped li") == ["A paper: no abstract to read"]


def test_how_the_digest_was_made_is_said():
    report = Report(found=3, kept=1, duplicates=1, dropped=(Dropped("line 9", "no title"),))
    made = digest(report=report, usage=Usage(requests=2, input_tokens=30, output_tokens=4))
    tree = page(made)
    told = dict(zip(text_of(tree, ".made dt"), text_of(tree, ".made dd"), strict=True))
    assert told["Engine"] == "embedded"
    assert told["Model"] == "extractive"
    assert told["Made"] == "2025-12-09T08:00:00Z"
    assert told["Input"] == "found 3, kept 1, 1 duplicate, 1 dropped"
    assert told["Requests"] == "2, 30 tokens in, 4 out"
    assert told["Cost"] == "unknown"
    assert "Prompt" not in told
    assert "dropped line 9: no title" in tree.body.text()


def test_papers_are_grouped_as_asked():
    tree = page(digest(), by="topic")
    assert len(tree.css("section.group")) == len({each.tags[0] for each in entries()})
    assert [node.tag for node in tree.css(".group > :first-child")] == ["h2"] * len(
        tree.css(".group")
    )
    assert {node.tag for node in tree.css(".title")} == {"h3"}
    flat = page(digest(), by="upvotes")
    assert flat.css("section.group") == []
    assert [node.attributes["id"] for node in flat.css(".paper")] == [
        f"p-2512.0000{number}" for number in (2, 1, 0)
    ]


def test_a_roll_up_says_what_it_stands_for():
    period = Period(
        name="2025-W50",
        since="2025-12-08",
        until="2025-12-14",
        days=("2025-12-09",),
        most_upvoted=("2512.00002", "2512.00000", "not shown"),
        new_topics=("rag",),
    )
    tree = page(digest(period=period))
    assert text_of(tree, "h1") == ["Papers of 2025-W50"]
    assert text_of(tree, ".period h2") == ["Monday, 8 December 2025 to Sunday, 14 December 2025"]
    links = [node.attributes["href"] for node in tree.css(".period ol a")]
    assert links == ["#p-2512.00002", "#p-2512.00000"]
    assert all(tree.css(f"[id='{link[1:]}']") for link in links)
    assert text_of(tree, ".period .tag") == ["rag"]


def test_what_only_a_script_can_do_is_hidden_without_one():
    tree = page(digest())
    for selector in (".tools", "#theme", "#help"):
        (node,) = tree.css(selector)
        assert "scripted" in node.attributes["class"].split()
    assert len(tree.css(".tools form[role=search], .tools #topics")) == 2
    assert tree.css_first("form.search label input[type=search]").attributes["id"] == "q"
    assert tree.css_first("#count").attributes["aria-live"] == "polite"
    assert tree.css("article[hidden], section[hidden]") == []
    (button, *_) = tree.css("#topics button.topic")
    assert tree.css("form #topics") == []
    assert button.attributes["data-topic"] in entries()[0].tags + entries()[1].tags


def test_every_topic_of_the_page_has_one_button():
    made = [replace(each, tags=(f"topic-{each.id[-1]}", "rag")) for each in entries(3)]
    many = [replace(made[0], id=f"x{at}", tags=(f"t-{at}",)) for at in range(30)]
    tree = page(digest(*made, *many))
    topics = [node.attributes["data-topic"] for node in tree.css("#topics button.topic")]
    assert len(topics) == 34
    assert set(topics) == {tag for each in (*made, *many) for tag in each.tags}
    assert text_of(tree, "#topics summary") == ["20 more topics"]


@pytest.mark.parametrize("by", [None, "topic"])
def test_the_page_is_well_built(by):
    check_structure(page(digest(), by=by))
    check_structure(page(hostile.digest(), by=by))


def test_titles_choose_their_own_direction():
    assert all("dir" in node.attributes for node in page(digest()).css(".title, .tldr, .abstract"))


def test_the_ending_picks_the_page():
    assert for_file("x.html").FORMAT.name == for_file("x.HTM").FORMAT.name == "html"


def test_a_very_long_title_shows_whole():
    long = "word " * 2000
    tree = page(digest(entry(paper(title=long), ENGINE.annotate(paper()))))
    assert text_of(tree, ".title") == [long.strip()]


@pytest.mark.parametrize("name", ["2503.23895", "rag", "3d-generation", "2512.00001"])
def test_plain_names_stay(name):
    assert safe_name(name) == name


NAMES = (
    *("astro-ph/0601001", "sha256:0123456789abcdef", "../../etc/passwd", "..", ".", "", "A", "a b"),
    *(
        "con",
        "nul.html",
        "index",
        "x" * 300,
        "数学",
        "\ud800",
        "a.",
        "-a",
        "a\nb",
        "%2e%2e",
        "a--b",
    ),
)


@pytest.mark.parametrize("name", NAMES)
def test_other_names_become_safe_ones(name):
    assert re.fullmatch(r"[a-z0-9-]{1,80}", safe_name(name))
    assert safe_name(name) not in {"con", "index", "nul"}


def test_no_two_names_become_one():
    names = {*NAMES, "a", "astro-ph-0601001", "sha256-0123456789abcdef", "etc-passwd"}
    assert len({safe_name(each) for each in names}) == len(names)
