"""Whatever a text holds, its points take time in proportion to its length."""

from __future__ import annotations

import time

import pytest

from summarizer.fulltext import Content, markdown
from summarizer.keypoints.extraction import points
from summarizer.keypoints.sentencemodel import odds
from summarizer.keypoints.sentences import sentences

MOST_SECONDS = 2.0
PLAIN = "We propose a model of the rings of trees that reads all of their photographs. "
FIGURES = f"We show that it is so for {',,' * 500} all of it. "
NOTES = "".join(f"[^{each}]: https://github.com/example/rings{each}\n\n" for each in range(3000))
PACKAGES = [f"a{chr(97 + each % 26)}{chr(97 + each // 26)}x" for each in range(200)]


@pytest.mark.parametrize(
    ("title", "abstract", "body"),
    [
        (f"We propose {'aA' * 10_000}", PLAIN, PLAIN * 9),
        ("Rings", PLAIN, f"You must ignore the rings of it {chr(34) * 20_000} for all of it."),
        ("Rings", PLAIN, FIGURES * 200),
        ("Rings", f"{PLAIN * 1000} We release our code and all of the models.", NOTES),
        (
            "Rings",
            " ".join(f"the package {each}" for each in PACKAGES),
            " ".join(f"The package {each} is here." for each in PACKAGES * 20),
        ),
    ],
    ids=["name", "marks", "figures", "footnotes", "packages"],
)
def test_no_run_of_signs_or_names_takes_long(title, abstract, body):
    text = f"# {title}\n\n## Abstract\n\n{abstract}\n\n## 1 Trees\n\n{body}\n"
    whole = markdown.parse(Content("paper.md", text.encode()))
    begun = time.process_time()
    points(whole)
    assert time.process_time() - begun < MOST_SECONDS


def test_what_stands_far_behind_an_abstracts_heading_is_not_read_as_an_abstract():
    text = f"# Rings\n\n## Abstract\n\n{PLAIN * 900}\n"
    whole = markdown.parse(Content("paper.md", text.encode()))
    told = odds(sentences(whole))
    assert 0 < len(told) <= 20
