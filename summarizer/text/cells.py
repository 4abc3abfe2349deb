"""The table a digest is as CSV: its columns, and cells that no spreadsheet takes for formulas.

A spreadsheet runs what begins with `=`, `+`, `-` or `@`, whatever quotes and blanks stand
before it, and one that splits at semicolons finds cells inside of cells. An apostrophe stands
before each such place; whoever reads the table back takes it away again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES = ("abstract_url", "pdf_url", "doi_url")
"""Columns that follow from the others; the oldest tables have none."""
PERSONAL = ("relevance", "why", "marks", "follows")
"""What a paper is to its reader; older tables do not have it."""
COLUMNS = (
    *("id", "title", "tldr", "tags", "authors", "author_count", "organization", "published"),
    *("listed", "upvotes", "comments", "url", "links", "abstract", "evidence", "proposed_tags"),
    *("version", "updated", "categories", "comment", "journal_ref", "doi", "code", "stars"),
    *("project_page", "withdrawn", "reviewed", "source"),
    *PLACES,
    *PERSONAL,
)
SEPARATOR = "; "
"""Stands between the items of a list in one cell; their own semicolons become commas."""
_FORMULA = r"""(?=[\s"']*[=+\-@＝＋－＠])"""  # noqa: RUF001 - spreadsheets take the wide signs too
_RISKY = deferred(rf"(^|;){_FORMULA}")
_GUARDED = deferred(rf"(^|;)'{_FORMULA}")


def guarded(cell: str) -> str:
    """The cell as text for every spreadsheet."""
    return _RISKY.sub(r"\1'", cell)


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded."""
    return _GUARDED.sub(r"\1", cell)


def joined(items: Iterable[str]) -> str:
    """A list as one cell; one item with a comma of its own ends in a semicolon."""
    parts = [item.replace(";", ",") for item in items if item]
    alone = len(parts) == 1 and re.search(r",|\sand\s", parts[0])
    return f"{parts[0]};" if alone else SEPARATOR.join(parts)
