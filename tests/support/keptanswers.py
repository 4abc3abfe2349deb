"""A model's answers about full texts, kept as if it had been asked."""

from __future__ import annotations

import json

from summarizer.fulltext import Content, markdown
from summarizer.keypoints.answers import Question
from summarizer.keypoints.selection import fingerprint, selection
from summarizer.keypoints.standing import paper_of
from summarizer.papers.points import NAMES

MODEL = "openai/scripted"


def read(markdown_text, identity=None):
    """A full text in Markdown, of this paper."""
    text = markdown.parse(Content("paper.md", markdown_text.encode()))
    return text.sourced(id=identity)


def answered(answers, text, *said, model=MODEL, language="", key="a"):
    """Keep what a model said of a text: each line by its name, as (line, its passage)."""
    shown = fingerprint(selection(text), text)
    question = Question(paper_of(text), key * 40, shown, model, language)
    answers.put(question, tuple(each if isinstance(each, str) else answer(**each) for each in said))


def answer(**lines):
    """An answer's words; None for each line that is not given."""
    none = {"quotes": [], "line": None}
    given = {name: {"quotes": [quote], "line": line} for name, (line, quote) in lines.items()}
    return json.dumps({name: given.get(name, none) for name in NAMES})
