"""What papers in general are like: how rare each word is; `training/interests.py` writes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = Path(__file__).parent / "data" / "words.json"


@dataclass(frozen=True, slots=True)
class Background:
    """Of how many papers, and how many of them have a word; rarer words are left out."""

    papers: int
    counts: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """The idf of a word."""
        return log((self.papers + 1) / (self.counts.get(word, 0) + 1))


@cache
def load() -> Background:
    """Read what comes with the package."""
    import json

    table = json.loads(PATH.read_text(encoding="utf-8"))
    counts: dict[str, int] = {}
    for count, names in table["words"].items():
        counts.update(dict.fromkeys(names.split(), int(count)))
    return Background(table["papers"], counts)
