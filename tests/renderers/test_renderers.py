"""What renderers show; what holds for all of them against hostile papers is elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace

import hostile
import pytest
from digests import digest, rendered
from engine_double import Counting
from markdown_it import MarkdownIt
from papers import paper

from summarizer.annotate.annotator import entry
from summarizer.errors import UsageError
from summarizer.papers.records import Annotation, Skipped, Tag
from summarizer.papers.schema import check
from summarizer.papers.wire import dumps
from summarizer.renderers import FAMILY, arranged, for_file, for_format


def plain_digest():
    engine = Counting()
    tagged = [entry(paper(number), engine.annotate(paper(number))) for number in range(2)]
    untagged = entry(
        paper(2, published=None, upvotes=None),
        Annotation(tldr=None, tldr_origin=None, engine="embedded"),
    )
    return digest(untagged, *tagged, skipped=(Skipped("9", "A paper", "no abstract to read"),))


EACH = pytest.mark.parametrize("renderer", list(FAMILY.all()), ids=lambda each: each.FORMAT.name)


@EACH
def test_an_empty_digest_has_a_form_too(renderer):
    assert isinstance(rendered(renderer, digest()), str)


@EACH
def test_output_ends_with_a_line_end(renderer):
    assert rendered(renderer, plain_digest()).endswith("\n")


@pytest.mark.parametrize("name", ["text", "markdown", "json"])
def test_skipped_papers_are_listed_with_their_reasons(name):
    text = rendered(for_format(name), plain_digest())
    assert "no abstract to read" in text


def test_json_is_the_contract():
    made = plain_digest()
    text = rendered(for_format("json"), made)
    assert check(text) == made
    assert list(json.loads(text)) == [
        *("schema", "source", "date", "generated_at", "engine", "model", "prompt", "topics"),
        *("usage", "report", "papers", "skipped"),
    ]
    assert json.loads(text)["papers"][0]["upvotes"] is None


def test_jsonl_is_one_object_of_papers_a_line():
    made = plain_digest()
    lines = rendered(for_format("jsonl"), made).splitlines()
    found = [json.loads(line) for line in lines]
    assert [each.pop("places")["abstract"] for each in found] == [
        f"https://arxiv.org/abs/{each.id}" for each in made.papers
    ]
    assert found == json.loads(dumps(made.papers))


def links_of(markdown):
    tokens = MarkdownIt("commonmark").parse(markdown)
    inline = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in tokens + inline}
    return [token.attrs["href"] for token in inline if token.type == "link_open"], kinds


def test_markdown_shows_a_title_as_it_is():
    made = digest(entry(paper(title="A *b* [c] $5 #1_2"), Counting().annotate(paper())))
    tokens = MarkdownIt().parse(rendered(for_format("markdown"), made))
    texts = [token.children for token in tokens if token.type == "inline"][2]
    assert "".join(child.content for child in texts) == "A *b* [c] $5 #1_2"


def test_a_number_at_the_start_is_no_list():
    note = Annotation(tldr="1986) We propose it.", tldr_origin="model", engine="x")
    text = rendered(for_format("markdown"), digest(entry(paper(), note)))
    assert "ordered_list_open" not in links_of(text)[1]


def test_markdown_shows_each_tag_with_its_quote():
    text = rendered(for_format("markdown"), digest(annotated_with_evidence()))
    assert "- **rag**: “Retrieval-Augmented Generation”" in text


def annotated_with_evidence():
    from summarizer.papers.records import Tag

    tag = Tag("rag", "Retrieval-Augmented Generation", "title", 19, 49, 0.9)
    note = Annotation(tldr="T.", tldr_origin="model", tags=("rag",), evidence=(tag,), engine="x")
    return entry(paper(), note)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_of_text_is_wider_than_asked(width):
    from rich.cells import cell_len

    made = replace(hostile.digest(), papers=[replace(each, url=None) for each in hostile.entries()])
    lines = rendered(for_format("text"), made, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_text_holds_what_a_reader_wants():
    text = rendered(for_format("text"), plain_digest())
    for part in (
        "Eight Steps Are Enough for Diffusion Models",
        "About Eight Steps",
        "rag",
        "2025-12-08",
        "2 authors",
        "▲ 12",
        "1 comment",
        "https://huggingface.co/papers/2512.00001",
    ):
        assert part in text


def test_colour_is_there_when_asked_for_and_only_then():
    assert "\x1b[" in rendered(for_format("text"), plain_digest(), color=True)
    assert "\x1b" not in rendered(for_format("text"), plain_digest(), color=False)


def test_papers_are_grouped_under_their_first_topic_or_ordered():
    entries = plain_digest().papers
    groups = arranged(entries, "topic")
    assert [(name, len(group)) for name, group in groups] == [
        ("rag", 2),
        ("no topic of the vocabulary", 1),
    ]
    assert [each.upvotes for each in arranged(entries, "upvotes")[0][1]] == [13, 12, None]
    assert arranged(entries, "date")[0][1][-1].published is None
    assert arranged(entries, None) == [(None, list(entries))]


def test_the_ending_of_a_file_picks_its_format():
    assert for_file("digest.md").FORMAT.name == "markdown"
    assert for_file("DIGEST.JSON").FORMAT.name == "json"
    with pytest.raises(UsageError, match="no format has this ending"):
        for_file("digest.docx")


def test_formats_have_names_and_endings_of_their_own():
    found = [each.FORMAT for each in FAMILY.all()]
    assert [each.name for each in found] == FAMILY.names()
    endings = [ending for each in found for ending in each.endings]
    assert len(endings) == len(set(endings))
    assert all(each == for_format(each.name).FORMAT for each in found)
    assert all(each.line for each in found)


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_people_read_signs_where_a_paper_holds_latex(name):
    note = Annotation(
        tldr="It is 3times faster.", tldr_origin="model", tags=("rag",), engine="embedded",
        evidence=(Tag("rag", "512times512", "abstract", 3, 14, 1.0),),
    )  # fmt: skip
    made = digest(entry(paper(title="On $\\alpha$", abstract="On 512times512 images."), note))
    text = rendered(for_format(name), made)
    assert "On α" in text  # noqa: RUF001 - the letter is meant
    assert "3× faster" in text  # noqa: RUF001 - the sign is meant
    assert "times" not in text
    assert made.papers[0].abstract == "On 512times512 images."
    assert made.papers[0].readable_abstract == "On 512×512 images."  # noqa: RUF001 - the same


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_a_reader_must_know_first_is_marked(name):
    made = entry(paper(withdrawn=True, version=2), Counting().annotate(paper()))
    marked = replace(made, shown_before="2025-12-08", revised=True)
    text = rendered(for_format(name), digest(marked)).replace("\\", "").replace("\n   ", "")
    for mark in ("withdrawn", "new version (v2), abstract changed", "already in 2025-12-08"):
        assert mark in text
    plain = rendered(for_format(name), plain_digest())
    assert "withdrawn" not in plain
    assert "shown" not in plain
