"""What holds for the papers of every source, wherever they came from."""

from __future__ import annotations

import json
import re
from dataclasses import fields

from summarizer.library.store import load_paper
from summarizer.papers.days import parse_day
from summarizer.papers.records import Paper
from summarizer.papers.wire import dumps, load
from summarizer.settings import Settings

ID = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7}|sha256:[0-9a-f]{16}")
DAYS = ("published", "listed", "updated")
LISTS = {"authors", "links", "categories", "ai_keywords", "models", "datasets", "spaces"}


def check_paper(paper):
    """The contract of one paper."""
    assert ID.fullmatch(paper.id), paper.id
    assert paper.title.strip()
    assert paper.abstract.strip()
    assert "Announce Type" not in paper.abstract
    bare = load_paper(paper)
    assert load(Paper, json.loads(dumps(bare))) == bare
    for each in fields(Paper):
        value = getattr(paper, each.name)
        if each.name in LISTS:
            assert isinstance(value, tuple)
            assert all(item.strip() for item in value)
            assert len(set(value)) == len(value) or each.name == "authors"
        else:
            assert value != "", each.name
    for name in DAYS:
        assert getattr(paper, name) is None or parse_day(getattr(paper, name)), name
    assert paper.author_count is None or paper.author_count >= len(paper.authors) > -1
    assert paper.url is None or paper.url.startswith("https://")


def check_report(report, papers):
    """Nothing read is lost: every entry is a paper, a duplicate or a place with a reason."""
    assert report.found == report.kept + report.duplicates + len(report.dropped)
    assert all(item.where and item.why for item in report.dropped)
    assert len({paper.id for paper in papers}) == len(papers) <= report.kept


def check(report, papers):
    """The contract of a reading."""
    for paper in papers:
        check_paper(paper)
    check_report(report, papers)


def check_asked(source, specs, kind, canonical, label):
    """SPECs and addresses of one thing ask a live source for the same."""
    for spec in specs:
        asked = source.ask(spec, Settings())
        assert (asked.kind, asked.spec, asked.label) == (kind, canonical, label), spec
