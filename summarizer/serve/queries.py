"""What readers search for, and how far their question goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.errors import UsageError
from summarizer.library.query import parse_query

if TYPE_CHECKING:
    from summarizer.library.query import Query

LONGEST = 500
"""Characters of a query: every word of one costs time, of which others wait for some."""


def query_of(text: str) -> Query:
    """A query as `summarize search` takes it. Raises UsageError, also for one that is too long."""
    if len(text) > LONGEST:
        message = f"the query is too long: give at most {LONGEST} characters"
        raise UsageError(message)
    return parse_query(text)
