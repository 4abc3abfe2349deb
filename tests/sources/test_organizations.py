"""Names of organisations as the site shows them: a slug or a logo's text may stand before."""

from __future__ import annotations

import pytest

from summarizer.sources.content import Content
from summarizer.sources.extraction import content_listing
from summarizer.sources.organizations import organization


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("deepseek-ai DeepSeek", "DeepSeek"),
        ("zai-org Z.ai", "Z.ai"),
        ("deepmind Deepmind", "Deepmind"),
        ("microsoft Microsoft Research", "Microsoft Research"),
        ("PekingUniversity Peking University", "Peking University"),
        ("Tencent-Hunyuan Tencent Hunyuan", "Tencent Hunyuan"),
        ("Kuaishou-Kling Kling Team", "Kling Team"),
        ("HuggingFaceTB Hugging Face Smol Models Research", "Hugging Face Smol Models Research"),
        (
            "UIUC-CS University of Illinois at Urbana-Champaign",
            "University of Illinois at Urbana-Champaign",
        ),
        ("UTEXAS University of Texas at Austin", "University of Texas at Austin"),
        ("internlm Intern Large Models", "Intern Large Models"),
        ("[microsoft] Microsoft", "Microsoft"),
        ("DeepSeek's profile picture DeepSeek", "DeepSeek"),
        ("Peking University Peking University", "Peking University"),
    ],
)
def test_a_slug_before_the_name_is_left_out(line, name):
    assert organization(line) == name


@pytest.mark.parametrize(
    "name",
    [
        *("Alaya Lab", "Together AI", "Stability AI", "Meta AI", "Google DeepMind", "AI at Meta"),
        *("MIT Media Lab", "UC Berkeley", "AI21 Labs", "vivo AI Lab", "Rolls-Royce Research"),
        *("Carnegie Mellon University", "Bar-Ilan University", "Max-Planck Institute", "Z.ai"),
        *("Hugging Face", "Shanghai AI Laboratory", "Hong Kong University", "Ai2 Seattle"),
        *(
            "IBM Research",
            "Salesforce AI Research",
            "Allen Institute for AI",
            "Tsinghua University",
        ),
    ],
)
def test_a_name_of_several_words_is_whole(name):
    assert organization(name) == name


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("shown", ["deepseek-ai DeepSeek", "deepseek-ai\nDeepSeek"])
def test_it_stands_in_the_place_of_authors(shown, gap):
    abstract = "Graphs are hard to draw. We propose to draw them with fewer crossings. " * 4
    page = gap.join(["Drawing Graphs", abstract, shown, "·", "Feb 4, 2023", ""])
    paper = content_listing(Content("x", page.encode()), "pasted").papers[0]
    assert (paper.organization, paper.abstract) == ("DeepSeek", abstract.strip())


def test_it_is_told_by_the_date_below_it_where_the_dot_was_lost():
    abstract = "Graphs are hard to draw. We propose to draw them with fewer crossings. " * 4
    other = ["Reading Graphs", abstract, "• 2 authors", "Feb 5, 2023"]
    page = "\n".join(["Drawing Graphs", abstract, "deepseek-ai DeepSeek", "Feb 4, 2023", *other])
    papers = content_listing(Content("x", page.encode()), "pasted").papers
    assert [each.title for each in papers] == ["Drawing Graphs", "Reading Graphs"]
    assert [each.organization for each in papers] == ["DeepSeek", None]
    assert [each.published for each in papers] == ["2023-02-04", "2023-02-05"]
