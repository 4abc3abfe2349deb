"""What was done, what came out and where it fails: five points of a full text.

They are sentences of the text itself by `extraction`, or a language model's lines by `asking`, held
against the text; `standing` finds what is shown without asking. `commands` and `library` call in
with a full text; points leave.
"""

from __future__ import annotations

from summarizer.papers.points import NAMES, Point, Points
from summarizer.papers.points import TextPassage as Passage

MOST_PASSAGES = 5
"""Of all points together."""

__all__ = ["MOST_PASSAGES", "NAMES", "Passage", "Point", "Points"]
