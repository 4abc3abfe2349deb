"""The arXiv papers of 2025 by their days: what is learned from, and what is measured with."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Paper = dict[str, Any]

YEAR = "2025"
FIFTHS = 5


def papers_of(data: Path) -> list[list[Paper]]:
    """The papers announced in the year, in fifths by their days."""
    text = gzip.decompress((data / "arxiv" / "arxiv_20k.jsonl.gz").read_bytes()).decode()
    found = [
        paper
        for paper in map(json.loads, text.splitlines())
        if (paper["announced"] or "").startswith(YEAR) and paper["id"][:2] == YEAR[2:]
    ]
    found.sort(key=lambda paper: (paper["announced"], paper["id"]))
    size = -(-len(found) // FIFTHS)
    return [found[start : start + size] for start in range(0, len(found), size)]


def categories(paper: Paper, names: Mapping[str, str]) -> list[str]:
    """The topics of a paper's categories, the primary one first; other classifications left out."""
    found = (names[code] for code in paper["categories"] if code in names)
    return list(dict.fromkeys(found))
